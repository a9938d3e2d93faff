/** Who may read which answer from another origin (Fetch, CORS protocol). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { requestLimits } from '../src/http/request-limits.ts';
import { obtainTokens, startOAuthServer } from './_oauth.ts';

const server = await startOAuthServer();
const spa = await server.createClient('sandbox', { authMethod: 'none', redirectUris: ['https://spa.example:8443/cb'] });
await server.createClient('sandbox', { authMethod: 'none', enabled: false, redirectUris: ['https://off.example/cb'] });
const confidential = await server.createClient('sandbox');
const user = await server.createUser('sandbox');
const registered = 'https://spa.example:8443';
const allowed = 'access-control-allow-origin';
const from = (origin: string, headers: Record<string, string> = {}) => ({ origin, ...headers });

describe('metadata and keys', () => {
  const paths = [
    '/sandbox/.well-known/openid-configuration',
    '/.well-known/oauth-authorization-server/sandbox',
    '/sandbox/oauth/jwks',
  ];
  for (const path of paths) {
    it(`at ${path} are for everybody`, async () => {
      for (const headers of [{}, from('https://anybody.example'), from('null')]) {
        const answer = await server.request(path, { headers });
        assert.equal(answer.headers.get(allowed), '*');
        assert.match(answer.headers.get('access-control-expose-headers') ?? '', /candor-request-id/);
      }
    });
  }
});

describe('token, revocation and userinfo', () => {
  const paths = ['/sandbox/oauth/token', '/sandbox/oauth/revoke', '/sandbox/oauth/userinfo'];
  for (const path of paths) {
    it(`at ${path} are for origins of public clients, refusals too, and never with credentials`, async () => {
      const answer = await server.post(path, {}, from(registered));
      assert.ok(answer.status >= 400);
      assert.equal(answer.headers.get(allowed), registered);
      assert.match(answer.headers.get('vary') ?? '', /origin/i);
      assert.match(answer.headers.get('access-control-expose-headers') ?? '', /candor-request-id/);
      assert.equal(answer.headers.get('access-control-allow-credentials'), null);
    });

    it(`at ${path} tell such an origin that its body was too large`, async () => {
      const answer = await server.post(path, { x: 'v'.repeat(requestLimits.body) }, from(registered));
      assert.equal(answer.status, 413);
      assert.equal(answer.headers.get(allowed), registered);
      assert.match(answer.headers.get('access-control-expose-headers') ?? '', /candor-request-id/);
    });

    it(`at ${path} are for no other origin`, async () => {
      const others = [
        'https://app.example',
        'https://off.example',
        'https://spa.example',
        'http://spa.example:8443',
        'https://evil.example',
        'null',
      ];
      for (const origin of others) {
        const answer = await server.post(path, {}, from(origin));
        assert.equal(answer.headers.get(allowed), null, origin);
        assert.match(answer.headers.get('vary') ?? '', /origin/i, origin);
      }
    });

    it(`at ${path} answer a preflight request of such an origin only`, async () => {
      const preflight = (origin: string) =>
        server.request(path, {
          method: 'OPTIONS',
          headers: from(origin, {
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization',
          }),
        });
      const answer = await preflight(registered);
      assert.deepEqual([answer.status, answer.text], [204, '']);
      assert.equal(answer.headers.get(allowed), registered);
      assert.match(answer.headers.get('access-control-allow-methods') ?? '', /POST/);
      assert.equal(answer.headers.get('access-control-allow-headers'), 'authorization, content-type');
      assert.equal((await preflight('https://evil.example')).headers.get(allowed), null);
    });
  }

  it('serve a public client in a browser from code to userinfo', async () => {
    const { access_token } = await obtainTokens(server, { client: spa, user });
    const headers = from(registered, { authorization: `Bearer ${access_token}` });
    const answer = await server.request('/sandbox/oauth/userinfo', { headers });
    assert.deepEqual([answer.status, answer.headers.get(allowed)], [200, registered]);
  });

  it('are for an origin of this environment only', async () => {
    assert.equal((await server.post('/production/oauth/token', {}, from(registered))).headers.get(allowed), null);
  });
});

describe('everything else', () => {
  const paths = [
    '/sandbox/oauth/authorize',
    '/sandbox/oauth/par',
    '/sandbox/oauth/introspect',
    '/sandbox/oauth/logout',
    '/sandbox/sign-in',
    '/sandbox/consent',
    '/',
    '/problems',
    '/healthz',
    '/sandbox/nothing',
    '/api/openapi.json',
  ];
  for (const path of paths) {
    it(`at ${path} is for no other origin, not even a registered one`, async () => {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const answer = await server.request(path, { method, headers: from(registered) });
        assert.equal(answer.headers.get(allowed), null, method);
        assert.match(answer.requestId, /^req_/);
      }
    });
  }

  it('of a confidential client is for nobody in a browser', async () => {
    const headers = from('https://app.example', { authorization: confidential.basic });
    const answer = await server.post('/sandbox/oauth/token', { grant_type: 'client_credentials' }, headers);
    assert.deepEqual([answer.status, answer.headers.get(allowed)], [200, null]);
  });
});
