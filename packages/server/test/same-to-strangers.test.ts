/**
 * What would tell a stranger something looks and costs the same (ARCHITECTURE 4.6, RFC 6749 section 10.10, RFC 9700
 * section 4.13): same status, same headers, same body and error_uri but for the request id, and the same sequence of
 * storage verbs, hashes, comparisons and password checks.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { formatToken, publicProblem, readToken } from '@candor/protocol';
import {
  assertionFields,
  authorizationParameters,
  createAssertionSigner,
  freezeTime,
  obtainCode,
  obtainTokens,
  openBrowser,
  postAs,
  redemption,
  refusalOf,
  startOAuthServer,
  withPolicy,
} from './_oauth.ts';
import { recordedWork, recordPasswords, recordStorage } from './_recorded-work.ts';
import { type Answered, basicOf } from './_server.ts';

const jwt = 'https://api.example/jwt';
const server = await startOAuthServer({
  wrapStorage: recordStorage,
  configuration: withPolicy({ resources: { [jwt]: {} } }),
});
recordPasswords(server);
const client = await server.createClient('sandbox', { resources: [jwt] });
const other = await server.createClient('sandbox', { resources: [jwt] });
const user = await server.createUser('sandbox');
const browser = openBrowser(server);

/** The cases of one comparison; each name tells what is true in secret. */
type Cases = Readonly<Record<string, () => Promise<Answered>>>;

/** What a stranger sees of an answer, without what belongs to this one request. */
function seen(answer: Answered, unlike: readonly string[] = []) {
  const mask = (text: string): string =>
    [answer.requestId, ...unlike].reduce((masked, own) => masked.replaceAll(own, '…'), text);
  const headers = [...answer.headers].filter(([name]) => name !== 'date' && name !== 'candor-request-id');
  return {
    status: answer.status,
    headers: headers.map(([name, value]) => [name, name === 'content-length' && unlike.length > 0 ? '…' : mask(value)]),
    body: mask(answer.text),
  };
}

/** Every case looks like the first, costs the same work, and is told apart in the trace. */
async function assertAlike(t: TestContext, cases: Cases, options: { unlike?: string[]; problems?: string[] } = {}): Promise<void> {
  t.mock.timers.reset();
  freezeTime(t);
  const issued = server.issued();
  const [first, ...others] = Object.entries(cases);
  assert.ok(first && others.length > 0);
  // Once unrecorded: caches of addresses, keys and clients are filled.
  await first[1]();
  const [answer, expected] = await recordedWork(first[1]);
  assert.ok(expected.length > 0, 'no work was recorded');
  const answers = [answer];
  for (const [name, act] of others) {
    const [each, work] = await recordedWork(act);
    assert.deepEqual(seen(each, options.unlike), seen(answer, options.unlike), name);
    assert.deepEqual(work, expected, `${name}, against ${first[0]}`);
    answers.push(each);
  }
  assert.equal(server.issued(), issued);
  if (!options.problems) return;
  const traced = await Promise.all(answers.map(({ requestId }) => refusalOf(server, requestId)));
  assert.deepEqual(traced.map(({ problem }) => problem), options.problems);
  assert.equal(new Set(options.problems.map((problem) => publicProblem(problem as 'code-unknown').id)).size, 1);
}

const credentials = (form: Record<string, string>, authorization?: string) => () =>
  server.post('/sandbox/oauth/token', { grant_type: 'client_credentials', ...form }, authorization ? { authorization } : {});

