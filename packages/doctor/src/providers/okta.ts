import type { Provider } from './provider.ts';

/** Okta: the organisation's own authorization server and custom ones. */
export const okta: Provider = {
  name: 'okta',
  title: 'Okta',
  hosts: ['*.okta.com', '*.oktapreview.com', '*.okta-emea.com', '*.okta-gov.com'],
  endpoints: {
    'authorization-request': ['/oauth2/v1/authorize', '/oauth2/*/v1/authorize'],
    'pushed-authorization-request': ['/oauth2/v1/par', '/oauth2/*/v1/par'],
    'token-request': ['/oauth2/v1/token', '/oauth2/*/v1/token'],
    'revocation-request': ['/oauth2/v1/revoke', '/oauth2/*/v1/revoke'],
    'introspection-request': ['/oauth2/v1/introspect', '/oauth2/*/v1/introspect'],
    'device-authorization-request': ['/oauth2/v1/device/authorize', '/oauth2/*/v1/device/authorize'],
    'registration-request': ['/oauth2/v1/clients'],
    'metadata-request': [
      '**/.well-known/openid-configuration',
      '**/.well-known/oauth-authorization-server',
      '/oauth2/v1/keys',
      '/oauth2/*/v1/keys',
    ],
    'resource-request': ['/api/v1/**', '/oauth2/v1/userinfo', '/oauth2/*/v1/userinfo'],
  },
  tellingPaths: ['/oauth2/*/v1/authorize', '/oauth2/*/v1/token'],
  tellingTexts: [
    'Okta',
    'okta.com',
    'E0000047',
    'okta-auth-js',
    'okta-react',
    // Events of its system log.
    'app.oauth2.as.authorize',
    'app.oauth2.as.token.grant',
    'app.oauth2.as.consent',
    'app.oauth2.authorize',
    'app.oauth2.token.grant',
  ],
  tokens: [{ kind: 'client-id', pattern: /^0oa[A-Za-z0-9]{17}$/, telling: true }],
  habits: {
    clientAuthentication: ['basic', 'post', 'none', 'private-key-jwt'],
    pkce: 'supported',
    rotation: 'sometimes',
    offline: { scope: 'offline_access' },
    lifetimes: { code: 300, accessToken: 3600, rotationGrace: 30 },
  },
  ownParameters: ['sessionToken', 'idp', 'idp_scope', 'enroll_amr_values', 'acr_values', 'fromURI'],
  texts: [
    {
      says: ['Policy evaluation failed for this request', 'no_matching_policy', 'no_matching_scope'],
      cause: 'provider-policy/access-policy-missing',
      confidence: 'certain',
      fix: [
        'Under Security, API, the authorization server, add an access policy with a rule for this client, grant and scopes.',
        'Check that the user is assigned to the app.',
      ],
    },
    {
      says: [
        'User is not assigned to the client application',
        'The resource owner or authorization server denied the request…assigned',
        'User is not assigned to this application',
      ],
      cause: 'provider-policy/access-policy-missing',
      confidence: 'certain',
      variant: 'user-not-assigned',
      fix: ['Assign the user or a group to the app.'],
    },
    {
      says: [
        "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings",
        'must be an absolute URI that is whitelisted in the client app settings',
        'must be a Login redirect URI',
      ],
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/scheme-mismatch',
        'redirect-uri/host-port-mismatch',
        'redirect-uri/trailing-slash',
        'redirect-uri/path-mismatch',
      ],
    },
    {
      // Reasons of the system log.
      says: ['illegal_redirect_uri', 'mismatched_redirect_uri', 'invalid_redirect_uri'],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/scheme-mismatch',
        'redirect-uri/host-port-mismatch',
        'redirect-uri/trailing-slash',
        'redirect-uri/path-mismatch',
      ],
    },
    {
      says: ['reason: INVALID_CREDENTIALS'],
      mentions: ['user.session.start', 'user.authentication'],
      cause: 'client-authentication/user-credentials-wrong',
    },
    {
      says: ['invalid_client_secret', 'invalid_client_credentials'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: ['client-identification/credentials-of-other-app'],
    },
    {
      says: [
        "The 'redirect_uri' does not match the redirection URI used in the authorization request",
        'does not match the redirection URI used in the authorization request',
      ],
      without: ['or was issued to another client'],
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
    },
    {
      says: ["The 'post_logout_redirect_uri' parameter must be a Logout redirect URI in the client app settings"],
      cause: 'redirect-uri/not-registered',
      confidence: 'certain',
      variant: 'logout',
      fix: ['Add the whole address, with scheme and host, to the sign-out redirect URIs of the app.'],
      possible: ['redirect-uri/kind-not-allowed', 'redirect-uri/trailing-slash'],
    },
    {
      says: ["Invalid value for 'client_id' parameter", "The 'client_id' … invalid"],
      cause: 'client-identification/client-unknown',
      possible: ['environment/environment-mix-up', 'environment/wrong-authority'],
    },
    {
      says: ['The client secret supplied for a confidential client is invalid'],
      cause: 'client-authentication/secret-wrong',
      possible: [
        'client-authentication/basic-form-encoding-mismatch',
        'client-identification/credentials-of-other-app',
      ],
    },
    {
      says: [
        'Client authentication failed. Either the client or the client credentials are invalid',
        "Parameter 'client_secret' must be provided",
        'No client credentials found',
        'client_id … must be provided',
      ],
      mentions: ['No client credentials found', 'must be provided'],
      cause: 'client-authentication/credentials-missing',
      possible: ['client-authentication/client-type-mismatch'],
    },
    {
      says: ['Client authentication failed. Either the client or the client credentials are invalid'],
      cause: 'client-authentication/secret-wrong',
      possible: ['client-identification/client-unknown'],
    },
    {
      says: [
        'Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method',
      ],
      cause: 'client-authentication/auth-method-mismatch',
      confidence: 'certain',
      fix: ['Give the app a key pair and sign an assertion, or ask a custom authorization server (/oauth2/default).'],
    },
    {
      says: ['Cannot supply multiple client credentials'],
      cause: 'client-authentication/multiple-methods',
      confidence: 'certain',
    },
    {
      says: [
        'Browser requests to the token endpoint must use Proof Key for Code Exchange',
        'Browser requests to the token endpoint must be part of at least one trusted origins',
      ],
      mentions: ['trusted origins'],
      cause: 'transport-endpoint/cors-blocked',
      confidence: 'certain',
      fix: ['Add the origin of the page to Security, API, Trusted Origins.'],
    },
    {
      says: ['Browser requests to the token endpoint must use Proof Key for Code Exchange'],
      sent: ['client_secret', 'code'],
      notSent: ['code_verifier'],
      cause: 'client-authentication/client-type-mismatch',
      confidence: 'certain',
      variant: 'secret-in-browser',
      why: 'A page has no secret to keep: the request has one, and none of what a public client sends in its place.',
      fix: ['Register the app as a single-page application, without secret, and use PKCE.'],
      possible: ['pkce/required-not-sent'],
    },
    {
      says: ['Browser requests to the token endpoint must use Proof Key for Code Exchange'],
      cause: 'client-authentication/client-type-mismatch',
      variant: 'browser',
      possible: ['pkce/required-not-sent'],
    },
    {
      says: ['PKCE verification failed'],
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding', 'pkce/only-one-half-sent'],
    },
    {
      says: [
        'PKCE code challenge is required',
        'PKCE code challenge is required when the token endpoint authentication method is',
      ],
      cause: 'pkce/required-not-sent',
      confidence: 'certain',
    },
    {
      says: ['PKCE code challenge should be', 'The value for code_challenge', "'code_challenge' … between 43 and 128"],
      cause: 'pkce/challenge-encoding',
    },
    {
      says: ["The 'code_verifier' is invalid", 'code_verifier … must be between'],
      here: true,
      cause: 'pkce/verifier-format',
    },
    {
      says: ['The authorization code is invalid or has expired'],
      cause: 'authorization-code/expired',
      possible: [
        'authorization-code/redeemed-twice',
        'authorization-code/altered-by-client',
        'environment/wrong-authority',
      ],
    },
    {
      says: ['The refresh token is invalid or expired'],
      cause: 'refresh/rotation-not-stored',
      possible: [
        'refresh/expired-inactivity',
        'refresh/revoked',
        'refresh/concurrent-use',
        'refresh/lifetime-ended',
        'refresh/unknown-token',
      ],
    },
    {
      says: ['One or more scopes are not configured for the authorization server resource'],
      cause: 'scope-consent/scope-unknown',
      confidence: 'certain',
      fix: [
        'Add the scope to the authorization server, or ask the server that has it (the default server knows no okta.* scopes).',
      ],
    },
    {
      says: [
        "The authorization server resource does not have any configured default scopes, 'scope' must be provided",
        "'scope' must be provided",
      ],
      cause: 'scope-consent/scope-missing',
      confidence: 'certain',
    },
    {
      says: [
        'The client is not authorized to use the provided grant type',
        "The client is not authorized to use the 'response_type'",
        'The client is not authorized to use the provided',
        'Configured grant types',
      ],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
      fix: ['Tick the grant type in the General settings of the app.'],
    },
    {
      says: ['Custom scopes are not allowed for this request'],
      cause: 'scope-consent/scope-not-allowed-for-client',
      why: 'The server of the organisation itself knows the scopes of OpenID Connect and okta.* alone; scopes of your own belong to a custom authorization server.',
      fix: [
        'Ask the authorization server that has the scope: its issuer ends with /oauth2/default or /oauth2/<its id>.',
      ],
      possible: ['environment/wrong-authority', 'scope-consent/scope-unknown'],
    },
    {
      says: ['openid scope … client credentials', "The request … 'openid' scope is not allowed"],
      here: true,
      cause: 'scope-consent/scope-not-allowed-for-client',
    },
    {
      says: [
        'You do not have permission to access the feature you are requesting',
        'You are not allowed to access any of the requested scopes',
        'E0000006',
        'not allowed any of the requested scopes',
      ],
      cause: 'scope-consent/scope-not-allowed-for-client',
      possible: ['scope-consent/scope-insufficient'],
    },
    {
      says: ['The credentials provided were invalid', 'E0000004'],
      cause: 'client-authentication/user-credentials-wrong',
    },
    {
      says: ['API call exceeded rate limit', 'E0000047'],
      cause: 'availability/rate-limited',
      confidence: 'certain',
    },
    {
      says: ['E0000011', 'Invalid token provided'],
      cause: 'token-use/access-token-expired',
      possible: [
        'token-use/token-from-other-issuer',
        'token-use/authorization-header-malformed',
        'token-use/wrong-token-of-flow',
      ],
    },
    {
      says: ['The access token is invalid', 'The access token provided … scope'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['token-use/token-from-other-issuer', 'scope-consent/scope-insufficient'],
    },
    {
      says: ['The access token provided does not contain the required scopes'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: ['The client specified not to prompt, but the user is not logged in', 'client specified not to prompt'],
      cause: 'state-session/third-party-cookie-blocked',
      variant: 'silent-sign-in',
      possible: ['state-session/session-expired'],
      fix: [
        'Fall back to an interactive sign-in, or use refresh tokens; a custom domain keeps the session cookie on the same site.',
      ],
    },
    {
      says: [
        'The client specified not to prompt, but the client app requires re-authentication or MFA',
        'requires re-authentication or MFA',
      ],
      cause: 'provider-policy/mfa-required',
      confidence: 'certain',
    },
    {
      says: [
        "The client_assertion … 'aud'",
        'The audience claim for client_assertion must be',
        'audience … client_assertion',
        'client_assertion … audience',
      ],
      cause: 'client-authentication/assertion-audience-wrong',
      confidence: 'certain',
    },
    {
      says: [
        'The client_assertion token is expired',
        'client_assertion … expired',
        'The client_assertion token has an expiration too far',
        'client_assertion … iat',
      ],
      cause: 'client-authentication/assertion-stale',
      possible: ['clock/skew'],
    },
    {
      says: [
        'The issuer … client_assertion',
        'client_assertion signature is invalid',
        'JWKSet … does not contain',
        'The client_assertion token signature',
      ],
      cause: 'client-authentication/secret-wrong',
      variant: 'assertion-key',
    },
    {
      says: ['The dpop proof', 'DPoP proof JWT header is missing'],
      cause: 'transport-endpoint/parameter-missing',
      variant: 'dpop',
    },
    {
      says: ['access_denied…User creation was disabled', 'access_denied…Denied'],
      here: true,
      cause: 'provider-policy/access-policy-missing',
    },
    {
      says: [
        "The value of parameter 'state' is missing",
        "The 'state' parameter is required",
        "The authentication request has an invalid 'state' parameter",
        "Illegal value for 'nonce'",
      ],
      cause: 'transport-endpoint/parameter-missing',
    },
    {
      says: ['E0000022', 'The endpoint does not support the provided HTTP method'],
      cause: 'transport-endpoint/wrong-http-method',
      confidence: 'certain',
    },
    {
      says: ['E0000007…Resource not found', 'Not found: Resource not found: … (AuthorizationServer)'],
      cause: 'transport-endpoint/endpoint-url-wrong',
      variant: 'authorization-server',
      possible: ['environment/wrong-authority'],
    },
    {
      says: [
        'E0000021',
        'Bad request. Accept and/or Content-Type headers likely do not match supported values',
        'Accept and/or Content-Type headers',
      ],
      cause: 'transport-endpoint/body-not-form',
      confidence: 'certain',
    },
  ],
};
