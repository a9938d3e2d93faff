/**
 * One row for each row of the dossier's section 2, by its id, over HTTP. Each refusal is compared whole: status, body,
 * headers, the private problem, and that nothing was issued. Rows of the dossier that no server can give are listed in
 * `notOfAServer`, with the reason.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import type { ProblemId } from '@candor/protocol';
import { createPkce, openBrowser } from '../_oauth.ts';
import { createTotpUser, lastCode, totpCode } from '../_people.ts';
import { refusalOf } from '../_refused.ts';
import type { Answered } from '../_server.ts';
import {
  type As,
  type Call,
  type Code,
  call,
  createApp,
  createMessageUser,
  type Fields,
  grant,
  initiate,
  initiateQuery,
  login,
  loginToken,
  obtainCode,
  obtainTokens,
  openSession,
  paths,
  readUser,
  redemption,
  refresh,
  requestToken,
  sendCode,
  startBaanx,
  telephoneOf,
  testState,
  walkHosted,
} from './_baanx.ts';
import { assertRefused, assertWire, cannot, type Wire, wire } from './_refusals.ts';

const server = await startBaanx();
const production: As = { stage: 'production' };
const minute = 60_000;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Rows of the dossier that are about a client, or about what this server does not have. */
const notOfAServer = {
  H3: 'the app compares state; what the server sends back is tested below, letter by letter',
  H4: 'a closed browser sends nothing',
  L4b: 'by the decision on 6-C4 the code is asked for in a 200 answer, with both names of the flag',
  L6: 'this server suppresses no message silently: it sends, or answers 429 or 400',
  L8: 'users here have finished their registration',
  L9: 'a malformed answer of the provider',
  L11: 'users here are verified',
} as const;

interface Row {
  /** Starts with the id of the dossier. */
  readonly name: string;
  readonly send: () => Promise<Answered>;
  readonly problem: ProblemId;
  readonly expected: Wire;
}

const tested = new Set<string>();

function refuses(rows: readonly Row[]): void {
  for (const { name, send, problem, expected } of rows) {
    tested.add(name.split(' ')[0] as string);
    test(name, async () => {
      await assertRefused(server, send, { problem, ...expected });
    });
  }
}

/** Every endpoint, with a request that is right but for its keys. */
const everyEndpoint: readonly Call[] = [
  { path: paths.initiate, query: initiateQuery(server.app, createPkce().challenge), secret: server.app.clientSecret },
  { path: paths.login, body: { email: server.owner.email, password: server.owner.password } },
  { path: paths.oneTimeCode, body: { userId: randomUUID() } },
  { path: paths.authorize, body: { token: 'x' }, bearer: randomUUID() },
  { path: paths.token, body: { grant_type: 'refresh_token', refresh_token: 'x' }, secret: server.app.clientSecret },
  { path: paths.revoke, method: 'DELETE', bearer: 'x' },
  { path: paths.logout, method: 'POST', bearer: 'x' },
  { path: paths.user, bearer: 'x' },
];

describe('2.1 gateway: the client key comes first', () => {
  const keyless = (made: Call, changed: Partial<Call>) => () => call(server, { ...made, key: undefined, ...changed });
  refuses([
    ...everyEndpoint.flatMap((made): Row[] => [
      {
        name: `G1 no x-client-key at ${made.path}`,
        send: keyless(made, {}),
        problem: 'client-key-missing',
        expected: wire.G1,
      },
      {
        name: `G2 an unknown key at ${made.path}`,
        send: () => call(server, { ...made, key: randomUUID() }),
        problem: 'client-key-unknown',
        expected: wire.G2,
      },
      {
        name: `G2 the key of production at ${made.path} of the sandbox`,
        send: () => call(server, { ...made, key: server.inProduction.clientId }),
        problem: 'client-key-unknown',
        expected: wire.G2,
      },
    ]),
    {
      name: 'G1 an empty x-client-key',
      send: () => call(server, { path: paths.user, headers: { 'x-client-key': '' } }),
      problem: 'client-key-missing',
      expected: wire.G1,
    },
    ...['x-client-id', 'client-key', 'x_client_key', 'x-api-key'].map(
      (name): Row => ({
        name: `G1 the key in ${name}`,
        send: () => call(server, { path: paths.user, key: undefined, headers: { [name]: server.app.clientId } }),
        problem: 'client-key-missing',
        expected: wire.G1,
      }),
    ),
    {
      name: 'G1 the key in the query',
      send: () => call(server, { path: paths.user, key: undefined, query: { 'x-client-key': server.app.clientId } }),
      problem: 'client-key-missing',
      expected: wire.G1,
    },
    {
      name: 'G2 key and secret swapped',
      send: () =>
        call(server, {
          ...(everyEndpoint[0] as Call),
          key: server.app.clientSecret,
          secret: server.app.clientId,
        }),
      problem: 'client-key-unknown',
      expected: wire.G2,
    },
    {
      name: 'G2 a key in quotes',
      send: () => call(server, { path: paths.user, key: `"${server.app.clientId}"` }),
      problem: 'client-key-unknown',
      expected: wire.G2,
    },
  ]);

  test('G2 a key that was deleted', async () => {
    const app = await createApp(server, 'sandbox');
    const { access_token } = await obtainTokens(server, { app });
    assert.equal((await readUser(server, access_token, { app })).status, 200);
    const { status } = await server.api('DELETE', `/api/environments/sandbox/clients/${app.clientId}`);
    assert.equal(status, 204);
    const act = () => readUser(server, access_token, { app });
    await assertRefused(server, act, { problem: 'client-key-unknown', ...wire.G2 });
  });

  test('the name of the header is read in any case', async () => {
    const answer = await call(server, {
      path: paths.login,
      key: undefined,
      headers: { 'X-Client-KEY': server.app.clientId },
      body: { email: server.owner.email, password: server.owner.password },
    });
    assert.equal(answer.status, 200, answer.text);
  });
});

