/** The demonstration environment `klaviyo`, driven from its line of JSON alone, as a script would. */
import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { test } from 'node:test';
import { startCandor, temporaryFolder } from './_candor.ts';
import { answered, basic, pkcePair } from './_requests.ts';
import { createUserAgent } from './_user-agent.ts';

const data = temporaryFolder();
const candor = await startCandor({ data });
const klaviyo = candor.environment('klaviyo');
const app = candor.client('Review sync', 'klaviyo');
const redirectUri = app.redirectUris[0] as string;

async function token(form: Readonly<Record<string, string>>, client = app) {
  const body = new URLSearchParams(form);
  return answered(
    await fetch(klaviyo.endpoints.token, { method: 'POST', body, headers: { authorization: basic(client) } }),
  );
}

function authorizeUrl(challenge: string, scope = 'accounts:read lists:read'): string {
  const url = new URL(klaviyo.endpoints.authorization);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: redirectUri,
    scope,
    state: 'customer-1',
    code_challenge_method: 'S256',
    code_challenge: challenge,
  }).toString();
  return url.href;
}

test('has two confidential clients, a public one, users of every role, and hosts for both sides', () => {
  assert.equal(klaviyo.stage, 'production');
  assert.equal(klaviyo.clients.filter(({ clientSecret }) => clientSecret !== undefined).length, 2);
  assert.equal(klaviyo.clients.filter(({ authMethod }) => authMethod === 'none').length, 1);
  assert.deepEqual([...new Set(klaviyo.users.map(({ role }) => role))].sort(), [
    'admin',
    'analyst',
    'manager',
    'owner',
    'support',
  ]);
  assert.deepEqual(klaviyo.hosts, { browser: 'www.klaviyo.localhost', api: 'a.klaviyo.localhost' });
});

test('connects an account, calls the API, refreshes, and is uninstalled', async () => {
  const { verifier, challenge } = pkcePair();
  const callback = await createUserAgent().authorize(authorizeUrl(challenge), candor.user('mia', 'klaviyo'));
  assert.deepEqual([...callback.searchParams.keys()], ['code', 'state']);
  const code = callback.searchParams.get('code') as string;
  const form = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri };
  const first = await token(form);
  assert.deepEqual(Object.keys(first.json).sort(), [
    'access_token',
    'expires_in',
    'refresh_token',
    'scope',
    'token_type',
  ]);
  const read = await fetch(`${klaviyo.endpoints.api}/accounts`, {
    headers: { authorization: `Bearer ${first.json.access_token}`, revision: '2026-07-15' },
  });
  assert.equal(read.status, 200);
  const again = await token({ grant_type: 'refresh_token', refresh_token: first.json.refresh_token });
  assert.equal(again.json.refresh_token, first.json.refresh_token);
  const revoked = await fetch(klaviyo.endpoints.revocation, {
    method: 'POST',
    headers: { authorization: basic(app) },
    body: new URLSearchParams({ token: first.json.refresh_token, token_type_hint: 'refresh_token' }),
  });
  assert.deepEqual([revoked.status, await revoked.text()], [200, '{}']);
  const ended = await token({ grant_type: 'refresh_token', refresh_token: first.json.refresh_token });
  assert.deepEqual(
    [ended.status, ended.json],
    [400, { error: 'invalid_grant', error_description: 'Refresh token has been revoked' }],
  );
});

test('an analyst may not grant, and meets a bare 403', async () => {
  const { challenge } = pkcePair();
  const refused = createUserAgent().authorize(authorizeUrl(challenge), candor.user('anna', 'klaviyo'));
  await assert.rejects(refused, /answered 403:\n$/);
});

test('a token request whose Host header is the browsers’ meets the 403 page', async () => {
  const { port } = new URL(candor.url);
  const status = await new Promise((resolve, reject) => {
    const headers = { host: `${klaviyo.hosts?.browser}:${port}`, 'content-type': 'application/x-www-form-urlencoded' };
    const sent = httpRequest({ host: '127.0.0.1', port, path: '/oauth/token', method: 'POST', headers }, (response) => {
      response.resume();
      resolve([response.statusCode, response.headers.server]);
    });
    sent.on('error', reject).end('grant_type=refresh_token');
  });
  assert.deepEqual(status, [403, 'CloudFront']);
});

test('the start page links no metadata for it', async () => {
  const page = await (await fetch(candor.url)).text();
  assert.ok(page.includes(`${candor.url}/sandbox/.well-known/openid-configuration`));
  assert.ok(page.includes(klaviyo.issuer));
  assert.ok(!page.includes(`${klaviyo.baseUrl}/.well-known`));
  assert.equal((await fetch(`${klaviyo.baseUrl}/.well-known/openid-configuration`)).status, 404);
});
