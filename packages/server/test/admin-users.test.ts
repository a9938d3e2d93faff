/** Users, their accounts and their grants through the administration API. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTotpSecret, readBase32 } from '../src/directory/second-factor-secret.ts';
import { authorize, introspect, obtainTokens, openBrowser, refresh, responseParameters } from './_oauth.ts';
import { type Answered, startTestServer, type TestUser } from './_server.ts';

const server = await startTestServer();
const users = '/api/environments/sandbox/users';
const grants = '/api/environments/sandbox/grants';
const password = 'plain words in a row';
let made = 0;

const email = (): string => `person-${++made}@people.example`;
const create = (members: object): Promise<Answered> =>
  server.api('POST', users, { email: email(), password, account: 'Bakery', ...members });
const change = (id: string, patch: object): Promise<Answered> => server.api('PATCH', `${users}/${id}`, patch);

function assertInvalid(answer: Answered, pointer: string, message: RegExp): void {
  assert.equal(answer.status, 422, answer.text);
  const error = answer.json.errors.find((found: Record<string, string>) => found.pointer === pointer);
  assert.match(error?.message ?? `nothing at ${pointer} in ${answer.text}`, message);
}

/** A user as the flows of the tests need them, with the id that the API gave. */
async function asTestUser(answer: Answered, typed = password): Promise<TestUser> {
  assert.equal(answer.status, 201, answer.text);
  const record = await server.storage.user('sandbox', answer.json.id);
  assert.ok(record);
  return {
    id: record.id,
    email: record.email,
    password: typed,
    accountId: record.accounts[0]?.accountId ?? '',
    record,
  };
}

