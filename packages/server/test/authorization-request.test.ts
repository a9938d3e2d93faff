/** The authorization endpoint: RFC 6749 section 4.1.1 and 4.1.2.1, RFC 9700 section 4.1, RFC 9207, OAuth 2.1. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  authorizationParameters,
  authorize,
  createPkce,
  openBrowser,
  type Parameters,
  responseParameters,
  startOAuthServer,
} from './_oauth.ts';
import { assertRefused, refusalOf } from './_refused.ts';
import type { Answered } from './_server.ts';

const server = await startOAuthServer();
const client = await server.createClient('sandbox');
const user = await server.createUser('sandbox');
const ask = (changed: Parameters = {}, more = ''): Promise<Answered> =>
  server.request(`/sandbox/oauth/authorize?${authorizationParameters(client, changed)}${more}`);

/** Neither a redirect nor a link or form that leads to the address that a stranger chose. */
function assertGoesNowhere(answer: Answered, target?: string): void {
  assert.equal(answer.headers.get('location'), null);
  assert.equal(answer.headers.get('refresh'), null);
  assert.match(answer.headers.get('content-security-policy') ?? '', /form-action 'none'/);
  if (target) assert.ok(!answer.text.includes(target), 'the page repeats the address');
}

describe('before the redirect URI is proven', () => {
  const cases = [
    ['no client_id', { client_id: undefined }, '', 'authorization-client-unknown'],
    ['an unknown client_id', { client_id: 'cid_nobody' }, '', 'authorization-client-unknown'],
    ['two client_id', {}, '&client_id=cid_nobody', 'parameter-duplicated'],
    ['two redirect_uri', {}, '&redirect_uri=https://evil.example/cb', 'parameter-duplicated'],
    ['no redirect_uri', { redirect_uri: undefined }, '', 'redirect-uri-missing'],
    ['an empty redirect_uri', { redirect_uri: '' }, '', 'redirect-uri-missing'],
    ['another redirect_uri', { redirect_uri: 'https://evil.example/cb' }, '', 'redirect-uri-not-registered'],
    ['a query that is no form', {}, '&x=%zz', 'body-malformed'],
    [
      'everything else wrong too',
      { redirect_uri: 'https://evil.example/cb', response_type: 'token', scope: 'x' },
      '',
      'redirect-uri-not-registered',
    ],
  ] as const;
  for (const [name, changed, more, problem] of cases) {
    it(`shows a page and redirects nowhere with ${name}`, async () => {
      const { answer } = await assertRefused(server, () => ask(changed, more), { problem, status: 400 });
      assertGoesNowhere(answer, 'evil.example');
      assert.ok(answer.text.includes(answer.requestId));
    });
  }

  it('shows a page when the client is switched off', async () => {
    const off = await server.createClient('sandbox', { enabled: false });
    const act = () => ask({ client_id: off.clientId });
    const { answer } = await assertRefused(server, act, { problem: 'authorization-client-disabled', status: 400 });
    assertGoesNowhere(answer);
  });

  it('links the public problem and not the private one', async () => {
    for (const changed of [{ client_id: 'cid_nobody' }, { redirect_uri: 'https://evil.example/cb' }]) {
      const answer = await ask(changed);
      assert.ok(answer.text.includes(`/problems/authorization-request-unproven?request=${answer.requestId}`));
      assert.doesNotMatch(answer.text, /redirect-uri-not-registered|client-unknown/);
    }
  });
});

