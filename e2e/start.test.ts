/** How the command starts, stops and says what is in its way. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { configurationFile, runCandor, startCandor, temporaryFolder } from './_candor.ts';
import { basic, post } from './_requests.ts';

test('prints exactly one line of JSON on standard output, with the fields that scripts rely on', async () => {
  const candor = await startCandor();
  const line = JSON.parse(candor.stdout());
  assert.equal(candor.stdout().trim().split('\n').length, 1);
  assert.match(line.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.ok(line.ownerLink.startsWith(`${line.url}/console/`));
  assert.match(line.adminToken, /^cad_/);
  assert.deepEqual(
    line.environments.map(({ name, dialect, stage }: Record<string, string>) => [name, dialect, stage]),
    [
      ['sandbox', 'standard', 'sandbox'],
      ['production', 'standard', 'production'],
    ],
  );
  const [sandbox] = line.environments;
  assert.deepEqual(Object.keys(sandbox.endpoints).sort(), ['api', 'authorization', 'revocation', 'token']);
  assert.equal(sandbox.issuer, `${line.url}/sandbox`);
  assert.ok(sandbox.clients.filter(({ clientSecret }: { clientSecret?: string }) => clientSecret).length >= 2);
  assert.ok(sandbox.clients.some(({ authMethod }: { authMethod: string }) => authMethod === 'none'));
  assert.deepEqual([...new Set(sandbox.users.map(({ role }: { role: string }) => role))].sort(), [
    'admin',
    'analyst',
    'manager',
    'owner',
    'support',
  ]);
  const { status } = await candor.stop();
  assert.equal(status, 0);
});

test('prints the same credentials at the next start on the same data, in a file of its owner alone', async () => {
  const data = temporaryFolder();
  const first = await startCandor({ data });
  await first.stop();
  const second = await startCandor({ data });
  assert.equal(second.adminToken, first.adminToken);
  assert.deepEqual(second.environment().clients, first.environment().clients);
  assert.deepEqual(second.environment().users, first.environment().users);
  assert.equal(statSync(join(data, 'demonstration.json')).mode & 0o777, 0o600);
  const token = await post(second.environment().endpoints.token, second.client('Ledger sync'), {
    grant_type: 'client_credentials',
  });
  assert.equal(token.status, 200);
});

test('prints an owner link at the first start without --demo, and no password of any kind', async () => {
  const candor = await startCandor({ demo: false, data: temporaryFolder() });
  const line = JSON.parse(candor.stdout());
  assert.ok(line.ownerLink);
  assert.equal(line.adminToken, undefined);
  assert.deepEqual(line.environments[0].users, []);
  assert.deepEqual(line.environments[0].clients, []);
  const page = await fetch(line.ownerLink);
  assert.equal(page.status, 200);
  assert.equal((await fetch(`${line.url}/api/environments/sandbox/clients`)).status, 401);
});

test('finishes what is under way at SIGTERM and exits with 0', async () => {
  const candor = await startCandor();
  const client = candor.client('Ledger sync');
  const answers = Array.from({ length: 40 }, () =>
    post(candor.environment().endpoints.token, client, { grant_type: 'client_credentials' }),
  );
  await answers[0];
  const stopped = candor.stop();
  const settled = await Promise.allSettled(answers);
  const answered = settled.filter((one) => one.status === 'fulfilled');
  for (const one of answered) assert.equal(one.value.status, 200);
  assert.ok(answered.length > 0);
  assert.equal((await stopped).status, 0);
});

test('says that the port is taken, with status 4', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => other.once('listening', listening));
  const { port } = other.address() as { port: number };
  const { status, stderr, stdout } = await runCandor(['serve', '--data', ':memory:', '--port', String(port)]);
  other.close();
  assert.equal(status, 4);
  assert.match(stderr, new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is taken.*--port`));
  assert.equal(stdout, '');
});

test('says that the data folder can not be written, with status 5', async () => {
  const file = join(temporaryFolder(), 'a-file');
  writeFileSync(file, '');
  const { status, stderr } = await runCandor(['serve', '--port', '0', '--data', join(file, 'data')]);
  assert.equal(status, 5);
  assert.match(stderr, /The data folder .* can't be written \(ENOTDIR\).*--data/);
});

for (const name of ['candor.db', 'trace.db']) {
  test(`says that ${name} was written by a newer version, with status 6`, async () => {
    const data = temporaryFolder();
    await (await startCandor({ demo: false, data })).stop();
    const database = new DatabaseSync(join(data, name));
    database.exec('PRAGMA user_version = 9999');
    database.close();
    const { status, stderr } = await runCandor(['serve', '--port', '0', '--data', data]);
    assert.equal(status, 6);
    assert.match(stderr, /newer version/);
  });
}

for (const [title, configuration, message] of [
  [
    'an unknown setting by its nearest name',
    { trustedProxys: [] },
    /trustedProxys: there is no such setting\. Did you mean "trustedProxies"\?/,
  ],
  [
    'an unknown setting deep inside',
    { environments: { live: { policy: { accessTokenLifetme: 60 } } } },
    /environments\.live\.policy\.accessTokenLifetme: .*"accessTokenLifetime"/,
  ],
  [
    'an unsafe production profile',
    { profile: 'production', environments: { live: {} } },
    /url: .*https[\s\S]*encryptionKey/,
  ],
  ['a reserved environment name', { environments: { console: {} } }, /environments\.console: this name is reserved/],
] as const) {
  test(`names ${title}, with status 2`, async () => {
    const file = configurationFile(configuration);
    const { status, stderr } = await runCandor(['serve', '--port', '0', '--data', ':memory:', '--config', file]);
    assert.equal(status, 2);
    assert.match(stderr, message);
  });
}

for (const [title, args, message] of [
  ['an unknown option', ['serve', '--prot', '1'], /no option --prot\. Did you mean --port\?/],
  ['an unknown command', ['serv'], /no command candor serv\. Did you mean candor serve\?/],
  [
    '--demo on an address that is not loopback',
    ['serve', '--demo', '--host', '0.0.0.0', '--data', ':memory:'],
    /loopback/,
  ],
  [
    'a role that there is not',
    ['token', 'create', '--role', 'king', '--data', ':memory:'],
    /administrator or supporter/,
  ],
] as const) {
  test(`names ${title}, with status 2`, async () => {
    const { status, stderr } = await runCandor(args);
    assert.equal(status, 2);
    assert.match(stderr, message);
  });
}

const oldNode = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .map((folder) => join(folder, 'node'))
  .find((file) => existsSync(file) && isOld(file));

function isOld(file: string): boolean {
  const version = spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  return Number(/^v(\d+)/.exec(version)?.[1] ?? 99) < 26;
}

// Where the machine has no older Node there is nothing to refuse.
if (oldNode !== undefined) {
  test('says in one sentence that the Node is too old, with status 3', () => {
    const launcher = resolve(import.meta.dirname, '../packages/cli/bin/candor.mjs');
    const { status, stderr } = spawnSync(oldNode, [launcher, 'serve'], { encoding: 'utf8' });
    assert.equal(status, 3);
    assert.match(stderr, /runs on Node 26 or newer and this is Node \d+.*npm/);
  });
}

test('creates tokens for the administration API beside the running server, and explains a refusal', async () => {
  const data = temporaryFolder();
  const candor = await startCandor({ data });
  const made = await runCandor(['token', 'create', '--role', 'supporter', '--expires', '1h', '--data', data]);
  assert.equal(made.status, 0, made.stderr);
  const token = made.stdout.trim();
  const list = await fetch(`${candor.url}/api/environments/sandbox/clients`, {
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(list.status, 200);

  const client = candor.client('Ledger sync');
  const wrong = await fetch(candor.environment().endpoints.token, {
    method: 'POST',
    headers: { authorization: basic({ ...client, clientSecret: `${client.clientSecret} ` }) },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  assert.equal(wrong.status, 401);
  const requestId = wrong.headers.get('candor-request-id') as string;
  const told = await runCandor(['explain', requestId, '--url', candor.url], { CANDOR_TOKEN: token });
  assert.equal(told.status, 0, told.stderr);
  for (const word of [/invalid_client at POST \/sandbox\/oauth\/token/, /Why/, /Fix/, /white space|space/]) {
    assert.match(told.stdout, word);
  }
  assert.ok(!told.stdout.includes(client.clientSecret as string));
  const own = await runCandor(['explain', requestId, '--url', candor.url, '--client-id', client.clientId, '--json'], {
    CANDOR_CLIENT_SECRET: client.clientSecret as string,
  });
  assert.equal(JSON.parse(own.stdout).requestId, requestId);
  assert.ok(!readFileSync(join(data, 'demonstration.json'), 'utf8').includes(token));
});
