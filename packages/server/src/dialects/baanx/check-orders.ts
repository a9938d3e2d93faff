/** The provider's order of checks, by name; each is a complete permutation of the operation's own list. */
import { authorizationOrder } from '../../operations/authorization-request.ts';
import { inOrder } from '../../operations/check.ts';
import { redeemAuthorizationCodeChecks } from '../../operations/redeem-authorization-code.ts';
import { rotateRefreshTokenChecks } from '../../operations/rotate-refresh-token.ts';

/** Values before the whitelist, and nothing is redirected: an app calls here, not a browser. */
export const baanxAuthorizationOrder = authorizationOrder(
  [
    'client-id-sent-once',
    'client-known',
    'client-enabled',
    'grant-type-allowed',
    'parameters-sent-once',
    'response-type-sent',
    'response-type-code',
    'redirect-uri-sent',
    'code-challenge-sent',
    'code-challenge-method-s256',
    'code-challenge-well-formed',
    'state-and-nonce-well-formed',
    'scope-known',
    'scope-allowed',
    'response-mode-supported',
    'request-object-absent',
    'max-age-a-number',
    'prompt-none-alone',
    'resource-accepted',
    'redirect-uri-registered',
  ],
  [],
);

/** Form first, then the code, then what it is bound to. */
export const baanxRedemptionOrder = inOrder(redeemAuthorizationCodeChecks, [
  'grant-type-allowed',
  'code-sent',
  'code-verifier-sent',
  'code-verifier-well-formed',
  'code-known',
  'code-issued-to-client',
  'region-same',
  'code-unexpired',
  'code-not-burnt',
  'redirect-uri-same',
  'code-verifier-matches',
  'code-unused',
  'resource-accepted',
]);

export const baanxRefreshOrder = inOrder(rotateRefreshTokenChecks, [
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
