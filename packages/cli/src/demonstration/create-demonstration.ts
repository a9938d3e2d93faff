import { hash } from 'node:crypto';
import { encodeBase64url, formatClientId, formatClientSecret } from '@candor/protocol';
import {
  createAdministrationToken,
  createTotpSecret,
  type ServerContext,
  sealTotpSecret,
  totpSecretText,
} from '@candor/server';
import type { ClientRecord, UserRecord } from '@candor/storage';
import { demoAppName, demoRedirectUri } from './demo-app.ts';
import { demonstrationResource } from './demonstration-environments.ts';
import type { Demonstration, DemonstrationClient, DemonstrationUser } from './demonstration-file.ts';

const yearInMilliseconds = 365 * 24 * 3600 * 1000;

const everyScope = ['openid', 'profile', 'email', 'offline_access', 'ledger:read', 'invoices:read', 'invoices:write'];
const redirectUris = {
  sandbox: ['http://127.0.0.1:8400/callback', 'https://app.demo.example/callback'],
  production: ['https://app.demo.example/callback', 'http://127.0.0.1:8400/callback'],
} as const;

type ClientShape = Pick<ClientRecord, 'name' | 'authMethod' | 'grantTypes' | 'scopes' | 'verified'> &
  Partial<Pick<ClientRecord, 'serves'>> & {
    /** In place of the addresses that all of them have; a function of the server's own address. */
    readonly redirectUris?: readonly string[] | ((url: string) => string);
  };

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
    serves: [demonstrationResource],
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

const people = [
  { email: 'olivia@demo.example', name: 'Olivia Ortega', role: 'owner' },
  { email: 'adam@demo.example', name: 'Adam Achebe', role: 'admin' },
  { email: 'mia@demo.example', name: 'Mia Moreau', role: 'manager' },
  { email: 'anna@demo.example', name: 'Anna Aalto', role: 'analyst' },
  { email: 'sam@demo.example', name: 'Sam Suzuki', role: 'support' },
] as const;

/** Somebody with a code by message, and somebody with an authenticator app. */
const careful = [
  { email: 'max@demo.example', name: 'Max Meyer', role: 'owner', secondFactor: 'message' },
  { email: 'tara@demo.example', name: 'Tara Tanaka', role: 'owner', secondFactor: 'totp' },
] as const;

const accountNames = ['Northwind Books', 'Northwind Retail'] as const;

/** Fills an empty store with the demonstration's organisation, clients, users and tokens, all with random credentials. */
export async function createDemonstration(server: ServerContext): Promise<Demonstration> {
  const now = server.machineNow();
  const organisationId = identifier(server);
  await server.storage.createOrganisation({ id: organisationId, name: 'Demonstration Apps', createdAt: now });
  const environments: Record<string, Demonstration['environments'][string]> = {};
  for (const name of server.environments.byName.keys()) {
    environments[name] = {
      clients: await createClients(name, organisationId, server),
      users: await createUsers(name, server),
    };
  }
  const adminToken = await createAdministrationToken({
    storage: server.storage,
    identifiers: server.identifiers,
    randomBytes: server.randomBytes,
    now,
    role: 'administrator',
    name: 'demonstration',
    expiresAt: now + yearInMilliseconds,
  });
  return { adminToken, member: await createMember(organisationId, server), environments };
}

async function createClients(
  environment: string,
  organisationId: string,
  server: ServerContext,
): Promise<DemonstrationClient[]> {
  const created: DemonstrationClient[] = [];
  for (const shape of clients) {
    const clientId = formatClientId(server.identifiers.next());
    const clientSecret = shape.authMethod === 'none' ? undefined : formatClientSecret(server.randomBytes(32));
    const uris = redirectUrisOf(shape, environment, server.url);
    const now = server.machineNow();
    const serves = [...(shape.serves ?? []), ...(shape.serves ? [`${server.url}/${environment}`] : [])];
    await server.storage.createClient({
      ...shape,
      environment,
      clientId,
      version: 1,
      organisationId,
      redirectUris: uris,
      postLogoutRedirectUris: uris.map((uri) => new URL('/', uri).href),
      resources: [demonstrationResource],
      serves,
      secrets: clientSecret
        ? [{ id: identifier(server), algorithm: 'sha256', hash: hashOf(clientSecret), createdAt: now }]
        : [],
      enabled: true,
      createdAt: now,
      updatedAt: now,
    });
    created.push({
      name: shape.name,
      clientId,
      ...(clientSecret !== undefined && { clientSecret }),
      authMethod: shape.authMethod,
      redirectUris: uris,
      scopes: shape.scopes,
    });
  }
  return created;
}

