/** Registering clients through the administration API. */
import assert from 'node:assert/strict';
import { generateKeyPairSync, hash } from 'node:crypto';
import { describe, it } from 'node:test';
import { isWholeClientSecret } from '@candor/protocol';
import { estimatedBits } from '../src/admin/secret-strength.ts';
import { type Answered, basicOf, startTestServer } from './_server.ts';

const server = await startTestServer();
const clients = '/api/environments/sandbox/clients';
const inProduction = '/api/environments/production/clients';
const complete = { name: 'Ledger sync', redirectUris: ['https://app.example/cb'] };
const machine = { name: 'Nightly job', grantTypes: ['client_credentials'], scopes: ['ledger:read'] };

const create = (members: object, path = clients): Promise<Answered> => server.api('POST', path, members);
const tokenOf = (clientId: string, clientSecret: string, environment = 'sandbox'): Promise<Answered> =>
  server.post(
    `/${environment}/oauth/token`,
    { grant_type: 'client_credentials' },
    { authorization: basicOf(clientId, clientSecret) },
  );

function assertInvalid(answer: Answered, pointer: string, message: RegExp): void {
  assert.equal(answer.status, 422, answer.text);
  assert.equal(answer.json.type, `${server.url}/problems/record-invalid`);
  const error = answer.json.errors.find((found: Record<string, string>) => found.pointer === pointer);
  assert.match(error?.message ?? `nothing at ${pointer} in ${answer.text}`, message);
}

