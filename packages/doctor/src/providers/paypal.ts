import type { Provider } from './provider.ts';

/** PayPal, live and sandbox. */
export const paypal: Provider = {
  name: 'paypal',
  title: 'PayPal',
  hosts: [
    'www.paypal.com',
    'www.sandbox.paypal.com',
    'api.paypal.com',
    'api-m.paypal.com',
    'api.sandbox.paypal.com',
    'api-m.sandbox.paypal.com',
  ],
  endpoints: {
    'authorization-request': ['/signin/authorize', '/connect'],
    'token-request': ['/v1/oauth2/token', '/v1/identity/openidconnect/tokenservice'],
    'resource-request': ['/v1/**', '/v2/**'],
  },
  tellingTexts: ['PayPal'],
  tokens: [
    { kind: 'access-token', pattern: /^A21AA[\w-]{60,120}$/, telling: true },
    { kind: 'client-id', pattern: /^A[\w-]{79}$/ },
  ],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['basic'],
    pkce: 'ignored',
    rotation: 'never',
    lifetimes: { accessToken: 32_400 },
    regions: {
      live: ['api.paypal.com', 'api-m.paypal.com', 'www.paypal.com'],
      sandbox: ['api.sandbox.paypal.com', 'api-m.sandbox.paypal.com', 'www.sandbox.paypal.com'],
    },
  },
  ownParameters: ['flowEntry', 'fullPage'],
  texts: [
    {
      says: ['Client Authentication failed'],
      here: true,
      cause: 'environment/environment-mix-up',
      why: 'Mostly keys of the sandbox at the live host or the reverse; otherwise id or secret are wrong.',
      fix: ['Sandbox keys go to api-m.sandbox.paypal.com, live keys to api-m.paypal.com.'],
      possible: [
        'client-authentication/secret-wrong',
        'client-authentication/credentials-missing',
        'client-authentication/basic-content-wrong',
        'client-authentication/credentials-placeholder',
      ],
    },
    {
      says: ['The client credentials are missing', 'invalid_client_credentials'],
      here: true,
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      why: 'PayPal reads the Basic header only.',
    },
    {
      says: ['Grant Type is NULL', 'unsupported_grant_type…Grant Type', 'unsupported grant_type'],
      here: true,
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/params-not-in-body', 'transport-endpoint/grant-type-value-wrong'],
    },
    {
      says: ['Grant Type is NULL'],
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/params-not-in-body'],
    },
    {
      says: ['client_id provided in the request does not match any of the registered clients'],
      cause: 'client-identification/client-unknown',
      possible: ['environment/environment-mix-up'],
    },
    {
      says: [
        'Relying Party … redirect',
        'invalid client_id or redirect_uri',
        'redirect_uri provided in the request does not match',
        "We're sorry, the redirect_uri",
      ],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: [
        'client-identification/client-unknown',
        'environment/environment-mix-up',
        'redirect-uri/trailing-slash',
        'redirect-uri/localhost-vs-loopback',
      ],
    },
    {
      says: [
        'Token signature verification failed',
        'The token passed in was not found in the system',
        'Access Token not found in cache',
        'Access token not found',
      ],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['environment/environment-mix-up', 'token-use/authorization-header-malformed'],
    },
    {
      says: ['Authentication failed due to invalid authentication credentials or a missing Authorization header'],
      cause: 'token-use/authorization-header-malformed',
      possible: [
        'token-use/access-token-expired',
        'environment/environment-mix-up',
        'client-authentication/secret-wrong',
      ],
    },
    {
      says: ['Authorization failed due to insufficient permissions', 'NOT_AUTHORIZED', 'PERMISSION_DENIED'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
    },
    {
      says: ['invalid code', 'Invalid authorization code', 'Authorization code is invalid'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired', 'environment/environment-mix-up'],
    },
    {
      says: ['invalid_refresh_token', 'No consent were granted', 'No permissions are granted', 'Consent is revoked'],
      here: true,
      cause: 'refresh/revoked',
      possible: ['refresh/unknown-token', 'environment/environment-mix-up'],
    },
    {
      says: ['Redirect uri does not match for this client'],
      cause: 'redirect-uri/not-registered',
      possible: ['environment/environment-mix-up', 'redirect-uri/differs-between-requests'],
    },
    {
      says: ['Invalid client credentials'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: ['environment/environment-mix-up', 'client-authentication/basic-content-wrong'],
    },
    {
      says: [
        'Tokenization Key or client token was invalid',
        'Make sure your client token or tokenization key is valid',
        'A valid Client Token or Tokenization Key is required',
      ],
      cause: 'token-use/wrong-token-of-flow',
      what: 'The Braintree SDK was given something else than a client token or a tokenization key.',
      why: 'It does not read access tokens of the REST API of PayPal, and no key of another environment.',
      fix: ['Make a client token on the server with the Braintree gateway, or copy the tokenization key of its panel.'],
      possible: ['environment/environment-mix-up', 'token-use/access-token-expired'],
    },
    {
      says: ['2FA_NOT_SUPPORTED'],
      here: true,
      cause: 'provider-policy/mfa-required',
      confidence: 'certain',
    },
    {
      says: ['SESSION_TIMEOUT', 'REFERRAL_EXPIRED'],
      here: true,
      cause: 'state-session/session-expired',
    },
  ],
};