describe('2.1 gateway: the rest', () => {
  const other = () => createApp(server, 'sandbox');
  const withTokens =
    (use: (tokens: Awaited<ReturnType<typeof obtainTokens>>) => Promise<Answered>) => async (): Promise<Answered> =>
      use(await obtainTokens(server));
  const malformed = (header: (token: string) => string) =>
    withTokens(({ access_token }) =>
      call(server, { path: paths.user, headers: { authorization: header(access_token) } }),
    );
  const bearerPlaces: readonly Call[] = [
    { path: paths.user },
    { path: paths.revoke, method: 'DELETE' },
    { path: paths.logout, method: 'POST' },
  ];
  refuses([
    ...bearerPlaces.map(
      (made): Row => ({
        name: `G3 no Authorization header at ${made.path}`,
        send: () => call(server, made),
        problem: 'access-token-missing',
        expected: wire.G3,
      }),
    ),
    ...(
      [
        ['without the word Bearer', (token) => token],
        ['with another scheme', (token) => `Token ${token}`],
        ['with the word Bearer twice', (token) => `Bearer Bearer ${token}`],
        ['in quotes', (token) => `Bearer "${token}"`],
      ] as const satisfies readonly (readonly [string, (token: string) => string])[]
    ).map(
      ([how, header]): Row => ({
        name: `G3 a token ${how}`,
        send: malformed(header),
        problem: 'authorization-header-malformed',
        expected: wire.G3,
      }),
    ),
    {
      name: 'G3 a token that does not exist',
      send: () => readUser(server, `access_token_${randomUUID()}`),
      problem: 'access-token-unknown',
      expected: wire.G3,
    },
    {
      name: 'G3 a token that was cut',
      send: withTokens(({ access_token }) => readUser(server, access_token.slice(0, -3))),
      problem: 'access-token-unknown',
      expected: wire.G3,
    },
    {
      name: 'G3 a token with the key of another app',
      send: async () => readUser(server, (await obtainTokens(server)).access_token, { app: await other() }),
      problem: 'access-token-unknown',
      expected: wire.G3,
    },
    {
      name: 'G3 a token of production in the sandbox',
      send: async () => readUser(server, (await obtainTokens(server, production)).access_token),
      problem: 'access-token-unknown',
      expected: wire.G3,
    },
    {
      name: 'G3 the login token at the API',
      send: async () => readUser(server, await loginToken(server)),
      problem: 'access-token-of-wrong-kind',
      expected: wire.G3,
    },
    {
      name: 'G3 the session token at the API',
      send: async () => readUser(server, (await openSession(server)).token),
      problem: 'access-token-of-wrong-kind',
      expected: wire.G3,
    },
    {
      name: 'G3 the refresh token at the API',
      send: withTokens(({ refresh_token }) => readUser(server, refresh_token)),
      problem: 'access-token-of-wrong-kind',
      expected: wire.G3,
    },
    {
      name: 'G3 the authorization code at the API',
      send: async () => readUser(server, (await obtainCode(server)).code),
      problem: 'access-token-of-wrong-kind',
      expected: wire.G3,
    },
    {
      name: 'G3 the login token at revoke',
      send: async () => call(server, { path: paths.revoke, method: 'DELETE', bearer: await loginToken(server) }),
      problem: 'access-token-of-wrong-kind',
      expected: wire.G3,
    },
    {
      name: 'G3 the refresh token at revoke',
      send: withTokens(({ refresh_token }) =>
        call(server, { path: paths.revoke, method: 'DELETE', bearer: refresh_token }),
      ),
      problem: 'access-token-of-wrong-kind',
      expected: wire.G3,
    },
    {
      name: 'G3 the refresh token at logout',
      send: withTokens(({ refresh_token }) =>
        call(server, { path: paths.logout, method: 'POST', bearer: refresh_token }),
      ),
      problem: 'access-token-of-wrong-kind',
      expected: wire.G3,
    },
    {
      name: 'G4 a token without the scope of the call',
      send: async () => readUser(server, (await obtainTokens(server, {}, { scope: 'balance:read' })).access_token),
      problem: 'scope-insufficient',
      expected: wire.G4,
    },
    ...(
      [
        ['GET', '/v1/nothing'],
        ['GET', '/v1/auth/oauth2/authorize'],
        ['GET', '/v1/user/'],
        ['GET', '/v2/user'],
      ] as const
    ).map(
      ([method, path]): Row => ({
        name: `G5 ${method} ${path}`,
        send: () => call(server, { method, path }),
        problem: 'endpoint-unknown',
        expected: cannot(method, `/sandbox${path}`),
      }),
    ),
    ...(
      [
        ['POST', paths.initiate],
        ['GET', paths.login],
        ['GET', paths.oneTimeCode],
        ['GET', paths.authorize],
        ['GET', paths.token],
        ['POST', paths.revoke],
        ['GET', paths.logout],
        ['DELETE', paths.user],
      ] as const
    ).map(
      ([method, path]): Row => ({
        name: `G5 ${method} ${path}`,
        send: () => call(server, { method, path }),
        problem: 'method-not-allowed',
        expected: cannot(method, `/sandbox${path}`),
      }),
    ),
    ...(
      [
        [paths.login, { email: 'a@people.example', password: 'x', remember: true }, 'remember'],
        [paths.oneTimeCode, { userId: randomUUID(), channel: 'sms' }, 'channel'],
      ] as const
    ).map(
      ([path, body, field]): Row => ({
        name: `G6 the field ${field} in production at ${path}`,
        send: () => call(server, { stage: 'production', path, body }),
        problem: 'body-field-not-allowed',
        expected: wire.G6(field),
      }),
    ),
    {
      name: 'G6 the field state in production at the third step',
      send: () =>
        call(server, { stage: 'production', path: paths.authorize, bearer: 'x', body: { token: 'x', state: 'y' } }),
      problem: 'body-field-not-allowed',
      expected: wire.G6('state'),
    },
    {
      name: 'G7 a second code within 30 seconds',
      send: async () => {
        const user = await createMessageUser(server);
        assert.deepEqual((await sendCode(server, user)).json, { success: true });
        return sendCode(server, user);
      },
      problem: 'message-limit-reached',
      expected: wire.G7,
    },
  ]);

  test('G3 a token that was revoked, and one whose time is over', async () => {
    const { access_token } = await obtainTokens(server);
    const revoked = await call(server, { path: paths.revoke, method: 'DELETE', bearer: access_token });
    assert.deepEqual([revoked.status, revoked.json], [200, { success: true }]);
    const act = () => readUser(server, access_token);
    await assertRefused(server, act, { problem: 'access-token-revoked', ...wire.G3 });
  });

  test('L10 a token whose user was disabled afterwards', async () => {
    tested.add('L10');
    const user = await server.createUser('sandbox');
    const { access_token } = await obtainTokens(server, { user });
    assert.equal((await readUser(server, access_token)).status, 200);
    await server.api('PATCH', `/api/environments/sandbox/users/${user.id}`, { enabled: false });
    const act = () => readUser(server, access_token);
    await assertRefused(server, act, { problem: 'access-token-revoked', ...wire.G3 });
  });

  test('G6 fields that nobody documents are ignored in the sandbox', async () => {
    const { email, password } = server.owner;
    const answer = await call(server, { path: paths.login, body: { email, password, remember: true } });
    assert.equal(answer.status, 200, answer.text);
    const code = await obtainCode(server);
    const tokens = await requestToken(server, redemption(code, { client_id: server.app.clientId }));
    assert.equal(tokens.status, 200, tokens.text);
  });

  test('G8 a fault of the server says nothing of it', async () => {
    tested.add('G8');
    const failing = await startBaanx({}, (storage) =>
      Object.assign(Object.create(storage), {
        userByEmail: () => Promise.reject(new Error('the disk is on fire')),
      }),
    );
    const act = () => call(failing, { path: paths.login, body: { email: 'a@people.example', password: 'x' } });
    await assertRefused(failing, act, { problem: 'server-fault', ...wire.G8 });
  });
});

