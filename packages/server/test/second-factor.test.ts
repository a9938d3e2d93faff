/** The second factor at the hosted sign-in: RFC 6238 section 5.2, RFC 4226 section 7, RFC 8176. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { createRecoveryCodes, recoveryCodeHashes } from '../src/directory/recovery-codes.ts';
import {
  authorizationParameters,
  createPkce,
  obtainTokens,
  openBrowser,
  requestToken,
  responseParameters,
  startOAuthServer,
} from './_oauth.ts';
import { createTotpUser, hasSession, lastCode, mailTo, signInAtApp, signInAtOwn, textOf, totpCode } from './_people.ts';
import { assertRefused } from './_refused.ts';

const server = await startOAuthServer();
const client = await server.createClient('sandbox');
const environment = server.server.context.environments.byName.get('sandbox');
assert.ok(environment);
const sandbox = environment;
const createMessageUser = () => server.createUser('sandbox', { secondFactor: 'message' });

/** Whatever the app's request led to: a page of this server, or the app. */
const leads = (answer: { readonly headers: Headers }): string =>
  new URL(answer.headers.get('location') as string).pathname;

describe('a user with an authenticator app', () => {
  it('is asked for a code after the right password, and has no session before it', async () => {
    const user = await createTotpUser(server);
    const { browser, address, page } = await signInAtApp(server, client, user);
    assert.match(address, /\/sandbox\/second-factor\?flow=/);
    assert.match(textOf(page), /Type the code that your authenticator app shows/);
    assert.equal(hasSession(browser), false);
    for (const path of ['/sandbox/consent', '/sandbox/account']) {
      const flow = new URL(address).search;
      assert.equal(leads(await browser.open(`${path}${flow}`)), '/sandbox/sign-in', path);
    }
    const { storage } = server;
    assert.deepEqual(await storage.sessionsOfUser('sandbox', user.id), []);
    const answer = await browser.submit(address, { code: totpCode(user.secret, server.now()) });
    assert.equal(leads(answer), '/sandbox/consent');
    assert.ok(hasSession(browser));
  });

  it('is told apart from a user without one by the right password only', async () => {
    const user = await createTotpUser(server);
    const plain = await server.createUser('sandbox');
    const wrong = { password: 'wrong' };
    const pages = [];
    for (const { email } of [user, plain]) {
      const { page } = await signInAtApp(server, client, { email, ...wrong });
      const { text, status } = page;
      pages.push([
        status,
        text
          .replaceAll(email, '…')
          .replaceAll(/(flow=|csrf_token" value=")[\w-]+/g, '$1…')
          .replaceAll(/data-seconds-left="\d+"|until \d\d:\d\d/g, ''),
      ]);
    }
    assert.deepEqual(pages[0], pages[1]);
  });

  it('may use the code before and the one after the present one, and no other', async () => {
    const user = await createTotpUser(server);
    const { browser, address } = await signInAtApp(server, client, user);
    for (const steps of [-2, 2]) {
      const code = totpCode(user.secret, server.now() + steps * 30_000);
      await assertRefused(server, () => browser.submit(address, { code }), {
        problem: 'second-factor-wrong',
        status: 400,
      });
    }
    assert.equal(hasSession(browser), false);
    const answer = await browser.submit(address, { code: totpCode(user.secret, server.now() - 30_000) });
    assert.equal(leads(answer), '/sandbox/consent');
    const next = await signInAtApp(server, client, user);
    const later = await next.browser.submit(next.address, { code: totpCode(user.secret, server.now() + 30_000) });
    assert.equal(leads(later), '/sandbox/consent');
  });

  it('can use a code once, also in two browsers at the same moment', async () => {
    const user = await createTotpUser(server);
    const code = totpCode(user.secret, server.now());
    const places = await Promise.all(Array.from({ length: 6 }, () => signInAtApp(server, client, user)));
    const answers = await Promise.all(places.map(({ browser, address }) => browser.submit(address, { code })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 400, 400, 400, 400, 400]);
    assert.equal(places.filter(({ browser }) => hasSession(browser)).length, 1);
    const { browser, address } = await signInAtApp(server, client, user);
    await assertRefused(server, () => browser.submit(address, { code }), {
      problem: 'second-factor-used',
      status: 400,
    });
  });

  it('lives by the machine’s clock when the environment’s was moved', async () => {
    const moved = await startOAuthServer();
    const app = await moved.createClient('sandbox');
    const user = await createTotpUser(moved);
    await moved.api('POST', '/api/environments/sandbox/clock', { advance: 'PT2H' });
    const { browser, address } = await signInAtApp(moved, app, user);
    const ahead = { code: totpCode(user.secret, moved.now() + 2 * 3600_000) };
    await assertRefused(moved, () => browser.submit(address, ahead), { problem: 'second-factor-wrong', status: 400 });
    const answer = await browser.submit(address, { code: totpCode(user.secret, moved.now()) });
    assert.equal(leads(answer), '/sandbox/consent');
  });

  it('has ten attempts in 15 minutes; whoever knows the password alone does not use up those of a known browser', async () => {
    const user = await createTotpUser(server);
    const known = await signInAtApp(server, client, user);
    await known.browser.submit(known.address, { code: totpCode(user.secret, server.now()) });
    const stranger = await signInAtApp(server, client, user);
    for (let attempt = 0; attempt < 10; attempt++) {
      assert.equal((await stranger.browser.submit(stranger.address, { code: '000000' })).status, 400);
    }
    const code = totpCode(user.secret, server.now() + 30_000);
    const refused = await assertRefused(server, () => stranger.browser.submit(stranger.address, { code }), {
      problem: 'sign-in-throttled',
      status: 429,
    });
    assert.ok(Number(refused.answer.headers.get('retry-after')) > 0);
    assert.match(textOf(refused.answer), /was not checked this time/);
    const again = await signInAtApp(server, client, user, { browser: known.browser });
    assert.equal((await again.browser.submit(again.address, { code })).status, 303);
  });
});

