/** The checks of the dossier's section 4 that a server can make, each broken on purpose and explained, over HTTP. */
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, test } from 'node:test';
import { authorizationParameters, authorize, createPkce } from '../_oauth.ts';
import { refusalOf } from '../_refused.ts';
import { type Answered, basicOf } from '../_server.ts';
import {
  api,
  type Code,
  type KlaviyoServer,
  obtainCode,
  obtainTokens,
  post,
  redemption,
  refresh,
  requestAt,
  startKlaviyo,
} from './_klaviyo.ts';

const server = await startKlaviyo({ apiRateLimits: false });
const hosted = await startKlaviyo({}, { hosts: { browser: 'www.klaviyo.test', api: 'a.klaviyo.test' } });
const rotating = await startKlaviyo({ refreshTokenUse: 'rotate', refreshRetryWindow: 0 });
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const encode = (text: string): string => Buffer.from(text).toString('base64');

interface Row {
  /** Number of the check, and what is broken. */
  readonly name: string;
  readonly send: (code: Code) => Promise<Answered | { readonly requestId: string; readonly text: string }>;
  /** Cause and variant, best first. */
  readonly found: string;
  /** A text that stands in the explanation. */
  readonly says?: string | RegExp;
  readonly server?: KlaviyoServer;
}

const token =
  (authorization: string, changed = {}) =>
  (code: Code): Promise<Answered> =>
    post(server, '/oauth/token', redemption(code, changed), authorization);
const redeem =
  (changed: Record<string, string | undefined>) =>
  (code: Code): Promise<Answered> =>
    post(server, '/oauth/token', redemption(code, changed));
const ask = (changed: Record<string, string | undefined>) => (): Promise<Answered> =>
  server.request(
    `/klaviyo/oauth/authorize?${authorizationParameters(server.app, { scope: 'accounts:read', ...changed })}`,
  );
const at =
  (host: string, path: string, init = {}) =>
  async () => {
    const answer = await requestAt(hosted, host, path, init);
    return { requestId: String(answer.headers['candor-request-id']), text: answer.text };
  };
const withTokens =
  (use: (tokens: Awaited<ReturnType<typeof obtainTokens>>) => Promise<Answered>) => async (): Promise<Answered> =>
    use(await obtainTokens(server, { user: await server.createUser('klaviyo') }));
/** Redeems with the verifier a code whose challenge was made from it in some way. */
async function redeemFlow(challengeOf: (verifier: string) => string, verifier: string): Promise<Answered> {
  const code = await obtainCode(server, { challenge: challengeOf(verifier) });
  return post(server, '/oauth/token', redemption(code, { code_verifier: verifier }));
}
const { app } = server;
const { verifier: otherVerifier, challenge: otherChallenge } = createPkce();

