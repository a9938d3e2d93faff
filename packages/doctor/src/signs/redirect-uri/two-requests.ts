import { compareRedirectUris } from '@candor/protocol';
import { hasFailed } from '../said-about.ts';
import type { Seen, View } from '../view.ts';

/** A redemption that failed, and what the two requests of its flow have as redirect URI. */
export interface TwoRequests {
  readonly redemption: Seen;
  readonly start: Seen | undefined;
  /** Of the token request. */
  readonly sent: string | undefined;
  /** Of the authorization request. */
  readonly first: string | undefined;
}

/** The redirect URIs of the flow whose code could not be redeemed. */
export function twoRequests(view: View): TwoRequests | undefined {
  const { subject } = view;
  if (subject?.role !== 'token-request' || !hasFailed(view)) return undefined;
  const grant = subject.sent('grant_type');
  const isForCode = grant === 'authorization_code' || (subject.has('code') && grant?.startsWith('refresh') !== true);
  if (!isForCode) return undefined;
  const sent = subject.sent('redirect_uri');
  const start = startWith(view, sent);
  return { redemption: subject, start, sent, first: start?.sent('redirect_uri') };
}

/** Tells whether two redirect URIs differ in nothing but what stands behind the path. */
export function differInQueryAlone(one: string, other: string): boolean {
  return compareRedirectUris(one, other).every(({ kind }) => kind === 'query' || kind === 'fragment');
}

/** The authorization request of the flow; where nothing tells which, one that fits, since it may be that. */
function startWith({ before, start, isOneFlow }: View, sent: string | undefined): Seen | undefined {
  if (isOneFlow || start === undefined) return start;
  const fits = before.find((one) => one.isOf('authorization-request') && one.sent('redirect_uri') === sent);
  return sent === undefined ? start : (fits ?? start);
}
