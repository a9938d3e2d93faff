/**
 * Mistakes with the baanx dialect, each made over HTTP and read back at the explanation's door: by the client with its own
 * keys, by a member of its organisation where the keys prove nothing there, and by a supporter where nobody is named.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Diagnosis } from '../../src/explanations/refused-exchange.ts';
import { createPkce, openBrowser } from '../_oauth.ts';
import { refusalOf } from '../_refused.ts';
import { type Answered, basicOf } from '../_server.ts';
import {
  type As,
  call,
  createApp,
  createMessageUser,
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
  startBaanx,
} from './_baanx.ts';

const server = await startBaanx();
const { app, inProduction, owner } = server;
const production: As = { stage: 'production' };
const us: As = { region: 'us' };
const ursula = await server.createUser('sandbox', { region: 'us' });
const sibling = await createApp(server, 'sandbox', { name: 'Sibling' });
const stranger = await createApp(server, 'sandbox', {
  organisationId: await server.createOrganisation('Somebody else'),
});

interface Row {
  readonly name: string;
  readonly send: () => Promise<Answered>;
  /** Cause and variant, best first. */
  readonly found: string;
  readonly says: string | RegExp;
  /** The first line of evidence: place, what was sent, what was expected. */
  readonly shows?: readonly [string, string | RegExp, string | RegExp];
  /** Who reads; the client itself where nothing is said. */
  readonly reader?: 'member' | 'supporter';
}

const initiateCall = { path: paths.initiate, query: initiateQuery(app, createPkce().challenge) };
const key = 'x-client-key';
const secret = 'x-secret-key';
const bearerPlace = 'Authorization header';
const byForm = (name: string): string => `${name}, by its form`;
const tokenUse = 'token-use/wrong-token-of-flow:other-step';
const [session, loggedIn, code, access, refreshing] = [
  'the session token of step 1',
  'the login token of step 2',
  'the authorization code of step 3',
  'the access token of step 4',
  'the refresh token of step 4',
];
const takes = {
  api: `API calls take ${access}.`,
  header: `the Authorization header of step 3 takes ${loggedIn}.`,
  body: `the field token of step 3 takes ${session}.`,
  code: `the field code takes ${code}.`,
  refresh: `the field refresh_token takes ${refreshing}.`,
};
const region = 'environment/region-mismatch:region-of-request';
const redeem = async (changed: object): Promise<Answered> =>
  requestToken(server, redemption(await obtainCode(server), changed as Record<string, unknown>));

