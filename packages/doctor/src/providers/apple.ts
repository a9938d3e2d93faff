import type { Provider } from './provider.ts';

/** Sign in with Apple. */
export const apple: Provider = {
  name: 'apple',
  title: 'Apple',
  hosts: ['appleid.apple.com', 'account.apple.com'],
  endpoints: {
    'authorization-request': ['/auth/authorize'],
    'token-request': ['/auth/token', '/auth/oauth2/v2/token'],
    'revocation-request': ['/auth/revoke'],
    'metadata-request': ['/.well-known/openid-configuration', '/auth/keys'],
  },
  tellingTexts: ['appleid.apple.com', 'Sign in with Apple', 'Apple sign in', 'ASAuthorization', 'Apple ID'],
  tokens: [{ kind: 'client-secret', pattern: /^eyJ[\w-]{20,200}\.[\w-]{60,400}\.[\w-]{80,100}$/ }],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['post'],
    pkce: 'ignored',
    rotation: 'never',
    lifetimes: { code: 300, accessToken: 3600 },
    refusesRedirect: ['loopback', 'http', 'private-address'],
    retiredScopes: { profile: 'name', offline_access: '' },
  },
  ownParameters: ['user', 'id_token'],
  texts: [
    {
      says: [
        'invalid_request…Invalid redirect_uri',
        'Invalid redirect_uri',
        'Invalid web redirect url',
        'invalid_redirect_uri',
      ],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/kind-not-allowed', 'redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch'],
      why: 'It has to be a Return URL of the Services ID, with https and a public host.',
    },
    {
      says: ['Invalid client id or web redirect url'],
      cause: 'redirect-uri/not-registered',
      why: 'One of the two is wrong: client_id has to be a Services ID for the web, and redirect_uri one of its Return URLs, with https and a public host.',
      possible: [
        'client-identification/client-unknown',
        'redirect-uri/kind-not-allowed',
        'redirect-uri/trailing-slash',
      ],
    },
    {
      says: ['Invalid web redirect url'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/kind-not-allowed'],
    },
    {
      says: [
        'response_mode must be form_post when name or email scope is requested',
        'response_mode must be form_post',
      ],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
      variant: 'response-mode',
      why: 'With scope name or email Apple answers by form_post only.',
      fix: ['Send response_mode=form_post and let the callback accept POST; its cookies need SameSite=None.'],
    },
    {
      says: ['invalid_client'],
      here: true,
      roles: ['authorization-request', 'authorization-response'],
      cause: 'client-identification/client-unknown',
      why: 'client_id is the Services ID on the web and the bundle id in an app.',
      possible: ['client-identification/credentials-of-other-app'],
    },
    {
      says: ['invalid_client'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      why: 'The client secret is a JWT that Apple could not verify: wrong key, key id, team id or sub, aud not https://appleid.apple.com, or more than six months old.',
      fix: ['Decode the secret: kid, iss (team), sub (client_id), aud, iat and exp.'],
      possible: [
        'client-authentication/secret-expired',
        'client-identification/credentials-of-other-app',
        'client-authentication/assertion-audience-wrong',
        'client-authentication/credentials-missing',
      ],
    },
    {
      says: ['The code has already been used'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: ['The code has expired or has been revoked', 'The code has expired'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired', 'authorization-code/altered-by-client'],
    },
    {
      says: ['client_id mismatch. The code was not issued to', 'The code was not issued to'],
      cause: 'client-identification/credentials-of-other-app',
      confidence: 'certain',
      why: 'A code of the app is for the bundle id, a code of the web for the Services ID.',
    },
    {
      says: ['invalid_grant'],
      here: true,
      grant: 'authorization_code',
      mentions: [
        'ios',
        'iPhone',
        'swift',
        'bundle id',
        'bundle identifier',
        'native app',
        'mobile app',
        'authorizationCode',
      ],
      cause: 'client-identification/credentials-of-other-app',
      variant: 'code-of-the-app',
      why: 'A code that the app on the device got is for its bundle id; a server that redeems it with the Services ID is another client.',
      fix: [
        'Redeem codes of the app with its bundle id, without redirect_uri, and those of the web with the Services ID.',
      ],
      possible: [
        'authorization-code/redeemed-twice',
        'redirect-uri/differs-between-requests',
        'authorization-code/expired',
      ],
    },
    {
      says: ['The token has expired or has been revoked', 'The refresh token is invalid', 'Token … revoked'],
      here: true,
      cause: 'refresh/revoked',
      possible: ['client-identification/credentials-of-other-app', 'refresh/unknown-token'],
    },
    {
      says: ['user_cancelled_authorize', 'popup_closed_by_user', 'ASAuthorizationError…1001', 'error 1001'],
      here: true,
      cause: 'scope-consent/consent-denied',
    },
    {
      // A device without an Apple account, and a simulator, give the same number without asking anybody.
      says: [
        'com.apple.AuthenticationServices.AuthorizationError error 1001',
        'com.apple.AuthenticationServices.AuthorizationError Code=1001',
        'com.apple.AuthenticationServices.AuthorizationError-Fehler 1001',
        'ASAuthorizationErrorCanceled',
        'AuthorizationErrorCode.canceled',
      ],
      cause: 'scope-consent/consent-denied',
      variant: 'sheet-closed',
      why: 'Code 1001 is canceled: the user closed the sheet, or the device closed it because no Apple account is signed in.',
      fix: [
        'Take it for a normal end, and on a device where no sheet comes sign in to an Apple account in the settings.',
      ],
    },
    {
      says: [
        'ASAuthorizationError error 1000',
        'AuthorizationError … 1000',
        'com.apple.AuthenticationServices.AuthorizationError Code=1000',
      ],
      cause: 'client-identification/client-unknown',
      variant: 'capability',
      why: 'Mostly the capability Sign in with Apple is missing in the target or its profile.',
    },
    {
      says: ['Sign Up Not Completed'],
      cause: 'client-identification/client-unknown',
      possible: ['provider-policy/access-policy-missing', 'availability/provider-incident'],
    },
    {
      says: ['unauthorized_client'],
      here: true,
      cause: 'client-identification/credentials-of-other-app',
    },
    {
      says: ['unsupported_grant_type'],
      here: true,
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/grant-type-value-wrong'],
    },
  ],
};
