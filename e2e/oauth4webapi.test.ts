/** The npm package oauth4webapi, as it comes: each leg by itself, with every check that the package makes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as oauth from 'oauth4webapi';
import { startApp } from './_app.ts';
import { authorize, openBrowser, visit } from './_browser.ts';
import { startCandor, temporaryFolder } from './_candor.ts';
import { explanationFor, requestIdOf } from './_requests.ts';
import { issued } from './_store.ts';

const data = temporaryFolder();
const candor = await startCandor({ data });
const app = await startApp();
const { page } = await visit(await openBrowser());
const sandbox = candor.environment();
const registered = candor.client('Ledger sync');
const insecure = { [oauth.allowInsecureRequests]: true };
const client: oauth.Client = { client_id: registered.clientId };
const authentication = oauth.ClientSecretBasic(registered.clientSecret ?? '');
const issuer = new URL(sandbox.issuer);
const server = await oauth.processDiscoveryResponse(
  issuer,
  await oauth.discoveryRequest(issuer, { ...insecure, algorithm: 'oauth2' }),
);
const resource = 'https://ledger.demo.example/';

interface Sent {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

async function sent(more: Readonly<Record<string, string>> = {}): Promise<Sent & { parameters: URLSearchParams }> {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: app.redirectUri,
    scope: 'openid offline_access ledger:read',
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  });
  return { verifier, state, nonce, parameters };
}

/** The validated authorization response: `state` and `iss` (RFC 9207) are compared by the package. */
async function responseOf(request: Sent, parameters: URLSearchParams): Promise<URLSearchParams> {
  await authorize(page, `${server.authorization_endpoint}?${parameters}`, candor.user('olivia'));
  const { url } = await app.arrival();
  return oauth.validateAuthResponse(server, client, url, request.state);
}

async function tokensOf(more: Readonly<Record<string, string>> = {}): Promise<oauth.TokenEndpointResponse> {
  const { parameters, ...request } = await sent(more);
  return exchange(request, await responseOf(request, parameters));
}

async function exchange(request: Sent, response: URLSearchParams): Promise<oauth.TokenEndpointResponse> {
  return oauth.processAuthorizationCodeResponse(server, client, await exchangeRequest(request, response), {
    expectedNonce: request.nonce,
    requireIdToken: true,
  });
}

function exchangeRequest(request: Sent, response: URLSearchParams, redirectUri = app.redirectUri): Promise<Response> {
  return oauth.authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    response,
    redirectUri,
    request.verifier,
    insecure,
  );
}

async function refreshed(refreshToken: string | undefined): Promise<oauth.TokenEndpointResponse> {
  const response = await oauth.refreshTokenGrantRequest(server, client, authentication, refreshToken ?? '', insecure);
  return oauth.processRefreshTokenResponse(server, client, response);
}

async function introspected(token: string): Promise<oauth.IntrospectionResponse> {
  const response = await oauth.introspectionRequest(server, client, authentication, token, insecure);
  return oauth.processIntrospectionResponse(server, client, response);
}

/** The request id of a refusal; nothing may have been issued by it. */
async function refused(request: Promise<unknown>, error: string): Promise<string> {
  const before = issued(data);
  const thrown = await request.then(
    () => assert.fail('the request was answered'),
    (reason: unknown) => reason,
  );
  assert.ok(thrown instanceof oauth.ResponseBodyError, String(thrown));
  assert.equal(thrown.error, error);
  assert.deepEqual(issued(data), before);
  return requestIdOf(String(thrown.cause.error_uri));
}

