/** Resets by mail: of a forgotten password and of a lost second factor. Nothing tells a stranger who has an address. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBrowser, startOAuthServer, withPolicy } from './_oauth.ts';
import {
  createTotpUser,
  hasSession,
  mailTo,
  signedInBrowser,
  signInAtApp,
  signInAtOwn,
  textOf,
  totpCode,
} from './_people.ts';
import { recordedWork, recordPasswords, recordStorage } from './_recorded-work.ts';
import { assertRefused } from './_refused.ts';

const server = await startOAuthServer({ wrapStorage: recordStorage });
recordPasswords(server);
const client = await server.createClient('sandbox');
const forgotten = '/sandbox/forgotten-password';
const lost = '/sandbox/lost-second-factor';

/** Asks for a link in a browser of its own. */
async function ask(path: string, email: string, browser = openBrowser(server)) {
  await browser.open(path);
  return browser.submit(path, { email });
}

/** The link that was mailed last, and a browser that has opened it. */
async function openLink(email: string, browser = openBrowser(server)) {
  const { link } = (await mailTo(server, email)).findLast((mail) => mail.link !== undefined) ?? {};
  assert.ok(link, 'no link was mailed');
  const page = await browser.open(link);
  const { pathname, searchParams } = new URL(link);
  const submit = (password: string) => browser.submit(pathname, { link: searchParams.get('link') as string, password });
  return { link, page, browser, submit };
}

describe('asking for a link', () => {
  for (const [path, what] of [
    [forgotten, 'a forgotten password'],
    [lost, 'a lost second factor'],
  ] as const) {
    it(`for ${what} looks and costs the same for a user, a user to whom it does not apply, and a stranger`, async () => {
      const people = [
        await createTotpUser(server),
        await server.createUser('sandbox'),
        await server.createUser('sandbox', { enabled: false, secondFactor: 'message' }),
        { email: 'nobody-at-all@people.example' },
      ];
      const browser = openBrowser(server);
      await browser.open(path);
      const seen = [];
      for (const { email } of people) {
        const [answer, work] = await recordedWork(() => browser.submit(path, { email }));
        const headers = [...answer.headers].filter(
          ([name]) => !['date', 'candor-request-id', 'content-length'].includes(name),
        );
        seen.push({ status: answer.status, headers, body: answer.text.replaceAll(email, '…'), work });
      }
      for (const one of seen) assert.deepEqual(one, seen[0]);
      assert.equal(seen[0]?.status, 200);
      assert.ok(seen[0]?.work.includes('storage createResetLink'));
      const mailed = await Promise.all(people.map(({ email }) => mailTo(server, email)));
      const expected = path === forgotten ? [1, 1, 0, 0] : [1, 0, 0, 0];
      assert.deepEqual(
        mailed.map(({ length }) => length),
        expected,
      );
    });
  }

  it('is limited by person, and by address, whether or not there is such a person', async () => {
    const limited = await startOAuthServer();
    const browser = openBrowser(limited);
    await browser.open(forgotten);
    const { email } = await limited.createUser('sandbox');
    for (const person of [email, 'nobody@people.example']) {
      for (let sent = 0; sent < 5; sent++)
        assert.equal((await browser.submit(forgotten, { email: person })).status, 200);
      const act = () => browser.submit(forgotten, { email: person });
      const { answer } = await assertRefused(limited, act, { problem: 'message-limit-reached', status: 429 });
      assert.match(textOf(answer), /Nothing was sent/);
    }
    for (let sent = 0; sent < 8; sent++) await browser.submit(forgotten, { email: `other-${sent}@people.example` });
    const act = () => browser.submit(forgotten, { email: 'one-more@people.example' });
    await assertRefused(limited, act, { problem: 'message-limit-reached', status: 429 });
    limited.advance(3600_000);
    assert.equal((await browser.submit(forgotten, { email })).status, 200);
  });

  it('takes the form of this very page only', async () => {
    const { email } = await server.createUser('sandbox');
    const browser = openBrowser(server);
    await browser.open(forgotten);
    const elsewhere = () => browser.submit(forgotten, { email }, { origin: 'https://evil.example' });
    await assertRefused(server, elsewhere, { problem: 'form-not-from-this-page', status: 403 });
    assert.deepEqual(await mailTo(server, email), []);
  });
});

