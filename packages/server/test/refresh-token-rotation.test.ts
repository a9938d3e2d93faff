/** Refreshing: RFC 6749 section 6, RFC 9700 section 4.14.2, and a retry that is answered alike. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  freezeTime,
  introspect,
  obtainTokens,
  openBrowser,
  postAs,
  refresh,
  startOAuthServer,
  type TokenResponse,
  userinfo,
  withPolicy,
} from './_oauth.ts';
import { assertRefused, refusalOf } from './_refused.ts';

const server = await startOAuthServer({
  configuration: withPolicy({ refreshTokenLifetime: 10_000, refreshTokenInactivity: 4_000, accessTokenLifetime: 600 }),
});
const client = await server.createClient('sandbox', { resources: ['https://api.example/ledger'] });
const user = await server.createUser('sandbox');
const browser = openBrowser(server);
const tokens = (parameters = {}) =>
  obtainTokens(server, { client, user, browser, parameters: { scope: 'openid ledger:read', ...parameters } });
const notAccepted = { status: 400, error: 'invalid_grant' } as const;

describe('a refresh', () => {
  it('gives a new access token and a new refresh token of the same scope (RFC 6749 section 6)', async () => {
    const first = await tokens();
    const answer = await refresh(server, client, first.refresh_token);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const { access_token, refresh_token, ...rest } = answer.json;
    assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 600, scope: 'openid ledger:read' });
    assert.notEqual(access_token, first.access_token);
    assert.notEqual(refresh_token, first.refresh_token);
    assert.equal((await userinfo(server, access_token)).status, 200);
  });

  it('leaves the earlier access token alive until its own end', async () => {
    const first = await tokens();
    await refresh(server, client, first.refresh_token);
    assert.equal((await introspect(server, client, first.access_token)).active, true);
  });

  it('narrows the scope of the access token, and the next refresh without scope has the granted scope again', async () => {
    const first = await tokens();
    const narrowed = (await refresh(server, client, first.refresh_token, { scope: 'ledger:read' })).json;
    assert.equal(narrowed.scope, 'ledger:read');
    assert.equal((await introspect(server, client, narrowed.access_token)).scope, 'ledger:read');
    assert.equal((await userinfo(server, narrowed.access_token)).status, 403);
    const next = (await refresh(server, client, narrowed.refresh_token)).json;
    assert.equal(next.scope, 'openid ledger:read');
  });

  it('of a public client rotates as well', async () => {
    const app = await server.createClient('sandbox', {
      authMethod: 'none',
      grantTypes: ['authorization_code', 'refresh_token'],
    });
    const first = await obtainTokens(server, { client: app, user, browser });
    const next = await refresh(server, app, first.refresh_token);
    assert.equal(next.status, 200);
    assert.notEqual(next.json.refresh_token, first.refresh_token);
  });

  const refused = [
    [
      'asks for more scope than was granted',
      { scope: 'openid ledger:read email' },
      'refresh-scope-exceeded',
      'invalid_scope',
    ],
    [
      'asks for a scope that does not exist',
      { scope: 'openid ledger:admin' },
      'refresh-scope-exceeded',
      'invalid_scope',
    ],
    [
      'asks for a resource that was not granted',
      { resource: 'https://api.example/ledger' },
      'resource-not-accepted',
      'invalid_target',
    ],
    ['has no refresh_token', { refresh_token: '' }, 'parameter-missing', 'invalid_request'],
    [
      'has a text that is no token',
      { refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA' },
      'refresh-token-unknown',
      'invalid_grant',
    ],
  ] as const;
  for (const [name, changed, problem, error] of refused) {
    it(`is refused when it ${name}, and the token stays usable`, async () => {
      const { refresh_token } = await tokens();
      const act = () => refresh(server, client, refresh_token, changed);
      await assertRefused(server, act, { problem, status: 400, error });
      assert.equal((await refresh(server, client, refresh_token)).status, 200);
    });
  }

  const wrongTexts = [
    ['whose end is missing', (all) => all.refresh_token.slice(0, -4)],
    [
      'with a changed character',
      (all) => all.refresh_token.replace(/.{10}$/, (end: string) => end.split('').reverse().join('')),
    ],
    ['that is the access token', (all) => all.access_token],
    ['that is the ID token', (all) => all.id_token],
    ['of a space too much', (all) => `${all.refresh_token} `],
  ] as const satisfies readonly (readonly [string, (all: TokenResponse) => string])[];
  for (const [name, text] of wrongTexts) {
    it(`is refused with a token ${name}`, async () => {
      const all = await tokens();
      const act = () => refresh(server, client, text(all));
      await assertRefused(server, act, { problem: 'refresh-token-unknown', ...notAccepted });
      assert.equal((await refresh(server, client, all.refresh_token)).status, 200);
    });
  }

  it("is refused with another client's token, which stays usable", async () => {
    const other = await server.createClient('sandbox');
    const { refresh_token } = await tokens();
    const { traced } = await assertRefused(server, () => refresh(server, other, refresh_token), {
      problem: 'refresh-token-of-other-client',
      ...notAccepted,
    });
    assert.doesNotMatch(JSON.stringify(traced), new RegExp(client.clientId));
    assert.equal((await refresh(server, client, refresh_token)).status, 200);
  });

  it('is refused after the client lost the refresh_token grant', async () => {
    const { refresh_token } = await tokens();
    const current = await server.storage.client('sandbox', client.clientId);
    const changed = {
      ...client.record,
      version: (current?.version ?? 0) + 1,
      grantTypes: ['authorization_code'] as const,
    };
    await server.storage.updateClient(changed);
    await assertRefused(server, () => refresh(server, client, refresh_token), {
      problem: 'grant-type-not-allowed',
      status: 400,
      error: 'unauthorized_client',
    });
    await server.storage.updateClient({ ...client.record, version: changed.version + 1 });
    assert.equal((await refresh(server, client, refresh_token)).status, 200);
  });
});

describe('a retry within the window', () => {
  it('gets the very same tokens, with expires_in recomputed', async (t) => {
    freezeTime(t);
    const { refresh_token } = await tokens();
    const first = (await refresh(server, client, refresh_token)).json;
    server.advance(9_000);
    const before = server.issued();
    const second = (await refresh(server, client, refresh_token)).json;
    assert.deepEqual(second, { ...first, expires_in: 591 });
    assert.equal(server.issued(), before);
  });

  it('is answered alike to fifty requests at once, which create one successor', async () => {
    const { refresh_token } = await tokens();
    const before = server.issued();
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(server, client, refresh_token)));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal(new Set(answers.map(({ json }) => json.access_token)).size, 1);
    assert.equal(server.issued(), before + 1);
  });

  const reuses: Readonly<Record<string, (next: TokenResponse) => Promise<unknown>>> = {
    'the window has ended': async () => server.advance(10_000),
    'the new refresh token was used': (next) => refresh(server, client, next.refresh_token),
    'the new access token was used at userinfo': (next) => userinfo(server, next.access_token),
    'the new access token was introspected': (next) => introspect(server, client, next.access_token),
    'the new access token was revoked': (next) =>
      postAs(server, client, '/sandbox/oauth/revoke', { token: next.access_token }),
  };
  for (const [name, use] of Object.entries(reuses)) {
    it(`is reuse when ${name}: the family is revoked`, async (t) => {
      freezeTime(t);
      const first = await tokens();
      const next = (await refresh(server, client, first.refresh_token)).json;
      await use(next);
      const act = () => refresh(server, client, first.refresh_token);
      await assertRefused(server, act, { problem: 'refresh-token-reused', ...notAccepted });
      for (const token of [first.access_token, next.access_token, next.refresh_token]) {
        assert.deepEqual(await introspect(server, client, token), { active: false });
      }
      await assertRefused(server, () => refresh(server, client, next.refresh_token), {
        problem: name === 'the new refresh token was used' ? 'refresh-token-reused' : 'refresh-token-revoked',
        ...notAccepted,
      });
    });
  }

  it('is reuse with other parameters', async () => {
    const first = await tokens();
    await refresh(server, client, first.refresh_token);
    const act = () => refresh(server, client, first.refresh_token, { scope: 'openid' });
    await assertRefused(server, act, { problem: 'refresh-token-reused', ...notAccepted });
  });

  it('is refused to another client and ends nothing', async () => {
    const other = await server.createClient('sandbox');
    const first = await tokens();
    const next = (await refresh(server, client, first.refresh_token)).json;
    const act = () => refresh(server, other, first.refresh_token);
    await assertRefused(server, act, { problem: 'refresh-token-of-other-client', ...notAccepted });
    assert.equal((await refresh(server, client, next.refresh_token)).status, 200);
  });
});

describe('the lifetimes', () => {
  it('let a refresh token be used in the last millisecond of the inactivity limit and not after it', async (t) => {
    freezeTime(t);
    const [one, other] = [await tokens(), await tokens()];
    server.advance(3_999_999);
    assert.equal((await refresh(server, client, one.refresh_token)).status, 200);
    server.advance(1);
    const act = () => refresh(server, client, other.refresh_token);
    await assertRefused(server, act, { problem: 'refresh-token-inactive', ...notAccepted });
  });

  it('are not extended beyond the absolute one by refreshing', async (t) => {
    freezeTime(t);
    let token = (await tokens()).refresh_token;
    for (const step of [3_000_000, 3_000_000, 3_000_000, 999_999]) {
      server.advance(step);
      token = (await refresh(server, client, token)).json.refresh_token;
    }
    server.advance(1);
    const act = () => refresh(server, client, token);
    await assertRefused(server, act, { problem: 'refresh-token-expired', ...notAccepted });
    assert.deepEqual(await introspect(server, client, token), { active: false });
  });

  it('end an access token at expires_in', async (t) => {
    freezeTime(t);
    const { access_token } = await tokens();
    server.advance(599_999);
    assert.equal((await introspect(server, client, access_token)).active, true);
    server.advance(1);
    assert.deepEqual(await introspect(server, client, access_token), { active: false });
  });
});

describe('a server without a retry window', () => {
  it('takes the first repetition as reuse and revokes the family', async () => {
    const strict = await startOAuthServer({ configuration: withPolicy({ refreshRetryWindow: 0 }) });
    const app = await strict.createClient('sandbox');
    const person = await strict.createUser('sandbox');
    const first = await obtainTokens(strict, { client: app, user: person });
    const next = (await refresh(strict, app, first.refresh_token)).json;
    const act = () => refresh(strict, app, first.refresh_token);
    await assertRefused(strict, act, { problem: 'refresh-token-reused', ...notAccepted });
    assert.deepEqual(await introspect(strict, app, next.access_token), { active: false });
  });
});

describe('a public client', () => {
  it('authenticates nothing: its refusals stay within the budget of strangers', async () => {
    const open = await server.createClient('sandbox', { authMethod: 'none', secrets: [] });
    const form = { grant_type: 'refresh_token', refresh_token: 'x', client_id: open.clientId };
    const answer = await server.post('/sandbox/oauth/token', form);
    assert.equal(answer.status, 400);
    const traced = await refusalOf(server, answer.requestId);
    assert.deepEqual([traced.clientId, traced.authenticated], [open.clientId, false]);
  });
});