const rows: readonly Row[] = [
  ...(
    [
      ['x-client-id', 'x-client-id'],
      ['client-key', 'client-key'],
      ['x_client_key', 'x_client_key'],
      ['x-api-key', 'x-api-key'],
    ] as const
  ).map(
    ([name, shown]): Row => ({
      name: `the key in the header ${name}`,
      send: () => call(server, { path: paths.user, key: undefined, headers: { [name]: app.clientId } }),
      found: 'client-authentication/client-key-missing:misspelt-header',
      says: `The client key was sent in the header ${shown}, and is read from x-client-key.`,
      shows: ['name of the header', shown, key],
    }),
  ),
  {
    name: 'no key at all, where nobody is named',
    send: () => call(server, { path: paths.user, key: undefined }),
    found: 'client-authentication/client-key-missing:missing',
    says: 'The request has no header x-client-key.',
    shows: ['header x-client-key', 'none', 'the client key'],
    reader: 'supporter',
  },
  {
    name: 'no key, and the client_id of the first step',
    send: () => call(server, { ...initiateCall, key: undefined, secret: app.clientSecret }),
    found: 'client-authentication/client-key-missing:missing',
    says: 'The request has no header x-client-key; its key stands as client_id in the query.',
  },
  {
    name: 'the key of production in the sandbox',
    send: () => call(server, { path: paths.user, key: inProduction.clientId }),
    found: 'environment/environment-mix-up:client-key',
    says: 'This is your client key of production, and the request went to sandbox.',
    shows: [key, `${inProduction.clientId}  (a key of production)`, 'a key of sandbox'],
    reader: 'member',
  },
  {
    name: 'the key of the sandbox in production',
    send: () => call(server, { path: paths.user, stage: 'production', key: app.clientId }),
    found: 'environment/environment-mix-up:client-key',
    says: 'This is your client key of sandbox, and the request went to production.',
    reader: 'member',
  },
  {
    name: 'a key that nobody has',
    send: () => call(server, { path: paths.user, key: randomUUID() }),
    found: 'client-authentication/client-key-invalid:client-key-unknown',
    says: 'The client key is not known here.',
    reader: 'supporter',
  },
  {
    name: 'key and secret swapped',
    send: () => call(server, { ...initiateCall, key: app.clientSecret, secret: app.clientId }),
    found: 'client-authentication/client-key-invalid:secret-in-its-place',
    says: 'Client key and secret key are swapped.',
    shows: [key, /^client secret of \d+ characters, fingerprint [0-9a-f]{8}$/, 'the client key'],
  },
  {
    name: 'a key in quotes',
    send: () => call(server, { path: paths.user, key: `"${app.clientId}"` }),
    found: 'client-authentication/client-key-invalid:decorated',
    says: 'The client key has quotation marks around it.',
    shows: [key, `"${app.clientId}"`, app.clientId],
  },

  {
    name: 'no secret key',
    send: () => call(server, initiateCall),
    found: 'client-authentication/credentials-missing:secret-key-header',
    says: 'The request has no header x-secret-key.',
    shows: ['header x-secret-key', 'none', 'the secret key of the client'],
  },
  {
    name: 'an empty secret key',
    send: () => call(server, { ...initiateCall, headers: { [secret]: '' } }),
    found: 'client-authentication/credentials-missing:secret-key-header',
    says: 'The header x-secret-key is empty.',
  },
  {
    name: 'the secret key as Basic',
    send: () => call(server, { ...initiateCall, headers: { authorization: app.basic } }),
    found: 'client-authentication/credentials-missing:secret-key-header',
    says: 'The client secret was sent in the Authorization header, and is read from the header x-secret-key only.',
  },
  {
    name: 'the secret key in the body',
    send: async () =>
      call(server, {
        path: paths.token,
        body: redemption(await obtainCode(server), { client_secret: app.clientSecret }),
      }),
    found: 'client-authentication/credentials-missing:secret-key-header',
    says: 'The client secret was sent as client_secret, and is read from the header x-secret-key only.',
  },
  {
    name: 'the client key as secret key',
    send: () => call(server, { ...initiateCall, secret: app.clientId }),
    found: 'client-authentication/secret-wrong:client-id',
    says: 'The client key was sent as the secret key as well.',
    shows: [secret, 'the client id again', 'a live secret of this client'],
  },
  {
    name: 'the secret key of production',
    send: () => call(server, { ...initiateCall, secret: inProduction.clientSecret }),
    found: 'environment/environment-mix-up:client-secret',
    says: 'The client secret belongs to production, and the request went to sandbox.',
    shows: [secret, /^client secret of \d+ characters, fingerprint [0-9a-f]{8}, of production$/, 'a secret of sandbox'],
  },
  {
    name: 'the secret key of a sibling',
    send: () => call(server, { ...initiateCall, secret: sibling.clientSecret }),
    found: 'client-authentication/secret-wrong:other-client',
    says: `The client secret belongs to another client of the organisation, ${sibling.clientId}.`,
  },
  {
    name: 'a secret key in quotes',
    send: () => call(server, { ...initiateCall, secret: `'${app.clientSecret}'` }),
    found: 'client-authentication/secret-wrong:quotes',
    says: 'The client secret is right, but for the quotation marks around it.',
  },
  {
    name: 'a secret key that nobody has',
    send: () => call(server, { ...initiateCall, secret: 'of-long-ago-and-far-away' }),
    found: 'client-authentication/secret-wrong:unknown',
    says: 'The client secret is none that this client has.',
  },
  {
    name: 'the word undefined as secret key',
    send: () => call(server, { ...initiateCall, secret: 'undefined' }),
    found: 'client-authentication/credentials-placeholder:credentials-placeholder',
    says: 'A placeholder was sent as x-secret-key.',
  },

  {
    name: 'the login token at the API',
    send: async () => readUser(server, await loginToken(server)),
    found: tokenUse,
    says: `This is ${loggedIn}; ${takes.api}`,
    shows: [bearerPlace, byForm(loggedIn), access],
  },
  {
    name: 'the session token at the API',
    send: async () => readUser(server, (await openSession(server)).token),
    found: tokenUse,
    says: `This is ${session}; ${takes.api}`,
    shows: [bearerPlace, byForm(session), access],
  },
  {
    name: 'the refresh token at the API',
    send: async () => readUser(server, (await obtainTokens(server)).refresh_token),
    found: tokenUse,
    says: `This is ${refreshing}; ${takes.api}`,
  },
  {
    name: 'the code at the API',
    send: async () => readUser(server, (await obtainCode(server)).code),
    found: tokenUse,
    says: `This is ${code}; ${takes.api}`,
  },
  {
    name: 'the login token at revoke',
    send: async () => call(server, { path: paths.revoke, method: 'DELETE', bearer: await loginToken(server) }),
    found: tokenUse,
    says: `This is ${loggedIn}; ${takes.api}`,
  },
  {
    name: 'the refresh token at logout',
    send: async () =>
      call(server, { path: paths.logout, method: 'POST', bearer: (await obtainTokens(server)).refresh_token }),
    found: tokenUse,
    says: `This is ${refreshing}; ${takes.api}`,
  },
  {
    name: 'the session token in the header of the third step',
    send: async () => {
      const { token } = await openSession(server);
      return grant(server, token, token);
    },
    found: tokenUse,
    says: `This is ${session}; ${takes.header}`,
    shows: [bearerPlace, byForm(session), loggedIn],
  },
  {
    name: 'the final token in the header of the third step',
    send: async () => grant(server, (await obtainTokens(server)).access_token, (await openSession(server)).token),
    found: tokenUse,
    says: `This is ${access}; ${takes.header}`,
  },
  {
    name: 'the refresh token in the header of the third step',
    send: async () => grant(server, (await obtainTokens(server)).refresh_token, (await openSession(server)).token),
    found: tokenUse,
    says: `This is ${refreshing}; ${takes.header}`,
  },
  {
    name: 'the code in the header of the third step',
    send: async () => grant(server, (await obtainCode(server)).code, (await openSession(server)).token),
    found: tokenUse,
    says: `This is ${code}; ${takes.header}`,
  },
  {
    name: 'the login token in the body of the third step',
    send: async () => {
      const bearer = await loginToken(server);
      return grant(server, bearer, bearer);
    },
    found: tokenUse,
    says: `This is ${loggedIn}; ${takes.body}`,
    shows: ['token', byForm(loggedIn), session],
  },
  {
    name: 'the final token in the body of the third step',
    send: async () => grant(server, await loginToken(server), (await obtainTokens(server)).access_token),
    found: tokenUse,
    says: `This is ${access}; ${takes.body}`,
  },
  {
    name: 'the refresh token in the body of the third step',
    send: async () => grant(server, await loginToken(server), (await obtainTokens(server)).refresh_token),
    found: tokenUse,
    says: `This is ${refreshing}; ${takes.body}`,
  },
  {
    name: 'a code in the body of the third step',
    send: async () => grant(server, await loginToken(server), (await obtainCode(server)).code),
    found: tokenUse,
    says: `This is ${code}; ${takes.body}`,
  },
  {
    name: 'the session token as code',
    send: async () => redeem({ code: (await openSession(server)).token }),
    found: tokenUse,
    says: `This is ${session}; ${takes.code}`,
    shows: ['code', byForm(session), code],
  },
  {
    name: 'the login token as code',
    send: async () => redeem({ code: await loginToken(server) }),
    found: tokenUse,
    says: `This is ${loggedIn}; ${takes.code}`,
  },
  {
    name: 'the access token as code',
    send: async () => redeem({ code: (await obtainTokens(server)).access_token }),
    found: tokenUse,
    says: `This is ${access}; ${takes.code}`,
  },
  {
    name: 'the refresh token as code',
    send: async () => redeem({ code: (await obtainTokens(server)).refresh_token }),
    found: tokenUse,
    says: `This is ${refreshing}; ${takes.code}`,
  },
  {
    name: 'the access token as refresh token',
    send: async () => refresh(server, (await obtainTokens(server)).access_token),
    found: tokenUse,
    says: `This is ${access}; ${takes.refresh}`,
    shows: ['refresh_token', byForm(access), refreshing],
  },
  {
    name: 'the login token as refresh token',
    send: async () => refresh(server, await loginToken(server)),
    found: tokenUse,
    says: `This is ${loggedIn}; ${takes.refresh}`,
  },
  {
    name: 'the session token as refresh token',
    send: async () => refresh(server, (await openSession(server)).token),
    found: tokenUse,
    says: `This is ${session}; ${takes.refresh}`,
  },
  {
    name: 'the code as refresh token',
    send: async () => refresh(server, (await obtainCode(server)).code),
    found: tokenUse,
    says: `This is ${code}; ${takes.refresh}`,
  },
  {
    name: 'the null of a login that needs a code',
    send: async () => grant(server, 'null', (await openSession(server)).token),
    found: 'provider-policy/otp-required:login-without-token',
    says: 'The login gave no token yet, and its empty field was sent on as the Bearer token.',
    shows: [bearerPlace, 'Bearer and the word null', 'Bearer and the login token of step 2'],
  },

  {
    name: 'an access token of production',
    send: async () => readUser(server, (await obtainTokens(server, production)).access_token),
    found: 'environment/environment-mix-up:token',
    says: 'The token was issued by production, and was sent to sandbox.',
    shows: [bearerPlace, 'a token of production', 'a token of sandbox'],
  },
  {
    name: 'a refresh token of production',
    send: async () => refresh(server, (await obtainTokens(server, production)).refresh_token),
    found: 'environment/environment-mix-up:token',
    says: 'The refresh token was issued by production, and was sent to sandbox.',
  },
  {
    name: 'a code of production',
    send: async () => redeem({ code: (await obtainCode(server, production)).code }),
    found: 'environment/environment-mix-up:token',
    says: 'The authorization code was issued by production, and was sent to sandbox.',
  },
  {
    name: 'a login token of production',
    send: async () => grant(server, await loginToken(server, production), (await openSession(server)).token),
    found: 'environment/environment-mix-up:token',
    says: 'The token was issued by production, and was sent to sandbox.',
  },
  {
    name: 'a session token of production',
    send: async () => grant(server, await loginToken(server), (await openSession(server, production)).token),
    found: 'environment/environment-mix-up:token',
    says: 'The session token was issued by production, and was sent to sandbox.',
  },
  {
    name: 'a session that a sibling began',
    send: async () => grant(server, await loginToken(server), (await openSession(server, { app: sibling })).token),
    found: 'client-identification/credentials-of-other-app:session-token',
    says: 'The session token belongs to another client key than the one that was sent.',
  },

  {
    name: 'an access token of a sibling',
    send: async () => readUser(server, (await obtainTokens(server, { app: sibling })).access_token),
    found: 'client-identification/credentials-of-other-app:access-token',
    says: 'The token was issued to another client key of your organisation than the one that was sent.',
  },
  {
    name: 'a login token of a sibling',
    send: async () => grant(server, await loginToken(server, { app: sibling }), (await openSession(server)).token),
    found: 'client-identification/credentials-of-other-app:access-token',
    says: 'The token was issued to another client key of your organisation than the one that was sent.',
  },
  {
    name: 'a session that ended before the third step',
    send: async () => {
      const { token } = await openSession(server);
      server.advance(13 * 60_000);
      return grant(server, await loginToken(server), token);
    },
    found: 'state-session/session-expired:session-ran-out',
    says: /^The authorization was gone on with 3 minutes( \d seconds?)? after its end\.$/,
    shows: [
      'authorization session',
      /^gone on with 13 minutes( \d seconds?)? after it began$/,
      /^within 10 minutes, until \d/,
    ],
  },
  {
    name: 'a login token whose time is over',
    send: async () => {
      const bearer = await loginToken(server);
      server.advance(7 * 3600_000);
      // Longer than from one removal of what has ended to the next.
      await setTimeout(1500);
      return grant(server, bearer, (await openSession(server)).token);
    },
    found: 'token-use/access-token-expired:access-token-expired',
    says: 'The access token has expired.',
  },

  {
    name: 'the login of a user of us',
    send: () => login(server, { user: ursula }),
    found: region,
    says: 'The user belongs to the region us, and the request went to default.',
    shows: ['region', 'default  (nothing selects one)', 'us'],
  },
  {
    name: 'a code of us',
    send: async () => requestToken(server, redemption(await obtainCode(server, { ...us, user: ursula }))),
    found: region,
    says: 'The authorization code belongs to the region us, and the request went to default.',
  },
  {
    name: 'an international refresh token in us',
    send: async () => refresh(server, (await obtainTokens(server)).refresh_token, us),
    found: region,
    says: 'The refresh token belongs to the region default, and the request went to us.',
    shows: ['region', 'us  (x-us-env: true)', 'default'],
  },
  {
    name: 'an international access token in us, by the query',
    send: async () =>
      call(server, {
        path: paths.user,
        bearer: (await obtainTokens(server)).access_token,
        query: { region: 'us' },
      }),
    found: region,
    says: 'The token belongs to the region default, and the request went to us.',
    shows: ['region', 'us  (region: us)', 'default'],
  },
  {
    name: 'a session of us',
    send: async () => grant(server, await loginToken(server), (await openSession(server, us)).token),
    found: region,
    says: 'The authorization session belongs to the region us, and the request went to default.',
  },

  {
    name: 'a code asked for without a login',
    send: () => call(server, { path: paths.oneTimeCode, body: { userId: randomUUID() } }),
    found: 'provider-policy/otp-required:code-before-login',
    says: 'A code was asked for without a login with the right password before it.',
  },
  {
    name: 'a field that production does not take',
    send: async () =>
      requestToken(
        server,
        redemption(await obtainCode(server, production), { client_id: inProduction.clientId }),
        production,
      ),
    found: 'transport-endpoint/parameter-unknown:field-not-allowed',
    says: 'The body has the field client_id, which this endpoint does not take.',
    shows: ['field of the body', 'client_id', 'grant_type, code, redirect_uri, code_verifier'],
  },
  {
    name: 'a form in place of JSON',
    send: () =>
      call(server, {
        path: paths.token,
        secret: app.clientSecret,
        body: 'grant_type=refresh_token',
        type: 'application/x-www-form-urlencoded',
      }),
    found: 'transport-endpoint/body-not-form:body-not-json',
    says: 'The body is not JSON.',
    shows: ['request', 'application/x-www-form-urlencoded', 'application/json'],
  },
  {
    name: 'no state in the first step',
    send: () => initiate(server, { state: undefined }),
    found: 'transport-endpoint/parameter-missing:parameter-missing',
    says: 'The parameter state is missing.',
  },
  {
    name: 'no otpCode but a wrong one',
    send: async () => login(server, { user: await createMessageUser(server), otpCode: '000000' }),
    found: 'client-authentication/user-credentials-wrong:second-factor-refused',
    says: 'The code is not accepted.',
  },
  {
    name: 'a slash too many in the redirect URI',
    send: () => initiate(server, { redirect_uri: 'https://app.example/cb/' }),
    found: 'redirect-uri/trailing-slash:trailing-slash',
    says: 'The redirect_uri has a trailing slash that the registered one has not.',
  },
  {
    name: 'the verifier of the documentation’s sample',
    send: () => redeem({ code_verifier: 'v'.repeat(40) }),
    found: 'pkce/verifier-format:verifier-length',
    says: 'The code_verifier has 40 characters, and needs at least 43.',
  },
  {
    name: 'another verifier',
    send: () => redeem({ code_verifier: createPkce().verifier }),
    found: 'pkce/verifier-mismatch:verifier-unknown',
    says: 'The code_verifier is well formed, and its hash is not the code_challenge of this authorization.',
  },
  {
    name: 'a refresh token that was rotated away',
    send: async () => {
      const { refresh_token } = await obtainTokens(server);
      const newer = await refresh(server, refresh_token);
      server.advance(3600_000);
      await refresh(server, newer.json.refresh_token);
      return refresh(server, refresh_token);
    },
    found: 'refresh/rotation-not-stored:rotation-not-stored',
    says: 'The refresh token had been exchanged 1 hour before, and its successor has been used since.',
  },
];

