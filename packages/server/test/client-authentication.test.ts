/** Client authentication: RFC 6749 section 2.3, RFC 7521, RFC 7523, and the two spellings of Basic. */
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, it } from 'node:test';
import type { ClientRecord, ClientSecretRecord } from '@candor/storage';
import type { Environment } from '../src/environment.ts';
import { assertionFields, createAssertionSigner, freezeTime, startOAuthServer, withPolicy } from './_oauth.ts';
import { assertRefused } from './_refused.ts';
import { type Answered, basicOf } from './_server.ts';

const server = await startOAuthServer();
const token = (form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answered> =>
  server.post('/sandbox/oauth/token', { grant_type: 'client_credentials', scope: 'ledger:read', ...form }, headers);
const failed = { status: 401, error: 'invalid_client' } as const;
const challenge = () => `Basic realm="${server.url}/sandbox", charset="UTF-8"`;

function sha256(secret: string, more: Partial<ClientSecretRecord> = {}): ClientSecretRecord {
  return { id: secret, algorithm: 'sha256', hash: hash('sha256', secret, 'base64url'), createdAt: 0, ...more };
}

const basicClient = await server.createClient('sandbox');
const postClient = await server.createClient('sandbox', { authMethod: 'client_secret_post' });
const publicClient = await server.createClient('sandbox', { authMethod: 'none' });
const signer = await createAssertionSigner();
const keyClient = await server.createClient('sandbox', { authMethod: 'private_key_jwt', jwks: signer.jwks });

describe('client_secret_basic', () => {
  it('authenticates a client', async () => {
    assert.equal((await token({}, { authorization: basicClient.basic })).status, 200);
  });

  it('authenticates also with client_id repeated in the body', async () => {
    assert.equal((await token({ client_id: basicClient.clientId }, { authorization: basicClient.basic })).status, 200);
  });

  it('knows the scheme in any case (RFC 9110 section 11.1)', async () => {
    assert.equal((await token({}, { authorization: basicClient.basic.replace('Basic', 'bAsIc') })).status, 200);
  });

  const secret = 'a+b%20c/d=e:f g';
  it('takes id and secret form-encoded, as section 2.3.1 says, and raw, as many clients send them', async () => {
    const odd = await server.createClient('sandbox', { clientId: 'odd client+id', secrets: [sha256(secret)] });
    const encode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);
    const spellings = {
      'form-encoded': basicOf(encode(odd.clientId), encode(secret)),
      'percent-encoded': basicOf(encodeURIComponent(odd.clientId), encodeURIComponent(secret)),
      raw: basicOf(odd.clientId, secret),
    };
    for (const [name, authorization] of Object.entries(spellings)) {
      assert.equal((await token({}, { authorization })).status, 200, name);
    }
    const doubled = basicOf(encode(encode(odd.clientId)), encode(encode(secret)));
    const act = () => token({}, { authorization: doubled });
    await assertRefused(server, act, { problem: 'client-unknown', ...failed });
  });

  const malformed = {
    'without a colon': `Basic ${Buffer.from('onlyanid').toString('base64')}`,
    'in base64url': `Basic ${Buffer.from('id:?>?>secret').toString('base64url')}`,
    'that is no base64': 'Basic !!!',
    'without credentials': 'Basic',
    'with a control character': `Basic ${Buffer.from('id:se\ncret').toString('base64')}`,
    'of another scheme': 'Digest username="x"',
    'of a bearer token': 'Bearer cat_sandbox_x',
    'of more than 2,048 characters': basicOf('id', 's'.repeat(2000)),
  };
  for (const [name, authorization] of Object.entries(malformed)) {
    it(`is refused with a header ${name}, and told the scheme`, async () => {
      const { answer } = await assertRefused(server, () => token({}, { authorization }), {
        problem: 'client-credentials-malformed',
        ...failed,
      });
      assert.equal(answer.headers.get('www-authenticate'), challenge());
    });
  }
});

