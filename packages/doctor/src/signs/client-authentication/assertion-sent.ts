import type { LooseJwt } from '../loose-jwt.ts';
import type { Seen, View } from '../view.ts';
import { failedRequestOfClient } from './request-of-client.ts';

/** A signed assertion, by which a client proves itself (RFC 7523 section 2.2) or which is the grant (section 2.1). */
export interface AssertionSent {
  readonly request: Seen;
  readonly text: string;
  readonly claims: LooseJwt['claims'];
}

/** The assertion of a request that failed, where its claims can be read; Apple wants one in place of a secret. */
export function assertionSent(view: View, ...places: readonly string[]): AssertionSent | undefined {
  const request = failedRequestOfClient(view);
  const text = ['client_assertion', 'assertion', ...places].map((name) => request?.sent(name)).find(Boolean);
  const claims = view.jwt(text)?.claims;
  return request === undefined || text === undefined || claims === undefined ? undefined : { request, text, claims };
}
