/**
 * The order of the checks when several things are wrong at once (the dossier's U7): each endpoint is sent a request in
 * which everything is wrong, and one thing after the other is put right. What is answered each time is the first that is
 * still wrong.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import type { ProblemId } from '@candor/protocol';
import { createPkce } from '../_oauth.ts';
import type { Answered } from '../_server.ts';
import {
  type Call,
  type Code,
  call,
  createApp,
  initiateQuery,
  loginToken,
  obtainCode,
  obtainTokens,
  openSession,
  paths,
  redemption,
  startBaanx,
} from './_baanx.ts';
import { assertRefused, cannot, type Wire, wire } from './_refusals.ts';

const server = await startBaanx();
const app = server.inProduction;
const withoutOAuth = await createApp(server, 'production', { grantTypes: ['client_credentials'] });
const off = await createApp(server, 'production', { enabled: false });
const stage = 'production' as const;

/** What is put right in this step, and what is answered then. */
type Step = readonly [right: Partial<Call>, problem: ProblemId, answer: Wire];

/** The first steps are the same everywhere. */
const gateway = (path: string, wrongMethod: string): readonly Step[] => [
  [{ stage, method: wrongMethod, path, key: undefined }, 'client-key-missing', wire.G1],
  [{ key: randomUUID() }, 'client-key-unknown', wire.G2],
  [{ key: off.clientId }, 'client-disabled', wire.G2],
  [{ key: withoutOAuth.clientId }, 'method-not-allowed', cannot(wrongMethod, `/production${path}`)],
];

async function climb(steps: readonly Step[], last: Partial<Call>, first: Partial<Call> = {}): Promise<Answered> {
  let made: Call = { path: '', ...first };
  for (const [right, problem, answer] of steps) {
    made = { ...made, ...right };
    const sent = made;
    await assertRefused(server, () => call(server, sent), { problem, ...answer });
  }
  return call(server, { ...made, ...last });
}

