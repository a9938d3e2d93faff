/** What a stranger who has an app's public key, or a link, could try: none of it stops somebody else, or shows anything. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, test } from 'node:test';
import { openBrowser } from '../_oauth.ts';
import { lastCode, mailTo } from '../_people.ts';
import type { Answered } from '../_server.ts';
import {
  call,
  createApp,
  createMessageUser,
  initiate,
  login,
  obtainTokens,
  openSession,
  paths,
  readUser,
  startBaanx,
  telephoneOf,
} from './_baanx.ts';
import { assertRefused, wire } from './_refusals.ts';

const server = await startBaanx({ clientRequestsPerMinute: 5, passwordAttemptsPerUser: 6 });
const invalidKey = wire.G2;

/** A call from another address of the machine. */
function from(localAddress: string, path: string, init: RequestInit): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${server.url}/sandbox${path}`,
      { method: init.method ?? 'GET', headers: init.headers as Record<string, string>, localAddress },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.end(init.body as string | undefined);
  });
}

describe('a public client', () => {
  test('is counted for each address apart, because everybody has its key', async () => {
    const pocket = await createApp(server, 'sandbox', { authMethod: 'none' });
    const headers = { 'x-client-key': pocket.clientId, 'content-type': 'application/json' };
    const ask = (address: string) => from(address, paths.token, { method: 'POST', headers, body: '{}' });
    const statuses: number[] = [];
    for (let sent = 0; sent < 6; sent++) statuses.push(await ask('127.0.0.1'));
    assert.deepEqual(statuses, [400, 400, 400, 400, 400, 429]);
    assert.equal(await ask('127.0.0.9'), 400);
  });

  test('that proves itself is counted wherever it asks from', async () => {
    const app = await createApp(server, 'sandbox');
    const keys = { 'x-client-key': app.clientId, 'x-secret-key': app.clientSecret };
    const headers = { ...keys, 'content-type': 'application/json' };
    const ask = (address: string) => from(address, paths.token, { method: 'POST', headers, body: '{}' });
    for (let sent = 0; sent < 5; sent++) await ask(`127.0.0.${sent + 1}`);
    assert.equal(await ask('127.0.0.9'), 429);
  });
});

describe('wrong passwords of strangers', () => {
  test('lock out nobody at the address where they are signed in through the app', async () => {
    const user = await server.createUser('sandbox');
    assert.equal((await login(server, { user })).status, 200);
    const headers = { 'x-client-key': server.app.clientId, 'content-type': 'application/json' };
    const body = (password: string) => JSON.stringify({ email: user.email, password });
    const attempt = (address: string, password: string) =>
      from(address, paths.login, { method: 'POST', headers, body: body(password) });
    const statuses: number[] = [];
    for (let at = 2; at < 9; at++) statuses.push(await attempt(`127.0.0.${at}`, 'wrong'));
    assert.equal(statuses.at(-1), 429);
    assert.equal(await attempt('127.0.0.30', user.password), 429);
    assert.equal((await login(server, { user })).status, 200);
  });
});

describe('a client that is switched off', () => {
  test('signs nobody in, sends no message and ends nothing', async () => {
    const app = await createApp(server, 'sandbox');
    const user = await createMessageUser(server);
    const { access_token: accessToken } = await obtainTokens(server, { app });
    assert.equal((await login(server, { app, user })).json.isOtpRequired, true);
    const { email, password } = user;
    const { headers } = await server.api('GET', `/api/environments/sandbox/clients/${app.clientId}`);
    const off = await server.request(`/api/environments/sandbox/clients/${app.clientId}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${server.adminToken}`,
        'content-type': 'application/json',
        'if-match': headers.get('etag') ?? '',
      },
      body: '{"enabled":false}',
    });
    assert.equal(off.status, 200, off.text);
    const key = app.clientId;
    const calls: readonly (() => Promise<Answered>)[] = [
      () => call(server, { path: paths.login, key, body: { email, password } }),
      () => call(server, { path: paths.oneTimeCode, key, body: { userId: user.record.id } }),
      () => call(server, { path: paths.logout, key, method: 'POST', bearer: accessToken }),
      () => call(server, { path: paths.revoke, key, method: 'DELETE', bearer: accessToken }),
      () => readUser(server, accessToken, { app }),
      () => initiate(server, {}, { app }),
    ];
    for (const act of calls) await assertRefused(server, act, { problem: 'client-disabled', ...invalidKey });
    assert.equal((await mailTo(server, telephoneOf(user))).length, 0);
  });
});

describe('a session that no browser has', () => {
  test('is shown on no page', async () => {
    const { token } = await openSession(server);
    const { jti } = JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString());
    for (const page of ['sign-in', 'consent', 'account', 'second-factor']) {
      const answer = await server.request(`/sandbox/${page}?flow=${jti}`);
      assert.equal(answer.status, 400, `${page}: ${answer.text.slice(0, 200)}`);
    }
    assert.ok(!server.logged.some(([level]) => level === 'error'));
  });

  test('is not taken by a preview or a prefetch of its link', async () => {
    const app = await createApp(server, 'sandbox');
    const { url } = await openSession(server, { app });
    const path = url.slice(server.url.length);
    const looks: readonly RequestInit[] = [
      { method: 'HEAD' },
      { headers: { 'sec-purpose': 'prefetch;prerender' } },
      { headers: { purpose: 'prefetch' } },
    ];
    for (const init of looks) assert.equal((await server.request(path, init)).status, 204);
    const answer = await openBrowser(server).open(path);
    assert.equal(answer.status, 303, answer.text);
  });
});

describe('a request for scopes', () => {
  const ask = async (scope: string) => {
    const app = await createApp(server, 'sandbox', { scopes: ['balance:read'] });
    return { app, act: () => initiate(server, { scope }, { app }) };
  };

  test('gets none that the client is not registered for', async () => {
    const { act } = await ask('user:read settings:manage');
    await assertRefused(server, act, {
      problem: 'scope-not-allowed-for-client',
      status: 400,
      body: { error: 'invalid_scope', error_description: 'Invalid scope' },
    });
  });

  test('gets the names that nobody declared, and with them the profile', async () => {
    const { app } = await ask('');
    const tokens = await obtainTokens(server, { app }, { scope: 'profile email' });
    assert.equal((await readUser(server, tokens.access_token, { app })).status, 200);
  });

  test('without the profile in it does not read the profile', async () => {
    const { app } = await ask('');
    const tokens = await obtainTokens(server, { app }, { scope: 'balance:read profile' });
    assert.equal((await readUser(server, tokens.access_token, { app })).status, 403);
  });
});

describe('a body', () => {
  test('whose undocumented field is null is refused where others are', async () => {
    const { email, password } = server.ownerInProduction;
    const act = () => call(server, { stage: 'production', path: paths.login, body: { email, password, x: null } });
    await assertRefused(server, act, { problem: 'body-field-not-allowed', ...wire.G6('x') });
  });

  test('whose field is no text is refused before it costs an attempt', async () => {
    for (const password of [{}, [], 7, true]) {
      const act = () => call(server, { path: paths.login, body: { email: server.owner.email, password } });
      await assertRefused(server, act, {
        problem: 'parameter-malformed',
        status: 400,
        body: { message: 'Invalid password' },
      });
    }
  });
});

test('the region is read from the header in any case', async () => {
  const user = await server.createUser('sandbox', { region: 'us' });
  const body = { email: user.email, password: user.password };
  for (const value of ['TRUE', 'True', '1']) {
    assert.equal((await call(server, { path: paths.login, body, headers: { 'x-us-env': value } })).status, 200, value);
  }
  assert.equal((await call(server, { path: paths.login, body, headers: { 'x-us-env': 'false' } })).status, 401);
});

test('a proof of the password is used up by the sign-in', async () => {
  const user = await createMessageUser(server);
  const challenge = await login(server, { user });
  await call(server, { path: paths.oneTimeCode, body: { userId: challenge.json.userId } });
  const code = await lastCode(server, telephoneOf(user));
  assert.ok((await login(server, { user, otpCode: code })).json.accessToken);
  server.advance(31_000);
  const act = () => call(server, { path: paths.oneTimeCode, body: { userId: challenge.json.userId } });
  const answer = await act();
  assert.equal(answer.status, 429, answer.text);
});
