import { isComplainedOf } from '../said-about.ts';
import type { Seen, View } from '../view.ts';

/**
 * The call of an API that was refused for its token, as far as the answer tells; where nobody saved the answer, the call
 * that somebody says failed.
 */
export function refusedCall(view: View): Seen | undefined {
  const { subject } = view;
  if (subject?.isOf('resource-request', 'other') !== true) return undefined;
  if (subject.outcome === 'unknown') return isComplainedOf(view) && subject.bearer !== undefined ? subject : undefined;
  const isOfToken = subject.status === 401 || subject.status === 403 || subject.code !== undefined;
  return subject.outcome === 'refused' && isOfToken ? subject : undefined;
}

/** Tells whether the same host took the same token for another call, and for another one alone: then it knows it. */
export function isTakenElsewhere({ before }: View, { host, bearer, method, path }: Seen): boolean {
  if (bearer === undefined) return false;
  const taken = before.filter((one) => one.outcome === 'accepted' && one.host === host && one.bearer === bearer);
  return taken.length > 0 && taken.every((one) => one.method !== method || one.path !== path);
}
