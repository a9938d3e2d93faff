/** What an authentication request may ask of the sign-in: OpenID Connect Core section 3.1.2.1 and 3.1.2.6. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import {
  authorizationParameters,
  authorize,
  obtainTokens,
  openBrowser,
  type Parameters,
  responseParameters,
  startOAuthServer,
} from './_oauth.ts';
import { assertRefused } from './_refused.ts';

const server = await startOAuthServer();
const client = await server.createClient('sandbox');
const user = await server.createUser('sandbox');
const other = await server.createUser('sandbox');

/** A browser in which the user signed in and allowed what the client asks for. */
async function known() {
  const browser = openBrowser(server);
  const tokens = await obtainTokens(server, { client, user, browser });
  return { browser, tokens };
}

describe('prompt', () => {
  it('none gives a code without a page to a user who signed in and consented', async () => {
    const { browser } = await known();
    const { answer, steps } = await authorize(server, { client, user, browser, parameters: { prompt: 'none' } });
    assert.deepEqual(steps, []);
    assert.ok(responseParameters(answer).has('code'));
  });

  it('none is refused with login_required when nobody is signed in', async () => {
    const act = () => authorize(server, { client, user, parameters: { prompt: 'none' } }).then(({ answer }) => answer);
    await assertRefused(server, act, { problem: 'login-required', status: 303, error: 'login_required' });
  });

  it('none is refused with consent_required when more is asked for than was granted', async () => {
    const { browser } = await known();
    const parameters = { prompt: 'none', scope: 'openid ledger:read' };
    const act = () => authorize(server, { client, user, browser, parameters }).then(({ answer }) => answer);
    await assertRefused(server, act, { problem: 'consent-required', status: 303, error: 'consent_required' });
  });

  it('none is refused with account_selection_required when more than one account could be meant', async () => {
    const second = await server.createUser('sandbox');
    const both = await server.createUser('sandbox', {
      accounts: [
        { accountId: user.accountId, role: 'owner' },
        { accountId: second.accountId, role: 'owner' },
      ],
    });
    const browser = openBrowser(server);
    await authorize(server, { client, user: both, browser, accountId: user.accountId });
    const app = await server.createClient('sandbox');
    const act = () =>
      authorize(server, { client: app, user: both, browser, parameters: { prompt: 'none' } }).then(
        ({ answer }) => answer,
      );
    await assertRefused(server, act, {
      problem: 'account-selection-required',
      status: 303,
      error: 'account_selection_required',
    });
  });

  it('login asks for the password again, and auth_time is the new one', async () => {
    const { browser, tokens } = await known();
    server.advance(60_000);
    const parameters = { prompt: 'login' };
    const { steps } = await authorize(server, { client, user, browser, parameters });
    assert.deepEqual(steps, ['sign-in']);
    const again = await obtainTokens(server, { client, user, browser });
    const [before, after] = [decodeJwt(tokens.id_token), decodeJwt(again.id_token)];
    assert.ok((after.auth_time as number) - (before.auth_time as number) >= 60);
    assert.notEqual(after.sid, before.sid);
  });

  it('consent asks again for what was granted', async () => {
    const { browser } = await known();
    const { steps } = await authorize(server, { client, user, browser, parameters: { prompt: 'consent' } });
    assert.deepEqual(steps, ['consent']);
  });

  it('select_account shows the accounts', async () => {
    const { browser } = await known();
    const { steps, answer } = await authorize(server, {
      client,
      user,
      browser,
      parameters: { prompt: 'select_account' },
    });
    assert.deepEqual(steps, ['account']);
    assert.ok(responseParameters(answer).has('code'));
  });

  it('select_account lets another user sign in, and the code is theirs', async () => {
    const { browser } = await known();
    const query = authorizationParameters(client, { prompt: 'select_account' });
    const accounts = (await browser.open(`/sandbox/oauth/authorize?${query}`)).headers.get('location') as string;
    await browser.open(accounts);
    const signIn = (await browser.submit(accounts, { decision: 'another-sign-in' })).headers.get('location') as string;
    assert.match(signIn, /\/sandbox\/sign-in\?flow=/);
    await browser.open(signIn);
    const next = await browser.submit(signIn, { email: other.email, password: other.password });
    const consent = next.headers.get('location') as string;
    assert.match(consent, /\/sandbox\/consent\?flow=/);
    assert.ok((await browser.open(consent)).text.includes(other.email));
  });
});

