/** What HTTP asks of every server, whatever is spoken on top of it (RFC 9110, RFC 9112). */
import assert from 'node:assert/strict';
import { createConnection } from 'node:net';
import { describe, it } from 'node:test';
import { requestHost } from './_oauth.ts';
import { startTestServer } from './_server.ts';

const server = await startTestServer();
const { port } = server.server;

/** Sends bytes as they are; gives back everything that came until the server closed. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write(text));
    socket.setEncoding('utf8').on('data', (chunk) => {
      received += chunk;
    });
    socket.on('error', reject).on('close', () => resolve(received));
  });
}

describe('every response has a request id', () => {
  for (const [title, request, status] of [
    ['to a request without Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
    ['to an unknown expectation', 'POST /x HTTP/1.1\r\nhost: x\r\nexpect: a-miracle\r\ncontent-length: 0\r\n\r\n', 417],
    ['to bytes that are no HTTP', 'hello\r\n\r\n', 400],
  ] as const) {
    it(`${title}, which gets ${status}`, async () => {
      const answer = await raw(request);
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
      assert.match(answer, /candor-request-id: req_[0-9a-z]{18}/i);
      assert.match(answer, /"error":"invalid_request"/);
    });
  }
});

describe('the Host header', () => {
  it('may be in capitals, and is not believed with another port (RFC 9110 section 4.2.3)', async () => {
    const statusOf = async (host: string) => (await requestHost(server, host, '/problems')).status;
    const own = await startTestServer({ configuration: { url: 'http://Auth.example' } });
    const atOwn = async (host: string) => (await requestHost(own, host, '/problems')).status;
    assert.equal(await statusOf(`127.0.0.1:${port}`), 200);
    assert.equal(await statusOf('127.0.0.1'), 421);
    assert.equal(await atOwn('auth.example'), 200);
    assert.equal(await atOwn('AUTH.example'), 200);
    assert.equal(await atOwn('auth.example:80'), 200);
    assert.equal(await atOwn('auth.example:443'), 421);
  });
});

it('a 204 has neither content nor its length (RFC 9110 section 8.6)', async () => {
  const client = await server.createClient('sandbox');
  const answer = await server.api('DELETE', `/api/environments/sandbox/clients/${client.clientId}`);
  assert.equal(answer.status, 204);
  assert.deepEqual([answer.headers.get('content-length'), answer.headers.get('content-type')], [null, null]);
});