describe('the order of checks', () => {
  test('of initiate', async () => {
    const { challenge } = createPkce();
    const right = initiateQuery(app, challenge);
    const wrong = {
      ...right,
      response_type: 'token',
      code_challenge: 'short',
      code_challenge_method: 'plain',
      redirect_uri: 'https://other.example/',
    };
    const names = ['response_type', 'client_id', 'redirect_uri', 'state', 'code_challenge', 'code_challenge_method'];
    const withNames = (count: number) => ({
      query: Object.fromEntries(Object.entries(wrong).filter(([name]) => names.indexOf(name) < count)),
    });
    const answer = await climb(
      [
        ...gateway(paths.initiate, 'POST'),
        [{ method: 'GET', ...withNames(0) }, 'client-credentials-missing', wire.I5],
        [{ secret: 'wrong' }, 'client-secret-wrong', wire.I5],
        [{ secret: withoutOAuth.clientSecret }, 'grant-type-not-allowed', wire.I6],
        ...names.map(
          (name, at): Step => [
            { key: app.clientId, secret: app.clientSecret, ...withNames(at) },
            'parameter-missing',
            wire.missing(name),
          ],
        ),
        [{ query: wrong }, 'response-type-unsupported', wire.I2],
        [{ query: { ...wrong, response_type: 'code' } }, 'code-challenge-method-unsupported', wire.I3],
        [
          { query: { ...wrong, response_type: 'code', code_challenge_method: 'S256' } },
          'code-challenge-malformed',
          wire.I3b,
        ],
        [{ query: { ...right, redirect_uri: wrong.redirect_uri } }, 'redirect-uri-not-registered', wire.I4],
      ],
      { query: right },
    );
    assert.equal(answer.status, 302);
  });

  test('of login', async () => {
    const user = server.ownerInProduction;
    const answer = await climb(
      [
        ...gateway(paths.login, 'PUT'),
        [{ method: 'POST', key: app.clientId, body: '{' }, 'body-not-json', wire.notJsonMessage],
        [{ body: { more: 1 } }, 'body-field-not-allowed', wire.G6('more')],
        [{ body: {} }, 'parameter-missing', wire.missingMessage('email')],
        [{ body: { email: user.email } }, 'parameter-missing', wire.missingMessage('password')],
        [{ body: { email: user.email, password: 'wrong' } }, 'sign-in-password-wrong', wire.L1],
      ],
      { body: { email: user.email, password: user.password } },
      { body: '{' },
    );
    assert.equal(answer.status, 200);
  });

  test('of the third step', async () => {
    const region = { 'x-us-env': 'true' };
    const usUser = await server.createUser('production', { region: 'us' });
    const loginOfUs = await loginToken(server, { stage, user: usUser, region: 'us' });
    const session = await openSession(server, { stage });
    const answer = await climb(
      [
        ...gateway(paths.authorize, 'PUT'),
        [{ method: 'POST' }, 'body-not-json', wire.notJson],
        [{ body: { more: 1 } }, 'grant-type-not-allowed', wire.I6],
        [{ key: app.clientId }, 'body-field-not-allowed', wire.G6('more')],
        [{ body: {} }, 'parameter-missing', wire.missing('token')],
        [{ body: { token: 'no session' } }, 'access-token-missing', wire.G3],
        [{ bearer: session.token }, 'access-token-of-wrong-kind', wire.G3],
        [{ bearer: randomUUID() }, 'access-token-unknown', wire.G3],
        [{ bearer: loginOfUs }, 'access-token-of-other-region', wire.G3],
        [{ bearer: await loginToken(server, { stage }) }, 'session-token-invalid', wire.A3],
        [{ body: { token: session.token }, headers: region }, 'access-token-of-other-region', wire.G3],
        [{ bearer: loginOfUs }, 'session-token-of-other-party', wire.A5],
      ],
      { headers: {}, bearer: await loginToken(server, { stage }) },
      { body: '{' },
    );
    assert.equal(answer.status, 200, answer.text);
  });

  test('of the token endpoint, with a code', async () => {
    const code = await obtainCode(server, { stage });
    const wrongVerifier = createPkce().verifier;
    const redeem = (changed: Partial<Record<keyof Code, string>> & Record<string, unknown>): Partial<Call> => ({
      body: redemption(code, changed),
    });
    const elsewhere = 'https://other.example/';
    const answer = await climb(
      [
        ...gateway(paths.token, 'DELETE'),
        [{ method: 'POST' }, 'body-not-json', wire.notJson],
        [{ body: { grant_type: 'x', more: 1 } }, 'client-credentials-missing', wire.I5],
        [{ secret: 'wrong' }, 'client-secret-wrong', wire.I5],
        [{ secret: withoutOAuth.clientSecret }, 'grant-type-not-allowed', wire.I6],
        [{ key: app.clientId, secret: app.clientSecret }, 'body-field-not-allowed', wire.G6('more')],
        [{ body: {} }, 'parameter-missing', wire.missing('grant_type')],
        [{ body: { grant_type: 'x' } }, 'grant-type-unsupported', wire.T7],
        [{ body: { grant_type: 'authorization_code' } }, 'parameter-missing', wire.missing('code')],
        [redeem({ code: 'x', redirect_uri: undefined }), 'parameter-missing', wire.missing('redirect_uri')],
        [
          redeem({ code: 'x', redirect_uri: elsewhere, code_verifier: undefined }),
          'parameter-missing',
          wire.missing('code_verifier'),
        ],
        [redeem({ code: 'x', redirect_uri: elsewhere, code_verifier: 'short' }), 'code-verifier-malformed', wire.T3],
        [redeem({ code: 'x', redirect_uri: elsewhere, code_verifier: wrongVerifier }), 'code-unknown', wire.T1],
        [
          { ...redeem({ redirect_uri: elsewhere, code_verifier: wrongVerifier }), headers: { 'x-us-env': 'true' } },
          'code-of-other-region',
          wire.T1,
        ],
        [
          { ...redeem({ redirect_uri: elsewhere, code_verifier: wrongVerifier }), headers: {} },
          'code-redirect-uri-differs',
          wire.T4,
        ],
        [redeem({ code_verifier: wrongVerifier }), 'code-verifier-mismatch', wire.T2],
      ],
      redeem({}),
      { body: '{' },
    );
    assert.equal(answer.status, 200, answer.text);
  });

  test('of the token endpoint, with a refresh token', async () => {
    const { refresh_token } = await obtainTokens(server, { stage });
    const right = { grant_type: 'refresh_token', refresh_token };
    const answer = await climb(
      [
        [
          { stage, path: paths.token, key: app.clientId, secret: 'wrong', body: { grant_type: 'refresh_token' } },
          'client-secret-wrong',
          wire.I5,
        ],
        [{ secret: app.clientSecret }, 'parameter-missing', wire.missing('refresh_token')],
        [{ body: { ...right, refresh_token: 'x' } }, 'refresh-token-unknown', wire.T6],
        [{ body: right, query: { region: 'us' } }, 'refresh-token-of-other-region', wire.T6],
      ],
      { query: {} },
    );
    assert.equal(answer.status, 200, answer.text);
  });

  for (const [path, method] of [
    [paths.revoke, 'DELETE'],
    [paths.logout, 'POST'],
    [paths.user, 'GET'],
  ] as const) {
    test(`of ${path}`, async () => {
      const { access_token } = await obtainTokens(server, { stage });
      const answer = await climb(
        [
          ...gateway(path, 'PATCH'),
          [{ method, key: app.clientId }, 'access-token-missing', wire.G3],
          [{ headers: { authorization: access_token } }, 'authorization-header-malformed', wire.G3],
          [{ headers: {}, bearer: 'x' }, 'access-token-unknown', wire.G3],
          [{ bearer: access_token, query: { region: 'us' } }, 'access-token-of-other-region', wire.G3],
        ],
        { query: {} },
      );
      assert.equal(answer.status, 200, answer.text);
    });
  }
});