describe('a link for a new password', () => {
  it('says that the server is busy, not that the password is at fault, where no more hashes may wait', async () => {
    const user = await server.createUser('sandbox');
    await ask(forgotten, user.email);
    const { submit } = await openLink(user.email);
    const hashes = Array.from({ length: 220 }, () =>
      server.server.context.passwords.hash('fills the queue').catch(() => ''),
    );
    const act = () => submit('some other words in a row');
    const { answer } = await assertRefused(server, act, { problem: 'overloaded', status: 503 });
    assert.doesNotMatch(textOf(answer), /characters/);
    await Promise.all(hashes);
    assert.equal((await submit('some other words in a row')).status, 200);
  });

  it('sets it, ends all sessions and tells the user by mail', async () => {
    const user = await server.createUser('sandbox');
    const before = await signedInBrowser(server, user);
    await ask(forgotten, user.email);
    const { page, submit } = await openLink(user.email);
    assert.match(textOf(page), /Choose a new password/);
    const done = await submit('some other words in a row');
    assert.match(textOf(done), /Your password is set/);
    assert.match((await before.open('/sandbox/sessions')).headers.get('location') ?? '', /sign-in/);
    const old = await signInAtApp(server, client, user);
    assert.equal(old.page.status, 400);
    const now = await signInAtApp(server, client, { email: user.email, password: 'some other words in a row' });
    assert.match(now.address, /consent/);
    assert.match((await mailTo(server, user.email)).at(-1)?.subject ?? '', /was changed/);
  });

  it('leaves a second factor as it is', async () => {
    const user = await createTotpUser(server);
    await ask(forgotten, user.email);
    await (await openLink(user.email)).submit('some other words in a row');
    const { address, browser } = await signInAtApp(server, client, {
      email: user.email,
      password: 'some other words in a row',
    });
    assert.match(address, /second-factor/);
    assert.equal(hasSession(browser), false);
  });

  it('is used once, in thirty minutes, and not after another one was used', async () => {
    const user = await server.createUser('sandbox');
    await ask(forgotten, user.email);
    const first = await openLink(user.email);
    await ask(forgotten, user.email);
    const second = await openLink(user.email);
    assert.notEqual(first.link, second.link);
    assert.equal((await second.submit('some other words in a row')).status, 200);
    for (const { submit, browser, link } of [second, first]) {
      await assertRefused(server, () => submit('a third set of words'), {
        problem: 'reset-link-not-accepted',
        status: 410,
      });
      await assertRefused(server, () => browser.open(link), { problem: 'reset-link-not-accepted', status: 410 });
    }
    await ask(forgotten, user.email);
    const late = await openLink(user.email);
    server.advance(30 * 60_000);
    await assertRefused(server, () => late.submit('a third set of words'), {
      problem: 'reset-link-not-accepted',
      status: 410,
    });
  });

  it('is not used up by a password that is too short', async () => {
    const user = await server.createUser('sandbox');
    await ask(forgotten, user.email);
    const { submit } = await openLink(user.email);
    const { answer } = await assertRefused(server, () => submit('short'), {
      problem: 'new-password-refused',
      status: 400,
    });
    assert.match(textOf(answer), /at least 12 characters/);
    assert.equal((await submit('long enough after all')).status, 200);
  });

  it('of another purpose, or altered, is none', async () => {
    const user = await createTotpUser(server);
    await ask(lost, user.email);
    const { link } = await openLink(user.email);
    const altered = link.replace('reset-second-factor', 'reset-password');
    const browser = openBrowser(server);
    await assertRefused(server, () => browser.open(altered), { problem: 'reset-link-not-accepted', status: 410 });
    await assertRefused(server, () => browser.open(`${link.slice(0, -3)}AAA`), {
      problem: 'reset-link-not-accepted',
      status: 410,
    });
  });
});

