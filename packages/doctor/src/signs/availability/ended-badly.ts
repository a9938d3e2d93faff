import type { Seen, View } from '../view.ts';

/** The exchange that is asked about, where it was refused or nobody saved its end. */
export function endedBadly({ subject }: View): Seen | undefined {
  return subject?.outcome === 'accepted' ? undefined : subject;
}
