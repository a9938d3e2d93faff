/**
 * One row for each row of the dossier's sections 1.3 to 2.5 and for each error of the provider's guide, over HTTP. Each
 * refusal is compared whole: status, every member of the body, the headers, the private problem, and that nothing was
 * issued.
 */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { ProblemId } from '@candor/protocol';
import { authorizationParameters, authorize, createPkce, openBrowser } from '../_oauth.ts';
import { refusalOf } from '../_refused.ts';
import { type Answered, basicOf } from '../_server.ts';
import {
  api,
  type Code,
  createApp,
  everyScope,
  type Form,
  type KlaviyoServer,
  obtainCode,
  obtainTokens,
  post,
  redemption,
  refresh,
  startKlaviyo,
} from './_klaviyo.ts';

const server: KlaviyoServer = await startKlaviyo({ apiRateLimits: false });

const day = 24 * 3600 * 1000;

interface Refused {
  readonly problem: ProblemId;
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string | null>>;
}

async function assertRefused(act: () => Promise<Answered>, expected: Refused): Promise<Answered> {
  const issued = server.issued();
  const answer = await act();
  assert.equal(server.issued(), issued, 'something was issued');
  assert.deepEqual([answer.status, answer.json ?? answer.text], [expected.status, expected.body]);
  const isJson = answer.json !== undefined;
  const headers = {
    ...(isJson && { 'content-type': 'application/json', 'cache-control': 'no-store', pragma: 'no-cache' }),
    'www-authenticate': null,
    'retry-after': null,
    ...expected.headers,
  };
  for (const [name, value] of Object.entries(headers)) assert.equal(answer.headers.get(name), value, name);
  assert.match(answer.requestId, /^req_/);
  assert.equal((await refusalOf(server, answer.requestId)).problem, expected.problem);
  return answer;
}

const grant = (description?: string): object => error('invalid_grant', description);
const invalidRequest = (description?: string): object => error('invalid_request', description);
function error(code: string, description?: string): object {
  return { error: code, ...(description !== undefined && { error_description: description }) };
}

const challenge = 'Basic error="invalid_client", error_description=""';

