import type { Provider } from './provider.ts';

/** Box. */
export const box: Provider = {
  name: 'box',
  title: 'Box',
  hosts: ['account.box.com', 'app.box.com', 'www.box.com', 'api.box.com'],
  endpoints: {
    'authorization-request': ['/api/oauth2/authorize'],
    'token-request': ['/oauth2/token'],
    'revocation-request': ['/oauth2/revoke'],
    'resource-request': ['/2.0/**'],
  },
  tellingTexts: [
    'box.com',
    'boxsdk',
    'box-node-sdk',
    'box_sdk_gen',
    'BoxAPIException',
    'Box API',
    'Box SDK',
    'Box app',
  ],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['post', 'private-key-jwt'],
    pkce: 'ignored',
    rotation: 'always',
    lifetimes: { code: 30, accessToken: 3600, refreshToken: 5_184_000 },
  },
  ownParameters: ['box_subject_type', 'box_subject_id', 'box_login'],
  texts: [
    {
      says: ['Auth code doesn’t exist or is invalid for the client'],
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired', 'client-identification/credentials-of-other-app'],
    },
    {
      says: ['The authorization code has expired', 'Auth code has expired'],
      here: true,
      cause: 'authorization-code/expired',
      confidence: 'certain',
      why: 'At Box a code lives 30 seconds.',
    },
    {
      says: ['Refresh token has expired'],
      here: true,
      cause: 'refresh/rotation-not-stored',
      why: 'A refresh token works once and at most 60 days. Box says expired also for one that was used already.',
      possible: ['refresh/concurrent-use', 'refresh/expired-inactivity', 'refresh/revoked', 'refresh/lifetime-ended'],
    },
    {
      says: ['Invalid refresh token'],
      here: true,
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/unknown-token', 'refresh/concurrent-use', 'client-identification/credentials-of-other-app'],
    },
    {
      says: [
        'redirect_uri_mismatch',
        'redirect_uri_missing',
        'The redirect URI … does not match',
        'Error: redirect_uri_mismatch',
      ],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch', 'redirect-uri/path-mismatch'],
    },
    {
      says: ['The client credentials are invalid'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: ['client-authentication/credentials-missing', 'client-identification/client-unknown'],
    },
    {
      says: [
        'This app is not authorized by the enterprise',
        'Cannot obtain token based on the enterprise configuration for your app',
      ],
      cause: 'scope-consent/consent-missing',
      confidence: 'certain',
      fix: ['Let an admin authorise the app in the Admin Console under Apps.'],
    },
    {
      says: ['Please check the "exp" claim', "Please check the 'iat' claim", 'Current date/time MUST be before'],
      cause: 'clock/skew',
      possible: ['client-authentication/assertion-stale'],
    },
    {
      says: ["Please check the 'aud' claim"],
      cause: 'client-authentication/assertion-audience-wrong',
      confidence: 'certain',
    },
    {
      says: ["Please check the 'jti' claim", "unique 'jti' claim"],
      cause: 'client-authentication/assertion-stale',
      why: 'Each assertion works once: jti has to be a new value every time.',
    },
    {
      says: ['Grant credentials are invalid'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: ['scope-consent/consent-missing', 'client-identification/grant-type-not-allowed'],
    },
    {
      says: [
        'The request requires higher privileges than provided by the access token',
        'access_denied_insufficient_permissions',
      ],
      here: true,
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: ["Please check the 'sub' claim"],
      cause: 'client-identification/credentials-of-other-app',
      variant: 'box-subject',
      what: 'The assertion names an enterprise or a user that this app may not act for.',
      why: 'sub is not the id of the enterprise that authorised the app, or box_sub_type says another kind than the id is.',
      fix: [
        'Take enterpriseID from the JSON of the app; box_sub_type is enterprise for it, and user for the id of a user.',
      ],
      possible: ['scope-consent/consent-missing', 'environment/environment-mix-up'],
    },
    {
      says: ["Please check the 'iss' claim"],
      cause: 'client-identification/client-unknown',
      variant: 'box-issuer',
      why: 'iss has to be the client id of the app.',
    },
    {
      says: ['OpenSSL unable to verify data'],
      cause: 'client-authentication/secret-wrong',
      variant: 'box-key',
      what: 'The signature of the assertion does not fit the public key of the app.',
      why: 'kid names another key than the one that signed, or the key was taken out of the app.',
      fix: ['Use private key, passphrase and publicKeyID of one and the same JSON of the app.'],
    },
    {
      says: ["'box_subject_type' value is unauthorized for this client_id"],
      cause: 'scope-consent/consent-missing',
      variant: 'box-subject',
      why: 'The enterprise has not authorised the app, or the app may not generate tokens for users.',
      fix: ['Let an admin authorise the app again after each change of its settings.'],
      possible: ['client-identification/grant-type-not-allowed', 'client-identification/credentials-of-other-app'],
    },
  ],
};
