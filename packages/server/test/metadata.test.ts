/** Metadata: RFC 8414, OpenID Connect Discovery, and that everything announced is true. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  assertionFields,
  authorizationParameters,
  createAssertionSigner,
  obtainTokens,
  postAs,
  refresh,
  requestToken,
  startOAuthServer,
} from './_oauth.ts';
import type { TestClient } from './_server.ts';

const server = await startOAuthServer();
const { json: metadata } = await server.request('/sandbox/.well-known/openid-configuration');
const signer = await createAssertionSigner();
const user = await server.createUser('sandbox');

describe('the metadata', () => {
  it('is the same document at every address where a client looks for it (RFC 8414 section 3.1 and 5)', async () => {
    const paths = [
      '/sandbox/.well-known/oauth-authorization-server',
      '/.well-known/oauth-authorization-server/sandbox',
      '/.well-known/openid-configuration/sandbox',
      '/sandbox/.well-known/openid-configuration',
    ];
    for (const path of paths) {
      const answer = await server.request(path);
      assert.equal(answer.status, 200, path);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
      assert.deepEqual(answer.json, metadata);
      assert.equal(answer.headers.get('cache-control'), 'public, max-age=300');
      assert.match(answer.requestId, /^req_/);
    }
  });

  it('names the issuer exactly as the address that it was read from (RFC 8414 section 3.3)', async () => {
    assert.equal(metadata.issuer, `${server.url}/sandbox`);
    const other = (await server.request('/production/.well-known/openid-configuration')).json;
    assert.equal(other.issuer, `${server.url}/production`);
  });

  it('has the members that RFC 8414 and OpenID Connect Discovery require, and no secret', () => {
    for (const member of ['issuer', 'authorization_endpoint', 'token_endpoint', 'jwks_uri', 'response_types_supported', 'subject_types_supported', 'id_token_signing_alg_values_supported']) {
      assert.ok(metadata[member], member);
    }
    assert.deepEqual(metadata.response_types_supported, ['code']);
    assert.deepEqual(metadata.code_challenge_methods_supported, ['S256']);
    assert.equal(metadata.authorization_response_iss_parameter_supported, true);
  });

  it('announces the scopes of the environment beside those of OpenID Connect', () => {
    assert.deepEqual(metadata.scopes_supported, ['openid', 'profile', 'email', 'offline_access', 'ledger:read', 'ledger:write']);
  });

  it('of an environment that does not exist is not there', async () => {
    for (const path of ['/.well-known/oauth-authorization-server/nowhere', '/.well-known/oauth-authorization-server', '/nowhere/.well-known/openid-configuration']) {
      assert.equal((await server.request(path)).status, 404, path);
    }
  });
});

describe('every announced', () => {
  it('endpoint answers', async () => {
    const endpoints = Object.entries<string>(metadata).filter(([name]) => /_endpoint$|^jwks_uri$/.test(name));
    assert.equal(endpoints.length, 8);
    for (const [name, address] of endpoints) {
      assert.ok(address.startsWith(`${server.url}/sandbox/`), name);
      const isPost = /^(token|pushed_authorization_request|revocation|introspection)_/.test(name);
      const answer = await server.request(address, { method: isPost ? 'POST' : 'GET' });
      assert.ok(![404, 405, 421, 500, 503].includes(answer.status), `${name}: ${answer.status}`);
    }
  });

  const clients: Readonly<Record<string, () => Promise<TestClient>>> = {
    client_secret_basic: () => server.createClient('sandbox'),
    client_secret_post: () => server.createClient('sandbox', { authMethod: 'client_secret_post' }),
    private_key_jwt: () => server.createClient('sandbox', { authMethod: 'private_key_jwt', jwks: signer.jwks }),
    none: () => server.createClient('sandbox', { authMethod: 'none' }),
  };
  const send = async (client: TestClient, path: string, form: Record<string, string>) => {
    const { authMethod } = client.record;
    if (authMethod === 'client_secret_post') {
      return server.post(path, { client_id: client.clientId, client_secret: client.clientSecret, ...form });
    }
    if (authMethod === 'private_key_jwt') {
      return server.post(path, { ...(await assertionFields(server, client, signer)), ...form });
    }
    return postAs(server, client, path, form);
  };
  const uses = [
    ['token', 'token_endpoint_auth_methods_supported', '/sandbox/oauth/token'],
    ['revocation', 'revocation_endpoint_auth_methods_supported', '/sandbox/oauth/revoke'],
    ['introspection', 'introspection_endpoint_auth_methods_supported', '/sandbox/oauth/introspect'],
  ] as const;
  for (const [name, member, path] of uses) {
    it(`authentication method of the ${name} endpoint is accepted there`, async () => {
      assert.ok(metadata[member].length >= 3);
      for (const method of metadata[member]) {
        const client = await (clients[method] as () => Promise<TestClient>)();
        const form = name === 'token' ? { grant_type: 'refresh_token', refresh_token: 'x' } : { token: 'x' };
        const answer = await send(client, path, form);
        assert.notEqual(answer.json.error, 'invalid_client', method);
        assert.equal(answer.status, name === 'token' ? 400 : 200, `${method} ${answer.text}`);
      }
    });
  }

  it('signing algorithm of client assertions is accepted', async () => {
    assert.ok(metadata.token_endpoint_auth_signing_alg_values_supported.includes('ES256'));
    for (const alg of metadata.token_endpoint_auth_signing_alg_values_supported) {
      const own = await createAssertionSigner(alg);
      const client = await server.createClient('sandbox', { authMethod: 'private_key_jwt', jwks: own.jwks });
      const fields = { grant_type: 'client_credentials', ...(await assertionFields(server, client, own)) };
      assert.equal((await server.post('/sandbox/oauth/token', fields)).status, 200, alg);
    }
  });

  it('grant type is supported', async () => {
    const client = await server.createClient('sandbox');
    const { refresh_token } = await obtainTokens(server, { client, user });
    assert.equal((await refresh(server, client, refresh_token)).status, 200);
    assert.equal((await requestToken(server, client, { grant_type: 'client_credentials' })).status, 200);
    assert.deepEqual(metadata.grant_types_supported, ['authorization_code', 'refresh_token', 'client_credentials']);
  });

  it('response mode and prompt value is accepted', async () => {
    const client = await server.createClient('sandbox');
    for (const [name, values] of [['response_mode', metadata.response_modes_supported], ['prompt', metadata.prompt_values_supported]]) {
      for (const value of values) {
        const query = authorizationParameters(client, { [name]: value });
        const answer = await server.request(`/sandbox/oauth/authorize?${query}`);
        const location = answer.headers.get('location') ?? '';
        assert.match(location, value === 'none' ? /error=login_required/ : /\/sandbox\/sign-in\?flow=/, value);
      }
    }
  });
});