describe('POST /oauth/token', () => {
  interface Row {
    readonly name: string;
    /** The form, made from a fresh code. */
    readonly form?: (code: Code) => Form | Promise<Form>;
    readonly authorization?: () => string | undefined;
    readonly send?: (code: Code) => Promise<Answered>;
    readonly problem: ProblemId;
    readonly status?: number;
    readonly body: object;
    readonly headers?: Refused['headers'];
  }
  const unsupported = error('unsupported_grant_type');
  const invalidClient = error('invalid_client');
  const client401 = { status: 401, body: invalidClient, headers: { 'www-authenticate': challenge } };
  const token = (init: RequestInit): Promise<Answered> =>
    server.request('/klaviyo/oauth/token', { method: 'POST', ...init });
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
  const { verifier: otherVerifier } = createPkce();
  const rows: readonly Row[] = [
    {
      name: 'no grant_type',
      form: (code) => redemption(code, { grant_type: undefined }),
      problem: 'grant-type-unsupported',
      body: unsupported,
    },
    {
      name: 'an empty grant_type',
      form: (code) => redemption(code, { grant_type: '' }),
      problem: 'grant-type-unsupported',
      body: unsupported,
    },
    {
      name: 'the grant type of the tips, invalid_grant_type',
      form: (code) => redemption(code, { grant_type: 'code' }),
      problem: 'grant-type-unsupported',
      body: unsupported,
    },
    {
      name: 'client_credentials',
      form: () => ({ grant_type: 'client_credentials' }),
      problem: 'grant-type-unsupported',
      body: unsupported,
    },
    {
      name: 'a grant type in capitals',
      form: (code) => redemption(code, { grant_type: 'Authorization_Code' }),
      problem: 'grant-type-unsupported',
      body: unsupported,
    },
    {
      name: 'a JSON body with right credentials',
      send: (code) =>
        token({
          body: JSON.stringify(redemption(code)),
          headers: { 'content-type': 'application/json', authorization: server.app.basic },
        }),
      problem: 'body-not-form',
      body: unsupported,
    },
    {
      name: 'a JSON body with wrong credentials: the grant type comes first',
      send: (code) =>
        token({
          body: JSON.stringify(redemption(code)),
          headers: { 'content-type': 'application/json', authorization: 'Basic x' },
        }),
      problem: 'body-not-form',
      body: unsupported,
    },
    {
      name: 'parameters in the query and an empty body',
      send: (code) =>
        server.request(`/klaviyo/oauth/token?${new URLSearchParams(redemption(code))}`, {
          method: 'POST',
          headers: { authorization: server.app.basic },
        }),
      problem: 'body-not-form',
      body: unsupported,
    },
    {
      name: 'another method than POST',
      send: () => server.request('/klaviyo/oauth/token'),
      problem: 'method-not-allowed',
      body: unsupported,
    },
    {
      name: 'an unknown grant type with wrong credentials: the grant type comes first',
      form: () => ({ grant_type: 'x' }),
      authorization: () => 'Basic x',
      problem: 'grant-type-unsupported',
      body: unsupported,
    },

    {
      name: 'no Authorization header',
      form: redemption,
      authorization: () => '',
      problem: 'client-credentials-malformed',
      ...client401,
    },
    {
      name: 'credentials in the body only',
      send: (code) =>
        server.post('/klaviyo/oauth/token', {
          ...redemption(code),
          client_id: server.app.clientId,
          client_secret: server.app.clientSecret,
        }),
      problem: 'client-credentials-missing',
      ...client401,
    },
    {
      name: 'a Bearer header',
      form: redemption,
      authorization: () => `Bearer ${server.app.clientSecret}`,
      problem: 'client-credentials-malformed',
      ...client401,
    },
    {
      name: 'a Klaviyo-API-Key header',
      form: redemption,
      authorization: () => 'Klaviyo-API-Key pk_example',
      problem: 'client-credentials-malformed',
      ...client401,
    },
    {
      name: 'id and secret without base64',
      form: redemption,
      authorization: () => `Basic ${server.app.clientId}:${server.app.clientSecret}`,
      problem: 'client-credentials-malformed',
      ...client401,
    },
    {
      name: 'a bytes literal',
      form: redemption,
      authorization: () => `Basic b'${server.app.basic.slice(6)}'`,
      problem: 'client-credentials-malformed',
      ...client401,
    },
    {
      name: 'the word Basic encoded as well',
      form: redemption,
      authorization: () => Buffer.from(server.app.basic).toString('base64'),
      problem: 'client-credentials-malformed',
      ...client401,
    },
    {
      name: 'no colon between id and secret',
      form: redemption,
      authorization: () => basic(server.app.clientId),
      problem: 'client-credentials-malformed',
      ...client401,
    },
    {
      name: 'encoded twice',
      form: redemption,
      authorization: () => basic(server.app.basic.slice(6)),
      problem: 'client-credentials-malformed',
      ...client401,
    },
    {
      name: 'an unknown client id',
      form: redemption,
      authorization: () => basicOf('7bb24a15-72f2-4b0c-9e4d-6a1a9a1f0000', server.app.clientSecret),
      problem: 'client-unknown',
      ...client401,
    },
    {
      name: 'a wrong secret',
      form: redemption,
      authorization: () => basicOf(server.app.clientId, 'wrong'),
      problem: 'client-secret-wrong',
      ...client401,
    },
    {
      name: 'id and secret swapped',
      form: redemption,
      authorization: () => basicOf(server.app.clientSecret, server.app.clientId),
      problem: 'client-unknown',
      ...client401,
    },

    {
      name: 'no code',
      form: (code) => redemption(code, { code: undefined }),
      problem: 'parameter-missing',
      body: invalidRequest('Missing "code" in request.'),
    },
    {
      name: 'an empty code',
      form: (code) => redemption(code, { code: '' }),
      problem: 'code-unknown',
      body: grant('Invalid "code" in request.'),
    },
    {
      name: 'an unknown code',
      form: (code) => redemption(code, { code: 'unknown' }),
      problem: 'code-unknown',
      body: grant('Invalid "code" in request.'),
    },
    {
      name: 'a code that was cut off',
      form: (code) => redemption(code, { code: code.code.slice(0, -4) }),
      problem: 'code-unknown',
      body: grant('Invalid "code" in request.'),
    },
    {
      name: 'another redirect_uri',
      form: (code) => redemption(code, { redirect_uri: 'https://app.example/cb/' }),
      problem: 'code-redirect-uri-differs',
      body: grant('Invalid "redirect_uri" in request.'),
    },
    {
      name: 'no redirect_uri',
      form: (code) => redemption(code, { redirect_uri: undefined }),
      problem: 'code-redirect-uri-differs',
      body: grant('Invalid "redirect_uri" in request.'),
    },
    {
      name: 'no code_verifier',
      form: (code) => redemption(code, { code_verifier: undefined }),
      problem: 'code-verifier-missing',
      body: invalidRequest('Missing "code_verifier"'),
    },
    {
      name: 'a verifier of 42 characters',
      form: (code) => redemption(code, { code_verifier: 'v'.repeat(42) }),
      problem: 'code-verifier-malformed',
      body: invalidRequest('Invalid "code_verifier"'),
    },
    {
      name: 'a verifier of 129 characters',
      form: (code) => redemption(code, { code_verifier: 'v'.repeat(129) }),
      problem: 'code-verifier-malformed',
      body: invalidRequest('Invalid "code_verifier"'),
    },
    {
      name: 'a verifier in standard base64',
      form: (code) => redemption(code, { code_verifier: `${'v'.repeat(42)}+/=` }),
      problem: 'code-verifier-malformed',
      body: invalidRequest('Invalid "code_verifier"'),
    },
    {
      name: 'a verifier that does not fit',
      form: (code) => redemption(code, { code_verifier: otherVerifier }),
      problem: 'code-verifier-mismatch',
      body: grant('Code challenge failed.'),
    },
    {
      name: 'a wrong redirect_uri and no verifier: the redirect URI comes first',
      form: (code) => redemption(code, { redirect_uri: 'https://x.example', code_verifier: undefined }),
      problem: 'code-redirect-uri-differs',
      body: grant('Invalid "redirect_uri" in request.'),
    },
    {
      name: 'an unknown code and a malformed verifier: the code comes first',
      form: (code) => redemption(code, { code: 'x', code_verifier: 'x' }),
      problem: 'code-unknown',
      body: grant('Invalid "code" in request.'),
    },

    {
      name: 'no refresh_token',
      form: () => ({ grant_type: 'refresh_token' }),
      problem: 'parameter-missing',
      body: invalidRequest('Missing "refresh_token" in request.'),
    },
    {
      name: 'an empty refresh_token',
      form: () => ({ grant_type: 'refresh_token', refresh_token: '' }),
      problem: 'refresh-token-unknown',
      body: grant('Refresh token does not exist'),
    },
    {
      name: 'an unknown refresh token',
      form: () => ({ grant_type: 'refresh_token', refresh_token: 'typo' }),
      problem: 'refresh-token-unknown',
      body: grant('Refresh token does not exist'),
    },
    {
      name: 'a refresh token that was cut off',
      form: async () => ({
        grant_type: 'refresh_token',
        refresh_token: (await obtainTokens(server)).refresh_token.slice(0, -1),
      }),
      problem: 'refresh-token-unknown',
      body: grant('Refresh token does not exist'),
    },
    {
      name: 'an access token in place of the refresh token',
      form: async () => ({ grant_type: 'refresh_token', refresh_token: (await obtainTokens(server)).access_token }),
      problem: 'refresh-token-unknown',
      body: grant('Refresh token does not exist'),
    },
    {
      name: 'a wider scope in a refresh',
      form: async () => ({
        grant_type: 'refresh_token',
        refresh_token: (await obtainTokens(server, { scope: 'accounts:read' })).refresh_token,
        scope: 'accounts:read lists:read',
      }),
      problem: 'refresh-scope-exceeded',
      body: error('invalid_scope', 'The requested scope is invalid, unknown, or malformed.'),
    },
    {
      name: 'a field twice',
      send: (code) =>
        token({
          body: `${new URLSearchParams(redemption(code))}&code=again`,
          headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: server.app.basic },
        }),
      problem: 'parameter-duplicated',
      body: invalidRequest('Multiple "code" in request.'),
    },
  ];
  for (const row of rows) {
    test(`refuses ${row.name}`, async () => {
      const code = await obtainCode(server);
      const { problem, body, headers, status = 400 } = row;
      // A form that needs tokens of its own obtains them before anything is counted.
      const form = row.form && !row.send ? await row.form(code) : undefined;
      const act = form
        ? () => post(server, '/oauth/token', form, row.authorization?.() ?? server.app.basic)
        : () => (row.send as NonNullable<Row['send']>)(code);
      await assertRefused(act, { problem, body, status, ...(headers && { headers }) });
      if (!form?.grant_type?.includes('refresh')) {
        const spent = await post(server, '/oauth/token', redemption(code));
        assert.equal(spent.status, 200, 'the refusal used up the code');
      }
    });
  }

  test('refuses a request without an Authorization header at all', async () => {
    const code = await obtainCode(server);
    await assertRefused(() => server.post('/klaviyo/oauth/token', redemption(code)), {
      problem: 'client-credentials-missing',
      ...client401,
    });
  });

  test('refuses a code redeemed twice, and leaves what it gave alone', async () => {
    const code = await obtainCode(server);
    const first = await post(server, '/oauth/token', redemption(code));
    for (const changed of [{}, { code_verifier: otherVerifier }, { redirect_uri: 'https://x.example' }]) {
      await assertRefused(() => post(server, '/oauth/token', redemption(code, changed)), {
        problem: 'code-redeemed',
        status: 400,
        body: grant('Invalid "code" in request.'),
      });
    }
    assert.equal((await refresh(server, first.json.refresh_token)).status, 200);
  });

  test('refuses a code of another client, and one that is older than 300 seconds', async () => {
    const other = await createApp(server);
    const code = await obtainCode(server);
    const refused = { status: 400, body: grant('Invalid "code" in request.') };
    await assertRefused(() => post(server, '/oauth/token', redemption(code), other.basic), {
      problem: 'code-of-other-client',
      ...refused,
    });
    server.advance(299_000);
    const late = await obtainCode(server);
    server.advance(300_000);
    await assertRefused(() => post(server, '/oauth/token', redemption(late)), { problem: 'code-expired', ...refused });
    const inTime = await obtainCode(server);
    server.advance(298_000);
    assert.equal((await post(server, '/oauth/token', redemption(inTime))).status, 200);
  });

  test('refuses a code after five wrong verifiers', async () => {
    const code = await obtainCode(server);
    for (let at = 0; at < 5; at++)
      await post(server, '/oauth/token', redemption(code, { code_verifier: otherVerifier }));
    await assertRefused(() => post(server, '/oauth/token', redemption(code)), {
      problem: 'code-burnt',
      status: 400,
      body: grant('Invalid "code" in request.'),
    });
  });

  test('refuses a client that may not use the grant, with the library’s words', async () => {
    const app = await createApp(server, { grantTypes: ['client_credentials'] });
    await assertRefused(() => post(server, '/oauth/token', { grant_type: 'authorization_code' }, app.basic), {
      problem: 'grant-type-not-allowed',
      status: 400,
      body: error('unauthorized_client', 'The client is not authorized to use "grant_type=authorization_code"'),
    });
    await assertRefused(
      () => post(server, '/oauth/token', { grant_type: 'refresh_token', refresh_token: 'x' }, app.basic),
      {
        problem: 'grant-type-not-allowed',
        status: 400,
        body: error('unauthorized_client'),
      },
    );
  });

  test('refuses a client that is switched off', async () => {
    const app = await createApp(server, { enabled: false });
    await assertRefused(
      () => post(server, '/oauth/token', { grant_type: 'refresh_token', refresh_token: 'x' }, app.basic),
      { problem: 'client-disabled', ...client401 },
    );
  });

  test('refuses a refresh token of another client', async () => {
    const other = await createApp(server);
    const { refresh_token } = await obtainTokens(server);
    await assertRefused(
      () => post(server, '/oauth/token', { grant_type: 'refresh_token', refresh_token }, other.basic),
      {
        problem: 'refresh-token-of-other-client',
        status: 400,
        body: grant('Refresh token does not exist'),
      },
    );
  });

  test('refuses a refresh token that was revoked, also once it is inactive, and one that lay unused for 90 days', async () => {
    const tokens = await obtainTokens(server);
    const idle = await obtainTokens(server, { user: await server.createUser('klaviyo') });
    await post(server, '/oauth/revoke', { token: tokens.refresh_token, token_type_hint: 'refresh_token' });
    const revoked = {
      problem: 'refresh-token-revoked',
      status: 400,
      body: grant('Refresh token has been revoked'),
    } as const;
    await assertRefused(() => refresh(server, tokens.refresh_token), revoked);
    server.advance(90 * day);
    const inactive = {
      problem: 'refresh-token-inactive',
      status: 400,
      body: grant('Refresh token expired due to inactivity'),
    } as const;
    await assertRefused(() => refresh(server, idle.refresh_token), inactive);
    await assertRefused(() => refresh(server, tokens.refresh_token), revoked);
  });

  test('keeps a refresh token for years while it is used within 90 days', async () => {
    const { refresh_token } = await obtainTokens(server);
    for (let quarter = 0; quarter < 20; quarter++) {
      server.advance(90 * day - 60_000);
      const answer = await refresh(server, refresh_token);
      assert.deepEqual([answer.status, answer.json.refresh_token], [200, refresh_token], `quarter ${quarter}`);
    }
  });

  test('refuses the eleventh use of a refresh token within a minute, and the minute is fixed', async () => {
    const { refresh_token } = await obtainTokens(server);
    assert.equal((await refresh(server, refresh_token)).status, 200);
    server.advance(50_000);
    for (let use = 2; use <= 10; use++) assert.equal((await refresh(server, refresh_token)).status, 200, `use ${use}`);
    await assertRefused(() => refresh(server, refresh_token), {
      problem: 'refresh-token-used-too-often',
      status: 429,
      body: error('rate_limit_exceeded', 'Rate limit exceeded for refresh token. Please try again after 1 minute.'),
    });
    server.advance(10_000);
    assert.equal((await refresh(server, refresh_token)).status, 200);
  });

  test('counts uses together that come at once', async () => {
    const { refresh_token } = await obtainTokens(server);
    const answers = await Promise.all(Array.from({ length: 25 }, () => refresh(server, refresh_token)));
    const statuses = answers.map(({ status }) => status);
    assert.deepEqual(
      [statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 429).length],
      [10, 15],
    );
  });

  test('answers a redemption and a refresh with the five documented fields', async () => {
    const tokens = await obtainTokens(server);
    assert.deepEqual(Object.keys(tokens), ['access_token', 'token_type', 'expires_in', 'refresh_token', 'scope']);
    assert.deepEqual([tokens.token_type, tokens.expires_in, tokens.scope], ['Bearer', 3600, everyScope.join(' ')]);
    const answer = await refresh(server, tokens.refresh_token);
    assert.equal(answer.status, 200);
    assert.deepEqual(Object.keys(answer.json), Object.keys(tokens));
    assert.equal(answer.json.refresh_token, tokens.refresh_token);
    assert.notEqual(answer.json.access_token, tokens.access_token);
    assert.deepEqual(
      ['content-type', 'cache-control', 'pragma'].map((name) => answer.headers.get(name)),
      ['application/json', 'no-store', 'no-cache'],
    );
    // The access token from before the refresh stays valid until its own end.
    assert.equal((await api(server, '/accounts', `Bearer ${tokens.access_token}`)).status, 200);
  });

  test('reads a multipart form, and ignores credentials in the body beside the header', async () => {
    const code = await obtainCode(server);
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...redemption(code), client_id: 'x', client_secret: 'y' }))
      form.append(name, value);
    const answer = await token({ body: form, headers: { authorization: server.app.basic } });
    assert.equal(answer.status, 200, answer.text);
  });
});

