import type { Seen, View } from '../view.ts';

/** The call of an API that was refused for its token, as far as the answer tells. */
export function refusedCall({ subject }: View): Seen | undefined {
  if (subject?.isOf('resource-request', 'other') !== true || subject.outcome !== 'refused') return undefined;
  const isOfToken = subject.status === 401 || subject.status === 403 || subject.code !== undefined;
  return isOfToken ? subject : undefined;
}
