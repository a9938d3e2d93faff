/** Who may read an explanation, and what anybody else learns: ARCHITECTURE 4.7, 4.8 and section 6, row by row. */
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, it } from 'node:test';
import { type EnvironmentTokenKind, formatToken, readToken } from '@candor/protocol';
import type { Storage } from '@candor/storage';
import type { RefusedExchange } from '../src/explanations/refused-exchange.ts';
import type { Trace } from '../src/trace/trace.ts';
import {
  authorizationParameters,
  createPkce,
  obtainCode,
  obtainTokens,
  openBrowser,
  redemption,
  refresh,
  requestToken,
} from './_oauth.ts';
import { refusalOf } from './_refused.ts';
import {
  type Answered,
  basicOf,
  doctor,
  problemOf,
  startTestServer,
  type TestClient,
  type TestMember,
  type TestServer,
} from './_server.ts';

let verbs: string[] = [];
/** Records the verbs that are called of an object. */
function watched<Watched extends object>(target: Watched): Watched {
  return new Proxy(target, {
    get(_target, name) {
      const verb = Reflect.get(target, name);
      if (typeof verb !== 'function') return verb;
      return (...input: unknown[]) => {
        if (name !== 'removeExpired' && name !== 'environmentState') verbs.push(String(name));
        return verb.apply(target, input);
      };
    },
  });
}

const server = await startTestServer({
  wrapStorage: (storage: Storage) => watched(storage),
  wrapTrace: (trace: Trace) => watched(trace),
});
const otherOrganisation = await server.createOrganisation('Other Organisation');

const own = await server.createClient('sandbox');
const sibling = await server.createClient('sandbox');
const stranger = await server.createClient('sandbox', { organisationId: otherOrganisation });
const publicClient = await server.createClient('sandbox', { authMethod: 'none' });
const ownMember = await server.createMember();
const otherMember = await server.createMember({
  organisations: [{ organisationId: otherOrganisation, role: 'owner' }],
});
const supporterMember = await server.createMember({ organisations: [], serverRole: 'supporter' });

const door = (requestId: string, headers: Record<string, string> = {}, at: TestServer = server): Promise<Answered> =>
  at.request(`/api/explanations/${requestId}`, { headers });
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const basic = ({ basic: authorization }: TestClient): Record<string, string> => ({ authorization });

/** A request of a client that is refused for its secret. */
async function refusedWith(client: TestClient, secret = 'wrong-secret', environment = 'sandbox'): Promise<string> {
  const answer = await server.post(
    `/${environment}/oauth/token`,
    { grant_type: 'client_credentials' },
    { authorization: basicOf(client.clientId, secret) },
  );
  assert.equal(answer.status, 401);
  return answer.requestId;
}

async function refusedPublic(): Promise<string> {
  const form = {
    grant_type: 'authorization_code',
    client_id: publicClient.clientId,
    code: 'x',
    code_verifier: 'v'.repeat(43),
  };
  const answer = await server.post('/sandbox/oauth/token', form);
  assert.equal(answer.status, 400);
  return answer.requestId;
}