describe('a new client', () => {
  it('gets an id and a secret, which is shown this once and works at the token endpoint', async () => {
    const { status, headers, json } = await create(machine);
    assert.equal(status, 201);
    assert.match(json.clientId, /^cid_[A-Za-z0-9_-]{16}$/);
    assert.ok(isWholeClientSecret(json.clientSecret));
    assert.equal(headers.get('location'), `${clients}/${json.clientId}`);
    assert.equal((await tokenOf(json.clientId, json.clientSecret)).status, 200);
    const read = await server.api('GET', headers.get('location') ?? '');
    const { clientSecret: _shown, ...rest } = json;
    assert.deepEqual(read.json, rest);
  });

  it('has the defaults of a confidential client, and its times in ISO 8601', async () => {
    const { json } = await create(complete);
    const { clientId, clientSecret: _secret, createdAt, updatedAt, secrets, ...rest } = json;
    assert.deepEqual(rest, {
      environment: 'sandbox',
      ...complete,
      organisation: server.organisationId,
      postLogoutRedirectUris: [],
      grantTypes: ['authorization_code', 'refresh_token'],
      scopes: ['openid', 'profile', 'email', 'offline_access'],
      authMethod: 'client_secret_basic',
      resources: [],
      serves: [],
      verified: false,
      enabled: true,
    });
    assert.ok(clientId);
    assert.match(createdAt, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.equal(createdAt, updatedAt);
    assert.deepEqual(Object.keys(secrets[0]), ['id', 'createdAt']);
  });

  it('is never given back with the hash of a secret', async () => {
    const { json } = await create(machine);
    const stored = await server.storage.client('sandbox', json.clientId);
    assert.equal(stored?.secrets[0]?.hash, hash('sha256', json.clientSecret, 'base64url'));
    for (const path of [clients, `${clients}/${json.clientId}`, `${clients}/${json.clientId}/secrets`]) {
      const { text } = await server.api('GET', path);
      assert.doesNotMatch(text, /hash|argon2|sha256/);
      assert.ok(!text.includes(json.clientSecret));
    }
  });

  it('has no secret where its method has none', async () => {
    const { json } = await create({ ...complete, authMethod: 'none' });
    assert.deepEqual([json.clientSecret, json.secrets], [undefined, []]);
    assertInvalid(await create({ ...complete, authMethod: 'none', clientSecret: 'x'.repeat(50) }), '/clientSecret', /has no secret/);
  });

  it('belongs to an organisation named by id or name, the first by default', async () => {
    const id = await server.createOrganisation('Second Organisation');
    assert.equal((await create({ ...complete, organisation: 'Second Organisation' })).json.organisation, id);
    assert.equal((await create({ ...complete, organisation: id })).json.organisation, id);
    assert.equal((await create(complete)).json.organisation, server.organisationId);
    assertInvalid(await create({ ...complete, organisation: 'Third' }), '/organisation', /no organisation with this id or name/);
  });

  const refused: readonly (readonly [string, object, string, RegExp])[] = [
    ['a redirect URI with a wildcard', { redirectUris: ['https://*.example/cb'] }, '/redirectUris/0', /character by character/],
    ['a redirect URI with a fragment', { redirectUris: ['https://a.example/cb#x'] }, '/redirectUris/0', /no fragment/],
    ['a relative redirect URI', { redirectUris: ['https://a.example/', '/cb'] }, '/redirectUris/1', /not absolute/],
    ['a scheme without a dot', { redirectUris: ['myapp:/cb'] }, '/redirectUris/0', /has a dot/],
    ['a post-logout redirect URI with dots', { postLogoutRedirectUris: ['https://a.example/../x'] }, '/postLogoutRedirectUris/0', /segment/],
    ['no redirect URI for authorization_code', { redirectUris: [] }, '/redirectUris', /needs a redirect URI/],
    ['a scope that the environment does not know', { scopes: ['ledger:raed'] }, '/scopes/0', /Did you mean ledger:read/],
    ['a resource that the environment does not know', { resources: ['https://api.example/x'] }, '/resources/0', /does not know/],
    ['a resource to serve that it does not know', { serves: ['https://other.example/'] }, '/serves/0', /does not know/],
    ['client_credentials for a public client', { authMethod: 'none', grantTypes: ['client_credentials'] }, '/grantTypes', /public client/],
    ['private_key_jwt without keys', { authMethod: 'private_key_jwt' }, '/jwks', /needs the public keys/],
    ['a page that is not http', { homeUri: 'javascript:alert(1)' }, '/homeUri', /./],
    ['a name of white space', { name: '  ' }, '/name', /./],
    ['a client id with a control character', { clientId: 'a\u0007' }, '/clientId', /visible ASCII/],
    ['a client id that a path can not have', { clientId: '..' }, '/clientId', /visible ASCII/],
    ['a client id of 257 characters', { clientId: 'a'.repeat(257) }, '/clientId', /1 to 256/],
    ['a client secret of seven characters', { clientSecret: '1234567' }, '/clientSecret', /8 to 512/],
    ['a client secret beyond ASCII', { clientSecret: 'é'.repeat(40) }, '/clientSecret', /visible ASCII/],
  ];
  for (const [name, members, pointer, message] of refused) {
    it(`is refused with ${name}, and nothing is stored`, async () => {
      const before = (await server.api('GET', `${clients}?limit=200`)).json.items.length;
      assertInvalid(await create({ ...complete, ...members }), pointer, message);
      assert.equal((await server.api('GET', `${clients}?limit=200`)).json.items.length, before);
    });
  }

  it('may have http redirect URIs in a sandbox, and in production on a loopback address only', async () => {
    const http = { ...complete, redirectUris: ['http://app.example/cb'] };
    assert.equal((await create(http)).status, 201);
    assertInvalid(await create(http, inProduction), '/redirectUris/0', /loopback addresses only/);
    assert.equal((await create({ ...complete, redirectUris: ['http://127.0.0.1/cb'] }, inProduction)).status, 201);
  });

  it('keeps public keys, and refuses a key with private parts', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwt = { ...complete, authMethod: 'private_key_jwt' };
    const jwks = { keys: [publicKey.export({ format: 'jwk' })] };
    assert.deepEqual((await create({ ...jwt, jwks })).json.jwks, jwks);
    const withPrivate = await create({ ...jwt, jwks: { keys: [privateKey.export({ format: 'jwk' })] } });
    assertInvalid(withPrivate, '/jwks/keys/0', /private parts \(d\)/);
    assertInvalid(await create({ ...jwt, jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] } }), '/jwks/keys/0', /private parts \(k\)/);
    assertInvalid(await create({ ...jwt, jwks: { keys: [{ kty: 'EC' }] } }), '/jwks/keys/0', /no public key/);
  });
});

