/**
 * OAuth as an app and a browser speak it to the test server: hosted forms posted to a code, token requests, client
 * assertions, and the one assertion that every test of a refusal makes.
 */
import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { request as httpRequest, type RequestOptions } from 'node:http';
import type { TestContext } from 'node:test';
import type { ClientRecord, Storage } from '@candor/storage';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import {
  type Answered,
  startTestServer,
  type TestClient,
  type TestServer,
  type TestServerOptions,
  type TestUser,
  testConfiguration,
} from './_server.ts';

/** A test server that counts what it issues: codes, and sets of tokens. */
export interface OAuthServer extends TestServer {
  /** Codes and sets of tokens stored so far, by the only four verbs that store any. */
  issued(): number;
}

const issuing: Readonly<Record<string, string>> = {
  issueAuthorizationCode: 'issued',
  issueTokens: 'issued',
  redeemAuthorizationCode: 'redeemed',
  rotateRefreshToken: 'rotated',
};

const many = { burst: 1e6, perSecond: 1e6 };
/** Keeps every refusal: these tests send more of them from one address than a stranger may have recorded. */
const everyRefusal = { perSource: many, perClient: many, overall: many, remembered: 4096 };

/** Starts a test server whose storage counts what is issued. */
export async function startOAuthServer(options: TestServerOptions = {}): Promise<OAuthServer> {
  let count = 0;
  const counted = (storage: Storage): Storage =>
    new Proxy(storage, {
      get(target, name) {
        const verb = Reflect.get(target, name) as (...input: unknown[]) => Promise<{ outcome: string }>;
        const success = issuing[String(name)];
        if (success === undefined) return verb;
        return async (...input: unknown[]) => {
          const result = await verb.apply(target, input);
          if (result.outcome === success) count += 1;
          return result;
        };
      },
    });
  const { wrapStorage } = options;
  const server = await startTestServer({
    refusalBudget: everyRefusal,
    ...options,
    wrapStorage: (storage) => counted(wrapStorage ? wrapStorage(storage) : storage),
  });
  return Object.assign(server, { issued: () => count });
}

/** Stops the clocks until the test ends, so that a lifetime can be left by its last millisecond. */
export function freezeTime(context: TestContext): void {
  context.mock.timers.enable({ apis: ['Date'], now: Date.now() });
}

/** The fixture's configuration with members of the sandbox's policy replaced. */
export function withPolicy(policy: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { sandbox, production } = testConfiguration.environments;
  return { environments: { sandbox: { ...sandbox, policy: { ...sandbox.policy, ...policy } }, production } };
}

/** A verifier and its S256 challenge (RFC 7636 section 4). */
export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

export function createPkce(verifier = randomBytes(32).toString('base64url')): Pkce {
  return { verifier, challenge: hash('sha256', verifier, 'base64url') };
}

/** Parameters of a complete authorization request; undefined leaves one out. */
export type Parameters = Readonly<Record<string, string | undefined>>;

export function authorizationParameters(client: TestClient, changed: Parameters = {}): URLSearchParams {
  const all = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: client.record.redirectUris[0],
    scope: 'openid',
    state: 'state-of-the-app',
    code_challenge: createPkce('v'.repeat(43)).challenge,
    code_challenge_method: 'S256',
    ...changed,
  };
  return new URLSearchParams(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A browser: keeps cookies, follows nothing by itself, and fills in the form of the page it saw last. */
export interface TestBrowser {
  readonly cookies: Map<string, string>;
  open(address: string, init?: RequestInit): Promise<Answered>;
  /** Posts the fields with the page's csrf_token. */
  submit(
    address: string,
    fields: Readonly<Record<string, string>>,
    headers?: Record<string, string>,
  ): Promise<Answered>;
}

export function openBrowser(server: TestServer): TestBrowser {
  const cookies = new Map<string, string>();
  let csrf = '';
  const open = async (address: string, init: RequestInit = {}): Promise<Answered> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await server.request(address, {
      ...init,
      headers: { ...(cookie !== '' && { cookie }), ...(init.headers as Record<string, string>) },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] as string).split('=');
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    csrf = /name="csrf_token" value="([^"]+)"/.exec(answer.text)?.[1] ?? csrf;
    return answer;
  };
  return {
    cookies,
    open,
    submit: (address, fields, headers = {}) =>
      open(address, {
        method: 'POST',
        body: new URLSearchParams({ csrf_token: csrf, ...fields }),
        headers: { origin: server.url, ...headers },
      }),
  };
}

export interface AuthorizeOptions {
  readonly environment?: string;
  readonly client: TestClient;
  readonly user: TestUser;
  readonly browser?: TestBrowser;
  readonly parameters?: Parameters;
  readonly decision?: 'allow' | 'deny';
  readonly accountId?: string;
}

/** Walks an authorization request through the hosted pages; gives back the answer that leaves for the app. */
export async function authorize(
  server: TestServer,
  options: AuthorizeOptions,
): Promise<{ readonly answer: Answered; readonly steps: readonly string[]; readonly browser: TestBrowser }> {
  const { client, user, environment = 'sandbox', decision = 'allow' } = options;
  const browser = options.browser ?? openBrowser(server);
  const query = authorizationParameters(client, options.parameters);
  const steps: string[] = [];
  let answer = await browser.open(`/${environment}/oauth/authorize?${query}`);
  for (;;) {
    const address = answer.headers.get('location');
    if (!address?.startsWith(`${server.url}/`)) return { answer, steps, browser };
    answer = await browser.open(address);
    if (answer.status !== 200) continue;
    const step = new URL(address).pathname.slice(environment.length + 2);
    steps.push(step);
    if (step === 'sign-in') answer = await browser.submit(address, { email: user.email, password: user.password });
    else if (step === 'account') {
      answer = await browser.submit(address, { account: options.accountId ?? user.accountId });
    } else answer = await browser.submit(address, { decision });
  }
}

