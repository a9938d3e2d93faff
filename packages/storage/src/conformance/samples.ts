import type { AuthorizationRecord, GrantRecord, NewTokens } from '../contract/authorizations.ts';
import type { ClientRecord } from '../contract/clients.ts';
import type { UserRecord } from '../contract/people.ts';
import type { MemberRecord, SigningKeyRecord } from '../contract/server-wide.ts';
import type { AuthorizationSessionRecord, PushedRequestRecord, SessionRecord } from '../contract/sessions.ts';
import type { Storage } from '../contract/storage.ts';

/** The frozen moment of every case, Unix milliseconds. */
export const NOW = 1_800_000_000_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

export const SANDBOX = 'sandbox';
export const PRODUCTION = 'production';
export const CLIENT = 'cid_first';

/** A time-ordered identifier: 48 bits of milliseconds, 16 of a counter, 32 of a node. */
export function identifier(counter: number, milliseconds = NOW): Uint8Array {
  const id = new Uint8Array(12);
  const view = new DataView(id.buffer);
  view.setUint16(0, Math.floor(milliseconds / 0x1_0000_0000));
  view.setUint32(2, milliseconds % 0x1_0000_0000);
  view.setUint16(6, counter);
  view.setUint32(8, 7);
  return id;
}

/** 32 bytes that look like a hash and differ by `seed`. */
export function hash(seed: number): Uint8Array {
  return new Uint8Array(32).fill(seed);
}

export function aClient(changes: Partial<ClientRecord> = {}): ClientRecord {
  return {
    environment: SANDBOX,
    clientId: CLIENT,
    version: 1,
    name: 'First app',
    organisationId: 'org-1',
    verified: true,
    homeUri: 'https://app.example/',
    redirectUris: ['https://app.example/cb'],
    postLogoutRedirectUris: [],
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    scopes: ['read', 'write'],
    resources: ['https://api.example/'],
    serves: [],
    authMethod: 'client_secret_basic',
    secrets: [{ id: 's1', algorithm: 'sha256', hash: 'hash-of-a-secret', createdAt: NOW }],
    enabled: true,
    createdAt: NOW,
    updatedAt: NOW,
    ...changes,
  };
}

export function aUser(changes: Partial<UserRecord> = {}): UserRecord {
  return {
    environment: SANDBOX,
    id: 'user-1',
    version: 1,
    email: 'Ada@Example.com',
    emailVerified: true,
    name: 'Ada',
    passwordHash: 'hash-of-a-password',
    region: 'default',
    secondFactor: 'none',
    accounts: [{ accountId: 'account-1', role: 'owner' }],
    enabled: true,
    createdAt: NOW,
    updatedAt: NOW,
    ...changes,
  };
}

export function aMember(changes: Partial<MemberRecord> = {}): MemberRecord {
  return {
    id: 'member-1',
    email: 'Owner@Example.com',
    passwordHash: 'hash-of-a-password',
    serverRole: 'administrator',
    organisations: [{ organisationId: 'org-1', role: 'owner' }],
    enabled: true,
    createdAt: NOW,
    ...changes,
  };
}

export function aSession(changes: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: identifier(1),
    secretHash: hash(1),
    environment: SANDBOX,
    userId: 'user-1',
    authenticatedAt: NOW,
    createdAt: NOW,
    expiresAt: NOW + DAY,
    ...changes,
  };
}

export function anAuthorizationSession(changes: Partial<AuthorizationSessionRecord> = {}): AuthorizationSessionRecord {
  return {
    id: identifier(1),
    environment: SANDBOX,
    clientId: CLIENT,
    request: '{"scope":"read"}',
    browserHash: hash(2),
    createdAt: NOW,
    expiresAt: NOW + 10 * MINUTE,
    ...changes,
  };
}

export function aPushedRequest(changes: Partial<PushedRequestRecord> = {}): PushedRequestRecord {
  return {
    id: identifier(1),
    secretHash: hash(3),
    environment: SANDBOX,
    clientId: CLIENT,
    request: '{"scope":"read"}',
    expiresAt: NOW + MINUTE,
    ...changes,
  };
}

export function aSigningKey(keyId: string, changes: Partial<SigningKeyRecord> = {}): SigningKeyRecord {
  return {
    environment: SANDBOX,
    keyId,
    algorithm: 'ES256',
    publicJwk: `{"kid":"${keyId}"}`,
    sealedPrivateKey: hash(9),
    createdAt: NOW,
    activeAt: NOW,
    ...changes,
  };
}

