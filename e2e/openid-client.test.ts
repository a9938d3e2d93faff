/** The npm package openid-client, as it comes, against a running server; the user is at a real Chromium. */
import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import * as client from 'openid-client';
import { type Arrival, startApp } from './_app.ts';
import { authorize, openBrowser, visit } from './_browser.ts';
import { runCandor, startCandor, temporaryFolder } from './_candor.ts';
import { explanationFor, requestIdOf } from './_requests.ts';
import { issued } from './_store.ts';

const data = temporaryFolder();
const candor = await startCandor({ data });
const app = await startApp();
const browser = await openBrowser();
const { page } = await visit(browser);
const sandbox = candor.environment();
const registered = candor.client('Ledger sync');
const olivia = candor.user('olivia');
const insecure = { execute: [client.allowInsecureRequests] };

const discover = (
  secret = registered.clientSecret,
  authentication: client.ClientAuth = client.ClientSecretBasic(secret),
): Promise<client.Configuration> =>
  client.discovery(new URL(sandbox.issuer), registered.clientId, secret, authentication, insecure);

interface Checks {
  readonly pkceCodeVerifier: string;
  readonly expectedState: string;
  readonly expectedNonce: string;
}

/** Sends the browser through an authorization and gives what arrived at the app, with what belongs to it. */
async function authorized(
  configuration: client.Configuration,
  more: Readonly<Record<string, string>> = {},
  build: 'plain' | 'pushed' = 'plain',
): Promise<{ readonly arrival: Arrival; readonly checks: Checks; readonly url: URL }> {
  const checks = {
    pkceCodeVerifier: client.randomPKCECodeVerifier(),
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
  };
  const parameters = {
    redirect_uri: app.redirectUri,
    scope: 'openid profile email offline_access ledger:read',
    code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...more,
  };
  const url =
    build === 'pushed'
      ? await client.buildAuthorizationUrlWithPAR(configuration, parameters)
      : client.buildAuthorizationUrl(configuration, parameters);
  await authorize(page, url.href, olivia);
  return { arrival: await app.arrival(), checks, url };
}

async function tokensOf(configuration: client.Configuration) {
  const { arrival, checks } = await authorized(configuration);
  return client.authorizationCodeGrant(configuration, arrival.url, checks);
}

/** What the developer of a client has in hand when a token request is refused. Nothing may have been issued. */
async function refused(request: Promise<unknown>): Promise<{ status: number; error: string; requestId: string }> {
  const before = issued(data);
  const thrown = await request.then(
    () => assert.fail('the request was answered'),
    (error: unknown) => error,
  );
  assert.deepEqual(issued(data), before, 'the refusal issued something');
  // With a challenge in the headers the library leaves the body to its user.
  const body =
    thrown instanceof client.WWWAuthenticateChallengeError ? await thrown.response.json() : (thrown as Error).cause;
  assert.deepEqual(Object.keys(body).sort(), ['error', 'error_description', 'error_uri'], String(thrown));
  const { status } = thrown as client.ResponseBodyError;
  return { status, error: body.error, requestId: requestIdOf(body.error_uri) };
}

test('discovery finds the same metadata by both of its addresses', async () => {
  const openid = (await discover()).serverMetadata();
  const oauth = await client.discovery(new URL(sandbox.issuer), registered.clientId, undefined, client.None(), {
    ...insecure,
    algorithm: 'oauth2',
  });
  assert.equal(openid.issuer, sandbox.issuer);
  assert.equal(openid.token_endpoint, sandbox.endpoints.token);
  assert.equal(openid.supportsPKCE(), true);
  assert.deepEqual({ ...oauth.serverMetadata() }, { ...openid });
});

test('code with PKCE, ID token with nonce, userinfo, refresh, introspection and revocation', async () => {
  const configuration = await discover();
  const { arrival, checks } = await authorized(configuration, { max_age: '3600' });
  const tokens = await client.authorizationCodeGrant(configuration, arrival.url, { ...checks, maxAge: 3600 });
  const claims = tokens.claims();
  assert.ok(claims);
  assert.equal(claims.iss, sandbox.issuer);
  assert.equal(claims.aud, registered.clientId);
  assert.equal(claims.nonce, checks.expectedNonce);
  assert.equal(tokens.token_type, 'bearer');
  assert.equal(tokens.scope, 'openid profile email offline_access ledger:read');

  const userinfo = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
  assert.equal(userinfo.email, olivia.email);
  assert.equal(userinfo.name, 'Olivia Ortega');

  assert.ok(tokens.refresh_token);
  const refreshed = await client.refreshTokenGrant(configuration, tokens.refresh_token);
  assert.notEqual(refreshed.access_token, tokens.access_token);
  assert.notEqual(refreshed.refresh_token, tokens.refresh_token);

  const active = await client.tokenIntrospection(configuration, refreshed.access_token);
  assert.equal(active.active, true);
  assert.equal(active.sub, claims.sub);
  assert.equal(active.client_id, registered.clientId);

  await client.tokenRevocation(configuration, refreshed.refresh_token as string);
  for (const token of [refreshed.access_token, refreshed.refresh_token as string, tokens.access_token]) {
    assert.deepEqual({ ...(await client.tokenIntrospection(configuration, token)) }, { active: false });
  }
});