test('code, ID token, userinfo, refresh, introspection and revocation, leg by leg', async () => {
  const tokens = await tokensOf();
  const claims = oauth.getValidatedIdTokenClaims(tokens);
  assert.equal(claims?.aud, client.client_id);
  const userinfo = await oauth.processUserInfoResponse(
    server,
    client,
    claims?.sub ?? '',
    await oauth.userInfoRequest(server, client, tokens.access_token, insecure),
  );
  assert.deepEqual(Object.keys(userinfo), ['sub'], 'without the scopes profile and email nothing of them is told');

  const second = await refreshed(tokens.refresh_token);
  assert.equal((await introspected(second.access_token)).scope, 'openid offline_access ledger:read');
  const revocation = await oauth.revocationRequest(server, client, authentication, second.access_token, insecure);
  assert.equal(revocation.headers.get('content-type'), 'application/json');
  assert.equal(await revocation.clone().text(), '{}');
  assert.equal(await oauth.processRevocationResponse(revocation), undefined);
  assert.equal((await introspected(second.access_token)).active, false);
  assert.equal((await introspected(second.refresh_token ?? '')).active, true, 'an access token ends alone');
});

test('the ID token carries a valid at_hash and is signed with a published key', async () => {
  const { parameters, ...request } = await sent();
  const response = await exchangeRequest(request, await responseOf(request, parameters));
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: request.nonce,
  });
  await oauth.validateApplicationLevelSignature(server, response, insecure);
  assert.equal(typeof oauth.getValidatedIdTokenClaims(tokens)?.at_hash, 'string');
});

test('an authorization response of another issuer is not taken for this one', async () => {
  const { parameters, ...request } = await sent();
  await authorize(page, `${server.authorization_endpoint}?${parameters}`, candor.user('olivia'));
  const { url } = await app.arrival();
  assert.equal(url.searchParams.get('iss'), sandbox.issuer);
  const other = { ...server, issuer: candor.environment('production').issuer };
  assert.throws(() => oauth.validateAuthResponse(other, client, url, request.state), /"iss"/);
});