describe('credentials that are brought along', () => {
  it('work as they are, a strong secret hashed with SHA-256 and a weak one with argon2id', async () => {
    const own = await startTestServer();
    const weakExist = () => own.server.context.environments.byName.get('sandbox')?.weakSecrets.exist();
    const bring = async (clientId: string, clientSecret: string) => {
      const { status, json } = await own.api('POST', clients, { ...machine, clientId, clientSecret });
      assert.deepEqual([status, json.clientId, json.clientSecret], [201, clientId, clientSecret]);
      const form = { grant_type: 'client_credentials' };
      const headers = { authorization: basicOf(encodeURIComponent(clientId), encodeURIComponent(clientSecret)) };
      assert.equal((await own.post('/sandbox/oauth/token', form, headers)).status, 200);
      return (await own.storage.client('sandbox', clientId))?.secrets[0]?.algorithm;
    };
    assert.equal(await bring('old-server/app 1', '9fK2mQ7xWb4TzR8vLc3NpYs6HdJg5AeU0oXiB1uM'), 'sha256');
    assert.equal(weakExist(), false);
    assert.equal(await bring('old-app-2', 'correct horse'), 'argon2id');
    assert.equal(weakExist(), true);
  });

  it('conflict with a client that has the id', async () => {
    const members = { ...complete, clientId: 'brought-once' };
    assert.equal((await create(members)).status, 201);
    const again = await create(members);
    assert.deepEqual([again.status, again.json.type], [409, `${server.url}/problems/record-conflict`]);
    assert.equal(again.json.errors[0].pointer, '/clientId');
    assert.equal((await create(members, inProduction)).status, 201);
  });

  const strong: readonly (readonly [string, string])[] = [
    ['43 characters of base64url', 'kq3ZtP0mVx9LbN7sRy2WcF5hJd8GaE1oUiQ4TzX6vB0'],
    ['64 hexadecimal digits', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    ['32 hexadecimal digits', '5e884898da28047151d0e56f8dc62927'],
    ['40 small letters and digits', 'x7k2m9q4w8z1b6n3v5c0l2j8h4g7f1d6s3a9p5o2'],
  ];
  const weak: readonly (readonly [string, string])[] = [
    ['a password', 'Passw0rd!2024'],
    ['a sentence', 'correct horse battery staple and some more words'],
    ['words with capitals and a year', 'MyCompany-Production-Secret-Forever-And-Ever-2024'],
    ['one letter many times', 'a'.repeat(200)],
    ['a repetition', 'Abc123'.repeat(20)],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
    ['a UUID', '3b241101-e2bb-4255-8caf-4136c566a962'],
    ['20 random characters', 'kq3ZtP0mVx9LbN7sRy2W'],
  ];
  for (const [name, secret] of strong) {
    it(`count as strong: ${name}`, () => assert.ok(estimatedBits(secret) >= 128, String(estimatedBits(secret))));
  }
  for (const [name, secret] of weak) {
    it(`count as weak: ${name}`, () => assert.ok(estimatedBits(secret) < 128, String(estimatedBits(secret))));
  }
});

describe('a change of a client', () => {
  const change = (clientId: string, patch: object, contentType = 'application/merge-patch+json'): Promise<Answered> =>
    server.request(`${clients}/${clientId}`, {
      method: 'PATCH',
      body: JSON.stringify(patch),
      headers: { authorization: `Bearer ${server.adminToken}`, 'content-type': contentType },
    });

  it('is a JSON merge patch: what it names is replaced, null takes away, the rest stays', async () => {
    const { json: made } = await create({ ...complete, homeUri: 'https://app.example/', scopes: ['openid'] });
    const changed = await change(made.clientId, { name: 'New name', homeUri: null, redirectUris: ['https://b.example/cb'] });
    assert.equal(changed.status, 200);
    const { homeUri: _gone, clientSecret: _secret, updatedAt: _before, ...rest } = made;
    const { updatedAt: _after, ...now } = changed.json;
    assert.deepEqual(now, { ...rest, name: 'New name', redirectUris: ['https://b.example/cb'] });
    assert.deepEqual((await server.api('GET', `${clients}/${made.clientId}`)).json, changed.json);
    assert.equal((await change(made.clientId, { scopes: null }, 'application/json')).json.scopes.length, 4);
  });

  it('takes effect at once: a disabled client gets no token, and gets one again when it is enabled', async () => {
    const { json } = await create(machine);
    await change(json.clientId, { enabled: false });
    assert.equal((await tokenOf(json.clientId, json.clientSecret)).status, 401);
    await change(json.clientId, { enabled: true });
    assert.equal((await tokenOf(json.clientId, json.clientSecret)).status, 200);
  });

  it('is refused for what it makes invalid, and for members that can not be changed', async () => {
    const { json } = await create(complete);
    const { clientId } = json;
    assertInvalid(await change(clientId, { redirectUris: [] }), '/redirectUris', /needs a redirect URI/);
    assertInvalid(await change(clientId, { name: null }), '/name', /required/);
    assertInvalid(await change(clientId, { clientId: 'another' }), '/clientId', /no such member/);
    assertInvalid(await change(clientId, { clientSecret: null }), '/clientSecret', /no such member/);
    assertInvalid(await change(clientId, { authMethod: 'private_key_jwt' }), '/jwks', /public keys/);
    const { clientSecret: _shown, ...rest } = json;
    assert.deepEqual((await server.api('GET', `${clients}/${clientId}`)).json, rest);
  });

  it('is possible where an untouched member would no longer be accepted', async () => {
    const { clientId } = await server.createClient('sandbox', { scopes: ['a-scope-of-the-past'] });
    assert.equal((await change(clientId, { enabled: false })).status, 200);
  });

  it('made at the same time as others succeeds or conflicts, and loses nothing of the one that succeeded', async () => {
    const { json } = await create(complete);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, number) => change(json.clientId, { name: `Name ${number}` })),
    );
    const succeeded = answers.filter(({ status }) => status === 200);
    assert.ok(succeeded.length >= 1);
    for (const { status, json: problem } of answers.filter((answer) => !succeeded.includes(answer))) {
      assert.deepEqual([status, problem.type], [409, `${server.url}/problems/record-conflict`]);
    }
    const stored = await server.storage.client('sandbox', json.clientId);
    assert.equal(stored?.version, 1 + succeeded.length);
  });
});