describe('the other methods', () => {
  it('client_secret_post authenticates a client', async () => {
    assert.equal((await token({ client_id: postClient.clientId, client_secret: postClient.clientSecret })).status, 200);
  });

  it('none identifies a public client, which gets no client_credentials token', async () => {
    const act = () => token({ client_id: publicClient.clientId });
    await assertRefused(server, act, { problem: 'grant-type-not-allowed', status: 400, error: 'unauthorized_client' });
  });

  it('private_key_jwt authenticates with issuer, token endpoint or PAR endpoint as audience (RFC 9126)', async () => {
    const issuer = `${server.url}/sandbox`;
    for (const aud of [issuer, `${issuer}/oauth/token`, `${issuer}/oauth/par`, [issuer]]) {
      assert.equal((await token(await assertionFields(server, keyClient, signer, { aud }))).status, 200);
    }
  });

  it('private_key_jwt authenticates with client_id beside the assertion', async () => {
    const fields = await assertionFields(server, keyClient, signer);
    assert.equal((await token({ client_id: keyClient.clientId, ...fields })).status, 200);
  });

  for (const alg of ['ES256', 'ES384', 'RS256', 'PS256', 'EdDSA']) {
    it(`private_key_jwt authenticates with ${alg}`, async () => {
      const own = await createAssertionSigner(alg);
      const client = await server.createClient('sandbox', { authMethod: 'private_key_jwt', jwks: own.jwks });
      assert.equal((await token(await assertionFields(server, client, own))).status, 200);
    });
  }
});

