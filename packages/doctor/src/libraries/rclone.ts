import type { Library } from './library.ts';

/** rclone. */
export const rclone: Library = {
  name: 'rclone',
  title: 'rclone',
  stack: 'go',
  tellingTexts: ['rclone'],
  texts: [
    {
      says: ['maybe token expired? - try refreshing with'],
      cause: 'refresh/revoked',
      fix: [
        'Run rclone config reconnect with the name of the remote; with a Google app of your own publish it, since tokens of apps in testing end after seven days.',
      ],
      possible: ['refresh/testing-mode-limit', 'refresh/expired-inactivity', 'refresh/rotation-not-stored'],
    },
    {
      says: ["if you're using your own client id/secret, make sure they're properly set up"],
      cause: 'client-authentication/secret-wrong',
      possible: ['client-identification/client-unknown', 'client-authentication/secret-expired'],
    },
    {
      says: ['empty token found - please run'],
      cause: 'token-use/authorization-header-malformed',
      variant: 'no-token',
      what: 'The remote has no token.',
      why: 'Its authorization was never finished, or the configuration was copied without it.',
      fix: ['Run rclone config reconnect with the name of the remote.'],
    },
  ],
};