describe('a new user', () => {
  it('signs in with the password, and is never given back with it', async () => {
    const answer = await create({ name: 'Ada Person', givenName: 'Ada', familyName: 'Person' });
    const user = await asTestUser(answer);
    assert.equal(answer.headers.get('location'), `${users}/${user.id}`);
    assert.doesNotMatch(answer.text, /argon2|password|plain words/i);
    const client = await server.createClient('sandbox');
    const tokens = await obtainTokens(server, { client, user });
    assert.equal((await introspect(server, client, tokens.access_token)).active, true);
    assert.deepEqual((await server.api('GET', `${users}/${user.id}`)).json, answer.json);
    assert.doesNotMatch((await server.api('GET', users)).text, /argon2|password/i);
  });

  it('has one address in an environment, whatever its case', async () => {
    const { json } = await create({});
    const again = await create({ email: json.email.toUpperCase(), account: 'Never made' });
    assert.deepEqual([again.status, again.json.errors[0].pointer], [409, '/email']);
    assert.equal(await server.storage.accountByName('sandbox', 'Never made'), undefined);
    const elsewhere = { email: json.email, password, account: 'Bakery' };
    assert.equal((await server.api('POST', '/api/environments/production/users', elsewhere)).status, 201);
  });

  it('joins the account of this name or id, or gets a new one', async () => {
    const first = (await create({ account: 'Mill' })).json.accounts[0];
    assert.deepEqual([first.name, first.role], ['Mill', 'owner']);
    assert.equal((await create({ account: 'Mill', role: 'analyst' })).json.accounts[0].id, first.id);
    assert.deepEqual((await create({ account: first.id, role: 'support' })).json.accounts, [
      { ...first, role: 'support' },
    ]);
    const accounts = [
      { account: 'Mill', role: 'owner' },
      { account: 'Garage', role: 'analyst' },
    ];
    const two = await server.api('POST', users, { email: email(), password, accounts });
    assert.deepEqual(
      two.json.accounts.map(({ name, role }: Record<string, string>) => [name, role]),
      [
        ['Mill', 'owner'],
        ['Garage', 'analyst'],
      ],
    );
  });

  it('lives in the region of the account', async () => {
    assert.equal((await create({ account: 'American', region: 'us' })).json.region, 'us');
    assert.equal((await create({ account: 'American' })).json.region, 'us');
    assertInvalid(await create({ account: 'American', region: 'default' }), '/region', /American is in the region us/);
    assert.equal((await create({ account: 'Unsaid' })).json.region, 'default');
  });

  const refused: readonly (readonly [string, object, string, RegExp])[] = [
    ['a password below the minimum', { password: 'elevenchars' }, '/password', /at least 12 characters/],
    ['a password of 1,025 characters', { password: 'x'.repeat(1025) }, '/password', /./],
    ['no account', { account: undefined }, '/account', /required/],
    ['an account twice over', { accounts: [{ account: 'Mill', role: 'owner' }] }, '/accounts', /but not both/],
    ['no email address', { email: 'person' }, '/email', /./],
    ['an unknown region', { region: 'eu' }, '/region', /Known: default, us/],
    ['totp without a secret', { secondFactor: 'totp' }, '/totpSecret', /needs the secret/],
    ['a secret without totp', { totpSecret: 'JBSWY3DPEHPK3PXP' }, '/totpSecret', /none has no secret/],
    ['a secret that is no base32', { secondFactor: 'totp', totpSecret: '1234567890123456' }, '/totpSecret', /base32/],
    ['a misspelt member', { pasword: 'x' }, '/pasword', /Did you mean password/],
  ];
  for (const [name, members, pointer, message] of refused) {
    it(`is refused with ${name}`, async () => assertInvalid(await create(members), pointer, message));
  }

  it('keeps the secret of the authenticator app sealed, for this user alone', async () => {
    const secret = 'JBSW Y3DP EHPK 3PXP';
    const { json, text } = await create({ secondFactor: 'totp', totpSecret: secret });
    assert.doesNotMatch(text, /JBSW|totpSecret/);
    const stored = await server.storage.user('sandbox', json.id);
    const sealed = stored?.totpSecretSealed ?? '';
    const key = server.server.context.secondFactorKey;
    const owner = { environment: 'sandbox', userId: json.id };
    assert.deepEqual(Buffer.from(openTotpSecret(sealed, owner, key) ?? []), Buffer.from('48656c6c6f21deadbeef', 'hex'));
    assert.equal(openTotpSecret(sealed, { ...owner, userId: 'another' }, key), undefined);
    assert.equal(openTotpSecret(sealed, { ...owner, environment: 'production' }, key), undefined);
  });
});

describe('base32 (RFC 4648 section 6)', () => {
  it('is read as apps show it, and refused beyond its alphabet and its bounds', () => {
    const bytes = readBase32('jbsw y3dp ehpk 3pxp');
    assert.deepEqual(bytes && Buffer.from(bytes).toString('hex'), '48656c6c6f21deadbeef');
    assert.equal(readBase32('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')?.length, 20);
    for (const text of ['JBSWY3DPEHPK3PX', 'JBSWY3DPEHPK3PX1', 'JBSWY3DPEHPK3PXÀ', 'A'.repeat(120), '']) {
      assert.equal(readBase32(text), undefined, text);
    }
  });
});