describe('a deleted client', () => {
  it('is gone, gets no token, and its id is not given again', async () => {
    const { json } = await create({ ...machine, clientId: 'short-lived' });
    assert.equal((await server.api('DELETE', `${clients}/short-lived`)).status, 204);
    assert.equal((await tokenOf('short-lived', json.clientSecret)).status, 401);
    assert.equal((await server.api('GET', `${clients}/short-lived`)).status, 404);
    assert.equal((await server.api('DELETE', `${clients}/short-lived`)).status, 404);
  });
});

describe('the secrets of a client', () => {
  it('are two at most, so that one is replaced while the other works', async () => {
    const { json: made } = await create(machine);
    const path = `${clients}/${made.clientId}/secrets`;
    const second = await server.api('POST', path);
    assert.equal(second.status, 201);
    assert.equal(second.headers.get('location'), `${path}/${second.json.id}`);
    assert.deepEqual(Object.keys(second.json), ['id', 'createdAt', 'clientSecret']);
    for (const secret of [made.clientSecret, second.json.clientSecret]) {
      assert.equal((await tokenOf(made.clientId, secret)).status, 200);
    }
    const third = await server.api('POST', path, {});
    assert.deepEqual([third.status, third.json.type], [409, `${server.url}/problems/record-conflict`]);
    assert.match(third.json.errors[0].message, /two live secrets/);

    const [first] = made.secrets;
    assert.equal((await server.api('DELETE', `${path}/${first.id}`)).status, 204);
    assert.equal((await tokenOf(made.clientId, made.clientSecret)).status, 401);
    assert.equal((await tokenOf(made.clientId, second.json.clientSecret)).status, 200);
    const { json: listed } = await server.api('GET', path);
    assert.equal(listed.items.length, 2);
    assert.match(listed.items[0].retiredAt, /Z$/);
    assert.equal(listed.items[1].retiredAt, undefined);
    assert.equal((await server.api('POST', path)).status, 201);
  });

  it('once retired stay retired at the same time, and five of them are kept', async () => {
    const { json } = await create(machine);
    const path = `${clients}/${json.clientId}/secrets`;
    let last = json.secrets[0].id;
    for (let round = 0; round < 7; round++) {
      const { json: next } = await server.api('POST', path);
      await server.api('DELETE', `${path}/${last}`);
      server.advance(1000);
      last = next.id;
    }
    const { items } = (await server.api('GET', path)).json;
    assert.equal(items.length, 6);
    assert.equal(items.at(-1).id, last);
    const retired = items[4];
    assert.equal((await server.api('DELETE', `${path}/${retired.id}`)).status, 204);
    assert.deepEqual((await server.api('GET', path)).json.items[4], retired);
    assert.equal((await server.api('DELETE', `${path}/none`)).status, 404);
  });

  it('are none for a public client', async () => {
    const { json } = await create({ ...complete, authMethod: 'none' });
    const added = await server.api('POST', `${clients}/${json.clientId}/secrets`);
    assert.equal(added.status, 409);
    assert.deepEqual((await server.storage.client('sandbox', json.clientId))?.secrets, []);
  });
});
