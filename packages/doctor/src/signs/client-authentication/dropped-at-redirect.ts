import { addressOf } from '../../evidence/address.ts';
import type { Seen, View } from '../view.ts';

/** The statuses that send a client on. RFC 9110 section 15.4. */
const sendsOn: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);
/** Parameters by which an address lets in whoever has it, as storage signs its own. */
const lettingIn = /^(?:access_token|token|sig|signature|x-(?:amz|goog)-signature)$/i;

/**
 * The request whose Authorization header the client did not send again where the answer sent it on: HTTP clients keep it
 * from another host. Undefined where the refused request has one, or was not what the redirect asks for, or where a
 * credential of another kind is asked for.
 */
export function droppedAtRedirect({ before, subject }: View): Seen | undefined {
  if (subject?.status !== 401 || isSentBy(subject)) return undefined;
  const first = before.findLast((one) => one.exchange.request !== undefined);
  if (first === undefined || !sendsOn.has(first.status) || wantsOther(subject, first)) return undefined;
  const target = addressOf(first.answered('location') ?? '');
  const isFollowed = target?.host === subject.host && target.path === subject.path;
  return isFollowed && first.header('authorization') !== undefined ? first : undefined;
}

/** Tells whether a request brings credentials, or shows no header at all, so that nobody knows. */
function isSentBy(request: Seen): boolean {
  const isLetIn = request.parameters.some(({ name, in: place }) => place !== 'header' && lettingIn.test(name));
  return request.areHeadersUnseen || request.header('authorization') !== undefined || isLetIn;
}

/** Tells whether the challenges are all of another scheme than the header had. RFC 9110 section 11.6.1. */
function wantsOther(refused: Seen, first: Seen): boolean {
  const scheme = /^\S{1,40}/.exec(first.header('authorization') ?? '')?.[0].toLowerCase() ?? '';
  const challenges = refused.allAnswered('www-authenticate').join(', ').toLowerCase();
  return challenges !== '' && !challenges.split(/[\s,]+/).includes(scheme);
}
