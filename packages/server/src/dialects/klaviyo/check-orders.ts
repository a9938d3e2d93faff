/** The provider's order of checks, by name; each is a complete permutation of the operation's own list. */
import { type AuthorizationCheckOrder, provenChecks, unprovenChecks } from '../../operations/authorization-request.ts';
import { inOrder } from '../../operations/check.ts';
import { redeemAuthorizationCodeChecks } from '../../operations/redeem-authorization-code.ts';
import { rotateRefreshTokenChecks } from '../../operations/rotate-refresh-token.ts';

/** Client, redirect URI, response type, scope, and PKCE last. */
export const klaviyoAuthorizationOrder: AuthorizationCheckOrder = Object.freeze({
  unproven: inOrder(unprovenChecks, [
    'client-id-sent-once',
    'client-known',
    'client-enabled',
    'redirect-uri-sent',
    'redirect-uri-registered',
  ]),
  proven: inOrder(provenChecks, [
    'response-type-code',
    'response-type-sent',
    'grant-type-allowed',
    'parameters-sent-once',
    'response-mode-supported',
    'request-object-absent',
    'scope-known',
    'scope-allowed',
    'code-challenge-sent',
    'code-challenge-method-s256',
    'code-challenge-well-formed',
    'state-and-nonce-well-formed',
    'max-age-a-number',
    'prompt-none-alone',
    'resource-accepted',
  ]),
});

/** The code before the verifier: presence, look-up, redirect URI, then PKCE. */
export const klaviyoRedemptionOrder = inOrder(redeemAuthorizationCodeChecks, [
  'grant-type-allowed',
  'code-sent',
  'code-known',
  'code-issued-to-client',
  'region-same',
  'code-unexpired',
  'code-unused',
  'code-not-burnt',
  'redirect-uri-same',
  'code-verifier-sent',
  'code-verifier-well-formed',
  'code-verifier-matches',
  'resource-accepted',
]);

/** Presence, look-up, then state: revoked before inactive. The limit on uses comes after all of them. */
export const klaviyoRefreshOrder = inOrder(rotateRefreshTokenChecks, [
  'grant-type-allowed',
  'refresh-token-sent',
  'refresh-token-known',
  'refresh-token-issued-to-client',
  'region-same',
  'family-unrevoked',
  'refresh-token-active',
  'refresh-token-unexpired',
  'scope-not-wider',
  'resource-not-wider',
]);
