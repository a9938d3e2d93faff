/** People at the hosted pages: users with second factors, what is mailed to them, and what they do on the pages. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { sealTotpSecret } from '../src/directory/second-factor-secret.ts';
import type { OutboxMessage } from '../src/outbox/outbox.ts';
import { authorizationParameters, openBrowser, type Parameters, type TestBrowser } from './_oauth.ts';
import type { Answered, TestClient, TestServer, TestUser } from './_server.ts';

export interface TotpUser extends TestUser {
  readonly secret: Uint8Array;
}

/** A user with an authenticator app. */
export async function createTotpUser(server: TestServer, environment = 'sandbox'): Promise<TotpUser> {
  const id = randomBytes(12).toString('base64url');
  const secret = randomBytes(20);
  const { secondFactorKey, randomBytes: bytes } = server.server.context;
  const totpSecretSealed = sealTotpSecret(secret, { environment, userId: id }, secondFactorKey, bytes);
  return { ...(await server.createUser(environment, { id, secondFactor: 'totp', totpSecretSealed })), secret };
}

/** The code that an authenticator app shows. @param at Unix milliseconds. */
export function totpCode(secret: Uint8Array | string, at: number): string {
  const key =
    typeof secret === 'string' ? Secret.fromBase32(secret) : new Secret({ buffer: Uint8Array.from(secret).buffer });
  return new TOTP({ secret: key }).generate({ timestamp: at });
}

/** Everything that was mailed to an address so far. */
export async function mailTo(server: TestServer, email: string, environment = 'sandbox'): Promise<OutboxMessage[]> {
  await server.server.context.mailer?.idle();
  return server.server.context.outbox.messages(environment).filter(({ to }) => to === email);
}

/** The code that was mailed last. */
export async function lastCode(server: TestServer, email: string): Promise<string> {
  const code = (await mailTo(server, email)).at(-1)?.code;
  assert.ok(code, `no code was mailed to ${email}`);
  return code;
}

export interface AtPage {
  readonly browser: TestBrowser;
  /** Where the page is. */
  readonly address: string;
  readonly page: Answered;
}

/** Signs in at an app's request, up to where the server leads after the password. */
export async function signInAtApp(
  server: TestServer,
  client: TestClient,
  user: Pick<TestUser, 'email' | 'password'>,
  options: {
    readonly browser?: TestBrowser;
    readonly parameters?: Parameters;
    readonly headers?: Record<string, string>;
  } = {},
): Promise<AtPage> {
  const browser = options.browser ?? openBrowser(server);
  const query = authorizationParameters(client, { prompt: 'login', ...options.parameters });
  const begun = await browser.open(`/sandbox/oauth/authorize?${query}`);
  return passwordStep(browser, begun, user);
}

/** Signs in on the way to one of the user's own pages. */
export async function signInAtOwn(
  server: TestServer,
  user: Pick<TestUser, 'email' | 'password'>,
  path: string,
  browser = openBrowser(server),
): Promise<AtPage> {
  return passwordStep(browser, await browser.open(`/sandbox${path}`), user);
}

async function passwordStep(
  browser: TestBrowser,
  begun: Answered,
  { email, password }: Pick<TestUser, 'email' | 'password'>,
): Promise<AtPage> {
  const signIn = begun.headers.get('location') as string;
  assert.match(signIn, /\/sandbox\/sign-in\?flow=/);
  await browser.open(signIn);
  const answer = await browser.submit(signIn, { email, password });
  const address = answer.headers.get('location') ?? signIn;
  return { browser, address, page: address === signIn ? answer : await browser.open(address) };
}

/** True when the browser holds a session of the sandbox. */
export function hasSession({ cookies }: TestBrowser): boolean {
  return cookies.has('candor_sandbox_session');
}

/** A browser in which the user is signed in. The user has no second factor. */
export async function signedInBrowser(
  server: TestServer,
  user: TestUser,
  path = '/connected-apps',
): Promise<TestBrowser> {
  const { browser } = await signInAtOwn(server, user, path);
  assert.ok(hasSession(browser));
  return browser;
}

/** The text of a page without its markup, for what people read. */
export function textOf({ text }: Answered): string {
  return text
    .replaceAll(/<style.*?<\/style>|<[^>]+>/gs, ' ')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll(/\s+/g, ' ');
}
