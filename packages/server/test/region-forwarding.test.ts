/** Two real servers behind one address: what selects a region of the other is passed on, once, proved and as it came. */
import assert from 'node:assert/strict';
import { createHmac, hash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { readConfiguration } from '../src/configuration/read-configuration.ts';
import { createPkce, startOAuthServer } from './_oauth.ts';
import { refusalOf } from './_refused.ts';
import type { Answered, TestServer } from './_server.ts';

const key = 'a-key-that-both-servers-share-and-nobody-else-0001';
const cards = { dialect: 'baanx', stage: 'sandbox' };
const far = await startOAuthServer({
  configuration: {
    trustedProxies: [],
    environments: { american: { ...cards, regions: ['default', 'us'], forwardedBy: { key } } },
  },
});
const near = await startServerTo(`${far.url}/american`);

function startServerTo(forwardTo: string, sharedKey = key) {
  return startOAuthServer({
    configuration: { environments: { cards: { ...cards, regions: { us: { forwardTo, key: sharedKey } } } } },
  });
}

const app = { grantTypes: ['authorization_code', 'refresh_token'], scopes: ['user:read'] } as const;
const client = await far.createClient('american', { ...app, clientId: 'key-of-the-app' });
const user = await far.createUser('american', { region: 'us' });
const keys = { 'x-client-key': client.clientId, 'x-secret-key': client.clientSecret };

function post(
  server: TestServer,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> {
  return server.request(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...keys, 'content-type': 'application/json', ...headers },
  });
}

const us = { 'x-us-env': 'true' };
const login = (headers: Record<string, string> = us): Promise<Answered> =>
  post(near, '/cards/v1/auth/login', { email: user.email, password: user.password }, headers);

describe('a region of another server', () => {
  it('is served there, through the whole flow, by header and by query', async () => {
    const { verifier, challenge } = createPkce();
    const redirectUri = client.record.redirectUris[0] as string;
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: client.clientId,
      redirect_uri: redirectUri,
      state: 'state-of-the-app',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      mode: 'api',
      region: 'us',
    });
    const begun = await near.request(`/cards/v1/auth/oauth/authorize/initiate?${query}`, { headers: keys });
    assert.equal(begun.status, 200, begun.text);
    const signedIn = await login();
    assert.match(signedIn.json.accessToken, /^US_/);
    const granted = await post(
      near,
      '/cards/v1/auth/oauth/authorize',
      { token: begun.json.token },
      {
        ...us,
        authorization: `Bearer ${signedIn.json.accessToken}`,
      },
    );
    const redemption = {
      grant_type: 'authorization_code',
      code: granted.json.code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    };
    const tokens = await post(near, '/cards/v1/auth/oauth/token', redemption, us);
    assert.equal(tokens.status, 200, tokens.text);
    const authorization = `Bearer ${tokens.json.access_token}`;
    const profile = await near.request('/cards/v1/user', { headers: { ...keys, ...us, authorization } });
    assert.equal(profile.json.email, user.email);
    const ended = { method: 'DELETE', headers: { ...keys, ...us, authorization } };
    assert.deepEqual((await near.request('/cards/v1/auth/oauth/revoke', ended)).json, { success: true });
    assert.equal(near.issued(), 0);
  });

  it('answers byte for byte, with the id under which the request came in first', async () => {
    const through = await post(near, '/cards/v1/auth/login', { email: user.email, password: 'wrong' }, us);
    const direct = await post(far, '/american/v1/auth/login', { email: user.email, password: 'wrong' }, us);
    assert.deepEqual([through.status, through.text], [direct.status, direct.text]);
    const shape = (answer: Answered) =>
      [...answer.headers].filter(([name]) => !['date', 'candor-request-id'].includes(name)).sort();
    assert.deepEqual(shape(through), shape(direct));
    const refused = await refusalOf(far, through.requestId);
    assert.equal(refused.problem, 'sign-in-password-wrong');
    assert.equal(await near.trace.refusal(through.requestId), undefined);
  });

  it('gets requests of unknown paths as well, and decides about their keys', async () => {
    const unknown = await near.request('/cards/v1/nothing', { headers: { ...keys, ...us } });
    assert.deepEqual([unknown.status, unknown.text.includes('Cannot GET /american/v1/nothing')], [404, true]);
    const other = await near.request('/cards/v1/user', { headers: { 'x-client-key': 'nobody', ...us } });
    assert.deepEqual([other.status, other.json], [498, { message: 'Invalid client key' }]);
  });

  it('is not asked about requests of the region that is served here', async () => {
    const here = await login({});
    assert.deepEqual([here.status, here.json], [498, { message: 'Invalid client key' }]);
    assert.equal((await refusalOf(near, here.requestId)).problem, 'client-key-unknown');
  });

  it('keeps no body of what was passed on in the trace of the forwarder', async () => {
    const password = 'never-written-anywhere-77';
    const { requestId } = await post(near, '/cards/v1/auth/login', { email: user.email, password }, us);
    await refusalOf(far, requestId);
    assert.equal(await near.trace.refusal(requestId), undefined);
  });
});