describe('the proof of the password', () => {
  it('belongs to the browser that gave it', async () => {
    const user = await createTotpUser(server);
    const { address } = await signInAtApp(server, client, user);
    const stranger = await signInAtApp(server, client, await createTotpUser(server));
    await assertRefused(server, () => stranger.browser.open(address), {
      problem: 'authorization-session-unknown',
      status: 400,
    });
    const code = { code: totpCode(user.secret, server.now()) };
    const act = () => stranger.browser.submit(address, code);
    await assertRefused(server, act, { problem: 'authorization-session-unknown', status: 400 });
  });

  it('is void after any change of the user, such as a new password', async () => {
    const user = await createTotpUser(server);
    const { browser, address } = await signInAtApp(server, client, user);
    await server.api('PATCH', `/api/environments/sandbox/users/${user.id}`, { password: 'quite another password' });
    const answer = await browser.submit(address, { code: totpCode(user.secret, server.now()) });
    assert.equal(leads(answer), '/sandbox/sign-in');
    assert.equal(hasSession(browser), false);
  });

  it('is needed: the page of the second factor without it leads to the sign-in', async () => {
    const browser = openBrowser(server);
    const begun = await browser.open(`/sandbox/oauth/authorize?${authorizationParameters(client)}`);
    const signIn = begun.headers.get('location') as string;
    await browser.open(signIn);
    const address = signIn.replace('/sign-in?', '/second-factor?');
    assert.equal(leads(await browser.open(address)), '/sandbox/sign-in');
    assert.equal(leads(await browser.submit(address, { code: '123456' })), '/sandbox/sign-in');
  });

  it('can be given up for another sign-in, and the request can be declined', async () => {
    const user = await createTotpUser(server);
    const { browser, address } = await signInAtApp(server, client, user);
    assert.equal(leads(await browser.submit(address, { decision: 'another-sign-in' })), '/sandbox/sign-in');
    const declined = await browser.submit(address, { decision: 'deny' });
    assert.equal(responseParameters(declined).get('error'), 'access_denied');
  });
});

