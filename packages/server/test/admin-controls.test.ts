/** The controls of a development profile: clock, maintenance and outbox of an environment. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDuration } from '../src/admin/duration.ts';
import { createOutbox } from '../src/outbox/outbox.ts';
import { introspect } from './_oauth.ts';
import { startTestServer, testConfiguration } from './_server.ts';

const server = await startTestServer();
const controls = '/api/environments/sandbox';
const minute = 60_000;

describe('the clock', () => {
  it("moves the environment's tokens and Date header, durably, and no other environment's", async () => {
    const form = { grant_type: 'client_credentials', scope: 'ledger:read' };
    const [here, there] = [await server.createClient('sandbox'), await server.createClient('production')];
    const token = await server.post('/sandbox/oauth/token', form, { authorization: here.basic });
    const other = await server.post('/production/oauth/token', form, { authorization: there.basic });
    const answer = await server.api('POST', `${controls}/clock`, { advance: 'PT61M' });
    assert.equal(answer.status, 200);
    assert.deepEqual(Object.keys(answer.json), ['now']);
    const ahead = Date.parse(answer.json.now) - server.now();
    assert.ok(Math.abs(ahead - 61 * minute) < 5000, answer.json.now);
    assert.equal((await introspect(server, here, token.json.access_token)).active, false);
    const elsewhere = await server.post(
      '/production/oauth/introspect',
      { token: other.json.access_token },
      { authorization: there.basic },
    );
    assert.equal(elsewhere.json.active, true);
    const dated = await server.request('/sandbox/.well-known/openid-configuration');
    assert.ok(Date.parse(dated.headers.get('date') ?? '') - server.now() > 60 * minute);
    assert.ok((await server.storage.environmentState('sandbox')).clockOffset >= 61 * minute);
    assert.equal((await server.storage.environmentState('production')).clockOffset, 0);
  });

  it('refuses what is no duration, goes back, or has years and months', async () => {
    const before = await server.storage.environmentState('sandbox');
    const bodies = [{ advance: '-PT1M' }, { advance: 'P1Y' }, { advance: '11m' }, { advance: 11 }, {}, { by: 'PT1M' }];
    for (const body of bodies) {
      const answer = await server.api('POST', `${controls}/clock`, body);
      assert.equal(answer.status, 422, JSON.stringify(body));
      assert.match(answer.json.errors[0].pointer, /^\/(advance|by)$/);
    }
    assert.deepEqual(await server.storage.environmentState('sandbox'), before);
  });

  it('is never more than ten years ahead in sum', async () => {
    const move = (advance: string) => server.api('POST', '/api/environments/production/clock', { advance });
    assert.equal((await move('P3600D')).status, 200);
    const beyond = await move('P54D');
    assert.equal(beyond.status, 422);
    assert.match(beyond.json.errors[0].message, /ten years/);
    assert.equal((await move('P53D')).status, 200);
    assert.equal((await move('PT0.001S')).status, 422);
    assert.equal((await move('PT0S')).status, 200);
  });
});

describe('an ISO 8601 duration', () => {
  const day = 1440 * minute;
  const accepted: Readonly<Record<string, number>> = {
    PT11M: 11 * minute,
    P1W: 7 * day,
    P1W2DT3H4M5S: 9 * day + 3 * 60 * minute + 4 * minute + 5000,
    P2D: 2 * day,
    'PT0.5S': 500,
    'PT1,25S': 1250,
    'PT1.123456789S': 1123,
    PT90M: 90 * minute,
    PT0S: 0,
  };
  for (const [text, milliseconds] of Object.entries(accepted)) {
    it(`is ${milliseconds} ms in ${text}`, () =>
      assert.deepEqual(readDuration(text), { outcome: 'duration', milliseconds }));
  }
  const refused = [
    '',
    'P',
    'PT',
    'P1DT',
    'P1Y',
    'P2M',
    'P1Y2M3D',
    '-PT1M',
    'PT-1M',
    '+PT1M',
    'PT1.5M',
    'P1.5D',
    'PT1M2H',
    'pt1m',
    ' PT1M',
    'PT1M\n',
    '1',
    'PT1S1M',
    `PT${'9'.repeat(30)}S`,
  ];
  for (const text of refused) {
    it(`is not ${JSON.stringify(text).slice(0, 30)}`, () => assert.equal(readDuration(text).outcome, 'refused'));
  }
});

describe('maintenance', () => {
  it("switches the environment's OAuth endpoints off and on, and leaves metadata and other environments", async () => {
    const client = await server.createClient('sandbox');
    const token = () =>
      server.post(
        '/sandbox/oauth/token',
        { grant_type: 'client_credentials', scope: 'ledger:read' },
        { authorization: client.basic },
      );
    const on = await server.api('POST', `${controls}/maintenance`, { on: true });
    assert.deepEqual([on.status, on.json], [200, { on: true }]);
    const refused = await token();
    assert.deepEqual([refused.status, refused.json.error], [503, 'temporarily_unavailable']);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    assert.equal((await server.request('/sandbox/.well-known/openid-configuration')).status, 200);
    assert.notEqual((await server.post('/production/oauth/token', {})).status, 503);
    assert.deepEqual((await server.api('POST', `${controls}/maintenance`, { on: false })).json, { on: false });
    assert.equal((await token()).status, 200);
    assert.equal((await server.api('POST', `${controls}/maintenance`, { on: 'yes' })).status, 422);
    assert.equal((await server.api('POST', `${controls}/maintenance`, {})).status, 422);
  });
});

describe('the outbox', () => {
  it('is a list of what was not really delivered to people of this environment', async () => {
    assert.deepEqual((await server.api('GET', `${controls}/outbox`)).json, []);
    const at = server.now();
    server.server.context.outbox.write('sandbox', { to: 'ada@people.example', channel: 'email', code: '493817', at });
    assert.deepEqual((await server.api('GET', `${controls}/outbox`)).json, [
      { to: 'ada@people.example', channel: 'email', code: '493817', at: new Date(at).toISOString() },
    ]);
    assert.deepEqual((await server.api('GET', '/api/environments/production/outbox')).json, []);
  });

  it('is bounded: the oldest messages go', () => {
    const outbox = createOutbox(2);
    for (const code of ['1', '2', '3']) outbox.write('sandbox', { to: 'a', channel: 'sms', code, at: 0 });
    assert.deepEqual(
      outbox.messages('sandbox').map(({ code }) => code),
      ['2', '3'],
    );
  });
});

describe('the controls of a production profile', () => {
  it('do not exist', async () => {
    const production = await startTestServer({
      configuration: {
        profile: 'production',
        url: 'https://auth.example',
        consoleUrl: 'https://console.example',
        encryptionKey: 'A'.repeat(43),
        data: 'unused',
        environments: { production: testConfiguration.environments.production },
      },
    });
    const address = `http://127.0.0.1:${production.server.port}/api/environments/production`;
    for (const [method, control, body] of [
      ['POST', 'clock', '{"advance":"PT1M"}'],
      ['POST', 'maintenance', '{"on":true}'],
      ['GET', 'outbox', undefined],
    ] as const) {
      const status = await statusOf(method, `${address}/${control}`, production.adminToken, body);
      assert.equal(status, 404, control);
    }
    assert.equal(await statusOf('GET', `${address}/clients`, production.adminToken, undefined), 200);
    const { clockOffset, maintenance } = await production.storage.environmentState('production');
    assert.deepEqual([clockOffset, maintenance], [0, false]);
  });
});

/** `fetch` sends no Host of the caller's choice. */
async function statusOf(method: string, address: string, token: string, body: string | undefined): Promise<number> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const headers = { host: 'auth.example', authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = request(address, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end(body);
  });
}
