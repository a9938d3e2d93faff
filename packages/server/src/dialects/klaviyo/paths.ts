/** Paths of the provider's endpoints below the environment's base address. */
export const klaviyoPaths = Object.freeze({
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  revocation: '/oauth/revoke',
  clientPage: '/oauth/client',
  manageApps: '/manage-apps',
  api: '/api',
});
