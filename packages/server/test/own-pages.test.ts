/** A user's own pages: connected apps, sessions, and setting a second factor up and turning it off. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  authorize,
  introspect,
  obtainTokens,
  openBrowser,
  refresh,
  startOAuthServer,
  type TestBrowser,
} from './_oauth.ts';
import {
  createTotpUser,
  hasSession,
  lastCode,
  mailTo,
  signedInBrowser,
  signInAtApp,
  signInAtOwn,
  textOf,
  totpCode,
} from './_people.ts';
import { assertRefused } from './_refused.ts';
import type { Answered, TestUser } from './_server.ts';

const server = await startOAuthServer();
const client = await server.createClient('sandbox', { name: 'Ledger sync', homeUri: 'https://app.example/' });
const own = (path: string) => `/sandbox${path}`;

const field = (page: Answered, name: string): string =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(page.text)?.[1] ?? '';
const codesOn = (page: Answered): string[] => field(page, 'recovery_codes').split(' ');

describe('a user’s own page', () => {
  it('is for somebody who is signed in, comes back to itself, and is tied to the form’s page', async () => {
    const user = await server.createUser('sandbox');
    for (const path of ['/connected-apps', '/sessions', '/security']) {
      const { address, page, browser } = await signInAtOwn(server, user, path);
      assert.equal(new URL(address).pathname, own(path));
      assert.equal(page.status, 200);
      assert.match(page.headers.get('content-security-policy') ?? '', /form-action 'self'/);
      assert.equal(page.headers.get('cache-control'), 'no-store');
      if (path === '/security') continue;
      const act = () => browser.submit(own(path), { decision: 'end-others' }, { origin: 'https://evil.example' });
      await assertRefused(server, act, { problem: 'form-not-from-this-page', status: 403 });
    }
  });

  it('can’t be reached by an authorization session for it as if an app had asked', async () => {
    const browser = openBrowser(server);
    const begun = await browser.open(own('/sessions'));
    const { search } = new URL(begun.headers.get('location') as string);
    const act = () => browser.open(own(`/consent${search}`));
    await assertRefused(server, act, { problem: 'authorization-session-unknown', status: 400 });
  });

  it('asks for the second factor as an app’s sign-in does', async () => {
    const user = await createTotpUser(server);
    const { browser, address } = await signInAtOwn(server, user, '/sessions');
    assert.match(address, /second-factor/);
    assert.equal(hasSession(browser), false);
    const answer = await browser.submit(address, { code: totpCode(user.secret, server.now()) });
    assert.equal(new URL(answer.headers.get('location') as string).pathname, own('/sessions'));
    assert.equal((await browser.open(own('/sessions'))).status, 200);
  });
});

describe('connected apps', () => {
  it('says what each app may do, and ends its access at once', async () => {
    const user = await server.createUser('sandbox');
    const tokens = await obtainTokens(server, {
      client,
      user,
      parameters: { scope: 'openid email offline_access ledger:read' },
    });
    const browser = await signedInBrowser(server, user);
    const page = await browser.open(own('/connected-apps'));
    const text = textOf(page);
    for (const said of [
      'Ledger sync',
      'Read your ledger',
      'Your email address',
      'Connected since',
      'Last used on',
      'First Organisation',
    ]) {
      assert.ok(text.includes(said), said);
    }
    assert.equal((await introspect(server, client, tokens.access_token)).active, true);
    const ended = await browser.submit(own('/connected-apps'), { grant: field(page, 'grant') });
    const after = await browser.open(ended.headers.get('location') as string);
    assert.match(textOf(after), /Ledger sync is disconnected\. .*No app is connected/);
    assert.equal((await introspect(server, client, tokens.access_token)).active, false);
    await assertRefused(server, () => refresh(server, client, tokens.refresh_token), {
      problem: 'refresh-token-revoked',
      status: 400,
      error: 'invalid_grant',
    });
    const { items } = await server.storage.grants('sandbox', { userId: user.id }, { limit: 9 });
    assert.deepEqual(
      items.map(({ endedBy }) => endedBy),
      ['user'],
    );
  });

  it('shows and ends nothing of another user', async () => {
    const user = await server.createUser('sandbox');
    const tokens = await obtainTokens(server, { client, user });
    const stranger = await signedInBrowser(server, await server.createUser('sandbox'));
    const { items } = await server.storage.grants('sandbox', { userId: user.id }, { limit: 1 });
    const id = items[0]?.id as string;
    assert.match(textOf(await stranger.open(own(`/connected-apps?ended=${id}`))), /No app is connected/);
    await stranger.submit(own('/connected-apps'), { grant: id });
    assert.equal((await introspect(server, client, tokens.access_token)).active, true);
  });

  it('is named on the consent page', async () => {
    const user = await server.createUser('sandbox');
    const { page } = await signInAtApp(server, client, user);
    assert.ok(page.text.includes(`href="${server.url}/sandbox/connected-apps"`));
  });
});

describe('sessions', () => {
  async function threeSessions(): Promise<{ readonly user: TestUser; readonly browsers: readonly TestBrowser[] }> {
    const user = await server.createUser('sandbox');
    const browsers: TestBrowser[] = [];
    for (let n = 0; n < 3; n++) {
      browsers.push(await signedInBrowser(server, user));
      server.advance(60_000);
    }
    return { user, browsers };
  }

  const isSignedIn = async (browser: TestBrowser): Promise<boolean> =>
    (await browser.open(own('/sessions'))).status === 200;

  it('are listed, this one first, and one is ended', async () => {
    const { browsers } = await threeSessions();
    const [first, second, third] = browsers as [TestBrowser, TestBrowser, TestBrowser];
    const page = await third.open(own('/sessions'));
    assert.match(textOf(page), /This browser .*Another browser .*Another browser/);
    assert.equal(textOf(page).match(/From the same network address/g)?.length, 2);
    assert.doesNotMatch(page.text.replaceAll(server.url, ''), /127\.0\.0\.1|::1/);
    await third.submit(own('/sessions'), { session: field(page, 'session') });
    assert.deepEqual(await Promise.all([first, second, third].map(isSignedIn)), [true, false, true]);
  });

  it('are all ended but this one', async () => {
    const { browsers } = await threeSessions();
    const [first, second, third] = browsers as [TestBrowser, TestBrowser, TestBrowser];
    await second.open(own('/sessions'));
    const answer = await second.submit(own('/sessions'), { decision: 'end-others' });
    assert.match(textOf(await second.open(answer.headers.get('location') as string)), /2 sessions are over/);
    assert.deepEqual(await Promise.all([first, second, third].map(isSignedIn)), [false, true, false]);
  });

  it('of another user are not ended, and signing out ends this one', async () => {
    const { browsers, user } = await threeSessions();
    const stranger = await signedInBrowser(server, await server.createUser('sandbox'));
    const [session] = await server.storage.sessionsOfUser('sandbox', user.id);
    await stranger.open(own('/sessions'));
    await stranger.submit(own('/sessions'), { session: Buffer.from(session?.id ?? []).toString('base64url') });
    assert.equal((await server.storage.sessionsOfUser('sandbox', user.id)).length, 3);
    const [first] = browsers as [TestBrowser];
    await first.open(own('/sessions'));
    await first.submit(own('/sessions'), { decision: 'sign-out' });
    assert.equal(hasSession(first), false);
    assert.equal((await server.storage.sessionsOfUser('sandbox', user.id)).length, 2);
  });

  it('are remembered to be used, no finer than five minutes', async () => {
    const user = await server.createUser('sandbox');
    const browser = await signedInBrowser(server, user);
    const lastUsed = async () => (await server.storage.sessionsOfUser('sandbox', user.id))[0]?.lastUsedAt;
    assert.equal(await lastUsed(), undefined);
    server.advance(6 * 60_000);
    await authorize(server, { client, user, browser });
    const used = await lastUsed();
    assert.ok(used !== undefined && server.now() - used < 60_000);
    server.advance(60_000);
    await browser.open(own('/sessions'));
    assert.equal(await lastUsed(), used);
  });
});

describe('setting up an authenticator app', () => {
  it('shows a key as picture and text, is confirmed by a code, and gives ten recovery codes once', async () => {
    const user = await server.createUser('sandbox');
    const browser = await signedInBrowser(server, user, '/security');
    assert.match(textOf(await browser.open(own('/security'))), /your password alone lets you in/);
    const setUp = own('/security/authenticator');
    const page = await browser.open(setUp);
    const key = (/id="totp-key">([A-Z2-7 ]+)</.exec(page.text)?.[1] ?? '').replaceAll(' ', '');
    assert.match(key, /^[A-Z2-7]{32}$/);
    assert.match(page.text, /<svg class="qr"/);
    const enrolment = field(page, 'enrolment');
    const wrong = () => browser.submit(setUp, { enrolment, code: '000000' });
    const { answer } = await assertRefused(server, wrong, { problem: 'second-factor-wrong', status: 400 });
    assert.ok(answer.text.replaceAll(' ', '').includes(key), 'the same key is shown again');
    const done = await browser.submit(setUp, {
      enrolment: field(answer, 'enrolment'),
      code: totpCode(key, server.now()),
    });
    const codes = codesOn(done);
    assert.equal(new Set(codes).size, 10);
    assert.match((await mailTo(server, user.email)).at(-1)?.subject ?? '', /was set up/);
    const overview = await browser.open(own('/security'));
    assert.match(textOf(overview), /You have 10 recovery codes left/);
    for (const code of codes) assert.equal(overview.text.includes(code), false);

    const text = await browser.submit(own('/security/recovery-codes/text'), { recovery_codes: codes.join(' ') });
    assert.match(text.headers.get('content-disposition') ?? '', /^attachment; filename="recovery-codes.txt"$/);
    for (const code of codes) assert.ok(text.text.includes(`${code}\n`));

    const next = await signInAtApp(server, client, user);
    assert.match(next.address, /second-factor/);
    const same = () => next.browser.submit(next.address, { code: totpCode(key, server.now()) });
    await assertRefused(server, same, { problem: 'second-factor-used', status: 400 });
    const recovered = await next.browser.submit(next.address, { kind: 'recovery', code: codes[3] ?? '' });
    assert.match(recovered.headers.get('location') ?? '', /consent/);
    assert.match(textOf(await browser.open(own('/security'))), /You have 9 recovery codes left/);
  });

  it('takes a key of this very session only', async () => {
    const victim = await server.createUser('sandbox');
    const browser = await signedInBrowser(server, victim, '/security');
    const attacker = await signedInBrowser(server, await server.createUser('sandbox'), '/security');
    const page = await attacker.open(own('/security/authenticator'));
    const key = (/id="totp-key">([A-Z2-7 ]+)</.exec(page.text)?.[1] ?? '').replaceAll(' ', '');
    await browser.open(own('/security/authenticator'));
    const sent = { enrolment: field(page, 'enrolment'), code: totpCode(key, server.now()) };
    const answer = await browser.submit(own('/security/authenticator'), sent);
    assert.match(textOf(answer), /here is a new key/);
    assert.equal((await server.storage.user('sandbox', victim.id))?.secondFactor, 'none');
  });
});

describe('setting up codes by email', () => {
  it('sends a code first and takes it', async () => {
    const user = await server.createUser('sandbox');
    const browser = await signedInBrowser(server, user, '/security');
    const setUp = own('/security/email-code');
    await browser.open(setUp);
    const sent = await browser.submit(setUp, { decision: 'send' });
    await browser.open(sent.headers.get('location') as string);
    const code = await lastCode(server, user.email);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    await assertRefused(server, () => browser.submit(setUp, { code: wrong }), {
      problem: 'second-factor-wrong',
      status: 400,
    });
    assert.equal(codesOn(await browser.submit(setUp, { code })).length, 10);
    assert.equal((await server.storage.user('sandbox', user.id))?.secondFactor, 'message');
    server.advance(30_000);
    assert.match((await signInAtApp(server, client, user)).address, /second-factor/);
  });
});

describe('what changes a second factor', () => {
  it('takes a fresh proof of who it is, the second factor included', async () => {
    const user = await createTotpUser(server);
    const at = await signInAtOwn(server, user, '/security');
    await at.browser.submit(at.address, { code: totpCode(user.secret, server.now()) });
    const { browser } = at;
    server.advance(26 * 60_000);
    for (const path of [
      '/security/turn-off',
      '/security/recovery-codes',
      '/security/authenticator',
      '/security/email-code',
    ]) {
      const asked = await browser.open(own(path));
      assert.match(asked.headers.get('location') ?? '', /\/sandbox\/sign-in\?flow=/, path);
      const posted = await browser.submit(own(path), {});
      assert.match(posted.headers.get('location') ?? '', /\/sandbox\/sign-in\?flow=/, path);
    }
    const again = await browser.open(own('/security/turn-off'));
    const signIn = again.headers.get('location') as string;
    const page = await browser.open(signIn);
    assert.match(textOf(page), /Confirm that it is you/);
    assert.ok(page.text.includes(`value="${user.email}"`));
    const half = await browser.submit(signIn, { email: user.email, password: user.password });
    const second = half.headers.get('location') as string;
    assert.match(second, /second-factor/);
    const whole = await browser.submit(second, { code: totpCode(user.secret, server.now()) });
    assert.equal(new URL(whole.headers.get('location') as string).pathname, own('/security/turn-off'));
    assert.equal((await server.storage.user('sandbox', user.id))?.secondFactor, 'totp');
    await browser.open(own('/security/turn-off'));
    const off = await browser.submit(own('/security/turn-off'), {});
    assert.match(textOf(await browser.open(off.headers.get('location') as string)), /The second step is off/);
    assert.equal((await server.storage.user('sandbox', user.id))?.totpSecretSealed, undefined);
    assert.match((await mailTo(server, user.email)).at(-1)?.subject ?? '', /is off/);
  });

  it('makes new recovery codes, and voids the old ones', async () => {
    const user = await createTotpUser(server);
    const { browser, address } = await signInAtOwn(server, user, '/security');
    await browser.submit(address, { code: totpCode(user.secret, server.now()) });
    await browser.open(own('/security/recovery-codes'));
    const first = codesOn(await browser.submit(own('/security/recovery-codes'), {}));
    const second = codesOn(await browser.submit(own('/security/recovery-codes'), {}));
    assert.equal(await server.storage.recoveryCodesLeft('sandbox', user.id), 10);
    assert.match((await mailTo(server, user.email)).at(-1)?.subject ?? '', /New recovery codes/);
    const next = await signInAtApp(server, client, user);
    const old = () => next.browser.submit(next.address, { kind: 'recovery', code: first[0] ?? '' });
    await assertRefused(server, old, { problem: 'second-factor-wrong', status: 400 });
    assert.equal((await next.browser.submit(next.address, { kind: 'recovery', code: second[0] ?? '' })).status, 303);
  });
});

describe('changing the password', () => {
  const path = own('/security/password');
  const words = 'some other words in a row';

  it('takes the present one and a long enough new one, ends all other sessions and tells the user by mail', async () => {
    const user = await server.createUser('sandbox');
    const elsewhere = await signedInBrowser(server, user);
    const browser = await signedInBrowser(server, user, '/security/password');
    await browser.open(path);
    const change = (present_password: string, password: string) => browser.submit(path, { present_password, password });
    const wrong = await assertRefused(server, () => change('wrong', words), {
      problem: 'sign-in-password-wrong',
      status: 400,
    });
    assert.match(textOf(wrong.answer), /The present password is not right/);
    const short = await assertRefused(server, () => change(user.password, 'short'), {
      problem: 'new-password-refused',
      status: 400,
    });
    assert.match(textOf(short.answer), /at least 12 characters/);
    for (const { answer } of [wrong, short]) {
      for (const typed of ['wrong', 'short', words, user.password]) assert.ok(!answer.text.includes(`"${typed}"`));
    }
    assert.equal((await elsewhere.open(own('/sessions'))).status, 200);
    const done = await change(user.password, words);
    assert.match(textOf(await browser.open(done.headers.get('location') as string)), /Your password is changed/);
    assert.equal((await elsewhere.open(own('/sessions'))).status, 303);
    assert.match((await mailTo(server, user.email)).at(-1)?.subject ?? '', /password .* was changed/);
    assert.equal((await signInAtApp(server, client, user)).page.status, 400);
    assert.match((await signInAtApp(server, client, { ...user, password: words })).address, /consent/);
  });

  it('counts wrong present passwords as a sign-in does, and is for the form of this page only', async () => {
    const user = await server.createUser('sandbox');
    const browser = await signedInBrowser(server, user, '/security/password');
    await browser.open(path);
    const form = { present_password: user.password, password: words };
    await assertRefused(server, () => browser.submit(path, form, { origin: 'https://evil.example' }), {
      problem: 'form-not-from-this-page',
      status: 403,
    });
    let attempts = 0;
    while ((await browser.submit(path, { ...form, present_password: 'wrong' })).status === 400) attempts += 1;
    assert.ok(attempts >= 3 && attempts <= 20, String(attempts));
    const { answer } = await assertRefused(server, () => browser.submit(path, form), {
      problem: 'sign-in-throttled',
      status: 429,
    });
    assert.match(textOf(answer), /Not changed/);
    assert.match(textOf(answer), /was not checked this time/);
  });

  it('voids the links that were mailed before, and leaves the second factor as it is', async () => {
    const user = await createTotpUser(server);
    const { browser, address } = await signInAtOwn(server, user, '/security/password');
    await browser.submit(address, { code: totpCode(user.secret, server.now()) });
    await browser.open(own('/forgotten-password'));
    await browser.submit(own('/forgotten-password'), { email: user.email });
    const link = (await mailTo(server, user.email)).at(-1)?.link as string;
    assert.equal((await browser.open(link)).status, 200);
    await browser.open(path);
    await browser.submit(path, { present_password: user.password, password: words });
    await assertRefused(server, () => browser.open(link), { problem: 'reset-link-not-accepted', status: 410 });
    const again = await signInAtApp(server, client, { ...user, password: words });
    assert.match(again.address, /second-factor/);
    const code = totpCode(user.secret, server.now() + 30_000);
    assert.equal((await again.browser.submit(again.address, { code })).status, 303);
  });
});
