import { formatClientSecret } from '@candor/protocol';
import type { ServerContext } from '@candor/server';
import type { ClientShape, DialectShape } from './dialect-shape.ts';
import { uuid } from './klaviyo.ts';

const scopes = [
  'user:read',
  'balance:read',
  'transactions:read',
  'card:manage',
  'transactions:create',
  'settings:manage',
];
const grantTypes = ['authorization_code', 'refresh_token'] as const;

const clients: readonly ClientShape[] = [
  { name: 'Wallet', authMethod: 'client_secret_basic', grantTypes, scopes, verified: true },
  { name: 'Card companion', authMethod: 'client_secret_basic', grantTypes, scopes, verified: false },
  // The provider lets an app of a device do without the secret key.
  { name: 'Pocket app', authMethod: 'none', grantTypes, scopes, verified: true },
  {
    name: 'App without OAuth',
    authMethod: 'client_secret_basic',
    grantTypes: ['client_credentials'],
    scopes,
    verified: false,
  },
];

const redirectUris = {
  sandbox: ['http://127.0.0.1:8400/callback', 'https://app.demo.example/callback'],
  production: ['https://app.demo.example/callback', 'https://www.demo.example/callback'],
};

/** What the demonstration has in an environment of the baanx dialect: keys in the provider's form. */
export const baanxShape: DialectShape = {
  clients,
  redirectUris: (environment) => redirectUris[environment.endsWith('production') ? 'production' : 'sandbox'],
  resources: [],
  clientId: (server: ServerContext) => uuid(server.randomBytes(16)),
  clientSecret: (server: ServerContext) => formatClientSecret(server.randomBytes(32)),
  accountId: (server: ServerContext) => uuid(server.randomBytes(16)),
  morePeople: [{ email: 'ursula@demo.example', name: 'Ursula Unger', region: 'us' }],
  phoneNumber: '+447700900225',
  ownedByAccount: false,
};
