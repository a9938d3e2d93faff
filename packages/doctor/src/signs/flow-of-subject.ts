/** Which callback and which authorization request belong to the exchange that is asked about. */
import type { Seen } from './view.ts';

/** Tells whether a request redeems an authorization code. RFC 6749 section 4.1.3. */
export function isRedemption(request: Seen): boolean {
  const grant = request.sent('grant_type');
  return (
    request.role === 'token-request' && (grant === undefined ? request.has('code') : grant === 'authorization_code')
  );
}

/** The callback that delivered the subject's code, or that has its state. */
export function callbackOf(subject: Seen | undefined, before: readonly Seen[]): Seen | undefined {
  if (subject?.role === 'authorization-response') return subject;
  const callbacks = before.filter((one) => one.role === 'authorization-response');
  const code = subject?.sent('code');
  return callbacks.findLast((one) => code !== undefined && one.sent('code') === code) ?? callbacks.at(-1);
}

/** The authorization request that began the subject's flow: by state, then by client, then the last one. */
export function startOf(
  subject: Seen | undefined,
  before: readonly Seen[],
  callback: Seen | undefined,
): Seen | undefined {
  if (subject?.isOf('authorization-request', 'pushed-authorization-request')) return subject;
  const starts = before.filter((one) => one.isOf('authorization-request', 'pushed-authorization-request'));
  const state = callback?.sent('state');
  const client = subject?.clientId;
  return (
    starts.findLast((one) => state !== undefined && one.sent('state') === state) ??
    starts.findLast((one) => client !== undefined && one.sent('client_id') === client) ??
    starts.at(-1)
  );
}

/**
 * The authorization request of a redemption that stands behind it, as people write down what they remember: the only one,
 * of the same client, where no other flow follows.
 */
export function startBehind(subject: Seen | undefined, all: readonly Seen[]): Seen | undefined {
  if (subject === undefined || !isRedemption(subject)) return undefined;
  const behind = all.slice(subject.index + 1);
  if (behind.some((one) => one.isOf('token-request', 'authorization-response'))) return undefined;
  const [start, ...others] = behind.filter((one) => one.isOf('authorization-request', 'pushed-authorization-request'));
  if (start === undefined || others.length > 0) return undefined;
  const isLater = start.at !== undefined && subject.at !== undefined && start.at > subject.at;
  const clients = [start.sent('client_id'), subject.clientId].filter((one) => one !== undefined);
  const isOfOther = new Set(clients).size > 1;
  return isLater || isOfOther ? undefined : start;
}

/** Tells whether code and state lead from the start to the subject; where they are not shown, whether it is the only one. */
export function isOneFlow(
  subject: Seen | undefined,
  before: readonly Seen[],
  callback: Seen | undefined,
  start: Seen | undefined,
): boolean {
  if (subject === undefined || start === undefined) return false;
  if (start === subject) return true;
  if (callback !== subject && !isRedemption(subject)) return false;
  // Somebody may have changed it since.
  if (start.index > subject.index && !(start.at !== undefined && subject.at !== undefined)) return false;
  const [brought, redeemed] = [callback?.sent('code'), subject.sent('code')];
  if (brought !== undefined && redeemed !== undefined && brought !== redeemed) return false;
  const [answered, asked] = [callback?.sent('state'), start.sent('state')];
  if (answered !== undefined && asked !== undefined) return answered === asked;
  const starts = before.filter((one) => one.isOf('authorization-request', 'pushed-authorization-request'));
  return ['state', 'client_id'].every(
    (name) => new Set(starts.map((one) => one.sent(name)).filter((one) => one !== undefined)).size <= 1,
  );
}
