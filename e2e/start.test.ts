/** How the command starts, stops and says what is in its way. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { configurationFile, type DemoClient, runCandor, startCandor, temporaryFolder } from './_candor.ts';
import { type Answered, basic, post } from './_requests.ts';
import { createUserAgent } from './_user-agent.ts';

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
      ['klaviyo', 'klaviyo', 'production'],
      ['baanx-sandbox', 'baanx', 'sandbox'],
      ['baanx-production', 'baanx', 'production'],
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

test('adds an environment that the data of an earlier version lack', async () => {
  const data = temporaryFolder();
  const first = await startCandor({ data });
  await first.stop();
  const file = join(data, 'demonstration.json');
  const kept = JSON.parse(readFileSync(file, 'utf8'));
  delete kept.environments.klaviyo;
  writeFileSync(file, JSON.stringify(kept));
  const store = new DatabaseSync(join(data, 'candor.db'));
  for (const table of ['clients', 'users', 'accounts'])
    store.exec(`DELETE FROM ${table} WHERE environment = 'klaviyo'`);
  store.close();
  const second = await startCandor({ data });
  assert.deepEqual(second.environment().clients, first.environment().clients);
  assert.equal(second.environment('klaviyo').clients.length, 3);
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')).environments.klaviyo.users.length, 8);
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

const launcher = resolve(import.meta.dirname, '../packages/cli/bin/candor.mjs');

/** Another Node of this machine that is too old, where there is one; else this one, told to be old. */
function oldNode(): { readonly file: string; readonly args: readonly string[] } {
  const file = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => join(folder, 'node'))
    .find((candidate) => existsSync(candidate) && isOld(candidate));
  if (file !== undefined) return { file, args: [] };
  const code = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })";
  return { file: process.execPath, args: ['--import', `data:text/javascript,${encodeURIComponent(code)}`] };
}

function isOld(file: string): boolean {
  const version = spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  return Number(/^v(\d+)/.exec(version)?.[1] ?? 99) < 26;
}

test('says in one sentence that the Node is too old, with status 3', () => {
  const { file, args } = oldNode();
  const { status, stderr, stdout } = spawnSync(file, [...args, launcher, 'serve'], { encoding: 'utf8' });
  assert.equal(status, 3);
  assert.match(stderr, /^candor did not start: it runs on Node 26 or newer and this is Node \d+.*npm.*\n$/);
  assert.equal(stdout, '');
});

test('tells its options when it is asked for help', async () => {
  const { status, stdout } = await runCandor(['serve', '--help']);
  assert.equal(status, 0);
  for (const option of ['--port', '--host', '--url', '--data', '--config', '--demo', '--json']) {
    assert.ok(stdout.includes(option), option);
  }
});

test('says that a folder where nothing can be made is not writable, with status 5', async () => {
  // The superuser may write where modes forbid it, but not here.
  const folder = existsSync('/proc/self') ? '/proc/candor-data' : '/dev/null/candor-data';
  const { status, stderr, stdout } = await runCandor(['serve', '--demo', '--json', '--port', '0', '--data', folder]);
  assert.equal(status, 5);
  assert.match(stderr, /can't be written/);
  assert.equal(stdout, '');
});

for (const [title, text, message] of [
  ['is no JSON', '{ "port": 4000, }', /The configuration file .* can't be read/],
  ['is no object', '[]', /it is not a JSON object/],
] as const) {
  test(`says that a configuration file ${title}, with status 2`, async () => {
    const file = join(temporaryFolder(), 'candor.json');
    writeFileSync(file, text);
    const { status, stderr } = await runCandor(['serve', '--port', '0', '--data', ':memory:', '--config', file]);
    assert.equal(status, 2);
    assert.match(stderr, message);
  });
}

test('refuses demonstration data beside other data, with status 2', async () => {
  const data = temporaryFolder();
  const first = await startCandor({ demo: false, data });
  await setUp(first.ownerLink ?? '');
  await first.stop();
  const { status, stderr } = await runCandor(['serve', '--demo', '--port', '0', '--data', data]);
  assert.equal(status, 2);
  assert.match(stderr, /--demo adds its data to an empty store only/);
});

/** Redeems an owner link as a browser does. @returns the page that answers. */
async function setUp(link: string): Promise<Answered> {
  const agent = createUserAgent();
  const csrf = /name="csrf_token" value="([^"]+)"/.exec((await agent.request(link)).text)?.[1] ?? '';
  const form = new URLSearchParams({
    csrf_token: csrf,
    organisation: 'Analytical Engines',
    email: 'ada@engines.example',
    password: 'a few plain words in a row',
  });
  return agent.request(link, { method: 'POST', form });
}