const member = await memberHeaders();

async function memberHeaders(): Promise<Record<string, string>> {
  const { email, password } = await server.createMember();
  const browser = openBrowser(server);
  await browser.open('/console/sign-in');
  assert.equal((await browser.submit('/console/sign-in', { email, password })).status, 303);
  return { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
}

function readerHeaders(stage: string, reader: Row['reader']): Record<string, string> {
  if (reader === 'member') return member;
  if (reader === 'supporter') return { authorization: `Bearer ${server.supporterToken}` };
  const { clientId, clientSecret } = stage === 'production' ? inProduction : app;
  return { authorization: basicOf(clientId, clientSecret) };
}

describe('the explanation of', () => {
  rows.forEach(({ name, send, found, says, shows, reader }, at) => {
    test(name, async () => {
      // The door answers 120 calls of an address in a minute.
      if (at % 40 === 39) server.advance(60_001);
      const answer = await send();
      const traced = await refusalOf(server, answer.requestId);
      const explained = await server.request(`/api/explanations/${answer.requestId}`, {
        headers: readerHeaders(traced.environment, reader),
      });
      assert.equal(explained.status, 200, `the reader gets ${explained.status}`);
      const [best] = explained.json.diagnoses as readonly Diagnosis[];
      assert.ok(best, 'there is no diagnosis');
      assert.equal(`${best.cause}:${best.variant}`, found);
      if (says instanceof RegExp) assert.match(best.title, says);
      else assert.equal(best.title, says);
      if (shows) {
        const line = best.evidence[0];
        assert.equal(line?.where, shows[0]);
        for (const [said, expected] of [
          [line?.seen, shows[1]],
          [line?.expected, shows[2]],
        ] as const) {
          if (expected instanceof RegExp) assert.match(said ?? '', expected);
          else assert.equal(said, expected);
        }
      }
      assert.ok(best.why.length > 40 && best.fix.length > 20);
      for (const one of [app, inProduction, sibling]) {
        const kept = explained.text + JSON.stringify(traced);
        assert.ok(!kept.includes(one.clientSecret), 'a secret is in the explanation or the trace');
      }
      const wire = answer.text + (answer.headers.get('location') ?? '');
      for (const word of ['region', 'production', 'login token', 'step ']) {
        assert.ok(!wire.includes(word), `the answer to the app says ${word}`);
      }
    });
  });

  test('a password or a person is told to supporters only, the region of a proven person to the app', async () => {
    for (const [user, problem] of [
      [{ ...owner, password: 'wrong' }, 'sign-in-password-wrong'],
      [{ ...owner, email: 'nobody@people.example' }, 'sign-in-user-unknown'],
    ] as const) {
      const { requestId } = await login(server, { user });
      assert.equal((await refusalOf(server, requestId)).problem, problem);
      const read = (reader?: Row['reader']) =>
        server.request(`/api/explanations/${requestId}`, { headers: readerHeaders('sandbox', reader) });
      assert.equal((await read()).json.problem, 'sign-in-refused');
      assert.equal((await read('supporter')).json.problem, problem);
    }
  });

  test('tokens and keys of another organisation are not recognised, wherever they were issued', async () => {
    const elsewhere = await createApp(server, 'production', { organisationId: stranger.record.organisationId });
    const foreign = await obtainTokens(server, { stage: 'production', app: elsewhere });
    for (const answer of [
      await readUser(server, foreign.access_token),
      await refresh(server, foreign.refresh_token),
      await call(server, { ...initiateCall, secret: stranger.clientSecret }),
    ]) {
      const { text, status } = await server.request(`/api/explanations/${answer.requestId}`, {
        headers: readerHeaders('sandbox', undefined),
      });
      assert.equal(status, 200);
      assert.doesNotMatch(text, /production|environment-mix-up|Somebody else/);
      assert.ok(!text.includes(stranger.clientId) && !text.includes(elsewhere.clientId));
    }
    for (const answer of [
      await readUser(server, (await obtainTokens(server, { app: stranger })).access_token),
      await grant(server, await loginToken(server, { app: stranger }), (await openSession(server)).token),
    ]) {
      const traced = await refusalOf(server, answer.requestId);
      assert.deepEqual([traced.problem, traced.detail.seen], ['access-token-unknown', 'no such token']);
      assert.ok(!JSON.stringify(traced).includes(stranger.clientId));
      assert.ok(!JSON.stringify(traced.diagnoses).includes('another client'));
    }
    const { requestId } = await call(server, { path: paths.user, key: elsewhere.clientId });
    await refusalOf(server, requestId);
    const { status } = await server.request(`/api/explanations/${requestId}`, { headers: member });
    assert.equal(status, 404);
  });
});