describe('POST /oauth/revoke', () => {
  const rows: readonly {
    name: string;
    form: Form;
    authorization?: string;
    type?: string;
    problem: ProblemId;
    status?: number;
    body: object;
  }[] = [
    {
      name: 'no credentials',
      form: { token: 'x' },
      authorization: '',
      problem: 'client-credentials-malformed',
      body: error('invalid_client'),
    },
    {
      name: 'wrong credentials',
      form: { token: 'x' },
      authorization: basicOf('unknown', 'wrong'),
      problem: 'client-unknown',
      body: error('invalid_client'),
    },
    {
      name: 'wrong credentials and no token: the client comes first',
      form: {},
      authorization: basicOf('unknown', 'wrong'),
      problem: 'client-unknown',
      body: error('invalid_client'),
    },
    {
      name: 'no token',
      form: { token_type_hint: 'refresh_token' },
      problem: 'parameter-missing',
      body: invalidRequest(),
    },
    {
      name: 'another hint',
      form: { token: 'x', token_type_hint: 'refresh' },
      problem: 'token-type-hint-unsupported',
      status: 401,
      body: error('unsupported_token_type'),
    },
  ];
  for (const { name, form, authorization, problem, body, status = 400 } of rows) {
    test(`refuses ${name}`, async () => {
      await assertRefused(() => post(server, '/oauth/revoke', form, authorization ?? server.app.basic), {
        problem,
        body,
        status,
      });
    });
  }

  test('refuses a JSON body as an invalid request', async () => {
    await assertRefused(
      () =>
        server.request('/klaviyo/oauth/revoke', {
          method: 'POST',
          body: '{"token":"x"}',
          headers: { 'content-type': 'application/json', authorization: server.app.basic },
        }),
      { problem: 'body-not-form', status: 400, body: invalidRequest() },
    );
  });

  test('answers an unknown token, another client’s and one revoked before with {}', async () => {
    const other = await createApp(server);
    const { refresh_token } = await obtainTokens(server);
    for (const [token, basic] of [
      ['unknown', server.app.basic],
      [refresh_token, other.basic],
      [refresh_token, server.app.basic],
      [refresh_token, server.app.basic],
    ] as const) {
      const answer = await post(server, '/oauth/revoke', { token }, basic);
      assert.deepEqual([answer.status, answer.json], [200, {}]);
    }
  });

  test('uninstalls the app: all of its tokens for the account end at once, and no others', async () => {
    const colleague = await server.createUser('klaviyo', {
      accounts: [{ accountId: server.owner.accountId, role: 'admin' }],
    });
    const other = await createApp(server);
    const first = await obtainTokens(server);
    const second = await obtainTokens(server);
    const ofColleague = await obtainTokens(server, { user: colleague });
    const ofOtherApp = await obtainTokens(server, { app: other });
    const elsewhere = await obtainTokens(server, { user: await server.createUser('klaviyo') });
    await post(server, '/oauth/revoke', { token: first.refresh_token, token_type_hint: 'refresh_token' });
    for (const { refresh_token, access_token } of [first, second, ofColleague]) {
      const answer = await refresh(server, refresh_token);
      assert.deepEqual([answer.status, answer.json], [400, grant('Refresh token has been revoked')]);
      assert.equal(
        (await api(server, '/accounts', `Bearer ${access_token}`)).json.errors[0].code,
        'authentication_failed',
      );
    }
    assert.equal((await refresh(server, elsewhere.refresh_token)).status, 200);
    assert.equal((await api(server, '/accounts', `Bearer ${ofOtherApp.access_token}`)).status, 200);
  });

  test('an access token ends alone', async () => {
    const tokens = await obtainTokens(server);
    await post(server, '/oauth/revoke', { token: tokens.access_token, token_type_hint: 'access_token' });
    assert.equal((await api(server, '/accounts', `Bearer ${tokens.access_token}`)).status, 401);
    assert.equal((await refresh(server, tokens.refresh_token)).status, 200);
  });
});

