/** Headers and cookies of the hosted pages: RFC 9700 sections 4.2.4 and 4.16, RFC 6749 sections 10.12 and 10.13. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertRefused, authorizationParameters, openBrowser, requestHost, startOAuthServer } from './_oauth.ts';
import type { Answered } from './_server.ts';

const server = await startOAuthServer();
const client = await server.createClient('sandbox');
const user = await server.createUser('sandbox');
const second = await server.createUser('sandbox');
const both = await server.createUser('sandbox', {
  accounts: [
    { accountId: user.accountId, role: 'owner' },
    { accountId: second.accountId, role: 'owner' },
  ],
});

/** Every hosted page, and the form-action that its policy should have. */
const pages = new Map<string, { readonly answer: Answered; readonly formAction: string }>();
const app = "'self' https://app.example";
const browser = openBrowser(server);
const begin = async () => {
  const query = authorizationParameters(client);
  return (await browser.open(`/sandbox/oauth/authorize?${query}`)).headers.get('location') as string;
};
const signIn = await begin();
const keep = (name: string, answer: Answered, formAction: string) => pages.set(name, { answer, formAction });
keep('sign-in', await browser.open(signIn), app);
keep('sign-in, refused', await browser.submit(signIn, { email: both.email, password: 'wrong' }), app);
const signedIn = await browser.submit(signIn, { email: both.email, password: both.password });
const account = signedIn.headers.get('location') as string;
keep('account choice', await browser.open(account), app);
const consent = (await browser.submit(account, { account: user.accountId })).headers.get('location') as string;
keep('consent', await browser.open(consent), app);
keep('sign-out', await browser.open('/sandbox/oauth/logout'), "'self'");
keep('signed out', await server.request('/sandbox/oauth/logout'), "'none'");
keep('refusal', await server.request('/sandbox/oauth/authorize'), "'none'");
const expiring = await begin();
server.advance(600_000);
keep('expired', await browser.open(expiring), "'none'");
keep('start', await server.request('/'), "'none'");
keep('problems', await server.request('/problems'), "'none'");
keep('problem', await server.request('/problems/rate-limited'), "'none'");
keep('nothing there', await server.request('/nothing'), "'none'");

describe('every hosted page', () => {
  for (const [name, { answer, formAction }] of pages) {
    it(`may not be framed, cached, scripted or sniffed: ${name}`, () => {
      const header = (wanted: string) => answer.headers.get(wanted);
      assert.match(header('content-type') ?? '', /^text\/html; charset=utf-8$/);
      assert.equal(header('x-frame-options'), 'DENY');
      assert.equal(header('x-content-type-options'), 'nosniff');
      assert.equal(header('cache-control'), 'no-store');
      assert.equal(header('referrer-policy'), 'same-origin');
      assert.equal(header('cross-origin-opener-policy'), 'same-origin');
      const policy = new Map((header('content-security-policy') ?? '').split('; ').map((part) => [part.split(' ')[0], part.slice(part.indexOf(' ') + 1)]));
      assert.equal(policy.get('default-src'), "'none'");
      assert.equal(policy.get('script-src'), "'self'");
      assert.equal(policy.get('style-src'), "'self'");
      assert.equal(policy.get('frame-ancestors'), "'none'");
      assert.equal(policy.get('base-uri'), "'none'");
      assert.equal(policy.get('form-action'), formAction);
      assert.doesNotMatch(answer.text, /<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=/i, 'the policy would block it');
      assert.match(answer.requestId, /^req_[0-9a-z]{18}$/);
    });
  }

  it('was reached', () => {
    const statuses = Object.fromEntries([...pages].map(([name, { answer }]) => [name, answer.status]));
    assert.deepEqual(statuses, {
      'sign-in': 200,
      'sign-in, refused': 400,
      'account choice': 200,
      consent: 200,
      'sign-out': 200,
      'signed out': 200,
      refusal: 400,
      expired: 400,
      start: 200,
      problems: 200,
      problem: 200,
      'nothing there': 404,
    });
  });

  it('that is expired gives nothing to the app and can not be sent any more', async () => {
    const act = () => browser.submit(expiring, { email: user.email, password: user.password });
    await assertRefused(server, act, { problem: 'authorization-session-expired', status: 400 });
  });
});

