/** A server with one environment of the klaviyo dialect, an app, a user, and short ways through its flow. */
import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import type { ClientRecord } from '@candor/storage';
import {
  authorize,
  createPkce,
  type OAuthServer,
  openBrowser,
  responseParameters,
  startOAuthServer,
  type TestBrowser,
} from '../_oauth.ts';
import type { Answered, TestClient, TestUser } from '../_server.ts';

export const everyScope = ['accounts:read', 'lists:read', 'lists:write', 'profiles:read'];

export interface KlaviyoServer extends OAuthServer {
  readonly app: TestClient;
  readonly owner: TestUser;
}

/** @param policy laid over the dialect's defaults. @param environment other members of its configuration. */
export async function startKlaviyo(
  policy: Readonly<Record<string, unknown>> = {},
  environment: Readonly<Record<string, unknown>> = {},
): Promise<KlaviyoServer> {
  const server = await startOAuthServer({
    configuration: {
      environments: { klaviyo: { dialect: 'klaviyo', stage: 'production', policy, ...environment } },
    },
  });
  return Object.assign(server, { app: await createApp(server), owner: await server.createUser('klaviyo') });
}

export function createApp(server: OAuthServer, members: Partial<ClientRecord> = {}): Promise<TestClient> {
  return server.createClient('klaviyo', {
    grantTypes: ['authorization_code', 'refresh_token'],
    scopes: everyScope,
    ...members,
  });
}

export interface Code {
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

/** Where a user is signed in already. */
const browsers = new Map<TestUser, TestBrowser>();

/** A code of a whole authorization through the hosted pages. */
export async function obtainCode(
  server: KlaviyoServer,
  { app = server.app, user = server.owner, scope = everyScope.join(' '), challenge: changed = '' } = {},
): Promise<Code> {
  const { verifier, challenge } = createPkce();
  const parameters = { scope, code_challenge: changed || challenge };
  const browser = browsers.get(user) ?? openBrowser(server);
  browsers.set(user, browser);
  const { answer } = await authorize(server, { environment: 'klaviyo', client: app, user, parameters, browser });
  const code = responseParameters(answer).get('code');
  assert.ok(code, `no code in ${answer.headers.get('location')}`);
  return { code, verifier, redirectUri: app.record.redirectUris[0] as string };
}

export type Form = Readonly<Record<string, string | undefined>>;

export function redemption({ code, verifier, redirectUri }: Code, changed: Form = {}): Record<string, string> {
  return present({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...changed,
  });
}

export function present(form: Form): Record<string, string> {
  return Object.fromEntries(Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

export function post(
  server: KlaviyoServer,
  path: string,
  form: Form,
  authorization: string | undefined = server.app.basic,
): Promise<Answered> {
  return server.post(`/klaviyo${path}`, present(form), present({ authorization }));
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly token_type: string;
  readonly scope: string;
}

export async function obtainTokens(
  server: KlaviyoServer,
  options: Parameters<typeof obtainCode>[1] = {},
): Promise<Tokens> {
  const code = await obtainCode(server, options);
  const answer = await post(server, '/oauth/token', redemption(code), (options.app ?? server.app).basic);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

export function refresh(server: KlaviyoServer, token: string, more: Form = {}): Promise<Answered> {
  return post(server, '/oauth/token', { grant_type: 'refresh_token', refresh_token: token, ...more });
}

export function api(
  server: KlaviyoServer,
  path: string,
  authorization?: string,
  init: RequestInit = {},
): Promise<Answered> {
  return server.request(`/klaviyo/api${path}`, {
    ...init,
    headers: present({ authorization, revision: '2026-07-15' }),
  });
}

/** A browser in which the user has signed in on the way to one of their own pages. */
export async function signedInAt(
  server: KlaviyoServer,
  user: Pick<TestUser, 'email' | 'password'>,
  path: string,
): Promise<TestBrowser> {
  const browser = openBrowser(server);
  const begun = await browser.open(`/klaviyo${path}`);
  const signIn = begun.headers.get('location') as string;
  assert.match(signIn, /\/klaviyo\/sign-in\?flow=/);
  await browser.open(signIn);
  const answer = await browser.submit(signIn, { email: user.email, password: user.password });
  assert.equal(answer.headers.get('location'), `${server.url}/klaviyo${path}`);
  return browser;
}

/** A request whose Host header is chosen, which fetch does not allow. */
export function requestAt(
  server: KlaviyoServer,
  host: string,
  path: string,
  init: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string } = {},
): Promise<{ status: number; headers: Record<string, string | string[] | undefined>; text: string }> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = init;
    const sent = httpRequest({ hostname, port, path, method, headers: { ...headers, host } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.on('error', reject).end(body);
  });
}
