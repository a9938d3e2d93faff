import type { Library } from './library.ts';

/** HashiCorp Vault and OpenBao where they sign people and jobs in: their auth method for JWT and OpenID Connect. */
export const vault: Library = {
  name: 'vault',
  title: 'HashiCorp Vault, OpenBao',
  stack: 'go',
  tellingTexts: ['vault login', 'VAULT_ADDR', 'hashicorp/vault', 'bound_audiences', 'auth.oidc', 'auth/jwt', 'openbao'],
  texts: [
    {
      says: [
        'audience claim found in JWT but no audiences bound to the role',
        'aud claim does not match any bound audience',
        'audience claim does not match any expected audience',
        'invalid audience (aud) claim',
      ],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
      why: 'A token with aud is taken only where bound_audiences of the role has one of its values, letter by letter.',
      fix: [
        'Decode the token, and write its aud into bound_audiences of the role; do not rely on bound_claims for it.',
      ],
    },
    {
      says: ['invalid issuer (iss) claim'],
      cause: 'token-use/token-from-other-issuer',
      why: 'bound_issuer or the discovery address names another issuer than iss, closing slash included.',
      possible: ['discovery/issuer-trailing-slash', 'discovery/issuer-host-mismatch'],
    },
    {
      says: ['no known key successfully validated the token signature'],
      cause: 'token-use/token-from-other-issuer',
      possible: ['environment/environment-mix-up', 'token-use/token-truncated'],
    },
    {
      // The role binds aud as any other claim: the token was issued for nobody.
      says: ['error validating claims: claim "aud" is missing'],
      cause: 'token-use/audience-mismatch',
      possible: ['provider-policy/access-policy-missing', 'token-use/audience-not-requested'],
    },
    {
      says: ['does not match any associated bound claim values', 'error validating claims: claim … is missing'],
      without: ['claim "aud" is missing'],
      cause: 'provider-policy/access-policy-missing',
      confidence: 'certain',
      what: 'The role of Vault does not let this token in.',
      why: 'A claim of the token has none of the values that bound_claims of the role wants.',
      fix: [
        'Decode the token and compare its claims letter by letter with bound_claims; see bound_claims_type for stars.',
      ],
    },
    {
      says: ['Expired or missing OAuth state'],
      cause: 'state-session/session-expired',
      why: 'Vault keeps the state for minutes, on one node and until a restart; a second tab or another cluster does not have it.',
      fix: ['Begin the login again, in one tab and at one address of Vault.'],
      possible: ['state-session/overwritten', 'state-session/state-mismatch'],
    },
    {
      says: ['Invalid ID token nonce', 'invalid id_token nonce'],
      mentions: ['vault', 'openbao'],
      cause: 'state-session/state-mismatch',
      possible: ['transport-endpoint/parameter-missing', 'state-session/overwritten'],
    },
  ],
};