describe('2.2 initiate', () => {
  const names = ['response_type', 'client_id', 'redirect_uri', 'state', 'code_challenge', 'code_challenge_method'];
  const { challenge } = createPkce();
  const refused = (changed: Record<string, string | undefined>) => () => initiate(server, changed);
  const registered = 'https://app.example/cb';
  const withSecret = (secret: string | undefined, as: As = {}) => {
    const app = as.stage === 'production' ? server.inProduction : server.app;
    return () =>
      call(server, {
        ...(as.stage && { stage: as.stage }),
        path: paths.initiate,
        query: initiateQuery(app, challenge),
        ...(secret !== undefined && { secret }),
      });
  };
  refuses([
    ...names.flatMap((name): Row[] => [
      {
        name: `I1 without ${name}`,
        send: refused({ [name]: undefined }),
        problem: 'parameter-missing',
        expected: wire.missing(name),
      },
      {
        name: `I1 with an empty ${name}`,
        send: refused({ [name]: '' }),
        problem: 'parameter-missing',
        expected: wire.missing(name),
      },
    ]),
    {
      name: 'I1 names in other letters are not the names',
      send: refused({ code_challenge: undefined, Code_Challenge: challenge }),
      problem: 'parameter-missing',
      expected: wire.missing('code_challenge'),
    },
    ...['token', 'CODE', 'code token'].map(
      (type): Row => ({
        name: `I2 response_type=${type}`,
        send: refused({ response_type: type }),
        problem: 'response-type-unsupported',
        expected: wire.I2,
      }),
    ),
    ...['plain', 's256', 'SHA256'].map(
      (method): Row => ({
        name: `I3 code_challenge_method=${method}`,
        send: refused({ code_challenge_method: method }),
        problem: 'code-challenge-method-unsupported',
        expected: wire.I3,
      }),
    ),
    ...(
      [
        ['with padding', `${challenge}=`],
        ['in standard base64', `${challenge.slice(0, -2)}+/`],
        ['too short', challenge.slice(0, -1)],
        ['in hexadecimal', 'ab'.repeat(32)],
      ] as const
    ).map(
      ([how, sent]): Row => ({
        name: `I3 a challenge ${how}`,
        send: refused({ code_challenge: sent }),
        problem: 'code-challenge-malformed',
        expected: wire.I3b,
      }),
    ),
    ...(
      [
        ['not whitelisted', 'https://other.example/cb'],
        ['with a slash at its end', `${registered}/`],
        ['with another scheme', registered.replace('https', 'http')],
        ['with a query', `${registered}?from=app`],
        ['with a fragment', `${registered}#x`],
        ['with its default port', 'https://app.example:443/cb'],
        ['in capitals', 'https://APP.example/cb'],
        ['with user information', 'https://me@app.example/cb'],
      ] as const
    ).map(
      ([how, uri]): Row => ({
        name: `I4 a redirect URI ${how}`,
        send: refused({ redirect_uri: uri }),
        problem: 'redirect-uri-not-registered',
        expected: wire.I4,
      }),
    ),
    {
      name: 'I5 no x-secret-key',
      send: withSecret(undefined),
      problem: 'client-credentials-missing',
      expected: wire.I5,
    },
    {
      name: 'I5 a wrong x-secret-key',
      send: withSecret('of-another-day'),
      problem: 'client-secret-wrong',
      expected: wire.I5,
    },
    {
      name: 'I5 the client key as secret key',
      send: withSecret(server.app.clientId),
      problem: 'client-secret-wrong',
      expected: wire.I5,
    },
    {
      name: 'I5 the secret key of production in the sandbox',
      send: withSecret(server.inProduction.clientSecret),
      problem: 'client-secret-wrong',
      expected: wire.I5,
    },
    {
      name: 'I5 the secret key of the sandbox in production',
      send: withSecret(server.app.clientSecret, production),
      problem: 'client-secret-wrong',
      expected: wire.I5,
    },
    {
      name: 'I5 the client_id of another app than the key',
      send: async () => initiate(server, { client_id: (await createApp(server, 'sandbox')).clientId }),
      problem: 'authorization-client-unknown',
      expected: wire.I5,
    },
    {
      name: 'G2 a client that is switched off',
      send: async () => initiate(server, {}, { app: await createApp(server, 'sandbox', { enabled: false }) }),
      problem: 'client-disabled',
      expected: wire.G2,
    },
    {
      name: 'I6 a client that may not use the grant',
      send: async () =>
        initiate(server, {}, { app: await createApp(server, 'sandbox', { grantTypes: ['client_credentials'] }) }),
      problem: 'grant-type-not-allowed',
      expected: wire.I6,
    },
  ]);

  test('I7 without mode=api the answer is a redirect to the page, with it JSON', async () => {
    tested.add('I7');
    for (const mode of [undefined, 'hosted', 'API', '']) {
      const answer = await initiate(server, { mode });
      assert.equal(answer.status, 302, answer.text);
      const address = new URL(answer.headers.get('location') as string);
      assert.deepEqual([address.origin, address.pathname], [server.url, '/sandbox/v1/auth/oauth/hosted']);
      assert.doesNotMatch(address.search, /eyJ/, 'a token is in the address');
      const page = await walkHosted(server, address.href);
      assert.equal(page.answer.status, 302);
    }
    const api = await initiate(server, { mode: 'api' });
    assert.deepEqual([api.status, Object.keys(api.json)], [200, ['token', 'url']]);
    assert.equal(api.headers.get('cache-control'), 'no-store');
  });

  test('the session token is a JWT for ten minutes', async () => {
    const { token } = await openSession(server);
    const [header, claims, signature] = token.split('.');
    const read = (part = ''): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString());
    assert.deepEqual(read(header), { alg: 'HS256', typ: 'JWT' });
    const { iat, exp, jti } = read(claims) as { iat: number; exp: number; jti: string };
    assert.equal(exp - iat, 600);
    assert.ok(jti.length >= 16 && signature);
  });

  test('a public client has no secret key, and one that it sends is not looked at', async () => {
    const app = await createApp(server, 'sandbox', { authMethod: 'none' });
    assert.equal((await initiate(server, {}, { app })).status, 302);
    const query = initiateQuery(app, challenge);
    const sent = await call(server, { path: paths.initiate, query, key: app.clientId, secret: app.clientId });
    assert.equal(sent.status, 302);
    const tokens = await obtainTokens(server, { app });
    assert.equal((await refresh(server, tokens.refresh_token, { app })).status, 200);
  });

  test('parameters that nobody documents do not break the call', async () => {
    for (const name of ['client_secret', 'nonce', 'prompt', 'request', 'response_mode', 'max_age']) {
      const answer = await initiate(server, { [name]: server.app.clientId });
      assert.equal(answer.status, 302, `${name}: ${answer.text}`);
    }
  });

  test('an unknown scope is accepted', async () => {
    assert.equal((await initiate(server, { scope: 'user:read what:ever' })).status, 302);
  });
});

