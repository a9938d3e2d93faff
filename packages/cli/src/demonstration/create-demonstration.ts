import { hash } from 'node:crypto';
import { encodeBase64url } from '@candor/protocol';
import {
  createAdministrationToken,
  createTotpSecret,
  type ServerContext,
  sealTotpSecret,
  totpSecretText,
} from '@candor/server';
import type { UserRecord } from '@candor/storage';
import { baanxShape } from './baanx.ts';
import type { Demonstration, DemonstrationClient, DemonstrationUser } from './demonstration-file.ts';
import type { DialectShape } from './dialect-shape.ts';
import { klaviyoShape } from './klaviyo.ts';
import { standardShape } from './standard.ts';

const yearInMilliseconds = 365 * 24 * 3600 * 1000;

const shapes: Readonly<Record<'standard' | 'klaviyo' | 'baanx', DialectShape>> = {
  standard: standardShape,
  klaviyo: klaviyoShape,
  baanx: baanxShape,
};

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

type DemonstrationEnvironment = Demonstration['environments'][string];

/** A random password with its hash. */
type MakePassword = () => Promise<{ readonly password: string; readonly passwordHash: string }>;

/**
 * Fills an empty store with the demonstration's organisation, clients, users and tokens, all with random credentials.
 * @param passwords one for each, or the same for everybody: each costs an argon2id hash before the server answers.
 */
export async function createDemonstration(
  server: ServerContext,
  passwords: 'each' | 'same' = 'each',
): Promise<Demonstration> {
  const makePassword = passwordMaker(server, passwords);
  const now = server.machineNow();
  const organisationId = identifier(server);
  await server.storage.createOrganisation({ id: organisationId, name: 'Demonstration Apps', createdAt: now });
  const environments: Record<string, DemonstrationEnvironment> = {};
  const organisations = [organisationId];
  for (const name of server.environments.byName.keys()) {
    const created = await createEnvironment(name, organisationId, makePassword, server);
    environments[name] = created.environment;
    if (created.owner !== organisationId) organisations.push(created.owner);
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
  return { adminToken, member: await createMember(organisations, makePassword, server), environments };
}

/**
 * Adds the environments that a demonstration lacks because an earlier version made it. Its member sees the apps of those
 * whose organisation it knows.
 */
export async function completeDemonstration(kept: Demonstration, server: ServerContext): Promise<Demonstration> {
  const missing = [...server.environments.byName.keys()].filter((name) => !Object.hasOwn(kept.environments, name));
  const environments: Record<string, DemonstrationEnvironment> = { ...kept.environments };
  const [organisation] = await server.storage.organisations();
  for (const name of missing) {
    const owner = organisation?.id ?? identifier(server);
    environments[name] = (await createEnvironment(name, owner, passwordMaker(server, 'each'), server)).environment;
  }
  return missing.length === 0 ? kept : { ...kept, environments };
}

/** @returns what was made, and the organisation that owns the clients. */
async function createEnvironment(
  name: string,
  organisationId: string,
  makePassword: MakePassword,
  server: ServerContext,
): Promise<{ readonly environment: DemonstrationEnvironment; readonly owner: string }> {
  const dialect = server.environments.byName.get(name)?.dialect.name ?? 'standard';
  const shape = shapes[dialect];
  const accounts = await createAccounts(name, shape, server);
  const owner = shape.ownedByAccount ? (accounts[0] as string) : organisationId;
  if (shape.ownedByAccount) {
    await server.storage.createOrganisation({ id: owner, name: accountNames[0], createdAt: server.machineNow() });
  }
  const clients = await createClients({ environment: name, organisationId: owner, shape }, server);
  return {
    environment: { clients, users: await createUsers({ environment: name, accounts, shape }, makePassword, server) },
    owner,
  };
}

async function createClients(
  at: { readonly environment: string; readonly organisationId: string; readonly shape: DialectShape },
  server: ServerContext,
): Promise<DemonstrationClient[]> {
  const created: DemonstrationClient[] = [];
  const { environment, organisationId, shape } = at;
  for (const { isResourceServer, redirectUris, ...client } of shape.clients) {
    const clientId = shape.clientId(server);
    const clientSecret = client.authMethod === 'none' ? undefined : shape.clientSecret(server);
    const uris =
      typeof redirectUris === 'function'
        ? [redirectUris(server.url)]
        : (redirectUris ?? shape.redirectUris(environment));
    const now = server.machineNow();
    await server.storage.createClient({
      ...client,
      environment,
      clientId,
      version: 1,
      organisationId,
      redirectUris: uris,
      postLogoutRedirectUris: uris.map((uri) => new URL('/', uri).href),
      resources: shape.resources,
      serves: isResourceServer ? [...shape.resources, `${server.url}/${environment}`] : [],
      secrets: clientSecret
        ? [{ id: identifier(server), algorithm: 'sha256', hash: hashOf(clientSecret), createdAt: now }]
        : [],
      enabled: true,
      createdAt: now,
      updatedAt: now,
    });
    created.push({
      name: client.name,
      clientId,
      ...(clientSecret !== undefined && { clientSecret }),
      authMethod: client.authMethod,
      redirectUris: uris,
      scopes: client.scopes,
    });
  }
  return created;
}

async function createAccounts(environment: string, shape: DialectShape, server: ServerContext): Promise<string[]> {
  const accounts: string[] = [];
  for (const name of accountNames) {
    const id = shape.accountId(server);
    await server.storage.createAccount({ environment, id, name, region: 'default', createdAt: server.machineNow() });
    accounts.push(id);
  }
  return accounts;
}

/** All at once: each password costs an argon2id hash. */
function createUsers(
  at: { readonly environment: string; readonly accounts: readonly string[]; readonly shape: DialectShape },
  makePassword: MakePassword,
  server: ServerContext,
): Promise<DemonstrationUser[]> {
  const { environment, shape } = at;
  const [account = '', otherAccount = ''] = at.accounts;
  const create = async (
    user: {
      readonly email: string;
      readonly name: string;
      readonly accounts: UserRecord['accounts'];
      readonly region?: string;
    },
    shown: Pick<DemonstrationUser, 'role' | 'account' | 'secondFactor'>,
  ): Promise<DemonstrationUser> => {
    const { password, passwordHash } = await makePassword();
    const record = userRecord({ environment, passwordHash, ...user }, server);
    const secret = shown.secondFactor === 'totp' ? createTotpSecret(server.randomBytes) : undefined;
    const totpOwner = { environment, userId: record.id };
    const totpSecretSealed = secret && sealTotpSecret(secret, totpOwner, server.secondFactorKey, server.randomBytes);
    await server.storage.createUser({
      ...record,
      secondFactor: shown.secondFactor,
      ...(shown.secondFactor === 'message' && shape.phoneNumber && { phoneNumber: shape.phoneNumber }),
      ...(totpSecretSealed && { totpSecretSealed }),
    });
    const totpSecret = secret && totpSecretText(secret);
    return { email: user.email, password, region: record.region, ...shown, ...(totpSecret && { totpSecret }) };
  };
  const inFirst = (role: string): UserRecord['accounts'] => [{ accountId: account, role }];
  const first = { account: accountNames[0] };
  return Promise.all([
    ...people.map(({ role, ...person }) =>
      create({ ...person, accounts: inFirst(role) }, { role, ...first, secondFactor: 'none' }),
    ),
    ...careful.map(({ role, secondFactor, ...person }) =>
      create({ ...person, accounts: inFirst(role) }, { role, ...first, secondFactor }),
    ),
    ...(shape.morePeople ?? []).map((person) =>
      create({ ...person, accounts: inFirst('owner') }, { role: 'owner', ...first, secondFactor: 'none' }),
    ),
    // Somebody for the account choice: may grant for one account and not for the other.
    create(
      {
        email: 'nora@demo.example',
        name: 'Nora Novak',
        accounts: [
          { accountId: account, role: 'analyst' },
          { accountId: otherAccount, role: 'owner' },
        ],
      },
      { role: 'owner', account: accountNames[1], secondFactor: 'none' },
    ),
  ]);
}

function userRecord(
  user: Pick<UserRecord, 'environment' | 'email' | 'accounts' | 'passwordHash'> & {
    readonly name: string;
    readonly region?: string;
  },
  server: ServerContext,
): UserRecord {
  const { name, region = 'default', ...rest } = user;
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
    region,
    secondFactor: 'none',
    enabled: true,
    createdAt: now,
    updatedAt: now,
  };
}

