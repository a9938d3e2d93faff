const hundredYears = 100 * 365 * 24 * 3600;
const ninetyDays = 90 * 24 * 3600;

/** Figures and switches of the provider's documentation; every one of them can be configured otherwise. */
export const klaviyoPolicyDefaults = Object.freeze({
  authorizationCodeLifetime: 300,
  accessTokenLifetime: 3600,
  accessTokenFormat: 'opaque',
  // A refresh token has no fixed end: it ends when it is revoked or lies unused for more than 90 days.
  refreshTokenLifetime: hundredYears,
  refreshTokenInactivity: ninetyDays,
  refreshTokenUse: 'reissue',
  refreshUsesPerMinute: 10,
  announceRefreshWait: false,
  revokeOnCodeReuse: false,
  revocationReach: 'account',
  unregisteredScopes: 'drop',
  // The library compares a challenge with the verifier's own pattern.
  codeChallengeForm: 'pattern',
  redirectUriMatching: 'exact',
  browserRefusals: 'empty',
  // "Expired due to inactivity" and "has been revoked" have to be told long after they came true.
  tokenRetention: 2 * ninetyDays,
});