describe('2.3 the hosted page', () => {
  test('H1 Deny sends access_denied and state to the app', async () => {
    tested.add('H1');
    const { url } = await openSession(server);
    const issued = server.issued();
    const { answer, steps } = await walkHosted(server, url, { decision: 'deny' });
    assert.deepEqual(steps, ['sign-in', 'consent']);
    assert.equal(answer.status, 302);
    const query = `state=${testState}&error=access_denied`;
    assert.equal(answer.headers.get('location'), `https://app.example/cb?${query}`);
    assert.equal(server.issued(), issued);
    assert.equal((await refusalOf(server, answer.requestId)).problem, 'access-denied');
  });

  test('Allow sends state as it came, then the code, and nothing else', async () => {
    const state = 'Ab+ /=?&%#"';
    const { url } = await openSession(server, {}, { state });
    const { answer } = await walkHosted(server, url);
    assert.equal(answer.status, 302);
    const { searchParams, origin, pathname } = new URL(answer.headers.get('location') as string);
    assert.deepEqual([origin + pathname, [...searchParams.keys()]], ['https://app.example/cb', ['state', 'code']]);
    assert.equal(searchParams.get('state'), state);
    assert.match(searchParams.get('code') ?? '', /^authorization_code_/);
  });

  test('H2 after ten minutes the page says so, and redirects nowhere', async () => {
    tested.add('H2');
    const { url } = await openSession(server);
    server.advance(10 * minute);
    const issued = server.issued();
    const { answer } = await walkHosted(server, url);
    assert.equal(server.issued(), issued);
    assert.deepEqual(
      server.logged.filter(([level]) => level === 'error'),
      [],
    );
    assert.equal(answer.status, 400);
    assert.equal(answer.headers.get('location'), null);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
    assert.equal((await refusalOf(server, answer.requestId)).problem, 'authorization-session-expired');
  });

  test('the page belongs to the browser that opened it first', async () => {
    const { url } = await openSession(server);
    const first = openBrowser(server);
    assert.equal((await first.open(url)).status, 303);
    const stranger = await openBrowser(server).open(url);
    assert.equal(stranger.status, 400);
    assert.equal((await refusalOf(server, stranger.requestId)).problem, 'authorization-session-unknown');
    assert.equal((await first.open(url)).status, 303, 'reloading is not opening it elsewhere');
  });

  test('an address that was made up leads to an error page', async () => {
    const { url } = await openSession(server);
    for (const address of [
      url.slice(0, -1),
      `${url}x`,
      url.replace(/session=./, 'session=_'),
      url.slice(0, url.indexOf('?')),
    ]) {
      const answer = await openBrowser(server).open(address);
      assert.equal(answer.status, 400, address);
    }
  });
});

