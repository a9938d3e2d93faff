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
      without: ['redirect_uri_mismatch', 'invalid_grant', 'Issuer mismatch'],
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
        'OmniAuth::AuthenticityError',
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
    {
      says: ['Invalid ID token: Issuer does not match'],
      cause: 'discovery/issuer-host-mismatch',
      variant: 'openid_connect',
      possible: ['discovery/issuer-trailing-slash', 'discovery/issuer-template'],
    },
    {
      says: ['Invalid ID token: Audience does not match'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
      variant: 'openid_connect',
    },
    {
      says: ['Invalid ID Token: Nonce does not match'],
      cause: 'state-session/overwritten',
      variant: 'openid_connect-nonce',
    },
    {
      says: ['Invalid ID token: Expired token'],
      cause: 'clock/skew',
      variant: 'openid_connect',
      why: 'An ID token is checked seconds after it was issued; if it is expired then, the clocks disagree.',
      possible: ['token-use/access-token-expired'],
    },
    {
      says: ['OpenIDConnect::Discovery::DiscoveryFailed', 'SWD::Exception', 'Not a discovery response'],
      cause: 'discovery/metadata-not-found',
      variant: 'openid_connect',
      possible: ['availability/provider-unreachable', 'discovery/issuer-host-mismatch'],
    },
    {
      says: ['JSON::JWK::Set::KidNotFound', 'JSON::JWS::VerificationFailed', 'JSON::JWS::UnexpectedAlgorithm'],
      cause: 'token-use/token-from-other-issuer',
      variant: 'json-jwt',
      possible: ['environment/environment-mix-up', 'token-use/token-truncated'],
    },
    {
      says: ['OpenIDConnect::Unauthorized', 'Access Token Invalid or Expired'],
      cause: 'token-use/access-token-expired',
      variant: 'openid_connect',
    },
    {
      says: ['OpenIDConnect::Forbidden'],
      cause: 'scope-consent/scope-insufficient',
      variant: 'openid_connect',
    },
    {
      says: ['A refresh_token is not available'],
      cause: 'refresh/not-issued',
      confidence: 'certain',
      variant: 'oauth2-gem',
    },
    {
      says: [
        'Authentication failure! missing_code',
        'Authentication failure! missing_id_token',
        'MissingCodeError',
        'MissingIdTokenError',
      ],
      mentions: ['OmniAuth', 'Authentication failure'],
      cause: 'transport-endpoint/parameter-missing',
      variant: 'code-missing',
      possible: ['authorization-code/response-in-fragment', 'scope-consent/consent-denied'],
    },
  ],
};
