import type { Library } from './library.ts';

/** golang.org/x/oauth2, coreos/go-oidc and what is built on them. */
export const golang: Library = {
  name: 'golang',
  title: 'golang.org/x/oauth2',
  stack: 'go',
  tellingTexts: ['oauth2: cannot fetch token', 'golang.org/x/oauth2', 'go-oidc', 'oidc: '],
  texts: [
    {
      says: ['oauth2: token expired and refresh token is not set'],
      cause: 'refresh/not-issued',
      confidence: 'certain',
      fix: [
        'Ask for offline access: oauth2.AccessTypeOffline with prompt=consent at Google, scope offline_access elsewhere.',
        'Store the whole token, refresh token included.',
      ],
    },
    {
      says: ['oidc: issuer did not match the issuer returned by provider'],
      cause: 'discovery/issuer-host-mismatch',
      variant: 'go-oidc',
      possible: ['discovery/issuer-trailing-slash', 'discovery/issuer-template'],
    },
    {
      says: ['oidc: id token issued by a different provider'],
      cause: 'discovery/issuer-host-mismatch',
      variant: 'go-oidc-id-token',
      possible: ['discovery/issuer-trailing-slash', 'token-use/token-from-other-issuer', 'discovery/issuer-template'],
    },
    {
      says: ['oidc: expected audience'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
      variant: 'go-oidc',
      possible: [],
    },
    {
      says: ['oidc: token is expired (Token Expiry', 'oidc: token is expired'],
      cause: 'token-use/access-token-expired',
      variant: 'go-oidc',
      possible: ['clock/skew'],
    },
    {
      says: ['oidc: current time … before the nbf', 'before the nbf (not before) time'],
      cause: 'clock/skew',
      confidence: 'certain',
      variant: 'go-oidc',
    },
    {
      says: [
        'oidc: malformed jwt',
        'oidc: id token signed with unsupported algorithm',
        'failed to verify signature: failed to verify id token signature',
        'failed to verify id token signature',
      ],
      cause: 'token-use/token-from-other-issuer',
      variant: 'go-oidc-key',
      possible: ['token-use/wrong-token-of-flow', 'environment/environment-mix-up'],
    },
    {
      says: [
        'oauth2: server response missing access_token',
        'oauth2: cannot parse json',
        'cannot parse response: invalid character',
      ],
      cause: 'transport-endpoint/accept-header-missing',
      confidence: 'possible',
      possible: [
        'transport-endpoint/endpoint-url-wrong',
        'client-authentication/secret-wrong',
        'transport-endpoint/blocked-by-firewall',
      ],
    },
    {
      says: [
        'oidc: failed to decode provider discovery object',
        'oidc: 404',
        'failed to query provider',
        '404 Not Found: … openid-configuration',
        'unable to discover provider',
      ],
      mentions: ['404', 'decode', 'invalid character', 'expected Content-Type'],
      cause: 'discovery/metadata-not-found',
      variant: 'go-oidc',
      possible: ['transport-endpoint/endpoint-url-wrong'],
    },
    {
      says: [
        'failed to query provider',
        'failed to get provider',
        'Get "https:// … openid-configuration": dial',
        'openid-configuration": dial tcp',
        'openid-configuration": context deadline exceeded',
        'openid-configuration": net/http',
        'openid-configuration": x509',
        'openid-configuration": EOF',
      ],
      cause: 'availability/provider-unreachable',
      variant: 'go-oidc',
      possible: ['discovery/metadata-not-found'],
    },
    {
      says: ['oauth2: cannot fetch token: 401 Unauthorized'],
      cause: 'client-authentication/secret-wrong',
      possible: [
        'client-authentication/auth-method-mismatch',
        'client-authentication/basic-form-encoding-mismatch',
        'client-identification/client-unknown',
      ],
    },
    {
      says: ['oauth2: cannot fetch token: 404', 'oauth2: cannot fetch token: 405'],
      cause: 'transport-endpoint/endpoint-url-wrong',
    },
    { says: ['oauth2: cannot fetch token: 5'], cause: 'availability/provider-incident' },
    {
      says: ['square/go-jose: error in cryptographic primitive', 'go-jose/go-jose: error in cryptographic primitive'],
      cause: 'token-use/token-from-other-issuer',
      variant: 'go-jose',
      possible: ['token-use/token-truncated'],
    },
    {
      says: [
        'square/go-jose: compact JWS format must have three parts',
        'go-jose: compact JWS format must have three parts',
      ],
      cause: 'token-use/wrong-token-of-flow',
      variant: 'go-jose',
      possible: ['token-use/audience-not-requested', 'token-use/token-truncated'],
    },
  ],
};
