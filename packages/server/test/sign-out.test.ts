/** RP-initiated logout: OpenID Connect RP-Initiated Logout 1.0. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertRefused, authorize, introspect, obtainTokens, openBrowser, startOAuthServer, type TestBrowser } from './_oauth.ts';

const server = await startOAuthServer();
const home = 'https://app.example/signed-out';
const client = await server.createClient('sandbox', { postLogoutRedirectUris: [home, `${home}?from=candor`] });
const user = await server.createUser('sandbox');
const other = await server.createUser('sandbox');
const path = (parameters: Record<string, string> = {}) => `/sandbox/oauth/logout?${new URLSearchParams(parameters)}`;

async function signedIn(as = user) {
  const browser = openBrowser(server);
  const tokens = await obtainTokens(server, { client, user: as, browser });
  return { browser, tokens };
}

/** Whether the browser still gets a code without a page. */
async function isSignedIn(browser: TestBrowser): Promise<boolean> {
  const { answer } = await authorize(server, { client, user, browser, parameters: { prompt: 'none' } });
  return new URL(answer.headers.get('location') as string).searchParams.has('code');
}

describe('logout with the ID token of the signed-in user', () => {
  it('ends the session at once and goes back to the registered address with state', async () => {
    const { browser, tokens } = await signedIn();
    const answer = await browser.open(path({ id_token_hint: tokens.id_token, post_logout_redirect_uri: home, state: 'a b' }));
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get('location'), `${home}?state=a+b`);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.match(answer.headers.getSetCookie().join(), /candor_sandbox_session=;.*Max-Age=0/);
    assert.equal(await isSignedIn(browser), false);
  });

  it('ends the session in the store: the cookie that was kept is worth nothing', async () => {
    const { browser, tokens } = await signedIn();
    const kept = new Map(browser.cookies);
    await browser.open(path({ id_token_hint: tokens.id_token }));
    for (const [name, value] of kept) browser.cookies.set(name, value);
    assert.equal(await isSignedIn(browser), false);
  });

  it('accepts an expired ID token (section 2)', async () => {
    const { browser, tokens } = await signedIn();
    server.advance(2 * 3600_000);
    const answer = await browser.open(path({ id_token_hint: tokens.id_token, post_logout_redirect_uri: home }));
    assert.equal(answer.headers.get('location'), home);
  });

  it('adds state to an address that has a query', async () => {
    const { browser, tokens } = await signedIn();
    const uri = `${home}?from=candor`;
    const answer = await browser.open(path({ id_token_hint: tokens.id_token, post_logout_redirect_uri: uri, state: 's' }));
    assert.equal(answer.headers.get('location'), `${uri}&state=s`);
  });

  it('shows a page where no address is named, and takes a POST (section 2)', async () => {
    const { browser, tokens } = await signedIn();
    const body = new URLSearchParams({ id_token_hint: tokens.id_token });
    const answer = await browser.open('/sandbox/oauth/logout', { method: 'POST', body });
    assert.equal(answer.status, 200);
    assert.equal(await isSignedIn(browser), false);
  });

  it('leaves the tokens of the app alone', async () => {
    const { browser, tokens } = await signedIn();
    await browser.open(path({ id_token_hint: tokens.id_token }));
    assert.equal((await introspect(server, client, tokens.access_token)).active, true);
  });
});

describe('logout without it', () => {
  it('asks first, and ends nothing until the user said so', async () => {
    const { browser } = await signedIn();
    const address = path({ client_id: client.clientId, post_logout_redirect_uri: home });
    const page = await browser.open(address);
    assert.equal(page.status, 200);
    assert.equal(await isSignedIn(browser), true);
    await browser.open(address);
    const answer = await browser.submit(address, { decision: 'sign-out' });
    assert.equal(answer.headers.get('location'), home);
    assert.equal(await isSignedIn(browser), false);
  });

  it('asks also with the ID token of another user', async () => {
    const theirs = await signedIn(other);
    const { browser } = await signedIn();
    assert.equal((await browser.open(path({ id_token_hint: theirs.tokens.id_token }))).status, 200);
    assert.equal(await isSignedIn(browser), true);
  });

  it('stays signed in when the user decides so', async () => {
    const { browser } = await signedIn();
    const address = path();
    await browser.open(address);
    await browser.submit(address, { decision: 'stay' });
    assert.equal(await isSignedIn(browser), true);
  });

  it('does not take the decision of another site', async () => {
    const { browser } = await signedIn();
    await browser.open(path());
    const act = () => browser.submit(path(), { decision: 'sign-out' }, { origin: 'https://evil.example' });
    await assertRefused(server, act, { problem: 'form-not-from-this-page', status: 403 });
    const forged = () => browser.submit(path(), { decision: 'sign-out', csrf_token: 'x' });
    await assertRefused(server, forged, { problem: 'form-not-from-this-page', status: 403 });
    assert.equal(await isSignedIn(browser), true);
  });

  it('by a browser that is not signed in shows the signed-out page', async () => {
    assert.equal((await server.request(path())).status, 200);
  });
});

describe('logout that is refused', () => {
  const uris = ['https://evil.example', `${home}/`, 'https://app.example@evil.example', '//evil.example', 'javascript:alert(1)', 'https://app.example/cb'];
  for (const uri of uris) {
    it(`goes nowhere: ${uri} is not registered`, async () => {
      const { browser, tokens } = await signedIn();
      const act = () => browser.open(path({ id_token_hint: tokens.id_token, post_logout_redirect_uri: uri }));
      const { answer } = await assertRefused(server, act, { problem: 'post-logout-redirect-uri-not-registered', status: 400 });
      assert.equal(answer.headers.get('location'), null);
    });
  }

  it('goes nowhere without knowing the app', async () => {
    const act = () => server.request(path({ post_logout_redirect_uri: home }));
    await assertRefused(server, act, { problem: 'post-logout-redirect-uri-not-registered', status: 400 });
  });

  it('has a hint that is none, or of another client than it names', async () => {
    const { tokens } = await signedIn();
    const another = await server.createClient('sandbox');
    for (const parameters of [{ id_token_hint: 'x.y.z' }, { id_token_hint: tokens.id_token, client_id: another.clientId }]) {
      const act = () => server.request(path(parameters));
      await assertRefused(server, act, { problem: 'id-token-hint-invalid', status: 400 });
    }
  });
});
