import type { Provider } from './provider.ts';

/** DocuSign, production and demo. */
export const docusign: Provider = {
  name: 'docusign',
  title: 'DocuSign',
  hosts: ['account.docusign.com', 'account-d.docusign.com'],
  apiHosts: ['*.docusign.net', '*.docusign.com'],
  endpoints: {
    'authorization-request': ['/oauth/auth'],
    'token-request': ['/oauth/token'],
    'revocation-request': ['/oauth/revoke'],
    'resource-request': ['/restapi/**', '/oauth/userinfo'],
  },
  tellingTexts: ['DocuSign', 'docusign-esign', 'account-d.docusign.com'],
  habits: {
    tokenBody: 'form',
    assertionForHost: true,
    clientAuthentication: ['basic', 'private-key-jwt', 'none'],
    pkce: 'supported',
    rotation: 'always',
    offline: { scope: 'extended' },
    lifetimes: { code: 120, accessToken: 28_800, refreshToken: 2_592_000 },
    regions: { production: ['account.docusign.com'], demo: ['account-d.docusign.com'] },
  },
  ownParameters: ['assertion'],
  texts: [
    {
      says: ['consent_required'],
      here: true,
      cause: 'scope-consent/consent-missing',
      confidence: 'certain',
      why: 'The user whom the assertion names never consented to the app and these scopes.',
      fix: [
        'Open /oauth/auth?response_type=code&scope=signature%20impersonation&client_id=…&redirect_uri=… once as that user, or let an admin consent for the domain.',
      ],
    },
    {
      says: ['no_valid_keys_or_signatures'],
      cause: 'client-authentication/secret-wrong',
      variant: 'docusign-key',
      why: 'The assertion is signed with a key that is not stored for this integration key, or its form was changed.',
      possible: [
        'client-identification/credentials-of-other-app',
        'environment/environment-mix-up',
        'client-authentication/assertion-audience-wrong',
        'clock/skew',
      ],
    },
    {
      says: ['issuer_not_found'],
      here: true,
      cause: 'client-identification/client-unknown',
      possible: ['environment/environment-mix-up'],
      why: 'iss is the integration key, and it has to exist in this environment.',
    },
    {
      says: [
        'partner_authentication_failed',
        'The specified Integrator Key was not found or is disabled',
        'ERROR_INTEGRATOR_KEY_NOT_FOUND',
      ],
      cause: 'environment/environment-mix-up',
      possible: ['client-identification/client-unknown', 'client-authentication/user-credentials-wrong'],
    },
    {
      says: ['audience … invalid', 'invalid_aud', 'The audience'],
      here: true,
      cause: 'client-authentication/assertion-audience-wrong',
      fix: ['aud is account-d.docusign.com or account.docusign.com, without https:// and without a slash.'],
    },
    {
      says: ['expired_grant', 'invalid_grant…expired_client_token'],
      cause: 'authorization-code/expired',
      possible: ['authorization-code/redeemed-twice', 'refresh/lifetime-ended'],
    },
    {
      says: ['The redirect URI is not registered properly with DocuSign', 'redirect URI is not registered properly'],
      cause: 'redirect-uri/not-registered',
      possible: ['environment/environment-mix-up', 'redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch'],
    },
    {
      says: [
        'The client ID provided is not registered with DocuSign',
        'client_id is not registered with DocuSign',
        'is not registered with DocuSign',
      ],
      cause: 'client-identification/client-unknown',
      possible: ['environment/environment-mix-up'],
    },
    {
      says: ['unauthorized_client'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: ['environment/environment-mix-up', 'client-authentication/basic-content-wrong'],
      coarse: true,
    },
    {
      says: ['AUTHORIZATION_INVALID_TOKEN', 'The access token provided is expired, revoked or malformed'],
      cause: 'token-use/access-token-expired',
      possible: ['environment/environment-mix-up', 'token-use/authorization-header-malformed'],
    },
    {
      says: ['USER_LACKS_MEMBERSHIP', 'USER_DOES_NOT_BELONG_TO_SPECIFIED_ACCOUNT'],
      cause: 'token-use/wrong-token-of-flow',
      possible: ['environment/environment-mix-up'],
    },
    {
      says: ['unsupported_grant_type'],
      here: true,
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/grant-type-value-wrong'],
    },
    {
      says: ['user_not_found'],
      here: true,
      cause: 'environment/environment-mix-up',
      variant: 'subject',
      why: 'sub has to be the user id (a GUID) of a user of this environment; an address or an id of the other one is not found.',
      possible: ['client-authentication/user-credentials-wrong'],
    },
    {
      says: ['HOURLY_APIINVOCATION_LIMIT_EXCEEDED', 'BURST_APIINVOCATION_LIMIT_EXCEEDED'],
      cause: 'availability/rate-limited',
      confidence: 'certain',
    },
  ],
};
