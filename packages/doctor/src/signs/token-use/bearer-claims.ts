import { audiencesOf } from '../loose-jwt.ts';
import type { View } from '../view.ts';
import { refusedCall } from './refused-call.ts';

/** The claims of a token, whatever they are. */
type Claims = Readonly<Record<string, unknown>>;

/** The claims of the token that the call was refused with; undefined where it is no JWT. */
export function bearerClaims(view: View): Claims | undefined {
  return view.jwt(refusedCall(view)?.bearer)?.claims;
}

/** Tells whether the token was issued with a scope. */
function hasScope({ scope, scp }: Claims): boolean {
  return scope !== undefined || scp !== undefined;
}

/** Tells whether the token is for the client itself, as ID tokens are. */
export function isForClient(claims: Claims, { start, before }: View): boolean {
  const client = start?.sent('client_id') ?? before.findLast((one) => one.clientId !== undefined)?.clientId;
  return client !== undefined && audiencesOf(claims).includes(client);
}

/** Tells whether the claims are those of an ID token (OpenID Connect Core section 2). */
export function looksLikeIdToken(claims: Claims): boolean {
  const isOfLogin = claims.nonce !== undefined || claims.at_hash !== undefined || claims.typ === 'ID';
  return isOfLogin && !hasScope(claims) && claims.appid === undefined;
}

/** Tells whether the token is an ID token by its claims, or for the client without anything that names an API. */
export function isIdToken(claims: Claims, view: View): boolean {
  return looksLikeIdToken(claims) || (isForClient(claims, view) && !hasScope(claims) && claims.azp === undefined);
}

/** Tells whether any request of the capture asks for a token for a certain API. */
export function asksForAudience({ all }: View): boolean {
  return all.some(
    (one) => one.isOf('authorization-request', 'token-request') && (one.has('audience') || one.has('resource')),
  );
}