describe('a user with a code by message', () => {
  it('gets a code of six digits with the right password, and only then', async () => {
    const user = await createMessageUser();
    await signInAtApp(server, client, { email: user.email, password: 'wrong' });
    assert.deepEqual(await mailTo(server, user.email), []);
    const { browser, address, page } = await signInAtApp(server, client, user);
    assert.ok(textOf(page).includes(`A code was sent to ${user.email}.`));
    const [message, ...more] = await mailTo(server, user.email);
    assert.deepEqual(more, []);
    assert.match(message?.code ?? '', /^\d{6}$/);
    assert.equal(message?.channel, 'email');
    assert.equal(page.text.includes(message?.code as string), false);
    const answer = await browser.submit(address, { code: message?.code as string });
    assert.equal(leads(answer), '/sandbox/consent');
    assert.ok(hasSession(browser));
  });

  it('shows up in the outbox of the administration API', async () => {
    const user = await createMessageUser();
    await signInAtApp(server, client, user);
    const code = await lastCode(server, user.email);
    const { json } = await server.api('GET', '/api/environments/sandbox/outbox');
    const found = json.filter(({ to }: { to: string }) => to === user.email);
    assert.equal(found.length, 1);
    assert.equal(found[0].code, code);
  });

  it('can use a code for five minutes, once, in the very browser in which it was asked for', async () => {
    const user = await createMessageUser();
    const first = await signInAtApp(server, client, user);
    const code = await lastCode(server, user.email);
    const other = await signInAtApp(server, client, user);
    await assertRefused(server, () => other.browser.submit(other.address, { code }), {
      problem: 'second-factor-code-ended',
      status: 400,
    });
    assert.match(textOf(other.page), /a moment ago. If you asked for it in another browser/);
    server.advance(5 * 60_000);
    await assertRefused(server, () => first.browser.submit(first.address, { code }), {
      problem: 'second-factor-code-ended',
      status: 400,
    });
  });

  it('voids a code by a new one, and by five wrong ones', async () => {
    const user = await createMessageUser();
    const { browser, address } = await signInAtApp(server, client, user);
    const before = await lastCode(server, user.email);
    server.advance(30_000);
    const sent = await browser.submit(address, { decision: 'send' });
    assert.match(textOf(await browser.open(sent.headers.get('location') as string)), /A new code was sent/);
    const code = await lastCode(server, user.email);
    if (before !== code) {
      await assertRefused(server, () => browser.submit(address, { code: before }), {
        problem: 'second-factor-wrong',
        status: 400,
      });
    }
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    for (let attempt = before === code ? 0 : 1; attempt < 5; attempt++) await browser.submit(address, { code: wrong });
    await assertRefused(server, () => browser.submit(address, { code }), {
      problem: 'second-factor-code-ended',
      status: 400,
    });
    assert.equal(hasSession(browser), false);
  });

  it('gets one message in 30 seconds and five in ten minutes', async () => {
    const user = await createMessageUser();
    const { browser, address } = await signInAtApp(server, client, user);
    const tooSoon = await assertRefused(server, () => browser.submit(address, { decision: 'send' }), {
      problem: 'message-limit-reached',
      status: 429,
    });
    assert.ok(Number(tooSoon.answer.headers.get('retry-after')) <= 30);
    for (let sent = 1; sent < 5; sent++) {
      server.advance(30_000);
      assert.equal((await browser.submit(address, { decision: 'send' })).status, 303);
    }
    server.advance(30_000);
    await assertRefused(server, () => browser.submit(address, { decision: 'send' }), {
      problem: 'message-limit-reached',
      status: 429,
    });
    assert.equal((await mailTo(server, user.email)).length, 5);
  });
});