describe('a link for a lost second factor', () => {
  it('asks for the password as well, and turns the second factor off', async () => {
    const user = await createTotpUser(server);
    const { browser } = await signInAtOwn(server, user, '/sessions').then(async (at) => {
      await at.browser.submit(at.address, { code: totpCode(user.secret, server.now()) });
      return at;
    });
    assert.ok(hasSession(browser));
    await ask(lost, user.email);
    const { page, submit } = await openLink(user.email);
    assert.match(textOf(page), /Turn the second step off/);
    await assertRefused(server, () => submit('wrong'), { problem: 'sign-in-password-wrong', status: 400 });
    assert.equal((await server.storage.user('sandbox', user.id))?.secondFactor, 'totp');
    assert.match(textOf(await submit(user.password)), /The second step is off/);
    const after = await server.storage.user('sandbox', user.id);
    assert.equal(after?.secondFactor, 'none');
    assert.equal(after?.totpSecretSealed, undefined);
    assert.match((await browser.open('/sandbox/sessions')).headers.get('location') ?? '', /sign-in/);
    assert.match((await mailTo(server, user.email)).at(-1)?.subject ?? '', /is off/);
    assert.match((await signInAtApp(server, client, user)).address, /consent/);
    await assertRefused(server, () => submit(user.password), { problem: 'reset-link-not-accepted', status: 410 });
  });

  it('waits three days after a password that was reset by mail: a mailbox alone is not enough', async () => {
    const patient = await startOAuthServer();
    const user = await createTotpUser(patient);
    const browser = openBrowser(patient);
    const words = 'some other words in a row';
    const follow = async (asked: string, page: string) => {
      await browser.open(asked);
      await browser.submit(asked, { email: user.email });
      const { link = '' } = (await mailTo(patient, user.email)).findLast((mail) => mail.link) ?? {};
      await browser.open(link);
      return browser.submit(page, { link: new URL(link).searchParams.get('link') as string, password: words });
    };
    assert.equal((await follow(forgotten, '/sandbox/reset-password')).status, 200);
    const turnOff = () => follow(lost, '/sandbox/reset-second-factor');
    const { answer } = await assertRefused(patient, turnOff, { problem: 'second-factor-reset-too-soon', status: 429 });
    assert.match(textOf(answer), /wait 72 hours, or use a recovery code/);
    assert.equal((await patient.storage.user('sandbox', user.id))?.secondFactor, 'totp');
    await patient.api('PATCH', `/api/environments/sandbox/users/${user.id}`, { name: 'Another Name' });
    patient.advance(72 * 3600_000 - 60_000);
    await assertRefused(patient, turnOff, { problem: 'second-factor-reset-too-soon', status: 429 });
    patient.advance(60_000);
    assert.match(textOf(await turnOff()), /The second step is off/);
  });

  it('counts wrong passwords as a sign-in does', async () => {
    const strict = await startOAuthServer({ configuration: withPolicy({ passwordAttemptsPerAccount: 3 }) });
    const user = await createTotpUser(strict);
    const browser = openBrowser(strict);
    await browser.open(lost);
    await browser.submit(lost, { email: user.email });
    const { link = '' } = (await mailTo(strict, user.email)).at(-1) ?? {};
    await browser.open(link);
    const text = new URL(link).searchParams.get('link') as string;
    const submit = (password: string) => browser.submit('/sandbox/reset-second-factor', { link: text, password });
    for (let attempt = 0; attempt < 3; attempt++) assert.equal((await submit('wrong')).status, 400);
    await assertRefused(strict, () => submit(user.password), { problem: 'sign-in-throttled', status: 429 });
    assert.equal((await strict.storage.user('sandbox', user.id))?.secondFactor, 'totp');
  });
});
