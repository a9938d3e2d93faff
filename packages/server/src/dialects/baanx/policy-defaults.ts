const sevenDays = 7 * 24 * 3600;
const twoYears = 2 * 365 * 24 * 3600;

/** Figures and switches of the provider's documentation; every one of them can be configured otherwise. */
export const baanxPolicyDefaults = Object.freeze({
  authorizationSessionLifetime: 600,
  authorizationCodeLifetime: 600,
  accessTokenLifetime: 21_600,
  accessTokenFormat: 'opaque',
  loginTokenLifetime: 21_600,
  // Each refresh token lives for a week; the family is bounded, so that a rotated one is not kept for ever.
  refreshTokenInactivity: sevenDays,
  refreshTokenLifetime: twoYears,
  refreshRetryWindow: 0,
  redirectUriMatching: 'exact',
  redirectUriQuery: 'refuse',
  unregisteredScopes: 'accept',
  // Its users are people with a card, not members of an account with roles.
  grantingRoles: ['owner', 'admin', 'manager', 'analyst', 'support'],
  secondFactorAttempts: 10,
  secondFactorPause: 900,
});

/** Production is strict with bodies and redirects, and the sandbox lets three times as many requests through. */
export const baanxStageDefaults = Object.freeze({
  sandbox: Object.freeze({ unknownBodyFields: 'ignore', clientRequestsPerMinute: 180 }),
  production: Object.freeze({ unknownBodyFields: 'refuse', clientRequestsPerMinute: 60, loopbackRedirects: false }),
});