async function signedIn({ email, password }: TestMember): Promise<Record<string, string>> {
  const browser = openBrowser(server);
  await browser.open('/console/sign-in');
  assert.equal((await browser.submit('/console/sign-in', { email, password })).status, 303);
  return { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
}

/** An explanation without what is different for every request: id, time, and length and fingerprint of what was sent. */
function withoutIdentity({ json }: Answered): unknown {
  const { requestId: _id, at: _at, ...rest } = json;
  return JSON.parse(JSON.stringify(rest).replaceAll(/fingerprint [0-9a-f]+|[0-9a-f]{8}/g, 'FINGERPRINT'));
}

/** What of an answer somebody could compare: everything but the request id and the time. */
function comparable({ status, headers, text, requestId }: Answered): unknown {
  const { date: _date, 'candor-request-id': _id, ...rest } = Object.fromEntries(headers);
  return { status, headers: rest, text: text.replaceAll(requestId, 'REQUEST') };
}

const nobody = `req_${'0'.repeat(18)}`;
const ownCookie = await signedIn(ownMember);
const otherCookie = await signedIn(otherMember);
const supporterCookie = await signedIn(supporterMember);
/** Every test has its minute, so that the door's limit is met by its own test alone. */
const nextMinute = (): void => server.advance(60_001);

describe('the explanation of a refused request', () => {
  it('can be read at once when the answer has arrived, in its first version', async () => {
    const requestId = await refusedWith(own, own.clientSecret.toUpperCase());
    const answer = await door(requestId, basic(own));
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/json');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const { at, diagnoses, ...rest } = answer.json;
    assert.deepEqual(rest, {
      version: 1,
      requestId,
      environment: 'sandbox',
      clientId: own.clientId,
      clientName: 'Ledger sync',
      authenticated: false,
      problem: 'client-secret-wrong',
      request: { method: 'POST', path: '/sandbox/oauth/token' },
      response: { status: 401, error: 'invalid_client' },
    });
    assert.ok(Math.abs(Date.parse(at) - server.now()) < 60_000);
    assert.ok(diagnoses.length > 0);
    const members = ['cause', 'confidence', 'evidence', 'fix', 'retry', 'title', 'variant', 'whoseMove', 'why'];
    for (const diagnosis of diagnoses) assert.deepEqual(Object.keys(diagnosis).sort(), members);
    assert.match(diagnoses[0].cause, /^client-authentication\//);
  });

  it('names the flow of an authorization', async () => {
    const user = await server.createUser('sandbox');
    const obtained = await obtainCode(server, { client: own, user });
    const { requestId } = await requestToken(
      server,
      own,
      redemption(obtained, { code_verifier: createPkce().verifier }),
    );
    const { json } = await door(requestId, basic(own));
    assert.match(json.flowId, /^[A-Za-z0-9_-]{16}$/);
    assert.equal(json.diagnoses[0].cause, 'pkce/verifier-mismatch');
  });

  const readers: readonly (readonly [string, () => Record<string, string>])[] = [
    ['the client itself', () => basic(own)],
    ['a member of the organisation that owns the client', () => ownCookie],
    ['a member with the server-wide role supporter', () => supporterCookie],
    ['a supporter', () => bearer(server.supporterToken)],
    ['an administrator', () => bearer(server.adminToken)],
  ];
  for (const [name, headers] of readers) {
    it(`may be read by ${name}`, async () => {
      const answer = await door(await refusedWith(own), headers());
      assert.equal(answer.status, 200);
    });
  }

  it('may be read by a client of client_secret_post with Basic all the same', async () => {
    const posting = await server.createClient('sandbox', { authMethod: 'client_secret_post' });
    assert.equal((await door(await refusedWith(posting), basic(posting))).status, 200);
  });

  it('may be read by a client with the other of its two secrets, and not with a retired one', async () => {
    const secrets = ['first-'.padEnd(43, 'kq3Z'), 'second-'.padEnd(43, 'kq3Z'), 'third-'.padEnd(43, 'kq3Z')];
    const record = (secret: string, retiredAt?: number) => ({
      id: secret.slice(0, 6),
      algorithm: 'sha256' as const,
      hash: hash('sha256', secret, 'base64url'),
      createdAt: server.now(),
      ...(retiredAt !== undefined && { retiredAt }),
    });
    const [one = '', two = '', three = ''] = secrets;
    const client = await server.createClient('sandbox', {
      secrets: [record(one), record(two), record(three, server.now())],
    });
    const requestId = await refusedWith(client);
    const statuses = await Promise.all(
      secrets.map(
        async (secret) => (await door(requestId, { authorization: basicOf(client.clientId, secret) })).status,
      ),
    );
    assert.deepEqual(statuses, [200, 200, 404]);
  });
});

describe('anybody else', () => {
  const strangers: readonly (readonly [string, () => Record<string, string>])[] = [
    ['nobody', () => ({})],
    ['a client of another organisation', () => basic(stranger)],
    ['another client of the same organisation', () => basic(sibling)],
    ['the client with a wrong secret', () => ({ authorization: basicOf(own.clientId, 'wrong-secret') })],
    ['an unknown client', () => ({ authorization: basicOf('nobody', 'secret') })],
    ['a public client by its id', () => ({ authorization: basicOf(publicClient.clientId, '') })],
    ['a member of another organisation', () => otherCookie],
    ['an invented session', () => ({ cookie: `candor_console_session=${'A'.repeat(59)}` })],
    [
      'an invented administration token',
      () => bearer(server.adminToken.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'))),
    ],
    ['a malformed Authorization header', () => ({ authorization: 'Basic ???' })],
  ];

  it('gets the same 404, after the same two seconds, whether or not there is such a request', async () => {
    nextMinute();
    const requestId = await refusedWith(own);
    await refusalOf(server, requestId);
    const ask = async (id: string, headers: Record<string, string>): Promise<{ answer: Answered; took: number }> => {
      const started = performance.now();
      const answer = await door(id, headers);
      return { answer, took: performance.now() - started };
    };
    const asked = await Promise.all(
      strangers.flatMap(([, headers]) => [ask(requestId, headers()), ask(nobody, headers())]),
    );
    const [first] = asked;
    assert.deepEqual([first?.answer.status, first && problemOf(first.answer)], [404, 'record-unknown']);
    for (const [index, { answer, took }] of asked.entries()) {
      const name = `${strangers[index >> 1]?.[0]}, ${index % 2 === 0 ? 'existing' : 'not existing'}`;
      assert.deepEqual(comparable(answer), comparable((first as (typeof asked)[0]).answer), name);
      assert.ok(took >= 1990 && took < 3500, `${name}: ${took} ms`);
    }
    // For those who may read everything, what does not exist takes as long.
    const { answer, took } = await ask(nobody, bearer(server.adminToken));
    assert.deepEqual(comparable(answer), comparable((first as (typeof asked)[0]).answer));
    assert.ok(took >= 1990, `${took} ms`);
  });

  it('costs the same sequence of storage and trace verbs', async () => {
    nextMinute();
    const requestId = await refusedWith(own);
    await refusalOf(server, requestId);
    const verbsOf = async (id: string, headers: Record<string, string>): Promise<readonly string[]> => {
      verbs = [];
      assert.equal((await door(id, headers)).status, 404);
      return verbs;
    };
    for (const headers of [basic(stranger), otherCookie]) {
      const existing = await verbsOf(requestId, headers);
      assert.ok(existing.includes('refusal'));
      assert.deepEqual(existing, await verbsOf(nobody, headers));
    }
    // Nor does the client that is named show in the work: unknown, or known with a wrong secret.
    const known = await verbsOf(requestId, { authorization: basicOf(own.clientId, 'wrong-secret') });
    assert.deepEqual(known, await verbsOf(requestId, { authorization: basicOf('nobody', 'wrong-secret') }));
  });

  it('gets the same page at the console, and a text that is no request id the same as well', async () => {
    nextMinute();
    const requestId = await refusedWith(own);
    await refusalOf(server, requestId);
    const open = (id: string) => server.request(`/console/requests/${id}`, { headers: otherCookie });
    const [existing, missing] = await Promise.all([open(requestId), open(nobody)]);
    assert.equal(existing.status, 404);
    assert.deepEqual(comparable(existing), comparable(missing));
    const malformed = await open('req_1');
    assert.deepEqual(comparable(malformed), comparable(missing));
  });
});

describe('whose request it was', () => {
  it('is the client of the environment in which it was refused, also where another has the same id and secret', async () => {
    nextMinute();
    const secret = 'kq3ZtP0mVx9LbN7sRy2WcF5hJd8GaE1oUiQ4TzX6vB0';
    const secrets = [
      { id: '1', algorithm: 'sha256' as const, hash: hash('sha256', secret, 'base64url'), createdAt: 0 },
    ];
    const here = await server.createClient('sandbox', { clientId: 'twin', secrets });
    const other = [
      { id: '1', algorithm: 'sha256' as const, hash: hash('sha256', `${secret}2`, 'base64url'), createdAt: 0 },
    ];
    await server.createClient('production', { clientId: 'twin', secrets: other });
    const [inSandbox, inProduction] = [await refusedWith(here), await refusedWith(here, 'wrong-secret', 'production')];
    const authorization = basicOf('twin', secret);
    const [mine, theirs] = await Promise.all([
      door(inSandbox, { authorization }),
      door(inProduction, { authorization }),
    ]);
    assert.deepEqual([mine.status, theirs.status], [200, 404]);
  });

  it('of an unknown client, is read by supporters and administrators only', async () => {
    nextMinute();
    const answer = await server.post(
      '/sandbox/oauth/token',
      { grant_type: 'client_credentials' },
      { authorization: basicOf('nobody', 'x') },
    );
    const asked = [
      ownCookie,
      basic(own),
      {},
      supporterCookie,
      bearer(server.supporterToken),
      bearer(server.adminToken),
    ];
    const answers = await Promise.all(asked.map((headers) => door(answer.requestId, headers)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [404, 404, 404, 200, 200, 200],
    );
    assert.equal(answers[5]?.json.clientId, undefined);
    assert.equal(answers[5]?.json.problem, 'client-unknown');
  });

  it('of a public client, is read by members, and not by its id', async () => {
    nextMinute();
    const requestId = await refusedPublic();
    const byId = { authorization: basicOf(publicClient.clientId, '') };
    const asked = [
      byId,
      { authorization: basicOf(publicClient.clientId, publicClient.clientId) },
      otherCookie,
      ownCookie,
      bearer(server.supporterToken),
    ];
    const answers = await Promise.all(asked.map((headers) => door(requestId, headers)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [404, 404, 404, 200, 200],
    );
  });

  it('of a client that was deleted and whose organisation lost its member, is read by nobody of before', async () => {
    nextMinute();
    const client = await server.createClient('sandbox');
    const requestId = await refusedWith(client);
    await server.storage.deleteClient('sandbox', client.clientId);
    const [itself, member] = await Promise.all([door(requestId, basic(client)), door(requestId, ownCookie)]);
    assert.deepEqual([itself.status, member.status], [404, 200]);
    assert.equal(member.json.clientName, undefined);
  });

  it('stays with the organisation that owned the client then, when the client is given to another', async () => {
    nextMinute();
    const client = await server.createClient('sandbox');
    const requestId = await refusedWith(client);
    const patch = { organisation: otherOrganisation };
    const moved = await server.api('PATCH', `/api/environments/sandbox/clients/${client.clientId}`, patch);
    assert.equal(moved.status, 200);
    const answers = await Promise.all(
      [basic(client), otherCookie, ownCookie].map((headers) => door(requestId, headers)),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      [404, 404, 200],
    );
    assert.equal(answers[2]?.json.clientName, undefined);
    assert.equal((await door(await refusedWith(client), basic(client))).status, 200);
  });

  it('of a disabled client, is not read with its credentials', async () => {
    nextMinute();
    const client = await server.createClient('sandbox', { enabled: false });
    const requestId = await refusedWith(client, client.clientSecret);
    assert.equal((await door(requestId, basic(client))).status, 404);
    assert.equal((await door(requestId, bearer(server.adminToken))).json.problem, 'client-disabled');
  });
});

describe('what an explanation tells', () => {
  it('of a code or refresh token of another organisation is the same as of one that does not exist', async () => {
    nextMinute();
    const user = await server.createUser('sandbox');
    const codeOf = (client: TestClient) => obtainCode(server, { client, user });
    const tokenOf = async (client: TestClient): Promise<string> =>
      (await obtainTokens(server, { client, user })).refresh_token;
    const explained = async ({ requestId, status }: Answered): Promise<Answered> => {
      assert.equal(status, 400);
      return door(requestId, basic(own));
    };
    const presented = [
      [await codeOf(stranger), await codeOf(sibling)].map(({ code, ...obtained }) => ({
        text: code,
        refused: (text: string) => requestToken(server, own, redemption({ ...obtained, code: text })),
        unknown: 'code-unknown',
        ofOther: 'code-of-other-client',
      })),
      [await tokenOf(stranger), await tokenOf(sibling)].map((text) => ({
        text,
        refused: (token: string) => refresh(server, own, token),
        unknown: 'refresh-token-unknown',
        ofOther: 'refresh-token-of-other-client',
      })),
    ];
    for (const [foreign, ofSibling] of presented) {
      assert.ok(foreign && ofSibling);
      const issued = await explained(await foreign.refused(foreign.text));
      // Of one whose identifier exists and whose secret is wrong, and of one that was never issued, no more is told.
      const reading = readToken(foreign.text);
      assert.ok(reading.outcome === 'token');
      const environment = 'sandbox';
      const kind = reading.kind as EnvironmentTokenKind;
      const wrongSecret = formatToken({ kind, environment, id: reading.id, secret: new Uint8Array(32) });
      const neverIssued = formatToken({ kind, environment, id: new Uint8Array(12), secret: new Uint8Array(32) });
      const others = [
        await explained(await foreign.refused(wrongSecret)),
        await explained(await foreign.refused(neverIssued)),
      ];
      assert.equal(issued.json.problem, foreign.unknown);
      for (const other of others) {
        assert.deepEqual(withoutIdentity(issued), withoutIdentity(other));
        const [stored, compared] = [
          await refusalOf(server, issued.json.requestId),
          await refusalOf(server, other.json.requestId),
        ];
        assert.deepEqual(stored.detail, compared.detail);
      }
      for (const secret of [stranger.clientId, otherOrganisation, user.email, user.id, foreign.text]) {
        assert.ok(!issued.text.includes(secret), secret);
      }
      // Within the organisation it helps to know.
      assert.equal((await explained(await ofSibling.refused(ofSibling.text))).json.problem, ofSibling.ofOther);
    }
  });

  it('of a secret of the same organisation is whose it is, and of another organisation nothing', async () => {
    nextMinute();
    const [ofSibling, ofStranger] = [
      await refusedWith(own, sibling.clientSecret),
      await refusedWith(own, stranger.clientSecret),
    ];
    const told = await door(ofSibling, basic(own));
    assert.equal(told.json.diagnoses[0].variant, 'other-client');
    assert.ok(told.text.includes(sibling.clientId));
    const silent = await door(ofStranger, basic(own));
    assert.ok(!silent.text.includes(stranger.clientId) && !silent.text.includes('other-client'));
    for (const { text } of [told, silent]) {
      for (const client of [own, sibling, stranger]) assert.ok(!text.includes(client.clientSecret));
    }
  });

  it('of a redirect URI of the same organisation is whose it is, and of another organisation nothing', async () => {
    nextMinute();
    await server.createClient('sandbox', { redirectUris: ['https://sibling.example/cb'] });
    const foreign = await server.createClient('sandbox', {
      redirectUris: ['https://foreign.example/cb'],
      organisationId: otherOrganisation,
    });
    const refused = async (uri: string): Promise<Answered> => {
      const query = new URLSearchParams({ response_type: 'code', client_id: own.clientId, redirect_uri: uri });
      const { status, requestId } = await server.request(`/sandbox/oauth/authorize?${query}`);
      assert.equal(status, 400);
      return door(requestId, basic(own));
    };
    assert.equal((await refused('https://sibling.example/cb')).json.diagnoses[0].variant, 'of-other-client');
    const silent = await refused('https://foreign.example/cb');
    assert.ok(!silent.text.includes(foreign.clientId) && !silent.text.includes('of-other-client'));
  });

  it('of a code, a password and a verifier is never their text nor a fingerprint', async () => {
    nextMinute();
    const user = await server.createUser('sandbox');
    const obtained = await obtainCode(server, { client: own, user });
    const verifier = createPkce().verifier;
    const { requestId } = await requestToken(server, own, redemption(obtained, { code_verifier: verifier }));
    const stored = await refusalOf(server, requestId);
    const { text } = await door(requestId, basic(own));
    for (const secret of [obtained.code, verifier, obtained.verifier, own.clientSecret]) {
      assert.ok(!text.includes(secret) && !JSON.stringify(stored).includes(secret));
    }
    const sent = stored.parameters.find(({ name }) => name === 'code')?.value ?? '';
    assert.match(sent, /characters/);
    assert.doesNotMatch(sent, /fingerprint/);
  });
});

describe('a refusal that was recorded undiagnosed', () => {
  it('is diagnosed when it is opened, once, and says nothing of values that were not kept', async () => {
    let diagnosed: string[] = [];
    let last: RefusedExchange | undefined;
    const busy = await startTestServer({
      configuration: { trace: { diagnosesPerSecond: 1 } },
      diagnose: (exchange) => {
        diagnosed.push(exchange.requestId);
        last = exchange;
        return doctor(exchange);
      },
    });
    const client = await busy.createClient('sandbox');
    const user = await busy.createUser('sandbox');
    const [one, two] = [await obtainCode(busy, { client, user }), await obtainCode(busy, { client, user })];
    const wrong = { code_verifier: createPkce().verifier };
    const misspelt = new URLSearchParams({
      response_type: 'code',
      client_id: client.clientId,
      redirect_uri: 'https://app.example/cb/',
    });
    const answers = await Promise.all([
      busy.request(`/sandbox/oauth/authorize?${misspelt}`),
      busy.request(`/sandbox/oauth/authorize?${misspelt}`),
      requestToken(busy, client, redemption(one, wrong)),
      requestToken(busy, client, redemption(two, wrong)),
    ]);
    const stored = await Promise.all(answers.map(({ requestId }) => refusalOf(busy, requestId)));
    const undiagnosed = stored.filter(({ diagnoses }) => diagnoses === undefined);
    assert.ok(undiagnosed.length >= 1, 'every refusal was diagnosed at once');
    for (const { requestId, problem } of undiagnosed) {
      diagnosed = [];
      const first = await door(requestId, basic(client), busy);
      assert.equal(first.status, 200);
      assert.deepEqual(diagnosed, [requestId]);
      assert.ok(first.json.diagnoses.length > 0);
      const asSent = ['client_id', 'grant_type', 'redirect_uri', 'response_type'];
      for (const { name, redacted } of last?.request.parameters ?? [])
        assert.equal(redacted, asSent.includes(name) ? undefined : true, name);
      if (problem === 'redirect-uri-not-registered') {
        assert.equal(first.json.diagnoses[0].cause, 'redirect-uri/trailing-slash');
      }
      assert.doesNotMatch(first.text, /alphabet|challenge-hex|not sent/);
      const again = await door(requestId, basic(client), busy);
      assert.deepEqual(again.json, first.json);
      assert.deepEqual(diagnosed, [requestId]);
    }
  });

  it('is given without a diagnosis where the doctor fails, and the fault is logged', async () => {
    const broken = await startTestServer({
      diagnose: () => {
        throw new Error('the doctor is ill');
      },
    });
    const client = await broken.createClient('sandbox');
    const answer = await broken.post('/sandbox/oauth/token', {}, { authorization: client.basic });
    const explained = await door(answer.requestId, basic(client), broken);
    assert.deepEqual([explained.status, explained.json.diagnoses], [200, []]);
    assert.ok(broken.logged.some(([, event]) => event === 'diagnosis-failed'));
  });
});

describe('the door', () => {
  it('waits for a record that comes within two seconds', async () => {
    let late = true;
    const slow = await startTestServer({
      wrapTrace: (trace) => ({
        ...trace,
        refused: (refusal) => void (late ? setTimeout(() => trace.refused(refusal), 700) : trace.refused(refusal)),
      }),
    });
    const client = await slow.createClient('sandbox');
    const answer = await slow.post('/sandbox/oauth/token', {}, { authorization: client.basic });
    const explained = await door(answer.requestId, basic(client), slow);
    late = false;
    assert.equal(explained.status, 200);
  });

  it('answers 429 to more than 120 calls of an address in a minute, whoever calls, and to no more in the next', async () => {
    nextMinute();
    const requestId = await refusedWith(own);
    await refusalOf(server, requestId);
    for (let call = 0; call < 120; call++) {
      assert.equal((await door(requestId, call % 2 === 0 ? basic(own) : bearer(server.adminToken))).status, 200);
    }
    for (const headers of [basic(own), {}, bearer(server.adminToken)]) {
      const refused = await door(requestId, headers);
      assert.deepEqual([refused.status, problemOf(refused)], [429, 'rate-limited']);
      assert.ok(Number(refused.headers.get('retry-after')) <= 60);
    }
    assert.equal((await server.request(`/console/requests/${requestId}`, { headers: ownCookie })).status, 429);
    nextMinute();
    assert.equal((await door(requestId, basic(own))).status, 200);
  });

  it('answers GET and HEAD alone', async () => {
    const answer = await server.request(`/api/explanations/${nobody}`, { method: 'POST' });
    assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET']);
  });
});

describe('a sign-in at the app of a developer who tries addresses', () => {
  it('tells the app’s owner the public problem only, and a supporter the private one', async () => {
    const app = await server.createClient('sandbox');
    const user = await server.createUser('sandbox');
    const shown: unknown[] = [];
    for (const email of [user.email, 'nobody@people.example']) {
      const browser = openBrowser(server);
      const begun = await browser.open(`/sandbox/oauth/authorize?${authorizationParameters(app)}`);
      const signIn = begun.headers.get('location') ?? '';
      await browser.open(signIn);
      const { requestId } = await browser.submit(signIn, { email, password: 'not the password' });
      const own = await server.request(`/api/explanations/${requestId}`, { headers: { authorization: app.basic } });
      assert.equal(own.status, 200);
      const { requestId: _id, flowId: _flow, at: _at, ...told } = own.json;
      shown.push(told);
      const { json } = await server.api('GET', `/api/explanations/${requestId}`, undefined, server.supporterToken);
      assert.match(json.problem, /^sign-in-(user-unknown|password-wrong)$/);
    }
    assert.deepEqual(shown[0], shown[1]);
    assert.equal((shown[0] as { problem: string }).problem, 'sign-in-refused');
  });
});
