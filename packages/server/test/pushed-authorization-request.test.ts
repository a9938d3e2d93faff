/** Pushed authorization requests: RFC 9126. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  assertRefused,
  authorizationParameters,
  createPkce,
  freezeTime,
  openBrowser,
  type Parameters,
  postAs,
  redemption,
  requestToken,
  responseParameters,
  startOAuthServer,
} from './_oauth.ts';
import type { Answered, TestClient } from './_server.ts';

const server = await startOAuthServer();
const client = await server.createClient('sandbox');
const user = await server.createUser('sandbox');
const push = (changed: Parameters = {}, as: TestClient = client): Promise<Answered> =>
  postAs(server, as, '/sandbox/oauth/par', Object.fromEntries(authorizationParameters(as, changed)));
const use = (requestUri: string, clientId = client.clientId, more = ''): Promise<Answered> =>
  server.request(
    `/sandbox/oauth/authorize?${new URLSearchParams({ client_id: clientId, request_uri: requestUri })}${more}`,
  );
const notAccepted = { problem: 'request-uri-not-accepted', status: 400 } as const;

describe('a pushed authorization request', () => {
  it('is answered 201 with a request_uri and its lifetime, not to be cached (section 2.2)', async () => {
    const answer = await push();
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
    assert.match(answer.json.request_uri, /^urn:ietf:params:oauth:request_uri:car_sandbox_[A-Za-z0-9_-]+$/);
    assert.equal(answer.json.expires_in, 60);
  });

  it('leads to the code that it asked for', async () => {
    const pkce = createPkce();
    const browser = openBrowser(server);
    const { request_uri } = (await push({ code_challenge: pkce.challenge })).json;
    const query = new URLSearchParams({ client_id: client.clientId, request_uri });
    const signIn = (await browser.open(`/sandbox/oauth/authorize?${query}`)).headers.get('location') as string;
    await browser.open(signIn);
    const next = await browser.submit(signIn, { email: user.email, password: user.password });
    const consent = next.headers.get('location') as string;
    await browser.open(consent);
    const sent = responseParameters(await browser.submit(consent, { decision: 'allow' }));
    assert.equal(sent.get('state'), 'state-of-the-app');
    const redirectUri = 'https://app.example/cb';
    const form = redemption({ ...pkce, code: sent.get('code') ?? '', redirectUri, browser });
    assert.equal((await requestToken(server, client, form)).status, 200);
  });

  it('is what counts: parameters beside request_uri are not read (section 4)', async () => {
    const { request_uri } = (await push()).json;
    const answer = await use(request_uri, client.clientId, '&redirect_uri=https://evil.example&scope=nothing&prompt=none');
    assert.match(answer.headers.get('location') ?? '', /\/sandbox\/sign-in\?flow=/);
  });

  it('of a public client is accepted', async () => {
    const app = await server.createClient('sandbox', { authMethod: 'none' });
    assert.equal((await push({}, app)).status, 201);
  });
});

describe('a request_uri', () => {
  it('works once (section 4)', async () => {
    const { request_uri } = (await push()).json;
    assert.equal((await use(request_uri)).status, 303);
    await assertRefused(server, () => use(request_uri), notAccepted);
  });

  it('works once for twenty browsers at once', async () => {
    const { request_uri } = (await push()).json;
    const answers = await Promise.all(Array.from({ length: 20 }, () => use(request_uri)));
    assert.equal(answers.filter(({ status }) => status === 303).length, 1);
  });

  it('works until the last millisecond of its lifetime', async (t) => {
    freezeTime(t);
    const [one, other] = [(await push()).json.request_uri, (await push()).json.request_uri];
    server.advance(59_999);
    assert.equal((await use(one)).status, 303);
    server.advance(1);
    await assertRefused(server, () => use(other), notAccepted);
  });

  it('works for the client that pushed it only, and stays usable for it', async () => {
    const other = await server.createClient('sandbox');
    const { request_uri } = (await push()).json;
    await assertRefused(server, () => use(request_uri, other.clientId), notAccepted);
    await assertRefused(server, () => use(request_uri, ''), notAccepted);
    assert.equal((await use(request_uri)).status, 303);
  });

  const texts = {
    'of another kind': 'https://client.example/request.jwt',
    'that is no reference of this server': 'urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c',
    'that is an access token': 'urn:ietf:params:oauth:request_uri:cat_sandbox_x',
    'that is empty behind its prefix': 'urn:ietf:params:oauth:request_uri:',
  };
  for (const [name, text] of Object.entries(texts)) {
    it(`is refused when it is one ${name}, and redirects nowhere`, async () => {
      const { answer } = await assertRefused(server, () => use(text), notAccepted);
      assert.equal(answer.headers.get('location'), null);
    });
  }

  it('is refused with a changed secret', async () => {
    const { request_uri } = (await push()).json;
    const changed = request_uri.slice(0, -10) + 'A'.repeat(10);
    await assertRefused(server, () => use(changed), notAccepted);
  });

  it('is refused when the client was switched off in between', async () => {
    const app = await server.createClient('sandbox');
    const { request_uri } = (await push({}, app)).json;
    await server.storage.updateClient({ ...app.record, version: 2, enabled: false });
    const act = () => use(request_uri, app.clientId);
    await assertRefused(server, act, { problem: 'authorization-client-disabled', status: 400 });
  });
});

describe('a request that is refused where it is pushed', () => {
  const cases = [
    ['a redirect URI that is not registered', { redirect_uri: 'https://evil.example/cb' }, 'redirect-uri-not-registered', 'invalid_request'],
    ['no code_challenge', { code_challenge: undefined }, 'code-challenge-missing', 'invalid_request'],
    ['a scope that does not exist', { scope: 'nothing' }, 'scope-unknown', 'invalid_scope'],
    ['the implicit response type', { response_type: 'token' }, 'response-type-unsupported', 'unsupported_response_type'],
    ['a request_uri of its own (section 2.1)', { request_uri: 'urn:x' }, 'request-uri-not-accepted', 'invalid_request_uri'],
  ] as const;
  for (const [name, changed, problem, error] of cases) {
    it(`is told as JSON and never redirected: ${name} (section 2.3)`, async () => {
      const { answer } = await assertRefused(server, () => push(changed), { problem, status: 400, error });
      assert.equal(answer.headers.get('location'), null);
      assert.equal(answer.headers.get('content-type'), 'application/json');
    });
  }

  it('needs client authentication (section 2.1)', async () => {
    const form = Object.fromEntries(authorizationParameters(client));
    await assertRefused(server, () => server.post('/sandbox/oauth/par', form), {
      problem: 'client-authentication-method-wrong',
      status: 401,
      error: 'invalid_client',
    });
  });

  it('can not name another client than the one that authenticates', async () => {
    const other = await server.createClient('sandbox');
    const form = Object.fromEntries(authorizationParameters(other));
    const act = () => server.post('/sandbox/oauth/par', form, { authorization: client.basic });
    await assertRefused(server, act, { problem: 'client-credentials-in-two-places', status: 400, error: 'invalid_request' });
  });
});
