import type { Seen, View } from '../view.ts';

/** The last metadata of an authorization server (RFC 8414), in the view of the whole capture only. */
export function serverMetadata({ subject, all }: View): Seen | undefined {
  if (subject !== undefined) return undefined;
  return all.findLast((one) => one.role === 'metadata-request' && one.got('authorization_endpoint') !== undefined);
}
