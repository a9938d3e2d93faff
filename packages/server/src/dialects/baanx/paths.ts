/** Paths of the provider's endpoints below the environment's base address, and of its hosted page. */
export const baanxPaths = Object.freeze({
  initiate: '/v1/auth/oauth/authorize/initiate',
  hostedPage: '/v1/auth/oauth/hosted',
  login: '/v1/auth/login',
  oneTimeCode: '/v1/auth/login/otp',
  authorize: '/v1/auth/oauth/authorize',
  token: '/v1/auth/oauth/token',
  revocation: '/v1/auth/oauth/revoke',
  logout: '/v1/auth/logout',
  user: '/v1/user',
});
