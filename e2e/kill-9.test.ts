/** What was answered survives `kill -9`, and what was used stays used. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Candor, startCandor, temporaryFolder } from './_candor.ts';
import { type AuthorizationRequest, authorizationRequest, introspect, post, redeem, refresh } from './_requests.ts';
import { createUserAgent } from './_user-agent.ts';

const rounds = process.env.CANDOR_COUNTS === 'long' ? 100 : 5;
const workers = 8;
const codesForEach = 6;

/** What the clients were told before the process died. */
interface Answered {
  readonly accessTokens: string[];
  /** The newest refresh token of each chain whose last refresh was answered. */
  readonly refreshTokens: Map<number, string>;
  readonly redeemed: { readonly code: string; readonly request: AuthorizationRequest }[];
}

/** Requests as fast as they are answered, until the server is gone. */
async function load(candor: Candor, answered: Answered): Promise<void> {
  const environment = candor.environment();
  const client = candor.client('Ledger sync');
  const agent = createUserAgent();
  const codes: Answered['redeemed'] = [];
  for (let made = 0; made < workers * codesForEach; made++) {
    const request = authorizationRequest(environment, client, client.redirectUris[0] as string);
    const answer = await agent.authorize(request.url, candor.user('olivia'));
    codes.push({ code: answer.searchParams.get('code') as string, request });
  }
  let nextChain = 0;
  const work = async (worker: number): Promise<void> => {
    for (let turn = 0; ; turn++) {
      const credentials = await post(environment.endpoints.token, client, { grant_type: 'client_credentials' });
      answered.accessTokens.push(credentials.json.access_token);
      const code = turn % 3 === worker % 3 ? codes.pop() : undefined;
      if (code) {
        const tokens = await redeem(environment, client, code.code, code.request);
        assert.equal(tokens.status, 200, tokens.text);
        answered.redeemed.push(code);
        answered.accessTokens.push(tokens.json.access_token);
        answered.refreshTokens.set(nextChain++, tokens.json.refresh_token);
        continue;
      }
      const chain = [...answered.refreshTokens.keys()].find((key) => key % workers === worker);
      const newest = chain === undefined ? undefined : answered.refreshTokens.get(chain);
      if (chain === undefined || newest === undefined) continue;
      // Under way: if the process dies now, nobody was told which of the two is valid.
      answered.refreshTokens.delete(chain);
      const rotated = await refresh(environment, client, newest);
      assert.equal(rotated.status, 200, rotated.text);
      answered.refreshTokens.set(chain, rotated.json.refresh_token);
      answered.accessTokens.push(rotated.json.access_token);
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker).catch(ignoreGone)));
}

function ignoreGone(error: unknown): void {
  if (error instanceof assert.AssertionError) throw error;
}

test(`finds every answered token, and no code twice, after kill -9 under load (${rounds} times)`, async () => {
  const data = temporaryFolder();
  let candor = await startCandor({ data });
  for (let round = 0; round < rounds; round++) {
    const answered: Answered = { accessTokens: [], refreshTokens: new Map(), redeemed: [] };
    const loaded = load(candor, answered);
    while (answered.redeemed.length < 2) await new Promise((done) => setTimeout(done, 5));
    await new Promise((done) => setTimeout(done, 20 + Math.random() * 400));
    await candor.kill9();
    await loaded;
    assert.ok(answered.accessTokens.length > 10, 'the load was answered before the end');

    candor = await startCandor({ data });
    const environment = candor.environment();
    const client = candor.client('Ledger sync');
    for (const token of answered.accessTokens) {
      assert.equal((await introspect(environment, client, token)).json.active, true, `round ${round}: lost ${token}`);
    }
    for (const token of answered.refreshTokens.values()) {
      assert.equal((await refresh(environment, client, token)).status, 200, `round ${round}: lost ${token}`);
    }
    for (const { code, request } of answered.redeemed) {
      assert.equal((await redeem(environment, client, code, request)).status, 400, `round ${round}: ${code} twice`);
    }
  }
  assert.equal((await candor.stop()).status, 0);
});
