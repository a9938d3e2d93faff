/**
 * A started server for tests over HTTP: port 0, everything in memory, two standard environments (`sandbox` and
 * `production`), a machine clock that the test moves, the doctor wired in, and short ways to clients, users, tokens.
 */
import { createHmac, hash } from 'node:crypto';
import { after } from 'node:test';
import { diagnose, evidenceFromServer } from '@candor/doctor';
import { encodeBase64url, formatClientId, formatClientSecret } from '@candor/protocol';
import type { ClientRecord, MemberRecord, Storage, UserRecord } from '@candor/storage';
import { openSqlite } from '@candor/storage/sqlite';
import { createAdministrationToken } from '../src/admin/create-administration-token.ts';
import { readConfiguration } from '../src/configuration/read-configuration.ts';
import type { Diagnose } from '../src/explanations/refused-exchange.ts';
import { type Server, startServer } from '../src/server.ts';
import { openTrace } from '../src/trace/open-trace.ts';
import type { RefusalBudgetSettings } from '../src/trace/refusal-budget.ts';
import type { Trace } from '../src/trace/trace.ts';

export interface TestServerOptions {
  /** Members that replace those of `testConfiguration`. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** Replaces the doctor, e.g. to count calls. */
  readonly diagnose?: Diagnose;
  /** Wraps the storage, e.g. to record the sequence of verbs. */
  readonly wrapStorage?: (storage: Storage) => Storage;
  /** Of unauthenticated refusals in the trace; the default keeps thirty of one address. */
  readonly refusalBudget?: RefusalBudgetSettings;
  /** Wraps the trace, e.g. to delay what is recorded. */
  readonly wrapTrace?: (trace: Trace) => Trace;
}

export interface TestClient {
  readonly clientId: string;
  /** Absent for public clients and `private_key_jwt`. */
  readonly clientSecret: string;
  readonly record: ClientRecord;
  /** The `Authorization` header of client_secret_basic. */
  readonly basic: string;
}

export interface TestUser {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly accountId: string;
  readonly record: UserRecord;
}

export interface TestMember {
  readonly email: string;
  readonly password: string;
  readonly record: MemberRecord;
}

