import type { Library } from './library.ts';

/** OmniAuth and the oauth2 gem of Ruby. */
export const omniauth: Library = {
  name: 'omniauth',
  title: 'OmniAuth',
  stack: 'ruby',
  tellingTexts: ['omniauth', 'OmniAuth', 'OAuth2::Error', 'Devise', 'Doorkeeper'],
  texts: [
    {
      says: [
        'Authentication failure! csrf_detected',
        'csrf_detected',
        'OmniAuth::Strategies::OAuth2::CallbackError, csrf_detected',
      ],
      cause: 'state-session/cookie-not-stored',
      possible: ['state-session/cookie-host-mismatch', 'state-session/cookie-samesite', 'state-session/overwritten'],
    },
    {
      says: ['Authentication failure! invalid_credentials'],
      cause: 'client-authentication/secret-wrong',
      possible: [
        'redirect-uri/differs-between-requests',
        'authorization-code/redeemed-twice',
        'client-authentication/auth-method-mismatch',
      ],
    },
    {
      says: ['redirect_uri_mismatch … OmniAuth', 'invalid_credentials … redirect_uri'],
      cause: 'redirect-uri/differs-between-requests',
      why: 'OmniAuth adds the query of the callback to the redirect URI of the token request.',
      fix: ['Override callback_url in the strategy, so that it has no query.'],
      possible: ['redirect-uri/extra-query'],
    },
    {
      says: [
        'ActionController::InvalidAuthenticityToken',
        'Attack prevented by OmniAuth::AuthenticityTokenProtection',
        'InvalidAuthenticityToken',
      ],
      cause: 'state-session/cookie-not-stored',
      variant: 'authenticity-token',
      possible: ['transport-endpoint/wrong-http-method', 'state-session/cookie-samesite'],
      fix: ['Start the login with POST and the CSRF token (button_to), not with a link.'],
    },
    {
      says: [
        'Not found. Authentication passthru',
        'No route matches [GET] "/auth',
        'No route matches [GET] "/users/auth',
      ],
      cause: 'transport-endpoint/wrong-http-method',
      why: 'OmniAuth 2 starts a login by POST only.',
      fix: ['Use button_to, or a form, for the link to /auth.'],
    },
    {
      says: ['Authentication failure! timeout', 'Authentication failure! failed_to_connect'],
      cause: 'availability/provider-unreachable',
      confidence: 'certain',
    },
    {
      says: ['Authentication failure! session_expired'],
      cause: 'state-session/session-expired',
      confidence: 'certain',
    },
    {
      says: ['Authentication failure! access_denied', 'Authentication failure! user_denied'],
      cause: 'scope-consent/consent-denied',
    },
  ],
};
