/** A user's own pages and the choice of their language, below the environment's base address. */
export const ownPaths = {
  language: '/language',
  apps: '/connected-apps',
  sessions: '/sessions',
  security: '/security',
  password: '/security/password',
  authenticator: '/security/authenticator',
  emailCode: '/security/email-code',
  recoveryCodes: '/security/recovery-codes',
  recoveryCodesText: '/security/recovery-codes/text',
  turnOff: '/security/turn-off',
  forgottenPassword: '/forgotten-password',
  lostSecondFactor: '/lost-second-factor',
} as const;
