import type { Library } from './library.ts';

/** OpenIddict: its server, its validation in APIs and its client. Answers carry error_uri with the number of the text. */
export const openiddict: Library = {
  name: 'openiddict',
  title: 'OpenIddict',
  stack: 'dotnet',
  tellingTexts: ['OpenIddict', 'documentation.openiddict.com'],
  texts: [
    {
      says: ['The specified authorization code has already been redeemed', 'errors/ID2010'],
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: ['The specified refresh token has already been redeemed', 'errors/ID2012'],
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/concurrent-use'],
    },
    {
      says: ['The specified token has already been redeemed', 'errors/ID2013'],
      grant: 'refresh_token',
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/concurrent-use'],
    },
    {
      says: ['The specified token has already been redeemed', 'errors/ID2013'],
      cause: 'authorization-code/redeemed-twice',
      possible: ['refresh/rotation-not-stored', 'refresh/concurrent-use'],
    },
    {
      says: ['The specified state token has already been redeemed', 'errors/ID2139'],
      cause: 'authorization-code/redeemed-twice',
      variant: 'callback-twice',
      what: 'The callback was opened a second time.',
      why: 'OpenIddict ends the state with its first use, so a reload or a back button finds it used.',
      possible: ['authorization-code/consumed-by-prefetch'],
    },
    {
      says: ['The specified authorization code is no longer valid', 'errors/ID2016'],
      cause: 'authorization-code/expired',
      possible: ['authorization-code/redeemed-twice'],
    },
    {
      says: ['The specified refresh token is no longer valid', 'errors/ID2018'],
      cause: 'refresh/lifetime-ended',
      possible: ['refresh/revoked', 'refresh/rotation-not-stored'],
    },
    {
      says: [
        'The specified token is no longer valid',
        'errors/ID2019',
        'The introspection response indicates the token is no longer valid',
      ],
      cause: 'token-use/access-token-expired',
      possible: ['authorization-code/expired', 'refresh/lifetime-ended', 'clock/skew'],
    },
    {
      says: [
        'The specified device code is no longer valid',
        'The specified user code is no longer valid',
        'errors/ID2017',
      ],
      cause: 'state-session/session-expired',
      confidence: 'certain',
      variant: 'device-code-expired',
    },
    {
      says: [
        'The authorization associated with the … is no longer valid',
        'errors/ID2022',
        'errors/ID2020',
        'errors/ID2023',
      ],
      cause: 'refresh/revoked',
      why: 'The permission that the user had given was taken back at the server, and its tokens ended with it.',
    },
    {
      says: ['The specified authorization code is invalid', 'errors/ID2001'],
      cause: 'authorization-code/altered-by-client',
      possible: ['authorization-code/redeemed-twice', 'environment/environment-mix-up'],
    },
    {
      says: ['The specified refresh token is invalid', 'The specified token is not a refresh token', 'errors/ID2003'],
      cause: 'refresh/unknown-token',
      possible: ['token-use/wrong-token-of-flow', 'environment/environment-mix-up'],
    },
    {
      says: [
        'The specified token is not an access token',
        'The specified token is not an authorization code',
        'The specified token is not of the expected type',
        'errors/ID2089',
      ],
      cause: 'token-use/wrong-token-of-flow',
      confidence: 'certain',
      possible: ['token-use/id-token-used-as-access-token'],
    },
    {
      says: ['The specified token is invalid', 'errors/ID2004'],
      grant: 'authorization_code',
      cause: 'authorization-code/altered-by-client',
      possible: ['authorization-code/redeemed-twice', 'environment/environment-mix-up'],
    },
    {
      says: ['The specified token is invalid', 'errors/ID2004'],
      grant: 'refresh_token',
      cause: 'refresh/unknown-token',
      possible: ['refresh/lifetime-ended', 'environment/environment-mix-up'],
    },
    {
      says: ['The specified token is invalid', 'errors/ID2004'],
      cause: 'token-use/token-from-other-issuer',
      confidence: 'possible',
      possible: ['token-use/access-token-expired', 'token-use/token-truncated', 'token-use/audience-not-requested'],
    },
    {
      says: ['The security token is missing', 'errors/ID2000'],
      cause: 'token-use/authorization-header-malformed',
      possible: ['client-authentication/authorization-header-stripped'],
    },
    {
      says: [
        'The authorization was denied by the end user',
        'errors/ID2015',
        'The authentication demand was denied by the user or by the identity provider',
      ],
      cause: 'scope-consent/consent-denied',
    },
    {
      says: ["The specified 'redirect_uri' is not valid for this client application"],
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/scheme-mismatch',
        'redirect-uri/trailing-slash',
        'redirect-uri/host-port-mismatch',
        'redirect-uri/path-mismatch',
      ],
    },
    {
      says: [
        "doesn't match the client redirection URI the authorization code was initially sent to",
        "The specified 'redirect_uri' parameter doesn't match the client redirection endpoint",
        'errors/ID2072',
      ],
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
    },
    {
      says: ["The specified 'client_id' is invalid"],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
    },
    {
      says: ['The specified client credentials are invalid', 'errors/ID2055'],
      cause: 'client-authentication/secret-wrong',
      possible: ['client-authentication/basic-form-encoding-mismatch'],
    },
    {
      says: ["The 'client_secret' parameter is not valid for this client application"],
      cause: 'client-authentication/client-type-mismatch',
      confidence: 'certain',
      why: 'The client is registered as public, and such a client has no secret.',
      fix: ['Leave the secret out, or register the client as confidential.'],
    },
    {
      says: [
        "The 'client_secret' parameter required for this client application is missing",
        "The 'client_assertion' or 'client_secret' parameter must be specified when using the client credentials grant",
        "The 'client_secret' or 'client_assertion' parameter must be specified",
        'errors/ID2057',
      ],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      possible: ['client-authentication/client-type-mismatch'],
    },
    {
      says: ['Multiple client credentials cannot be specified', 'errors/ID2087'],
      cause: 'client-authentication/multiple-methods',
      confidence: 'certain',
    },
    {
      says: ['client authentication method is not supported', 'errors/ID2174'],
      mentions: ['openiddict', 'ID2174'],
      cause: 'client-authentication/auth-method-mismatch',
      confidence: 'certain',
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
      says: ['cannot be used without sending a client identifier'],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
      variant: 'client-id',
    },
    {
      says: ['The specified … cannot be used by this client application', 'errors/ID2069', 'errors/ID2071'],
      cause: 'client-identification/credentials-of-other-app',
      confidence: 'certain',
      why: 'The code or token was issued to another client.',
    },
    {
      says: [
        'This client application is not allowed to use the',
        'The client application is not allowed to use the … flow',
        'errors/ID2064',
        'errors/ID2063',
        'errors/ID2047',
        'errors/ID2046',
      ],
      without: ['not allowed to use the specified scope'],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
      fix: ['Add the permission for the endpoint and the grant type to the application’s entry in OpenIddict.'],
    },
    {
      says: [
        'The client application is not allowed to use the … scope',
        'This client application is not allowed to use the specified scope',
        'errors/ID2051',
        'errors/ID2065',
      ],
      cause: 'scope-consent/scope-not-allowed-for-client',
      confidence: 'certain',
    },
    {
      says: ["The specified 'scope' is not supported", "The specified 'scope' is invalid"],
      cause: 'scope-consent/scope-unknown',
      confidence: 'certain',
    },
    {
      says: ["The mandatory 'openid' scope is missing", 'errors/ID2034'],
      cause: 'scope-consent/scope-missing',
      confidence: 'certain',
    },
    {
      says: ["The 'offline_access' scope is not allowed", 'errors/ID2035'],
      cause: 'scope-consent/scope-not-allowed-for-client',
      why: 'The server gives refresh tokens only to a flow that has a code.',
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
        "The 'code_verifier' parameter required",
        "The 'code_verifier' parameter cannot be used when no 'code_challenge' was specified",
        'errors/ID2073',
      ],
      cause: 'pkce/only-one-half-sent',
      confidence: 'certain',
    },
    {
      says: [
        "The specified 'code_verifier' parameter is invalid",
        "The specified 'code_verifier' is not valid",
        "The specified 'code_verifier' is invalid",
      ],
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding'],
    },
    {
      says: [
        "The specified 'code_challenge_method' is not supported",
        "The specified 'code_challenge_method' is not allowed",
      ],
      cause: 'pkce/challenge-method-mismatch',
      confidence: 'certain',
    },
    {
      says: [
        "The mandatory 'grant_type' parameter is missing",
        "The specified 'Content-Type' header is not valid",
        "The specified 'Content-Type' header is invalid",
        "The mandatory 'Content-Type' header must be specified",
        "The mandatory 'Content-Type' header is missing",
      ],
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/params-not-in-body'],
    },
    {
      says: ["The specified 'grant_type' is not supported"],
      cause: 'transport-endpoint/grant-type-value-wrong',
      possible: ['client-identification/grant-type-not-allowed'],
      fix: ['Correct the value, or allow the flow in the options of the server.'],
    },
    {
      says: ['The specified HTTP method is not valid', 'errors/ID2084'],
      cause: 'transport-endpoint/wrong-http-method',
      confidence: 'certain',
      possible: ['transport-endpoint/token-request-redirected'],
    },
    {
      says: ["The mandatory '…' parameter is missing", 'errors/ID2029'],
      cause: 'transport-endpoint/parameter-missing',
      possible: ['transport-endpoint/body-not-form'],
    },
    {
      says: ['parameter must be a valid absolute URI', 'errors/ID2030'],
      mentions: ['redirect_uri'],
      cause: 'redirect-uri/kind-not-allowed',
      possible: ['client-authentication/credentials-placeholder'],
    },
    {
      says: ['This server only accepts HTTPS requests', 'ID2083'],
      cause: 'redirect-uri/scheme-mismatch',
      variant: 'https',
      what: 'The server saw the request come over http and refuses it.',
      why: 'Behind a proxy that ends TLS the server sees http, unless it reads the forwarded scheme.',
      fix: ['Use the forwarded headers middleware before authentication; only in development disable the requirement.'],
      possible: ['transport-endpoint/endpoint-url-wrong'],
    },
    {
      says: ['The issuer associated to the specified token is not valid', 'errors/ID2088'],
      cause: 'token-use/token-from-other-issuer',
      possible: ['discovery/issuer-trailing-slash', 'discovery/issuer-host-mismatch'],
    },
    {
      says: [
        'The signing key associated to the specified token was not found',
        'The signature associated to the specified token is not valid',
        'errors/ID2090',
        'errors/ID2091',
      ],
      cause: 'token-use/token-from-other-issuer',
      variant: 'openiddict-key',
      possible: ['token-use/token-truncated', 'environment/environment-mix-up'],
    },
    {
      says: ["The specified token doesn't contain any audience", 'errors/ID2093'],
      cause: 'token-use/audience-not-requested',
      confidence: 'certain',
    },
    {
      says: ['The specified token cannot be used with this resource server', 'errors/ID2094'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
    },
    {
      says: ['The user represented by the token is not allowed to perform the requested action', 'errors/ID2095'],
      cause: 'scope-consent/scope-insufficient',
    },
    {
      says: [
        "The issuer returned in the server configuration doesn't match the value set in",
        'errors/ID2098',
        'errors/ID2165',
      ],
      cause: 'discovery/issuer-host-mismatch',
      possible: ['discovery/issuer-trailing-slash', 'discovery/issuer-template'],
    },
    {
      says: [
        'No issuer could be found in the server configuration',
        'No JSON Web Key Set endpoint could be found in the server configuration',
        'The configuration request was rejected by the remote server',
        'The JSON Web Key Set request was rejected by the remote server',
        'errors/ID2144',
      ],
      cause: 'discovery/metadata-not-found',
      possible: ['transport-endpoint/endpoint-url-wrong'],
    },
    {
      says: [
        'No correlation cookie associated with the specified state can be found',
        'The correlation cookie is invalid or malformed',
        'errors/ID2129',
      ],
      cause: 'state-session/cookie-not-stored',
      variant: 'openiddict-client',
      possible: [
        'state-session/cookie-samesite',
        'state-session/cookie-host-mismatch',
        'state-session/session-expired',
      ],
    },
    {
      says: ["The request forgery protection is missing or doesn't contain the expected value", 'errors/ID2164'],
      cause: 'state-session/overwritten',
      variant: 'openiddict-client',
      possible: ['state-session/cookie-not-stored', 'state-session/state-mismatch'],
    },
    {
      says: [
        "The current URI doesn't match the URI of the redirection endpoint selected during the initial authorization request",
        'errors/ID2138',
      ],
      cause: 'redirect-uri/host-port-mismatch',
      variant: 'openiddict-client',
      why: 'The callback came to another address than the client had named: behind a proxy the app sees another scheme or host.',
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/path-mismatch'],
    },
    {
      says: ["doesn't match the authorization server the authorization request was initially sent to", 'errors/ID2119'],
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
      says: ['An error occurred while communicating with the remote HTTP server', 'errors/ID2136'],
      cause: 'availability/provider-unreachable',
      variant: 'openiddict-client',
    },
  ],
};
