/**
 * Clients that are named by somebody who did not authenticate: whose explanation it is, and the limits of ARCHITECTURE
 * 4.8. The stranger learns nothing, another client's owner learns nothing, and the named client's owner learns that
 * somebody named it.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { formatClientId, formatToken, readToken } from '@candor/protocol';
import { obtainTokens, openBrowser, startOAuthServer } from './_oauth.ts';
import { refusalOf } from './_refused.ts';
import { type Answered, basicOf, type TestMember } from './_server.ts';

const server = await startOAuthServer();
const otherOrganisation = await server.createOrganisation('Other Organisation');
const victim = await server.createClient('sandbox');
const stranger = await server.createClient('sandbox', { organisationId: otherOrganisation });
const elsewhere = await server.createClient('production', { clientId: formatClientId(randomBytes(12)) });
const user = await server.createUser('sandbox');
const strangersUser = await server.createUser('sandbox');
const strangersTokens = await obtainTokens(server, { client: stranger, user: strangersUser });
const victimsTokens = await obtainTokens(server, { client: victim, user });

const member = await server.createMember();
const otherMember = await server.createMember({
  organisations: [{ organisationId: otherOrganisation, role: 'owner' }],
});

async function signedIn({ email, password }: TestMember): Promise<Record<string, string>> {
  const browser = openBrowser(server);
  await browser.open('/console/sign-in');
  assert.equal((await browser.submit('/console/sign-in', { email, password })).status, 303);
  return { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
}

const memberCookie = await signedIn(member);
const otherCookie = await signedIn(otherMember);
const door = (requestId: string, headers: Record<string, string> = {}): Promise<Answered> =>
  server.request(`/api/explanations/${requestId}`, { headers });

/** What a stranger knows of a client: its id, and a token of it without the secret part. */
interface Named {
  readonly clientId: string;
  readonly accessToken: string;
}

const token = '/sandbox/oauth/token';
const form = { grant_type: 'client_credentials' };
const post = (body: Record<string, string>, headers: Record<string, string> = {}) => server.post(token, body, headers);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const jwt = (claims: object): string =>
  [{ alg: 'ES256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');

/** The ways of naming a client without authenticating as it. */
const ways: { readonly [way: string]: (named: Named) => Promise<Answered> } = {
  'in a Basic header without base64': ({ clientId }) => post(form, { authorization: `Basic ${clientId}:guessed` }),
  'in a Basic header without a colon': ({ clientId }) =>
    post(form, { authorization: `Basic ${base64(`${clientId} x`)}` }),
  'with a blank before its id': ({ clientId }) => post(form, { authorization: basicOf(` ${clientId}`, 'guessed') }),
  'in the place of the secret': ({ clientId }) => post(form, { authorization: basicOf('guessed', clientId) }),
  'in a JSON body': ({ clientId }) =>
    server.request(token, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...form, client_id: clientId, client_secret: 'guessed' }),
    }),
  'under a misspelt name': ({ clientId }) => post({ ...form, clientid: clientId, client_secret: 'guessed' }),
  'by a GET of the token endpoint': ({ clientId }) => server.request(`${token}?client_id=${clientId}`),
  'as the claim of a JWT that nobody signed': ({ clientId }) =>
    server.request('/sandbox/oauth/userinfo', {
      headers: { authorization: `Bearer ${jwt({ client_id: clientId, scope: 'openid' })}.${'A'.repeat(86)}` },
    }),
  'by a token of it, with a guessed secret': ({ accessToken }) =>
    server.request('/sandbox/oauth/userinfo', { headers: { authorization: `Bearer ${accessToken}` } }),
  'by a token in the query': ({ accessToken }) => server.request(`/sandbox/oauth/userinfo?access_token=${accessToken}`),
};

/** The victim as a stranger can name it, and somebody who does not exist. */
const exists: Named = { clientId: victim.clientId, accessToken: guessed(victimsTokens.access_token) };
const missing: Named = {
  clientId: formatClientId(randomBytes(12)),
  accessToken: tokenOf(randomBytes(12)),
};

function guessed(text: string): string {
  const reading = readToken(text);
  assert.ok(reading.outcome === 'token');
  return tokenOf(reading.id);
}

function tokenOf(id: Uint8Array): string {
  return formatToken({ kind: 'access-token', environment: 'sandbox', id, secret: randomBytes(32) });
}

/** All that a stranger sees of an answer, without what differs for every request. */
function seen({ status, headers, text, requestId }: Answered, { clientId, accessToken }: Named): unknown {
  const { date: _date, 'candor-request-id': _id, ...rest } = Object.fromEntries(headers);
  const same = (said: string): string =>
    said.replaceAll(requestId, 'REQUEST').replaceAll(clientId, 'CLIENT').replaceAll(accessToken, 'TOKEN');
  return JSON.parse(same(JSON.stringify({ status, headers: rest, text })));
}

describe('a client that is named by somebody who did not authenticate', () => {
  for (const [way, request] of Object.entries(ways)) {
    it(`${way}, is told to its owner, and to nobody else`, async () => {
      server.advance(60_001);
      const [named, unnamed] = [await request(exists), await request(missing)];
      assert.deepEqual(seen(named, exists), seen(unnamed, missing), 'the stranger can tell a client from none');
      const traced = await refusalOf(server, named.requestId);
      assert.deepEqual([traced.clientId, traced.authenticated], [victim.clientId, false]);
      assert.equal((await refusalOf(server, unnamed.requestId)).clientId, undefined);

      const readers = [{ authorization: victim.basic }, memberCookie];
      const others = [{}, { authorization: stranger.basic }, otherCookie];
      const [own, foreign, none] = await Promise.all([
        Promise.all(readers.map((headers) => door(named.requestId, headers))),
        Promise.all(others.map((headers) => door(named.requestId, headers))),
        Promise.all([...readers, ...others].map((headers) => door(unnamed.requestId, headers))),
      ]);
      assert.deepEqual(
        [own, foreign, none].map((answers) => answers.map(({ status }) => status)),
        [
          [200, 200],
          [404, 404, 404],
          [404, 404, 404, 404, 404],
        ],
      );
      for (const { json, text } of own) {
        assert.deepEqual([json.authenticated, json.clientId, json.flowId], [false, victim.clientId, undefined]);
        assertSilent(text);
      }
    });
  }
});