describe('max_age', () => {
  const asked = async (after: number, parameters: Parameters) => {
    const { browser } = await known();
    server.advance(after);
    return (await authorize(server, { client, user, browser, parameters })).steps;
  };
  it('asks for the password again when the sign-in is older', async () => {
    assert.deepEqual(await asked(302_000, { max_age: '300' }), ['sign-in']);
  });
  it('is content with a younger sign-in', async () => {
    assert.deepEqual(await asked(290_000, { max_age: '300' }), []);
  });
  it('0 asks always, as soon as a moment has passed', async () => {
    assert.deepEqual(await asked(10, { max_age: '0' }), ['sign-in']);
  });
  it('with prompt none is refused with login_required', async () => {
    const { browser } = await known();
    server.advance(10_000);
    const parameters = { max_age: '5', prompt: 'none' };
    const act = () => authorize(server, { client, user, browser, parameters }).then(({ answer }) => answer);
    await assertRefused(server, act, { problem: 'login-required', status: 303, error: 'login_required' });
  });
});

describe('hints', () => {
  it('login_hint fills in the address of the sign-in page, as text', async () => {
    const login_hint = '"><script>alert(1)</script>@people.example';
    const browser = openBrowser(server);
    const query = authorizationParameters(client, { login_hint });
    const signIn = (await browser.open(`/sandbox/oauth/authorize?${query}`)).headers.get('location') as string;
    const page = await browser.open(signIn);
    assert.ok(!page.text.includes('<script>alert(1)'));
    assert.ok(page.text.includes('value="&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62;@people.example"'));
  });

  it("id_token_hint of the signed-in user lets prompt none through, also after the ID token's end", async () => {
    const { browser, tokens } = await known();
    server.advance(2 * 3600_000);
    const parameters = { prompt: 'none', id_token_hint: tokens.id_token };
    const { answer } = await authorize(server, { client, user, browser, parameters });
    assert.ok(responseParameters(answer).has('code'), answer.headers.get('location') ?? '');
  });

  it('id_token_hint of another user is refused with prompt none, and asks for a sign-in without it', async () => {
    const theirs = await obtainTokens(server, { client, user: other });
    const { browser } = await known();
    const parameters = { prompt: 'none', id_token_hint: theirs.id_token };
    const act = () => authorize(server, { client, user, browser, parameters }).then(({ answer }) => answer);
    await assertRefused(server, act, { problem: 'login-required', status: 303, error: 'login_required' });
    const query = authorizationParameters(client, { id_token_hint: theirs.id_token });
    const answer = await browser.open(`/sandbox/oauth/authorize?${query}`);
    assert.match(answer.headers.get('location') ?? '', /\/sandbox\/sign-in\?flow=/);
  });

  it('id_token_hint of one user is not answered with a code for another who signs in', async () => {
    const theirs = await obtainTokens(server, { client, user: other });
    const parameters = { id_token_hint: theirs.id_token };
    const act = () => authorize(server, { client, user, parameters }).then(({ answer }) => answer);
    await assertRefused(server, act, { problem: 'login-required', status: 303, error: 'login_required' });
  });

  it('id_token_hint for another client is refused', async () => {
    const app = await server.createClient('sandbox');
    const theirs = await obtainTokens(server, { client: app, user });
    const query = authorizationParameters(client, { id_token_hint: theirs.id_token });
    const act = () => server.request(`/sandbox/oauth/authorize?${query}`);
    await assertRefused(server, act, { problem: 'id-token-hint-invalid', status: 303, error: 'invalid_request' });
  });
});

describe('a public client', () => {
  for (const [redirectUri, isSilent] of [
    ['https://app.example/public', true],
    ['http://127.0.0.1:8400/callback', false],
    ['com.example.app:/callback', false],
  ] as const) {
    it(`at ${redirectUri} is ${isSilent ? 'known again' : 'asked for each time'} (RFC 8252 section 8.6)`, async () => {
      const members = { authMethod: 'none', secrets: [], redirectUris: [redirectUri] } as const;
      const app = await server.createClient('sandbox', members);
      const browser = openBrowser(server);
      await authorize(server, { client: app, user, browser });
      const again = await authorize(server, { client: app, user, browser, parameters: { prompt: 'none' } });
      assert.equal(responseParameters(again.answer).get('error'), isSilent ? null : 'consent_required');
      assert.equal(responseParameters(again.answer).has('code'), isSilent);
    });
  }
});
