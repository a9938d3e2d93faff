import type { Provider } from './provider.ts';

/** Tesla: accounts and Fleet API. */
export const tesla: Provider = {
  name: 'tesla',
  title: 'Tesla',
  hosts: ['auth.tesla.com', 'fleet-auth.prd.vn.cloud.tesla.com', 'fleet-auth.tesla.com'],
  apiHosts: [
    'fleet-api.prd.na.vn.cloud.tesla.com',
    'fleet-api.prd.eu.vn.cloud.tesla.com',
    'fleet-api.prd.cn.vn.cloud.tesla.cn',
    'owner-api.teslamotors.com',
  ],
  endpoints: {
    'authorization-request': ['/oauth2/v3/authorize'],
    'token-request': ['/oauth2/v3/token'],
  },
  tellingTexts: ['auth.tesla.com', 'fleet-api', 'Tesla Fleet', 'tesla_fleet_api'],
  habits: {
    tokenBody: 'form-or-json',
    clientAuthentication: ['post', 'none'],
    pkce: 'supported',
    rotation: 'always',
    offline: { scope: 'offline_access' },
    audienceParameter: 'audience',
    lifetimes: { accessToken: 28_800, refreshTokenIdle: 7_776_000 },
  },
  ownParameters: ['audience', 'locale', 'prompt_missing_scopes', 'require_requested_scopes', 'show_keypair_step'],
  texts: [
    {
      says: ["The 'audience' parameter is invalid. Include valid audience", 'invalid_audience', 'Invalid resource'],
      here: true,
      cause: 'token-use/resource-identifier-wrong',
      why: 'audience names the Fleet API of a region, such as https://fleet-api.prd.na.vn.cloud.tesla.com, and the app may not be allowed there yet.',
      fix: [
        'Send the base URL of the region of the account as audience, without a path and without a slash at its end.',
      ],
      possible: ['token-use/audience-not-requested', 'transport-endpoint/parameter-missing'],
    },
    {
      says: ['The client is not allowed to access the requested resource'],
      here: true,
      cause: 'scope-consent/scope-not-allowed-for-client',
      fix: ['Select the scopes for the app at developer.tesla.com, or ask for fewer.'],
      possible: ['token-use/resource-identifier-wrong'],
    },
    {
      says: ['endpoint_deprecated:_please_update_your_app'],
      cause: 'transport-endpoint/endpoint-url-wrong',
      confidence: 'certain',
      variant: 'retired',
      why: 'The sign-in of the owner API has moved to auth.tesla.com.',
      fix: ['Use /oauth2/v3/authorize and /oauth2/v3/token at auth.tesla.com.'],
    },
    {
      says: ['login_required'],
      here: true,
      cause: 'refresh/rotation-not-stored',
      why: 'The refresh token was used already, or the user has a new password.',
      possible: ['refresh/revoked', 'refresh/concurrent-use', 'refresh/expired-inactivity'],
    },
    {
      says: ['invalid_auth_code'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired', 'authorization-code/altered-by-client'],
    },
    {
      says: ['invalid_redirect_url'],
      here: true,
      cause: 'redirect-uri/differs-between-requests',
      possible: ['redirect-uri/not-registered'],
    },
    {
      says: ["We don't recognize this client_id and client_secret combination", 'unauthorized_client'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: ['client-identification/client-unknown', 'client-identification/grant-type-not-allowed'],
    },
    {
      says: ['Unauthorized missing scopes'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
      fix: ['Ask for the scope, with prompt_missing_scopes=true: a token that exists does not get it by itself.'],
    },
    {
      says: ['token expired (401)'],
      here: true,
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
    {
      says: ['invalid bearer token'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['token-use/wrong-token-of-flow', 'token-use/audience-mismatch', 'token-use/token-truncated'],
    },
    {
      says: ['user out of region, use base URL'],
      cause: 'environment/region-mismatch',
      confidence: 'certain',
      fix: ['Call the host that the answer names.'],
    },
    {
      // Said too of a call to the host of another region than the user's.
      says: ['must be registered in the current region'],
      cause: 'provider-policy/access-policy-missing',
      possible: ['environment/region-mismatch'],
      variant: 'partner-registration',
      what: 'The app is not registered at the Fleet API of this region.',
      why: 'Consent of the user is not enough: each app registers its domain and public key once in each region.',
      fix: [
        'Send POST /api/1/partner_accounts to the host of this region, with a partner token whose audience is this host.',
      ],
    },
    {
      says: ['mobile_access_disabled'],
      here: true,
      cause: 'scope-consent/consent-missing',
      variant: 'mobile-access',
      fix: ['Let the owner switch mobile access on in the car.'],
    },
  ],
};
