import { encodeBase64url, formatClientId, formatClientSecret } from '@candor/protocol';
import { demoAppName, demoRedirectUri } from './demo-app.ts';
import { demonstrationResource } from './demonstration-environments.ts';
import type { ClientShape, DialectShape } from './dialect-shape.ts';

const everyScope = ['openid', 'profile', 'email', 'offline_access', 'ledger:read', 'invoices:read', 'invoices:write'];
const redirectUris = {
  sandbox: ['http://127.0.0.1:8400/callback', 'https://app.demo.example/callback'],
  production: ['https://app.demo.example/callback', 'http://127.0.0.1:8400/callback'],
} as const;

const clients: readonly ClientShape[] = [
  {
    name: 'Ledger sync',
    authMethod: 'client_secret_basic',
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    scopes: everyScope,
    verified: true,
  },
  {
    name: 'Invoice reports',
    authMethod: 'client_secret_post',
    grantTypes: ['authorization_code', 'refresh_token'],
    scopes: everyScope,
    verified: false,
  },
  {
    name: 'Pocket ledger',
    authMethod: 'none',
    grantTypes: ['authorization_code', 'refresh_token'],
    scopes: everyScope,
    verified: false,
  },
  {
    name: 'Ledger API',
    authMethod: 'client_secret_basic',
    grantTypes: ['client_credentials'],
    scopes: ['ledger:read'],
    verified: true,
    isResourceServer: true,
    redirectUris: [],
  },
  {
    name: demoAppName,
    authMethod: 'client_secret_basic',
    grantTypes: ['authorization_code', 'refresh_token'],
    scopes: ['openid', 'profile', 'email', 'offline_access', 'ledger:read'],
    verified: true,
    redirectUris: demoRedirectUri,
  },
];

/** What the demonstration has in an environment of the standard dialect. */
export const standardShape: DialectShape = {
  clients,
  redirectUris: (environment) => redirectUris[environment === 'production' ? 'production' : 'sandbox'],
  resources: [demonstrationResource],
  clientId: ({ identifiers }) => formatClientId(identifiers.next()),
  clientSecret: ({ randomBytes }) => formatClientSecret(randomBytes(32)),
  accountId: ({ identifiers }) => encodeBase64url(identifiers.next()),
  ownedByAccount: false,
};
