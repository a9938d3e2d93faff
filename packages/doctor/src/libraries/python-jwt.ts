import type { Library } from './library.ts';

/** PyJWT and python-jose. */
export const pythonJwt: Library = {
  name: 'python-jwt',
  title: 'PyJWT, python-jose',
  stack: 'python',
  tellingTexts: ['jwt.exceptions', 'jose.exceptions'],
  texts: [
    {
      says: ['ImmatureSignatureError', 'The token is not yet valid (iat)', 'The token is not yet valid (nbf)'],
      cause: 'clock/skew',
      confidence: 'certain',
      variant: 'pyjwt',
    },
    {
      says: ['ExpiredSignatureError', 'Signature has expired'],
      cause: 'token-use/access-token-expired',
      variant: 'pyjwt',
      possible: ['clock/skew', 'client-authentication/assertion-stale'],
    },
    {
      says: ['InvalidAudienceError', "Audience doesn't match", 'Token is missing the "aud" claim'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
      variant: 'pyjwt',
    },
    {
      says: ['JWTClaimsError: Invalid audience'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
      variant: 'python-jose',
    },
    {
      says: ['InvalidIssuerError', 'Invalid issuer'],
      mentions: ['jwt', 'jose', 'Python', 'InvalidIssuerError'],
      cause: 'token-use/token-from-other-issuer',
      variant: 'pyjwt',
      possible: ['discovery/issuer-trailing-slash', 'discovery/issuer-host-mismatch'],
    },
    {
      says: [
        'InvalidSignatureError',
        'Signature verification failed',
        'Unable to find a signing key that matches',
        'PyJWKClientError',
      ],
      cause: 'token-use/token-from-other-issuer',
      variant: 'pyjwt-key',
      possible: ['token-use/audience-not-requested', 'token-use/id-token-used-as-access-token'],
    },
    {
      says: [
        'DecodeError: Not enough segments',
        'jwt.exceptions.DecodeError',
        'Invalid header padding',
        'Error decoding token headers',
      ],
      cause: 'token-use/audience-not-requested',
      confidence: 'possible',
      variant: 'pyjwt',
      possible: [
        'token-use/wrong-token-of-flow',
        'token-use/token-truncated',
        'token-use/authorization-header-malformed',
      ],
    },
    {
      says: ['Invalid payload padding', 'Invalid crypto padding'],
      cause: 'token-use/token-truncated',
      variant: 'jwt-padding',
      possible: ['token-use/authorization-header-malformed', 'token-use/wrong-token-of-flow'],
    },
    {
      says: ['No access_token provided to compare against at_hash claim', 'at_hash claim does not match access_token'],
      cause: 'token-use/id-token-used-as-access-token',
      variant: 'python-jose-at-hash',
      why: 'Only ID tokens have at_hash: an ID token is checked, and the access token that belongs to it was not passed, or is another.',
      fix: ['In an API check the access token; in a client pass access_token of the same answer to jwt.decode.'],
      possible: ['token-use/wrong-token-of-flow'],
    },
    {
      says: ['The specified alg value is not allowed'],
      cause: 'token-use/token-from-other-issuer',
      confidence: 'possible',
      variant: 'jwt-algorithm',
      possible: ['token-use/id-token-used-as-access-token'],
    },
  ],
};
