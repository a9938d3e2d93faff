/** What a request to the token endpoint has to look like: RFC 6749 sections 3.2, 4.4 and 5.2, appendix B. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { requestLimits } from '../src/http/request-limits.ts';
import { assertRefused, introspect, postAs, refusalOf, startOAuthServer } from './_oauth.ts';

const server = await startOAuthServer();
const client = await server.createClient('sandbox');
const path = '/sandbox/oauth/token';
const form = 'grant_type=client_credentials&scope=ledger%3Aread';
const formType = 'application/x-www-form-urlencoded';
const send = (body: string | Uint8Array<ArrayBuffer>, contentType: string | null = formType, query = '') =>
  server.request(path + query, {
    method: 'POST',
    body: typeof body === 'string' ? Buffer.from(body) : body,
    headers: { authorization: client.basic, ...(contentType !== null && { 'content-type': contentType }) },
  });
const invalidRequest = { status: 400, error: 'invalid_request' } as const;

describe('client_credentials', () => {
  it('gives an access token to the client itself, and never a refresh token (RFC 6749 section 4.4.3)', async () => {
    const answer = await send(form);
    assert.equal(answer.status, 200);
    const { access_token, ...rest } = answer.json;
    assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 3600, scope: 'ledger:read' });
    const about = await introspect(server, client, access_token);
    assert.deepEqual([about.sub, about.client_id, about.aud], [client.clientId, client.clientId, `${server.url}/sandbox`]);
  });

  it('without scope gives the scopes of the client that do not speak of a user', async () => {
    const answer = await send('grant_type=client_credentials');
    assert.equal(answer.json.scope, 'ledger:read');
  });

  const refused = [
    ['a scope that does not exist', 'scope=nothing', 'scope-unknown', 'invalid_scope'],
    ['a scope with a quote', 'scope=a%22b', 'scope-unknown', 'invalid_scope'],
    ['a scope that the client has not', 'scope=ledger:write', 'scope-not-allowed-for-client', 'invalid_scope'],
    ['a scope that speaks of a user', 'scope=openid', 'scope-not-allowed-for-client', 'invalid_scope'],
    ['a resource that the client has not', 'resource=https://api.example/ledger', 'resource-not-accepted', 'invalid_target'],
    ['a resource with a fragment', 'resource=https://api.example/ledger%23x', 'resource-not-accepted', 'invalid_target'],
  ] as const;
  for (const [name, more, problem, error] of refused) {
    it(`is refused with ${name}`, async () => {
      await assertRefused(server, () => send(`grant_type=client_credentials&${more}`), { problem, status: 400, error });
    });
  }

  it('is refused to a client that is not registered for it', async () => {
    const other = await server.createClient('sandbox', { grantTypes: ['authorization_code'] });
    const act = () => postAs(server, other, path, { grant_type: 'client_credentials' });
    await assertRefused(server, act, { problem: 'grant-type-not-allowed', status: 400, error: 'unauthorized_client' });
  });
});

describe('the grant type', () => {
  const cases = [
    ['is missing', 'scope=ledger:read', 'parameter-missing', 'invalid_request'],
    ['is empty', 'grant_type=', 'parameter-missing', 'invalid_request'],
    ['is unknown', 'grant_type=password&username=a&password=b', 'grant-type-unsupported', 'unsupported_grant_type'],
    ['is in another case', 'grant_type=Client_Credentials', 'grant-type-unsupported', 'unsupported_grant_type'],
    ['is that of the device flow', 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code', 'grant-type-unsupported', 'unsupported_grant_type'],
  ] as const;
  for (const [name, body, problem, error] of cases) {
    it(`is refused when it ${name}`, async () => {
      await assertRefused(server, () => send(body), { problem, status: 400, error });
    });
  }

  it('is refused in the query, which is not read (RFC 6749 section 3.2)', async () => {
    const act = () => send('scope=ledger:read', formType, '?grant_type=client_credentials');
    await assertRefused(server, act, { problem: 'parameter-missing', ...invalidRequest });
  });

  it('stands in the body only: credentials in the query are not read either', async () => {
    const post = await server.createClient('sandbox', { authMethod: 'client_secret_post' });
    const query = `?client_id=${post.clientId}&client_secret=${post.clientSecret}`;
    const act = () => server.post(path + query, { grant_type: 'client_credentials' });
    await assertRefused(server, act, { problem: 'client-credentials-missing', status: 401, error: 'invalid_client' });
  });
});

describe('the body', () => {
  const notForms = [
    ['JSON', '{"grant_type":"client_credentials"}', 'application/json'],
    ['multipart', '--x\r\n\r\n--x--', 'multipart/form-data; boundary=x'],
    ['plain text', form, 'text/plain'],
    ['of no type', form, null],
  ] as const;
  for (const [name, body, type] of notForms) {
    it(`is refused as ${name}, and the trace says so`, async () => {
      const { traced } = await assertRefused(server, () => send(body, type), { problem: 'body-not-form', ...invalidRequest });
      assert.equal(traced.detail.seen, type?.split(';')[0] ?? 'no Content-Type');
    });
  }

  it('as JSON is named in the trace with the members that it had', async () => {
    const answer = await send('{"grant_type":"client_credentials"}', 'application/json');
    const { parameters } = await refusalOf(server, answer.requestId);
    assert.deepEqual(parameters, [{ name: 'grant_type', value: 'client_credentials', in: 'body' }]);
  });

  it('is read with a charset parameter and a type in any case', async () => {
    assert.equal((await send(form, 'Application/X-WWW-Form-Urlencoded; charset=UTF-8')).status, 200);
  });

  const malformed = {
    'a broken percent-encoding': `${form}&x=%zz`,
    'a NUL': `${form}&x=%00`,
    'bytes that are not UTF-8': Buffer.concat([Buffer.from(`${form}&x=`), Buffer.from([0xff])]),
    'an escape that is not UTF-8': `${form}&x=%ff`,
    'more than a hundred parameters': `${form}${'&x=1'.repeat(100)}`,
    'a value of more than 8,192 characters': `${form}&x=${'v'.repeat(8193)}`,
  };
  for (const [name, body] of Object.entries(malformed)) {
    it(`is refused with ${name}`, async () => {
      await assertRefused(server, () => send(body), { problem: 'body-malformed', ...invalidRequest });
    });
  }

  for (const name of ['grant_type', 'scope', 'client_id', 'unknown_extension']) {
    it(`is refused when ${name} is included more than once (RFC 6749 section 3.2)`, async () => {
      const act = () => send(`${form}&${name}=a&${name}=a`);
      await assertRefused(server, act, { problem: 'parameter-duplicated', ...invalidRequest });
    });
  }

  it('may repeat resource (RFC 8707 section 2)', async () => {
    const uri = 'https://api.example/ledger';
    const own = await server.createClient('sandbox', { resources: [uri] });
    const body = `grant_type=client_credentials&resource=${uri}&resource=${uri}`;
    const answer = await server.request(path, {
      method: 'POST',
      body,
      headers: { authorization: own.basic, 'content-type': formType },
    });
    assert.equal(answer.status, 200, answer.text);
  });

  it('may hold parameters that are not known, which are ignored (RFC 6749 section 3.2)', async () => {
    assert.equal((await send(`${form}&unknown=1&audience=x&_=`)).status, 200);
  });
});

describe('the size', () => {
  it('is refused above the limit of the body with 413', async () => {
    const { answer } = await assertRefused(server, () => send(`x=${'v'.repeat(requestLimits.body)}`), {
      problem: 'request-too-large',
      status: 413,
      error: 'invalid_request',
    });
    assert.equal(answer.headers.get('connection'), 'close');
  });

  it('is refused above the limit of the body also when it is sent in chunks without a length', async () => {
    const chunk = Buffer.alloc(16_384, 'v');
    const body = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < 8; sent++) controller.enqueue(chunk);
        controller.close();
      },
    });
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': formType } } as RequestInit;
    const act = () => server.request(path, init);
    await assertRefused(server, act, { problem: 'request-too-large', status: 413, error: 'invalid_request' });
  });

  const raw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(server.server.port, '127.0.0.1', () => socket.write(text));
      let read = '';
      socket.on('data', (bytes) => {
        read += bytes;
      });
      socket.on('end', () => resolve(read));
      socket.on('error', reject);
    });

  it('of the header is refused with 431, with a request id and without a cache', async () => {
    const before = server.issued();
    const answer = await raw(`POST ${path} HTTP/1.1\r\nhost: x\r\nx-large: ${'v'.repeat(requestLimits.header)}\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 431 /);
    assert.match(answer, /candor-request-id: req_[0-9a-z]{18}\r\n/);
    assert.match(answer, /cache-control: no-store\r\n/);
    assert.match(answer, /"error":"invalid_request"/);
    assert.equal(server.issued(), before);
  });

  it('and bytes that are no HTTP are refused with 400 and a request id', async () => {
    const answer = await raw('NONSENSE\r\n\r\n');
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.match(answer, /candor-request-id: req_[0-9a-z]{18}\r\n/);
  });
});

describe('the method', () => {
  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH']) {
    it(`${method} is refused with Allow (RFC 9110 section 15.5.6)`, async () => {
      const before = server.issued();
      const answer = await server.request(`${path}?${form}`, { method, headers: { authorization: client.basic } });
      assert.equal(answer.status, 405);
      assert.equal(answer.headers.get('allow'), 'POST');
      assert.equal(server.issued(), before);
      assert.equal((await refusalOf(server, answer.requestId)).problem, 'method-not-allowed');
    });
  }
});
