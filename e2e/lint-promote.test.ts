/** `candor lint promote`: read by a person, and by a script through its exit status. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCandor, startCandor } from './_candor.ts';

test('tells what of a sandbox app would be refused in production, and what would not', async () => {
  const candor = await startCandor();
  const cards = candor.environment('baanx-sandbox');
  const env = { CANDOR_TOKEN: candor.adminToken, CANDOR_URL: candor.url };
  const words = ['--from', 'baanx-sandbox', '--to', 'baanx-production'];
  const [live] = candor.environment('baanx-production').clients;
  const back = ['--from', 'baanx-production', '--to', 'baanx-sandbox'];
  const fine = await runCandor(['lint', 'promote', live?.clientId as string, ...back], env);
  assert.equal(fine.status, 0, fine.stdout + fine.stderr);
  assert.match(fine.stdout, /Nothing of it would be refused/);
  const off = cards.clients.find(({ name }: { name: string }) => name === 'App without OAuth');
  const client = `${candor.url}/api/environments/baanx-sandbox/clients/${off?.clientId}`;
  const authorization = `Bearer ${candor.adminToken}`;
  const { headers } = await fetch(client, { headers: { authorization } });
  const switchedOff = await fetch(client, {
    method: 'PATCH',
    headers: { authorization, 'content-type': 'application/json', 'if-match': headers.get('etag') ?? '' },
    body: '{"enabled":false}',
  });
  assert.equal(switchedOff.status, 200);
  const report = await runCandor(['lint', 'promote', off?.clientId as string, ...words], env);
  assert.equal(report.status, 1);
  assert.match(
    report.stdout,
    /3 things would be refused\n\n {2}redirectUris 0 {2}http:\/\/127\.0\.0\.1:8400\/callback\n/,
  );
  assert.match(report.stdout, /\n {2}enabled {2}false\n {4}The client is switched off/);
  const json = await runCandor(['lint', 'promote', off?.clientId as string, ...words, '--json'], env);
  assert.equal(JSON.parse(json.stdout).refused[2].pointer, '/enabled');
  const unknown = await runCandor(['lint', 'promote', 'nobody', ...words], env);
  assert.deepEqual(
    [unknown.status, unknown.stderr],
    [2, 'The environment baanx-sandbox has no client nobody, or does not exist.\n'],
  );
  const none = await runCandor(['lint', 'promote'], env);
  assert.equal(none.status, 2);
  await candor.stop();
});