describe('a recovery code', () => {
  async function withCodes() {
    const user = await createTotpUser(server);
    const codes = createRecoveryCodes(server.server.context.randomBytes);
    const codeHashes = recoveryCodeHashes(codes, user.id, sandbox);
    await server.storage.replaceRecoveryCodes({ environment: 'sandbox', userId: user.id, codeHashes });
    return { user, codes };
  }

  it('stands for the second factor once, however it is typed, and the user is told by mail', async () => {
    const { user, codes } = await withCodes();
    const [code = ''] = codes;
    assert.match(code, /^[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}$/);
    const { browser, address } = await signInAtApp(server, client, user);
    const page = await browser.open(`${address}&use=recovery-code`);
    assert.match(textOf(page), /Recovery code/);
    const answer = await browser.submit(address, {
      kind: 'recovery',
      code: ` ${code.toUpperCase().replaceAll('-', ' ')} `,
    });
    assert.equal(leads(answer), '/sandbox/consent');
    const [notice] = await mailTo(server, user.email);
    assert.match(notice?.subject ?? '', /A recovery code was used/);
    const again = await signInAtApp(server, client, user);
    await assertRefused(server, () => again.browser.submit(again.address, { kind: 'recovery', code }), {
      problem: 'second-factor-used',
      status: 400,
    });
    assert.equal(await server.storage.recoveryCodesLeft('sandbox', user.id), 9);
  });

  it('is void when an administrator takes the second factor away, and all sessions end', async () => {
    const { user, codes } = await withCodes();
    const { browser, address } = await signInAtOwn(server, user, '/sessions');
    await browser.submit(address, { kind: 'recovery', code: codes[0] ?? '' });
    const path = `/api/environments/sandbox/users/${user.id}`;
    assert.equal((await server.api('PATCH', path, { secondFactor: 'none' })).status, 200);
    assert.equal((await browser.open('/sandbox/sessions')).status, 303);
    assert.equal(await server.storage.recoveryCodesLeft('sandbox', user.id), 0);
    assert.match((await signInAtApp(server, client, user)).address, /consent/);
    await server.api('PATCH', path, { secondFactor: 'message' });
    const again = await signInAtApp(server, client, user);
    const attempt = { kind: 'recovery', code: codes[1] ?? '' };
    await assertRefused(server, () => again.browser.submit(again.address, attempt), {
      problem: 'second-factor-wrong',
      status: 400,
    });
  });

  it('of another user is none', async () => {
    const { codes } = await withCodes();
    const { user } = await withCodes();
    const { browser, address } = await signInAtApp(server, client, user);
    const attempt = { kind: 'recovery', code: codes[0] ?? '' };
    await assertRefused(server, () => browser.submit(address, attempt), {
      problem: 'second-factor-wrong',
      status: 400,
    });
  });
});

describe('the ID token', () => {
  it('says how the user signed in, and goes on saying it for a session that is used again', async () => {
    const user = await createTotpUser(server);
    const claims = async (parameters: Record<string, string>, browser = openBrowser(server)) => {
      const pkce = createPkce();
      const all = { ...parameters, code_challenge: pkce.challenge };
      const { address } = await signInAtApp(server, client, user, { browser, parameters: all });
      const consent = await browser.submit(address, { code: totpCode(user.secret, server.now()) });
      const allowed = await browser.open(consent.headers.get('location') as string);
      const final =
        allowed.status === 200
          ? await browser.submit(consent.headers.get('location') as string, { decision: 'allow' })
          : allowed;
      const code = responseParameters(final).get('code') as string;
      const form = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: client.record.redirectUris[0] as string,
        code_verifier: pkce.verifier,
      };
      const { json } = await requestToken(server, client, form);
      return decodeJwt(json.id_token);
    };
    const browser = openBrowser(server);
    assert.deepEqual((await claims({}, browser)).amr, ['pwd', 'otp', 'mfa']);
    const plain = await server.createUser('sandbox');
    const { browser: other } = await signInAtOwn(server, plain, '/sessions');
    const [session] = await server.storage.sessionsOfUser('sandbox', plain.id);
    assert.ok(hasSession(other));
    assert.deepEqual(session?.amr, ['pwd']);
    const { json } = await server.request('/sandbox/.well-known/openid-configuration');
    assert.ok(json.claims_supported.includes('amr'));
  });
});

