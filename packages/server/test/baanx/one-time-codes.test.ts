/** One-time codes of the app's own form: when one is sent, how often, how long it works, and when signing in pauses. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openBrowser } from '../_oauth.ts';
import { createTotpUser, lastCode, mailTo, totpCode } from '../_people.ts';
import { refusalOf } from '../_refused.ts';
import type { Answered, TestUser } from '../_server.ts';
import {
  type As,
  call,
  createApp,
  createMessageUser,
  login,
  openSession,
  paths,
  sendCode,
  startBaanx,
  telephoneOf,
} from './_baanx.ts';
import { assertRefused, assertWire, wire } from './_refusals.ts';

const server = await startBaanx();
const second = 1000;
const minute = 60 * second;

const messageUser = () => createMessageUser(server);
const send = (userId: string, as: As = {}): Promise<Answered> =>
  call(server, { path: paths.oneTimeCode, body: { userId }, key: (as.app ?? server.app).clientId });
const limited = { problem: 'message-limit-reached', ...wire.G7 } as const;
const unexpected = { problem: 'message-not-expected', ...wire.G7 } as const;
const wrongCode = { problem: 'second-factor-wrong', ...wire.L5 } as const;
const endedCode = { problem: 'second-factor-code-ended', ...wire.L5 } as const;
const paused = { problem: 'sign-in-paused', ...wire.L3 } as const;
const retryAfter = (answer: Answered): number => Number(answer.headers.get('retry-after'));

/** A code that is not the one that was sent. */
async function otherCode(user: TestUser, beside: readonly string[] = []): Promise<string> {
  const sent = await lastCode(server, telephoneOf(user)).catch(() => '');
  return ['000000', '111111', '222222', '333333'].find((one) => one !== sent && !beside.includes(one)) as string;
}

describe('sending a code', () => {
  test('needs a login with the right password before it', async () => {
    const user = await messageUser();
    const { userId } = (await login(server, { user })).json;
    const other = await messageUser();
    const ids = await Promise.all([other].map(async (one) => (await login(server, { user: one })).json.userId));
    await assertRefused(server, () => send(userId.replace(/^./, '9')), unexpected);
    await assertRefused(server, () => send('not a user'), unexpected);
    assert.deepEqual((await send(userId)).json, { success: true });
    assert.deepEqual((await send(ids[0] as string)).json, { success: true });
    assert.equal((await mailTo(server, telephoneOf(user))).length, 1);
  });

  test('is not opened by a wrong password, and looks the same for a user without a login and for nobody', async () => {
    const known = await messageUser();
    const { userId } = (await login(server, { user: known })).json;
    server.advance(10 * minute);
    await login(server, { user: { ...known, password: 'wrong' } });
    const [there, nobody] = [await send(userId), await send('00000000-0000-4000-8000-000000000000')];
    assert.deepEqual([there.status, there.text, retryAfter(there)], [nobody.status, nobody.text, retryAfter(nobody)]);
    await assertRefused(server, () => send(userId), unexpected);
    assert.deepEqual(await mailTo(server, telephoneOf(known)), []);
  });

  test('works for ten minutes after the login, to the second', async () => {
    const user = await messageUser();
    const { userId } = (await login(server, { user })).json;
    server.advance(10 * minute - second);
    assert.equal((await send(userId)).status, 200);
    server.advance(second);
    server.advance(30 * second);
    await assertRefused(server, () => send(userId), unexpected);
  });

  test('works through the app of the login alone', async () => {
    const user = await messageUser();
    const { userId } = (await login(server, { user })).json;
    const app = await createApp(server, 'sandbox');
    await assertRefused(server, () => send(userId, { app }), unexpected);
    await login(server, { user, app });
    assert.equal((await send(userId, { app })).status, 200);
  });

  test('is over when the password was changed', async () => {
    const user = await messageUser();
    const { userId } = (await login(server, { user })).json;
    await server.api('PATCH', `/api/environments/sandbox/users/${user.id}`, { password: 'quite another password' });
    await assertRefused(server, () => send(userId), unexpected);
  });

  test('is possible once in 30 seconds and five times in ten minutes', async () => {
    const user = await messageUser();
    for (let sent = 0; sent < 5; sent++) {
      assert.equal((await sendCode(server, user)).status, 200, `message ${sent + 1}`);
      const answer = await assertRefused(server, () => sendCode(server, user), limited);
      assert.ok(retryAfter(answer) <= 30, 'Retry-After of half a minute');
      server.advance(30 * second);
    }
    const answer = await assertRefused(server, () => sendCode(server, user), limited);
    const wait = retryAfter(answer);
    assert.ok(wait > 400 && wait <= 450, `Retry-After ${wait} of the ten minutes, of which 150 seconds are over`);
    server.advance((wait - 1) * second);
    await assertRefused(server, () => sendCode(server, user), limited);
    server.advance(2 * second);
    assert.equal((await sendCode(server, user)).status, 200);
    assert.equal((await mailTo(server, telephoneOf(user))).length, 6);
  });

  test('is counted exactly when asked many times at once', async () => {
    const user = await messageUser();
    const { userId } = (await login(server, { user })).json;
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(userId)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array.from({ length: 7 }, () => 429)]);
    assert.equal((await mailTo(server, telephoneOf(user))).length, 1);
  });

  test('does not end a pending code of somebody else, and one user’s limit is nobody else’s', async () => {
    const [first, other] = [await messageUser(), await messageUser()];
    await sendCode(server, first);
    await sendCode(server, other);
    const otpCode = await lastCode(server, telephoneOf(first));
    assert.ok((await login(server, { user: first, otpCode })).json.accessToken);
  });
});

