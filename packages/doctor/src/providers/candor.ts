import type { Provider } from './provider.ts';

/** Candor itself: each refusal names its problem in `error_uri`. Where the legs stand in the capture, rules say more. */
export const candor: Provider = {
  name: 'candor',
  title: 'Candor',
  hosts: [],
  endpoints: {},
  tellingPaths: ['**/problems/*'],
  tellingTexts: ['Candor'],
  habits: { clientAuthentication: ['basic', 'post', 'none'], pkce: 'required', rotation: 'always' },
  texts: [
    {
      says: ['/problems/access-token-audience-wrong?request'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
    },
    {
      says: ['/problems/access-token-expired?request'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
    {
      says: ['/problems/access-token-missing?request'],
      cause: 'token-use/authorization-header-malformed',
      confidence: 'certain',
    },
    {
      says: ['/problems/access-token-revoked?request'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
    {
      says: ['/problems/access-token-of-other-region?request'],
      cause: 'environment/region-mismatch',
      confidence: 'certain',
    },
    {
      says: ['/problems/access-token-of-wrong-kind?request'],
      cause: 'token-use/wrong-token-of-flow',
      possible: ['token-use/id-token-used-as-access-token', 'provider-policy/otp-required'],
    },
    {
      says: ['/problems/access-token-unknown?request'],
      cause: 'token-use/wrong-token-of-flow',
      possible: ['token-use/token-truncated', 'environment/environment-mix-up', 'token-use/token-from-other-issuer'],
    },
    {
      says: ['/problems/authorization-client-unknown?request'],
      cause: 'client-identification/client-unknown',
      possible: [
        'environment/environment-mix-up',
        'transport-endpoint/parameter-missing',
        'client-authentication/credentials-placeholder',
        'transport-endpoint/stray-whitespace',
      ],
    },
    {
      says: ['/problems/authorization-header-malformed?request'],
      cause: 'token-use/authorization-header-malformed',
      confidence: 'certain',
    },
    {
      says: ['/problems/authorization-session-expired?request', '/problems/login-required?request'],
      cause: 'state-session/session-expired',
      confidence: 'certain',
    },
    {
      says: ['/problems/body-field-not-allowed?request', '/problems/parameter-duplicated?request'],
      cause: 'transport-endpoint/parameter-unknown',
      confidence: 'certain',
    },
    { says: ['/problems/body-not-form?request'], cause: 'transport-endpoint/body-not-form', confidence: 'certain' },
    {
      says: ['/problems/client-authentication-method-wrong?request'],
      cause: 'client-authentication/auth-method-mismatch',
      possible: ['client-authentication/client-type-mismatch', 'client-authentication/credentials-missing'],
    },
    {
      says: ['/problems/client-credentials-in-two-places?request'],
      cause: 'client-authentication/multiple-methods',
      confidence: 'certain',
    },
    {
      says: ['/problems/client-credentials-malformed?request'],
      cause: 'client-authentication/basic-content-wrong',
      possible: ['client-authentication/basic-bytes-literal', 'client-authentication/auth-method-mismatch'],
    },
    {
      says: ['/problems/client-credentials-missing?request'],
      cause: 'client-authentication/credentials-missing',
      possible: ['transport-endpoint/body-not-form', 'client-authentication/auth-method-mismatch'],
    },
    {
      says: ['/problems/client-key-missing?request'],
      cause: 'client-authentication/client-key-missing',
      confidence: 'certain',
    },
    {
      says: ['/problems/client-key-unknown?request'],
      cause: 'client-authentication/client-key-invalid',
      confidence: 'certain',
      possible: ['environment/environment-mix-up'],
    },
    {
      says: ['/problems/client-secret-wrong?request'],
      cause: 'client-authentication/secret-wrong',
      possible: [
        'client-authentication/basic-form-encoding-mismatch',
        'client-authentication/secret-hashed-value',
        'client-authentication/credentials-placeholder',
        'environment/environment-mix-up',
      ],
    },
    {
      says: ['/problems/client-unknown?request'],
      cause: 'client-identification/client-unknown',
      possible: [
        'environment/environment-mix-up',
        'client-authentication/basic-content-wrong',
        'client-authentication/credentials-placeholder',
      ],
    },
    {
      says: ['/problems/code-authorization-ended?request', '/problems/refresh-token-revoked?request'],
      cause: 'refresh/revoked',
      confidence: 'certain',
    },
    {
      says: ['/problems/code-burnt?request', '/problems/code-verifier-mismatch?request'],
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding', 'pkce/challenge-method-mismatch'],
    },
    { says: ['/problems/code-challenge-malformed?request'], cause: 'pkce/challenge-encoding', confidence: 'certain' },
    {
      says: ['/problems/code-challenge-method-unsupported?request'],
      cause: 'pkce/challenge-method-mismatch',
      confidence: 'certain',
    },
    { says: ['/problems/code-challenge-missing?request'], cause: 'pkce/required-not-sent', confidence: 'certain' },
    { says: ['/problems/code-expired?request'], cause: 'authorization-code/expired', confidence: 'certain' },
    {
      says: [
        '/problems/code-of-other-client?request',
        '/problems/refresh-token-of-other-client?request',
        '/problems/session-token-of-other-party?request',
      ],
      cause: 'client-identification/credentials-of-other-app',
      confidence: 'certain',
    },
    {
      says: [
        '/problems/code-of-other-region?request',
        '/problems/refresh-token-of-other-region?request',
        '/problems/sign-in-user-of-other-region?request',
      ],
      cause: 'environment/region-mismatch',
      confidence: 'certain',
    },
    { says: ['/problems/code-redeemed?request'], cause: 'authorization-code/redeemed-twice', confidence: 'certain' },
    {
      says: ['/problems/code-redirect-uri-differs?request'],
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
    },
    {
      says: ['/problems/code-unknown?request'],
      cause: 'authorization-code/altered-by-client',
      possible: ['environment/environment-mix-up', 'token-use/wrong-token-of-flow'],
    },
    { says: ['/problems/code-verifier-malformed?request'], cause: 'pkce/verifier-format', confidence: 'certain' },
    { says: ['/problems/code-verifier-missing?request'], cause: 'pkce/only-one-half-sent', confidence: 'certain' },
    {
      says: ['/problems/endpoint-on-wrong-host?request'],
      cause: 'transport-endpoint/token-endpoint-wrong-host',
      confidence: 'certain',
    },
    {
      says: ['/problems/endpoint-unknown?request', '/problems/environment-unknown?request'],
      cause: 'transport-endpoint/endpoint-url-wrong',
      confidence: 'certain',
    },
    {
      says: ['/problems/grant-type-unsupported?request'],
      cause: 'transport-endpoint/grant-type-value-wrong',
      possible: ['transport-endpoint/body-not-form', 'transport-endpoint/params-not-in-body'],
    },
    {
      says: ['/problems/method-not-allowed?request'],
      cause: 'transport-endpoint/wrong-http-method',
      confidence: 'certain',
    },
    {
      says: [
        '/problems/parameter-missing?request',
        '/problems/redirect-uri-missing?request',
        '/problems/response-type-unsupported?request',
      ],
      cause: 'transport-endpoint/parameter-missing',
      possible: ['transport-endpoint/parameter-unknown', 'transport-endpoint/body-not-form'],
    },
    {
      says: ['/problems/redirect-uri-not-registered?request'],
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/path-mismatch',
        'redirect-uri/host-port-mismatch',
        'redirect-uri/scheme-mismatch',
        'redirect-uri/trailing-slash',
        'redirect-uri/localhost-vs-loopback',
      ],
    },
    { says: ['/problems/refresh-token-expired?request'], cause: 'refresh/lifetime-ended', confidence: 'certain' },
    { says: ['/problems/refresh-token-inactive?request'], cause: 'refresh/expired-inactivity', confidence: 'certain' },
    {
      says: ['/problems/refresh-token-reused?request'],
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/concurrent-use'],
    },
    { says: ['/problems/refresh-token-unknown?request'], cause: 'refresh/unknown-token', confidence: 'certain' },
    {
      says: ['/problems/refresh-token-used-too-often?request'],
      cause: 'refresh/used-over-limit',
      confidence: 'certain',
    },
    {
      says: ['/problems/scope-insufficient?request'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: ['/problems/scope-not-allowed-for-client?request'],
      cause: 'scope-consent/scope-not-allowed-for-client',
      possible: ['scope-consent/scope-separator'],
    },
    {
      says: ['/problems/scope-unknown?request'],
      cause: 'scope-consent/scope-unknown',
      possible: ['scope-consent/scope-separator'],
    },
    {
      says: ['/problems/session-token-invalid?request'],
      cause: 'token-use/wrong-token-of-flow',
      possible: ['environment/environment-mix-up'],
    },
  ],
};
