/** What differs between sandbox and production, and every switch of the dialect's policy. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPkce } from '../_oauth.ts';
import {
  call,
  createApp,
  grant,
  initiate,
  initiateQuery,
  login,
  loginToken,
  obtainTokens,
  openSession,
  paths,
  readUser,
  refresh,
  requestToken,
  startBaanx,
  walkHosted,
} from './_baanx.ts';
import { assertRefused, wire } from './_refusals.ts';

describe('sandbox and production', async () => {
  const server = await startBaanx();
  const register = (stage: string, redirectUri: string) =>
    server.api('POST', `/api/environments/${stage}/clients`, {
      name: 'New app',
      redirectUris: [redirectUri],
      scopes: ['user:read'],
      grantTypes: ['authorization_code', 'refresh_token'],
    });

  for (const [uri, sandbox, production] of [
    ['https://new.example/cb', 201, 201],
    ['http://new.example/cb', 201, 422],
    ['http://127.0.0.1:8400/cb', 201, 422],
    ['https://new.example/cb?from=app', 422, 422],
    ['https://new.example/cb#x', 422, 422],
  ] as const) {
    test(`${uri} can be registered: ${sandbox} in the sandbox, ${production} in production`, async () => {
      const answers = [await register('sandbox', uri), await register('production', uri)];
      assert.deepEqual(
        answers.map(({ status }) => status),
        [sandbox, production],
        answers.map(({ text }) => text).join('\n'),
      );
    });
  }

  test('an http redirect works in the sandbox', async () => {
    const app = await createApp(server, 'sandbox', { redirectUris: ['http://127.0.0.1:8400/cb'] });
    const { url } = await openSession(server, { app });
    const { answer } = await walkHosted(server, url);
    assert.match(answer.headers.get('location') ?? '', /^http:\/\/127\.0\.0\.1:8400\/cb\?state=.*&code=/);
    const other = { redirect_uri: 'http://127.0.0.1:8401/cb' };
    const act = () => initiate(server, other, { app });
    await assertRefused(server, act, { problem: 'redirect-uri-not-registered', ...wire.I4 });
  });
});

describe('the limits on an app', async () => {
  for (const [stage, limit] of [
    ['production', 60],
    ['sandbox', 180],
  ] as const) {
    test(`${stage}: ${limit} a minute at initiate and at token, each`, async () => {
      const server = await startBaanx({ clientRequestsPerMinute: undefined });
      const begin = () => initiate(server, {}, { stage });
      for (let sent = 0; sent < limit; sent++) assert.equal((await begin()).status, 302, `request ${sent + 1}`);
      const answer = await assertRefused(server, begin, { problem: 'rate-limited', ...wire.G7 });
      assert.ok(Number(answer.headers.get('retry-after')) <= 60);
      const ask = () => requestToken(server, { grant_type: 'refresh_token', refresh_token: 'x' }, { stage });
      for (let sent = 0; sent < limit; sent++) assert.equal((await ask()).status, 400);
      await assertRefused(server, ask, { problem: 'rate-limited', ...wire.G7 });
      const app = await createApp(server, stage);
      assert.equal((await initiate(server, {}, { stage, app })).status, 302, 'of this app alone');
      server.advance(60_000);
      assert.equal((await begin()).status, 302);
    });
  }
});

describe('policy', () => {
  test('loginTokenAtApi: an app without OAuth reads with the login token', async () => {
    const server = await startBaanx({ loginTokenAtApi: true });
    const { status, json } = await readUser(server, await loginToken(server));
    assert.deepEqual([status, json.email], [200, server.owner.email]);
    const { token } = await openSession(server);
    const act = () => readUser(server, token);
    await assertRefused(server, act, { problem: 'access-token-of-wrong-kind', ...wire.G3 });
  });

  test('consent automatic: signing in is enough', async () => {
    const server = await startBaanx({ consent: 'automatic' });
    const { url } = await openSession(server);
    const { answer, steps } = await walkHosted(server, url);
    assert.deepEqual([steps, answer.status], [['sign-in'], 302]);
    assert.match(answer.headers.get('location') ?? '', /[?&]code=/);
  });

  test('unknownBodyFields: strict in the sandbox too', async () => {
    const server = await startBaanx({ unknownBodyFields: 'refuse' });
    const { email, password } = server.owner;
    const act = () => call(server, { path: paths.login, body: { email, password, more: 1 } });
    await assertRefused(server, act, { problem: 'body-field-not-allowed', ...wire.G6('more') });
  });

  test('refreshRetryWindow: a grace in which the same answer comes again', async () => {
    const server = await startBaanx({ refreshRetryWindow: 10 });
    const { refresh_token } = await obtainTokens(server);
    const [first, again] = [await refresh(server, refresh_token), await refresh(server, refresh_token)];
    assert.deepEqual([first.status, again.json.refresh_token], [200, first.json.refresh_token]);
  });

  test('unregisteredScopes refuse: an unknown scope gives invalid_scope', async () => {
    const server = await startBaanx({ unregisteredScopes: 'refuse' });
    const answer = await initiate(server, { scope: 'what:ever' });
    assert.deepEqual([answer.status, answer.json.error], [400, 'invalid_scope']);
  });

  test('authorizationSessionLifetime moves the end of the session token as well', async () => {
    const server = await startBaanx({ authorizationSessionLifetime: 120 });
    const { token } = await openSession(server);
    const { iat, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    assert.equal(exp - iat, 120);
    server.advance(120_000);
    const bearer = await loginToken(server);
    await assertRefused(server, () => grant(server, bearer, token), {
      problem: 'authorization-session-expired',
      ...wire.H2,
    });
  });

  test('in maintenance every endpoint answers 503, after the key', async () => {
    const server = await startBaanx();
    await server.server.context.environments.setMaintenance('sandbox', true);
    const answers = [
      await initiate(server),
      await login(server),
      await requestToken(server, {}),
      await readUser(server, 'x'),
      await call(server, { path: paths.initiate, query: initiateQuery(server.app, createPkce().challenge) }),
    ];
    assert.deepEqual(
      answers.map(({ status, json }) => [status, json]),
      answers.map(() => [503, { message: 'Service unavailable' }]),
    );
    const act = () => call(server, { path: paths.user, key: undefined });
    await assertRefused(server, act, { problem: 'client-key-missing', ...wire.G1 });
  });
});
