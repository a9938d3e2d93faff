/** Paths of the standard dialect's endpoints below the environment's base address. */
export const standardPaths = Object.freeze({
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  pushedAuthorizationRequest: '/oauth/par',
  revocation: '/oauth/revoke',
  introspection: '/oauth/introspect',
  userinfo: '/oauth/userinfo',
  jwks: '/oauth/jwks',
  endSession: '/oauth/logout',
  openidConfiguration: '/.well-known/openid-configuration',
  oauthMetadata: '/.well-known/oauth-authorization-server',
});
