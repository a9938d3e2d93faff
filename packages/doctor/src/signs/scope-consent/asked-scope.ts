import { hasFailed, isAbout } from '../said-about.ts';
import type { Seen, View } from '../view.ts';

/** A request for scopes that failed, or is said to have failed. */
export interface AskedScope {
  readonly subject: Seen;
  /** The scopes as one text; undefined where none was sent. */
  readonly text: string | undefined;
  /** Whether the failure is said to be about scopes. */
  readonly isTold: boolean;
  /** Whether it can be about scopes: that is what is said, or nobody says what it is about. */
  readonly canBeMeant: boolean;
}

/** What was asked for in the flow of the request that failed. */
export function askedScope(view: View): AskedScope | undefined {
  const { subject } = view;
  if (subject === undefined || !hasFailed(view) || !asksForScope(subject)) return undefined;
  const start = subject.sent('scope') === undefined ? (view.start ?? subject) : subject;
  const isTold = subject.code === 'invalid_scope' || isAbout(view, 'scope');
  return {
    subject,
    text: start.sent('scope') ?? start.sent('user_scope'),
    isTold,
    canBeMeant: isTold || subject.code === undefined,
  };
}

/** The names in a text of scopes, however they are joined. */
export function namesIn(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((one) => one !== '');
}

/** The scopes that the metadata before list; empty where they list none. */
export function supportedScopes({ before }: View): readonly string[] {
  const list = before.findLast((one) => one.got('scopes_supported') !== undefined)?.got('scopes_supported');
  return list?.match(/[^\s"',[\]]+/g) ?? [];
}

function asksForScope(seen: Seen): boolean {
  // A callback with a code was granted what it asked for.
  if (seen.role === 'authorization-response') return !seen.has('code');
  return seen.isOf(
    'authorization-request',
    'pushed-authorization-request',
    'token-request',
    'device-authorization-request',
  );
}