describe('after the redirect URI is proven', () => {
  const hex = 'a'.repeat(64);
  const cases = [
    ['no response_type', { response_type: undefined }, '', 'parameter-missing', 'invalid_request'],
    [
      'the implicit response type',
      { response_type: 'token' },
      '',
      'response-type-unsupported',
      'unsupported_response_type',
    ],
    [
      'a hybrid response type',
      { response_type: 'code id_token' },
      '',
      'response-type-unsupported',
      'unsupported_response_type',
    ],
    ['a repeated scope', {}, '&scope=openid', 'parameter-duplicated', 'invalid_request'],
    ['a repeated extension', {}, '&x=1&x=1', 'parameter-duplicated', 'invalid_request'],
    ['response_mode fragment', { response_mode: 'fragment' }, '', 'response-mode-unsupported', 'invalid_request'],
    [
      'a request object',
      { request: 'eyJhbGciOiJub25lIn0.e30.' },
      '',
      'request-object-unsupported',
      'request_not_supported',
    ],
    ['no code_challenge', { code_challenge: undefined }, '', 'code-challenge-missing', 'invalid_request'],
    [
      'code_challenge_method plain',
      { code_challenge_method: 'plain' },
      '',
      'code-challenge-method-unsupported',
      'invalid_request',
    ],
    [
      'no code_challenge_method',
      { code_challenge_method: undefined },
      '',
      'code-challenge-method-unsupported',
      'invalid_request',
    ],
    [
      'code_challenge_method s256',
      { code_challenge_method: 's256' },
      '',
      'code-challenge-method-unsupported',
      'invalid_request',
    ],
    [
      'a padded code_challenge',
      { code_challenge: `${createPkce().challenge}=` },
      '',
      'code-challenge-malformed',
      'invalid_request',
    ],
    ['a hexadecimal code_challenge', { code_challenge: hex }, '', 'code-challenge-malformed', 'invalid_request'],
    [
      'a code_challenge of 42 characters',
      { code_challenge: hex.slice(0, 42) },
      '',
      'code-challenge-malformed',
      'invalid_request',
    ],
    [
      'a code_challenge in standard base64',
      { code_challenge: `+/${hex.slice(0, 41)}` },
      '',
      'code-challenge-malformed',
      'invalid_request',
    ],
    ['a nonce that is too long', { nonce: 'n'.repeat(5000) }, '', 'parameter-malformed', 'invalid_request'],
    ['max_age that is no number', { max_age: 'soon' }, '', 'parameter-malformed', 'invalid_request'],
    ['a negative max_age', { max_age: '-1' }, '', 'parameter-malformed', 'invalid_request'],
    ['prompt none beside login', { prompt: 'none login' }, '', 'prompt-conflict', 'invalid_request'],
    ['a scope that does not exist', { scope: 'openid nothing' }, '', 'scope-unknown', 'invalid_scope'],
    ['scopes separated by commas', { scope: 'openid,email' }, '', 'scope-unknown', 'invalid_scope'],
    [
      'a scope that the client has not',
      { scope: 'openid ledger:write' },
      '',
      'scope-not-allowed-for-client',
      'invalid_scope',
    ],
    [
      'a resource that the client has not',
      { resource: 'https://api.example/ledger' },
      '',
      'resource-not-accepted',
      'invalid_target',
    ],
    ['prompt none and nobody signed in', { prompt: 'none' }, '', 'login-required', 'login_required'],
    [
      'an id_token_hint that is none',
      { id_token_hint: 'eyJhbGciOiJub25lIn0.e30.' },
      '',
      'id-token-hint-invalid',
      'invalid_request',
    ],
  ] as const;
  for (const [name, changed, more, problem, error] of cases) {
    it(`redirects ${error} with state, iss and error_uri: ${name}`, async () => {
      const { answer } = await assertRefused(server, () => ask(changed, more), { problem, status: 303, error });
      const location = answer.headers.get('location') as string;
      assert.ok(location.startsWith('https://app.example/cb?'), location);
      const sent = new URL(location).searchParams;
      assert.equal(sent.get('state'), 'state-of-the-app');
      assert.equal(sent.get('iss'), `${server.url}/sandbox`);
      assert.match(sent.get('error_description') ?? '', /^[\x20\x21\x23-\x5B\x5D-\x7E]+$/);
      assert.deepEqual([...sent.keys()].sort(), ['error', 'error_description', 'error_uri', 'iss', 'state']);
      assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
    });
  }

  it('sends no state back when there was none, and none that is not well-formed', async () => {
    for (const state of [undefined, 'tab\there']) {
      const answer = await ask({ state, response_type: 'token' });
      assert.equal(responseParameters(answer).has('state'), false);
    }
  });

  it('refuses a client that is not registered for authorization_code', async () => {
    const machine = await server.createClient('sandbox', { grantTypes: ['client_credentials'] });
    await assertRefused(server, () => ask({ client_id: machine.clientId }), {
      problem: 'grant-type-not-allowed',
      status: 303,
      error: 'unauthorized_client',
    });
  });

  it('keeps the query of the registered redirect URI (RFC 6749 section 3.1.2)', async () => {
    const redirectUris = ['https://app.example/cb?tenant=a%20b&x', 'https://app.example/cb?'];
    const app = await server.createClient('sandbox', { redirectUris });
    for (const [index, begin] of [
      'https://app.example/cb?tenant=a%20b&x&error=',
      'https://app.example/cb?error=',
    ].entries()) {
      const answer = await ask({ client_id: app.clientId, redirect_uri: redirectUris[index], response_type: 'token' });
      assert.ok(answer.headers.get('location')?.startsWith(begin), answer.headers.get('location') ?? '');
    }
  });

  it('ignores parameters that it does not know (RFC 6749 section 3.1)', async () => {
    const answer = await ask({ audience: 'x', display: 'popup' }, '&unknown=');
    assert.match(answer.headers.get('location') ?? '', /\/sandbox\/sign-in\?flow=[A-Za-z0-9_-]{16}$/);
  });
});