describe('cookies', () => {
  it('are HttpOnly, SameSite=Lax and of the environment, without a domain', async () => {
    const visitor = openBrowser(server);
    const query = authorizationParameters(client);
    const first = await visitor.open(`/sandbox/oauth/authorize?${query}`);
    const page = first.headers.get('location') as string;
    await visitor.open(page);
    const answer = await visitor.submit(page, { email: user.email, password: user.password });
    const cookies = [...first.headers.getSetCookie(), ...answer.headers.getSetCookie()];
    assert.deepEqual(cookies.map((cookie) => cookie.split('=')[0]), ['candor_sandbox_browser', 'candor_sandbox_session', 'candor_sandbox_known']);
    for (const cookie of cookies) assert.match(cookie, /^[a-z_]+=[A-Za-z0-9_-]{43,}; Path=\/; HttpOnly; SameSite=Lax(; Max-Age=\d+)?$/);
  });

  it('change with the sign-in: a session that was planted before is not taken over', async () => {
    const visitor = openBrowser(server);
    visitor.cookies.set('candor_sandbox_session', 'A'.repeat(59));
    const page = (await visitor.open(`/sandbox/oauth/authorize?${authorizationParameters(client)}`)).headers.get('location') as string;
    await visitor.open(page);
    await visitor.submit(page, { email: user.email, password: user.password });
    assert.notEqual(visitor.cookies.get('candor_sandbox_session'), 'A'.repeat(59));
  });

  it('carry __Host- and Secure where the server is reached over TLS, and the answer says so for a year', async () => {
    const secure = await startOAuthServer({ configuration: { url: 'https://auth.example' } });
    const there = await secure.createClient('sandbox');
    const path = `/sandbox/oauth/authorize?${authorizationParameters(there)}`;
    const answer = await requestHost(secure, 'auth.example', path);
    assert.match(answer.headers.get('location') ?? '', /^https:\/\/auth\.example\/sandbox\/sign-in\?flow=/);
    assert.match(answer.headers.getSetCookie().join(), /^__Host-candor_sandbox_browser=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    assert.equal(answer.headers.get('strict-transport-security'), 'max-age=31536000');
    assert.equal((await requestHost(secure, '127.0.0.1', path)).status, 421);
  });
});

describe('a form', () => {
  const fields = { email: user.email, password: user.password };
  const refused = { problem: 'form-not-from-this-page', status: 403 } as const;
  const cases = {
    'from another origin': { headers: { origin: 'https://evil.example' }, fields },
    'of an opaque origin': { headers: { origin: 'null' }, fields },
    'without its csrf_token': { headers: {}, fields: { ...fields, csrf_token: '' } },
    'with another csrf_token': { headers: {}, fields: { ...fields, csrf_token: 'A'.repeat(43) } },
  };
  for (const [name, sent] of Object.entries(cases)) {
    it(`is refused ${name}, and nobody is signed in`, async () => {
      const visitor = openBrowser(server);
      const page = (await visitor.open(`/sandbox/oauth/authorize?${authorizationParameters(client)}`)).headers.get('location') as string;
      await visitor.open(page);
      const { answer } = await assertRefused(server, () => visitor.submit(page, sent.fields, sent.headers), refused);
      assert.deepEqual(answer.headers.getSetCookie(), []);
    });
  }

  it('is refused without Origin and in a browser without the cookie', async () => {
    const visitor = openBrowser(server);
    const page = (await visitor.open(`/sandbox/oauth/authorize?${authorizationParameters(client)}`)).headers.get('location') as string;
    await visitor.open(page);
    const bare = () => visitor.open(page, { method: 'POST', body: new URLSearchParams(fields) });
    await assertRefused(server, bare, refused);
    visitor.cookies.clear();
    await assertRefused(server, () => visitor.submit(page, fields), refused);
  });

  it('of one browser is not shown to another', async () => {
    const [one, other] = [openBrowser(server), openBrowser(server)];
    const page = (await one.open(`/sandbox/oauth/authorize?${authorizationParameters(client)}`)).headers.get('location') as string;
    await other.open(`/sandbox/oauth/authorize?${authorizationParameters(client)}`);
    await assertRefused(server, () => other.open(page), { problem: 'authorization-session-unknown', status: 400 });
  });
});