async function createMember(
  organisations: readonly string[],
  makePassword: MakePassword,
  server: ServerContext,
): Promise<Demonstration['member']> {
  const { password, passwordHash } = await makePassword();
  const member = { email: 'developer@demo.example', password };
  await server.storage.createMember({
    id: identifier(server),
    email: member.email,
    passwordHash,
    organisations: organisations.map((organisationId) => ({ organisationId, role: 'owner' as const })),
    enabled: true,
    createdAt: server.machineNow(),
  });
  return member;
}

function identifier(server: ServerContext): string {
  return encodeBase64url(server.identifiers.next());
}

function passwordMaker(server: ServerContext, passwords: 'each' | 'same'): MakePassword {
  const make: MakePassword = async () => {
    const password = passwordText(server);
    return { password, passwordHash: await server.passwords.hash(password) };
  };
  if (passwords === 'each') return make;
  const made = make();
  return () => made;
}

/**
 * 18 characters of base64url, short enough to type once, with capitals, small letters and digits: 105 random bits, and
 * irregular enough to be known for a secret wherever one is pasted by mistake.
 */
function passwordText(server: ServerContext): string {
  for (;;) {
    const text = encodeBase64url(server.randomBytes(14)).slice(0, 18);
    if (/[A-Z]/.test(text) && /[a-z]/.test(text) && /[0-9]/.test(text)) return text;
  }
}

function hashOf(secret: string): string {
  return hash('sha256', secret, 'base64url');
}