describe('a forwarded request', () => {
  const path = '/american/v1/user';
  const requestId = 'req_01m8dvn4de000pjb8a';

  function proof(changed: { key?: string; at?: number; address?: string; method?: string } = {}): string {
    const at = changed.at ?? Math.floor(Date.now() / 1000);
    const address = changed.address ?? '198.51.100.7';
    const signed = [String(at), requestId, address, changed.method ?? 'GET', path, '', hash('sha256', '')].join('\n');
    const signature = createHmac('sha256', changed.key ?? key)
      .update(signed)
      .digest('hex');
    return `v1 t=${at}; id=${requestId}; for=${address}; sig=${signature}`;
  }

  const send = (forwarding: string, headers: Record<string, string> = {}): Promise<Answered> =>
    far.request(path, { headers: { ...keys, 'candor-forwarding': forwarding, ...headers } });

  it('is believed with its id where the signature proves it', async () => {
    const answer = await send(proof());
    assert.deepEqual([answer.status, answer.requestId], [401, requestId]);
  });

  const refused: readonly (readonly [string, string])[] = [
    ['another key', proof({ key: 'b'.repeat(40) })],
    ['an old signature', proof({ at: Math.floor(Date.now() / 1000) - 120 })],
    ['a signature of the future', proof({ at: Math.floor(Date.now() / 1000) + 120 })],
    ['another request line', proof({ method: 'POST' })],
    ['no signature at all', `v1 t=1; id=${requestId}; for=198.51.100.7`],
    ['another form', 'true'],
  ];
  for (const [name, forwarding] of refused) {
    it(`is refused with ${name}, under an id of this server`, async () => {
      const answer = await send(forwarding);
      assert.deepEqual([answer.status, answer.json], [403, { message: 'Not authorized' }]);
      assert.notEqual(answer.requestId, requestId);
      assert.equal((await refusalOf(far, answer.requestId)).problem, 'forwarding-not-proved');
    });
  }

  it('whose proof the other server does not accept is told as 502, and found in both logs', async () => {
    const server = await startServerTo(`${far.url}/american`, 'another-key-of-the-same-length-00000000001');
    const answer = await server.request('/cards/v1/user', { headers: { ...keys, ...us } });
    assert.deepEqual([answer.status, answer.json], [502, { message: 'Bad gateway' }]);
    const refusal = await refusalOf(server, answer.requestId);
    assert.deepEqual(
      [refusal.problem, refusal.detail.seen],
      ['region-unreachable', 'the other server did not accept the proof: compare keys and clocks'],
    );
    assert.ok(far.logged.some(([level, event]) => level === 'warning' && event === 'forwarding-not-proved'));
  });

  it('is believed with the address of its caller: limits count by it', async () => {
    const wrong = { email: user.email, password: 'wrong' };
    const attempt = (address: string) => postForwarded(wrong, address);
    const statuses: number[] = [];
    for (let tried = 0; tried < 9; tried++) statuses.push((await attempt('198.51.100.20')).status);
    assert.deepEqual(statuses.slice(-2), [401, 429]);
    assert.equal((await attempt('198.51.100.21')).status, 401);
  });

  function postForwarded(body: object, address: string): Promise<Answered> {
    const text = JSON.stringify(body);
    const at = Math.floor(Date.now() / 1000);
    const target = '/american/v1/auth/login';
    const signed = [String(at), requestId, address, 'POST', target, '', hash('sha256', text)].join('\n');
    const signature = createHmac('sha256', key).update(signed).digest('hex');
    return post(far, target, body, {
      ...us,
      'candor-forwarding': `v1 t=${at}; id=${requestId}; for=${address}; sig=${signature}`,
    });
  }

  it('is refused where no server may forward', async () => {
    const answer = await near.request('/cards/v1/user', { headers: { ...keys, 'candor-forwarding': proof() } });
    assert.equal((await refusalOf(near, answer.requestId)).problem, 'forwarding-not-proved');
  });

  it('is not passed on a second time', async () => {
    const middle = await startOAuthServer({
      configuration: {
        environments: {
          middle: {
            ...cards,
            forwardedBy: { key },
            regions: { us: { forwardTo: `${far.url}/american`, key } },
          },
        },
      },
    });
    const first = await startServerTo(`${middle.url}/middle`);
    const answer = await first.request('/cards/v1/user', { headers: { ...keys, ...us } });
    assert.deepEqual([answer.status, answer.json], [508, { message: 'Loop detected' }]);
    assert.equal((await refusalOf(middle, answer.requestId)).problem, 'forwarded-twice');
  });
});

