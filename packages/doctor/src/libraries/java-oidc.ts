import type { Library } from './library.ts';

/** Nimbus, java-jwt, jwks-rsa for Java, and pac4j. */
export const javaOidc: Library = {
  name: 'java-oidc',
  title: 'Nimbus, java-jwt, pac4j',
  stack: 'java',
  tellingTexts: [
    'com.nimbusds',
    'com.auth0.jwt',
    'com.auth0.jwk',
    'pac4j',
    'BadJWTException',
    'BadJOSEException',
    'JWTVerificationException',
  ],
  texts: [
    {
      says: ['JWT audience rejected', 'Unexpected JWT audience'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
      variant: 'nimbus',
    },
    {
      says: ['JWT issuer rejected', 'Unexpected JWT issuer', 'JWT iss claim has value'],
      cause: 'token-use/token-from-other-issuer',
      variant: 'nimbus',
      possible: ['discovery/issuer-trailing-slash', 'discovery/issuer-host-mismatch'],
    },
    {
      says: ['JWT aud claim has value'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
      variant: 'nimbus',
    },
    {
      says: ['JWT issue time ahead of current time', 'JWT before use time'],
      cause: 'clock/skew',
      confidence: 'certain',
      variant: 'nimbus',
    },
    {
      says: ['Unexpected JWT nonce', 'Unexpected JWT nonce (nonce) claim'],
      cause: 'state-session/overwritten',
      variant: 'nimbus-nonce',
    },
    {
      says: ['Signed JWT rejected: Invalid signature'],
      cause: 'token-use/token-from-other-issuer',
      variant: 'nimbus-signature',
      possible: ['token-use/token-truncated', 'environment/environment-mix-up'],
    },
    {
      says: ['JOSE header typ (type) … not allowed', 'Required JOSE header typ (type) parameter is missing'],
      cause: 'token-use/wrong-token-of-flow',
      variant: 'nimbus-type',
      what: 'The token’s header names another kind of token than is accepted here.',
      why: 'Access tokens of RFC 9068 have typ at+jwt, ID tokens JWT; the check knows one of them.',
      fix: ['Send the access token, or let the verifier accept its type.'],
      possible: ['token-use/id-token-used-as-access-token'],
    },
    {
      says: ['Unsecured (plain) JWTs are rejected'],
      cause: 'token-use/token-from-other-issuer',
      variant: 'nimbus-unsigned',
      possible: ['token-use/token-truncated'],
    },
    {
      says: ['JWT missing required audience'],
      cause: 'token-use/audience-not-requested',
      variant: 'nimbus',
      possible: ['token-use/audience-mismatch'],
    },
    {
      says: ["The Claim 'aud' value doesn't contain the required audience"],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
      variant: 'java-jwt',
    },
    {
      says: ["The Claim 'iss' value doesn't match the required issuer"],
      cause: 'token-use/token-from-other-issuer',
      variant: 'java-jwt',
      possible: ['discovery/issuer-trailing-slash', 'discovery/issuer-host-mismatch'],
    },
    {
      says: ['The Token has expired on'],
      cause: 'token-use/access-token-expired',
      variant: 'java-jwt',
      possible: ['clock/skew'],
    },
    {
      says: ["The Token can't be used before"],
      cause: 'clock/skew',
      confidence: 'certain',
      variant: 'java-jwt',
    },
    {
      says: ["The Token's Signature resulted invalid when verified using the Algorithm"],
      cause: 'token-use/token-from-other-issuer',
      variant: 'java-jwt-signature',
      possible: ['token-use/token-truncated', 'environment/environment-mix-up'],
    },
    {
      says: ['The token was expected to have 3 parts, but got'],
      cause: 'token-use/audience-not-requested',
      confidence: 'possible',
      variant: 'java-jwt',
      possible: [
        'token-use/wrong-token-of-flow',
        'token-use/token-truncated',
        'token-use/authorization-header-malformed',
      ],
    },
    {
      says: ["The provided Algorithm doesn't match the one defined in the JWT's Header"],
      cause: 'token-use/token-from-other-issuer',
      confidence: 'possible',
      variant: 'java-jwt-algorithm',
    },
    {
      says: ['No key found in … with kid', 'Cannot obtain jwks from url', 'Cannot obtain jwks'],
      mentions: ['with kid'],
      cause: 'token-use/token-from-other-issuer',
      variant: 'jwks-rsa',
      possible: ['environment/environment-mix-up'],
    },
    {
      says: ['Cannot obtain jwks from url'],
      cause: 'discovery/metadata-not-found',
      variant: 'jwks-rsa',
      possible: ['availability/provider-unreachable'],
    },
    {
      says: [
        'State parameter is different from the one sent in authentication request',
        'Session expired or possible threat of cross-site request forgery',
      ],
      cause: 'state-session/overwritten',
      variant: 'pac4j',
      possible: ['state-session/session-expired', 'state-session/cookie-not-stored', 'state-session/state-mismatch'],
    },
    {
      says: ['State cannot be determined', 'OidcMissingStateParameterException', 'OidcMissingSessionStateException'],
      cause: 'state-session/cookie-not-stored',
      variant: 'pac4j',
      possible: [
        'state-session/cookie-host-mismatch',
        'state-session/cookie-samesite',
        'state-session/session-expired',
      ],
    },
  ],
};
