import type { Provider } from './provider.ts';

/** Withings: every answer has status 200, and its own status in the body. */
export const withings: Provider = {
  name: 'withings',
  title: 'Withings',
  hosts: ['account.withings.com', 'wbsapi.withings.net'],
  endpoints: {
    'authorization-request': ['/oauth2_user/authorize2'],
    'token-request': ['/v2/oauth2', '/oauth2/token'],
    'resource-request': ['/measure', '/v2/measure', '/v2/sleep', '/v2/heart', '/v2/user', '/notify'],
  },
  tellingTexts: ['Withings'],
  habits: {
    scopeSeparator: ',',
    tokenBody: 'form',
    clientAuthentication: ['post'],
    errorsWith200: true,
    pkce: 'ignored',
    rotation: 'always',
    lifetimes: { code: 30, accessToken: 10_800, refreshToken: 31_536_000, rotationGrace: 28_800 },
    retiredPaths: { '/oauth2/token': 'https://wbsapi.withings.net/v2/oauth2 with action=requesttoken' },
  },
  ownParameters: ['action', 'nonce', 'signature', 'userid', 'mode'],
  texts: [
    {
      says: ['Invalid Params: invalid code', 'regarding an invalid code, try to start the script again'],
      cause: 'authorization-code/expired',
      why: 'At Withings a code lives 30 seconds, and it works once.',
      possible: ['authorization-code/redeemed-twice', 'client-identification/credentials-of-other-app'],
    },
    {
      // The status that stands in the body, not one of HTTP.
      says: ['Received error code: 503'],
      here: true,
      cause: 'authorization-code/expired',
      why: 'Withings says 503 for invalid parameters: of a login that is a code older than 30 seconds.',
      possible: ['authorization-code/redeemed-twice', 'client-authentication/secret-wrong'],
    },
    {
      says: ['redirect_uri_mismatch: The redirect URI provided is missing or does not match partner callback url'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch', 'redirect-uri/path-mismatch'],
    },
    {
      says: ['invalid clientid'],
      here: true,
      cause: 'client-identification/client-unknown',
      possible: ['client-authentication/credentials-placeholder'],
    },
    {
      says: ['invalid_token: The access token provided is invalid'],
      here: true,
      cause: 'token-use/access-token-expired',
      why: 'At Withings an access token lives three hours.',
      possible: ['refresh/rotation-not-stored', 'refresh/revoked'],
    },
    {
      says: ['Same arguments in less than 10 seconds'],
      cause: 'availability/rate-limited',
      possible: ['authorization-code/redeemed-twice'],
    },
  ],
};
