/** The npm package simple-oauth2, as it comes: it form-encodes Basic, expects strict JSON, and leaves PKCE to its user. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuthorizationCode, ClientCredentials } from 'simple-oauth2';
import { startApp } from './_app.ts';
import { authorize, openBrowser, visit } from './_browser.ts';
import { type DemoClient, runCandor, startCandor, temporaryFolder } from './_candor.ts';
import { explanationFor, introspect, pkcePair, requestIdOf } from './_requests.ts';
import { issued } from './_store.ts';

const data = temporaryFolder();
const candor = await startCandor({ data });
const app = await startApp();
const { page } = await visit(await openBrowser());
const sandbox = candor.environment();
const sync = candor.client('Ledger sync');
const reports = candor.client('Invoice reports');
const auth = {
  tokenHost: candor.url,
  tokenPath: '/sandbox/oauth/token',
  authorizePath: '/sandbox/oauth/authorize',
  revokePath: '/sandbox/oauth/revoke',
};

type Encoding = { readonly bodyFormat?: 'form' | 'json'; readonly credentialsEncodingMode?: 'strict' | 'loose' };

function codeClient(client: DemoClient, encoding: Encoding = {}): AuthorizationCode {
  const authorizationMethod = client.authMethod === 'client_secret_post' ? 'body' : 'header';
  return new AuthorizationCode({
    client: { id: client.clientId, secret: client.clientSecret ?? '' },
    auth,
    options: { authorizationMethod, ...encoding },
  });
}

/** Sends the browser through an authorization and gives the parameters of the token request. */
async function codeFor(oauth: AuthorizationCode, more: Readonly<Record<string, string>> = {}) {
  const { verifier, challenge } = pkcePair();
  const url = oauth.authorizeURL({
    redirect_uri: app.redirectUri,
    scope: 'openid ledger:read',
    state: 'state-of-the-session',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...more,
  });
  await authorize(page, url, candor.user('olivia'));
  const { parameters } = await app.arrival();
  assert.equal(parameters.get('state'), 'state-of-the-session');
  return { code: parameters.get('code') ?? '', redirect_uri: app.redirectUri, code_verifier: verifier };
}

/** What simple-oauth2 throws for an answer of 400 and above. */
interface HttpFault {
  readonly output: { readonly statusCode: number };
  readonly data: { readonly payload: Readonly<Record<string, string>> };
}

async function refused(request: Promise<unknown>): Promise<{ status: number; error: string; requestId: string }> {
  const before = issued(data);
  const thrown = (await request.then(
    () => assert.fail('the request was answered'),
    (reason: unknown) => reason,
  )) as HttpFault;
  assert.deepEqual(issued(data), before);
  const { payload } = thrown.data;
  assert.deepEqual(Object.keys(payload), ['error', 'error_description', 'error_uri']);
  return {
    status: thrown.output.statusCode,
    error: payload.error ?? '',
    requestId: requestIdOf(payload.error_uri),
  };
}

for (const client of [sync, reports]) {
  test(`code, refresh and revocation with ${client.authMethod}`, async () => {
    const oauth = codeClient(client);
    const tokens = await oauth.getToken(await codeFor(oauth));
    assert.equal(tokens.expired(), false);
    assert.equal(tokens.token.scope, 'openid ledger:read');
    const next = await tokens.refresh();
    assert.notEqual(next.token.refresh_token, tokens.token.refresh_token);
    await next.revokeAll();
    for (const token of [next.token.access_token, next.token.refresh_token]) {
      assert.deepEqual((await introspect(sandbox, client, token)).json, { active: false });
    }
  });
}

test('client_credentials, with Basic in both spellings of the credentials', async () => {
  for (const credentialsEncodingMode of ['strict', 'loose'] as const) {
    const { authorizePath: _unused, ...endpoints } = auth;
    const oauth = new ClientCredentials({
      client: { id: sync.clientId, secret: sync.clientSecret ?? '' },
      auth: endpoints,
      options: { credentialsEncodingMode },
    });
    const { token } = await oauth.getToken({ scope: 'ledger:read' });
    assert.equal((await introspect(sandbox, sync, token.access_token)).json.active, true);
  }
});

test('a refresh may narrow the scope', async () => {
  const oauth = codeClient(sync);
  const tokens = await oauth.getToken(await codeFor(oauth, { scope: 'openid ledger:read invoices:read' }));
  const narrowed = await tokens.refresh({ scope: 'invoices:read' });
  assert.equal(narrowed.token.scope, 'invoices:read');
  const { error } = await refused(narrowed.refresh({ scope: 'invoices:write' }));
  assert.equal(error, 'invalid_scope');
});

test('a token request as JSON is refused and named as such', async () => {
  const oauth = codeClient(sync, { bodyFormat: 'json' });
  const { status, error, requestId } = await refused(oauth.getToken(await codeFor(oauth)));
  assert.deepEqual([status, error], [400, 'invalid_request']);
  const { problem, diagnoses } = await explanationFor(candor, requestId);
  assert.equal(problem, 'body-not-form');
  assert.equal(diagnoses[0]?.cause, 'transport-endpoint/body-not-form');
});

test('a wrong secret is refused, and its developer reads why with the right one', async () => {
  const wrong = codeClient({ ...reports, clientSecret: `${reports.clientSecret} ` });
  const { status, error, requestId } = await refused(wrong.getToken(await codeFor(wrong)));
  assert.deepEqual([status, error], [401, 'invalid_client']);
  const { diagnoses } = await explanationFor(candor, requestId, reports);
  assert.equal(diagnoses[0]?.cause, 'transport-endpoint/stray-whitespace');
  const told = await runCandor(['explain', requestId, '--url', candor.url, '--client-id', reports.clientId, '--json'], {
    CANDOR_CLIENT_SECRET: reports.clientSecret ?? '',
  });
  assert.equal(told.status, 0, told.stderr);
  assert.equal(JSON.parse(told.stdout).requestId, requestId);
});

test('a redirect URI that is not registered reaches nobody, and its developer reads which one is', async () => {
  const oauth = codeClient(sync);
  const before = [issued(data), app.count()];
  const url = oauth.authorizeURL({
    redirect_uri: `${app.redirectUri}/`,
    scope: 'openid',
    code_challenge: pkcePair().challenge,
    code_challenge_method: 'S256',
  });
  const response = await page.goto(url);
  assert.equal(response?.status(), 400);
  assert.deepEqual([issued(data), app.count()], before);
  const requestId = response?.headers()['candor-request-id'] ?? '';
  assert.equal(await page.locator('#request-id').textContent(), requestId);
  const { diagnoses } = await explanationFor(candor, requestId, sync);
  assert.equal(diagnoses[0]?.cause, 'redirect-uri/trailing-slash');
});

test('a code redeemed twice and a refresh token rotated away are refused, and their developer reads why', async () => {
  const oauth = codeClient(sync);
  const parameters = await codeFor(oauth);
  await oauth.getToken(parameters);
  const reuse = await refused(oauth.getToken(parameters));
  assert.equal(reuse.error, 'invalid_grant');
  const redeemed = await explanationFor(candor, reuse.requestId, sync);
  assert.equal(redeemed.diagnoses[0]?.cause, 'authorization-code/redeemed-twice');

  const first = await oauth.getToken(await codeFor(oauth));
  await (await first.refresh()).refresh();
  const rotated = await refused(first.refresh());
  assert.equal(rotated.error, 'invalid_grant');
  const explained = await explanationFor(candor, rotated.requestId, sync);
  assert.match(explained.diagnoses[0]?.cause ?? '', /^refresh\//);
});
