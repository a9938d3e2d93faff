/** A server with a sandbox and a production environment of the baanx dialect, apps, users, and short ways through its flow. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ClientRecord, Storage, UserRecord } from '@candor/storage';
import { createPkce, type OAuthServer, openBrowser, startOAuthServer, type TestBrowser } from '../_oauth.ts';
import type { Answered, TestClient, TestUser } from '../_server.ts';

export type Stage = 'sandbox' | 'production';

export const paths = {
  initiate: '/v1/auth/oauth/authorize/initiate',
  login: '/v1/auth/login',
  oneTimeCode: '/v1/auth/login/otp',
  authorize: '/v1/auth/oauth/authorize',
  token: '/v1/auth/oauth/token',
  revoke: '/v1/auth/oauth/revoke',
  logout: '/v1/auth/logout',
  user: '/v1/user',
} as const;

export interface BaanxServer extends OAuthServer {
  readonly app: TestClient;
  readonly owner: TestUser;
  readonly inProduction: TestClient;
  readonly ownerInProduction: TestUser;
  /** Everything begun so far: codes, sets of tokens, sign-ins of people and authorization sessions. */
  begun(): number;
  /** What `begun` said before the last call of an app. */
  begunBeforeCall: number;
}

/** @param policy laid over the dialect's defaults, with no limit on an app's requests unless it says one; undefined leaves one out. */
export async function startBaanx(
  policy: Readonly<Record<string, unknown>> = {},
  wrapStorage: (storage: Storage) => Storage = (storage) => storage,
): Promise<BaanxServer> {
  let begun = 0;
  const counted = (storage: Storage): Storage =>
    new Proxy(storage, {
      get(target, name) {
        const verb = Reflect.get(target, name) as (...input: unknown[]) => Promise<unknown>;
        if (name !== 'createSession' && name !== 'beginAuthorizationSession') return verb;
        return (...input: unknown[]) => {
          begun += 1;
          return verb.apply(target, input);
        };
      },
    });
  const environment = (stage: Stage) => ({
    dialect: 'baanx',
    stage,
    regions: ['default', 'us'],
    policy: present({ clientRequestsPerMinute: 0, passwordAttemptsPerAddress: 100_000, ...policy }),
  });
  const server = await startOAuthServer({
    configuration: { environments: { sandbox: environment('sandbox'), production: environment('production') } },
    wrapStorage: (storage) => counted(wrapStorage(storage)),
  });
  return Object.assign(server, {
    app: await createApp(server, 'sandbox'),
    owner: await server.createUser('sandbox', { givenName: 'Ada', familyName: 'Example' }),
    inProduction: await createApp(server, 'production'),
    ownerInProduction: await server.createUser('production'),
    begun: () => begun + server.issued(),
    begunBeforeCall: 0,
  });
}

/** An app with a key in the provider's form. */
export function createApp(server: OAuthServer, stage: Stage, members: Partial<ClientRecord> = {}): Promise<TestClient> {
  return server.createClient(stage, {
    clientId: randomUUID(),
    grantTypes: ['authorization_code', 'refresh_token'],
    scopes: ['user:read', 'balance:read'],
    ...members,
  });
}

let telephones = 0;

/** Where the codes of a user go. */
export function telephoneOf({ record }: TestUser): string {
  return record.phoneNumber ?? 'no telephone';
}

/** Somebody whose second factor is a code by message. */
export function createMessageUser(server: OAuthServer, members: Partial<UserRecord> = {}): Promise<TestUser> {
  telephones += 1;
  const phoneNumber = `+447${String(telephones).padStart(5, '0')}225`;
  return server.createUser('sandbox', { secondFactor: 'message', phoneNumber, ...members });
}

export type Fields = Readonly<Record<string, unknown>>;

/** One call of an app; what is undefined is left out. */
export interface Call {
  readonly stage?: Stage;
  readonly method?: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly key?: string | undefined;
  readonly secret?: string | undefined;
  readonly bearer?: string | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: Fields | string | undefined;
  readonly type?: string | undefined;
}

