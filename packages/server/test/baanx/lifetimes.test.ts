/** Lifetimes of the dossier's section 3.1, on a moved clock: each works by its last second, and not after it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProblemId } from '@candor/protocol';
import { freezeTime } from '../_oauth.ts';
import type { Answered } from '../_server.ts';
import {
  type BaanxServer,
  grant,
  login,
  loginToken,
  obtainCode,
  obtainTokens,
  openSession,
  readUser,
  redemption,
  refresh,
  requestToken,
  startBaanx,
} from './_baanx.ts';
import { assertRefused, type Wire, wire } from './_refusals.ts';

const server = await startBaanx();
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

interface Row {
  readonly name: string;
  /** Milliseconds. */
  readonly life: number;
  readonly make: (on: BaanxServer) => Promise<() => Promise<Answered>>;
  readonly problem: ProblemId;
  readonly expected: Wire;
  readonly policy?: Readonly<Record<string, unknown>>;
}

const rows: readonly Row[] = [
  {
    name: 'the authorization session: ten minutes from the first step',
    life: 10 * minute,
    make: async (on) => {
      const { token } = await openSession(on);
      return async () => grant(on, await loginToken(on), token);
    },
    problem: 'authorization-session-expired',
    expected: wire.H2,
  },
  {
    name: 'the authorization code: ten minutes, and never past the end of its session',
    life: 10 * minute,
    make: async (on) => {
      const code = await obtainCode(on);
      return () => requestToken(on, redemption(code));
    },
    problem: 'code-expired',
    expected: wire.T1,
  },
  {
    name: 'a code that was given late in the session ends with it',
    life: 3 * minute,
    make: async (on) => {
      const { token, verifier } = await openSession(on);
      on.advance(7 * minute);
      const { code } = (await grant(on, await loginToken(on), token)).json;
      return () => requestToken(on, redemption({ code, verifier, redirectUri: 'https://app.example/cb' }));
    },
    problem: 'code-expired',
    expected: wire.T1,
  },
  {
    name: 'the login token: six hours',
    life: 6 * hour,
    make: async (on) => {
      const bearer = await loginToken(on);
      return async () => grant(on, bearer, (await openSession(on)).token);
    },
    problem: 'access-token-expired',
    expected: wire.G3,
  },
  {
    name: 'the final token: six hours',
    life: 6 * hour,
    make: async (on) => {
      const { access_token } = await obtainTokens(on);
      return () => readUser(on, access_token);
    },
    problem: 'access-token-expired',
    expected: wire.G3,
  },
  {
    name: 'a refresh token: seven days',
    life: 7 * day,
    make: async (on) => {
      const { refresh_token } = await obtainTokens(on);
      return () => refresh(on, refresh_token);
    },
    problem: 'refresh-token-inactive',
    expected: wire.T6,
  },
  {
    name: 'each new refresh token: seven days again',
    life: 7 * day,
    make: async (on) => {
      let { refresh_token } = await obtainTokens(on);
      for (let week = 0; week < 5; week++) {
        on.advance(7 * day - second);
        refresh_token = (await refresh(on, refresh_token)).json.refresh_token;
      }
      return () => refresh(on, refresh_token);
    },
    problem: 'refresh-token-inactive',
    expected: wire.T6,
  },
  {
    name: 'by policy, a refresh token of the reference: 184 days',
    life: 184 * day,
    policy: { refreshTokenInactivity: 15_897_600 },
    make: async (on) => {
      const tokens = await obtainTokens(on);
      assert.equal(tokens.refresh_token_expires_in, 15_897_600);
      return () => refresh(on, tokens.refresh_token);
    },
    problem: 'refresh-token-inactive',
    expected: wire.T6,
  },
];

for (const { name, life, make, problem, expected, policy } of rows) {
  test(name, async (context) => {
    freezeTime(context);
    const on = policy ? await startBaanx(policy) : server;
    const inTime = await make(on);
    on.advance(life - second);
    const answer = await inTime();
    assert.equal(answer.status, 200, answer.text);
    const late = await make(on);
    on.advance(life);
    await assertRefused(on, late, { problem, ...expected });
  });
}

test('expires_in says how long, and a refresh begins anew', async (context) => {
  freezeTime(context);
  const first = await obtainTokens(server);
  server.advance(hour);
  const second = (await refresh(server, first.refresh_token)).json;
  assert.deepEqual([second.expires_in, second.refresh_token_expires_in], [21_600, 604_800]);
  assert.equal((await login(server)).status, 200);
});