describe('a server of another region that', () => {
  async function listening(answer: (message: IncomingMessage, response: import('node:http').ServerResponse) => void) {
    const server: Server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    after(() => {
      server.closeAllConnections();
      server.close();
    });
    return startServerTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x`);
  }

  it('is down is told as 502', async () => {
    const server = await startServerTo('http://127.0.0.1:1/x');
    const answer = await server.request('/cards/v1/user', { headers: { ...keys, ...us } });
    assert.deepEqual([answer.status, answer.json], [502, { message: 'Bad gateway' }]);
    assert.equal((await refusalOf(server, answer.requestId)).problem, 'region-unreachable');
  });

  it('answers with a redirect has it passed back, and not followed', async () => {
    let asked = 0;
    const server = await listening((_message, response) => {
      asked += 1;
      response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end();
    });
    const answer = await server.request('/cards/v1/user', { headers: { ...keys, ...us } });
    assert.deepEqual([answer.status, answer.headers.get('location'), asked], [302, 'http://127.0.0.1:1/elsewhere', 1]);
  });

  it('answers with more than a megabyte is told as 502', async () => {
    const server = await listening((_message, response) => response.end(Buffer.alloc(2_000_000)));
    const answer = await server.request('/cards/v1/user', { headers: { ...keys, ...us } });
    assert.equal(answer.status, 502);
  });

  it('does not answer within ten seconds is told as 504', async () => {
    const server = await listening(() => {});
    const begun = performance.now();
    const answer = await server.request('/cards/v1/user', { headers: { ...keys, ...us } });
    assert.deepEqual([answer.status, answer.json], [504, { message: 'Gateway timeout' }]);
    assert.ok(performance.now() - begun < 15_000);
    assert.equal((await refusalOf(server, answer.requestId)).problem, 'region-unanswered');
  });

  it('gets the request without what belongs to one connection, and with its proof', async () => {
    let seen: IncomingMessage['headers'] = {};
    const server = await listening((message, response) => {
      seen = message.headers;
      response.end('{}');
    });
    await post(
      server,
      '/cards/v1/auth/login',
      { email: 'a@b.example' },
      {
        ...us,
        'x-forwarded-for': '203.0.113.9',
        'x-own': 'kept',
      },
    );
    assert.equal(seen['x-own'], 'kept');
    assert.equal(seen['x-forwarded-for'], undefined);
    assert.match(String(seen['candor-forwarding']), /^v1 t=\d+; id=req_\w{18}; for=127\.0\.0\.1; sig=[0-9a-f]{64}$/);
  });
});

describe('a configuration of regions', () => {
  const read = (regions: unknown, more: Record<string, unknown> = {}): string => {
    try {
      readConfiguration({ environments: { cards: { ...cards, regions, ...more } } });
      return 'fine';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const forwardTo = 'https://us.example/cards';
  const rows: readonly (readonly [string, unknown, RegExp, Record<string, unknown>?])[] = [
    ['is a list', ['default', 'us'], /^fine$/],
    ['forwards one', { us: { forwardTo, key } }, /^fine$/],
    ['serves one and forwards the other', { eu: {}, us: { forwardTo, key } }, /^fine$/],
    ['has no key', { us: { forwardTo } }, /regions\.us\.key: what is forwarded has to be proved/],
    ['has a short key', { us: { forwardTo, key: 'short' } }, /regions\.us\.key: a key is 32 to 128 characters/],
    [
      'is misspelt',
      { us: { forwardTO: forwardTo, key } },
      /regions\.us\.forwardTO: there is no such setting\. Did you mean "forwardTo"/,
    ],
    ['has a query', { us: { forwardTo: `${forwardTo}?a=b`, key } }, /without user info, query and fragment/],
    ['has user info', { us: { forwardTo: 'https://me:secret@us.example/', key } }, /without user info/],
    ['is a region that nothing selects', { eu: { forwardTo, key } }, /what it selects is called us/],
    [
      'is of a dialect that selects none',
      { us: { forwardTo, key } },
      /no request of the dialect standard selects a region/,
      { dialect: 'standard' },
    ],
  ];
  for (const [name, regions, expected, more] of rows) {
    it(`that ${name} says so`, () => assert.match(read(regions, more), expected));
  }

  it('wants https in production, and mail beside text messages', () => {
    const production = {
      profile: 'production',
      url: 'https://auth.example',
      consoleUrl: 'https://console.example',
      encryptionKey: 'k'.repeat(43),
      sms: { url: 'http://gateway.example/', key },
      environments: { cards: { ...cards, regions: { us: { forwardTo: 'http://us.example/cards', key } } } },
    };
    assert.throws(
      () => readConfiguration(production),
      (error: Error) => {
        assert.match(error.message, /sms\.url: the production profile needs an https address/);
        assert.match(error.message, /sms: needs mail beside it/);
        assert.match(error.message, /regions\.us\.forwardTo: the production profile needs an https address/);
        return true;
      },
    );
  });
});