describe('an authorization response', () => {
  it('carries code, state and iss, once the user allowed it (RFC 6749 section 4.1.2, RFC 9207)', async () => {
    const { answer, steps } = await authorize(server, { client, user });
    assert.deepEqual(steps, ['sign-in', 'consent']);
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
    const sent = responseParameters(answer);
    assert.deepEqual([...sent.keys()], ['code', 'state', 'iss']);
    assert.match(sent.get('code') ?? '', /^cac_sandbox_/);
    assert.deepEqual([sent.get('state'), sent.get('iss')], ['state-of-the-app', `${server.url}/sandbox`]);
  });

  it('carries access_denied when the user declined, and no code afterwards', async () => {
    const browser = openBrowser(server);
    let consent = '';
    const act = async () => {
      const walked = await authorize(server, {
        client: await server.createClient('sandbox'),
        user,
        browser,
        decision: 'deny',
      });
      consent = walked.steps.at(-1) ?? '';
      return walked.answer;
    };
    await assertRefused(server, act, { problem: 'access-denied', status: 303, error: 'access_denied' });
    assert.equal(consent, 'consent');
  });

  it('is given once: the same consent posted again is answered with a page', async () => {
    const browser = openBrowser(server);
    const app = await server.createClient('sandbox');
    const first = await browser.open(`/sandbox/oauth/authorize?${authorizationParameters(app)}`);
    const signIn = first.headers.get('location') as string;
    await browser.open(signIn);
    const consent = (await browser.submit(signIn, { email: user.email, password: user.password })).headers.get(
      'location',
    ) as string;
    await browser.open(consent);
    assert.ok(responseParameters(await browser.submit(consent, { decision: 'allow' })).has('code'));
    for (const decision of ['allow', 'deny']) {
      const act = () => browser.submit(consent, { decision });
      const { answer: again } = await assertRefused(server, act, {
        problem: 'authorization-session-unknown',
        status: 400,
      });
      assertGoesNowhere(again);
    }
  });

  it('is posted by a page with response_mode form_post, whose form-action is its own and the proven redirect origin', async () => {
    const { answer } = await authorize(server, { client, user, parameters: { response_mode: 'form_post' } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal(answer.headers.get('location'), null);
    assert.match(
      answer.text,
      /<form[^>]+method="post"[^>]*action="https:\/\/app\.example\/cb"|<form[^>]+action="https:\/\/app\.example\/cb"[^>]*method="post"/,
    );
    const fields = [...answer.text.matchAll(/name="(code|state|iss)" value="([^"]+)"/g)].map(([, name]) => name);
    assert.deepEqual(fields, ['code', 'state', 'iss']);
    assert.match(answer.headers.get('content-security-policy') ?? '', /form-action 'self' https:\/\/app\.example;/);
  });

  it('is posted by a page when it is a refusal, too', async () => {
    const before = server.issued();
    const answer = await ask({ response_mode: 'form_post', scope: 'nothing' });
    assert.equal(answer.status, 200);
    assert.match(answer.text, /name="error" value="invalid_scope"/);
    assert.match(
      answer.text,
      new RegExp(`name="error_uri" value="[^"]+/problems/scope-unknown\\?request=${answer.requestId}"`),
    );
    const refused = await refusalOf(server, answer.requestId);
    assert.equal(refused.problem, 'scope-unknown');
    assert.deepEqual(refused.response, { status: 200, error: 'invalid_scope' });
    assert.equal(server.issued(), before);
  });

  it('comes from a POST of the request as well (OpenID Connect Core section 3.1.2.1)', async () => {
    const browser = openBrowser(server);
    const body = authorizationParameters(client);
    const answer = await browser.open('/sandbox/oauth/authorize', { method: 'POST', body });
    assert.match(answer.headers.get('location') ?? '', /\/sandbox\/sign-in\?flow=/);
    const refused = () =>
      browser.open('/sandbox/oauth/authorize', {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      });
    await assertRefused(server, refused, { problem: 'body-not-form', status: 400 });
  });

  it('is not given to a user whose role may not grant', async () => {
    const analyst = await server.createUser('sandbox', { role: 'analyst' });
    const act = () => authorize(server, { client, user: analyst }).then(({ answer }) => answer);
    await assertRefused(server, act, { problem: 'role-not-allowed-to-grant', status: 303, error: 'access_denied' });
  });
});
