/** One session through either door, and the same region on every step. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openBrowser } from '../_oauth.ts';
import { lastCode } from '../_people.ts';
import { refusalOf } from '../_refused.ts';
import type { TestUser } from '../_server.ts';
import {
  type As,
  call,
  createMessageUser,
  grant,
  login,
  loginToken,
  obtainCode,
  obtainTokens,
  openSession,
  paths,
  readUser,
  redemption,
  refresh,
  requestToken,
  sendCode,
  startBaanx,
  telephoneOf,
  walkHosted,
} from './_baanx.ts';
import { assertRefused, assertWire, wire } from './_refusals.ts';

const server = await startBaanx();
const redirectUri = 'https://app.example/cb';

describe('one session, two doors', () => {
  test('begun with mode=api, it can be finished on the hosted page', async () => {
    const { url, verifier } = await openSession(server);
    const { answer, steps } = await walkHosted(server, url);
    assert.deepEqual(steps, ['sign-in', 'consent']);
    const code = new URL(answer.headers.get('location') as string).searchParams.get('code') as string;
    assert.equal((await requestToken(server, redemption({ code, verifier, redirectUri }))).status, 200);
  });

  test('whoever comes first has it: after the hosted page the session token is used up', async () => {
    const { url, token } = await openSession(server);
    await walkHosted(server, url);
    const bearer = await loginToken(server);
    await assertRefused(server, () => grant(server, bearer, token), { problem: 'session-token-invalid', ...wire.A3 });
  });

  test('and after the third step the hosted page is over', async () => {
    const { url, token } = await openSession(server);
    assert.equal((await grant(server, await loginToken(server), token)).status, 200);
    const issued = server.issued();
    const answer = await openBrowser(server).open(url);
    assert.deepEqual([answer.status, server.issued()], [400, issued]);
    assert.equal((await refusalOf(server, answer.requestId)).problem, 'authorization-session-unknown');
  });

  test('both doors at once give one code', async () => {
    for (let round = 0; round < 5; round++) {
      const { url, token } = await openSession(server);
      const bearer = await loginToken(server);
      const browser = openBrowser(server);
      const user = server.owner;
      const first = await browser.open(url);
      const signIn = first.headers.get('location') as string;
      await browser.open(signIn);
      const signedIn = await browser.submit(signIn, { email: user.email, password: user.password });
      const consent = signedIn.headers.get('location') as string;
      await browser.open(consent);
      const issued = server.issued();
      await Promise.all([browser.submit(consent, { decision: 'allow' }), grant(server, bearer, token)]);
      assert.equal(server.issued(), issued + 1);
    }
  });

  test('a session denied on the page is over for the app as well', async () => {
    const { url, token } = await openSession(server);
    await walkHosted(server, url, { decision: 'deny' });
    const bearer = await loginToken(server);
    await assertRefused(server, () => grant(server, bearer, token), { problem: 'session-token-invalid', ...wire.A3 });
  });
});

describe('the hosted page', () => {
  test('asks for the code by message, without which there is no consent', async () => {
    const user = await createMessageUser(server);
    const { url } = await openSession(server);
    const browser = openBrowser(server);
    const signIn = (await browser.open(url)).headers.get('location') as string;
    await browser.open(signIn);
    const answer = await browser.submit(signIn, { email: user.email, password: user.password });
    assert.match(answer.headers.get('location') ?? '', /\/sandbox\/second-factor\?/);
    const address = answer.headers.get('location') as string;
    const page = await browser.open(address);
    assert.equal(page.status, 200);
    assert.match(page.text, /A code was sent to \+447\*{5}225\./, 'the telephone number is shown in part');
    assert.ok(!page.text.includes(telephoneOf(user)));
    const issued = server.issued();
    const consent = address.replace('second-factor', 'consent');
    assert.match((await browser.open(consent)).headers.get('location') ?? '', /\/sandbox\/sign-in\?/);
    assert.equal(server.issued(), issued);
    const done = await browser.submit(address, { code: await lastCode(server, telephoneOf(user)) });
    assert.match(done.headers.get('location') ?? '', /\/sandbox\/consent\?/);
  });

  test('asks every time: a browser that is signed in is asked for the password again', async () => {
    const browser = openBrowser(server);
    for (let time = 0; time < 2; time++) {
      const { url } = await openSession(server);
      assert.deepEqual((await walkHosted(server, url, { browser })).steps, ['sign-in', 'consent']);
    }
  });

  test('signs in users of the region of the session alone', async () => {
    const ursula = await server.createUser('sandbox', { region: 'us' });
    const there = await openSession(server, { region: 'us' });
    assert.equal((await walkHosted(server, there.url, { user: ursula })).answer.status, 302);
    for (const [session, user] of [
      [await openSession(server), ursula],
      [await openSession(server, { region: 'us' }), server.owner],
    ] as const) {
      const browser = openBrowser(server);
      const signIn = (await browser.open(session.url)).headers.get('location') as string;
      await browser.open(signIn);
      const begun = server.begun();
      const answer = await browser.submit(signIn, { email: user.email, password: user.password });
      assert.deepEqual([answer.status, server.begun()], [400, begun]);
      assert.equal((await refusalOf(server, answer.requestId)).problem, 'sign-in-user-of-other-region');
    }
  });
});

describe('regions', async () => {
  const us: As = { region: 'us' };
  const ursula: TestUser = await server.createUser('sandbox', { region: 'us' });
  const asUrsula: As = { region: 'us', user: ursula };

  test('the whole flow works in the region us, by the header or by the query', async () => {
    const bearer = await loginToken(server, asUrsula);
    assert.match(bearer, /^US_[0-9a-f-]{36}$/);
    const { access_token, refresh_token } = await obtainTokens(server, asUrsula);
    assert.equal((await readUser(server, access_token, us)).json.email, ursula.email);
    const byQuery = await call(server, { path: paths.user, bearer: access_token, query: { region: 'us' } });
    assert.equal(byQuery.status, 200);
    assert.equal((await refresh(server, refresh_token, us)).status, 200);
  });

  test('x-us-env: false, and another value, select the international region', async () => {
    const { access_token } = await obtainTokens(server);
    for (const value of ['false', '0', '']) {
      const answer = await call(server, { path: paths.user, bearer: access_token, headers: { 'x-us-env': value } });
      assert.equal(answer.status, 200, value);
    }
  });

  const rows = [
    {
      name: 'a login of the other region',
      send: () => login(server, { user: ursula }),
      problem: 'sign-in-user-of-other-region',
      expected: wire.L1,
    },
    {
      name: 'an international user in the region us',
      send: () => login(server, us),
      problem: 'sign-in-user-of-other-region',
      expected: wire.L1,
    },
    {
      name: 'the third step, its session and its token of us',
      send: async () => grant(server, await loginToken(server, asUrsula), (await openSession(server, us)).token),
      problem: 'access-token-of-other-region',
      expected: wire.G3,
    },
    {
      name: 'the third step, its session of another region than its token',
      send: async () => grant(server, await loginToken(server, asUrsula), (await openSession(server)).token, us),
      problem: 'session-token-of-other-party',
      expected: wire.A5,
    },
    {
      name: 'the code of us',
      send: async () => requestToken(server, redemption(await obtainCode(server, asUrsula))),
      problem: 'code-of-other-region',
      expected: wire.T1,
    },
    {
      name: 'an international code in the region us',
      send: async () => requestToken(server, redemption(await obtainCode(server)), us),
      problem: 'code-of-other-region',
      expected: wire.T1,
    },
    {
      name: 'the refresh token of us',
      send: async () => refresh(server, (await obtainTokens(server, asUrsula)).refresh_token),
      problem: 'refresh-token-of-other-region',
      expected: wire.T6,
    },
    {
      name: 'the access token of us',
      send: async () => readUser(server, (await obtainTokens(server, asUrsula)).access_token),
      problem: 'access-token-of-other-region',
      expected: wire.G3,
    },
    {
      name: 'an international access token in the region us',
      send: async () => readUser(server, (await obtainTokens(server)).access_token, us),
      problem: 'access-token-of-other-region',
      expected: wire.G3,
    },
    ...[
      { path: paths.revoke, method: 'DELETE' },
      { path: paths.logout, method: 'POST' },
    ].map((made) => ({
      name: `the access token of us at ${made.path}`,
      send: async () => call(server, { ...made, bearer: (await obtainTokens(server, asUrsula)).access_token }),
      problem: 'access-token-of-other-region' as const,
      expected: wire.G3,
    })),
    {
      name: 'a one-time code for a user of us',
      send: async () => {
        const user = await createMessageUser(server, { region: 'us' });
        const { userId } = (await login(server, { user, region: 'us' })).json;
        return call(server, { path: paths.oneTimeCode, body: { userId } });
      },
      problem: 'message-not-expected',
      expected: wire.G7,
    },
  ] as const;
  for (const { name, send, problem, expected } of rows) {
    test(`of another step are refused: ${name}`, async () => {
      await assertRefused(server, send, { problem, ...expected });
    });
  }

  test('a mismatch uses nothing up: the same code and tokens work in their own region', async () => {
    const code = await obtainCode(server, asUrsula);
    assertWire(await requestToken(server, redemption(code)), wire.T1);
    const tokens = (await requestToken(server, redemption(code), us)).json;
    assertWire(await refresh(server, tokens.refresh_token), wire.T6);
    assert.equal((await refresh(server, tokens.refresh_token, us)).status, 200);
    assert.equal((await readUser(server, tokens.access_token, us)).status, 200);
    const user = await createMessageUser(server, { region: 'us' });
    assert.equal((await sendCode(server, user, us)).status, 200);
  });
});
