/** Who may use the administration API, and how it speaks: RFC 6750, RFC 9457, RFC 7396, OpenAPI 3.1. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createAdministrationToken } from '../src/admin/create-administration-token.ts';
import { type Answered, startTestServer } from './_server.ts';

const server = await startTestServer();
const clients = '/api/environments/sandbox/clients';

async function makeToken(expiresAt: number): Promise<string> {
  const { storage, identifiers, randomBytes } = server.server.context;
  const made = { storage, identifiers, randomBytes, role: 'administrator', name: 'test', now: server.now() } as const;
  return createAdministrationToken({ ...made, expiresAt });
}

function assertProblem(answer: Answered, status: number, problem: string): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal(answer.json.type, `${server.url}/problems/${problem}`);
  assert.equal(answer.json.status, status);
  assert.equal(answer.json.instance, answer.requestId);
}

describe('a request to the administration API', () => {
  it('is refused without a token, at every address below /api/, existing or not', async () => {
    for (const path of [clients, `${clients}/none`, '/api/environments/none/clients', '/api/none', '/api/']) {
      for (const method of ['GET', 'POST', 'PATCH', 'DELETE', 'PUT']) {
        const answer = await server.api(method, path, undefined, null);
        assertProblem(answer, 401, 'administration-token-missing');
        assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="Candor administration"');
      }
    }
  });

  it('is refused with anything but a whole live administration token', async () => {
    const client = await server.createClient('sandbox', { grantTypes: ['client_credentials'] });
    const form = { grant_type: 'client_credentials', scope: 'ledger:read' };
    const token = await server.post('/sandbox/oauth/token', form, { authorization: client.basic });
    assert.equal(token.status, 200);
    const changed = `${server.adminToken.slice(0, 30)}${server.adminToken[30] === 'A' ? 'B' : 'A'}${server.adminToken.slice(31)}`;
    const wrong = [token.json.access_token, server.adminToken.slice(0, -1), changed, `"${server.adminToken}"`, 'x'];
    for (const sent of wrong) {
      const answer = await server.api('GET', clients, undefined, sent);
      assertProblem(answer, 401, 'administration-token-not-accepted');
      assert.match(answer.headers.get('www-authenticate') ?? '', /error="invalid_token"/);
    }
    const basic = await server.request(clients, { headers: { authorization: client.basic } });
    assertProblem(basic, 401, 'administration-token-not-accepted');
  });

  it('is refused with the identifier of one token and the secret of another', async () => {
    const { formatToken, readToken } = await import('@candor/protocol');
    const [one, other] = [readToken(await makeToken(server.now() + 1000)), readToken(server.adminToken)];
    assert.ok(one.outcome === 'token' && other.outcome === 'token');
    const secret = Buffer.from(other.secretText, 'base64url');
    const mixed = formatToken({ kind: 'administration-token', id: one.id, secret });
    assertProblem(await server.api('GET', clients, undefined, mixed), 401, 'administration-token-not-accepted');
  });

  it('is accepted until the token expires, and refused from then on', async () => {
    const token = await makeToken(server.now() + 60_000);
    assert.equal((await server.api('GET', clients, undefined, token)).status, 200);
    server.advance(60_001);
    assertProblem(await server.api('GET', clients, undefined, token), 401, 'administration-token-not-accepted');
  });

  it('may only read as a supporter', async () => {
    const { clientId } = await server.createClient('sandbox');
    const user = await server.createUser('sandbox');
    const path = `${clients}/${clientId}`;
    const users = '/api/environments/sandbox/users';
    for (const read of [
      clients,
      path,
      `${path}/secrets`,
      users,
      `${users}/${user.id}`,
      '/api/environments/sandbox/grants',
    ]) {
      assert.equal((await server.api('GET', read, undefined, server.supporterToken)).status, 200, read);
    }
    const refused = [
      ['POST', clients, { name: 'x' }],
      ['PATCH', path, { name: 'x' }],
      ['DELETE', path],
      ['POST', `${path}/secrets`],
      ['DELETE', `${path}/secrets/x`],
      ['POST', users, {}],
      ['PATCH', `${users}/${user.id}`, { enabled: false }],
      ['DELETE', `${users}/${user.id}`],
      ['DELETE', '/api/environments/sandbox/grants/x'],
      ['POST', '/api/environments/sandbox/clock', { advance: 'PT1M' }],
      ['POST', '/api/environments/sandbox/maintenance', { on: true }],
      // One-time codes are nothing for a supporter.
      ['GET', '/api/environments/sandbox/outbox'],
    ] as const;
    for (const [method, address, body] of refused) {
      assertProblem(await server.api(method, address, body, server.supporterToken), 403, 'administration-forbidden');
    }
    assert.equal((await server.api('GET', path)).json.name, 'Ledger sync');
    assert.equal((await server.api('GET', `${users}/${user.id}`)).json.enabled, true);
  });

  it('is told what does not exist once it is authenticated', async () => {
    assertProblem(await server.api('GET', '/api/none'), 404, 'endpoint-unknown');
    assertProblem(await server.api('GET', '/api/environments/none/clients'), 404, 'environment-unknown');
    assertProblem(await server.api('GET', `${clients}/none`), 404, 'record-unknown');
    const put = await server.api('PUT', clients, {});
    assertProblem(put, 405, 'method-not-allowed');
    assert.equal(put.headers.get('allow'), 'GET, POST');
  });
});

describe('a body', () => {
  const send = (body: string, contentType?: string): Promise<Answered> =>
    server.request(clients, {
      method: 'POST',
      body: Buffer.from(body, 'latin1'),
      headers: {
        authorization: `Bearer ${server.adminToken}`,
        ...(contentType !== undefined && { 'content-type': contentType }),
      },
    });

  const cases: readonly (readonly [string, string, string | undefined, RegExp])[] = [
    ['without a Content-Type', '{"name":"x"}', undefined, /Content-Type has to be application\/json, and is missing/],
    ['of another Content-Type', '{"name":"x"}', 'text/plain', /Content-Type has to be application\/json/],
    ['that is a merge patch where a record is created', '{}', 'application/merge-patch+json', /Content-Type/],
    ['that is no JSON', '{"name":', 'application/json', /not JSON/],
    ['that is no object', '["name"]', 'application/json', /JSON object/],
    ['that is not UTF-8', '{"name":"\xff"}', 'application/json', /not UTF-8/],
  ];
  for (const [name, body, contentType, message] of cases) {
    it(`${name} is refused`, async () => {
      const answer = await send(body, contentType);
      assertProblem(answer, 422, 'record-invalid');
      assert.match(answer.json.errors[0].message, message);
    });
  }

  it('may name a charset with its Content-Type', async () => {
    const body = JSON.stringify({ name: 'Café', redirectUris: ['https://app.example/cb'] });
    const answer = await send(Buffer.from(body).toString('latin1'), 'Application/JSON; charset=utf-8');
    assert.equal(answer.status, 201, answer.text);
    assert.equal(answer.json.name, 'Café');
  });

  it('names every fault with its JSON pointer, unknown members with the nearest known name', async () => {
    const answer = await server.api('POST', clients, {
      redirectUrls: ['https://app.example/cb'],
      grantTypes: ['authorization_code', 'implicit'],
      enabled: 'yes',
      __proto__x: 1,
    });
    assertProblem(answer, 422, 'record-invalid');
    const byPointer = new Map(
      answer.json.errors.map((error: Record<string, string>) => [error.pointer, error.message]),
    );
    assert.equal(byPointer.get('/name'), 'This member is required.');
    assert.equal(byPointer.get('/redirectUrls'), 'There is no such member. Did you mean redirectUris?');
    assert.match(String(byPointer.get('/grantTypes/1')), /authorization_code/);
    assert.match(String(byPointer.get('/enabled')), /boolean/);
    assert.match(String(byPointer.get('/__proto__x')), /no such member/);
  });

  it('that nests deeply, or has a member __proto__, costs a refusal only', async () => {
    const { clientId } = await server.createClient('sandbox');
    const deep = `{"jwks":${'{"a":'.repeat(8000)}1${'}'.repeat(8001)}`;
    const answer = await server.api('PATCH', `${clients}/${clientId}`, deep);
    assertProblem(answer, 422, 'record-invalid');
    const polluted = await server.api('PATCH', `${clients}/${clientId}`, '{"__proto__":{"enabled":false}}');
    assertProblem(polluted, 422, 'record-invalid');
    assert.equal(polluted.json.errors[0].pointer, '/__proto__');
  });
});

describe('a list', () => {
  it('is given in pages of at most 200, each naming the next', async () => {
    const own = await startTestServer();
    const made = new Set<string>();
    for (let number = 0; number < 5; number++) made.add((await own.createClient('production')).clientId);
    const path = '/api/environments/production/clients';
    const seen: string[] = [];
    let next: string | undefined;
    let pages = 0;
    do {
      const page = await own.api('GET', `${path}?limit=2${next === undefined ? '' : `&after=${next}`}`);
      assert.equal(page.status, 200);
      assert.ok(page.json.items.length <= 2);
      for (const { clientId } of page.json.items) seen.push(clientId);
      next = page.json.next;
      pages++;
    } while (next !== undefined);
    assert.deepEqual([pages, seen.length, new Set(seen)], [3, 5, made]);
    assert.deepEqual(Object.keys((await own.api('GET', path)).json), ['items']);
  });

  it('refuses a limit out of bounds, a repeated parameter and an unknown one', async () => {
    for (const query of ['limit=0', 'limit=201', 'limit=x', 'limit=1&limit=2', 'limt=1', 'after=a%20b']) {
      const answer = await server.api('GET', `${clients}?${query}`);
      assertProblem(answer, 422, 'record-invalid');
      assert.equal(answer.json.errors[0].pointer, `/${query.split('=')[0]}`);
    }
  });
});

describe('the description at /api/openapi.json', () => {
  it('is for everybody and describes exactly the operations that are answered', async () => {
    const answer = await server.request('/api/openapi.json');
    assert.equal(answer.status, 200);
    assert.equal(answer.json.openapi, '3.1.0');
    const described = Object.entries<Record<string, unknown>>(answer.json.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
    );
    assert.equal(described.length, 20);
    for (const [method, path] of described.filter(([, address]) => !address.includes('explanations'))) {
      const address = path.replace('{environment}', 'sandbox').replaceAll(/\{[A-Za-z]+\}/g, 'none');
      const { status, json } = await server.api(
        method,
        address,
        method === 'GET' || method === 'DELETE' ? undefined : {},
      );
      assert.ok(
        ![405, 501].includes(status) && json?.type !== `${server.url}/problems/endpoint-unknown`,
        `${method} ${path}`,
      );
    }
  });

  it('has every reference resolved, and no secret member in a record that is given back', async () => {
    const { json, text } = await server.request('/api/openapi.json');
    for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/([^"]+)"/g)) {
      const [kind = '', entry = ''] = name.split('/');
      assert.ok(json.components[kind]?.[entry], name);
    }
    const client = json.paths['/api/environments/{environment}/clients/{clientId}'];
    const answered = client.get.responses[200].content['application/json'].schema.properties;
    assert.ok(answered.redirectUris && !('clientSecret' in answered) && !('hash' in answered));
    const patch = client.patch.requestBody.content['application/merge-patch+json'].schema;
    assert.equal(patch.required, undefined);
    assert.deepEqual(patch.properties.homeUri.anyOf[1], { type: 'null' });
    assert.equal(patch.properties.enabled.anyOf[0].default, undefined);
  });
});
