/** What a sign-in through an app's own form is to its user, to the limits, and to the pages. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openBrowser } from '../_oauth.ts';
import { textOf } from '../_people.ts';
import { createApp, grant, login, loginToken, openSession, startBaanx, walkHosted } from './_baanx.ts';
import { assertRefused, assertWire, wire } from './_refusals.ts';

const server = await startBaanx();
const minute = 60_000;

describe('wrong passwords', () => {
  test('are answered with 429 and Retry-After from the ninth on, the right one as well, for 15 minutes', async () => {
    const user = await server.createUser('sandbox');
    const wrong = { ...user, password: 'guessed' };
    for (let tried = 0; tried < 8; tried++) assertWire(await login(server, { user: wrong }), wire.L1);
    const throttled = { problem: 'sign-in-throttled', ...wire.G7 } as const;
    const answer = await assertRefused(server, () => login(server, { user: wrong }), throttled);
    const wait = Number(answer.headers.get('retry-after'));
    assert.ok(wait > 890 && wait <= 900, String(wait));
    await assertRefused(server, () => login(server, { user }), throttled);
    assert.equal((await login(server)).status, 200, 'of this user alone');
    server.advance(15 * minute);
    assert.equal((await login(server, { user })).status, 200);
  });

  test('through one app count for the other too', async () => {
    const user = await server.createUser('sandbox');
    const app = await createApp(server, 'sandbox');
    const wrong = { ...user, password: 'guessed' };
    for (let tried = 0; tried < 4; tried++) {
      assertWire(await login(server, { user: wrong }), wire.L1);
      assertWire(await login(server, { user: wrong, app }), wire.L1);
    }
    assertWire(await login(server, { user: wrong, app }), wire.G7);
  });
});

describe('the sign-in', () => {
  const refused = (problem: 'access-token-revoked' | 'access-token-unknown') => ({ problem, ...wire.G3 });

  test('is listed among the sessions of its user, who can end it there', async () => {
    const user = await server.createUser('sandbox');
    const app = await createApp(server, 'sandbox', { name: 'Pocket money' });
    const bearer = await loginToken(server, { user, app });
    const browser = openBrowser(server);
    const begun = await browser.open('/sandbox/sessions');
    const signIn = begun.headers.get('location') as string;
    await browser.open(signIn);
    await browser.submit(signIn, { email: user.email, password: user.password });
    const page = await browser.open('/sandbox/sessions');
    assert.match(textOf(page), /Pocket money/);
    const shown = [...page.text.matchAll(/name="session" value="([^"]+)"/g)].map(([, id]) => id);
    const ofApp = (await server.storage.sessionsOfUser('sandbox', user.id)).find(
      ({ clientId }) => clientId === app.clientId,
    );
    const session = Buffer.from(ofApp?.id ?? []).toString('base64url');
    assert.ok(shown.includes(session));
    await browser.submit('/sandbox/sessions', { session });
    const { token } = await openSession(server, { app });
    await assertRefused(server, () => grant(server, bearer, token, { app }), refused('access-token-revoked'));
  });

  test('is over when the user is disabled, and when the password is changed', async () => {
    for (const change of [{ enabled: false }, { password: 'quite another password' }]) {
      const user = await server.createUser('sandbox');
      const bearer = await loginToken(server, { user });
      await server.api('PATCH', `/api/environments/sandbox/users/${user.id}`, change);
      const { token } = await openSession(server);
      await assertRefused(server, () => grant(server, bearer, token), refused('access-token-revoked'));
    }
  });

  test('is no session of a browser, nor is the session of a browser a login token', async () => {
    const bearer = await loginToken(server);
    const stranger = await server.request('/sandbox/connected-apps', {
      headers: { cookie: `candor_sandbox_session=${bearer}` },
    });
    assert.match(stranger.headers.get('location') ?? '', /\/sandbox\/sign-in\?/);
    const browser = openBrowser(server);
    await walkHosted(server, (await openSession(server)).url, { browser });
    const cookie = browser.cookies.get('candor_sandbox_session');
    assert.ok(cookie);
    const { token } = await openSession(server);
    const answer = await grant(server, cookie, token);
    assertWire(answer, wire.G3);
  });

  test('is asked for each time: one login token serves several sessions, each once', async () => {
    const bearer = await loginToken(server);
    for (let time = 0; time < 3; time++) {
      const { token } = await openSession(server);
      assert.equal((await grant(server, bearer, token)).status, 200);
      assertWire(await grant(server, bearer, token), wire.A3);
    }
  });

  test('two third steps with one session at once give one code', async () => {
    for (let round = 0; round < 5; round++) {
      const bearer = await loginToken(server);
      const { token } = await openSession(server);
      const issued = server.issued();
      const answers = await Promise.all(Array.from({ length: 4 }, () => grant(server, bearer, token)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400, 400]);
      assert.equal(server.issued(), issued + 1);
    }
  });
});
