/** Throttling of the sign-in: by account, by address, over all addresses, and never for good (RFC 6749 section 10.10). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  assertPublic,
  authorizationParameters,
  type OAuthServer,
  openBrowser,
  refusalOf,
  startOAuthServer,
  type TestBrowser,
  withPolicy,
} from './_oauth.ts';
import type { Answered } from './_server.ts';

const limits = { passwordAttemptsPerAccount: 3, passwordAttemptsPerAddress: 8, passwordAttemptsPerUser: 6 };
const server = await startOAuthServer({ configuration: { ...withPolicy(limits), trustedProxies: ['127.0.0.1'] } });
const client = await server.createClient('sandbox');
let addresses = 0;
/** An address that nobody used before. */
const freshAddress = () => `192.0.2.${++addresses}`;

interface Visitor {
  readonly browser: TestBrowser;
  attempt(email: string, password: string, address: string): Promise<Answered>;
}

async function visit(to: OAuthServer = server, browser = openBrowser(to)): Promise<Visitor> {
  const query = authorizationParameters(client, { prompt: 'login' });
  const page = (await browser.open(`/sandbox/oauth/authorize?${query}`)).headers.get('location') as string;
  await browser.open(page);
  return {
    browser,
    attempt: (email, password, address) => browser.submit(page, { email, password }, { 'x-forwarded-for': address }),
  };
}

async function assertThrottled(answer: Answered, atMost: number): Promise<void> {
  assert.equal(answer.status, 429);
  assertPublic(server, answer, { problem: 'sign-in-throttled', status: 429 });
  const wait = Number(answer.headers.get('retry-after'));
  assert.ok(Number.isInteger(wait) && wait > 0 && wait <= atMost, `Retry-After: ${answer.headers.get('retry-after')}`);
  assert.match(answer.text, /minute/);
  assert.doesNotMatch(answer.headers.getSetCookie().join(), /_session=/);
  assert.equal((await refusalOf(server, answer.requestId)).problem, 'sign-in-throttled');
}

const quarterHour = 900;

describe('wrong passwords', () => {
  it('for one user from one address are throttled after the limit, for the right password as well', async () => {
    const user = await server.createUser('sandbox');
    const address = freshAddress();
    const { attempt } = await visit();
    for (let count = 0; count < 3; count++) assert.equal((await attempt(user.email, 'wrong', address)).status, 400);
    await assertThrottled(await attempt(user.email, user.password, address), quarterHour);
  });

  it('of a user who does not exist are throttled alike', async () => {
    const address = freshAddress();
    const { attempt } = await visit();
    for (let count = 0; count < 3; count++) assert.equal((await attempt('nobody@x.example', 'wrong', address)).status, 400);
    await assertThrottled(await attempt('nobody@x.example', 'wrong', address), quarterHour);
  });

  it('count for one user however the address is written', async () => {
    const user = await server.createUser('sandbox');
    const address = freshAddress();
    const { attempt } = await visit();
    for (const email of [user.email.toUpperCase(), ` ${user.email} `, user.email]) await attempt(email, 'wrong', address);
    await assertThrottled(await attempt(user.email, 'wrong', address), quarterHour);
  });

  it('from one address for many users are throttled, and other addresses are not', async () => {
    const user = await server.createUser('sandbox');
    const address = freshAddress();
    const { attempt } = await visit();
    for (let count = 0; count < 8; count++) {
      assert.equal((await attempt(`user-${count}@x.example`, 'wrong', address)).status, 400);
    }
    await assertThrottled(await attempt(user.email, user.password, address), quarterHour);
    assert.equal((await attempt(user.email, user.password, freshAddress())).status, 303);
  });

  it('sent at once are counted exactly', async () => {
    const user = await server.createUser('sandbox');
    const address = freshAddress();
    const { attempt } = await visit();
    const answers = await Promise.all(Array.from({ length: 7 }, () => attempt(user.email, 'wrong', address)));
    assert.equal(answers.filter(({ status }) => status === 400).length, 3);
    assert.equal(answers.filter(({ status }) => status === 429).length, 4);
  });

  it('for one user from many addresses are throttled in unknown browsers, and a known browser is not locked out', async () => {
    const user = await server.createUser('sandbox');
    const own = await visit();
    assert.equal((await own.attempt(user.email, user.password, freshAddress())).status, 303);
    const stranger = await visit();
    for (let count = 0; count < 6; count++) {
      assert.equal((await stranger.attempt(user.email, 'wrong', freshAddress())).status, 400);
    }
    await assertThrottled(await stranger.attempt(user.email, user.password, freshAddress()), 3600);
    const again = await visit(server, own.browser);
    assert.equal((await again.attempt(user.email, user.password, freshAddress())).status, 303);
  });

  it('are not let through by the proof of another user', async () => {
    const [user, other] = [await server.createUser('sandbox'), await server.createUser('sandbox')];
    const theirs = await visit();
    await theirs.attempt(other.email, other.password, freshAddress());
    const again = await visit(server, theirs.browser);
    for (let count = 0; count < 6; count++) await again.attempt(user.email, 'wrong', freshAddress());
    await assertThrottled(await again.attempt(user.email, user.password, freshAddress()), 3600);
  });

  it('are forgotten when the window has ended', async () => {
    const user = await server.createUser('sandbox');
    const address = freshAddress();
    for (let count = 0; count < 4; count++) await (await visit()).attempt(user.email, 'wrong', address);
    server.advance(quarterHour * 1000);
    assert.equal((await (await visit()).attempt(user.email, user.password, address)).status, 303);
  });

  it('do not add up over right ones', async () => {
    const user = await server.createUser('sandbox');
    const address = freshAddress();
    for (let count = 0; count < 5; count++) {
      const { attempt } = await visit();
      assert.equal((await attempt(user.email, user.password, address)).status, 303);
    }
  });
});

describe('the address of a caller', () => {
  it('is not believed where it comes from no trusted proxy', async () => {
    const direct = await startOAuthServer({ configuration: withPolicy(limits) });
    const app = await direct.createClient('sandbox', { clientId: client.clientId });
    assert.ok(app);
    const { attempt } = await visit(direct);
    for (let count = 0; count < 8; count++) {
      assert.equal((await attempt(`user-${count}@x.example`, 'wrong', freshAddress())).status, 400);
    }
    assert.equal((await attempt('user-9@x.example', 'wrong', freshAddress())).status, 429);
  });

  it('is the nearest one that is no trusted proxy, so that a caller can not choose it', async () => {
    const address = freshAddress();
    const { attempt } = await visit();
    for (let count = 0; count < 8; count++) {
      await attempt(`user-${count}@y.example`, 'wrong', `${freshAddress()}, ${address}`);
    }
    assert.equal((await attempt('user-9@y.example', 'wrong', `${freshAddress()}, ${address}`)).status, 429);
  });
});
