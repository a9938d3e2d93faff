/** Access tokens for resources: RFC 8707 and RFC 9068, verified with jose as a resource server does. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import {
  assertRefused,
  introspect,
  obtainCode,
  obtainTokens,
  openBrowser,
  postAs,
  redemption,
  refresh,
  requestToken,
  startOAuthServer,
  withPolicy,
} from './_oauth.ts';

const jwt = 'https://api.example/jwt';
const second = 'https://api.example/second';
const opaque = 'https://api.example/ledger';
const server = await startOAuthServer({
  configuration: withPolicy({ resources: { [jwt]: {}, [second]: {}, [opaque]: { accessTokenFormat: 'opaque' } } }),
});
const client = await server.createClient('sandbox', { resources: [jwt, second, opaque] });
const user = await server.createUser('sandbox');
const browser = openBrowser(server);
const issuer = `${server.url}/sandbox`;
const keys = createRemoteJWKSet(new URL(`${issuer}/oauth/jwks`));
const machine = (resource: string) =>
  requestToken(server, client, { grant_type: 'client_credentials', scope: 'ledger:read', resource });
const invalidTarget = { problem: 'resource-not-accepted', status: 400, error: 'invalid_target' } as const;

describe('an access token', () => {
  it('is opaque where no resource is named, and for a resource that wants it so', async () => {
    const plain = await requestToken(server, client, { grant_type: 'client_credentials' });
    assert.match(plain.json.access_token, /^cat_sandbox_/);
    assert.match((await machine(opaque)).json.access_token, /^cat_sandbox_/);
  });

  it('for a resource is a JWT of the type at+jwt that the published keys verify (RFC 9068 section 4)', async () => {
    const { access_token } = await obtainTokens(server, { client, user, browser, parameters: { resource: jwt } });
    const { payload, protectedHeader } = await jwtVerify(access_token, keys, { issuer, audience: jwt, typ: 'at+jwt' });
    assert.equal(protectedHeader.typ, 'at+jwt');
    const { iat, exp, jti, auth_time, ...rest } = payload;
    assert.deepEqual(rest, { iss: issuer, sub: user.id, aud: jwt, client_id: client.clientId, scope: 'openid' });
    assert.equal(exp, (iat as number) + 3600);
    assert.match(jti as string, /^[A-Za-z0-9_-]{16}$/);
    assert.ok((auth_time as number) <= (iat as number));
  });

  it('of a client itself has the client as subject and no auth_time (section 2.2)', async () => {
    const { payload } = await jwtVerify((await machine(jwt)).json.access_token, keys, { typ: 'at+jwt' });
    assert.deepEqual([payload.sub, payload.client_id, payload.auth_time], [client.clientId, client.clientId, undefined]);
  });

  it('of the type JWT is introspected and revoked like an opaque one', async () => {
    const { access_token } = (await machine(jwt)).json;
    assert.equal((await introspect(server, client, access_token)).aud, jwt);
    await postAs(server, client, '/sandbox/oauth/revoke', { token: access_token });
    assert.deepEqual(await introspect(server, client, access_token), { active: false });
  });

  it('with a changed claim is inactive', async () => {
    const { access_token } = (await machine(jwt)).json;
    const [header, payload = '', signature] = access_token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const changed = Buffer.from(JSON.stringify({ ...claims, scope: 'ledger:read ledger:write' })).toString('base64url');
    assert.deepEqual(await introspect(server, client, [header, changed, signature].join('.')), { active: false });
  });

  it('is not accepted as an ID token hint, nor an ID token as an access token', async () => {
    const tokens = await obtainTokens(server, { client, user, browser, parameters: { resource: jwt } });
    assert.deepEqual(await introspect(server, client, tokens.id_token), { active: false });
    const act = () => browser.open(`/sandbox/oauth/logout?id_token_hint=${tokens.access_token}`);
    await assertRefused(server, act, { problem: 'id-token-hint-invalid', status: 400 });
  });
});

describe('resource', () => {
  const authorizeFor = (resource: string) => obtainCode(server, { client, user, browser, parameters: { resource } });

  it('at the token endpoint may repeat what was authorized (RFC 8707 section 2.2)', async () => {
    const answer = await requestToken(server, client, redemption(await authorizeFor(jwt), { resource: jwt }));
    assert.equal((await jwtVerify(answer.json.access_token, keys)).payload.aud, jwt);
  });

  it('at the token endpoint is refused when it was not authorized, and the code stays redeemable', async () => {
    const obtained = await authorizeFor(jwt);
    await assertRefused(server, () => requestToken(server, client, redemption(obtained, { resource: second })), invalidTarget);
    assert.equal((await requestToken(server, client, redemption(obtained))).status, 200);
  });

  it('of a refresh may be what was authorized, and nothing else', async () => {
    const first = await obtainTokens(server, { client, user, browser, parameters: { resource: jwt } });
    const next = (await refresh(server, client, first.refresh_token, { resource: jwt })).json;
    assert.equal((await jwtVerify(next.access_token, keys)).payload.aud, jwt);
    await assertRefused(server, () => refresh(server, client, next.refresh_token, { resource: second }), invalidTarget);
  });

  it('named twice gives one token for both, a JWT where both want one (RFC 8707 section 2)', async () => {
    const body = new URLSearchParams([
      ['grant_type', 'client_credentials'],
      ['resource', jwt],
      ['resource', second],
    ]);
    const init = { method: 'POST', body, headers: { authorization: client.basic } };
    const { access_token } = (await server.request('/sandbox/oauth/token', init)).json;
    assert.deepEqual((await jwtVerify(access_token, keys)).payload.aud, [jwt, second]);
  });

  for (const resource of ['https://api.example/unknown', 'ledger', `${jwt}#fragment`, 'https://api.example /x']) {
    it(`is refused as ${resource} (RFC 8707 section 2)`, async () => {
      await assertRefused(server, () => machine(resource), invalidTarget);
    });
  }
});