test('the owner link works once: it makes the owner, and the next start prints none', async () => {
  const data = temporaryFolder();
  const first = await startCandor({ demo: false, data });
  const link = first.ownerLink ?? '';
  const done = await setUp(link);
  assert.equal(done.status, 200);
  const token = /cad_[A-Za-z0-9_-]+/.exec(done.text)?.[0];

  // The command that the page offers, as it stands there.
  const [command = ''] = /curl [^<]+\/clients/.exec(done.text) ?? [];
  const body = JSON.parse(/-d &#39;(.+?)&#39;/.exec(command)?.[1]?.replaceAll('&#34;', '"') ?? '{}');
  const created = await fetch(`${first.url}/api/environments/sandbox/clients`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.equal(created.status, 201, await created.clone().text());
  const client = (await created.json()) as DemoClient;
  const issued = await post(first.environment().endpoints.token, client, { grant_type: 'client_credentials' });
  assert.ok(issued.status === 200 || issued.json.error === 'unauthorized_client', issued.text);

  assert.equal((await fetch(link)).status, 410);
  const again = await setUp(link);
  assert.ok(again.status >= 400, 'a link that was used makes no second owner');
  assert.equal(again.text.includes('cad_'), false);
  await first.stop();
  const second = await startCandor({ demo: false, data });
  assert.equal(second.ownerLink, undefined);
});

test('nobody comes in with a password that everybody knows', async () => {
  const candor = await startCandor({ demo: false });
  const agent = createUserAgent();
  const address = `${candor.url}/console/sign-in`;
  for (const [email, password] of [
    ['admin', 'admin'],
    ['admin@example.com', 'password'],
    ['owner@demo.example', 'candor'],
  ] as const) {
    const csrf = /name="csrf_token" value="([^"]+)"/.exec((await agent.request(address)).text)?.[1] ?? '';
    const form = new URLSearchParams({ csrf_token: csrf, email, password });
    const answer = await agent.request(address, { method: 'POST', form });
    assert.equal(answer.status, 400);
    assert.equal(agent.cookies().includes('_session='), false);
  }
});

for (const [title, args, env, status, message] of [
  ['no request id', [], {}, 2, /takes one request id/],
  ['a word that is none', ['nonsense'], {}, 2, /"nonsense" is no request id/],
  ['no credentials', ['req_01m85x0pf60003cne6'], {}, 2, /--client-id and CANDOR_CLIENT_SECRET.*candor token create/],
  [
    'a client without its secret',
    ['req_01m85x0pf60003cne6', '--client-id', 'cid_x'],
    {},
    2,
    /The secret of cid_x is missing: set CANDOR_CLIENT_SECRET/,
  ],
  [
    'no server at the address',
    ['req_01m85x0pf60003cne6', '--url', 'http://127.0.0.1:9'],
    { CANDOR_TOKEN: 'cad_x' },
    1,
    /No answer from http:\/\/127\.0\.0\.1:9 .*--url/,
  ],
] as const) {
  test(`candor explain says what is missing: ${title}, with status ${status}`, async () => {
    const told = await runCandor(['explain', ...args, '--data', temporaryFolder()], env);
    assert.equal(told.status, status);
    assert.match(told.stderr, message);
    assert.equal(told.stdout, '');
  });
}

test('candor explain tells nobody else whether there is an explanation, with status 1', async () => {
  const candor = await startCandor();
  const client = candor.client('Ledger sync');
  const { requestId, json } = await post(
    candor.environment().endpoints.token,
    { ...client, clientSecret: 'wrong' },
    { grant_type: 'client_credentials' },
  );
  assert.equal(json.access_token, undefined);
  const other = candor.client('Ledger sync', 'production');
  const env = { CANDOR_CLIENT_SECRET: other.clientSecret ?? '' };
  const told: string[] = [];
  for (const id of [requestId, 'req_01m85x0pf60003cne6']) {
    const args = ['explain', id, '--url', candor.url, '--client-id', other.clientId];
    const { status, stderr, stdout } = await runCandor(args, env);
    assert.equal(status, 1);
    assert.equal(stdout, '');
    told.push(stderr);
  }
  assert.equal(told[0], told[1]);
});

for (const [title, args, message] of [
  ['a life that is too long', ['--role', 'supporter', '--expires', '9999d'], /no duration up to a year/],
  ['a life that is no duration', ['--role', 'supporter', '--expires', 'soon'], /no duration up to a year/],
  ['a role that is missing', [], /--role is missing/],
] as const) {
  test(`candor token create names ${title}, with status 2, and makes no token`, async () => {
    const { status, stderr, stdout } = await runCandor(['token', 'create', ...args, '--data', temporaryFolder()]);
    assert.equal(status, 2);
    assert.match(stderr, message);
    assert.equal(stdout, '');
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

test('candor explain takes the error_uri as the app found it, which names the server too', async () => {
  const candor = await startCandor();
  const client = candor.client('Ledger sync');
  const { json } = await post(candor.environment().endpoints.token, client, { grant_type: 'nothing' });
  const told = await runCandor(['explain', json.error_uri], { CANDOR_TOKEN: candor.adminToken });
  assert.deepEqual([told.status, told.stderr], [0, '']);
  assert.match(told.stdout, /grant_type/);
});

test('candor --version prints the version of the package', async () => {
  const { status, stdout } = await runCandor(['--version']);
  assert.equal(status, 0);
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
});

test('a file in the place of the data folder is named as one, with status 5', async () => {
  const file = configurationFile({});
  const { status, stderr } = await runCandor(['serve', '--port', '0', '--data', file]);
  assert.equal(status, 5);
  assert.match(stderr, /is a file, and --data names a folder/);
});
