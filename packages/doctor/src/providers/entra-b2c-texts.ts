import type { SaidText } from '../said/said-text.ts';

/** The error codes of Azure AD B2C, by Microsoft's reference of them. */
export const b2cTexts: readonly SaidText[] = [
  // Redirect URI.
  { says: 'AADB2C90007', cause: 'redirect-uri/not-registered', confidence: 'certain', variant: 'none-registered' },
  {
    says: [
      'AADB2C90006',
      'AADB2C90287',
      'The redirect URI … provided in the request is not registered for the client id',
    ],
    cause: 'redirect-uri/not-registered',
    possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/trailing-slash', 'redirect-uri/path-mismatch'],
  },
  { says: 'AADB2C90067', cause: 'redirect-uri/kind-not-allowed', confidence: 'certain', variant: 'logout' },

  // Client.
  {
    says: 'AADB2C90081',
    cause: 'client-authentication/secret-wrong',
    possible: ['client-identification/credentials-of-other-app', 'client-authentication/secret-expired'],
  },
  {
    says: 'AADB2C90243',
    cause: 'client-authentication/secret-wrong',
    variant: 'b2c-identity-provider',
    what: 'B2C has no usable client secret for the identity provider that the user chose.',
    why: 'The key or secret of the identity provider is not set in B2C, or its policy key is wrong.',
    fix: ['Set client id and secret of the identity provider (or its policy key) in B2C again.'],
    possible: ['client-authentication/credentials-missing'],
  },
  {
    says: ['AADB2C90084', 'AADB2C90058'],
    cause: 'client-authentication/client-type-mismatch',
    confidence: 'certain',
    variant: 'public-client-sends-credential',
  },
  {
    says: 'AADB2C90079',
    cause: 'client-authentication/client-type-mismatch',
    possible: ['client-authentication/credentials-missing'],
  },
  {
    says: ['AADB2C90018', 'AADB2C90285', 'AADB2C90068'],
    cause: 'client-identification/client-unknown',
    variant: 'b2c-tenant',
    why: 'The client id belongs to no app of this B2C tenant.',
    possible: ['environment/wrong-authority', 'client-authentication/credentials-placeholder'],
  },
  {
    says: ['AADB2C90011', 'AADB2C90279'],
    cause: 'client-identification/credentials-of-other-app',
    confidence: 'certain',
    variant: 'b2c-client-of-the-grant',
  },
  {
    says: ['AADB2C90057', 'AADB2C90092', 'AADB2C90224', 'AADB2C90248', 'AADB2C90013'],
    cause: 'client-identification/grant-type-not-allowed',
    variant: 'b2c',
    fix: [
      'For tokens from the authorize endpoint: tick Access tokens or ID tokens under Authentication, or use response_type=code with PKCE.',
      'For user names and passwords: allow public client flows and use a policy for resource owner passwords.',
    ],
  },
  { says: 'AADB2C90284', cause: 'scope-consent/consent-missing', variant: 'b2c-admin', confidence: 'certain' },
  { says: ['AADB2C90086', 'AADB2C99013'], cause: 'transport-endpoint/grant-type-value-wrong' },

  // Codes, PKCE and refresh tokens.
  {
    says: 'AADB2C99059',
    cause: 'pkce/required-not-sent',
    confidence: 'certain',
    variant: 'single-page-platform',
  },
  {
    says: 'AADB2C90182',
    cause: 'pkce/verifier-mismatch',
    possible: ['pkce/challenge-encoding', 'pkce/challenge-method-mismatch', 'state-session/overwritten'],
  },
  { says: 'AADB2C90183', cause: 'pkce/verifier-format', possible: ['pkce/only-one-half-sent'] },
  { says: 'AADB2C90184', cause: 'pkce/challenge-method-mismatch', confidence: 'certain' },
  {
    says: 'AADB2C90080',
    grant: 'authorization_code',
    cause: 'authorization-code/expired',
    possible: ['authorization-code/redeemed-twice', 'refresh/expired-inactivity'],
  },
  { says: 'AADB2C90080', grant: 'refresh_token', cause: 'refresh/expired-inactivity', confidence: 'certain' },
  { says: 'AADB2C90080', cause: 'refresh/expired-inactivity', possible: ['authorization-code/expired'] },
  { says: 'AADB2C90129', cause: 'refresh/revoked', confidence: 'certain' },
  {
    says: 'AADB2C90128',
    cause: 'refresh/revoked',
    confidence: 'certain',
    variant: 'account-deleted',
    what: 'The account that the token belongs to no longer exists.',
    fix: ['Sign in again with an account that exists.'],
  },
  {
    says: ['AADB2C90087', 'AADB2C90088'],
    cause: 'environment/wrong-authority',
    confidence: 'certain',
    variant: 'b2c-other-policy',
    what: 'The code or refresh token is sent to another endpoint than the one that issued it.',
    why: 'A grant belongs to the policy (user flow) and the version of the endpoint that issued it.',
    fix: [
      'Use the same policy and the same version in the authorization request, the token request and every refresh.',
    ],
  },

  // Scopes and parameters.
  {
    says: 'AADB2C90117',
    cause: 'scope-consent/scope-unknown',
    confidence: 'certain',
  },
  {
    says: ['AADB2C99068', 'Scope parameter … must be formatted like … .default'],
    cause: 'scope-consent/default-scope-required',
    confidence: 'certain',
    variant: 'aadb2c99068',
  },
  {
    says: ['AADB2C90012', 'AADB2C99005'],
    cause: 'scope-consent/scope-unknown',
    possible: ['scope-consent/scope-separator', 'scope-consent/scope-not-allowed-for-client'],
  },
  {
    says: 'AADB2C90055',
    cause: 'scope-consent/scope-unknown',
    variant: 'b2c-scope-without-resource',
    why: 'A scope of an API has to be written whole, with the address of the API before it.',
    possible: ['token-use/audience-not-requested', 'scope-consent/scope-separator'],
  },
  { says: ['AADB2C90010', 'AADB2C90115'], cause: 'scope-consent/scope-missing', confidence: 'certain' },
  {
    says: ['AADB2C90107', 'AADB2C90110'],
    cause: 'scope-consent/scope-missing',
    variant: 'openid',
    fix: ['Ask for the scope openid where an ID token is wanted.'],
    possible: ['scope-consent/scope-not-allowed-for-client'],
  },
  {
    says: ['AADB2C90205', 'AADB2C90146'],
    cause: 'scope-consent/scope-not-allowed-for-client',
    variant: 'b2c',
    possible: ['scope-consent/consent-missing'],
  },
  {
    says: ['AADB2C90008', 'AADB2C90083', 'AADB2C90036', 'AADB2C90272'],
    cause: 'transport-endpoint/parameter-missing',
    possible: ['transport-endpoint/body-not-form'],
  },
  { says: ['AADB2C90014', 'AADB2C90043', 'AADB2C90120'], cause: 'transport-endpoint/parameter-unknown' },
  { says: 'AADB2C90226', cause: 'transport-endpoint/wrong-http-method', confidence: 'certain' },
  { says: 'AADB2C90022', cause: 'discovery/metadata-not-found', possible: ['environment/wrong-authority'] },
  { says: ['AADB2C90001', 'AADB2C90223'], cause: 'transport-endpoint/cors-blocked', variant: 'b2c-page-content' },

  // Tokens that are handed in.
  { says: ['AADB2C90208', 'AADB2C90235'], cause: 'token-use/access-token-expired', variant: 'b2c-id-token' },
  { says: ['AADB2C90209', 'AADB2C90237'], cause: 'token-use/audience-mismatch', confidence: 'certain' },
  {
    says: ['AADB2C90232', 'AADB2C90238', 'AADB2C90233', 'AADB2C90239', 'AADB2C90210'],
    cause: 'token-use/token-from-other-issuer',
    variant: 'b2c-id-token',
  },

  // People and sessions.
  {
    says: ['AADB2C90091', 'The user has cancelled entering self-asserted information'],
    cause: 'scope-consent/consent-denied',
    confidence: 'certain',
  },
  {
    says: 'AADB2C90118',
    cause: 'scope-consent/consent-denied',
    variant: 'b2c-forgotten-password',
    what: 'The user chose “Forgot your password?”, and the sign-in ended there.',
    why: 'Older sign-in flows of B2C leave the reset to the app: it has to start the reset policy when it sees this code.',
    fix: [
      'Catch AADB2C90118 and send the user to the password reset flow, or switch self-service reset on in the user flow.',
    ],
  },
  {
    says: ['AADB2C90052', 'AADB2C90053', 'AADB2C90054', 'AADB2C90225', 'AADB2C90111', 'AADB2C90114', 'AADB2C90157'],
    cause: 'client-authentication/user-credentials-wrong',
    confidence: 'certain',
  },
  { says: ['AADB2C90151', 'AADB2C90155', 'AADB2C90156'], cause: 'provider-policy/mfa-required' },
  {
    says: 'AADB2C90077',
    cause: 'state-session/third-party-cookie-blocked',
    variant: 'silent-sign-in',
    why: 'A silent request needs the session cookie of B2C, and the hidden frame did not get it: nobody is signed in, or the browser blocks third-party cookies.',
    fix: ['Fall back to an interactive sign-in (popup or redirect) when the silent one fails.'],
    possible: ['state-session/session-expired'],
  },
  {
    says: ['AADB2C90211', 'AADB2C90212', 'AADB2C90046'],
    cause: 'state-session/cookie-not-stored',
    variant: 'b2c-state-cookie',
    why: 'The cookie in which B2C keeps the sign-in is missing or cut: blocked, too large, over, or of another tab.',
    possible: [
      'state-session/third-party-cookie-blocked',
      'state-session/session-expired',
      'state-session/overwritten',
    ],
  },
  {
    says: [
      "We encountered an 'invalid_client' error connecting",
      "We encountered an 'unauthorized_client' error connecting",
    ],
    cause: 'client-authentication/secret-wrong',
    variant: 'of-the-identity-provider',
    why: 'The identity provider behind the tenant does not accept the client id and secret that the tenant has for it; a secret of Entra also ends by itself.',
    fix: [
      "Create a new secret at the identity provider, and store its value in the policy key or in the provider's settings of the tenant.",
    ],
    possible: ['client-authentication/secret-expired', 'client-identification/client-unknown'],
  },
  {
    says: "We encountered an 'invalid_grant' error connecting",
    cause: 'redirect-uri/differs-between-requests',
    variant: 'of-the-identity-provider',
    possible: ['authorization-code/redeemed-twice', 'client-authentication/secret-wrong'],
  },
  {
    says: ['AADB2C90035', 'AADB2C90085', 'AADB2C90206', 'AADB2C90289'],
    without: ["'invalid_client' error", "'unauthorized_client' error", "'invalid_grant' error"],
    cause: 'availability/provider-incident',
    possible: ['client-authentication/secret-wrong'],
  },
  { says: 'AADB2C90244', cause: 'availability/rate-limited', confidence: 'certain' },
];
