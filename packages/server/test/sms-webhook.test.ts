/** Codes by text message leave by a webhook: signed, repeated under the same key, and never in a sign-in's way. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { createSmsDelivery } from '../src/mail/sms-webhook.ts';
import { startOAuthServer } from './_oauth.ts';
import type { Answered } from './_server.ts';

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const key = 'a-key-of-the-gateway-and-of-this-server-0001';

/** A gateway that answers as it is told. */
async function startGateway(answer: (count: number, response: ServerResponse) => void) {
  const received: Received[] = [];
  const server = createServer((message, response) => {
    let body = '';
    message.on('data', (chunk: Buffer) => {
      body += chunk;
    });
    message.on('end', () => {
      received.push({ headers: message.headers, body });
      answer(received.length, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages` };
}

async function startWith(url: string) {
  const server = await startOAuthServer({
    configuration: { sms: { url, key }, environments: { cards: { dialect: 'baanx', stage: 'sandbox' } } },
  });
  const client = await server.createClient('cards', { scopes: ['user:read'] });
  const user = await server.createUser('cards', { secondFactor: 'message', phoneNumber: '+447700900225' });
  const post = (path: string, body: unknown): Promise<Answered> =>
    server.request(`/cards${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'x-client-key': client.clientId, 'content-type': 'application/json' },
    });
  const credentials = { email: user.email, password: user.password };
  return { server, post, credentials, login: (more = {}) => post('/v1/auth/login', { ...credentials, ...more }) };
}

const ok = (_count: number, response: ServerResponse): void => {
  response.writeHead(204).end();
};

describe('the webhook', () => {
  it('gets number, text and code, signed over timestamp and body, and the code signs the user in', async () => {
    const gateway = await startGateway(ok);
    const { server, post, login } = await startWith(gateway.url);
    const pending = await login();
    assert.deepEqual([pending.json.isOtpRequired, pending.json.phoneNumber], [true, '+447*****225']);
    assert.equal(gateway.received.length, 0, 'nothing is sent before it is asked for');
    assert.deepEqual((await post('/v1/auth/login/otp', { userId: pending.json.userId })).json, { success: true });
    await server.server.context.mailer?.idle();
    const [message] = gateway.received;
    assert.ok(message);
    const { headers, body } = message;
    const expected = createHmac('sha256', key).update(`${headers['candor-timestamp']}.${body}`).digest('hex');
    assert.equal(headers['candor-signature'], `v1=${expected}`);
    const sent = JSON.parse(body);
    assert.deepEqual([sent.to, sent.environment, sent.id], ['+447700900225', 'cards', headers['idempotency-key']]);
    assert.ok(sent.text.includes(sent.code));
    const done = await login({ otpCode: sent.code });
    assert.ok(done.json.accessToken);
    assert.deepEqual(server.server.context.outbox.messages('cards'), []);
  });

  it('is tried again under the same key, after a failure and not after a refusal', async () => {
    for (const [status, tries] of [
      [503, 2],
      [429, 2],
      [400, 1],
      [302, 1],
    ] as const) {
      const gateway = await startGateway((count, response) => {
        response.writeHead(count === 1 ? status : 204, { location: 'http://127.0.0.1:1/' }).end();
      });
      const { server, post, login } = await startWith(gateway.url);
      const pending = await login();
      await post('/v1/auth/login/otp', { userId: pending.json.userId });
      await server.server.context.mailer?.idle();
      assert.equal(gateway.received.length, tries, `${status}`);
      assert.equal(new Set(gateway.received.map(({ headers }) => headers['idempotency-key'])).size, 1);
      const lines = server.logged.filter(([, event]) => event === 'mail-not-delivered');
      assert.deepEqual(
        lines.map(([level, , facts]) => [level, facts?.channel, facts?.code]),
        [[tries === 1 ? 'error' : 'warning', 'sms', `HTTP_${status}`]],
      );
      const code = JSON.parse(gateway.received[0]?.body ?? '{}').code as string;
      assert.ok(!JSON.stringify(server.logged).includes(code), 'the code is in the log');
    }
  });

  it('does not hold up the answer, however slow it is', async () => {
    const gateway = await startGateway(() => {});
    const { post, login } = await startWith(gateway.url);
    const pending = await login();
    const begun = performance.now();
    assert.equal((await post('/v1/auth/login/otp', { userId: pending.json.userId })).status, 200);
    assert.ok(performance.now() - begun < 2_000);
  });

  it('is not called at a private address outside development', async () => {
    const gateway = await startGateway(ok);
    const sms = { url: gateway.url, key, timeout: 5, allowPrivateAddress: false };
    const deliver = createSmsDelivery(sms, 'production', Date.now);
    const message = {
      id: '1',
      channel: 'sms',
      environment: 'x',
      to: '+447700900225',
      subject: '',
      text: 'x',
      at: 0,
    } as const;
    await assert.rejects(deliver(message), { code: 'EPRIVATE' });
    const named = createSmsDelivery(
      { ...sms, url: gateway.url.replace('127.0.0.1', 'localhost') },
      'production',
      Date.now,
    );
    await assert.rejects(named(message), { code: 'EPRIVATE' });
    await createSmsDelivery({ ...sms, allowPrivateAddress: true }, 'production', Date.now)(message);
    assert.equal(gateway.received.length, 1);
  });
});