test('a token for a resource is a JWT that the resource server validates by itself', async () => {
  const tokens = await tokensOf({ resource, scope: 'openid ledger:read' });
  const request = new Request('https://ledger.demo.example/entries', {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  const claims = await oauth.validateJwtAccessToken(server, request, resource, insecure);
  assert.equal(claims.iss, sandbox.issuer);
  assert.equal(claims.client_id, client.client_id);
  assert.equal(claims.scope, 'openid ledger:read');
  await assert.rejects(oauth.validateJwtAccessToken(server, request, 'https://other.example/', insecure), /aud/);
  assert.equal((await introspected(tokens.access_token)).aud, resource);
});

test('the resource server introspects a token that was issued for it', async () => {
  const api = candor.client('Ledger API');
  const tokens = await tokensOf({ resource, scope: 'ledger:read openid' });
  const response = await oauth.introspectionRequest(
    server,
    { client_id: api.clientId },
    oauth.ClientSecretBasic(api.clientSecret ?? ''),
    tokens.access_token,
    insecure,
  );
  const told = await oauth.processIntrospectionResponse(server, { client_id: api.clientId }, response);
  assert.equal(told.active, true);
  assert.equal(told.client_id, client.client_id);
});

test('client_credentials for a resource gives a JWT of the client itself', async () => {
  const response = await oauth.clientCredentialsGrantRequest(
    server,
    client,
    authentication,
    { scope: 'ledger:read', resource },
    insecure,
  );
  const tokens = await oauth.processClientCredentialsResponse(server, client, response);
  const request = new Request(resource, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  const claims = await oauth.validateJwtAccessToken(server, request, resource, insecure);
  assert.equal(claims.sub, client.client_id);
});

test('a pushed authorization request, for a client that authenticates with client_secret_post', async () => {
  const reports = candor.client('Invoice reports');
  const pushing: oauth.Client = { client_id: reports.clientId };
  const secret = oauth.ClientSecretPost(reports.clientSecret ?? '');
  const { parameters, ...request } = await sent({ client_id: reports.clientId, scope: 'openid' });
  const pushed = await oauth.processPushedAuthorizationResponse(
    server,
    pushing,
    await oauth.pushedAuthorizationRequest(server, pushing, secret, parameters, insecure),
  );
  assert.equal(pushed.expires_in, 60);
  const query = new URLSearchParams({ client_id: reports.clientId, request_uri: pushed.request_uri });
  await authorize(page, `${server.authorization_endpoint}?${query}`, candor.user('olivia'));
  const response = oauth.validateAuthResponse(server, pushing, (await app.arrival()).url, request.state);
  const tokens = await oauth.processAuthorizationCodeResponse(
    server,
    pushing,
    await oauth.authorizationCodeGrantRequest(
      server,
      pushing,
      secret,
      response,
      app.redirectUri,
      request.verifier,
      insecure,
    ),
    { expectedNonce: request.nonce },
  );
  assert.ok(tokens.id_token);
});

test('a code_verifier of another request is refused; the code survives it, and its developer reads why', async () => {
  const { parameters, ...request } = await sent();
  const response = await responseOf(request, parameters);
  const wrong = { ...request, verifier: oauth.generateRandomCodeVerifier() };
  const requestId = await refused(exchange(wrong, response), 'invalid_grant');
  const explanation = await explanationFor(candor, requestId, registered);
  assert.match(explanation.diagnoses[0]?.cause ?? '', /^pkce\//);
  assert.ok((await exchange(request, response)).access_token);
});

test('a redirect_uri that differs between both requests is refused, and its developer reads both', async () => {
  const { parameters, ...request } = await sent();
  const response = await responseOf(request, parameters);
  const differing = exchangeRequest(request, response, `${app.redirectUri}/`).then((answer) =>
    oauth.processAuthorizationCodeResponse(server, client, answer, { expectedNonce: request.nonce }),
  );
  const requestId = await refused(differing, 'invalid_grant');
  const { diagnoses } = await explanationFor(candor, requestId, registered);
  const [line] = diagnoses[0]?.evidence ?? [];
  assert.equal(line?.seen, `${app.redirectUri}/`);
  assert.match(line?.expected ?? '', new RegExp(`^${app.redirectUri} `));
});

test('a code redeemed twice revokes the tokens that it gave', async () => {
  const { parameters, ...request } = await sent();
  const response = await responseOf(request, parameters);
  const tokens = await exchange(request, response);
  const requestId = await refused(exchange(request, response), 'invalid_grant');
  assert.equal((await introspected(tokens.access_token)).active, false);
  await refused(refreshed(tokens.refresh_token), 'invalid_grant');
  const { diagnoses } = await explanationFor(candor, requestId, registered);
  assert.equal(diagnoses[0]?.cause, 'authorization-code/redeemed-twice');
});

test('a refresh token that was rotated away is refused and its family ends', async () => {
  const first = await tokensOf();
  const second = await refreshed(first.refresh_token);
  const third = await refreshed(second.refresh_token);
  const requestId = await refused(refreshed(first.refresh_token), 'invalid_grant');
  const { diagnoses } = await explanationFor(candor, requestId, registered);
  assert.match(diagnoses[0]?.cause ?? '', /^refresh\//);
  await refused(refreshed(third.refresh_token), 'invalid_grant');
});

test('an access token that was revoked is refused at the userinfo endpoint with a challenge that says so', async () => {
  const tokens = await tokensOf();
  await oauth.revocationRequest(server, client, authentication, tokens.refresh_token ?? '', insecure);
  const before = issued(data);
  const response = await oauth.userInfoRequest(server, client, tokens.access_token, insecure);
  assert.equal(response.status, 401);
  await assert.rejects(
    oauth.processUserInfoResponse(server, client, oauth.skipSubjectCheck, response),
    (thrown: unknown) => {
      assert.ok(thrown instanceof oauth.WWWAuthenticateChallengeError);
      assert.equal(thrown.cause[0]?.parameters.error, 'invalid_token');
      return true;
    },
  );
  assert.deepEqual(issued(data), before);
});
