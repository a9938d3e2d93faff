import type { Library } from './library.ts';

/** Passport and its OAuth strategies, simple-oauth2, grant, and the session middleware around them. */
export const passport: Library = {
  name: 'passport',
  title: 'Passport, simple-oauth2',
  stack: 'javascript',
  tellingTexts: ['passport', 'passport-oauth2', 'simple-oauth2', 'InternalOAuthError', 'TokenError', 'express-session'],
  texts: [
    {
      says: [
        'Unable to verify authorization request state',
        'Invalid authorization request state',
        'did not find expected authorization request details in session',
        'OpenIDConnectStrategy requires session support',
        'OAuth 2.0 authentication requires session support when using state',
        'In collectInfoFromReq: invalid state received in the request',
        'invalid state received in the request',
      ],
      cause: 'state-session/cookie-not-stored',
      fix: [
        'Look whether the response that starts the login sets the session cookie and the callback sends it back.',
        'Behind a proxy set trust proxy, and for a POST callback SameSite=None with Secure.',
      ],
      possible: ['state-session/cookie-host-mismatch', 'state-session/cookie-samesite', 'state-session/overwritten'],
    },
    {
      says: ['OAuth2Strategy requires `state: true` option when PKCE is enabled'],
      cause: 'pkce/only-one-half-sent',
      confidence: 'certain',
      variant: 'state-option',
      what: 'PKCE is switched on, and the strategy has no place to keep the verifier.',
      why: 'passport-oauth2 keeps the verifier together with the state in the session.',
      fix: ['Set state: true in the options of the strategy.'],
    },
    { says: ['authorization request state … expired'], cause: 'state-session/session-expired' },
    {
      says: ['Failed to obtain access token'],
      cause: 'client-authentication/secret-wrong',
      confidence: 'possible',
      possible: [
        'redirect-uri/differs-between-requests',
        'authorization-code/redeemed-twice',
        'availability/provider-unreachable',
        'transport-endpoint/endpoint-url-wrong',
      ],
    },
    {
      says: ['Failed to fetch user profile'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'possible',
      variant: 'profile',
      possible: ['token-use/access-token-expired', 'transport-endpoint/endpoint-url-wrong'],
    },
    {
      says: ['TokenError: Bad Request'],
      cause: 'authorization-code/redeemed-twice',
      confidence: 'possible',
      variant: 'bad-request',
      possible: [
        'redirect-uri/differs-between-requests',
        'client-authentication/secret-wrong',
        'authorization-code/expired',
      ],
    },
    {
      says: ['TokenError: Unauthorized'],
      cause: 'client-authentication/secret-wrong',
      variant: 'unauthorized',
      possible: ['client-identification/client-unknown'],
    },
    {
      says: [
        'TokenError: Code was already redeemed',
        'TokenError: This authorization code has been used',
        'TokenError: Invalid Code',
      ],
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired'],
    },
    {
      says: [
        'OAuth2Strategy requires a clientID option',
        'OAuth2Strategy requires a clientSecret option',
        'requires a clientID option',
      ],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      variant: 'passport-options',
      fix: [
        'Load the settings file before the strategy is built (dotenv first), and check the names of the variables.',
      ],
      possible: [],
    },
    {
      says: ['Wreck … 404', 'Response Error: 404 Not Found', 'Response Error: 404'],
      cause: 'transport-endpoint/endpoint-url-wrong',
      variant: 'simple-oauth2',
    },
    {
      says: ['Response Error: 401 Unauthorized', 'Response Error: 401'],
      cause: 'client-authentication/secret-wrong',
      variant: 'simple-oauth2',
      possible: ['client-authentication/auth-method-mismatch'],
    },
    {
      says: ['The content-type is not JSON compatible'],
      cause: 'transport-endpoint/accept-header-missing',
      variant: 'simple-oauth2',
      possible: ['transport-endpoint/endpoint-url-wrong', 'transport-endpoint/blocked-by-firewall'],
    },
    {
      says: ['OIDC strategy requires session support'],
      cause: 'state-session/cookie-not-stored',
      confidence: 'certain',
      variant: 'no-session',
      fix: ['Use express-session (or the like) before passport and the login routes.'],
      possible: [],
    },
    {
      says: ['In _validateResponse: invalid nonce'],
      cause: 'state-session/overwritten',
      variant: 'azure-ad-nonce',
    },
    {
      says: ['failed to redeem authorization code'],
      cause: 'client-authentication/secret-wrong',
      confidence: 'possible',
      variant: 'azure-ad',
      possible: [
        'redirect-uri/differs-between-requests',
        'authorization-code/redeemed-twice',
        'client-authentication/client-type-mismatch',
      ],
    },
    {
      says: ['Cannot get AAD Federation metadata', 'In setOptions: failed to load metadata'],
      cause: 'discovery/metadata-not-found',
      variant: 'azure-ad',
      possible: ['availability/provider-unreachable', 'environment/wrong-authority'],
    },
    {
      says: ['issuer or tenantIdOrName must be provided in order to validate issuer on common endpoint'],
      cause: 'discovery/issuer-template',
      confidence: 'certain',
      variant: 'azure-ad',
    },
    {
      says: [
        'In Strategy.prototype.jwtVerify: none of the scopes in token is accepted',
        'In Strategy.prototype.jwtVerify: scope is not found in token',
      ],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
      variant: 'azure-ad',
    },
  ],
};
