/** Single use is single use, however many ask at the same moment. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Candor, startCandor, temporaryFolder } from './_candor.ts';
import { type Answered, authorizationRequest, introspect, redeem, refresh } from './_requests.ts';
import { issued } from './_store.ts';
import { createUserAgent } from './_user-agent.ts';

const many = 50;

async function obtainCode(candor: Candor) {
  const environment = candor.environment();
  const client = candor.client('Ledger sync');
  const request = authorizationRequest(environment, client, client.redirectUris[0] as string);
  const answer = await createUserAgent().authorize(request.url, candor.user('olivia'));
  return { environment, client, request, code: answer.searchParams.get('code') as string };
}

function tally(answers: readonly Answered[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const together = (call: () => Promise<Answered>): Promise<Answered[]> =>
  Promise.all(Array.from({ length: many }, call));

test('redeems a code once when fifty redeem it at the same time, and revokes what it gave', async () => {
  const data = temporaryFolder();
  const candor = await startCandor({ data });
  const { environment, client, request, code } = await obtainCode(candor);
  const before = issued(data).tokens;
  const answers = await together(() => redeem(environment, client, code, request));
  assert.deepEqual(tally(answers), { 200: 1, 400: many - 1 });
  assert.equal(issued(data).tokens, before + 1);
  const won = answers.find(({ status }) => status === 200);
  assert.deepEqual((await introspect(environment, client, won?.json.access_token)).json, { active: false });
});

test('gives fifty simultaneous refreshes of one token the very same tokens within the window', async () => {
  const data = temporaryFolder();
  const candor = await startCandor({ data });
  const { environment, client, request, code } = await obtainCode(candor);
  const first = await redeem(environment, client, code, request);
  const before = issued(data).tokens;
  const answers = await together(() => refresh(environment, client, first.json.refresh_token));
  assert.deepEqual(tally(answers), { 200: many });
  assert.equal(new Set(answers.map(({ json }) => `${json.access_token} ${json.refresh_token}`)).size, 1);
  assert.equal(issued(data).tokens, before + 1);
});

test('answers one of fifty simultaneous refreshes without the window, and revokes the family', async () => {
  const data = temporaryFolder();
  const policy = { refreshRetryWindow: 0, scopes: { 'ledger:read': { meaning: 'Your ledger', default: true } } };
  const candor = await startCandor({ data, configuration: { environments: { sandbox: { policy } } } });
  const { environment, client, request, code } = await obtainCode(candor);
  const first = await redeem(environment, client, code, request);
  const before = issued(data).tokens;
  const answers = await together(() => refresh(environment, client, first.json.refresh_token));
  assert.deepEqual(tally(answers), { 200: 1, 400: many - 1 });
  assert.equal(issued(data).tokens, before + 1);
  const won = answers.find(({ status }) => status === 200);
  assert.equal((await refresh(environment, client, won?.json.refresh_token)).status, 400);
});