describe('a code', () => {
  test('works for five minutes, to the second', async () => {
    const [inTime, late] = [await messageUser(), await messageUser()];
    await sendCode(server, inTime);
    await sendCode(server, late);
    server.advance(5 * minute - second);
    assert.ok(
      (await login(server, { user: inTime, otpCode: await lastCode(server, telephoneOf(inTime)) })).json.accessToken,
    );
    server.advance(second);
    const otpCode = await lastCode(server, telephoneOf(late));
    await assertRefused(server, () => login(server, { user: late, otpCode }), endedCode);
  });

  test('is void when a new one is sent', async () => {
    const user = await messageUser();
    await sendCode(server, user);
    const old = await lastCode(server, telephoneOf(user));
    let newer = old;
    while (newer === old) {
      server.advance(30 * second);
      await sendCode(server, user);
      newer = await lastCode(server, telephoneOf(user));
    }
    await assertRefused(server, () => login(server, { user, otpCode: old }), wrongCode);
    assert.ok((await login(server, { user, otpCode: newer })).json.accessToken);
  });

  test('is void after five wrong tries, so that the right one fails as well', async () => {
    const [four, five] = [await messageUser(), await messageUser()];
    for (const [user, tries] of [
      [four, 4],
      [five, 5],
    ] as const) {
      await sendCode(server, user);
      const otpCode = await otherCode(user);
      for (let tried = 0; tried < tries; tried++) {
        const expected = tried < 4 ? wrongCode : endedCode;
        await assertRefused(server, () => login(server, { user, otpCode }), expected);
      }
    }
    assert.ok(
      (await login(server, { user: four, otpCode: await lastCode(server, telephoneOf(four)) })).json.accessToken,
    );
    const otpCode = await lastCode(server, telephoneOf(five));
    await assertRefused(server, () => login(server, { user: five, otpCode }), endedCode);
  });

  test('works through the app that asked for it alone', async () => {
    const user = await messageUser();
    await sendCode(server, user);
    const otpCode = await lastCode(server, telephoneOf(user));
    const app = await createApp(server, 'sandbox');
    await assertRefused(server, () => login(server, { user, otpCode, app }), endedCode);
  });

  test('never works without the password', async () => {
    const user = await messageUser();
    await sendCode(server, user);
    const otpCode = await lastCode(server, telephoneOf(user));
    const act = () => login(server, { user: { ...user, password: 'wrong' }, otpCode });
    await assertRefused(server, act, { problem: 'sign-in-password-wrong', ...wire.L1 });
    assert.ok((await login(server, { user, otpCode })).json.accessToken, 'and is not used up by that');
  });

  test('of an authenticator app works once', async () => {
    const user = await createTotpUser(server);
    const otpCode = totpCode(user.secret, server.now());
    assert.ok((await login(server, { user, otpCode })).json.accessToken);
    await assertRefused(server, () => login(server, { user, otpCode }), {
      problem: 'second-factor-used',
      ...wire.L5,
    });
  });
});

