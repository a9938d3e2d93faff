/** Token introspection (RFC 7662) and token revocation (RFC 7009). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  assertRefused,
  introspect,
  obtainTokens,
  openBrowser,
  postAs,
  refresh,
  requestToken,
  startOAuthServer,
  userinfo,
} from './_oauth.ts';
import type { TestClient } from './_server.ts';

const server = await startOAuthServer();
const resource = 'https://api.example/ledger';
const client = await server.createClient('sandbox', { resources: [resource] });
const stranger = await server.createClient('sandbox');
const resourceServer = await server.createClient('sandbox', { serves: [resource], grantTypes: [] });
const user = await server.createUser('sandbox');
const browser = openBrowser(server);
const obtain = (parameters = {}) => obtainTokens(server, { client, user, browser, parameters });
const revoke = (token: string, as: TestClient = client, more = {}) =>
  postAs(server, as, '/sandbox/oauth/revoke', { token, ...more });
const inactive = { active: false };

describe('introspection', () => {
  it('tells the client of an access token what it stands for (RFC 7662 section 2.2)', async () => {
    const { access_token } = await obtain({ scope: 'openid ledger:read' });
    const about = await introspect(server, client, access_token);
    const { iat, exp, ...rest } = about;
    assert.deepEqual(rest, {
      active: true,
      iss: `${server.url}/sandbox`,
      client_id: client.clientId,
      sub: user.id,
      scope: 'openid ledger:read',
      aud: `${server.url}/sandbox`,
      token_type: 'Bearer',
      token_use: 'access_token',
      account: user.accountId,
    });
    assert.equal(exp - iat, 3600);
  });

  it('tells the client of a refresh token that it is one, without a token_type', async () => {
    const { refresh_token } = await obtain();
    const about = await introspect(server, client, refresh_token);
    assert.deepEqual([about.active, about.token_use, about.token_type], [true, 'refresh_token', undefined]);
    await refresh(server, client, refresh_token);
    assert.deepEqual(await introspect(server, client, refresh_token), inactive);
  });

  it('tells a resource server of tokens for its resource, and of no others', async () => {
    const { access_token, refresh_token } = await obtain({ resource });
    const elsewhere = await obtain();
    assert.equal((await introspect(server, resourceServer, access_token)).aud, resource);
    assert.deepEqual(await introspect(server, resourceServer, refresh_token), inactive);
    assert.deepEqual(await introspect(server, resourceServer, elsewhere.access_token), inactive);
  });

  it('says active false and nothing else of what is not alive or none of the caller (section 2.2)', async () => {
    const { access_token, refresh_token, id_token } = await obtain();
    for (const token of [access_token, refresh_token]) {
      assert.deepEqual(await introspect(server, stranger, token), inactive);
    }
    for (const token of ['unknown', id_token, access_token.slice(0, -1), '🗝']) {
      assert.deepEqual(await introspect(server, client, token), inactive);
    }
    await revoke(access_token);
    assert.deepEqual(await introspect(server, client, access_token), inactive);
  });

  it('ignores a wrong token_type_hint (section 2.1)', async () => {
    const { access_token } = await obtain();
    const form = { token: access_token, token_type_hint: 'refresh_token' };
    assert.equal((await postAs(server, client, '/sandbox/oauth/introspect', form)).json.active, true);
  });

  it('of a token whose client was switched off is inactive for the resource server', async () => {
    const app = await server.createClient('sandbox', { resources: [resource] });
    const { access_token } = await obtainTokens(server, { client: app, user, parameters: { resource } });
    await server.storage.updateClient({ ...app.record, version: 2, enabled: false });
    assert.deepEqual(await introspect(server, resourceServer, access_token), inactive);
  });

  it('is refused to a public client', async () => {
    const app = await server.createClient('sandbox', { authMethod: 'none' });
    const act = () => postAs(server, app, '/sandbox/oauth/introspect', { token: 'x' });
    await assertRefused(server, act, { problem: 'introspection-not-allowed', status: 403, error: 'unauthorized_client' });
  });

  it('is refused without client authentication and without a token', async () => {
    const bare = () => server.post('/sandbox/oauth/introspect', { token: 'x' });
    await assertRefused(server, bare, { problem: 'client-credentials-missing', status: 401, error: 'invalid_client' });
    const empty = () => postAs(server, client, '/sandbox/oauth/introspect', {});
    await assertRefused(server, empty, { problem: 'parameter-missing', status: 400, error: 'invalid_request' });
  });
});

describe('revocation', () => {
  it('is answered 200 with an empty JSON object, not to be cached', async () => {
    const { access_token } = await obtain();
    const answer = await revoke(access_token);
    assert.deepEqual([answer.status, answer.text], [200, '{}']);
    assert.equal(answer.headers.get('content-type'), 'application/json');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  });

  it('of an access token ends it alone', async () => {
    const { access_token, refresh_token } = await obtain();
    await revoke(access_token);
    assert.equal((await userinfo(server, access_token)).status, 401);
    assert.equal((await refresh(server, client, refresh_token)).status, 200);
  });

  it('of a refresh token ends every token of its authorization (RFC 7009 section 2.1)', async () => {
    const first = await obtain();
    const next = (await refresh(server, client, first.refresh_token)).json;
    await revoke(next.refresh_token);
    for (const token of [first.access_token, next.access_token, next.refresh_token]) {
      assert.deepEqual(await introspect(server, client, token), inactive);
    }
    const act = () => refresh(server, client, next.refresh_token);
    await assertRefused(server, act, { problem: 'refresh-token-revoked', status: 400, error: 'invalid_grant' });
  });

  it('of a rotated refresh token ends its authorization as well', async () => {
    const first = await obtain();
    const next = (await refresh(server, client, first.refresh_token)).json;
    await revoke(first.refresh_token);
    assert.deepEqual(await introspect(server, client, next.access_token), inactive);
  });

  it('leaves other authorizations of the same user and client alone', async () => {
    const [one, other] = [await obtain(), await obtain()];
    await revoke(one.refresh_token);
    assert.equal((await introspect(server, client, other.access_token)).active, true);
  });

  it('is answered alike for unknown, foreign and revoked tokens, and ends nothing of a foreign one (section 2.2)', async () => {
    const { access_token, refresh_token } = await obtain();
    const spent = await obtain();
    await revoke(spent.refresh_token);
    for (const [token, as] of [['unknown', client], [access_token, stranger], [refresh_token, stranger], [spent.refresh_token, client], [spent.access_token, client]] as const) {
      const answer = await revoke(token, as);
      assert.deepEqual([answer.status, answer.text], [200, '{}']);
    }
    assert.equal((await introspect(server, client, access_token)).active, true);
    assert.equal((await introspect(server, client, refresh_token)).active, true);
  });

  it('works whatever token_type_hint says', async () => {
    const { access_token } = await obtain();
    await revoke(access_token, client, { token_type_hint: 'refresh_token' });
    assert.deepEqual(await introspect(server, client, access_token), inactive);
  });

  it('is open to a public client for its own tokens', async () => {
    const app = await server.createClient('sandbox', { authMethod: 'none' });
    const { refresh_token } = await obtainTokens(server, { client: app, user });
    assert.equal((await revoke(refresh_token, app)).status, 200);
    const act = () => refresh(server, app, refresh_token);
    await assertRefused(server, act, { problem: 'refresh-token-revoked', status: 400, error: 'invalid_grant' });
  });

  it('of the token of a client itself ends it', async () => {
    const { access_token } = (await requestToken(server, client, { grant_type: 'client_credentials' })).json;
    await revoke(access_token);
    assert.deepEqual(await introspect(server, client, access_token), inactive);
  });

  it('is refused without a token and without client authentication, and ends nothing', async () => {
    const { access_token } = await obtain();
    await assertRefused(server, () => postAs(server, client, '/sandbox/oauth/revoke', {}), {
      problem: 'parameter-missing',
      status: 400,
      error: 'invalid_request',
    });
    await assertRefused(server, () => server.post('/sandbox/oauth/revoke', { token: access_token }), {
      problem: 'client-credentials-missing',
      status: 401,
      error: 'invalid_client',
    });
    assert.equal((await introspect(server, client, access_token)).active, true);
  });
});
