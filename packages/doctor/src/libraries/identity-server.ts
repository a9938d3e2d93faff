import type { Library } from './library.ts';

/** IdentityServer4 and Duende IdentityServer: what they log and what their error page shows. */
export const identityServer: Library = {
  name: 'identity-server',
  title: 'IdentityServer',
  stack: 'dotnet',
  tellingTexts: ['IdentityServer', 'Duende'],
  texts: [
    {
      says: ['Invalid redirect_uri … expectedRedirectUri'],
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
    },
    {
      says: ['Invalid redirect_uri … IdentityServer', 'Invalid redirect_uri: http'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/trailing-slash'],
    },
    {
      says: ['redirect_uri is missing or too long', 'malformed redirect_uri'],
      cause: 'transport-endpoint/parameter-missing',
      variant: 'redirect-uri',
      possible: ['redirect-uri/extra-query'],
    },
    {
      says: ['Redirect URI is missing'],
      mentions: ['IdentityServer', 'TokenRequestValidator'],
      cause: 'redirect-uri/differs-between-requests',
      variant: 'missing-at-token-endpoint',
    },
    {
      says: [
        'Sorry, there was an error : unauthorized_client',
        'Sorry, there was an error : invalid_request',
        'Unknown client or not enabled',
        'Unknown client or client not enabled',
        'No client with id',
        'Invalid client configuration',
      ],
      mentions: ['Unknown client', 'No client with id'],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
    },
    {
      says: ['Sorry, there was an error : unauthorized_client'],
      cause: 'redirect-uri/not-registered',
      confidence: 'possible',
      variant: 'error-page',
      possible: ['client-identification/grant-type-not-allowed', 'client-identification/client-unknown'],
    },
    {
      says: [
        'Invalid grant type for client',
        'Client not authorized for',
        'Client does not have the custom grant type in the allowed list',
        'Client not configured to receive access tokens via browser',
        'client is not configured to receive access tokens via browser',
      ],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
      fix: [
        'Add the grant to AllowedGrantTypes of the client; for tokens in the browser set AllowAccessTokensViaBrowser.',
      ],
    },
    {
      says: ['Grant type is missing'],
      mentions: ['IdentityServer', 'TokenRequestValidator', 'Duende'],
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/params-not-in-body', 'transport-endpoint/parameter-missing'],
    },
    {
      says: ['Invalid HTTP request for token endpoint'],
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/wrong-http-method', 'transport-endpoint/token-request-redirected'],
    },
    {
      says: ['code challenge required'],
      mentions: ['IdentityServer', 'Duende', 'code_challenge is missing'],
      cause: 'pkce/required-not-sent',
      confidence: 'certain',
    },
    {
      says: ['code_challenge is missing'],
      mentions: ['IdentityServer', 'Duende', 'AuthorizeRequestValidator'],
      cause: 'pkce/required-not-sent',
      confidence: 'certain',
    },
    {
      says: ['code_challenge_method of plain is not allowed', 'Transform algorithm not supported'],
      cause: 'pkce/challenge-method-mismatch',
      confidence: 'certain',
      why: 'Without code_challenge_method the server takes the challenge for plain, which the client may not use.',
      fix: ['Send code_challenge_method=S256.'],
    },
    {
      says: ['code_challenge is either too short or too long'],
      cause: 'pkce/challenge-encoding',
      confidence: 'certain',
    },
    {
      says: ['Transformed code verifier does not match code challenge'],
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding'],
    },
    {
      says: ['code_verifier is too short', 'code_verifier is too long'],
      cause: 'pkce/verifier-format',
      confidence: 'certain',
    },
    {
      says: ['Unexpected code_verifier', 'when the client is trying to use PKCE, but it is not enabled'],
      cause: 'pkce/only-one-half-sent',
      confidence: 'certain',
      fix: ['Send code_challenge in the authorization request of the same login, or set RequirePkce for the client.'],
    },
    {
      says: ['Client is missing code challenge or code challenge method'],
      cause: 'pkce/only-one-half-sent',
      confidence: 'certain',
    },
    {
      says: ['Missing code_verifier'],
      mentions: ['IdentityServer', 'Duende', 'TokenRequestValidator'],
      cause: 'pkce/only-one-half-sent',
      confidence: 'certain',
    },
    {
      says: ['No client secret … matched', 'Client secret validation failed'],
      mentions: ['Client secret validation failed', 'No matching secret', 'matched'],
      cause: 'client-authentication/secret-wrong',
      possible: ['client-authentication/secret-hashed-value'],
    },
    {
      says: ['No client identifier found', 'Parser found no secret'],
      cause: 'client-authentication/credentials-missing',
      possible: ['transport-endpoint/body-not-form', 'client-authentication/auth-method-mismatch'],
    },
    {
      says: [
        'Client not allowed to access scope',
        'Client cannot request OpenID scopes in client credentials flow',
        'Client cannot request a refresh token in client credentials flow',
        'is not allowed access to scope',
      ],
      cause: 'scope-consent/scope-not-allowed-for-client',
      possible: ['scope-consent/scope-unknown'],
    },
    {
      says: ['Scope … not found in store', 'invalid_scope … IdentityServer'],
      cause: 'scope-consent/scope-unknown',
      possible: ['scope-consent/scope-not-allowed-for-client'],
      fix: ['Define the scope among the API scopes of the server and allow it to the client.'],
    },
    {
      says: ['Authorization code … used twice', 'Invalid authorization code … IdentityServer'],
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired', 'environment/environment-mix-up'],
    },
    {
      says: ['Client is trying to use a code from a different client'],
      cause: 'client-identification/credentials-of-other-app',
      confidence: 'certain',
    },
    {
      says: ['tries to refresh token belonging to'],
      cause: 'client-identification/credentials-of-other-app',
      confidence: 'certain',
      variant: 'refresh',
    },
    {
      says: ['Refresh token validation failed. aborting'],
      cause: 'refresh/unknown-token',
      confidence: 'possible',
      possible: ['refresh/rotation-not-stored', 'refresh/lifetime-ended', 'refresh/concurrent-use'],
    },
    {
      says: ['User authentication failed: invalid_username_or_password', 'invalid_username_or_password'],
      cause: 'client-authentication/user-credentials-wrong',
      confidence: 'certain',
    },
  ],
};