function redirectUrisOf({ redirectUris: own }: ClientShape, environment: string, url: string): readonly string[] {
  if (typeof own === 'function') return [own(url)];
  return own ?? redirectUris[environment === 'production' ? 'production' : 'sandbox'];
}

async function createUsers(environment: string, server: ServerContext): Promise<DemonstrationUser[]> {
  const accounts: string[] = [];
  for (const name of accountNames) {
    const id = identifier(server);
    await server.storage.createAccount({ environment, id, name, region: 'default', createdAt: server.machineNow() });
    accounts.push(id);
  }
  const [account = '', otherAccount = ''] = accounts;
  const created: DemonstrationUser[] = [];
  for (const { email, name, role } of people) {
    const password = passwordText(server);
    await server.storage.createUser(
      await userRecord({ environment, email, name, password, accounts: [{ accountId: account, role }] }, server),
    );
    created.push({ email, password, role, account: accountNames[0], region: 'default', secondFactor: 'none' });
  }
  for (const { email, name, role, secondFactor } of careful) {
    const password = passwordText(server);
    const record = await userRecord(
      { environment, email, name, password, accounts: [{ accountId: account, role }] },
      server,
    );
    const secret = secondFactor === 'totp' ? createTotpSecret(server.randomBytes) : undefined;
    const owner = { environment, userId: record.id };
    const totpSecretSealed = secret && sealTotpSecret(secret, owner, server.secondFactorKey, server.randomBytes);
    await server.storage.createUser({ ...record, secondFactor, ...(totpSecretSealed && { totpSecretSealed }) });
    const totpSecret = secret && totpSecretText(secret);
    const place = { account: accountNames[0], region: 'default', secondFactor } as const;
    created.push({ email, password, role, ...place, ...(totpSecret && { totpSecret }) });
  }
  // Somebody for the account choice: may grant for one account and not for the other.
  const password = passwordText(server);
  const both = [
    { accountId: account, role: 'analyst' },
    { accountId: otherAccount, role: 'owner' },
  ];
  const email = 'nora@demo.example';
  await server.storage.createUser(
    await userRecord({ environment, email, name: 'Nora Novak', password, accounts: both }, server),
  );
  created.push({ email, password, role: 'owner', account: accountNames[1], region: 'default', secondFactor: 'none' });
  return created;
}

async function userRecord(
  user: Pick<UserRecord, 'environment' | 'email' | 'accounts'> & { readonly name: string; readonly password: string },
  server: ServerContext,
): Promise<UserRecord> {
  const { password, name, ...rest } = user;
  const [givenName = '', familyName = ''] = name.split(' ');
  const now = server.machineNow();
  return {
    ...rest,
    id: identifier(server),
    version: 1,
    emailVerified: true,
    name,
    givenName,
    familyName,
    passwordHash: await server.passwords.hash(password),
    region: 'default',
    secondFactor: 'none',
    enabled: true,
    createdAt: now,
    updatedAt: now,
  };
}

async function createMember(organisationId: string, server: ServerContext): Promise<Demonstration['member']> {
  const member = { email: 'developer@demo.example', password: passwordText(server) };
  await server.storage.createMember({
    id: identifier(server),
    email: member.email,
    passwordHash: await server.passwords.hash(member.password),
    organisations: [{ organisationId, role: 'owner' }],
    enabled: true,
    createdAt: server.machineNow(),
  });
  return member;
}

function identifier(server: ServerContext): string {
  return encodeBase64url(server.identifiers.next());
}

/** 18 characters of base64url: 108 random bits, short enough to type once. */
function passwordText(server: ServerContext): string {
  return encodeBase64url(server.randomBytes(14)).slice(0, 18);
}

function hashOf(secret: string): string {
  return hash('sha256', secret, 'base64url');
}