describe('client authentication tells a stranger nothing of the client', async () => {
  const posts = await server.createClient('sandbox', { authMethod: 'client_secret_post' });
  const app = await server.createClient('sandbox', { authMethod: 'none' });
  const two = { ...client.record, clientId: 'two-secrets', secrets: [...client.record.secrets, ...other.record.secrets] };
  await server.storage.createClient(two);
  const off = await server.createClient('sandbox', { enabled: false });
  const paths = ['token', 'revoke', 'introspect', 'par'];

  for (const path of paths) {
    it(`with Basic at ${path}: unknown client, wrong secret, wrong method, disabled client`, async (t) => {
      const basic = (clientId: string, secret: string) => () =>
        server.post(`/sandbox/oauth/${path}`, { token: 'x' }, { authorization: basicOf(clientId, secret) });
      const cases = {
        'an unknown client': basic('cid_nobody', 'wrong'),
        'a wrong secret': basic(client.clientId, 'wrong'),
        'a wrong secret of two': basic('two-secrets', 'wrong'),
        'the right secret by the wrong method': basic(posts.clientId, posts.clientSecret),
        'a wrong secret by the wrong method': basic(posts.clientId, 'wrong'),
        'a public client': basic(app.clientId, 'wrong'),
        'a disabled client': basic(off.clientId, 'wrong'),
      };
      const problems = ['client-unknown', 'client-secret-wrong', 'client-secret-wrong', 'client-authentication-method-wrong', 'client-authentication-method-wrong', 'client-authentication-method-wrong', 'client-secret-wrong'];
      await assertAlike(t, cases, { problems });
    });
  }

  it('with client_secret_post: unknown client, wrong secret, wrong method', async (t) => {
    const post = (client_id: string, client_secret: string) => credentials({ client_id, client_secret });
    await assertAlike(t, {
      'an unknown client': post('cid_nobody', 'wrong'),
      'a wrong secret': post(posts.clientId, 'wrong'),
      'the right secret by the wrong method': post(client.clientId, client.clientSecret),
      'a public client': post(app.clientId, 'wrong'),
    }, { problems: ['client-unknown', 'client-secret-wrong', 'client-authentication-method-wrong', 'client-authentication-method-wrong'] });
  });

  it('with a client_id alone: unknown client, confidential client', async (t) => {
    await assertAlike(t, {
      'an unknown client': credentials({ client_id: 'cid_nobody' }),
      'a confidential client': credentials({ client_id: client.clientId }),
    }, { problems: ['client-unknown', 'client-authentication-method-wrong'] });
  });

  it('with an assertion of another key: unknown client, known client, client of another method', async (t) => {
    freezeTime(t);
    const [own, stranger] = [await createAssertionSigner(), await createAssertionSigner()];
    const { kid: _kid, ...key } = own.jwks.keys[0] as Record<string, unknown>;
    const keyed = await server.createClient('sandbox', { authMethod: 'private_key_jwt', jwks: { keys: [key] } });
    const sign = async (clientId: string) => {
      const fields = await assertionFields(server, { ...keyed, clientId }, stranger, {});
      return credentials(fields);
    };
    const cases = {
      'an unknown client': await sign('cid_nobody'),
      'a wrong key': await sign(keyed.clientId),
      'a client of another method': await sign(client.clientId),
    };
    await assertAlike(t, cases, { problems: ['client-unknown', 'client-assertion-invalid', 'client-authentication-method-wrong'] });
  });

  it('with weak secrets about: unknown client, wrong weak secret, wrong strong secret', async (t) => {
    const weakHash = await server.server.context.passwords.hash('short');
    const weak = await server.createClient('sandbox', {
      secrets: [{ id: 'weak', algorithm: 'argon2id', hash: weakHash, createdAt: 0 }],
    });
    await assertAlike(t, {
      'an unknown client': credentials({}, basicOf('cid_nobody', 'wrong')),
      'a wrong weak secret': credentials({}, basicOf(weak.clientId, 'wrong')),
      'a wrong strong secret': credentials({}, basicOf(client.clientId, 'wrong')),
    }, { problems: ['client-unknown', 'client-secret-wrong', 'client-secret-wrong'] });
  });
});

describe('the sign-in tells a stranger nothing of the user', () => {
  it('unknown user, wrong password, disabled user', async (t) => {
    const off = await server.createUser('sandbox', { enabled: false });
    const visitor = openBrowser(server);
    const query = authorizationParameters(client);
    const address = (await visitor.open(`/sandbox/oauth/authorize?${query}`)).headers.get('location') as string;
    await visitor.open(address);
    const attempt = (email: string, password: string) => () => visitor.submit(address, { email, password });
    const nobody = 'nobody@people.example';
    const cases = {
      'an unknown user': attempt(nobody, 'wrong'),
      'a wrong password': attempt(user.email, 'wrong'),
      'a disabled user with a wrong password': attempt(off.email, 'wrong'),
      'a disabled user with the right password': attempt(off.email, off.password),
      'a user without a password typed': attempt(user.email, ''),
    };
    const problems = ['sign-in-user-unknown', 'sign-in-password-wrong', 'sign-in-password-wrong', 'sign-in-user-disabled', 'sign-in-password-wrong'];
    await assertAlike(t, cases, { unlike: [nobody, user.email, off.email], problems });
  });
});

