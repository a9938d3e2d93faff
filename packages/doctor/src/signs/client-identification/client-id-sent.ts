import { hasFailed } from '../said-about.ts';
import type { Seen, View } from '../view.ts';

/** A request that failed, or is said to have failed, and the client id that it names. */
export interface ClientIdSent {
  readonly request: Seen;
  readonly id: string;
}

/** The client id of a request that failed, in the body or the Basic header. RFC 6749 section 2.2. */
export function clientIdSent(view: View): ClientIdSent | undefined {
  const { subject } = view;
  if (subject === undefined || !hasFailed(view)) return undefined;
  if (!subject.isOf('token-request', 'authorization-request', 'revocation-request')) return undefined;
  const id = subject.clientId;
  return id === undefined ? undefined : { request: subject, id };
}