describe('2.4 login and one-time codes', () => {
  const wrong = { ...server.owner, password: 'not the password' };
  refuses([
    {
      name: 'L1 a wrong password',
      send: () => login(server, { user: wrong }),
      problem: 'sign-in-password-wrong',
      expected: wire.L1,
    },
    {
      name: 'L1 an unknown user',
      send: () => login(server, { user: { ...server.owner, email: 'nobody@people.example' } }),
      problem: 'sign-in-user-unknown',
      expected: wire.L1,
    },
    {
      name: 'L1 a user of the other region',
      send: async () => login(server, { user: await server.createUser('sandbox', { region: 'us' }) }),
      problem: 'sign-in-user-of-other-region',
      expected: wire.L1,
    },
    {
      name: 'L1 a user of the other environment',
      send: () =>
        login(server, {
          user: server.ownerInProduction.email === server.owner.email ? wrong : server.ownerInProduction,
        }),
      problem: 'sign-in-user-unknown',
      expected: wire.L1,
    },
    {
      name: 'L2 a disabled user',
      send: async () => login(server, { user: await server.createUser('sandbox', { enabled: false }) }),
      problem: 'sign-in-user-disabled',
      expected: wire.L2,
    },
    {
      name: 'L1 a disabled user with a wrong password is told nothing of it',
      send: async () =>
        login(server, { user: { ...(await server.createUser('sandbox', { enabled: false })), password: 'wrong' } }),
      problem: 'sign-in-password-wrong',
      expected: wire.L1,
    },
    {
      name: 'L5 a wrong code',
      send: async () => {
        const user = await createMessageUser(server);
        await sendCode(server, user);
        const code = await lastCode(server, telephoneOf(user));
        return login(server, { user, otpCode: code === '000000' ? '000001' : '000000' });
      },
      problem: 'second-factor-wrong',
      expected: wire.L5,
    },
    {
      name: 'L5 a code that was never sent',
      send: async () => login(server, { user: await createMessageUser(server), otpCode: '123456' }),
      problem: 'second-factor-code-ended',
      expected: wire.L5,
    },
    {
      name: 'L5 a code that was used',
      send: async () => {
        const user = await createMessageUser(server);
        await sendCode(server, user);
        const otpCode = await lastCode(server, telephoneOf(user));
        assert.equal((await login(server, { user, otpCode })).json.isOtpRequired, false);
        return login(server, { user, otpCode });
      },
      problem: 'second-factor-code-ended',
      expected: wire.L5,
    },
    {
      name: 'L7 a code by message for a user without a second factor',
      send: async () => {
        const { userId } = (await login(server)).json;
        return call(server, { path: paths.oneTimeCode, body: { userId } });
      },
      problem: 'message-without-destination',
      expected: wire.L7,
    },
    ...['email', 'password'].map(
      (name): Row => ({
        name: `T9 a login without ${name}`,
        send: () =>
          call(server, { path: paths.login, body: { email: 'a@people.example', password: 'x', [name]: undefined } }),
        problem: 'parameter-missing',
        expected: wire.missingMessage(name),
      }),
    ),
    {
      name: 'T9 a code for nobody',
      send: () => call(server, { path: paths.oneTimeCode, body: {} }),
      problem: 'parameter-missing',
      expected: wire.missingMessage('userId'),
    },
    {
      name: 'T9 a login with a form',
      send: () =>
        call(server, {
          path: paths.login,
          body: String(new URLSearchParams({ email: server.owner.email, password: server.owner.password })),
          type: 'application/x-www-form-urlencoded',
        }),
      problem: 'body-not-json',
      expected: wire.notJsonMessage,
    },
  ]);

  test('a login without a second factor gives the login token', async () => {
    const { status, json, headers } = await login(server);
    assert.equal(status, 200);
    assert.match(json.accessToken, uuid);
    assert.match(json.userId, uuid);
    assert.deepEqual(
      { ...json, accessToken: '', userId: '' },
      {
        accessToken: '',
        userId: '',
        isOtpRequired: false,
        requiresOtp: false,
        phoneNumber: null,
        phase: null,
        verificationState: 'VERIFIED',
        isLinked: false,
      },
    );
    assert.equal(headers.get('cache-control'), 'no-store');
  });

  test('L4 a user with a second factor gets no token yet, and no message of itself', async () => {
    tested.add('L4');
    const user = await createMessageUser(server);
    const begun = server.begun();
    const { status, json } = await login(server, { user });
    assert.equal(server.begun(), begun);
    assert.deepEqual([status, json.accessToken, json.isOtpRequired, json.requiresOtp], [200, null, true, true]);
    assert.equal(json.phoneNumber, '+447*****225');
    await assert.rejects(lastCode(server, telephoneOf(user)), 'a code was sent without being asked for');
    assert.deepEqual((await sendCode(server, user)).json, { success: true });
    const full = await login(server, { user, otpCode: await lastCode(server, telephoneOf(user)) });
    assert.match(full.json.accessToken, uuid);
    assert.deepEqual([full.json.isOtpRequired, full.json.requiresOtp, full.json.phoneNumber], [false, false, null]);
  });

  test('L4 an authenticator app works at the same addresses, the sending included', async () => {
    const user = await createTotpUser(server);
    const first = (await login(server, { user })).json;
    assert.deepEqual([first.accessToken, first.isOtpRequired, first.phoneNumber], [null, true, null]);
    const sent = await call(server, { path: paths.oneTimeCode, body: { userId: first.userId } });
    assert.deepEqual([sent.status, sent.json], [200, { success: true }]);
    const full = await login(server, { user, otpCode: totpCode(user.secret, server.now()) });
    assert.match(full.json.accessToken, uuid);
  });

  test('the address is read in any case', async () => {
    const user = { ...server.owner, email: server.owner.email.toUpperCase() };
    assert.equal((await login(server, { user })).status, 200);
  });
});