describe('GET /oauth/authorize', () => {
  const open = (changed: Form): Promise<Answered> =>
    server.request(
      `/klaviyo/oauth/authorize?${authorizationParameters(server.app, { scope: 'accounts:read', ...changed })}`,
    );

  const unproven: readonly { name: string; changed: Form; problem: ProblemId; body: object }[] = [
    {
      name: 'no client_id',
      changed: { client_id: undefined },
      problem: 'authorization-client-unknown',
      body: error('invalid_client'),
    },
    {
      name: 'an unknown client_id',
      changed: { client_id: 'unknown' },
      problem: 'authorization-client-unknown',
      body: error('invalid_client'),
    },
    {
      name: 'no redirect_uri',
      changed: { redirect_uri: undefined },
      problem: 'redirect-uri-missing',
      body: invalidRequest('Missing "redirect_uri" in request.'),
    },
    {
      name: 'a redirect_uri with a slash at its end',
      changed: { redirect_uri: 'https://app.example/cb/' },
      problem: 'redirect-uri-not-registered',
      body: invalidRequest('Redirect URI https://app.example/cb/ is not supported by client.'),
    },
    {
      name: 'no response_type',
      changed: { response_type: undefined },
      problem: 'response-type-unsupported',
      body: error('unsupported_response_type'),
    },
    {
      name: 'response_type=token',
      changed: { response_type: 'token' },
      problem: 'response-type-unsupported',
      body: error('unsupported_response_type'),
    },
  ];
  for (const { name, changed, problem, body } of unproven) {
    test(`answers ${name} where it was asked`, async () => {
      await assertRefused(() => open(changed), { problem, status: 400, body });
    });
  }

  const invalidScope = ['invalid_scope', 'The requested scope is invalid, unknown, or malformed.'] as const;
  const redirected: readonly { name: string; changed: Form; problem: ProblemId; answer: readonly [string, string] }[] =
    [
      {
        name: 'an unknown scope',
        changed: { scope: 'accounts:read list:read' },
        problem: 'scope-unknown',
        answer: invalidScope,
      },
      {
        name: 'scopes joined by commas',
        changed: { scope: 'accounts:read,lists:read' },
        problem: 'scope-unknown',
        answer: invalidScope,
      },
      {
        name: 'openid, which this provider does not know',
        changed: { scope: 'openid' },
        problem: 'scope-unknown',
        answer: invalidScope,
      },
      {
        name: 'only scopes that are not set on the app',
        changed: { scope: 'flows:read' },
        problem: 'scope-not-allowed-for-client',
        answer: invalidScope,
      },
      {
        name: 'no code_challenge',
        changed: { code_challenge: undefined, code_challenge_method: undefined },
        problem: 'code-challenge-missing',
        answer: ['invalid_request', 'Missing "code_challenge"'],
      },
      {
        name: 'code_challenge_method=plain',
        changed: { code_challenge_method: 'plain' },
        problem: 'code-challenge-method-unsupported',
        answer: ['invalid_request', 'Unsupported "code_challenge_method"'],
      },
      {
        name: 'no code_challenge_method',
        changed: { code_challenge_method: undefined },
        problem: 'code-challenge-method-unsupported',
        answer: ['invalid_request', 'Unsupported "code_challenge_method"'],
      },
      {
        name: 'a challenge of 42 characters',
        changed: { code_challenge: 'c'.repeat(42) },
        problem: 'code-challenge-malformed',
        answer: ['invalid_request', 'Invalid "code_challenge"'],
      },
      {
        name: 'a padded challenge',
        changed: { code_challenge: `${'c'.repeat(43)}=` },
        problem: 'code-challenge-malformed',
        answer: ['invalid_request', 'Invalid "code_challenge"'],
      },
      {
        name: 'a repeated state',
        changed: {},
        problem: 'parameter-duplicated',
        answer: ['invalid_request', 'Multiple "state" in request.'],
      },
    ];
  for (const { name, changed, problem, answer } of redirected) {
    test(`sends ${name} back to the app`, async () => {
      const query = authorizationParameters(server.app, { scope: 'accounts:read', ...changed });
      if (problem === 'parameter-duplicated') query.append('state', 'again');
      const issued = server.issued();
      const response = await server.request(`/klaviyo/oauth/authorize?${query}`);
      assert.equal(response.status, 302);
      const location = new URL(response.headers.get('location') as string);
      assert.equal(location.origin + location.pathname, 'https://app.example/cb');
      assert.deepEqual(
        [...location.searchParams],
        [
          ['error', answer[0]],
          ['error_description', answer[1]],
          ['state', 'state-of-the-app'],
        ],
      );
      assert.equal((await refusalOf(server, response.requestId)).problem, problem);
      assert.equal(server.issued(), issued);
    });
  }

  test('refuses a client that may not use the flow with the library’s words', async () => {
    const app = await createApp(server, { grantTypes: ['refresh_token'] });
    const response = await server.request(
      `/klaviyo/oauth/authorize?${authorizationParameters(app, { scope: 'accounts:read' })}`,
    );
    const { searchParams } = new URL(response.headers.get('location') as string);
    assert.deepEqual(
      [searchParams.get('error'), searchParams.get('error_description')],
      ['unauthorized_client', 'The client is not authorized to use "response_type=code"'],
    );
  });

  test('sends code and state to the redirect URI, and nothing else', async () => {
    const { answer, steps } = await authorize(server, {
      environment: 'klaviyo',
      client: server.app,
      user: await server.createUser('klaviyo'),
      parameters: { scope: 'accounts:read' },
    });
    const location = new URL(answer.headers.get('location') as string);
    assert.deepEqual([answer.status, [...location.searchParams.keys()]], [302, ['code', 'state']]);
    assert.deepEqual(steps, ['sign-in', 'consent']);
  });

  test('goes on without a state, and gives none back', async () => {
    const { answer } = await authorize(server, {
      environment: 'klaviyo',
      client: server.app,
      user: server.owner,
      parameters: { scope: 'accounts:read', state: undefined },
    });
    assert.deepEqual([...new URL(answer.headers.get('location') as string).searchParams.keys()], ['code']);
  });

  test('drops a known scope that is not set on the app, and shows the smaller set', async () => {
    const tokens = await obtainTokens(server, { scope: 'accounts:read flows:read lists:read' });
    assert.equal(tokens.scope, 'accounts:read lists:read');
  });

  test('tells the app that the user declined', async () => {
    const { answer } = await authorize(server, {
      environment: 'klaviyo',
      client: server.app,
      user: await server.createUser('klaviyo'),
      parameters: { scope: 'accounts:read' },
      decision: 'deny',
    });
    assert.deepEqual(
      [...new URL(answer.headers.get('location') as string).searchParams],
      [
        ['error', 'access_denied'],
        ['error_description', 'The resource owner or authorization server denied the request'],
        ['state', 'state-of-the-app'],
      ],
    );
    assert.equal((await refusalOf(server, answer.requestId)).problem, 'access-denied');
  });

  for (const role of ['analyst', 'support', 'content-creator']) {
    test(`answers the role ${role} with 403 and an empty body`, async () => {
      const user = await server.createUser('klaviyo', { role });
      const issued = server.issued();
      const { answer } = await walk(user);
      assert.deepEqual([answer.status, answer.text, answer.headers.get('location')], [403, '', null]);
      assert.equal((await refusalOf(server, answer.requestId)).problem, 'role-not-allowed-to-grant');
      assert.equal(server.issued(), issued);
    });
  }
  for (const role of ['owner', 'admin', 'manager']) {
    test(`lets the role ${role} grant`, async () => {
      const tokens = await obtainTokens(server, { user: await server.createUser('klaviyo', { role }) });
      assert.equal(tokens.token_type, 'Bearer');
    });
  }

  test('a user with several accounts chooses one, and the tokens are for it', async () => {
    const first = await server.createUser('klaviyo');
    const second = await server.createUser('klaviyo');
    const accounts = [first, second].map(({ accountId }) => ({ accountId, role: 'owner' }));
    const user = await server.createUser('klaviyo', { accounts });
    const { verifier, challenge: code_challenge } = createPkce();
    const { answer, steps } = await authorize(server, {
      environment: 'klaviyo',
      client: server.app,
      user,
      accountId: second.accountId,
      parameters: { scope: 'accounts:read', code_challenge },
    });
    assert.deepEqual(steps, ['sign-in', 'account', 'consent']);
    const code = new URL(answer.headers.get('location') as string).searchParams.get('code') as string;
    const tokens = await post(
      server,
      '/oauth/token',
      redemption({ code, verifier, redirectUri: 'https://app.example/cb' }),
    );
    const { json } = await api(server, '/accounts', `Bearer ${tokens.json.access_token}`);
    assert.equal(json.data[0].id, second.accountId);
  });

  /** Walks to the end for a user whose answer is no redirect. */
  async function walk(user: KlaviyoServer['owner']): Promise<{ answer: Answered }> {
    const browser = openBrowser(server);
    const first = await browser.open(
      `/klaviyo/oauth/authorize?${authorizationParameters(server.app, { scope: 'accounts:read' })}`,
    );
    const address = first.headers.get('location') as string;
    await browser.open(address);
    return { answer: await browser.submit(address, { email: user.email, password: user.password }) };
  }
});