describe('a change of a user', () => {
  it('replaces what it names and leaves password and authenticator secret alone', async () => {
    const { json } = await create({ secondFactor: 'totp', totpSecret: 'JBSWY3DPEHPK3PXP', name: 'Before' });
    const before = await server.storage.user('sandbox', json.id);
    const changed = await change(json.id, { name: 'After', givenName: 'A' });
    assert.equal(changed.status, 200);
    assert.deepEqual([changed.json.name, changed.json.givenName, changed.json.email], ['After', 'A', json.email]);
    const after = await server.storage.user('sandbox', json.id);
    assert.equal(after?.passwordHash, before?.passwordHash);
    assert.equal(after?.totpSecretSealed, before?.totpSecretSealed);
    assert.equal((await change(json.id, { name: null })).json.name, undefined);
    await change(json.id, { secondFactor: 'none' });
    assert.equal((await server.storage.user('sandbox', json.id))?.totpSecretSealed, undefined);
  });

  it('gives the user another role, or another account', async () => {
    const { json } = await create({ account: 'Mill' });
    const [mill] = json.accounts;
    assert.deepEqual((await change(json.id, { role: 'analyst' })).json.accounts, [{ ...mill, role: 'analyst' }]);
    const moved = (await change(json.id, { account: 'Bakery' })).json.accounts;
    assert.deepEqual(
      moved.map(({ name, role }: Record<string, string>) => [name, role]),
      [['Bakery', 'analyst']],
    );
  });

  it('can not take the address of another user', async () => {
    const [one, other] = [(await create({})).json, (await create({})).json];
    const answer = await change(one.id, { email: other.email });
    assert.deepEqual([answer.status, answer.json.errors[0].pointer], [409, '/email']);
    assert.equal((await server.api('GET', `${users}/${one.id}`)).json.email, one.email);
  });

  it('of the password signs out every browser, and the old one is wrong from then on', async () => {
    const client = await server.createClient('sandbox');
    const user = await asTestUser(await create({}));
    const browser = openBrowser(server);
    await authorize(server, { client, user, browser });
    const again = await authorize(server, { client, user, browser });
    assert.deepEqual(again.steps, []);
    const renewed = 'other words in another row';
    assert.equal((await change(user.id, { password: renewed })).status, 200);
    const signedOut = await authorize(server, { client, user: { ...user, password: renewed }, browser });
    assert.deepEqual(signedOut.steps, ['sign-in']);
    const old = openBrowser(server);
    const location =
      (await old.open(`/sandbox/oauth/authorize?${await requestOf(client.clientId)}`)).headers.get('location') ?? '';
    await old.open(location);
    assert.equal((await old.submit(location, { email: user.email, password })).status, 400);
  });

  it('of the password ends a sign-in with the old one that was under way', async () => {
    const client = await server.createClient('sandbox');
    const user = await asTestUser(await create({}));
    const browser = openBrowser(server);
    const begun = await browser.open(`/sandbox/oauth/authorize?${await requestOf(client.clientId)}`);
    const location = begun.headers.get('location') ?? '';
    await browser.open(location);
    const { passwords } = server.server.context;
    const { verify } = passwords;
    passwords.verify = async (...sent) => {
      const isRight = await verify(...sent);
      assert.equal((await change(user.id, { password: 'other words in another row' })).status, 200);
      return isRight;
    };
    const answer = await browser.submit(location, { email: user.email, password });
    passwords.verify = verify;
    assert.equal(answer.headers.get('location'), location);
    assert.doesNotMatch(answer.headers.getSetCookie().join(), /_session=[^;]/);
    assert.deepEqual(await server.storage.sessionsOfUser('sandbox', user.id), []);
  });
});

async function requestOf(clientId: string): Promise<URLSearchParams> {
  return new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: 'https://app.example/cb',
    scope: 'openid',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
  });
}

describe('a disabled user', () => {
  it('loses sessions and grants at once, and gets none back when enabled again', async () => {
    const client = await server.createClient('sandbox');
    const user = await asTestUser(await create({}));
    const tokens = await obtainTokens(server, { client, user, browser: openBrowser(server) });
    assert.equal((await change(user.id, { enabled: false })).status, 200);
    for (const enabled of [false, true]) {
      assert.equal((await change(user.id, { enabled })).status, 200);
      assert.equal((await introspect(server, client, tokens.access_token)).active, false);
      assert.equal((await refresh(server, client, tokens.refresh_token)).status, 400);
      assert.deepEqual(await server.storage.sessionsOfUser('sandbox', user.id), []);
    }
  });
});

