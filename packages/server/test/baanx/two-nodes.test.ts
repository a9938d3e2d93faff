/** Two nodes that share a store are one server: every step may reach the other, and what counts is counted once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailTo } from '../_people.ts';
import type { Answered } from '../_server.ts';
import {
  type BaanxServer,
  createMessageUser,
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
  sendCode,
  startBaanx,
  telephoneOf,
  walkHosted,
} from './_baanx.ts';

const policy = { passwordAttemptsPerAccount: 1000 };
const first = await startBaanx(policy);
const shared = await startBaanx(policy, () => first.storage);
const { app, owner } = first;
/** The other node, to which the same app and user come. */
const second: BaanxServer = { ...shared, app, owner };
const nodes = [first, second] as const;
const nodeAt = (index: number): BaanxServer => nodes[index % 2] as BaanxServer;

async function atOnce(count: number, send: (node: BaanxServer) => Promise<Answered>): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: count }, (_, index) => send(nodeAt(index))));
  return answers.map(({ status }) => status).sort();
}

const times = (count: number, status: number): number[] => Array<number>(count).fill(status);

test('each step of a flow reaches another node than the one before', async () => {
  const { token, verifier } = await openSession(first);
  const bearer = await loginToken(second);
  const { code } = (await grant(first, bearer, token)).json;
  const redirectUri = app.record.redirectUris[0] as string;
  const tokens = (await requestToken(second, redemption({ code, verifier, redirectUri }))).json;
  // Here each node has an address of its own, which is what its tokens are for.
  assert.equal((await readUser(second, tokens.access_token)).status, 200);
  const newer = (await refresh(first, tokens.refresh_token)).json;
  assert.equal((await readUser(first, newer.access_token)).json.email, owner.email);
  assert.equal((await refresh(second, tokens.refresh_token)).status, 400);
  assert.equal((await refresh(first, newer.refresh_token)).status, 400);
});

test('a code that one node sent is typed at the other', async () => {
  const user = await createMessageUser(first);
  assert.equal((await sendCode(first, user)).status, 200);
  const code = (await mailTo(first, telephoneOf(user))).at(-1)?.code ?? '';
  assert.ok((await login(second, { user, otpCode: code })).json.accessToken);
});

test('the hosted page of a session that the other node began', async () => {
  const { url } = await openSession(first);
  const { answer } = await walkHosted(second, url.replace(first.url, second.url));
  assert.match(answer.headers.get('location') ?? '', /[?&]code=/);
});

test('of twenty messages asked for at once one is sent', async () => {
  const user = await createMessageUser(first);
  await login(first, { user });
  assert.deepEqual(await atOnce(20, (node) => sendCode(node, user)), [200, ...times(19, 429)]);
  const sent = await Promise.all(nodes.map((node) => mailTo(node, telephoneOf(user))));
  assert.equal(sent.flat().length, 1);
});

test('of thirty wrong codes at once ten are looked at, and then signing in pauses at both', async () => {
  const user = await createMessageUser(first);
  await sendCode(first, user);
  const sent = (await mailTo(first, telephoneOf(user))).at(-1)?.code;
  const otpCode = sent === '000000' ? '111111' : '000000';
  assert.deepEqual(await atOnce(30, (node) => login(node, { user, otpCode })), [...times(10, 400), ...times(20, 401)]);
  for (const node of nodes) assert.equal((await login(node, { user })).status, 401);
});

test('a code, a session and a refresh token are used once, of ten tries at once', async () => {
  const code = await obtainCode(first);
  assert.deepEqual(await atOnce(10, (node) => requestToken(node, redemption(code))), [200, ...times(9, 400)]);
  const { token } = await openSession(second);
  const bearer = await loginToken(first);
  assert.deepEqual(await atOnce(10, (node) => grant(node, bearer, token)), [200, ...times(9, 400)]);
  const { refresh_token } = await obtainTokens(first);
  assert.deepEqual(await atOnce(10, (node) => refresh(node, refresh_token)), [200, ...times(9, 400)]);
});