/** A request as it was sent. */
export interface Sent {
  readonly method: string;
  /** With its query, without the host. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer with its body read; JSON is parsed. */
export interface Answered {
  readonly sent: Sent;
  readonly status: number;
  readonly headers: Headers;
  readonly requestId: string;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

export interface TestServer {
  readonly server: Server;
  readonly url: string;
  readonly storage: Storage;
  readonly trace: Trace;
  /** Log lines so far: level, event, facts. */
  readonly logged: readonly (readonly [string, string, Readonly<Record<string, unknown>> | undefined])[];
  /** The organisation that `createClient` uses unless told otherwise. */
  readonly organisationId: string;
  readonly adminToken: string;
  readonly supporterToken: string;
  /** Moves the machine's clock, and every environment's with it. */
  advance(milliseconds: number): void;
  now(): number;
  /** One request; redirects are not followed. */
  request(path: string, init?: RequestInit): Promise<Answered>;
  /** A form posted to an endpoint, `application/x-www-form-urlencoded`. */
  post(
    path: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answered>;
  /** A request to the administration API as the administrator, or with the given token (`null`: none). */
  api(method: string, path: string, body?: unknown, token?: string | null): Promise<Answered>;
  createOrganisation(name: string): Promise<string>;
  /** Stores a client; its members replace those of a confidential client for every grant type. */
  createClient(environment: string, members?: Partial<ClientRecord>): Promise<TestClient>;
  /** Stores a user with a password, an account and a role in it (default `owner`). */
  createUser(
    environment: string,
    members?: Partial<UserRecord> & { readonly role?: string; readonly accountName?: string },
  ): Promise<TestUser>;
  createMember(members?: Partial<MemberRecord>): Promise<TestMember>;
  /** Called by itself when the tests of the file are over. */
  close(): Promise<void>;
}

/** What `startTestServer` configures. */
export const testConfiguration = {
  port: 0,
  data: ':memory:',
  environments: {
    sandbox: {
      stage: 'sandbox',
      regions: ['default', 'us'],
      policy: {
        scopes: {
          'ledger:read': { meaning: 'Read your ledger', kind: 'read' },
          'ledger:write': { meaning: 'Write to your ledger', kind: 'do' },
        },
        resources: { 'https://api.example/ledger': { accessTokenFormat: 'opaque' } },
      },
    },
    production: {
      stage: 'production',
      policy: { scopes: { 'ledger:read': { meaning: 'Read your ledger', kind: 'read' } } },
    },
  },
} as const;

/** Starts a server; `after` closes it. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const configuration = readConfiguration({ ...testConfiguration, ...options.configuration });
  const storage = (options.wrapStorage ?? same)(await openSqlite({ file: ':memory:' }));
  let moved = 0;
  const now = (): number => Date.now() + moved;
  const logged: [string, string, Readonly<Record<string, unknown>> | undefined][] = [];
  const trace = (options.wrapTrace ?? same)(
    await openTrace({
      file: ':memory:',
      retentionDays: 30,
      now,
      ...(options.refusalBudget && { budget: options.refusalBudget }),
      onFault: (message) => logged.push(['error', message, undefined]),
    }),
  );
  const server = await startServer(
    {
      configuration,
      storage,
      trace,
      createDiagnose: () => options.diagnose ?? doctor,
      encryptionKey: new Uint8Array(32).fill(7),
      log: (level, event, facts) => logged.push([level, event, facts]),
      machineNow: now,
    },
    false,
  );
  const { context } = server;
  const { identifiers, randomBytes, passwords, url } = context;
  const nextId = (): string => encodeBase64url(identifiers.next());
  const organisationId = nextId();
  await storage.createOrganisation({ id: organisationId, name: 'First Organisation', createdAt: now() });
  const token = (role: 'administrator' | 'supporter'): Promise<string> =>
    createAdministrationToken({
      storage,
      identifiers,
      randomBytes,
      role,
      name: role,
      now: now(),
      expiresAt: now() + year,
    });
  const adminToken = await token('administrator');
  const supporterToken = await token('supporter');
  let passwordHash: Promise<string> | undefined;
  let made = 0;

  async function request(path: string, init: RequestInit = {}): Promise<Answered> {
    const target = path.startsWith('http') ? path : url + path;
    const request = new Request(target, { redirect: 'manual', ...init });
    const sent = {
      method: request.method,
      path: target.slice(new URL(target).origin.length),
      headers: Object.fromEntries(request.headers),
      body: await request.clone().text(),
    };
    const response = await fetch(request);
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return {
      sent,
      status: response.status,
      headers: response.headers,
      requestId: response.headers.get('candor-request-id') ?? '',
      text,
      json: isJson && text !== '' ? JSON.parse(text) : undefined,
    };
  }

  const testServer: TestServer = {
    server,
    url,
    storage,
    trace,
    logged,
    organisationId,
    adminToken,
    supporterToken,
    now,
    advance(milliseconds) {
      moved += milliseconds;
    },
    request,
    post: (path, form, headers = {}) =>
      request(path, { method: 'POST', body: new URLSearchParams(form), headers: { ...headers } }),
    api: (method, path, body, bearer = adminToken) =>
      request(path, {
        method,
        headers: {
          ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    async createOrganisation(name) {
      const id = nextId();
      await storage.createOrganisation({ id, name, createdAt: now() });
      return id;
    },
    async createClient(environment, members = {}) {
      const clientSecret = formatClientSecret(randomBytes(32));
      const hasSecret = !['none', 'private_key_jwt'].includes(members.authMethod ?? 'client_secret_basic');
      const record: ClientRecord = {
        environment,
        clientId: formatClientId(identifiers.next()),
        version: 1,
        name: 'Ledger sync',
        organisationId,
        verified: false,
        redirectUris: ['https://app.example/cb'],
        postLogoutRedirectUris: [],
        grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
        scopes: ['openid', 'profile', 'email', 'offline_access', 'ledger:read'],
        resources: [],
        serves: [],
        authMethod: 'client_secret_basic',
        secrets: hasSecret
          ? [{ id: nextId(), algorithm: 'sha256', hash: hash('sha256', clientSecret, 'base64url'), createdAt: now() }]
          : [],
        enabled: true,
        createdAt: now(),
        updatedAt: now(),
        ...members,
      };
      await storage.createClient(record);
      context.environments.noteClient(record);
      const basic = basicOf(record.clientId, clientSecret);
      return { clientId: record.clientId, clientSecret: hasSecret ? clientSecret : '', record, basic };
    },
    async createUser(environment, { role = 'owner', accountName, ...members } = {}) {
      made += 1;
      const accountId = nextId();
      const region = members.region ?? 'default';
      const name = accountName ?? `Account ${made}`;
      await storage.createAccount({ environment, id: accountId, name, region, createdAt: now() });
      passwordHash ??= passwords.hash(testPassword);
      const record: UserRecord = {
        environment,
        id: nextId(),
        version: 1,
        email: `user-${made}@people.example`,
        emailVerified: true,
        passwordHash: await passwordHash,
        region,
        secondFactor: 'none',
        accounts: [{ accountId, role }],
        enabled: true,
        createdAt: now(),
        updatedAt: now(),
        ...members,
      };
      await storage.createUser(record);
      return { id: record.id, email: record.email, password: testPassword, accountId, record };
    },
    async createMember(members = {}) {
      made += 1;
      passwordHash ??= passwords.hash(testPassword);
      const record: MemberRecord = {
        id: nextId(),
        email: `member-${made}@people.example`,
        passwordHash: await passwordHash,
        organisations: [{ organisationId, role: 'owner' }],
        enabled: true,
        createdAt: now(),
        ...members,
      };
      await storage.createMember(record);
      return { email: record.email, password: testPassword, record };
    },
    close: () => server.close(),
  };
  after(() => testServer.close());
  return testServer;
}

/** The password of every user and member that the fixture makes. */
const testPassword = 'a few plain words in a row';

const year = 365 * 24 * 3600 * 1000;

/** Id of the problem that an answer of the server's own interfaces names (RFC 9457). */
export function problemOf({ json }: Answered): string {
  return String(json?.type).replace(/^.*\/problems\//, '');
}

/** The `Authorization` header of client_secret_basic (RFC 6749 section 2.3.1). */
export function basicOf(clientId: string, clientSecret: string): string {
  return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
}

/** The real doctor, as the command line wires it. */
export const doctor: Diagnose = (exchange) =>
  diagnose(evidenceFromServer(exchange), {
    sha256: (bytes) => hash('sha256', bytes, 'buffer'),
    fingerprint: (text) => createHmac('sha256', 'fixture').update(text).digest('hex').slice(0, 8),
  });

function same<Value>(value: Value): Value {
  return value;
}
