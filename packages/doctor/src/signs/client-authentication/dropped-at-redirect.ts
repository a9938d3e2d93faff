import { addressOf } from '../../evidence/address.ts';
import type { Seen, View } from '../view.ts';

/**
 * The request whose Authorization header the client did not send again where the answer sent it on: HTTP clients keep it
 * from another host. Undefined where the refused request has one, or was not what the redirect asks for.
 */
export function droppedAtRedirect({ before, subject }: View): Seen | undefined {
  if (subject?.status !== 401 || isSentBy(subject)) return undefined;
  const first = before.findLast((one) => one.exchange.request !== undefined);
  const target = addressOf(first?.answered('location') ?? '');
  const isFollowed = target?.host === subject.host && target.path === subject.path;
  return first !== undefined && isFollowed && first.header('authorization') !== undefined ? first : undefined;
}

/** Tells whether a request brings credentials, or shows no header at all, so that nobody knows. */
function isSentBy(request: Seen): boolean {
  const isShown = request.exchange.request?.headers.length !== 0;
  return !isShown || request.header('authorization') !== undefined || request.has('access_token');
}