describe('2.5 authorize', () => {
  const session = () => openSession(server).then(({ token }) => token);
  const header = { alg: 'HS256', typ: 'JWT' };
  refuses([
    {
      name: 'A1 no login token',
      send: async () => call(server, { path: paths.authorize, body: { token: await session() } }),
      problem: 'access-token-missing',
      expected: wire.G3,
    },
    {
      name: 'A1 the session token in the header',
      send: async () => {
        const token = await session();
        return grant(server, token, token);
      },
      problem: 'access-token-of-wrong-kind',
      expected: wire.G3,
    },
    {
      name: 'A1 the final token in the header',
      send: async () => grant(server, (await obtainTokens(server)).access_token, await session()),
      problem: 'access-token-of-wrong-kind',
      expected: wire.G3,
    },
    {
      name: 'A1 the refresh token in the header',
      send: async () => grant(server, (await obtainTokens(server)).refresh_token, await session()),
      problem: 'access-token-of-wrong-kind',
      expected: wire.G3,
    },
    {
      name: 'A1 an authorization code in the header',
      send: async () => grant(server, (await obtainCode(server)).code, await session()),
      problem: 'access-token-of-wrong-kind',
      expected: wire.G3,
    },
    {
      name: 'A1 a login token that does not exist',
      send: async () => grant(server, randomUUID(), await session()),
      problem: 'access-token-unknown',
      expected: wire.G3,
    },
    {
      name: 'A1 a login token of another app',
      send: async () => {
        const app = await createApp(server, 'sandbox');
        return grant(server, await loginToken(server, { app }), await session());
      },
      problem: 'access-token-unknown',
      expected: wire.G3,
    },
    {
      name: 'A1 a login token after logout',
      send: async () => {
        const bearer = await loginToken(server);
        const out = await call(server, { path: paths.logout, method: 'POST', bearer });
        assert.deepEqual([out.status, out.json], [200, { success: true }]);
        return grant(server, bearer, await session());
      },
      problem: 'access-token-revoked',
      expected: wire.G3,
    },
    {
      name: 'A2 a session token that is older than ten minutes',
      send: async () => {
        const token = await session();
        server.advance(10 * minute);
        return grant(server, await loginToken(server), token);
      },
      problem: 'authorization-session-expired',
      expected: wire.H2,
    },
    {
      name: 'A3 the login token in the body',
      send: async () => {
        const bearer = await loginToken(server);
        return grant(server, bearer, bearer);
      },
      problem: 'session-token-invalid',
      expected: wire.A3,
    },
    {
      name: 'A3 the final token in the body',
      send: async () => grant(server, await loginToken(server), (await obtainTokens(server)).access_token),
      problem: 'session-token-invalid',
      expected: wire.A3,
    },
    {
      name: 'A3 a code in the body',
      send: async () => grant(server, await loginToken(server), (await obtainCode(server)).code),
      problem: 'session-token-invalid',
      expected: wire.A3,
    },
    {
      name: 'A3 a session token that was altered',
      send: async () => grant(server, await loginToken(server), `${(await session()).slice(0, -2)}xx`),
      problem: 'session-token-invalid',
      expected: wire.A3,
    },
    {
      name: 'A3 a session token without a signature',
      send: async () => {
        const claims = (await session()).split('.')[1];
        const none = Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url');
        return grant(server, await loginToken(server), `${none}.${claims}.`);
      },
      problem: 'session-token-invalid',
      expected: wire.A3,
    },
    {
      name: 'A3 a session token of production',
      send: async () => grant(server, await loginToken(server), (await openSession(server, production)).token),
      problem: 'session-token-invalid',
      expected: wire.A3,
    },
    {
      name: 'A3 a session token that was used',
      send: async () => {
        const token = await session();
        const bearer = await loginToken(server);
        assert.equal((await grant(server, bearer, token)).status, 200);
        return grant(server, bearer, token);
      },
      problem: 'session-token-invalid',
      expected: wire.A3,
    },
    {
      name: 'A5 a session that was begun with another key',
      send: async () => {
        const { token } = await openSession(server, { app: await createApp(server, 'sandbox') });
        return grant(server, await loginToken(server), token);
      },
      problem: 'session-token-of-other-party',
      expected: wire.A5,
    },
    {
      name: 'A5 a session that was begun in another region',
      send: async () => grant(server, await loginToken(server), (await openSession(server, { region: 'us' })).token),
      problem: 'session-token-of-other-party',
      expected: wire.A5,
    },
    {
      name: 'T9 no token in the body',
      send: async () => call(server, { path: paths.authorize, bearer: await loginToken(server), body: {} }),
      problem: 'parameter-missing',
      expected: wire.missing('token'),
    },
    {
      name: 'T9 a form in the body',
      send: async () =>
        call(server, {
          path: paths.authorize,
          bearer: await loginToken(server),
          body: `token=${await session()}`,
          type: 'application/x-www-form-urlencoded',
        }),
      problem: 'body-not-json',
      expected: wire.notJson,
    },
  ]);

  test('A4 a user whose code is pending has no token that could be used', async () => {
    tested.add('A4');
    const user = await createMessageUser(server);
    assert.equal((await login(server, { user })).json.accessToken, null);
    for (const bearer of ['null', 'undefined']) {
      const token = await session();
      const act = () => grant(server, bearer, token);
      await assertRefused(server, act, { problem: 'access-token-of-wrong-kind', ...wire.G3 });
    }
  });

  test('the answer has the address to go to, the code and the state', async () => {
    const { token } = await openSession(server);
    const { status, json } = await grant(server, await loginToken(server), token);
    assert.deepEqual([status, Object.keys(json), json.state], [200, ['url', 'code', 'state'], testState]);
    assert.equal(json.url, `https://app.example/cb?state=${testState}&code=${json.code}`);
    assert.match(json.code, /^authorization_code_[0-9a-f-]{36}$/);
  });
});

