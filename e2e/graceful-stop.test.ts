/** SIGTERM and SIGINT: nothing new is accepted, what is under way is answered, the trace is kept, the exit is clean. */
import assert from 'node:assert/strict';
import { request as send } from 'node:http';
import { createConnection } from 'node:net';
import { test } from 'node:test';
import { type Candor, startCandor, temporaryFolder } from './_candor.ts';
import { basic, explanationFor, post } from './_requests.ts';

interface HeldAnswer {
  readonly status: number;
  readonly connection: string | undefined;
  readonly body: string;
}

/** A token request that the server has begun to read (it said 100 Continue) and whose body is sent by `finish`. */
async function held(candor: Candor): Promise<{ finish(): Promise<HeldAnswer> }> {
  const body = 'grant_type=client_credentials';
  const outgoing = send(candor.environment().endpoints.token, {
    method: 'POST',
    headers: {
      authorization: basic(candor.client('Ledger sync')),
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': body.length,
      expect: '100-continue',
    },
  });
  const answer = new Promise<HeldAnswer>((done, fail) => {
    outgoing.on('error', fail).on('response', async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      done({ status: response.statusCode ?? 0, connection: response.headers.connection, body: text });
    });
  });
  await new Promise<void>((begun, fail) => {
    outgoing.once('continue', begun).once('error', fail);
    outgoing.flushHeaders();
  });
  return {
    finish() {
      outgoing.end(body);
      return answer;
    },
  };
}

/** Signals, and waits until the server says that it is stopping. */
async function signal(candor: Candor, name: NodeJS.Signals): Promise<void> {
  process.kill(candor.pid, name);
  while (!candor.stderr().includes('"stopping"')) await new Promise(setImmediate);
}

function connect(candor: Candor): Promise<'accepted' | 'refused'> {
  const { port, hostname } = new URL(candor.url);
  return new Promise((done) => {
    const socket = createConnection({ port: Number(port), host: hostname });
    socket.once('connect', () => {
      socket.destroy();
      done('accepted');
    });
    socket.once('error', () => done('refused'));
  });
}

for (const name of ['SIGTERM', 'SIGINT'] as const) {
  test(`${name} lets requests that are under way finish, takes no new ones, and ends with status 0`, async () => {
    const candor = await startCandor();
    const underWay = await Promise.all([held(candor), held(candor), held(candor)]);
    await signal(candor, name);
    while ((await connect(candor)) === 'accepted');
    for (const one of underWay) {
      const { status, connection, body } = await one.finish();
      assert.equal(status, 200);
      assert.equal(connection, 'close');
      assert.match(JSON.parse(body).access_token, /^cat_sandbox_/);
    }
    const { status, stdout } = await candor.exited;
    assert.equal(status, 0);
    assert.equal(stdout.split('\n').length, 2, 'one line, and nothing after it');
  });
}

test('a second signal does not cut off what is under way', async () => {
  const candor = await startCandor();
  const underWay = await held(candor);
  await signal(candor, 'SIGTERM');
  process.kill(candor.pid, 'SIGTERM');
  process.kill(candor.pid, 'SIGINT');
  assert.equal((await underWay.finish()).status, 200);
  assert.equal((await candor.exited).status, 0);
});

test('what was answered and refused before the stop is found after the next start', async () => {
  const data = temporaryFolder();
  const first = await startCandor({ data });
  const client = first.client('Ledger sync');
  const { token } = first.environment().endpoints;
  const answered = await post(token, client, { grant_type: 'client_credentials' });
  const refused = await post(token, client, { grant_type: 'authorization_code', code: 'x' });
  assert.equal(refused.status, 400);
  assert.equal(refused.json.access_token, undefined);
  assert.equal((await first.stop()).status, 0);

  const second = await startCandor({ data });
  const introspected = await post(`${second.environment().baseUrl}/oauth/introspect`, client, {
    token: answered.json.access_token,
  });
  assert.equal(introspected.json.active, true);
  const explanation = await explanationFor(second, refused.requestId, client);
  assert.equal(explanation.response.status, 400);
});

test('a server that npm started stops when npm is told to', async () => {
  const candor = await startCandor({ throughShell: true, env: { npm_lifecycle_event: 'start' } });
  const { port } = new URL(candor.url);
  process.kill(candor.pid, 'SIGTERM');
  const until = Date.now() + 20_000;
  while ((await connect(candor)) === 'accepted') assert.ok(Date.now() < until, `port ${port} is still listened on`);
  assert.match((await candor.exited).stderr, /"stopping".*"parent-ended"/);
});