describe('an assertion', () => {
  it('is accepted once (RFC 7523 section 3, item 7)', async () => {
    const fields = await assertionFields(server, keyClient, signer);
    assert.equal((await token(fields)).status, 200);
    await assertRefused(server, () => token(fields), { problem: 'client-assertion-replayed', ...failed });
  });

  it('is accepted once of twenty times at once', async () => {
    const fields = await assertionFields(server, keyClient, signer);
    const answers = await Promise.all(Array.from({ length: 20 }, () => token(fields)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  });

  it('is not remembered as used when another key had signed its jti', async () => {
    const stranger = await createAssertionSigner();
    const jti = 'chosen-by-a-stranger';
    const forged = await assertionFields(server, keyClient, stranger, { jti });
    await assertRefused(server, () => token(forged), { problem: 'client-assertion-invalid', ...failed });
    assert.equal((await token(await assertionFields(server, keyClient, signer, { jti }))).status, 200);
  });

  const seconds = Math.floor(Date.now() / 1000);
  const invalid = {
    'that has expired': { exp: seconds - 120 },
    'that is not yet valid': { nbf: seconds + 300 },
    'that lives for an hour': { exp: seconds + 3600 },
    'without exp': { exp: undefined },
    'without jti': { jti: undefined },
    'without aud': { aud: undefined },
    'for another server': { aud: 'https://other.example' },
    'for another environment': { aud: 'production' },
    'whose sub is another client': { sub: basicClient.clientId },
    'without iss': { iss: undefined },
    'whose jti is too long': { jti: 'j'.repeat(257) },
  };
  for (const [name, claims] of Object.entries(invalid)) {
    it(`is refused ${name}`, async () => {
      const fields = await assertionFields(server, keyClient, signer, claims);
      const act = () => token({ client_id: keyClient.clientId, ...fields });
      await assertRefused(server, act, { problem: 'client-assertion-invalid', ...failed });
    });
  }

  it('is refused from the end of the tolerance of thirty seconds, on a moved clock', async (t) => {
    freezeTime(t);
    const [one, other] = [
      await assertionFields(server, keyClient, signer),
      await assertionFields(server, keyClient, signer),
    ];
    server.advance(88_000);
    assert.equal((await token(one)).status, 200);
    server.advance(4_000);
    await assertRefused(server, () => token(other), { problem: 'client-assertion-invalid', ...failed });
  });

  it('is refused when it is signed with a shared secret or with nothing (RFC 8725 section 3.1)', async () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const now = Math.floor(server.now() / 1000);
    const claims = {
      iss: keyClient.clientId,
      sub: keyClient.clientId,
      aud: `${server.url}/sandbox`,
      exp: now + 60,
      jti: 'x',
    };
    for (const alg of ['none', 'HS256']) {
      const client_assertion = `${encode({ alg })}.${encode(claims)}.${alg === 'none' ? '' : 'c2ln'}`;
      const act = async () => token({ ...(await assertionFields(server, keyClient, signer)), client_assertion });
      await assertRefused(server, act, { problem: 'client-assertion-invalid', ...failed });
    }
  });

  it('of another client_assertion_type is malformed', async () => {
    const fields = await assertionFields(server, keyClient, signer);
    const act = () =>
      token({ ...fields, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' });
    await assertRefused(server, act, { problem: 'client-credentials-malformed', ...failed });
  });

  it('of a client that has no keys is refused', async () => {
    const act = async () => token(await assertionFields(server, basicClient, signer));
    await assertRefused(server, act, { problem: 'client-authentication-method-wrong', ...failed });
  });
});

describe('credentials that do not fit', () => {
  const other = { clientId: 'cid_nobody', clientSecret: 'ccs_nothing' };
  const cases = [
    ['an unknown client', {}, () => basicOf(other.clientId, other.clientSecret), 'client-unknown'],
    ['a wrong secret', {}, () => basicOf(basicClient.clientId, other.clientSecret), 'client-secret-wrong'],
    ['an empty secret', {}, () => basicOf(basicClient.clientId, ''), 'client-secret-wrong'],
    [
      'the secret of another client',
      {},
      () => basicOf(basicClient.clientId, postClient.clientSecret),
      'client-secret-wrong',
    ],
    ['Basic by a client of client_secret_post', {}, () => postClient.basic, 'client-authentication-method-wrong'],
    ['Basic by a public client', {}, () => basicOf(publicClient.clientId, 'x'), 'client-authentication-method-wrong'],
    [
      'client_secret_post by a client of Basic',
      { client_id: basicClient.clientId, client_secret: basicClient.clientSecret },
      undefined,
      'client-authentication-method-wrong',
    ],
    [
      'client_id alone by a confidential client',
      { client_id: basicClient.clientId },
      undefined,
      'client-authentication-method-wrong',
    ],
    ['no credentials', {}, undefined, 'client-credentials-missing'],
    ['a client_id that can not be one', { client_id: 'with\ttab' }, undefined, 'client-credentials-missing'],
  ] as const;
  for (const [name, form, authorization, problem] of cases) {
    it(`are refused: ${name}`, async () => {
      const headers = authorization && { authorization: authorization() };
      const { answer } = await assertRefused(server, () => token(form, headers), { problem, ...failed });
      const expected = headers ? challenge() : null;
      assert.equal(answer.headers.get('www-authenticate'), expected, 'RFC 6749 section 5.2: the scheme that was used');
    });
  }

  it('are refused when they stand in two places', async () => {
    const { clientId, clientSecret, basic } = basicClient;
    const fields = await assertionFields(server, keyClient, signer);
    const two = { problem: 'client-credentials-in-two-places', status: 400, error: 'invalid_request' } as const;
    const post = { client_id: clientId, client_secret: clientSecret };
    await assertRefused(server, () => token(post, { authorization: basic }), two);
    await assertRefused(server, () => token(fields, { authorization: basic }), two);
    await assertRefused(server, () => token({ ...fields, ...post }), two);
    await assertRefused(server, () => token({ client_id: postClient.clientId }, { authorization: basic }), two);
  });

  it('are refused when the client is switched off', async () => {
    const off = await server.createClient('sandbox', { enabled: false });
    const act = () => token({}, { authorization: off.basic });
    await assertRefused(server, act, { problem: 'client-disabled', ...failed });
  });

  it('are refused at an environment that does not have the client', async () => {
    const act = () =>
      server.post(
        '/production/oauth/token',
        { grant_type: 'client_credentials' },
        { authorization: basicClient.basic },
      );
    await assertRefused(server, act, { problem: 'client-unknown', ...failed });
  });
});

describe('secrets', () => {
  it('are accepted both while two are live, and neither after it was retired', async () => {
    const [first, second, third] = ['first-secret', 'second-secret', 'third-secret'];
    const client = await server.createClient('sandbox', {
      secrets: [sha256(first as string, { retiredAt: 1 }), sha256(second as string), sha256(third as string)],
    });
    for (const live of [second, third]) {
      assert.equal((await token({}, { authorization: basicOf(client.clientId, live as string) })).status, 200);
    }
    const act = () => token({}, { authorization: basicOf(client.clientId, first as string) });
    await assertRefused(server, act, { problem: 'client-secret-wrong', ...failed });
  });

  it('that were brought along and are weak are accepted by their argon2id hash', async () => {
    const weak = await server.server.context.passwords.hash('short');
    const client = await server.createClient('sandbox', {
      secrets: [{ id: 'weak', algorithm: 'argon2id', hash: weak, createdAt: 0 }],
    });
    assert.equal((await token({}, { authorization: basicOf(client.clientId, 'short') })).status, 200);
    const act = () => token({}, { authorization: basicOf(client.clientId, 'shorter') });
    await assertRefused(server, act, { problem: 'client-secret-wrong', ...failed });
  });
});

describe('weak secrets', () => {
  const limits = withPolicy({ clientSecretAttemptsPerAddress: 6, clientSecretAttemptsPerClient: 3 });

  async function startWithWeak(secret: string) {
    let hashes = 0;
    const own = await startOAuthServer({ configuration: limits });
    const hash = await own.server.context.passwords.hash(secret);
    const client = await own.createClient('sandbox', {
      secrets: [{ id: 'weak', algorithm: 'argon2id', hash, createdAt: 0 }],
    });
    const { weakSecrets } = own.server.context.environments.byName.get('sandbox') as Environment;
    const verify = weakSecrets.verify;
    (weakSecrets as { verify: typeof verify }).verify = (...sent) => {
      hashes++;
      return verify(...sent);
    };
    const send = (clientId: string, sent: string) =>
      own.post(
        '/sandbox/oauth/token',
        { grant_type: 'client_credentials' },
        { authorization: basicOf(clientId, sent) },
      );
    return { own, client, send, hashes: () => hashes };
  }

  it('can be tried a few times, by one client id and from one address, and then not even when right', async () => {
    const { own, client, send } = await startWithWeak('short');
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 4; attempt++) statuses.push((await send(client.clientId, 'wrong')).status);
    assert.deepEqual(statuses, [401, 401, 401, 429]);
    const refused = await send(client.clientId, 'short');
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    own.advance(15 * 60_000);
    assert.equal((await send(client.clientId, 'short')).status, 200);
  });

  it('cost a stranger who invents client ids no more hashes than the address has attempts', async () => {
    const { own, send, hashes } = await startWithWeak('short');
    own.server.context.environments.noteClient({
      environment: 'sandbox',
      secrets: [{ algorithm: 'argon2id' }],
    } as unknown as ClientRecord);
    for (let attempt = 0; attempt < 12; attempt++) await send(`invented-${attempt}`, 'x');
    assert.equal(hashes(), 6);
  });

  it('are hashed once for each process, and never count against the client that has the right one', async () => {
    const { client, send, hashes } = await startWithWeak('short');
    for (let request = 0; request < 8; request++) assert.equal((await send(client.clientId, 'short')).status, 200);
    assert.equal(hashes(), 1);
  });
});
