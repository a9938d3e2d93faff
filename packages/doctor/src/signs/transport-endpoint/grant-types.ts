/** The grant types of RFC 6749 and of its extensions. */
export const grantTypes: ReadonlySet<string> = new Set([
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'password',
  'implicit',
  // Supabase
  'pkce',
  'id_token',
  // Zoom, Meta
  'account_credentials',
  'fb_exchange_token',
  'ig_exchange_token',
  'ig_refresh_token',
  'th_exchange_token',
  'th_refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:saml2-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:openid:params:grant-type:ciba',
]);
