/** Members at the console: sign-in, sessions, sign-out, and the explanation page. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Storage } from '@candor/storage';
import { openBrowser, refusalOf, type TestBrowser } from './_oauth.ts';
import { type Answered, startTestServer, type TestMember } from './_server.ts';

let verbs: string[] = [];
const server = await startTestServer({
  wrapStorage: (storage: Storage) =>
    new Proxy(storage, {
      get(_target, name) {
        const verb = Reflect.get(storage, name) as (...input: unknown[]) => unknown;
        return (...input: unknown[]) => {
          if (name !== 'removeExpired' && name !== 'environmentState') verbs.push(String(name));
          return verb.apply(storage, input);
        };
      },
    }),
});
const path = '/console/sign-in';

async function typed(member: { email: string; password: string }, browser = openBrowser(server)): Promise<Answered> {
  await browser.open(path);
  return browser.submit(path, { email: member.email, password: member.password });
}

async function signedIn(member: TestMember): Promise<TestBrowser> {
  const browser = openBrowser(server);
  assert.equal((await typed(member, browser)).status, 303);
  return browser;
}

const isSignedIn = async (browser: TestBrowser): Promise<boolean> => (await browser.open('/console')).status === 200;

describe('signing in to the console', () => {
  it('sets a session cookie that scripts can not read, and leads to the console', async () => {
    const member = await server.createMember();
    const browser = openBrowser(server);
    const answer = await typed(member, browser);
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/console']);
    const cookies = answer.headers.getSetCookie();
    assert.match(
      cookies.find((cookie) => cookie.startsWith('candor_console_session=')) ?? '',
      /; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/,
    );
    const home = await browser.open('/console');
    assert.equal(home.status, 200);
    assert.ok(home.text.includes(member.email) && home.text.includes('First Organisation'));
    assert.deepEqual((await browser.open(path)).headers.get('location'), '/console');
  });

  it('is asked for by the console itself, and comes back to the page that was wanted', async () => {
    const member = await server.createMember();
    const browser = openBrowser(server);
    const wanted = `/console/requests/req_${'0'.repeat(18)}`;
    const asked = (await browser.open(wanted)).headers.get('location') ?? '';
    assert.equal(asked, `${path}?return=${encodeURIComponent(wanted)}`);
    await browser.open(asked);
    assert.equal(
      (await browser.submit(asked, { email: member.email, password: member.password })).headers.get('location'),
      wanted,
    );
  });

  const elsewhere = [
    'https://evil.example/',
    '//evil.example/console',
    '/\\evil.example',
    '/console/../sandbox/oauth/authorize',
    '/console/requests/req_0/../../..',
    '/console//evil.example',
    '/sandbox/oauth/authorize?client_id=x',
    '/console/sign-out',
    'javascript:alert(1)',
    '/console\r\nSet-Cookie: a=b',
  ];
  for (const address of elsewhere) {
    it(`never leads to ${JSON.stringify(address)}`, async () => {
      const browser = openBrowser(server);
      const form = `${path}?return=${encodeURIComponent(address)}`;
      const shown = await browser.open(form);
      assert.ok(!shown.text.includes('evil'));
      server.advance(16 * 60_000);
      const { email, password } = await server.createMember();
      const answer = await browser.submit(form, { email, password });
      assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/console']);
    });
  }

  it('answers an unknown member, a wrong password and a disabled member alike, with the same work', async () => {
    server.advance(61 * 60_000);
    const member = await server.createMember();
    const disabled = await server.createMember({ enabled: false });
    const cases = [
      { email: member.email, password: 'a wrong password' },
      { email: 'no-one@people.example', password: 'a wrong password' },
      { email: disabled.email, password: disabled.password },
    ];
    const seen: unknown[] = [];
    for (const sent of cases) {
      const browser = openBrowser(server);
      await browser.open(path);
      verbs = [];
      const answer = await browser.submit(path, sent);
      const { 'candor-request-id': _id, date: _date, ...headers } = Object.fromEntries(answer.headers);
      const text = answer.text.replaceAll(sent.email, 'EMAIL').replaceAll(/name="csrf_token" value="[^"]+"/g, '');
      seen.push({ status: answer.status, headers: { ...headers, 'content-length': '' }, text, verbs });
      assert.deepEqual([...browser.cookies.keys()], ['candor_console_browser']);
    }
    assert.equal((seen[0] as Answered).status, 400);
    assert.deepEqual(seen[1], seen[0]);
    assert.deepEqual(seen[2], seen[0]);
  });

  it('is throttled after eight attempts for one member from one address, before the password is looked at', async () => {
    server.advance(61 * 60_000);
    const member = await server.createMember();
    for (let attempt = 0; attempt < 8; attempt++) {
      assert.equal((await typed({ email: member.email, password: 'a wrong password' })).status, 400);
    }
    const right = await typed(member);
    assert.equal(right.status, 429);
    assert.ok(Number(right.headers.get('retry-after')) > 0);
    assert.match(right.text, /15 minutes/);
    server.advance(15 * 60_000 + 1);
    assert.equal((await typed(member)).status, 303);
  });

  it('is throttled alike for an address that no member has', async () => {
    server.advance(61 * 60_000);
    const nobody = { email: 'nobody@people.example', password: 'a wrong password' };
    for (let attempt = 0; attempt < 8; attempt++) assert.equal((await typed(nobody)).status, 400);
    assert.equal((await typed({ ...nobody, email: ' NOBODY@people.example' })).status, 429);
  });

  it('is refused for a form of another origin or browser, and nobody is signed in', async () => {
    server.advance(61 * 60_000);
    const member = await server.createMember();
    const browser = openBrowser(server);
    await browser.open(path);
    const sent = { email: member.email, password: member.password };
    assert.equal((await browser.submit(path, sent, { origin: 'https://evil.example' })).status, 403);
    assert.equal((await browser.submit(path, { ...sent, csrf_token: '' })).status, 403);
    const forged = await server.post(path, { email: member.email, password: member.password }, { origin: server.url });
    assert.equal(forged.status, 403);
    assert.equal(await isSignedIn(browser), false);
  });
});

describe('a session at the console', () => {
  it('ends after twelve hours, at sign-out, and when the member is no more', async () => {
    server.advance(61 * 60_000);
    const member = await server.createMember();
    const browser = await signedIn(member);
    const copy = new Map(browser.cookies);
    server.advance(12 * 3600_000 - 60_000);
    assert.equal(await isSignedIn(browser), true);
    server.advance(60_001);
    assert.equal(await isSignedIn(browser), false);

    const other = await signedIn(member);
    await other.open('/console');
    const cookie = [...other.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    assert.equal((await other.submit('/console/sign-out', {}, { origin: 'https://evil.example' })).status, 403);
    assert.equal(await isSignedIn(other), true);
    const out = await other.submit('/console/sign-out', {});
    assert.deepEqual([out.status, out.headers.get('location')], [303, path]);
    // The cookie's text is worth nothing any more, wherever it was copied to.
    assert.equal((await server.request('/console', { headers: { cookie } })).status, 303);
    assert.notEqual(copy.get('candor_console_session'), undefined);
  });

  it('is new at each sign-in, and the one before ends', async () => {
    server.advance(61 * 60_000);
    const [one, other] = [await server.createMember(), await server.createMember()];
    const browser = openBrowser(server);
    await browser.open(path);
    const planted = await signedIn(other);
    const before = planted.cookies.get('candor_console_session') ?? '';
    browser.cookies.set('candor_console_session', before);
    assert.equal((await browser.submit(path, { email: one.email, password: one.password })).status, 303);
    assert.notEqual(browser.cookies.get('candor_console_session'), before);
    assert.ok((await browser.open('/console')).text.includes(one.email));
    assert.equal(await isSignedIn(planted), false);
  });

  it('is none of an environment, nor the other way round', async () => {
    server.advance(61 * 60_000);
    const browser = await signedIn(await server.createMember());
    const session = browser.cookies.get('candor_console_session') ?? '';
    const cookie = `candor_sandbox_session=${session}`;
    const client = await server.createClient('sandbox');
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: client.clientId,
      redirect_uri: 'https://app.example/cb',
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
      prompt: 'none',
    });
    const answer = await server.request(`/sandbox/oauth/authorize?${query}`, { headers: { cookie } });
    assert.equal(new URL(answer.headers.get('location') ?? '').searchParams.get('error'), 'login_required');
    for (const invented of ['', 'x', 'A'.repeat(58), `${session.slice(0, -4)}AAAA`]) {
      const { status } = await server.request('/console', {
        headers: { cookie: `candor_console_session=${invented}` },
      });
      assert.equal(status, 303, invented);
    }
  });
});

describe('the explanation page', () => {
  it('shows a member of the organisation what was sent, why and what to do', async () => {
    server.advance(61 * 60_000);
    const browser = await signedIn(await server.createMember());
    const client = await server.createClient('sandbox');
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: client.clientId,
      redirect_uri: 'https://app.example/cb/',
    });
    const { requestId } = await server.request(`/sandbox/oauth/authorize?${query}`);
    await refusalOf(server, requestId);
    const page = await browser.open(`/console/requests/${requestId}`);
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    assert.equal(page.headers.get('cache-control'), 'no-store');
    for (const text of [requestId, client.clientId, 'https://app.example/cb', 'redirect-uri-not-registered']) {
      assert.ok(page.text.includes(text), text);
    }
    assert.match(page.text, /trailing slash/);
  });

  it('is no page for another organisation, which sees the page of an address that leads nowhere', async () => {
    const organisationId = await server.createOrganisation('Strangers');
    const browser = await signedIn(await server.createMember({ organisations: [{ organisationId, role: 'owner' }] }));
    const client = await server.createClient('sandbox');
    const { requestId } = await server.post('/sandbox/oauth/token', {}, { authorization: client.basic });
    const page = await browser.open(`/console/requests/${requestId}`);
    assert.equal(page.status, 404);
    assert.ok(!page.text.includes(client.clientId) && !page.text.includes(requestId));
  });
});
