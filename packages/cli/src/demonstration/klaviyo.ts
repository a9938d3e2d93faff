import { formatClientSecret } from '@candor/protocol';
import type { ServerContext } from '@candor/server';
import type { ClientShape, DialectShape } from './dialect-shape.ts';

const scopes = [
  'accounts:read',
  'campaigns:read',
  'events:read',
  'events:write',
  'lists:read',
  'lists:write',
  'metrics:read',
  'profiles:read',
  'profiles:write',
];
const grantTypes = ['authorization_code', 'refresh_token'] as const;

const clients: readonly ClientShape[] = [
  { name: 'Review sync', authMethod: 'client_secret_basic', grantTypes, scopes, verified: true },
  { name: 'Loyalty points', authMethod: 'client_secret_basic', grantTypes, scopes, verified: false },
  // The provider authenticates every client, so that this one is refused: for trying that out.
  { name: 'Storefront widget', authMethod: 'none', grantTypes, scopes: ['accounts:read'], verified: false },
];

const redirectUris = [
  'http://localhost:8400/callback',
  'http://127.0.0.1:8400/callback',
  'https://app.demo.example/callback',
];

/** What the demonstration has in an environment of the klaviyo dialect: ids in the provider's forms. */
export const klaviyoShape: DialectShape = {
  clients,
  redirectUris: () => redirectUris,
  resources: [],
  clientId: (server) => uuid(server.randomBytes(16)),
  clientSecret: (server) => formatClientSecret(server.randomBytes(32)),
  accountId: (server) => accountId(server),
  // The provider's apps belong to an account: it manages them, and its name stands on the consent page.
  ownedByAccount: true,
};

/** RFC 9562 section 5.4. */
export function uuid(bytes: Uint8Array): string {
  const set = Uint8Array.from(bytes);
  set[6] = ((set[6] as number) & 0x0f) | 0x40;
  set[8] = ((set[8] as number) & 0x3f) | 0x80;
  return Buffer.from(set)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';

/** Six letters and digits, as the provider's public account ids. */
function accountId({ randomBytes }: ServerContext): string {
  return Array.from(randomBytes(6), (byte) => letters[byte % letters.length]).join('');
}