/** Texts of tokens in every state that the caller must not tell apart: made on the real clock, ended on the moved one. */
async function states() {
  const parameters = { scope: 'openid' };
  const obtain = (as: typeof client, more = {}) =>
    obtainTokens(server, { client: as, user, browser, parameters: { ...parameters, ...more } });
  const expired = await obtain(client);
  const expiredJwt = await obtain(client, { resource: jwt });
  server.advance(3600_000);
  const [foreign, revoked, live] = [await obtain(other), await obtain(client), await obtain(client)];
  const foreignJwt = await obtain(other, { resource: jwt });
  await postAs(server, client, '/sandbox/oauth/revoke', { token: revoked.refresh_token });
  return { expired, expiredJwt, foreign, foreignJwt, revoked, live };
}

/** A well-formed token text of the same kind that was never issued, and one whose secret part is another. */
function madeUp(text: string) {
  const reading = readToken(text);
  assert.ok(reading.outcome === 'token' && reading.environment !== undefined);
  const { kind, environment, id } = reading;
  const make = (identifier: Uint8Array) =>
    formatToken({ kind, environment, id: identifier, secret: randomBytes(32) } as Parameters<typeof formatToken>[0]);
  return { unknown: make(randomBytes(12)), guessed: make(id) };
}

describe('a token tells its holder nothing of its state', async () => {
  const { expired, expiredJwt, foreign, foreignJwt, revoked, live } = await states();
  const access = madeUp(live.access_token);
  const renewal = madeUp(live.refresh_token);

  it('access tokens at introspection: unknown, guessed, foreign, expired, revoked', async (t) => {
    const ask = (token: string) => () => postAs(server, client, '/sandbox/oauth/introspect', { token });
    await assertAlike(t, {
      unknown: ask(access.unknown),
      'of a guessed secret': ask(access.guessed),
      foreign: ask(foreign.access_token),
      expired: ask(expired.access_token),
      revoked: ask(revoked.access_token),
    });
  });

  it('JWT access tokens at introspection: foreign, expired', async (t) => {
    const ask = (token: string) => () => postAs(server, client, '/sandbox/oauth/introspect', { token });
    await assertAlike(t, { foreign: ask(foreignJwt.access_token), expired: ask(expiredJwt.access_token) });
  });

  it('refresh tokens at introspection: unknown, guessed, foreign, revoked', async (t) => {
    const ask = (token: string) => () => postAs(server, client, '/sandbox/oauth/introspect', { token });
    await assertAlike(t, {
      unknown: ask(renewal.unknown),
      'of a guessed secret': ask(renewal.guessed),
      foreign: ask(foreign.refresh_token),
      revoked: ask(revoked.refresh_token),
    });
  });

  it('access tokens at userinfo: unknown, guessed, expired, revoked, for another resource', async (t) => {
    const ask = (token: string) => () =>
      server.request('/sandbox/oauth/userinfo', { headers: { authorization: `Bearer ${token}` } });
    await assertAlike(t, {
      unknown: ask(access.unknown),
      'of a guessed secret': ask(access.guessed),
      expired: ask(expired.access_token),
      revoked: ask(revoked.access_token),
    }, { problems: ['access-token-unknown', 'access-token-unknown', 'access-token-expired', 'access-token-revoked'] });
    await assertAlike(t, { expired: ask(expiredJwt.access_token), 'for another resource': ask(foreignJwt.access_token) });
  });

  it('refresh tokens at the token endpoint: unknown, guessed, foreign, revoked', async (t) => {
    const ask = (refresh_token: string) => () =>
      postAs(server, client, '/sandbox/oauth/token', { grant_type: 'refresh_token', refresh_token });
    await assertAlike(t, {
      unknown: ask(renewal.unknown),
      'of a guessed secret': ask(renewal.guessed),
      foreign: ask(foreign.refresh_token),
      revoked: ask(revoked.refresh_token),
    }, { problems: ['refresh-token-unknown', 'refresh-token-unknown', 'refresh-token-of-other-client', 'refresh-token-revoked'] });
  });

  it('refresh tokens at the token endpoint: unknown, expired', async (t) => {
    const short = await startOAuthServer({ configuration: withPolicy({ refreshTokenInactivity: 60 }), wrapStorage: recordStorage });
    const app = await short.createClient('sandbox');
    const { refresh_token } = await obtainTokens(short, { client: app, user: await short.createUser('sandbox') });
    short.advance(60_000);
    const ask = (token: string) => () =>
      postAs(short, app, '/sandbox/oauth/token', { grant_type: 'refresh_token', refresh_token: token });
    await assertAlike(t, { unknown: ask(madeUp(refresh_token).unknown), expired: ask(refresh_token) });
  });

  it('tokens at revocation: unknown, guessed, foreign', async (t) => {
    const ask = (token: string) => () => postAs(server, client, '/sandbox/oauth/revoke', { token });
    await assertAlike(t, { unknown: ask(access.unknown), guessed: ask(access.guessed), foreign: ask(foreign.access_token) });
    await assertAlike(t, { unknown: ask(renewal.unknown), guessed: ask(renewal.guessed), foreign: ask(foreign.refresh_token) });
  });
});

