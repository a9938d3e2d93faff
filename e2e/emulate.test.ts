/** `candor emulate`: what it prints works as it stands, and it is there at once. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { runCandor, startCommand } from './_candor.ts';

const emulate = ['emulate', 'klaviyo', '--port', '0'];
const hasCurl = spawnSync('curl', ['--version']).status === 0;

test('prints the client, the addresses and three commands, which work as they are', { skip: !hasCurl }, async () => {
  const emulator = await startCommand(emulate, 'Ctrl-C');
  const { stdout } = emulator;
  assert.match(stdout, /client id +[0-9a-f-]{36} /);
  assert.match(stdout, /client secret +ccs_\S{49}/);
  for (const path of ['oauth/authorize', 'oauth/token', 'oauth/revoke', 'api']) {
    assert.match(stdout, new RegExp(` http://127\\.0\\.0\\.1:\\d+/klaviyo/${path}\\n`));
  }
  const commands = stdout.split('\n').filter((line) => line.startsWith('    curl -i '));
  assert.equal(commands.length, 3);
  const [account = '', refresh = '', revoke = ''] = commands;
  const paste = (command: string) => spawnSync('sh', ['-c', command], { encoding: 'utf8' }).stdout;
  assert.match(paste(account), /^HTTP\/1\.1 200 OK.*"type":"account"/s);
  assert.match(paste(refresh), /^HTTP\/1\.1 200 OK.*"access_token":/s);
  assert.match(paste(revoke), /^HTTP\/1\.1 200 OK.*\{\}$/s);
  const refused = paste(refresh);
  assert.match(
    refused,
    /^HTTP\/1\.1 400 .*\{"error":"invalid_grant","error_description":"Refresh token has been revoked"\}$/s,
  );
  assert.match(paste(account), /^HTTP\/1\.1 401 /);
  const requestId = /candor-request-id: (\S+)/i.exec(refused)?.[1] as string;
  const explain = stdout.split('\n').find((line) => line.includes('REQUEST_ID')) as string;
  assert.equal(JSON.parse(paste(explain.replace('REQUEST_ID', requestId))).diagnoses[0].cause, 'refresh/revoked');
  const moved = /admin token +(\S+)\n.* to (\S+\/clock),/.exec(stdout);
  const answer = await fetch(moved?.[2] as string, {
    method: 'POST',
    headers: { authorization: `Bearer ${moved?.[1]}`, 'content-type': 'application/json' },
    body: '{"advance":"PT1H"}',
  });
  assert.equal(answer.status, 200);
  assert.equal((await emulator.stop()).status, 0);
});

test('of baanx prints a sandbox and a production, and three commands that work as they are', {
  skip: !hasCurl,
}, async () => {
  const emulator = await startCommand(['emulate', 'baanx', '--port', '0'], 'Ctrl-C');
  const { stdout } = emulator;
  for (const stage of ['sandbox', 'production']) {
    assert.match(stdout, new RegExp(`environment +baanx-${stage}\\n +client key +[0-9a-f-]{36} `));
    assert.match(stdout, new RegExp(` http://127\\.0\\.0\\.1:\\d+/baanx-${stage}/v1/auth/oauth/token\\n`));
  }
  const commands = stdout.split('\n').filter((line) => line.startsWith('    curl -i '));
  assert.equal(commands.length, 3);
  const [user = '', refresh = '', revoke = ''] = commands;
  const paste = (command: string) => spawnSync('sh', ['-c', command], { encoding: 'utf8' }).stdout;
  assert.match(paste(user), /^HTTP\/1\.1 200 OK.*"email":"olivia@demo\.example"/s);
  assert.match(paste(refresh), /^HTTP\/1\.1 200 OK.*"access_token":"access_token_/s);
  assert.match(paste(revoke), /^HTTP\/1\.1 200 OK.*\{"success":true\}$/s);
  assert.match(paste(user), /^HTTP\/1\.1 401 .*\{"message":"Not authenticated"\}$/s);
  assert.match(paste(refresh), /^HTTP\/1\.1 400 .*"error":"invalid_grant"/s);
  assert.equal((await emulator.stop()).status, 0);
});

test('prints one line of JSON, with the tokens of the app that is connected', async () => {
  const emulator = await startCommand([...emulate, '--json'], '\n');
  const { environments, tokens } = JSON.parse(emulator.stdout);
  const [klaviyo] = environments;
  assert.equal(environments.length, 1);
  assert.equal(tokens.clientId, klaviyo.clients[0].clientId);
  const answer = await fetch(`${klaviyo.endpoints.api}/accounts`, {
    headers: { authorization: `Bearer ${tokens.accessToken}` },
  });
  assert.equal(answer.status, 200);
  await emulator.stop();
});

test('answers within a second at a second start', async () => {
  const seconds = async (start: () => unknown): Promise<number> => {
    const begun = performance.now();
    await start();
    return (performance.now() - begun) / 1000;
  };
  const bare = (): number[] => [1, 2, 3].map(() => spawnSync(process.execPath, ['-e', '0']).status ?? 1);
  await (await startCommand(emulate, 'Ctrl-C')).stop();
  const times: number[] = [];
  for (let start = 0; start < 4; start++) {
    // Three bare starts of Node take 0.15 s on a machine that has nothing else to do; on a busy one a second is longer.
    const slowness = Math.max(1, (await seconds(bare)) / 0.15);
    const started = await seconds(async () => {
      const emulator = await startCommand(emulate, 'Ctrl-C');
      emulator.stop();
    });
    times.push(started / slowness);
  }
  assert.ok(Math.min(...times) < 1, times.map((time) => time.toFixed(2)).join(', '));
});

test('names what it can emulate', async () => {
  const misspelt = await runCandor(['emulate', 'klavyio']);
  assert.equal(misspelt.status, 2);
  assert.match(misspelt.stderr, /Did you mean candor emulate klaviyo\?/);
  const none = await runCandor(['emulate']);
  assert.deepEqual([none.status, none.stdout], [2, '']);
  assert.match(none.stderr, /names the provider to emulate\. It knows klaviyo and baanx\./);
  const port = await runCandor(['emulate', 'klaviyo', '--port', 'x']);
  assert.equal(port.status, 2);
});