test('a pushed authorization request is answered, and its request_uri works once', async () => {
  const configuration = await discover();
  const { arrival, checks, url } = await authorized(configuration, {}, 'pushed');
  assert.match(url.searchParams.get('request_uri') ?? '', /^urn:ietf:params:oauth:request_uri:/);
  assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri']);
  const tokens = await client.authorizationCodeGrant(configuration, arrival.url, checks);
  assert.ok(tokens.id_token);

  const before = issued(data);
  const response = await page.goto(url.href);
  assert.equal(response?.status(), 400);
  assert.deepEqual(issued(data), before);
});

test('client_credentials gives an access token and nothing of a user', async () => {
  const configuration = await discover();
  const tokens = await client.clientCredentialsGrant(configuration, { scope: 'ledger:read' });
  assert.deepEqual([tokens.refresh_token, tokens.id_token, tokens.scope], [undefined, undefined, 'ledger:read']);
  const active = await client.tokenIntrospection(configuration, tokens.access_token);
  assert.equal(active.sub, registered.clientId);
});

test('every client authentication method of the metadata is accepted', async (t) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'ES256', use: 'sig' };
  const created = await candor.api('POST', '/api/environments/sandbox/clients', {
    name: 'Signed ledger',
    redirectUris: ['http://127.0.0.1:8400/callback'],
    grantTypes: ['client_credentials'],
    scopes: ['ledger:read'],
    authMethod: 'private_key_jwt',
    jwks: { keys: [jwk] },
  });
  assert.equal(created.status, 201, JSON.stringify(created.json));
  const invoice = candor.client('Invoice reports');

  await t.test('private_key_jwt', async () => {
    const signed = client.PrivateKeyJwt({ key: await webKey(privateKey), kid: 'key-1' });
    const id = created.json.clientId as string;
    const configuration = await client.discovery(new URL(sandbox.issuer), id, undefined, signed, insecure);
    const tokens = await client.clientCredentialsGrant(configuration);
    assert.equal((await client.tokenIntrospection(configuration, tokens.access_token)).active, true);
  });

  await t.test('client_secret_post', async () => {
    const post = client.ClientSecretPost(invoice.clientSecret);
    const configuration = await client.discovery(new URL(sandbox.issuer), invoice.clientId, undefined, post, insecure);
    assert.deepEqual({ ...(await client.tokenIntrospection(configuration, 'unknown')) }, { active: false });
  });

  await t.test('none, with PKCE', async () => {
    const pocket = candor.client('Pocket ledger');
    const configuration = await client.discovery(
      new URL(sandbox.issuer),
      pocket.clientId,
      undefined,
      client.None(),
      insecure,
    );
    const tokens = await tokensOf(configuration);
    assert.ok(tokens.refresh_token);
    const refreshed = await client.refreshTokenGrant(configuration, tokens.refresh_token);
    await client.tokenRevocation(configuration, refreshed.refresh_token as string);
  });
});

test('response_mode=form_post posts the authorization response to the app', async () => {
  const configuration = await discover();
  const { arrival, checks } = await authorized(configuration, { response_mode: 'form_post' });
  assert.equal(arrival.method, 'POST');
  assert.equal(arrival.url.search, '');
  const posted = new Request(arrival.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: arrival.body,
  });
  const tokens = await client.authorizationCodeGrant(configuration, posted, checks);
  assert.ok(tokens.id_token);
});

test('the address of RP-initiated logout ends the session and returns to the app', async () => {
  const configuration = await discover();
  const tokens = await tokensOf(configuration);
  const [returnTo = ''] = registered.redirectUris.map((uri) => new URL('/', uri).href);
  const url = client.buildEndSessionUrl(configuration, {
    id_token_hint: tokens.id_token as string,
    post_logout_redirect_uri: returnTo,
    state: 'bye',
  });
  // Nobody listens at the registered address: the answer is read where it leaves the server.
  const answer = await page.context().request.get(url.href, { maxRedirects: 0 });
  assert.equal(answer.status(), 303);
  assert.equal(answer.headers().location, `${returnTo}?state=bye`);
  await page.goto(client.buildAuthorizationUrl(configuration, authorizationParameters(await challenge())).href);
  assert.match(page.url(), /\/sandbox\/sign-in\?/);
});