describe('a deleted user', () => {
  it('is disabled: sessions and grants end, and nothing that was granted works any more', async () => {
    const client = await server.createClient('sandbox');
    const user = await asTestUser(await create({}));
    const browser = openBrowser(server);
    const tokens = await obtainTokens(server, { client, user, browser });
    assert.equal((await server.api('DELETE', `${users}/${user.id}`)).status, 204);
    assert.equal((await introspect(server, client, tokens.access_token)).active, false);
    assert.equal((await refresh(server, client, tokens.refresh_token)).status, 400);
    const { items } = (await server.api('GET', `${grants}?user=${user.id}`)).json;
    assert.equal(items.length, 1);
    assert.equal(items[0].endedBy, 'administrator');
    assert.deepEqual(await server.storage.sessionsOfUser('sandbox', user.id), []);
    const next = await browser.open(`/sandbox/oauth/authorize?${await requestOf(client.clientId)}&prompt=none`);
    assert.equal(responseParameters(next).get('error'), 'login_required');
    assert.equal((await server.api('GET', `${users}/${user.id}`)).json.enabled, false);
    assert.equal((await server.api('DELETE', `${users}/${user.id}`)).status, 204);
    assert.equal((await server.api('DELETE', `${users}/none`)).status, 404);
  });
});

describe('grants', () => {
  it('are listed by client, by user or by both, the user by id or address', async () => {
    const [one, other] = [await server.createClient('sandbox'), await server.createClient('sandbox')];
    const [ada, bob] = [await asTestUser(await create({})), await asTestUser(await create({}))];
    for (const [client, user] of [
      [one, ada],
      [one, bob],
      [other, ada],
    ] as const) {
      await obtainTokens(server, { client, user });
    }
    const listed = async (query: string): Promise<unknown[]> => {
      const { json } = await server.api('GET', `${grants}?${query}`);
      return json.items.map(({ clientId, userId }: Record<string, string>) => [clientId, userId]);
    };
    assert.deepEqual(await listed(`client=${one.clientId}`), [
      [one.clientId, bob.id],
      [one.clientId, ada.id],
    ]);
    assert.deepEqual(await listed(`user=${ada.id}`), [
      [other.clientId, ada.id],
      [one.clientId, ada.id],
    ]);
    assert.deepEqual(await listed(`client=${other.clientId}&user=${encodeURIComponent(ada.email.toUpperCase())}`), [
      [other.clientId, ada.id],
    ]);
    assert.deepEqual(await listed('user=nobody%40people.example'), []);
    assert.deepEqual(await listed('client=none'), []);
  });

  it('end by DELETE with every token under them, once, and leave those of others alone', async () => {
    const client = await server.createClient('sandbox');
    const [ada, bob] = [await asTestUser(await create({})), await asTestUser(await create({}))];
    const tokens = await obtainTokens(server, { client, user: ada });
    const others = await obtainTokens(server, { client, user: bob });
    const [grant] = (await server.api('GET', `${grants}?user=${ada.id}`)).json.items;
    assert.deepEqual([grant.endedAt, grant.accountId, grant.scopes], [undefined, ada.accountId, ['openid']]);
    const inProduction = await server.api('DELETE', `/api/environments/production/grants/${grant.id}`);
    assert.equal(inProduction.status, 404);
    assert.equal((await introspect(server, client, tokens.access_token)).active, true);

    assert.equal((await server.api('DELETE', `${grants}/${grant.id}`)).status, 204);
    assert.equal((await introspect(server, client, tokens.access_token)).active, false);
    assert.equal((await refresh(server, client, tokens.refresh_token)).status, 400);
    assert.equal((await introspect(server, client, others.access_token)).active, true);
    const [ended] = (await server.api('GET', `${grants}?user=${ada.id}`)).json.items;
    assert.equal(ended.endedBy, 'administrator');
    server.advance(1000);
    assert.equal((await server.api('DELETE', `${grants}/${grant.id}`)).status, 204);
    assert.deepEqual((await server.api('GET', `${grants}?user=${ada.id}`)).json.items, [ended]);
    assert.equal((await server.api('DELETE', `${grants}/none`)).status, 404);
  });
});