describe('2.6 token', () => {
  const fields = ['code', 'redirect_uri', 'code_verifier'];
  const redeem =
    (changed: Fields | ((code: Code) => Fields), as: As = {}) =>
    async (): Promise<Answered> => {
      const code = await obtainCode(server, as);
      return requestToken(server, redemption(code, typeof changed === 'function' ? changed(code) : changed), as);
    };
  const tokens = () => obtainTokens(server);
  const withoutSecret = (secret: string | undefined, body: Fields) =>
    call(server, { path: paths.token, body, ...(secret !== undefined && { secret }) });
  refuses([
    {
      name: 'T1 a code that does not exist',
      send: redeem({ code: `authorization_code_${randomUUID()}` }),
      problem: 'code-unknown',
      expected: wire.T1,
    },
    {
      name: 'T1 a code that was cut',
      send: redeem(({ code }) => ({ code: code.slice(0, -1) })),
      problem: 'code-unknown',
      expected: wire.T1,
    },
    {
      name: 'T1 the session token as code',
      send: async () =>
        requestToken(server, redemption({ ...(await obtainCode(server)), code: (await openSession(server)).token })),
      problem: 'code-unknown',
      expected: wire.T1,
    },
    {
      name: 'T1 the login token as code',
      send: async () =>
        requestToken(server, redemption({ ...(await obtainCode(server)), code: await loginToken(server) })),
      problem: 'code-unknown',
      expected: wire.T1,
    },
    {
      name: 'T1 the code of another app',
      send: async () => {
        const code = await obtainCode(server, { app: await createApp(server, 'sandbox') });
        return requestToken(server, redemption(code));
      },
      problem: 'code-of-other-client',
      expected: wire.T1,
    },
    {
      name: 'T1 a code whose time is over',
      send: async () => {
        const code = await obtainCode(server);
        server.advance(10 * minute);
        return requestToken(server, redemption(code));
      },
      problem: 'code-expired',
      expected: wire.T1,
    },
    {
      name: 'T2 another verifier',
      send: redeem({ code_verifier: createPkce().verifier }),
      problem: 'code-verifier-mismatch',
      expected: wire.T2,
    },
    ...(
      [
        ['of 42 characters', 'v'.repeat(42)],
        ['of 129 characters', 'v'.repeat(129)],
        ['in standard base64', `${'v'.repeat(42)}+/=`],
        ['of the sample of the documentation, 40 characters', 'v'.repeat(40)],
      ] as const
    ).map(
      ([how, verifier]): Row => ({
        name: `T3 a verifier ${how}`,
        send: redeem({ code_verifier: verifier }),
        problem: 'code-verifier-malformed',
        expected: wire.T3,
      }),
    ),
    {
      name: 'T4 another redirect URI than in the first step',
      send: redeem({ redirect_uri: 'https://app.example/cb/' }),
      problem: 'code-redirect-uri-differs',
      expected: wire.T4,
    },
    {
      name: 'T5 no x-secret-key',
      send: async () => withoutSecret(undefined, redemption(await obtainCode(server))),
      problem: 'client-credentials-missing',
      expected: wire.I5,
    },
    {
      name: 'T5 a wrong x-secret-key',
      send: async () => withoutSecret('wrong', redemption(await obtainCode(server))),
      problem: 'client-secret-wrong',
      expected: wire.I5,
    },
    {
      name: 'T5 no x-secret-key at a refresh',
      send: async () =>
        withoutSecret(undefined, { grant_type: 'refresh_token', refresh_token: (await tokens()).refresh_token }),
      problem: 'client-credentials-missing',
      expected: wire.I5,
    },
    {
      name: 'T5 the secret key of production',
      send: async () => withoutSecret(server.inProduction.clientSecret, redemption(await obtainCode(server))),
      problem: 'client-secret-wrong',
      expected: wire.I5,
    },
    {
      name: 'T6 a refresh token that does not exist',
      send: () => refresh(server, `refresh_token_${randomUUID()}`),
      problem: 'refresh-token-unknown',
      expected: wire.T6,
    },
    {
      name: 'T6 the access token as refresh token',
      send: async () => refresh(server, (await tokens()).access_token),
      problem: 'refresh-token-unknown',
      expected: wire.T6,
    },
    {
      name: 'T6 the login token as refresh token',
      send: async () => refresh(server, await loginToken(server)),
      problem: 'refresh-token-unknown',
      expected: wire.T6,
    },
    {
      name: 'T6 the refresh token of another app',
      send: async () => {
        const app = await createApp(server, 'sandbox');
        return refresh(server, (await obtainTokens(server, { app })).refresh_token);
      },
      problem: 'refresh-token-of-other-client',
      expected: wire.T6,
    },
    {
      name: 'T6 a refresh token of production',
      send: async () => refresh(server, (await obtainTokens(server, production)).refresh_token),
      problem: 'refresh-token-unknown',
      expected: wire.T6,
    },
    ...['client_credentials', 'password', 'code', 'Refresh_Token'].map(
      (type): Row => ({
        name: `T7 grant_type=${type}`,
        send: () => requestToken(server, { grant_type: type }),
        problem: 'grant-type-unsupported',
        expected: wire.T7,
      }),
    ),
    ...['client_id', 'client_secret', 'scope', 'anything'].map(
      (name): Row => ({
        name: `T8 the field ${name} in production`,
        send: redeem({ [name]: 'x' }, production),
        problem: 'body-field-not-allowed',
        expected: wire.G6(name),
      }),
    ),
    {
      name: 'T8 a field of the other grant in production',
      send: async () =>
        requestToken(
          server,
          { grant_type: 'refresh_token', refresh_token: 'x', redirect_uri: 'https://app.example/cb' },
          production,
        ),
      problem: 'body-field-not-allowed',
      expected: wire.G6('redirect_uri'),
    },
    ...fields.map(
      (name): Row => ({
        name: `T9 without ${name}`,
        send: redeem({ [name]: undefined }),
        problem: 'parameter-missing',
        expected: wire.missing(name),
      }),
    ),
    {
      name: 'T9 without refresh_token',
      send: () => requestToken(server, { grant_type: 'refresh_token' }),
      problem: 'parameter-missing',
      expected: wire.missing('refresh_token'),
    },
    {
      name: 'T9 without grant_type',
      send: redeem({ grant_type: undefined }),
      problem: 'parameter-missing',
      expected: wire.missing('grant_type'),
    },
    ...(
      [
        ['a form', 'application/x-www-form-urlencoded', 'grant_type=refresh_token'],
        ['text', 'text/plain', '{}'],
        ['an array', 'application/json', '[]'],
        ['broken JSON', 'application/json', '{"grant_type":'],
      ] as const
    ).map(
      ([what, type, body]): Row => ({
        name: `T9 ${what} in the body`,
        send: () => call(server, { path: paths.token, secret: server.app.clientSecret, body, type }),
        problem: 'body-not-json',
        expected: wire.notJson,
      }),
    ),
  ]);

  test('T1 a code that is redeemed twice revokes what it gave', async () => {
    const code = await obtainCode(server);
    const first = (await requestToken(server, redemption(code))).json;
    assert.equal((await readUser(server, first.access_token)).status, 200);
    const act = () => requestToken(server, redemption(code));
    await assertRefused(server, act, { problem: 'code-redeemed', ...wire.T1 });
    assertWire(await readUser(server, first.access_token), wire.G3);
    assertWire(await refresh(server, first.refresh_token), wire.T6);
  });

  test('T6 a refresh token works once; its reuse revokes the family, but another family lives', async () => {
    const [first, other] = [await tokens(), await tokens()];
    const second = (await refresh(server, first.refresh_token)).json;
    assert.notEqual(second.refresh_token, first.refresh_token);
    assert.equal((await readUser(server, first.access_token)).status, 200, 'the older access token lives on');
    const act = () => refresh(server, first.refresh_token);
    await assertRefused(server, act, { problem: 'refresh-token-reused', ...wire.T6 });
    assertWire(await refresh(server, second.refresh_token), wire.T6);
    assertWire(await readUser(server, second.access_token), wire.G3);
    assert.equal((await readUser(server, other.access_token)).status, 200);
    assert.equal((await refresh(server, other.refresh_token)).status, 200);
  });

  test('T6 two refreshes with one token at once: one wins', async () => {
    const { refresh_token } = await tokens();
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(server, refresh_token)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400, 400, 400]);
  });

  test('both grants answer alike, with the documented fields', async () => {
    const first = await requestToken(server, redemption(await obtainCode(server)));
    const second = await refresh(server, first.json.refresh_token);
    for (const { status, json, headers } of [first, second]) {
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(json).sort(), [
        'access_token',
        'expires_in',
        'refresh_token',
        'refresh_token_expires_in',
        'token_type',
      ]);
      assert.match(json.access_token, /^access_token_[0-9a-f-]{36}$/);
      assert.match(json.refresh_token, /^refresh_token_[0-9a-f-]{36}$/);
      assert.deepEqual([json.token_type, json.expires_in, json.refresh_token_expires_in], ['Bearer', 21_600, 604_800]);
      assert.equal(headers.get('cache-control'), 'no-store');
    }
  });
});

