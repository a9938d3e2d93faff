import type { Provider } from './provider.ts';

/** Stripe Connect and Stripe Apps. */
export const stripe: Provider = {
  name: 'stripe',
  title: 'Stripe',
  hosts: ['connect.stripe.com', 'marketplace.stripe.com'],
  apiHosts: ['api.stripe.com'],
  endpoints: {
    'authorization-request': ['/oauth/authorize', '/express/oauth/authorize', '/oauth/v2/authorize', '**/authorize'],
    'token-request': ['/oauth/token', '/v1/oauth/token'],
    'revocation-request': ['/oauth/deauthorize'],
  },
  tellingTexts: ['Stripe', 'connect.stripe.com'],
  tokens: [
    { kind: 'api-key', pattern: /^[sr]k_(?:live|test)_[A-Za-z0-9]{10,250}$/, telling: true },
    { kind: 'client-id', pattern: /^ca_[A-Za-z0-9]{20,60}$/, telling: true },
    { kind: 'authorization-code', pattern: /^ac_[A-Za-z0-9]{20,60}$/, telling: true },
    { kind: 'refresh-token', pattern: /^rt_[A-Za-z0-9]{20,100}$/ },
  ],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['post', 'basic'],
    pkce: 'ignored',
    rotation: 'always',
    lifetimes: { code: 300, accessToken: 3600 },
  },
  ownParameters: [
    'stripe_landing',
    'stripe_user',
    'always_prompt',
    'suggested_capabilities',
    'stripe_user_id',
    'assert_capabilities',
  ],
  texts: [
    {
      says: [
        'You cannot use a livemode API key',
        'livemode API key, but the authorization code only supports returning test keys',
        'authorization code only supports',
        'This authorization code was created in test mode',
        'testmode API key',
      ],
      cause: 'environment/environment-mix-up',
      confidence: 'certain',
      why: 'A code of a test client_id goes with sk_test_, one of a live client_id with sk_live_.',
      fix: ['Use client_id and secret key of the same mode.'],
    },
    {
      says: ['Authorization code expired', 'Authorization code has expired'],
      here: true,
      cause: 'authorization-code/expired',
      confidence: 'certain',
    },
    {
      says: [
        'This authorization code has already been used. All tokens issued with this code have been revoked',
        'All tokens issued with this code have been revoked',
      ],
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: ['Authorization code does not exist'],
      here: true,
      cause: 'authorization-code/altered-by-client',
      possible: ['authorization-code/redeemed-twice', 'authorization-code/expired', 'environment/environment-mix-up'],
    },
    {
      says: ['Authorization code provided does not belong to you', 'does not belong to you'],
      here: true,
      cause: 'client-identification/credentials-of-other-app',
      confidence: 'certain',
      fix: ['Use the secret key of the platform account whose client_id began the flow.'],
    },
    {
      says: [
        'Invalid redirect URI',
        'Ensure this uri exactly matches one of the uris specified in your application settings',
      ],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/trailing-slash', 'environment/environment-mix-up'],
    },
    {
      says: ['Ensure this uri exactly matches one of the uris specified in your application settings'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/trailing-slash'],
    },
    {
      says: ['No application matches the supplied client identifier'],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
      possible: ['environment/environment-mix-up'],
    },
    {
      // What Stripe takes for the key: the word before an empty one.
      says: ['No such API key: Bearer', 'No such API key: Basic'],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      what: 'The Authorization header has the word before the key, and no key.',
      fix: ['Set the secret key where this deployment reads its settings: the variable is empty there.'],
    },
    {
      says: ['No such API key', 'Invalid API Key provided'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: ['environment/environment-mix-up'],
    },
    {
      says: ['You did not provide an API key', 'must authenticate with the client_secret'],
      here: true,
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
    },
    {
      says: [
        'is not connected to stripe account',
        'This application is not connected to stripe account',
        'Application access may have been revoked',
      ],
      cause: 'refresh/revoked',
      possible: ['client-identification/credentials-of-other-app', 'environment/environment-mix-up'],
    },
    {
      says: ['You must specify a grant_type', 'No grant type specified', 'invalid grant type'],
      here: true,
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/grant-type-value-wrong', 'transport-endpoint/parameter-missing'],
    },
    {
      says: [
        'You may not use the … scope',
        'not allowed to request … scope',
        'OAuth is not available',
        'your platform is not allowed',
      ],
      here: true,
      cause: 'scope-consent/scope-not-allowed-for-client',
      possible: ['client-identification/grant-type-not-allowed'],
    },
    {
      says: ['Refresh token does not exist', 'refresh token … does not belong'],
      here: true,
      cause: 'refresh/unknown-token',
      possible: ['environment/environment-mix-up', 'refresh/rotation-not-stored'],
    },
    {
      says: ['This account cannot currently make live', 'platform … has not been activated', 'activate … your account'],
      here: true,
      cause: 'provider-policy/app-not-public',
    },
    {
      says: ['No authentication credentials were provided. Send your secret API key'],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      why: 'The secret API key of the platform is the client secret here: as client_secret, or as Bearer.',
    },
    {
      says: ['Only Stripe Connect platforms can work with other accounts'],
      cause: 'client-identification/grant-type-not-allowed',
      why: 'The account of this key is no Connect platform, or client_id is none of its own.',
      fix: ['Set Connect up in the dashboard of the account, and take client_id from its settings.'],
      possible: ['client-identification/client-unknown', 'client-identification/credentials-of-other-app'],
    },
    {
      says: ['Expired API Key provided'],
      cause: 'client-authentication/secret-expired',
      confidence: 'certain',
      fix: ['Put the current secret key into the settings: this one was rolled.'],
    },
  ],
};