describe('ten wrong codes in an hour', () => {
  /** Sends wrong codes, a new message before each five. */
  async function wrongTries(user: TestUser, count: number): Promise<void> {
    for (let tried = 0; tried < count; tried++) {
      if (tried % 4 === 0) {
        server.advance(2 * minute);
        assert.equal((await sendCode(server, user)).status, 200);
      }
      const otpCode = await otherCode(user);
      const answer = await login(server, { user, otpCode });
      assertWire(answer, wire.L5);
    }
  }

  test('L3 pause signing in for 15 minutes, also for the right code, and no longer', async () => {
    const user = await messageUser();
    await wrongTries(user, 10);
    const answer = await assertRefused(server, () => login(server, { user }), paused);
    assert.ok(retryAfter(answer) > 890 && retryAfter(answer) <= 900, String(retryAfter(answer)));
    const otpCode = await lastCode(server, telephoneOf(user));
    await assertRefused(server, () => login(server, { user, otpCode }), paused);
    server.advance((retryAfter(answer) - 2) * second);
    await assertRefused(server, () => login(server, { user }), paused);
    server.advance(3 * second);
    assert.equal((await login(server, { user })).json.isOtpRequired, true);
    assert.equal((await sendCode(server, user)).status, 200);
    const fresh = await lastCode(server, telephoneOf(user));
    assert.ok((await login(server, { user, otpCode: fresh })).json.accessToken, 'the pause is over');
  });

  test('are counted exactly when they come at once', async () => {
    const patient = await startBaanx({ passwordAttemptsPerAccount: 1000 });
    const user = await createMessageUser(patient);
    assert.equal((await sendCode(patient, user)).status, 200);
    const otpCode = (await lastCode(patient, telephoneOf(user))) === '000000' ? '111111' : '000000';
    const answers = await Promise.all(Array.from({ length: 24 }, () => login(patient, { user, otpCode })));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    assert.deepEqual([count(400), count(401)], [10, 14]);
    await assertRefused(patient, () => login(patient, { user }), paused);
  });

  test('after the pause ten more pause again', async () => {
    const user = await messageUser();
    await wrongTries(user, 10);
    await assertRefused(server, () => login(server, { user }), paused);
    server.advance(15 * minute + second);
    await wrongTries(user, 10);
    await assertRefused(server, () => login(server, { user }), paused);
  });

  test('nine do not pause, nor ten that are spread over more than an hour', async () => {
    const [nine, spread] = [await messageUser(), await messageUser()];
    await wrongTries(nine, 9);
    await sendCodeLater(nine);
    assert.ok(
      (await login(server, { user: nine, otpCode: await lastCode(server, telephoneOf(nine)) })).json.accessToken,
    );
    await wrongTries(spread, 5);
    server.advance(60 * minute);
    await wrongTries(spread, 5);
    assert.equal((await login(server, { user: spread })).json.isOtpRequired, true);
  });

  test('count only after the right password: a stranger pauses nobody', async () => {
    const user = await messageUser();
    const stranger = { ...user, password: 'guessed' };
    for (let tried = 0; tried < 12; tried++) {
      if (tried % 6 === 5) server.advance(16 * minute);
      assertWire(await login(server, { user: stranger, otpCode: '000000' }), wire.L1);
    }
    assert.equal((await login(server, { user })).json.isOtpRequired, true);
  });

  test('pause through every door: the hosted page as well as another app', async () => {
    const user = await messageUser();
    await wrongTries(user, 10);
    const app = await createApp(server, 'sandbox');
    await assertRefused(server, () => login(server, { user, app }), paused);
    await assertRefused(server, () => login(server, { user, app, otpCode: '000000' }), paused);
    const mails = (await mailTo(server, telephoneOf(user))).length;
    const { url } = await openSession(server);
    const browser = openBrowser(server);
    const signIn = (await browser.open(url)).headers.get('location') as string;
    await browser.open(signIn);
    const answer = await browser.submit(signIn, { email: user.email, password: user.password });
    assert.equal(answer.status, 429);
    assert.match(answer.text, /too many wrong codes\. Wait 15 minutes/);
    assert.equal((await refusalOf(server, answer.requestId)).problem, 'sign-in-paused');
    assert.equal((await mailTo(server, telephoneOf(user))).length, mails, 'no code is sent during the pause');
  });

  async function sendCodeLater(user: TestUser): Promise<void> {
    server.advance(2 * minute);
    assert.equal((await sendCode(server, user)).status, 200);
  }
});