/** Nothing of a user, a flow, a secret, a caller or another organisation. */
function assertSilent(text: string): void {
  const facts = {
    'the user': user.id,
    "the user's address": user.email,
    'the secret': victim.clientSecret,
    'the token': victimsTokens.access_token,
    "the caller's address": '127.0.0.1"',
    'the other organisation': otherOrganisation,
    'its client': stranger.clientId,
    'its secret': stranger.clientSecret,
    'its user': strangersUser.id,
    'its token': strangersTokens.access_token,
  };
  for (const [what, fact] of Object.entries(facts)) assert.ok(!text.includes(fact), `${what} is told`);
}

describe('a client that is named beside credentials of another organisation', () => {
  it('is not the party: the client in the header is', async () => {
    const answer = await post({ ...form, client_id: victim.clientId }, { authorization: stranger.basic });
    const [own, named] = await Promise.all([
      door(answer.requestId, { authorization: stranger.basic }),
      door(answer.requestId, memberCookie),
    ]);
    assert.deepEqual([own.status, named.status, own.json.authenticated], [200, 404, false]);
  });

  it('is told nothing of the token that came along, whose client was deleted', async () => {
    const gone = await server.createClient('sandbox', { organisationId: otherOrganisation });
    const { access_token } = await obtainTokens(server, { client: gone, user: strangersUser });
    await server.storage.deleteClient('sandbox', gone.clientId);
    const presented = [access_token, tokenOf(randomBytes(12))].map((text) =>
      server.request(`/sandbox/oauth/userinfo?client_id=${victim.clientId}`, {
        headers: { authorization: `Bearer ${text}` },
      }),
    );
    const told = await Promise.all(
      (await Promise.all(presented)).map(({ requestId }) => door(requestId, { authorization: victim.basic })),
    );
    const [issued, invented] = told.map(({ json: { requestId: _id, at: _at, ...rest } }) => rest);
    assert.deepEqual(issued, invented);
    for (const { text } of told) assertSilent(text);
  });

  it('is told of a code, a refresh token and a secret of the other organisation what it is told of unknown ones', async () => {
    const refused = (credential: string, secret: string) =>
      post(
        { grant_type: 'refresh_token', refresh_token: credential, client_secret: secret },
        { authorization: `Basic ${victim.clientId}:${secret}` },
      );
    const made = await Promise.all([
      refused(strangersTokens.refresh_token, stranger.clientSecret),
      refused(strangersTokens.refresh_token.replace(/.{6}$/, 'AAAAAA'), 'x'.repeat(stranger.clientSecret.length)),
    ]);
    const told = await Promise.all(made.map(({ requestId }) => door(requestId, { authorization: victim.basic })));
    const [issued, invented] = told.map(({ json }) => json.diagnoses);
    assert.deepEqual(issued, invented);
    for (const { text } of told) assertSilent(text);
  });
});

describe('a public client', () => {
  it('has proven nothing with its id, also where the request is otherwise in order', async () => {
    const app = await server.createClient('sandbox', { authMethod: 'none' });
    const body = { grant_type: 'refresh_token', refresh_token: victimsTokens.refresh_token, client_id: app.clientId };
    const answer = await post(body);
    assert.equal(answer.status, 400);
    const { clientId, authenticated } = await refusalOf(server, answer.requestId);
    assert.deepEqual([clientId, authenticated], [app.clientId, false]);
    assert.equal((await door(answer.requestId, memberCookie)).json.authenticated, false);
  });
});

describe('a client of another environment that is named', () => {
  it('is told to the members of its organisation alone, and not to its credentials', async () => {
    const answer = await post(form, { authorization: elsewhere.basic });
    assert.equal((await refusalOf(server, answer.requestId)).clientId, undefined);
    const asked = [memberCookie, { authorization: elsewhere.basic }, { authorization: victim.basic }, otherCookie, {}];
    const answers = await Promise.all(asked.map((headers) => door(answer.requestId, headers)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 404, 404, 404, 404],
    );
    assert.equal(answers[0]?.json.diagnoses[0].cause, 'environment/environment-mix-up');
    assertSilent(answers[0]?.text ?? '');
  });
});

describe('a flood of requests that name a client', () => {
  it('takes from the budget of who proved nothing, and leaves room for what the client itself is refused', async () => {
    const tight = { burst: 3, perSecond: 0.001 };
    const many = { burst: 1e6, perSecond: 1e6 };
    const small = await startOAuthServer({
      refusalBudget: { perSource: many, perClient: tight, overall: many, remembered: 64 },
    });
    const client = await small.createClient('sandbox');
    const name = () => small.post(token, form, { authorization: `Basic ${client.clientId}:guessed` });
    const flood: Answered[] = [];
    for (let request = 0; request < 6; request++) flood.push(await name());
    const own = await small.post(token, { grant_type: 'refresh_token' }, { authorization: client.basic });
    assert.equal((await refusalOf(small, own.requestId)).authenticated, true);
    const kept = await Promise.all(flood.map(({ requestId }) => small.trace.refusal(requestId)));
    assert.equal(kept.filter((refusal) => refusal !== undefined).length, 3);
  });
});