type IssueInput = Parameters<Storage['issueAuthorizationCode']>[0];

/** What an authorization request is answered with; `counter` makes the code's identifier. */
export function aCode(
  counter: number,
  changes: {
    readonly grant?: Partial<GrantRecord>;
    readonly authorization?: Partial<AuthorizationRecord>;
    readonly authorizationSessionId?: Uint8Array;
    readonly now?: number;
  } = {},
): IssueInput {
  const now = changes.now ?? NOW;
  const parties = { environment: SANDBOX, clientId: CLIENT, userId: 'user-1', accountId: 'account-1' };
  return {
    grant: {
      id: `grant-${counter}`,
      ...parties,
      scopes: ['read'],
      resources: [],
      createdAt: now,
      lastUsedAt: now,
      ...changes.grant,
    },
    authorization: {
      id: identifier(counter),
      codeSecretHash: hash(4),
      ...parties,
      flowId: `flow-${counter}`,
      redirectUri: 'https://app.example/cb',
      redirectUriSent: true,
      codeChallenge: 'challenge',
      scope: 'read',
      resources: [],
      nonce: 'nonce-of-the-app',
      amr: ['pwd', 'otp', 'mfa'],
      stateHash: 'kQ0cZ3Zt7YbWb2k5eGmJx1uGq3n0s8aFvB4tPqLr9Xo',
      region: 'us',
      authenticatedAt: now,
      sessionId: identifier(900),
      issuedAt: now,
      codeExpiresAt: now + MINUTE,
      issuedByRequest: 'request-issue',
      ...changes.authorization,
    },
    ...(changes.authorizationSessionId && { authorizationSessionId: changes.authorizationSessionId }),
    now,
  };
}

/** Tokens with the identifier `counter`, issued now. */
export function someTokens(counter: number, changes: Partial<NewTokens> = {}): NewTokens {
  return {
    id: identifier(counter),
    environment: SANDBOX,
    clientId: CLIENT,
    scope: 'read',
    audience: ['https://api.example/'],
    accessSecretHash: hash(5),
    accessFormat: 'opaque',
    accessExpiresAt: NOW + HOUR,
    issuedAt: NOW,
    issuedByRequest: `request-${counter}`,
    ...changes,
  };
}

/** A refresh token's part: thirty days at most, seven without use. */
export const REFRESH = { secretHash: hash(6), expiresAt: NOW + 30 * DAY, inactiveAt: NOW + 7 * DAY };

export function aRedemption(
  code: number,
  tokens: number,
  changes: Partial<Parameters<Storage['redeemAuthorizationCode']>[0]> = {},
): Parameters<Storage['redeemAuthorizationCode']>[0] {
  return {
    environment: SANDBOX,
    id: identifier(code),
    clientId: CLIENT,
    now: NOW + 1000,
    requestId: `request-${tokens}`,
    from: 'address-1',
    tokens: someTokens(tokens, { authorizationId: identifier(code), refresh: REFRESH }),
    ...changes,
  };
}

/** The rotation of the tokens `from` to the tokens `to`, of the family that began with the code `code`. */
export function aRotation(
  code: number,
  from: number,
  to: number,
  changes: Partial<Parameters<Storage['rotateRefreshToken']>[0]> = {},
): Parameters<Storage['rotateRefreshToken']>[0] {
  return {
    environment: SANDBOX,
    id: identifier(from),
    clientId: CLIENT,
    now: NOW + 2000,
    requestId: `request-${to}`,
    from: 'address-1',
    parametersHash: hash(7),
    window: 10_000,
    successor: someTokens(to, { authorizationId: identifier(code), refresh: REFRESH }),
    sealedAnswer: new Uint8Array(300).fill(to % 256),
    ...changes,
  };
}

/** Registers the client and the user that the other samples name. */
export async function seedParties(storage: Storage): Promise<void> {
  await storage.createClient(aClient());
  await storage.createUser(aUser());
}

/** Seeds, issues the code 1 and redeems it for the tokens 100. */
export async function seedFamily(storage: Storage): Promise<void> {
  await seedParties(storage);
  await storage.issueAuthorizationCode(aCode(1));
  await storage.redeemAuthorizationCode(aRedemption(1, 100));
}

/** How often each outcome occurs. */
export function tally(results: readonly { readonly outcome: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