const rows: readonly Row[] = [
  {
    name: "H1 a token request on the browsers' host",
    server: hosted,
    send: at('www.klaviyo.test', '/oauth/token', { method: 'POST', headers: form }),
    found: 'transport-endpoint/token-endpoint-wrong-host:token-endpoint-wrong-host',
    says: 'a.klaviyo.test',
  },
  {
    name: 'H2 GET at the token endpoint',
    send: () => server.request('/klaviyo/oauth/token'),
    found: 'transport-endpoint/wrong-http-method:method',
  },
  {
    name: "H4 the authorize URL on the apps' host",
    server: hosted,
    send: at('a.klaviyo.test', `/oauth/authorize?${authorizationParameters(hosted.app)}`),
    found: 'transport-endpoint/token-endpoint-wrong-host:token-endpoint-wrong-host',
    says: 'pages for people',
  },
  {
    name: "H5 the API on the browsers' host",
    server: hosted,
    send: at('www.klaviyo.test', '/api/accounts'),
    found: 'transport-endpoint/token-endpoint-wrong-host:token-endpoint-wrong-host',
  },

  {
    name: 'C1 no header',
    send: (code) => server.post('/klaviyo/oauth/token', redemption(code)),
    found: 'client-authentication/credentials-missing:credentials-missing',
  },
  {
    name: 'C2 Bearer',
    send: token('Bearer something'),
    found: 'client-authentication/auth-method-mismatch:other-scheme',
    says: 'Bearer',
  },
  {
    name: 'C2 Klaviyo-API-Key',
    send: token('Klaviyo-API-Key pk_0123456789'),
    found: 'client-authentication/auth-method-mismatch:other-scheme',
    says: 'private API keys',
  },
  {
    name: 'C3 a bytes literal',
    send: token(`Basic b'${app.basic.slice(6)}'`),
    found: 'client-authentication/basic-bytes-literal:basic-bytes-literal',
  },
  {
    name: 'C4 the word Basic encoded',
    send: token(encode(app.basic)),
    found: 'client-authentication/auth-method-mismatch:other-scheme',
    says: 'encoded together',
  },
  {
    name: 'C5 plain id and secret',
    send: token(`Basic ${app.clientId}:${app.clientSecret}`),
    found: 'client-authentication/basic-content-wrong:not-encoded',
    says: 'plain text',
  },
  {
    name: 'C5 base64url',
    send: token('Basic -_-_-_-_'),
    found: 'client-authentication/basic-content-wrong:malformed',
    says: 'base64url',
  },
  {
    name: 'C5 no padding',
    send: token(`Basic ${encode('abc:defg').replaceAll('=', '')}`),
    found: 'client-authentication/basic-content-wrong:malformed',
    says: 'padding',
  },
  {
    name: 'C6 no colon',
    send: token(`Basic ${encode(app.clientId)}`),
    found: 'client-authentication/basic-content-wrong:wrongly-joined',
    says: 'without a colon',
  },
  {
    name: 'C7 swapped',
    send: token(basicOf(app.clientSecret, app.clientId)),
    found: 'client-authentication/basic-content-wrong:id-and-secret-swapped',
  },
  {
    name: 'C7 white space around the secret',
    send: token(basicOf(app.clientId, ` ${app.clientSecret}`)),
    found: 'transport-endpoint/stray-whitespace:client-secret',
  },
  {
    name: 'C7 quotes around the secret',
    send: token(basicOf(app.clientId, `"${app.clientSecret}"`)),
    found: 'client-authentication/secret-wrong:quotes',
  },
  {
    name: 'C8 a key in place of the id',
    send: token(basicOf('pk_0123456789', app.clientSecret)),
    found: 'client-identification/client-unknown:client-unknown',
  },
  {
    name: 'C9 encoded twice',
    send: token(`Basic ${encode(app.basic.slice(6))}`),
    found: 'client-authentication/basic-content-wrong:encoded-twice',
  },
  {
    name: 'C10 another secret',
    send: token(basicOf(app.clientId, 'of long ago')),
    found: 'client-authentication/secret-wrong:unknown',
  },
  {
    name: 'C11 credentials in the body only',
    send: (code) =>
      server.post('/klaviyo/oauth/token', {
        ...redemption(code),
        client_id: app.clientId,
        client_secret: app.clientSecret,
      }),
    found: 'client-authentication/auth-method-mismatch:not-read-from-body',
    says: 'body',
  },

  {
    name: 'B1 and B2 a JSON body',
    send: (code) =>
      server.request('/klaviyo/oauth/token', {
        method: 'POST',
        body: JSON.stringify(redemption(code)),
        headers: { 'content-type': 'application/json', authorization: app.basic },
      }),
    found: 'transport-endpoint/body-not-form:json',
    says: 'JSON',
  },
  {
    name: 'B3 parameters in the query',
    send: (code) =>
      server.request(`/klaviyo/oauth/token?${new URLSearchParams(redemption(code))}`, {
        method: 'POST',
        headers: { authorization: app.basic },
      }),
    found: 'transport-endpoint/params-not-in-body:in-query',
  },
  {
    name: 'B4 grant_type=code',
    send: redeem({ grant_type: 'code' }),
    found: 'transport-endpoint/grant-type-value-wrong:unknown-value',
    says: 'grant_type=authorization_code',
  },
  {
    name: 'B5 no code',
    send: redeem({ code: undefined }),
    found: 'transport-endpoint/parameter-missing:parameter-missing',
    says: 'code',
  },
  {
    name: 'B5 no redirect_uri',
    send: redeem({ redirect_uri: undefined }),
    found: 'transport-endpoint/parameter-missing:parameter-missing',
    says: 'redirect_uri',
  },
  {
    name: 'B5 no code_verifier',
    send: redeem({ code_verifier: undefined }),
    found: 'pkce/only-one-half-sent:verifier-missing',
  },
  {
    name: 'B5 no refresh_token',
    send: () => post(server, '/oauth/token', { grant_type: 'refresh_token' }),
    found: 'transport-endpoint/parameter-missing:parameter-missing',
    says: 'refresh_token',
  },
  {
    name: 'B5 a revocation without token',
    send: () => post(server, '/oauth/revoke', {}),
    found: 'transport-endpoint/parameter-missing:parameter-missing',
    says: 'token',
  },
  {
    name: 'B6 a field twice',
    send: (code) =>
      server.request('/klaviyo/oauth/token', {
        method: 'POST',
        body: `${new URLSearchParams(redemption(code))}&code=x`,
        headers: { ...form, authorization: app.basic },
      }),
    found: 'transport-endpoint/parameter-unknown:sent-twice',
  },

  {
    name: 'B7 a code that is still percent-encoded',
    send: (code) => redeem({ code: `%${code.code.charCodeAt(0).toString(16)}${code.code.slice(1)}` })(code),
    found: 'authorization-code/altered-by-client:encoded',
  },
  {
    name: 'B7 a blank in a code',
    send: (code) => redeem({ code: `${code.code.slice(0, 9)} ${code.code.slice(10)}` })(code),
    found: 'authorization-code/altered-by-client:encoded',
    says: 'a + has stood',
  },
  {
    name: 'B7 a refresh token that is still percent-encoded',
    send: withTokens(({ refresh_token: token }) =>
      refresh(server, `%${token.charCodeAt(0).toString(16)}${token.slice(1)}`),
    ),
    found: 'refresh/unknown-token:unknown-token',
    says: 'percent-encoded',
  },

  {
    name: 'K1 a verifier that is too short',
    send: redeem({ code_verifier: 'short' }),
    found: 'pkce/verifier-format:verifier-length',
  },
  {
    name: 'K1 a verifier in standard base64',
    send: redeem({ code_verifier: `${'v'.repeat(43)}+/=` }),
    found: 'pkce/verifier-format:verifier-alphabet',
  },
  {
    name: 'K2 another verifier',
    send: redeem({ code_verifier: otherVerifier }),
    found: 'pkce/verifier-mismatch:verifier-unknown',
  },
  {
    name: 'K2 the verifier itself as the challenge',
    send: () => redeemFlow(() => otherVerifier, otherVerifier),
    found: 'pkce/challenge-method-mismatch:challenge-equals-verifier',
  },
  {
    name: 'K2 the hexadecimal digest as the challenge',
    send: () => redeemFlow((verifier) => hash('sha256', verifier, 'hex'), otherVerifier),
    found: 'pkce/challenge-encoding:challenge-hex',
  },
  {
    name: 'K2 base64 of the hexadecimal digest as the challenge',
    send: () =>
      redeemFlow((verifier) => Buffer.from(hash('sha256', verifier, 'hex')).toString('base64url'), otherVerifier),
    found: 'pkce/challenge-encoding:challenge-base64-of-hex',
  },
  {
    name: "K6 the verifier of the user's earlier authorize URL",
    async send(code) {
      const { verifier, challenge } = createPkce();
      await ask({ code_challenge: challenge })();
      return redeem({ code_verifier: verifier })(code);
    },
    found: 'pkce/verifier-mismatch:verifier-of-another-flow',
  },
  {
    name: 'K3 a padded challenge',
    send: ask({ code_challenge: `${otherChallenge}=` }),
    found: 'pkce/challenge-encoding:challenge-padded',
  },
  {
    name: 'K4 no code_challenge_method',
    send: ask({ code_challenge_method: undefined }),
    found: 'pkce/challenge-method-mismatch:method-missing',
  },

  {
    name: 'A1 no code_challenge',
    send: ask({ code_challenge: undefined, code_challenge_method: undefined }),
    found: 'pkce/required-not-sent:required-not-sent',
  },
  {
    name: 'A1 no client_id',
    send: ask({ client_id: undefined }),
    found: 'transport-endpoint/parameter-missing:parameter-missing',
    says: 'client_id',
  },
  {
    name: 'A1 no redirect_uri',
    send: ask({ redirect_uri: undefined }),
    found: 'transport-endpoint/parameter-missing:parameter-missing',
    says: 'redirect_uri',
  },
  {
    name: 'A1 no response_type',
    send: ask({ response_type: undefined }),
    found: 'transport-endpoint/parameter-missing:parameter-missing',
    says: 'response_type',
  },
  {
    name: 'A2 commas',
    send: ask({ scope: 'accounts:read,lists:read' }),
    found: 'scope-consent/scope-separator:scope-separator',
  },
  {
    name: 'A4 a singular scope',
    send: ask({ scope: 'accounts:read list:read' }),
    found: 'scope-consent/scope-unknown:not-declared',
    says: 'lists:read',
  },
  {
    name: 'A6 a slash at the end of the redirect URI',
    send: redeem({ redirect_uri: 'https://app.example/cb/' }),
    found: 'redirect-uri/differs-between-requests:differs-between-requests',
  },
  {
    name: 'A10 a role that may not grant',
    async send() {
      const user = await server.createUser('klaviyo', { role: 'analyst' });
      const parameters = { scope: 'accounts:read', code_challenge: otherChallenge };
      const { answer } = await authorize(server, { environment: 'klaviyo', client: app, user, parameters });
      assert.equal(answer.status, 403);
      return answer;
    },
    found: 'scope-consent/role-not-allowed-to-grant:role-not-allowed-to-grant',
  },
  {
    name: 'A9 a code used before',
    async send(code) {
      await post(server, '/oauth/token', redemption(code));
      return post(server, '/oauth/token', redemption(code));
    },
    found: 'authorization-code/redeemed-twice:redeemed-twice',
  },
  {
    name: 'A9 a code that is too old',
    async send(code) {
      server.advance(301_000);
      return post(server, '/oauth/token', redemption(code));
    },
    found: 'authorization-code/expired:expired',
  },

  {
    name: 'R1 a truncated refresh token',
    send: withTokens(({ refresh_token }) => refresh(server, refresh_token.slice(0, 50))),
    found: 'refresh/unknown-token:truncated',
    says: 'its last 9 characters',
  },
  {
    name: 'R1 quotes around the refresh token',
    send: withTokens(({ refresh_token }) => refresh(server, `"${refresh_token}"`)),
    found: 'refresh/unknown-token:unknown-token',
    says: 'around it',
  },
  {
    name: 'R2 the access token',
    send: withTokens(({ access_token }) => refresh(server, access_token)),
    found: 'token-use/wrong-token-of-flow:other-credential-as-refresh-token',
    says: 'is an access token',
  },
  {
    name: 'R4 a token that was revoked',
    send: withTokens(async ({ refresh_token }) => {
      await post(server, '/oauth/revoke', { token: refresh_token });
      return refresh(server, refresh_token);
    }),
    found: 'refresh/revoked:revoked',
  },
  {
    name: 'R5 inactivity',
    send: withTokens(({ refresh_token }) => {
      server.advance(90 * 24 * 3600_000);
      return refresh(server, refresh_token);
    }),
    found: 'refresh/expired-inactivity:expired-inactivity',
  },
  {
    name: 'R6 a storm of refreshes',
    send: withTokens(async ({ refresh_token }) => {
      for (let use = 0; use < 10; use++) await refresh(server, refresh_token);
      return refresh(server, refresh_token);
    }),
    found: 'refresh/used-over-limit:used-over-limit',
    says: 'Wait',
  },

  {
    name: 'R7 two refreshes of one token at the same time, where it rotates',
    server: rotating,
    async send() {
      const { refresh_token } = await obtainTokens(rotating);
      const both = await Promise.all([refresh(rotating, refresh_token), refresh(rotating, refresh_token)]);
      return both.find(({ status }) => status === 400) as Answered;
    },
    found: 'refresh/concurrent-use:race',
    says: 'one caller at a time',
  },
  {
    name: 'R9 an older refresh token than the newest, where it rotates',
    server: rotating,
    async send() {
      const { refresh_token } = await obtainTokens(rotating);
      const newer = await refresh(rotating, refresh_token);
      rotating.advance(3600_000);
      await refresh(rotating, newer.json.refresh_token);
      return refresh(rotating, refresh_token);
    },
    found: 'refresh/rotation-not-stored:rotation-not-stored',
  },
  {
    name: 'R11 maintenance',
    server: rotating,
    async send() {
      const { refresh_token } = await obtainTokens(rotating);
      await rotating.server.context.environments.setMaintenance('klaviyo', true);
      const answer = await refresh(rotating, refresh_token);
      await rotating.server.context.environments.setMaintenance('klaviyo', false);
      assert.equal(answer.status, 503);
      return answer;
    },
    found: 'availability/provider-incident:maintenance',
  },
  {
    name: 'R8 another try with a token that was refused for good',
    send: withTokens(async ({ refresh_token }) => {
      await post(server, '/oauth/revoke', { token: refresh_token });
      for (let attempt = 1; attempt <= 2; attempt++) {
        const { requestId } = await refresh(server, refresh_token);
        // Until it is recorded: what is refused at the same moment is not counted yet.
        await refusalOf(server, requestId);
      }
      return refresh(server, refresh_token);
    }),
    found: 'refresh/revoked:revoked',
    says: '3 attempts, each refused with invalid_grant',
  },

  {
    name: 'P1 no header',
    send: () => api(server, '/accounts'),
    found: 'token-use/authorization-header-malformed:missing',
  },
  {
    name: 'P1 the word undefined',
    send: () => api(server, '/accounts', 'Bearer undefined'),
    found: 'token-use/authorization-header-malformed:placeholder',
  },
  {
    name: 'P1 a truncated token',
    send: withTokens(({ access_token }) => api(server, '/accounts', `Bearer ${access_token.slice(0, 55)}`)),
    found: 'token-use/authorization-header-malformed:malformed',
  },
  {
    name: 'P2 the wrong prefix',
    send: withTokens(({ access_token }) => api(server, '/accounts', `Klaviyo-API-Key ${access_token}`)),
    found: 'token-use/authorization-header-malformed:malformed',
    says: 'private API keys',
  },
  {
    name: 'P2 a key as Bearer',
    send: () => api(server, '/accounts', 'Bearer pk_0123456789'),
    found: 'token-use/authorization-header-malformed:malformed',
    says: 'private API key',
  },
  {
    name: 'P3 an expired token',
    send: withTokens(({ access_token }) => {
      server.advance(3601_000);
      return api(server, '/accounts', `Bearer ${access_token}`);
    }),
    found: 'token-use/access-token-expired:expired',
  },
  {
    name: 'P4 a token that was revoked',
    send: withTokens(async ({ access_token, refresh_token }) => {
      await post(server, '/oauth/revoke', { token: refresh_token });
      return api(server, '/accounts', `Bearer ${access_token}`);
    }),
    found: 'token-use/access-token-expired:revoked',
  },
  {
    name: 'P5 a scope that was not granted',
    async send() {
      const { access_token } = await obtainTokens(server, {
        scope: 'accounts:read',
        user: await server.createUser('klaviyo'),
      });
      return api(server, '/lists', `Bearer ${access_token}`);
    },
    found: 'scope-consent/scope-insufficient:scope-missing',
    says: 'lists:read',
  },
];

describe('the explanation names', () => {
  for (const { name, send, found, says, server: other } of rows) {
    test(name, async () => {
      const code = other ? undefined : await obtainCode(server);
      const answer = await send(code as Code);
      const traced = await refusalOf(other ?? server, answer.requestId);
      const [best] = traced.diagnoses ?? [];
      assert.ok(best, 'there is no diagnosis');
      assert.equal(`${best.cause}:${best.variant}`, found);
      const all = JSON.stringify(best);
      if (says !== undefined) assert.ok(typeof says === 'string' ? all.includes(says) : says.test(all), all);
      assert.ok(!all.includes(server.app.clientSecret), 'a secret is in the explanation');
    });
  }

  test('the API limit as another one than the refresh limit', async () => {
    const limited = await startKlaviyo();
    const { access_token } = await obtainTokens(limited);
    const calls = [1, 2, 3].map(() => api(limited, '/accounts', `Bearer ${access_token}`));
    const throttled = (await Promise.all(calls)).find(({ status }) => status === 429);
    assert.ok(throttled);
    assert.equal((await refusalOf(limited, throttled.requestId)).diagnoses?.[0]?.cause, 'availability/rate-limited');
  });
});