describe('a code tells its holder nothing of its state', () => {
  it('unknown, guessed, foreign, expired', async (t) => {
    const expired = await obtainCode(server, { client, user, browser });
    server.advance(60_000);
    const foreign = await obtainCode(server, { client: other, user, browser });
    const { unknown, guessed } = madeUp(foreign.code);
    const ask = (code: string, verifier = expired.verifier) => () =>
      postAs(server, client, '/sandbox/oauth/token', redemption({ ...expired, code, verifier }));
    await assertAlike(t, {
      unknown: ask(unknown),
      'of a guessed secret': ask(guessed),
      foreign: ask(foreign.code),
      'foreign with its verifier': ask(foreign.code, foreign.verifier),
      expired: ask(expired.code),
    }, { problems: ['code-unknown', 'code-unknown', 'code-of-other-client', 'code-of-other-client', 'code-expired'] });
  });

  it('burnt: for another client like one that is unknown', async (t) => {
    const burnt = await obtainCode(server, { client: other, user, browser });
    for (let attempt = 0; attempt < 5; attempt++) {
      await postAs(server, other, '/sandbox/oauth/token', redemption(burnt, { code_verifier: 'w'.repeat(43) }));
    }
    const ask = (code: string) => () => postAs(server, client, '/sandbox/oauth/token', redemption({ ...burnt, code }));
    await assertAlike(t, { unknown: ask(madeUp(burnt.code).unknown), burnt: ask(burnt.code) });
  });
});

describe('the authorization endpoint tells a stranger nothing of the client', () => {
  it('unknown client, another redirect URI, disabled client', async (t) => {
    const off = await server.createClient('sandbox', { enabled: false });
    const ask = (changed: Record<string, string>) => () =>
      server.request(`/sandbox/oauth/authorize?${authorizationParameters(client, changed)}`);
    await assertAlike(t, {
      'an unknown client': ask({ client_id: 'cid_nobody' }),
      'another redirect URI': ask({ redirect_uri: 'https://other.example/cb' }),
      'a disabled client': ask({ client_id: off.clientId }),
    }, { problems: ['authorization-client-unknown', 'redirect-uri-not-registered', 'authorization-client-disabled'] });
  });

  it('a request_uri that is unknown, used, expired or of another client', async (t) => {
    const push = async (as: typeof client) =>
      (await postAs(server, as, '/sandbox/oauth/par', Object.fromEntries(authorizationParameters(as)))).json.request_uri;
    const ask = (request_uri: string) => () =>
      server.request(`/sandbox/oauth/authorize?${new URLSearchParams({ client_id: client.clientId, request_uri })}`);
    const expired = await push(client);
    server.advance(60_000);
    const [used, foreign] = [await push(client), await push(other)];
    await ask(used)();
    const prefix = 'urn:ietf:params:oauth:request_uri:';
    const { unknown } = madeUp(foreign.slice(prefix.length));
    await assertAlike(t, {
      unknown: ask(prefix + unknown),
      used: ask(used),
      expired: ask(expired),
      'of another client': ask(foreign),
    }, { problems: Array<string>(4).fill('request-uri-not-accepted') });
  });
});