export function call(server: BaanxServer, made: Call): Promise<Answered> {
  const { stage = 'sandbox', path, query, body } = made;
  const given = present({
    'x-client-key': 'key' in made ? made.key : appOf(server, stage).clientId,
    'x-secret-key': made.secret,
    authorization: made.bearer === undefined ? undefined : `Bearer ${made.bearer}`,
    'content-type': body === undefined ? undefined : 'type' in made ? made.type : 'application/json',
    ...made.headers,
  });
  server.begunBeforeCall = server.begun();
  const search = query ? `?${new URLSearchParams(present(query))}` : '';
  return server.request(`/${stage}${path}${search}`, {
    method: made.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: given,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

export function appOf(server: BaanxServer, stage: Stage = 'sandbox'): TestClient {
  return stage === 'sandbox' ? server.app : server.inProduction;
}

function present<Value>(all: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

/** Who calls, and where. */
export interface As {
  readonly stage?: Stage;
  readonly app?: TestClient;
  readonly user?: TestUser;
  readonly region?: 'us';
}

const regional = ({ region }: As) => (region === 'us' ? { 'x-us-env': 'true' } : {});

export const testState = 'State-of-the-app_1';

export function initiateQuery(client: TestClient, challenge: string): Record<string, string> {
  return {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: client.record.redirectUris[0] as string,
    state: testState,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
}

/** The first step, with parameters changed or left out. */
export function initiate(
  server: BaanxServer,
  changed: Readonly<Record<string, string | undefined>> = {},
  as: As = {},
): Promise<Answered> {
  const { stage = 'sandbox', app = appOf(server, stage) } = as;
  return call(server, {
    stage,
    path: paths.initiate,
    query: { ...initiateQuery(app, createPkce('v'.repeat(43)).challenge), ...changed },
    key: app.clientId,
    secret: app.clientSecret || undefined,
    headers: regional(as),
  });
}

export interface Session {
  readonly verifier: string;
  readonly token: string;
  readonly url: string;
}

/** An authorization session in API mode. */
export async function openSession(
  server: BaanxServer,
  as: As = {},
  changed: Record<string, string> = {},
): Promise<Session> {
  const { verifier, challenge } = createPkce();
  const answer = await initiate(server, { mode: 'api', code_challenge: challenge, ...changed }, as);
  assert.equal(answer.status, 200, answer.text);
  return { verifier, ...answer.json };
}

export function login(server: BaanxServer, as: As & { readonly otpCode?: string } = {}): Promise<Answered> {
  const { stage = 'sandbox', app = appOf(server, stage), otpCode } = as;
  const { email, password } = as.user ?? (stage === 'sandbox' ? server.owner : server.ownerInProduction);
  const body = { email, password, ...(otpCode !== undefined && { otpCode }) };
  return call(server, { stage, path: paths.login, key: app.clientId, body, headers: regional(as) });
}

/** The token of a whole sign-in in the app's form. */
export async function loginToken(server: BaanxServer, as: As = {}): Promise<string> {
  const answer = await login(server, as);
  assert.equal(answer.status, 200, answer.text);
  assert.ok(answer.json.accessToken, answer.text);
  return answer.json.accessToken;
}

/** Turns a sign-in into a code. */
export function grant(server: BaanxServer, bearer: string, token: string, as: As = {}): Promise<Answered> {
  const { stage = 'sandbox', app = appOf(server, stage) } = as;
  const headers = regional(as);
  return call(server, { stage, path: paths.authorize, key: app.clientId, bearer, body: { token }, headers });
}

export interface Code {
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

/** A code in API mode, from the first step to the third. */
export async function obtainCode(
  server: BaanxServer,
  as: As = {},
  changed: Record<string, string> = {},
): Promise<Code> {
  const { stage = 'sandbox', app = appOf(server, stage) } = as;
  const { token, verifier } = await openSession(server, as, changed);
  const answer = await grant(server, await loginToken(server, as), token, as);
  assert.equal(answer.status, 200, answer.text);
  return { code: answer.json.code, verifier, redirectUri: app.record.redirectUris[0] as string };
}

/** A token request of the app. */
export function requestToken(server: BaanxServer, body: Fields, as: As = {}): Promise<Answered> {
  const { stage = 'sandbox', app = appOf(server, stage) } = as;
  return call(server, {
    stage,
    path: paths.token,
    key: app.clientId,
    secret: app.clientSecret || undefined,
    body,
    headers: regional(as),
  });
}

export function redemption({ code, verifier, redirectUri }: Code, changed: Fields = {}): Fields {
  return { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier, ...changed };
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly refresh_token_expires_in: number;
  readonly token_type: string;
}

export async function obtainTokens(
  server: BaanxServer,
  as: As = {},
  changed: Record<string, string> = {},
): Promise<Tokens> {
  const answer = await requestToken(server, redemption(await obtainCode(server, as, changed)), as);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

export function refresh(server: BaanxServer, token: string, as: As = {}): Promise<Answered> {
  return requestToken(server, { grant_type: 'refresh_token', refresh_token: token }, as);
}

/** `GET /v1/user`. */
export function readUser(server: BaanxServer, bearer: string | undefined, as: As = {}): Promise<Answered> {
  const { stage = 'sandbox', app = appOf(server, stage) } = as;
  return call(server, { stage, path: paths.user, key: app.clientId, bearer, headers: regional(as) });
}

/** Asks for a one-time code after a login that says that one is required. */
export async function sendCode(server: BaanxServer, user: TestUser, as: As = {}): Promise<Answered> {
  const { app = server.app } = as;
  const { userId, isOtpRequired } = (await login(server, { ...as, user })).json;
  assert.equal(isOtpRequired, true);
  return call(server, { path: paths.oneTimeCode, key: app.clientId, body: { userId }, headers: regional(as) });
}

/** Walks the hosted page; gives back the answer that leaves for the app, or the last page. */
export async function walkHosted(
  server: BaanxServer,
  url: string,
  options: { readonly user?: TestUser; readonly decision?: 'allow' | 'deny'; readonly browser?: TestBrowser } = {},
): Promise<{ readonly answer: Answered; readonly steps: readonly string[] }> {
  const { user = server.owner, decision = 'allow', browser = openBrowser(server) } = options;
  const steps: string[] = [];
  let answer = await browser.open(url);
  for (;;) {
    const address = answer.headers.get('location');
    if (!address?.startsWith(`${server.url}/`)) return { answer, steps };
    answer = await browser.open(address);
    if (answer.status !== 200) continue;
    const step = new URL(address).pathname.replace(/^\/\w+\//, '');
    steps.push(step);
    const fields: Record<string, Record<string, string>> = {
      'sign-in': { email: user.email, password: user.password },
      consent: { decision },
    };
    answer = await browser.submit(address, fields[step] ?? {});
  }
}
