import type { Library } from './library.ts';

/** The server library oauth2-server for Node and its heir @node-oauth/oauth2-server, inside Keyrock and others. */
export const oauth2Server: Library = {
  name: 'oauth2-server',
  title: 'oauth2-server',
  stack: 'javascript',
  tellingTexts: ['oauth2-server', 'TokenHandler.', 'AuthorizeHandler.', 'keyrock'],
  texts: [
    {
      says: ['Invalid client: cannot retrieve client credentials'],
      cause: 'client-authentication/credentials-missing',
      why: 'The server found neither a Basic header nor client_id and client_secret in the body, and this client has to have a secret.',
      fix: [
        'Send client_id and client_secret in the form, or in a Basic header.',
        'Without a secret: register the client as public at the server (requireClientAuthentication off for this grant), and use PKCE.',
      ],
      possible: ['client-authentication/client-type-mismatch', 'client-authentication/authorization-header-stripped'],
    },
    {
      says: ['Invalid client: client is invalid'],
      cause: 'client-authentication/secret-wrong',
      why: 'No client has this id together with this secret.',
      possible: ['client-identification/client-unknown', 'environment/environment-mix-up'],
    },
    {
      says: ['Invalid client: client credentials are invalid'],
      cause: 'client-identification/client-unknown',
      possible: ['environment/environment-mix-up'],
    },
    {
      says: ['Invalid client: `redirect_uri` does not match client value'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/host-port-mismatch', 'redirect-uri/scheme-mismatch'],
    },
    {
      says: ['Invalid client: missing client `redirectUri`'],
      cause: 'redirect-uri/not-registered',
      confidence: 'certain',
      variant: 'none-registered',
    },
    {
      says: ['Unauthorized client: `grant_type` is invalid'],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
    },
    {
      says: ['Invalid request: content must be application/x-www-form-urlencoded'],
      cause: 'transport-endpoint/body-not-form',
      confidence: 'certain',
    },
    {
      says: ['Invalid grant: authorization code has expired'],
      cause: 'authorization-code/expired',
      confidence: 'certain',
    },
  ],
};