describe('1.5 ending access', () => {
  test('revoke ends every token of the app for the user, and nobody else’s', async () => {
    const [first, second] = [await obtainTokens(server), await obtainTokens(server)];
    const otherApp = await createApp(server, 'sandbox');
    const ofOtherApp = await obtainTokens(server, { app: otherApp });
    const user = await server.createUser('sandbox');
    const ofOtherUser = await obtainTokens(server, { user });
    const unused = await obtainCode(server);
    const bearer = await loginToken(server);
    const answer = await call(server, { path: paths.revoke, method: 'DELETE', bearer: first.access_token });
    assert.deepEqual([answer.status, answer.json], [200, { success: true }]);
    for (const { access_token, refresh_token } of [first, second]) {
      assertWire(await readUser(server, access_token), wire.G3);
      assertWire(await refresh(server, refresh_token), wire.T6);
    }
    assertWire(await requestToken(server, redemption(unused)), wire.T1);
    assert.equal((await readUser(server, ofOtherUser.access_token)).status, 200);
    assert.equal((await readUser(server, ofOtherApp.access_token, { app: otherApp })).status, 200);
    const again = await grant(server, bearer, (await openSession(server)).token);
    assert.equal(again.status, 200, 'the user stays signed in');
    const act = () => call(server, { path: paths.revoke, method: 'DELETE', bearer: first.access_token });
    await assertRefused(server, act, { problem: 'access-token-revoked', ...wire.G3 });
  });

  test('logout ends one token', async () => {
    const [first, second] = [await obtainTokens(server), await obtainTokens(server)];
    const answer = await call(server, { path: paths.logout, method: 'POST', bearer: first.access_token });
    assert.deepEqual([answer.status, answer.json], [200, { success: true }]);
    assertWire(await readUser(server, first.access_token), wire.G3);
    assert.equal((await readUser(server, second.access_token)).status, 200);
    assert.equal((await refresh(server, first.refresh_token)).status, 200);
  });
});

test('GET /v1/user gives the profile of the token’s user', async () => {
  const { access_token } = await obtainTokens(server);
  const { status, json } = await readUser(server, access_token);
  assert.equal(status, 200);
  assert.match(json.id, uuid);
  assert.deepEqual(
    [json.id, json.firstName, json.lastName, json.email, json.verificationState],
    [(await login(server)).json.userId, 'Ada', 'Example', server.owner.email, 'VERIFIED'],
  );
});

test('every row of the dossier is tested, or says why it can not be', () => {
  const rows = [
    ...['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7'],
    ...['H1', 'H2', 'H3', 'H4', 'L1', 'L2', 'L3', 'L4', 'L4b', 'L5', 'L6', 'L7', 'L8', 'L9', 'L10', 'L11'],
    ...['A1', 'A2', 'A3', 'A4', 'A5', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9'],
  ];
  // In one-time-codes.test.ts: the pause takes ten wrong codes.
  tested.add('L3');
  const missing = rows.filter((row) => !tested.has(row) && !Object.hasOwn(notOfAServer, row));
  assert.deepEqual(missing, []);
});
