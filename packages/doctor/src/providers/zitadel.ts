import type { Provider } from './provider.ts';

/** ZITADEL. */
export const zitadel: Provider = {
  name: 'zitadel',
  title: 'ZITADEL',
  hosts: ['*.zitadel.cloud', '*.zitadel.ch'],
  endpoints: {
    'authorization-request': ['/oauth/v2/authorize'],
    'token-request': ['/oauth/v2/token'],
    'revocation-request': ['/oauth/v2/revoke'],
    'introspection-request': ['/oauth/v2/introspect'],
    'device-authorization-request': ['/oauth/v2/device_authorization'],
    'resource-request': ['/oidc/v1/userinfo', '/management/v1/**', '/v2/**'],
  },
  tellingTexts: ['zitadel', 'urn:zitadel:iam'],
  habits: {
    clientAuthentication: ['basic', 'post', 'private-key-jwt', 'none'],
    formDecodesBasic: true,
    pkce: 'supported',
    rotation: 'always',
    offline: { scope: 'offline_access' },
    lifetimes: { accessToken: 43_200, refreshTokenIdle: 2_592_000, refreshToken: 7_776_000 },
  },
  texts: [
    {
      says: [
        'The requested redirect_uri is missing in the client configuration',
        "Redirect URI '…' is missing in the client configuration",
        'requested redirect_uri is missing in the client configuration',
      ],
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/trailing-slash',
        'redirect-uri/scheme-mismatch',
        'redirect-uri/path-mismatch',
        'redirect-uri/localhost-vs-loopback',
      ],
    },
    {
      says: [
        "This client's redirect_uri is http and is not allowed",
        'is http and is not allowed',
        "This client's redirect_uri is using a custom schema and is not allowed",
      ],
      cause: 'redirect-uri/kind-not-allowed',
      confidence: 'certain',
      fix: ['Use https, or switch Development Mode on for this app; custom schemes need the type Native.'],
    },
    {
      says: ['Errors.App.NotFound', 'unable to retrieve client by id', 'Errors.Application.NotFound'],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
    },
    {
      says: [
        'private_key_jwt authentication method required',
        'auth_method … not supported',
        'basic auth not supported',
        'auth_method basic not supported',
        'auth_method post not supported',
      ],
      cause: 'client-authentication/auth-method-mismatch',
      confidence: 'certain',
    },
    {
      says: ['Errors.User.RefreshToken.Invalid', 'Errors.OIDCSession.RefreshTokenInvalid'],
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/concurrent-use', 'refresh/expired-inactivity', 'refresh/unknown-token', 'refresh/revoked'],
    },
    {
      says: [
        'Errors.AuthRequest.NotFound',
        'Errors.AuthRequest.UserAgentNotFound',
        'Errors.AuthRequest.UserAgentNotCorresponding',
      ],
      cause: 'state-session/session-expired',
      possible: ['state-session/cookie-not-stored', 'authorization-code/redeemed-twice'],
    },
    {
      says: ['Errors.AuthRequest.NoCode', 'invalid code', 'Errors.AuthRequest.InvalidCode'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired'],
    },
    {
      says: [
        'Errors.User.Password.Invalid',
        'Errors.User.Machine.Secret.Invalid',
        'Errors.Project.App.ClientSecretInvalid',
        'Errors.User.Machine.Secret.NotExisting',
        'Errors.Project.App.APISecretInvalid',
      ],
      cause: 'client-authentication/secret-wrong',
    },
    {
      says: ['Errors.Token.Invalid', 'Errors.OIDCSession.Token.Invalid'],
      cause: 'token-use/access-token-expired',
      possible: ['token-use/audience-not-requested', 'token-use/authorization-header-malformed'],
    },
    {
      says: ['audience is not valid: Audience must contain client_id', 'Audience must contain client_id'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
    },
    {
      says: ['No matching permissions found', 'membership not found', 'AUTHZ-'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
    },
    {
      says: [
        'Errors.Org.LoginPolicy.RegistrationNotAllowed',
        'Errors.User.GrantRequired',
        'Errors.User.ProjectRequired',
        'Login not possible. The user is required to have at least one grant',
      ],
      cause: 'provider-policy/access-policy-missing',
      confidence: 'certain',
    },
    {
      says: ['unable to set instance using origin', 'Errors.IAM.NotFound', 'Errors.Instance.NotFound', 'QUERY-1kIjX'],
      cause: 'discovery/issuer-host-mismatch',
      why: 'ZITADEL finds the instance by the Host header, and this host is none of its domains.',
      fix: ['Set ExternalDomain, ExternalPort and ExternalSecure to the public address, and pass the Host header on.'],
    },
    {
      says: ['grant_type missing'],
      here: true,
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/params-not-in-body', 'transport-endpoint/parameter-missing'],
    },
    {
      says: ['The scope of your request is missing. Please ensure some scopes are requested'],
      cause: 'scope-consent/scope-missing',
      confidence: 'certain',
    },
    {
      says: [
        'The redirect_uri is missing in the request. Please ensure it is added',
        'The response type is missing in your request',
      ],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
    },
    {
      says: ['The requested response type is missing in the client configuration'],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
    },
    {
      says: ['invalid client_id / client_secret'],
      cause: 'client-authentication/secret-wrong',
      possible: ['client-identification/client-unknown', 'client-authentication/auth-method-mismatch'],
    },
    {
      says: ['invalid basic auth header'],
      here: true,
      cause: 'client-authentication/basic-form-encoding-mismatch',
      why: 'ZITADEL decodes id and secret of a Basic header from form encoding, and this value could not be decoded.',
      possible: ['client-authentication/basic-content-wrong'],
    },
    {
      says: ['code_challenge required'],
      here: true,
      cause: 'pkce/only-one-half-sent',
      why: 'At the token endpoint this text means that the code was issued with a challenge and the request has no code_verifier.',
      possible: ['pkce/required-not-sent'],
    },
    {
      says: ['invalid code challenge'],
      here: true,
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding', 'pkce/challenge-method-mismatch'],
    },
    {
      says: ['the user may be not logged in and/or additional interaction is required'],
      cause: 'state-session/session-expired',
      possible: ['scope-consent/consent-missing', 'state-session/cookie-not-stored'],
    },
    {
      says: ['auth request callback is missing id'],
      cause: 'state-session/session-expired',
    },
    {
      says: ['grant_type … not supported', 'unsupported_grant_type'],
      here: true,
      cause: 'client-identification/grant-type-not-allowed',
      possible: ['transport-endpoint/body-not-form', 'transport-endpoint/grant-type-value-wrong'],
    },
    {
      says: ['issuedAt of token is in the future', 'token has expired'],
      here: true,
      cause: 'clock/skew',
      possible: ['token-use/access-token-expired'],
    },
    { says: ['Instance not found'], here: true, cause: 'discovery/issuer-host-mismatch' },
  ],
};