describe('a user whom the app named by id_token_hint (OpenID Connect Core section 3.1.2.1)', () => {
  const named = async () => {
    const user = await createTotpUser(server);
    const plain = await server.createUser('sandbox');
    const { id_token } = await obtainTokens(server, { client, user: plain });
    return { user, plain, parameters: { id_token_hint: id_token } };
  };

  it('is not replaced by another one, who proved a second factor as well', async () => {
    const { user, parameters } = await named();
    const { browser, address } = await signInAtApp(server, client, user, { parameters });
    assert.match(address, /second-factor/, 'the password alone tells nothing yet');
    const code = { code: totpCode(user.secret, server.now()) };
    await assertRefused(server, () => browser.submit(address, code), {
      problem: 'login-required',
      status: 303,
      error: 'login_required',
    });
    assert.equal(hasSession(browser), false);
    assert.deepEqual(await server.storage.sessionsOfUser('sandbox', user.id), []);
    await assertRefused(server, () => browser.open(address), { problem: 'authorization-session-unknown', status: 400 });
  });

  it('is not replaced by another one with a password alone', async () => {
    const { parameters } = await named();
    const other = await server.createUser('sandbox');
    const browser = openBrowser(server);
    const query = authorizationParameters(client, { prompt: 'login', ...parameters });
    const signIn = (await browser.open(`/sandbox/oauth/authorize?${query}`)).headers.get('location') as string;
    await browser.open(signIn);
    const { email, password } = other;
    await assertRefused(server, () => browser.submit(signIn, { email, password }), {
      problem: 'login-required',
      status: 303,
      error: 'login_required',
    });
    assert.equal(hasSession(browser), false);
    assert.deepEqual(await server.storage.sessionsOfUser('sandbox', other.id), []);
  });

  it('goes on, with a second factor or without', async () => {
    const { plain, parameters: hint } = await named();
    const parameters = { ...hint, prompt: 'login consent' };
    assert.match((await signInAtApp(server, client, plain, { parameters })).address, /consent/);
    // The ID token is the one that this very user was given, whose second factor is new.
    await server.api('PATCH', `/api/environments/sandbox/users/${plain.id}`, { secondFactor: 'message' });
    const { browser, address } = await signInAtApp(server, client, plain, { parameters });
    assert.match(address, /second-factor/);
    const answer = await browser.submit(address, { code: await lastCode(server, plain.email) });
    assert.equal(leads(answer), '/sandbox/consent');
    assert.ok(hasSession(browser));
  });
});

describe('a code by message dies', () => {
  it('with the sign-in for which it was asked: when the user declines, and when its time is over', async () => {
    for (const end of ['deny', 'expire'] as const) {
      const user = await createMessageUser();
      const { browser, address } = await signInAtApp(server, client, user);
      const code = await lastCode(server, user.email);
      if (end === 'deny') await browser.submit(address, { decision: 'deny' });
      else server.advance(600_000);
      const problem = end === 'deny' ? 'authorization-session-unknown' : 'authorization-session-expired';
      await assertRefused(server, () => browser.submit(address, { code }), { problem, status: 400 });
      assert.equal(hasSession(browser), false, end);
    }
  });

  it('with the session that asked for it, when it is to turn such codes on', async () => {
    const user = await server.createUser('sandbox');
    const path = '/sandbox/security/email-code';
    const { browser } = await signInAtOwn(server, user, '/security/email-code');
    await browser.submit(path, { decision: 'send' });
    const code = await lastCode(server, user.email);
    await browser.open('/sandbox/sessions');
    await browser.submit('/sandbox/sessions', { decision: 'sign-out' });
    assert.equal(leads(await browser.submit(path, { code })), '/sandbox/sign-in');
    const again = await signInAtOwn(server, user, '/security/email-code', browser);
    await assertRefused(server, () => again.browser.submit(path, { code }), {
      problem: 'second-factor-code-ended',
      status: 400,
    });
    assert.equal((await server.storage.user('sandbox', user.id))?.secondFactor, 'none');
  });

  it('with the password that was typed before it, when that is reset', async () => {
    const user = await createMessageUser();
    const { browser, address } = await signInAtApp(server, client, user);
    const code = await lastCode(server, user.email);
    const forgotten = openBrowser(server);
    await forgotten.open('/sandbox/forgotten-password');
    await forgotten.submit('/sandbox/forgotten-password', { email: user.email });
    const link = (await mailTo(server, user.email)).at(-1)?.link ?? '';
    await forgotten.open(link);
    const text = new URL(link).searchParams.get('link') as string;
    await forgotten.submit('/sandbox/reset-password', { link: text, password: 'some other words in a row' });
    assert.equal(leads(await browser.submit(address, { code })), '/sandbox/sign-in');
    const proof = { email: user.email, password: 'some other words in a row' };
    const again = await signInAtApp(server, client, proof, { browser });
    assert.match(again.address, /second-factor/);
    await assertRefused(server, () => again.browser.submit(again.address, { code }), {
      problem: 'second-factor-code-ended',
      status: 400,
    });
  });
});