test('a wrong secret is refused, and its developer reads why', async () => {
  const configuration = await discover('ccs_not-the-secret');
  const { status, error, requestId } = await refused(client.clientCredentialsGrant(configuration));
  assert.deepEqual([status, error], [401, 'invalid_client']);
  const explanation = await explanationFor(candor, requestId, registered);
  assert.equal(explanation.problem, 'client-secret-wrong', 'the wire said client-authentication-failed');
  assert.match(explanation.diagnoses[0]?.cause ?? '', /^client-authentication\//);
  assert.equal(JSON.stringify(explanation).includes('ccs_not-the-secret'), false);
});

test('a redirect URI with a slash at the end is refused with a page that leads its developer to the reason', async () => {
  const configuration = await discover();
  const before = issued(data);
  const parameters = { ...authorizationParameters(await challenge()), redirect_uri: `${app.redirectUri}/` };
  const arrivals = app.count();
  const response = await page.goto(client.buildAuthorizationUrl(configuration, parameters).href);
  assert.equal(response?.status(), 400);
  assert.equal(app.count(), arrivals, 'nothing may be sent to an address that is not registered');
  assert.deepEqual(issued(data), before);
  await page.getByRole('link', { name: 'For the developer of this app' }).click();
  const requestId = requestIdOf(page.url());
  assert.equal(await page.getByText(`candor explain ${requestId}`).first().isVisible(), true);

  const explanation = await explanationFor(candor, requestId, registered);
  const [diagnosis] = explanation.diagnoses;
  assert.equal(diagnosis?.cause, 'redirect-uri/trailing-slash');
  assert.ok(diagnosis?.evidence.some(({ seen }) => seen.includes(`${app.redirectUri}/`)));
  assert.ok(diagnosis?.evidence.some(({ expected }) => expected.includes('http://127.0.0.1:8400/callback')));
});

test('a code redeemed twice is refused, revokes what it gave, and its developer reads why', async () => {
  const configuration = await discover();
  const { arrival, checks } = await authorized(configuration);
  const tokens = await client.authorizationCodeGrant(configuration, arrival.url, checks);
  const { error, requestId } = await refused(client.authorizationCodeGrant(configuration, arrival.url, checks));
  assert.equal(error, 'invalid_grant');
  assert.equal((await client.tokenIntrospection(configuration, tokens.access_token)).active, false);
  const explanation = await explanationFor(candor, requestId, registered);
  assert.equal(explanation.diagnoses[0]?.cause, 'authorization-code/redeemed-twice');
  assert.ok(explanation.flowId, 'the explanation hangs on its flow');
});

test('a refresh token that was rotated away is refused, and `candor explain` tells why', async () => {
  const configuration = await discover();
  const first = await tokensOf(configuration);
  const second = await client.refreshTokenGrant(configuration, first.refresh_token as string);
  const third = await client.refreshTokenGrant(configuration, second.refresh_token as string);
  const { error, requestId } = await refused(client.refreshTokenGrant(configuration, first.refresh_token as string));
  assert.equal(error, 'invalid_grant');
  assert.equal((await client.tokenIntrospection(configuration, third.access_token)).active, false);
  const explanation = await explanationFor(candor, requestId, registered);
  assert.match(explanation.diagnoses[0]?.cause ?? '', /^refresh\//);

  const told = await runCandor(
    ['explain', requestId, '--url', candor.url, '--client-id', registered.clientId, '--data', temporaryFolder()],
    { CANDOR_CLIENT_SECRET: registered.clientSecret ?? '' },
  );
  assert.equal(told.status, 0, told.stderr);
  assert.ok(told.stdout.includes(explanation.diagnoses[0]?.title ?? 'no title'));
  for (const label of ['invalid_grant', 'Why', 'Fix', 'Next']) assert.ok(told.stdout.includes(label), told.stdout);
});

async function challenge(): Promise<string> {
  return client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier());
}

function authorizationParameters(codeChallenge: string): Record<string, string> {
  return {
    redirect_uri: app.redirectUri,
    scope: 'openid',
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
    state: client.randomState(),
  };
}

function webKey(key: KeyObject): Promise<CryptoKey> {
  const der = key.export({ format: 'der', type: 'pkcs8' });
  return crypto.subtle.importKey('pkcs8', der, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
}