/** The parameters of an authorization response in the redirect's query. */
export function responseParameters(answer: Answered): URLSearchParams {
  const location = answer.headers.get('location');
  assert.ok(location, `no redirect but ${answer.status} ${answer.text.slice(0, 200)}`);
  return new URL(location).searchParams;
}

export interface ObtainedCode extends Pkce {
  readonly code: string;
  readonly redirectUri: string;
  readonly browser: TestBrowser;
}

/** A code, and what it takes to redeem it. */
export async function obtainCode(server: TestServer, options: AuthorizeOptions): Promise<ObtainedCode> {
  const pkce = createPkce();
  const parameters: Record<string, string> = { code_challenge: pkce.challenge, ...options.parameters };
  const { answer, browser } = await authorize(server, { ...options, parameters });
  const code = responseParameters(answer).get('code');
  assert.ok(code, `no code in ${answer.headers.get('location')}`);
  return {
    ...pkce,
    code,
    browser,
    redirectUri: parameters.redirect_uri ?? (options.client.record.redirectUris[0] as string),
  };
}

/** Fields of the token request that redeems a code; undefined leaves one out. */
export function redemption(obtained: ObtainedCode, changed: Parameters = {}): Record<string, string> {
  const all = {
    grant_type: 'authorization_code',
    code: obtained.code,
    redirect_uri: obtained.redirectUri,
    code_verifier: obtained.verifier,
    ...changed,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A token request with client_secret_basic, or with `client_id` alone for a public client. */
export function requestToken(
  server: TestServer,
  client: TestClient,
  form: Readonly<Record<string, string>>,
  environment = 'sandbox',
): Promise<Answered> {
  return postAs(server, client, `/${environment}/oauth/token`, form);
}

/** Posts a form as the client authenticates by default. */
export function postAs(
  server: TestServer,
  client: TestClient,
  path: string,
  form: Readonly<Record<string, string>>,
): Promise<Answered> {
  if (client.record.authMethod === 'none') return server.post(path, { client_id: client.clientId, ...form });
  return server.post(path, form, { authorization: client.basic });
}

/** A token response (RFC 6749 section 5.1) that has all of its members. */
export interface TokenResponse {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly scope: string;
}

/** The token response of a whole authorization. */
export async function obtainTokens(server: TestServer, options: AuthorizeOptions): Promise<TokenResponse> {
  const obtained = await obtainCode(server, options);
  const answer = await requestToken(server, options.client, redemption(obtained), options.environment);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

export function refresh(
  server: TestServer,
  client: TestClient,
  refreshToken: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  return requestToken(server, client, { grant_type: 'refresh_token', refresh_token: refreshToken, ...more });
}

/** Introspection's word on a token (RFC 7662 section 2.2). */
// biome-ignore lint/suspicious/noExplicitAny: an introspection response, whose members the tests look into
export async function introspect(server: TestServer, client: TestClient, token: string): Promise<any> {
  const answer = await postAs(server, client, '/sandbox/oauth/introspect', { token });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

export function userinfo(server: TestServer, accessToken: string, init: RequestInit = {}): Promise<Answered> {
  return server.request('/sandbox/oauth/userinfo', {
    ...init,
    headers: { authorization: `Bearer ${accessToken}`, ...(init.headers as Record<string, string>) },
  });
}

/** Makes assertions for a client with private_key_jwt. */
export interface AssertionSigner {
  readonly jwks: NonNullable<ClientRecord['jwks']>;
  /** Claims and header members replace those of a valid assertion; undefined leaves one out. */
  sign(claims: Readonly<Record<string, unknown>>, options?: { readonly now?: number }): Promise<string>;
}

export async function createAssertionSigner(alg = 'ES256'): Promise<AssertionSigner> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg };
  return {
    jwks: { keys: [jwk] },
    sign(claims, { now = Date.now() } = {}) {
      const seconds = Math.floor(now / 1000);
      const payload = { iat: seconds, exp: seconds + 60, jti: randomBytes(12).toString('base64url'), ...claims };
      return new SignJWT(payload).setProtectedHeader({ alg, kid: 'key-1' }).sign(privateKey);
    },
  };
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Form fields of private_key_jwt (RFC 7523 section 2.2). */
export async function assertionFields(
  server: TestServer,
  client: TestClient,
  signer: AssertionSigner,
  claims: Readonly<Record<string, unknown>> = {},
): Promise<Record<string, string>> {
  const aud = `${server.url}/sandbox`;
  const standard = { iss: client.clientId, sub: client.clientId, aud };
  return {
    client_assertion_type: assertionType,
    client_assertion: await signer.sign({ ...standard, ...claims }, { now: server.now() }),
  };
}

/** A request with a Host header of its own, to the address where the server listens. */
export function requestHost(
  server: TestServer,
  host: string,
  path: string,
  options: RequestOptions & { readonly body?: string } = {},
): Promise<Omit<Answered, 'json'>> {
  const { body, headers, ...rest } = options;
  return new Promise((resolve, reject) => {
    const target = { host: '127.0.0.1', port: server.server.port, path, headers: { host, ...headers }, ...rest };
    const sent = httpRequest(target, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      const names = response.rawHeaders.filter((_text, index) => index % 2 === 0);
      const values = response.rawHeaders.filter((_text, index) => index % 2 === 1);
      const read = new Headers(names.map((name, index) => [name, values[index] as string]));
      resolve({
        sent: { method: rest.method ?? 'GET', path, headers: { host }, body: body ?? '' },
        status: response.statusCode ?? 0,
        headers: read,
        requestId: read.get('candor-request-id') ?? '',
        text,
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