describe('the API', () => {
  const envelope = (answer: Answered): Record<string, unknown> => {
    assert.equal(answer.headers.get('content-type'), 'application/vnd.api+json');
    assert.deepEqual(Object.keys(answer.json), ['errors']);
    assert.equal(answer.json.errors.length, 1);
    const { id, ...item } = answer.json.errors[0];
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    return item;
  };
  const notAuthenticated = {
    status: 401,
    code: 'not_authenticated',
    title: 'Authentication credentials were not provided.',
    detail: 'Authentication credentials were not provided.',
    source: { pointer: '/data/' },
  };
  const authenticationFailed = {
    status: 401,
    code: 'authentication_failed',
    title: 'Incorrect authentication credentials.',
    detail: 'Incorrect authentication credentials.',
    source: { pointer: '/data/' },
  };
  let token: string;
  before(async () => {
    token = (await obtainTokens(server, { scope: 'accounts:read', user: await server.createUser('klaviyo') }))
      .access_token;
  });

  const malformed: readonly (readonly [string, (token: string) => string | undefined, ProblemId])[] = [
    ['no header', () => undefined, 'access-token-missing'],
    ['no Bearer prefix', (text) => text, 'authorization-header-malformed'],
    ['the prefix of private keys', (text) => `Klaviyo-API-Key ${text}`, 'authorization-header-malformed'],
    ['two spaces', (text) => `Bearer  ${text}`, 'authorization-header-malformed'],
    ['quotes', (text) => `Bearer "${text}"`, 'authorization-header-malformed'],
    ['a character less', (text) => `Bearer ${text.slice(0, -1)}`, 'authorization-header-malformed'],
    ['a character more', (text) => `Bearer ${text}x`, 'authorization-header-malformed'],
    ['the text undefined', () => 'Bearer undefined', 'authorization-header-malformed'],
    ['a private key as Bearer', () => 'Bearer pk_0123456789', 'authorization-header-malformed'],
  ];
  for (const [name, header, problem] of malformed) {
    test(`answers ${name} with not_authenticated`, async () => {
      const answer = await api(server, '/accounts', header(token));
      assert.equal(answer.status, 401);
      assert.deepEqual(envelope(answer), notAuthenticated);
      assert.equal(answer.headers.get('www-authenticate'), null);
      assert.equal((await refusalOf(server, answer.requestId)).problem, problem);
    });
  }

  test('answers a token that never was, has expired or was revoked with authentication_failed', async () => {
    const revoked = await obtainTokens(server, { user: await server.createUser('klaviyo') });
    const kept = await obtainTokens(server, { user: await server.createUser('klaviyo') });
    await post(server, '/oauth/revoke', { token: revoked.refresh_token });
    const flipped = token.slice(0, -2) + (token.endsWith('AA') ? 'BA' : 'AA');
    for (const [text, problem] of [
      [flipped, 'access-token-unknown'],
      ['A'.repeat(59), 'access-token-unknown'],
      [kept.refresh_token, 'access-token-unknown'],
      [revoked.access_token, 'access-token-revoked'],
    ] as const) {
      const answer = await api(server, '/accounts', `Bearer ${text}`);
      assert.equal(answer.status, 401);
      assert.deepEqual(envelope(answer), authenticationFailed);
      assert.equal((await refusalOf(server, answer.requestId)).problem, problem);
    }
    server.advance(3_600_000);
    const late = await api(server, '/accounts', `Bearer ${kept.access_token}`);
    assert.deepEqual(envelope(late), authenticationFailed);
    assert.equal((await refusalOf(server, late.requestId)).problem, 'access-token-expired');
  });

  test('answers a scope that the token lacks with permission_denied, for reading and for writing', async () => {
    const tokens = await obtainTokens(server, {
      scope: 'accounts:read lists:read',
      user: await server.createUser('klaviyo'),
    });
    const bearer = `Bearer ${tokens.access_token}`;
    assert.equal((await api(server, '/lists/', bearer)).status, 200);
    for (const answer of [
      await api(server, '/profiles', bearer),
      await api(server, '/lists', bearer, { method: 'POST', body: '{}' }),
    ]) {
      assert.equal(answer.status, 403);
      const { code, title } = envelope(answer);
      assert.deepEqual([code, title], ['permission_denied', 'You do not have permission to perform this action.']);
      assert.equal((await refusalOf(server, answer.requestId)).problem, 'scope-insufficient');
    }
  });

  test('answers other methods and addresses in the same envelope', async () => {
    const fresh = (await obtainTokens(server)).access_token;
    const method = await api(server, '/accounts', `Bearer ${fresh}`, { method: 'DELETE' });
    assert.deepEqual([method.status, envelope(method).code], [405, 'method_not_allowed']);
    const unknown = await api(server, '/nothing', `Bearer ${fresh}`);
    assert.deepEqual([unknown.status, envelope(unknown).code], [404, 'not_found']);
  });

  const invalid: readonly {
    readonly name: string;
    readonly path: string;
    readonly init?: RequestInit;
    readonly source: object;
    readonly detail: string;
  }[] = [
    {
      name: 'a page that is too large',
      path: '/lists?page[size]=1000',
      source: { parameter: 'page[size]' },
      detail: 'page[size] must be an integer from 1 to 100.',
    },
    {
      name: 'a body that is no document',
      path: '/lists',
      init: { method: 'POST', body: 'name=Newsletter' },
      source: { pointer: '/data' },
      detail: 'The body must be a JSON:API document with a data member.',
    },
    {
      name: 'a resource of another type',
      path: '/lists',
      init: { method: 'POST', body: '{"data":{"type":"profile"}}' },
      source: { pointer: '/data/type' },
      detail: 'The type of the resource must be list.',
    },
  ];
  for (const { name, path, init, source, detail } of invalid) {
    test(`answers ${name} with invalid`, async () => {
      const { access_token } = await obtainTokens(server);
      const answer = await api(server, path, `Bearer ${access_token}`, init);
      const [{ id, ...item }] = answer.json.errors;
      assert.match(id, /^[0-9a-f-]{36}$/);
      assert.deepEqual(
        [answer.status, answer.headers.get('content-type'), item],
        [400, 'application/vnd.api+json', { status: 400, code: 'invalid', title: 'Invalid input.', detail, source }],
      );
      assert.equal((await refusalOf(server, answer.requestId)).problem, 'parameter-malformed');
    });
  }

  test('gives the account that was granted', async () => {
    const tokens = await obtainTokens(server);
    const answer = await api(server, '/accounts', `Bearer ${tokens.access_token}`);
    assert.equal(answer.headers.get('content-type'), 'application/vnd.api+json');
    const [account] = answer.json.data;
    assert.deepEqual(
      [account.type, account.id, account.attributes.public_api_key],
      ['account', server.owner.accountId, server.owner.accountId],
    );
  });
});
