import type { Provider } from './provider.ts';

/** OpenIddict, the server and client kit for ASP.NET Core. Its texts are those of its resources (ID2…). */
export const openiddict: Provider = {
  name: 'openiddict',
  title: 'OpenIddict',
  hosts: [],
  endpoints: {
    'authorization-request': ['/connect/authorize'],
    'token-request': ['/connect/token'],
    'revocation-request': ['/connect/revoke'],
    'introspection-request': ['/connect/introspect'],
    'device-authorization-request': ['/connect/device'],
    'resource-request': ['/connect/userinfo'],
  },
  tellingTexts: ['OpenIddict', 'documentation.openiddict.com'],
  habits: { clientAuthentication: ['post', 'basic', 'none', 'private-key-jwt'], pkce: 'supported', rotation: 'always' },
  texts: [
    {
      says: [
        'The specified authorization code has already been redeemed',
        'openiddict.com/errors/ID2010',
        'The specified device code has already been redeemed',
      ],
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: ['The specified refresh token has already been redeemed', 'openiddict.com/errors/ID2012'],
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/concurrent-use'],
    },
    {
      says: ['The specified authorization code is no longer valid', 'openiddict.com/errors/ID2016'],
      cause: 'authorization-code/expired',
      possible: ['authorization-code/redeemed-twice'],
    },
    {
      says: ['The specified refresh token is no longer valid', 'openiddict.com/errors/ID2018'],
      cause: 'refresh/lifetime-ended',
      possible: ['refresh/revoked', 'refresh/rotation-not-stored'],
    },
    {
      says: ['The authorization associated with the refresh token is no longer valid', 'openiddict.com/errors/ID2022'],
      cause: 'refresh/revoked',
      confidence: 'certain',
    },
    {
      says: ['The authorization associated with the authorization code is no longer valid'],
      cause: 'refresh/revoked',
      variant: 'authorization-of-the-code',
      possible: ['authorization-code/redeemed-twice'],
    },
    {
      says: ['The authorization associated with the token is no longer valid'],
      cause: 'token-use/access-token-expired',
      variant: 'revoked',
    },
    {
      says: ['The specified refresh token is invalid', 'openiddict.com/errors/ID2003'],
      cause: 'refresh/unknown-token',
      why: 'The token cannot be read: cut, of another server, or encrypted with keys that this instance has not.',
      possible: ['token-use/token-truncated', 'environment/environment-mix-up'],
    },
    {
      says: ['The specified authorization code is invalid', 'openiddict.com/errors/ID2001'],
      cause: 'authorization-code/altered-by-client',
      possible: ['authorization-code/redeemed-twice', 'environment/environment-mix-up'],
    },
    {
      says: ['The specified token is not a refresh token', 'The specified token is not an authorization code'],
      cause: 'token-use/wrong-token-of-flow',
      confidence: 'certain',
    },
    {
      says: [
        'The specified authorization code cannot be used by this client application',
        'The specified refresh token cannot be used by this client application',
      ],
      cause: 'client-identification/credentials-of-other-app',
      confidence: 'certain',
    },
    {
      says: [
        'The specified authorization code cannot be used without sending a client identifier',
        'The specified refresh token cannot be used without sending a client identifier',
      ],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
      variant: 'client-id',
    },
    {
      says: [
        "parameter doesn't match the client redirection URI the authorization code was initially sent to",
        'openiddict.com/errors/ID2072',
      ],
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
    },
    {
      says: ["The specified 'redirect_uri' is not valid for this client application", 'openiddict.com/errors/ID2043'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/trailing-slash', 'redirect-uri/host-port-mismatch'],
    },
    {
      says: [
        "The 'redirect_uri' parameter must be a valid absolute URI",
        "The 'redirect_uri' parameter must not include a fragment",
      ],
      cause: 'redirect-uri/kind-not-allowed',
      confidence: 'certain',
    },
    {
      says: [
        "The mandatory 'code_challenge' parameter is missing",
        "The 'code_challenge' parameter required for this client application is missing",
      ],
      cause: 'pkce/required-not-sent',
      confidence: 'certain',
    },
    {
      says: [
        "The mandatory 'code_verifier' parameter is missing",
        "The 'code_verifier' parameter cannot be used when no 'code_challenge'",
      ],
      cause: 'pkce/only-one-half-sent',
      confidence: 'certain',
    },
    {
      says: ["The specified 'code_challenge_method' is not supported"],
      cause: 'pkce/challenge-method-mismatch',
      confidence: 'certain',
    },
    {
      says: ["The specified 'code_verifier' is invalid"],
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding', 'pkce/challenge-method-mismatch'],
    },
    {
      says: [
        "The 'client_secret' parameter required for this client application is missing",
        "The 'client_secret' or 'client_assertion' parameter must be specified when using the client credentials grant",
        "The 'client_id' or 'client_secret' parameter must be specified when using the client credentials grant",
      ],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
    },
    {
      says: [
        "The 'client_secret' parameter is not valid for this client application",
        'openiddict.com/errors/ID2053',
        'Public clients are not allowed to send a client_secret',
      ],
      cause: 'client-authentication/client-type-mismatch',
      confidence: 'certain',
    },
    {
      says: ['Multiple client credentials cannot be specified', 'openiddict.com/errors/ID2087'],
      cause: 'client-authentication/multiple-methods',
      confidence: 'certain',
    },
    {
      says: ['The specified client credentials are invalid', 'openiddict.com/errors/ID2055'],
      cause: 'client-authentication/secret-wrong',
      possible: [
        'client-identification/credentials-of-other-app',
        'client-authentication/basic-form-encoding-mismatch',
      ],
    },
    {
      says: ['client authentication method is not supported', 'openiddict.com/errors/ID2174'],
      here: true,
      cause: 'client-authentication/auth-method-mismatch',
      confidence: 'certain',
    },
    {
      says: ["The specified 'client_id' is invalid", 'openiddict.com/errors/ID2052'],
      here: true,
      cause: 'client-identification/client-unknown',
    },
    {
      says: [
        'client application is not allowed to use the authorization endpoint',
        'client application is not allowed to use the token endpoint',
        'client application is not allowed to use the authorization code flow',
        'client application is not allowed to use the implicit flow',
        'client application is not allowed to use the hybrid flow',
        'client application is not allowed to use the device authorization',
        'client application is not allowed to use the introspection endpoint',
        'client application is not allowed to use the revocation endpoint',
        'client application is not allowed to use the specified grant type',
        'openiddict.com/errors/ID2064',
      ],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
      fix: ['Add the permission for the endpoint and the grant type to the Permissions of the application.'],
    },
    {
      says: [
        'This client application is not allowed to use the specified scope',
        "The client application is not allowed to use the '…' scope",
        'openiddict.com/errors/ID2051',
      ],
      cause: 'scope-consent/scope-not-allowed-for-client',
      confidence: 'certain',
      fix: ['Add the permission scp:… for the scope to the application.'],
    },
    {
      says: ["The specified 'scope' is invalid"],
      here: true,
      cause: 'scope-consent/scope-unknown',
      fix: ['Register the scope with the server (RegisterScopes) or in its store.'],
    },
    {
      says: ["The mandatory 'openid' scope is missing", "The mandatory 'scope' parameter is missing"],
      cause: 'scope-consent/scope-missing',
      confidence: 'certain',
    },
    {
      says: [
        "The mandatory 'grant_type' parameter is missing",
        "The mandatory 'Content-Type' header is missing",
        "The specified 'Content-Type' header is invalid",
      ],
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/params-not-in-body', 'transport-endpoint/parameter-missing'],
    },
    {
      says: ['parameter is not valid in this context', 'openiddict.com/errors/ID2074'],
      cause: 'transport-endpoint/parameter-unknown',
      confidence: 'certain',
      fix: ['Leave the parameter out of this request: the server takes it in the authorization request alone.'],
    },
    {
      says: [
        "The mandatory 'access_token' parameter is missing",
        "the mandatory 'access_token' parameter was missing",
        "The mandatory 'access_token' parameter could not be found",
      ],
      cause: 'token-use/authorization-header-malformed',
      confidence: 'certain',
      possible: ['client-authentication/authorization-header-stripped'],
      what: 'The call carries no access token.',
      why: 'UserInfo reads the token from the Authorization header, and a page that is opened in a browser sends none.',
      fix: ['Send Authorization: Bearer and the access token of the token answer with the call.'],
    },
    {
      says: ["The mandatory '…' parameter is missing", 'openiddict.com/errors/ID2029'],
      without: ["'access_token' parameter"],
      here: true,
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
    },
    { says: ["The specified 'grant_type' is not supported"], cause: 'transport-endpoint/grant-type-value-wrong' },
    {
      says: ['The specified HTTP method is not valid'],
      cause: 'transport-endpoint/wrong-http-method',
      confidence: 'certain',
    },
    {
      says: ['This server only accepts HTTPS requests', 'openiddict.com/errors/ID2083'],
      cause: 'redirect-uri/scheme-mismatch',
      variant: 'https-required',
      what: 'The server got a request by http and takes only https.',
      why: 'Behind a proxy that ends TLS the server sees http, unless it is told of the outer scheme.',
      fix: [
        'Call the https address; behind a proxy use the forwarded headers middleware before everything else.',
        'Only on a developer’s machine switch the check off (DisableTransportSecurityRequirement).',
      ],
      possible: ['transport-endpoint/endpoint-url-wrong'],
    },
    {
      says: ['The issuer associated to the specified token is not valid', 'openiddict.com/errors/ID2088'],
      cause: 'token-use/token-from-other-issuer',
      possible: ['discovery/issuer-trailing-slash', 'discovery/issuer-host-mismatch'],
    },
    {
      says: [
        'The signing key associated to the specified token was not found',
        'The signature associated to the specified token is not valid',
        'openiddict.com/errors/ID2090',
      ],
      cause: 'token-use/token-from-other-issuer',
      variant: 'signing-key',
      possible: ['environment/environment-mix-up'],
    },
    {
      says: ['The specified token cannot be used with this resource server', 'openiddict.com/errors/ID2094'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
    },
    {
      says: ["The specified token doesn't contain any audience", 'openiddict.com/errors/ID2093'],
      cause: 'token-use/audience-not-requested',
      why: 'No resource was attached when the token was made, so it names no API.',
      fix: ['Set the resources of the scopes, or call SetResources when the token is issued.'],
      possible: ['token-use/audience-mismatch'],
    },
    {
      says: ['The specified token cannot be introspected', 'openiddict.com/errors/ID2076'],
      cause: 'token-use/id-token-used-as-access-token',
      variant: 'introspection',
      why: 'Access tokens and refresh tokens can be introspected; the API got, and passed on, another one: an ID token mostly.',
      fix: ['Send the access_token of the token answer to the API.'],
      possible: ['token-use/wrong-token-of-flow'],
    },
    {
      says: ['The user represented by the token is not allowed to perform the requested action'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: ["The issuer returned in the server configuration doesn't match the value set in"],
      cause: 'discovery/issuer-host-mismatch',
      possible: ['discovery/issuer-trailing-slash'],
    },
    {
      says: [
        'The remote authorization server is currently unavailable or returned an invalid configuration',
        'This resource server is currently unavailable',
      ],
      cause: 'availability/provider-unreachable',
      possible: ['discovery/metadata-not-found'],
    },
    {
      says: [
        'No correlation cookie associated with the specified state can be found',
        'The correlation cookie is invalid or malformed',
        'openiddict.com/errors/ID2129',
      ],
      cause: 'state-session/cookie-not-stored',
      possible: ['state-session/cookie-samesite', 'state-session/cookie-host-mismatch'],
    },
    {
      says: ['The specified state token has already been redeemed', 'openiddict.com/errors/ID2139'],
      cause: 'authorization-code/redeemed-twice',
      variant: 'callback-twice',
      what: 'The callback came a second time.',
      possible: ['authorization-code/consumed-by-prefetch'],
    },
    {
      says: ["The request forgery protection is missing or doesn't contain the expected value"],
      cause: 'state-session/state-mismatch',
      possible: ['state-session/cookie-not-stored'],
    },
    {
      says: [
        "The current URI doesn't match the URI of the redirection endpoint selected during the initial authorization request",
      ],
      cause: 'redirect-uri/scheme-mismatch',
      possible: ['redirect-uri/host-port-mismatch', 'redirect-uri/path-mismatch'],
    },
    {
      says: ['The authorization was denied by the end user', 'The authentication demand was denied by the user'],
      cause: 'scope-consent/consent-denied',
    },
    {
      says: ['The specified token has already been redeemed'],
      grant: 'refresh_token',
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/concurrent-use'],
    },
    {
      says: ['The specified token has already been redeemed'],
      cause: 'authorization-code/redeemed-twice',
      possible: ['refresh/rotation-not-stored', 'refresh/concurrent-use'],
    },
    {
      says: [
        'The specified token is no longer valid',
        'The introspection response indicates the token is no longer valid',
      ],
      cause: 'token-use/access-token-expired',
      possible: ['authorization-code/expired', 'refresh/lifetime-ended', 'clock/skew'],
    },
    {
      says: ['The specified device code is no longer valid', 'The specified user code is no longer valid'],
      cause: 'state-session/session-expired',
      confidence: 'certain',
      variant: 'device-code-expired',
    },
    {
      says: ['The specified token is not an access token', 'The specified token is not of the expected type'],
      cause: 'token-use/wrong-token-of-flow',
      confidence: 'certain',
      possible: ['token-use/id-token-used-as-access-token'],
    },
    {
      says: ['The specified token is invalid'],
      grant: 'authorization_code',
      cause: 'authorization-code/altered-by-client',
      possible: ['authorization-code/redeemed-twice', 'environment/environment-mix-up'],
    },
    {
      says: ['The specified token is invalid'],
      grant: 'refresh_token',
      cause: 'refresh/unknown-token',
      possible: ['refresh/lifetime-ended', 'environment/environment-mix-up'],
    },
    {
      says: ['The specified token is invalid'],
      cause: 'token-use/token-from-other-issuer',
      confidence: 'possible',
      possible: ['token-use/access-token-expired', 'token-use/token-truncated', 'token-use/audience-not-requested'],
    },
    {
      says: ['The security token is missing'],
      cause: 'token-use/authorization-header-malformed',
      possible: ['client-authentication/authorization-header-stripped'],
    },
    {
      says: ["The specified 'redirect_uri' parameter doesn't match the client redirection endpoint"],
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
    },
    {
      says: [
        "The 'client_assertion' or 'client_secret' parameter must be specified when using the client credentials grant",
      ],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      possible: ['client-authentication/client-type-mismatch'],
    },
    {
      says: [
        "The 'aud' claim … client assertion doesn't match the expected value",
        "'aud' claim returned in the specified client assertion",
      ],
      cause: 'client-authentication/assertion-audience-wrong',
      confidence: 'certain',
    },
    {
      says: ["The specified 'scope' is not supported"],
      cause: 'scope-consent/scope-unknown',
      confidence: 'certain',
    },
    {
      says: ["The 'offline_access' scope is not allowed"],
      cause: 'scope-consent/scope-not-allowed-for-client',
      why: 'The server gives refresh tokens only to a flow that has a code.',
    },
    {
      says: ["The specified 'code_verifier' parameter is invalid", "The specified 'code_verifier' is not valid"],
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding'],
    },
    {
      says: ["The specified 'code_challenge_method' is not allowed"],
      cause: 'pkce/challenge-method-mismatch',
      confidence: 'certain',
    },
    {
      says: [
        "The specified 'Content-Type' header is not valid",
        "The mandatory 'Content-Type' header must be specified",
      ],
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/params-not-in-body'],
    },
    {
      says: [
        'No issuer could be found in the server configuration',
        'No JSON Web Key Set endpoint could be found in the server configuration',
        'The configuration request was rejected by the remote server',
        'The JSON Web Key Set request was rejected by the remote server',
      ],
      cause: 'discovery/metadata-not-found',
      possible: ['transport-endpoint/endpoint-url-wrong'],
    },
    {
      says: ["doesn't match the authorization server the authorization request was initially sent to"],
      cause: 'discovery/issuer-host-mismatch',
      variant: 'openiddict-client-iss',
      possible: ['discovery/issuer-trailing-slash'],
    },
    {
      says: [
        'The specified frontchannel identity token cannot be used with this client application',
        'The specified backchannel identity token cannot be used with this client application',
      ],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
      variant: 'openiddict-client',
    },
    {
      says: ['Challenge operations cannot be triggered from non-HTTPS endpoints'],
      cause: 'redirect-uri/scheme-mismatch',
      variant: 'openiddict-client',
      why: 'The client app was called over http, and over http its cookies would not come back.',
      fix: ['Serve the app over https; behind a proxy use the forwarded headers middleware.'],
    },
    {
      says: ['An error occurred while communicating with the remote HTTP server'],
      cause: 'availability/provider-unreachable',
      variant: 'openiddict-client',
    },
  ],
};
