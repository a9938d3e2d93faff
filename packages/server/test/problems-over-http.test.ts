/**
 * Every problem of the catalogue, reached by a request over HTTP: the wire shows the public problem in the dialect's
 * words, and the trace keeps the private one (ARCHITECTURE 4.6).
 */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { formatToken, type ProblemId, problemIds, problems, publicProblem } from '@candor/protocol';
import type { Storage } from '@candor/storage';
import { createOwnerLink } from '../src/console/create-owner-link.ts';
import { standardProblemMap } from '../src/dialects/standard/problem-map.ts';
import { requestLimits } from '../src/http/request-limits.ts';
import { problemExamples } from '../src/pages/problem-examples.ts';
import { collectExamples } from './_example.ts';
import {
  assertionFields,
  authorizationParameters,
  authorize,
  createAssertionSigner,
  obtainCode,
  obtainTokens,
  openBrowser,
  type Parameters,
  postAs,
  redemption,
  refresh,
  requestHost,
  requestToken,
  startOAuthServer,
  userinfo,
  withPolicy,
} from './_oauth.ts';
import { createTotpUser, lastCode, mailTo, signInAtApp, totpCode } from './_people.ts';
import { refusalOf } from './_refused.ts';
import { type Answered, basicOf } from './_server.ts';

/** What the storage of this file's server does beside its work. */
const fault = { fails: false, waits: undefined as Promise<void> | undefined };

function faulty(storage: Storage): Storage {
  return {
    ...storage,
    async client(environment, clientId) {
      await fault.waits;
      if (fault.fails) throw new Error('disk I/O error at a place that is nobody else’s business');
      return storage.client(environment, clientId);
    },
  };
}

const resource = 'https://api.example/ledger';
const server = await startOAuthServer({
  wrapStorage: faulty,
  configuration: withPolicy({
    passwordAttemptsPerAccount: 3,
    refreshTokenLifetime: 400_000,
    refreshTokenInactivity: 200_000,
  }),
});
const client = await server.createClient('sandbox', { resources: [resource] });
const other = await server.createClient('sandbox');
const app = await server.createClient('sandbox', { authMethod: 'none' });
const off = await server.createClient('sandbox', { enabled: false });
const codeOnly = await server.createClient('sandbox', { grantTypes: ['authorization_code'] });
const signer = await createAssertionSigner();
const keyed = await server.createClient('sandbox', { authMethod: 'private_key_jwt', jwks: signer.jwks });
const user = await server.createUser('sandbox');
const browser = openBrowser(server);

const machine = { grant_type: 'client_credentials' };
const token = (form: Record<string, string>, headers: Record<string, string> = { authorization: client.basic }) =>
  server.post('/sandbox/oauth/token', form, headers);
const ask = (changed: Parameters = {}, more = '') =>
  server.request(`/sandbox/oauth/authorize?${authorizationParameters(client, changed)}${more}`);
const code = () => obtainCode(server, { client, user, browser });
const obtain = (parameters: Parameters = {}) => obtainTokens(server, { client, user, browser, parameters });
const redeem = async (changed: Parameters, as = client) => requestToken(server, as, redemption(await code(), changed));
const silent = (parameters: Parameters = {}, visitor = browser, as = client) =>
  authorize(server, { client: as, user, browser: visitor, parameters: { prompt: 'none', ...parameters } }).then(
    ({ answer }) => answer,
  );
const bearer = (text: string) => userinfo(server, text);

/** A sign-in page with an attempt. */
async function signIn(email: string, password: string, times = 1): Promise<Answered> {
  const visitor = openBrowser(server);
  const page = (await visitor.open(`/sandbox/oauth/authorize?${authorizationParameters(client)}`)).headers.get(
    'location',
  ) as string;
  await visitor.open(page);
  for (let attempt = 1; attempt < times; attempt++) await visitor.submit(page, { email, password });
  return visitor.submit(page, { email, password });
}

const newClient = { name: 'New', redirectUris: ['https://new.example/cb'] };
const sandboxClients = '/api/environments/sandbox/clients';

/** Answers to more requests than are answered side by side: the storage waits, so that all of them are under way. */
async function shed(): Promise<Answered> {
  let release = (): void => {};
  fault.waits = new Promise((resolve) => {
    release = resolve;
  });
  const request = `GET /sandbox/oauth/authorize?client_id=x HTTP/1.1\r\nhost: ${new URL(server.url).host}\r\n\r\n`;
  const sockets: Socket[] = [];
  for (let sent = 0; sent < requestLimits.concurrentRequests; sent += 100) {
    const socket = connect(server.server.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.resume();
    socket.write(request.repeat(100));
    sockets.push(socket);
  }
  try {
    for (let attempt = 0; attempt < 200; attempt++) {
      const answer = await server.request('/sandbox/.well-known/openid-configuration');
      if (answer.status !== 200) return answer;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return assert.fail('the server shed nothing');
  } finally {
    release();
    fault.waits = undefined;
    for (const socket of sockets) socket.destroy();
  }
}

async function failing(): Promise<Answered> {
  fault.fails = true;
  try {
    return await token(machine);
  } finally {
    fault.fails = false;
  }
}

async function inMaintenance(): Promise<Answered> {
  await server.api('POST', '/api/environments/sandbox/maintenance', { on: true });
  try {
    return await token(machine);
  } finally {
    await server.api('POST', '/api/environments/sandbox/maintenance', { on: false });
  }
}

async function expiredFlow(): Promise<Answered> {
  const visitor = openBrowser(server);
  const page = (await visitor.open(`/sandbox/oauth/authorize?${authorizationParameters(client)}`)).headers.get(
    'location',
  ) as string;
  server.advance(600_000);
  return visitor.open(page);
}

/**
 * How a private problem is reached. A public one that only stands for others is reached by each of those; one that only
 * a provider's dialect raises is reached in that dialect's own tests.
 */
const reached: Readonly<Record<ProblemId, (() => Promise<Answered>) | 'stands for others' | 'a provider’s'>> = {
  'request-too-large': () => token({ ...machine, x: 'x'.repeat(requestLimits.body) }),
  'method-not-allowed': () => server.request('/sandbox/oauth/token'),
  'endpoint-unknown': () => server.request('/sandbox/oauth/nothing'),
  'environment-unknown': () => server.api('GET', '/api/environments/nowhere/clients'),
  'host-unknown': async () => ({
    json: undefined,
    ...(await requestHost(server, 'other.example', '/sandbox/oauth/jwks')),
  }),
  'endpoint-on-wrong-host': 'a provider’s',
  'forwarding-not-proved': 'a provider’s',
  'forwarded-twice': 'a provider’s',
  'region-unreachable': 'a provider’s',
  'region-unanswered': 'a provider’s',
  'access-token-of-other-region': 'a provider’s',
  'body-field-not-allowed': 'a provider’s',
  'body-not-json': 'a provider’s',
  'client-key-missing': 'a provider’s',
  'client-key-unknown': 'a provider’s',
  'session-token-invalid': 'a provider’s',
  'session-token-of-other-party': 'a provider’s',
  'code-of-other-region': 'a provider’s',
  'refresh-token-of-other-region': 'a provider’s',
  'sign-in-user-of-other-region': 'a provider’s',
  'sign-in-paused': 'a provider’s',
  'message-not-expected': 'a provider’s',
  'message-without-destination': 'a provider’s',
  'body-not-form': () =>
    server.request('/sandbox/oauth/token', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    }),
  'body-malformed': () => ask({}, '&x=%zz'),
  'parameter-missing': () => token({}),
  'parameter-duplicated': () => ask({}, '&state=again'),
  'parameter-malformed': () => ask({ max_age: 'soon' }),
  'rate-limited': async () => {
    for (let call = 0; call < 1000; call++) {
      const answer = await server.api('GET', '/api/explanations/none');
      if (answer.status === 429) return answer;
    }
    return assert.fail('the door is open to everything');
  },
  overloaded: shed,
  maintenance: inMaintenance,
  'server-fault': failing,

  'client-authentication-failed': 'stands for others',
  'client-unknown': () => token(machine, { authorization: basicOf('cid_nobody', 'x') }),
  'client-secret-wrong': () => token(machine, { authorization: basicOf(client.clientId, 'x') }),
  'client-authentication-method-wrong': () => token({ ...machine, client_id: client.clientId }, {}),
  'client-credentials-missing': () => token(machine, {}),
  'client-assertion-invalid': async () =>
    token({ ...machine, ...(await assertionFields(server, keyed, signer, { aud: 'x' })) }, {}),
  'client-assertion-replayed': async () => {
    const fields = { ...machine, ...(await assertionFields(server, keyed, signer)) };
    await token(fields, {});
    return token(fields, {});
  },
  'client-disabled': () => token(machine, { authorization: off.basic }),
  'client-credentials-malformed': () => token(machine, { authorization: 'Basic !' }),
  'client-credentials-in-two-places': () => token({ ...machine, client_secret: 'x' }),
  'grant-type-not-allowed': () => requestToken(server, codeOnly, machine),
  'introspection-not-allowed': () => postAs(server, app, '/sandbox/oauth/introspect', { token: 'x' }),

  'authorization-request-unproven': 'stands for others',
  'authorization-client-unknown': () => ask({ client_id: 'cid_nobody' }),
  'redirect-uri-missing': () => ask({ redirect_uri: undefined }),
  'redirect-uri-not-registered': () => ask({ redirect_uri: 'https://other.example/cb' }),
  'authorization-client-disabled': () => ask({ client_id: off.clientId }),
  'response-type-unsupported': () => ask({ response_type: 'token' }),
  'response-mode-unsupported': () => ask({ response_mode: 'fragment' }),
  'scope-unknown': () => ask({ scope: 'nothing' }),
  'scope-not-allowed-for-client': () => ask({ scope: 'ledger:write' }),
  'code-challenge-missing': () => ask({ code_challenge: undefined }),
  'code-challenge-method-unsupported': () => ask({ code_challenge_method: 'plain' }),
  'code-challenge-malformed': () => ask({ code_challenge: 'short' }),
  'prompt-conflict': () => ask({ prompt: 'none login' }),
  'login-required': () => ask({ prompt: 'none' }),
  'consent-required': async () => {
    await code();
    return silent({ scope: 'openid email' });
  },
  'account-selection-required': async () => {
    const second = await server.createUser('sandbox');
    const accounts = [user.accountId, second.accountId].map((accountId) => ({ accountId, role: 'owner' }));
    const both = await server.createUser('sandbox', { accounts });
    const visitor = openBrowser(server);
    await authorize(server, { client, user: both, browser: visitor, accountId: user.accountId });
    return silent({}, visitor, other);
  },
  'access-denied': () =>
    authorize(server, { client: other, user, browser, decision: 'deny' }).then(({ answer }) => answer),
  'role-not-allowed-to-grant': async () =>
    (await authorize(server, { client, user: await server.createUser('sandbox', { role: 'support' }) })).answer,
  'request-object-unsupported': () => ask({ request: 'x' }),
  'request-uri-not-accepted': () => ask({ request_uri: 'urn:ietf:params:oauth:request_uri:x' }),
  'resource-not-accepted': () => ask({ resource: 'https://api.example/unknown' }),

  'grant-type-unsupported': () => token({ grant_type: 'password' }),
  'authorization-code-not-accepted': 'stands for others',
  'code-unknown': () => redeem({ code: 'x' }),
  'code-expired': async () => {
    const obtained = await code();
    server.advance(60_000);
    return requestToken(server, client, redemption(obtained));
  },
  'code-redeemed': async () => {
    const obtained = await code();
    await requestToken(server, client, redemption(obtained));
    return requestToken(server, client, redemption(obtained));
  },
  'code-of-other-client': () => redeem({}, other),
  'code-burnt': async () => {
    const obtained = await code();
    for (let attempt = 0; attempt < 5; attempt++) {
      await requestToken(server, client, redemption(obtained, { code_verifier: 'w'.repeat(43) }));
    }
    return requestToken(server, client, redemption(obtained));
  },
  'code-redirect-uri-differs': () => redeem({ redirect_uri: 'https://app.example/other' }),
  'code-verifier-mismatch': () => redeem({ code_verifier: 'w'.repeat(43) }),
  'code-authorization-ended': async () => {
    const obtained = await code();
    const { items } = await server.storage.grants('sandbox', { clientId: client.clientId }, { limit: 50 });
    for (const { id } of items) await server.api('DELETE', `/api/environments/sandbox/grants/${id}`);
    return requestToken(server, client, redemption(obtained));
  },
  'code-verifier-missing': () => redeem({ code_verifier: undefined }),
  'code-verifier-malformed': () => redeem({ code_verifier: 'short' }),
  'refresh-token-not-accepted': 'stands for others',
  'refresh-token-unknown': () => refresh(server, client, 'x'),
  'refresh-token-expired': async () => {
    const first = await obtain();
    server.advance(199_000_000);
    const second = (await refresh(server, client, first.refresh_token)).json;
    server.advance(199_000_000);
    const third = (await refresh(server, client, second.refresh_token)).json;
    server.advance(2_000_000);
    return refresh(server, client, third.refresh_token);
  },
  'refresh-token-inactive': async () => {
    const { refresh_token } = await obtain();
    server.advance(200_000_000);
    return refresh(server, client, refresh_token);
  },
  'refresh-token-reused': async () => {
    const { refresh_token } = await obtain();
    await refresh(server, client, refresh_token);
    server.advance(10_000);
    return refresh(server, client, refresh_token);
  },
  'refresh-token-revoked': async () => {
    const { refresh_token } = await obtain();
    await postAs(server, client, '/sandbox/oauth/revoke', { token: refresh_token });
    return refresh(server, client, refresh_token);
  },
  'refresh-token-of-other-client': async () => refresh(server, other, (await obtain()).refresh_token),
  'refresh-token-used-too-often': 'a provider’s',
  'token-type-hint-unsupported': 'a provider’s',
  'refresh-scope-exceeded': async () => refresh(server, client, (await obtain()).refresh_token, { scope: 'email' }),

  'access-token-missing': () => server.request('/sandbox/oauth/userinfo'),
  'authorization-header-malformed': () => bearer('a b'),
  'access-token-not-accepted': 'stands for others',
  'access-token-unknown': () => bearer('x'),
  'access-token-expired': async () => {
    const { access_token } = await obtain();
    server.advance(3600_000);
    return bearer(access_token);
  },
  'access-token-revoked': async () => {
    const { access_token } = await obtain();
    await postAs(server, client, '/sandbox/oauth/revoke', { token: access_token });
    return bearer(access_token);
  },
  'access-token-of-wrong-kind': async () => bearer((await obtain()).refresh_token),
  'access-token-audience-wrong': async () => bearer((await obtain({ resource })).access_token),
  'scope-insufficient': async () => bearer((await obtain({ scope: 'ledger:read' })).access_token),

  'sign-in-refused': 'stands for others',
  'sign-in-user-unknown': () => signIn('nobody@people.example', 'wrong'),
  'sign-in-password-wrong': async () => signIn((await server.createUser('sandbox')).email, 'wrong'),
  'sign-in-user-disabled': async () => {
    const disabled = await server.createUser('sandbox', { enabled: false });
    return signIn(disabled.email, disabled.password);
  },
  'sign-in-throttled': () => signIn('somebody@people.example', 'wrong', 4),
  'second-factor-refused': 'stands for others',
  'second-factor-wrong': async () => {
    const { browser: visitor, address } = await signInAtApp(server, client, await createTotpUser(server));
    return visitor.submit(address, { code: 'none' });
  },
  'second-factor-used': async () => {
    const careful = await createTotpUser(server);
    const code = totpCode(careful.secret, server.now());
    const first = await signInAtApp(server, client, careful);
    await first.browser.submit(first.address, { code });
    const second = await signInAtApp(server, client, careful);
    return second.browser.submit(second.address, { code });
  },
  'second-factor-code-ended': async () => {
    const careful = await server.createUser('sandbox', { secondFactor: 'message' });
    const { browser: visitor, address } = await signInAtApp(server, client, careful);
    server.advance(300_000);
    return visitor.submit(address, { code: await lastCode(server, careful.email) });
  },
  'message-limit-reached': async () => {
    const careful = await server.createUser('sandbox', { secondFactor: 'message' });
    const { browser: visitor, address } = await signInAtApp(server, client, careful);
    return visitor.submit(address, { decision: 'send' });
  },
  'reset-link-not-accepted': () => server.request('/sandbox/reset-password?link=x'),
  'second-factor-reset-too-soon': async () => {
    const owner = await createTotpUser(server);
    const visitor = openBrowser(server);
    const password = 'some other words in a row';
    for (const [asked, page] of [
      ['/sandbox/forgotten-password', '/sandbox/reset-password'],
      ['/sandbox/lost-second-factor', '/sandbox/reset-second-factor'],
    ] as const) {
      await visitor.open(asked);
      await visitor.submit(asked, { email: owner.email });
      const { link = '' } = (await mailTo(server, owner.email)).findLast((mail) => mail.link) ?? {};
      await visitor.open(link);
      const sent = { link: new URL(link).searchParams.get('link') ?? '', password };
      const answer = await visitor.submit(page, sent);
      if (page === '/sandbox/reset-second-factor') return answer;
    }
    return assert.fail('there are two links');
  },
  'new-password-refused': async () => {
    const forgetful = await server.createUser('sandbox');
    const visitor = openBrowser(server);
    await visitor.open('/sandbox/forgotten-password');
    await visitor.submit('/sandbox/forgotten-password', { email: forgetful.email });
    const { link = '' } = (await mailTo(server, forgetful.email)).at(-1) ?? {};
    await visitor.open(link);
    const sent = { link: new URL(link).searchParams.get('link') ?? '', password: 'short' };
    return visitor.submit('/sandbox/reset-password', sent);
  },
  'authorization-session-unknown': () => server.request('/sandbox/consent?flow=AAAAAAAAAAAAAAAA'),
  'authorization-session-expired': expiredFlow,
  'form-not-from-this-page': () => server.post('/sandbox/consent?flow=AAAAAAAAAAAAAAAA', { decision: 'allow' }),
  'page-not-for-role': 'a provider’s',
  'post-logout-redirect-uri-not-registered': () =>
    server.request('/sandbox/oauth/logout?post_logout_redirect_uri=https://other.example'),
  'id-token-hint-invalid': () => server.request('/sandbox/oauth/logout?id_token_hint=x'),

  'administration-token-missing': () => server.api('GET', sandboxClients, undefined, null),
  'administration-token-not-accepted': () => server.api('GET', sandboxClients, undefined, 'cad_x'),
  'administration-forbidden': () => server.api('POST', sandboxClients, newClient, server.supporterToken),
  'record-unknown': () => server.api('GET', `${sandboxClients}/cid_nobody`),
  'record-conflict': () => server.api('POST', sandboxClients, { ...newClient, clientId: client.clientId }),
  'record-invalid': () => server.api('POST', sandboxClients, { name: 7 }),
  'owner-link-not-accepted': () => {
    const text = formatToken({ kind: 'owner-link', id: new Uint8Array(12), secret: new Uint8Array(32) });
    return server.request(`/console/owner/${text.slice(0, -1)}`);
  },
};

/** Refusals outside the environments belong to no client; and a request that is shed costs no more than its answer. */
const notTraced: readonly ProblemId[] = [
  'environment-unknown',
  'host-unknown',
  'rate-limited',
  'overloaded',
  'administration-token-missing',
  'administration-token-not-accepted',
  'administration-forbidden',
  'record-unknown',
  'record-conflict',
  'record-invalid',
  'owner-link-not-accepted',
];

/** The public problem that an answer names, and the request id that it names beside it. */
function named(answer: Answered): { readonly problem: string | undefined; readonly requestId: string | undefined } {
  const inRedirect = answer.headers.get('location')?.match(/[?&]error_uri=([^&]+)/)?.[1];
  const inChallenge = answer.headers.get('www-authenticate')?.match(/error_uri="([^"]+)"/)?.[1];
  const uri = inRedirect
    ? decodeURIComponent(inRedirect)
    : (answer.json?.error_uri ?? inChallenge ?? answer.json?.type);
  const text = uri ?? answer.text.match(/href="([^"]+\/problems\/[^"]+)"/)?.[1];
  const found = text?.match(/\/problems\/([a-z0-9-]+)(?:\?request=(\w+))?$/);
  return { problem: found?.[1], requestId: found?.[2] ?? answer.json?.instance };
}

/** Pages and answers that name no problem: people see what to do, and RFC 6750 section 3.1 sends no code. */
const unnamed: readonly ProblemId[] = [
  'message-limit-reached',
  'new-password-refused',
  'second-factor-reset-too-soon',
  'reset-link-not-accepted',
  'second-factor-code-ended',
  'second-factor-used',
  'second-factor-wrong',
  'access-token-missing',
  'authorization-session-expired',
  'host-unknown',
  'owner-link-not-accepted',
  'sign-in-password-wrong',
  'sign-in-throttled',
  'sign-in-user-disabled',
  'sign-in-user-unknown',
];

const examples = collectExamples({
  url: server.url,
  clients: [client, other, app, off, codeOnly],
});

describe('every problem', () => {
  for (const id of problemIds) {
    const reach = reached[id];
    if (reach === 'a provider’s') continue;
    if (reach === 'stands for others') {
      it(`${id} has a page of its own and stands for problems that have none`, async () => {
        const hidden = Object.values(problems).filter(({ publicAs }) => publicAs === id);
        assert.ok(hidden.length > 0);
        assert.equal((await server.request(`/problems/${id}`)).status, 200);
        for (const { id: own } of hidden) {
          assert.equal((await server.request(`/problems/${own}`)).status, 404, own);
          assert.deepEqual(standardProblemMap[own as ProblemId], standardProblemMap[id], own);
        }
      });
      continue;
    }
    it(`${id} is reached, shown as ${publicProblem(id).id} and kept as itself`, async () => {
      const answer = await reach();
      examples.take(id, answer);
      const wire = standardProblemMap[id];
      const redirected = answer.headers.get('location');
      assert.equal(answer.status, redirected === null ? wire.status : 303, answer.text.slice(0, 300));
      assert.match(answer.requestId, /^req_[0-9a-z]{18}$/);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      const shown = named(answer);
      if (unnamed.includes(id)) assert.equal(shown.problem, undefined);
      else assert.deepEqual(shown, { problem: publicProblem(id).id, requestId: answer.requestId });
      if (publicProblem(id).id !== id) {
        assert.ok(!`${answer.text} ${redirected}`.includes(id), 'the wire names the private problem');
      }
      if (notTraced.includes(id)) return;
      const traced = await refusalOf(server, answer.requestId);
      assert.equal(traced.problem, id);
      assert.equal(traced.response.status, answer.status);
    });
  }
});

describe('the example on the page of a public problem', () => {
  it('is what was exchanged: after a change, run this file with CANDOR_EXAMPLES=write', () => {
    if (process.env.CANDOR_EXAMPLES === 'write') examples.write();
    else assert.deepEqual(examples.all(), problemExamples);
  });

  it('is shown, and holds no secret', async () => {
    for (const [id, example] of Object.entries(problemExamples)) {
      const { status, text } = await server.request(`/problems/${id}`);
      assert.equal(status, 200);
      assert.ok(text.includes(`<b>HTTP/1.1 ${example?.response.status}</b>`), id);
      assert.doesNotMatch(JSON.stringify(example), /c(?:at|rt|ac|ol|cs|id)_[A-Za-z0-9]|req_[0-9]|127\.0\.0\.1/, id);
    }
  });
});

describe('a refusal of the server itself', () => {
  it('names when to come again, where the same request may succeed', async () => {
    const seconds = (answer: Answered) => Number(answer.headers.get('retry-after'));
    assert.equal(seconds(await inMaintenance()), 60);
    assert.equal(seconds(await shed()), 1);
  });

  it('tells its cause to the log under the request id and to nobody else', async () => {
    const before = server.issued();
    const answer = await failing();
    assert.equal(answer.json.error, 'server_error');
    assert.doesNotMatch(answer.text, /disk|storage|nobody else/);
    const line = server.logged.find(([, event, facts]) => event === 'fault' && facts?.requestId === answer.requestId);
    assert.match(String(line?.[2]?.message), /^disk I\/O error/);
    assert.equal(server.issued(), before);
  });

  it('in maintenance leaves metadata, keys and the administration alone, and issues nothing', async () => {
    await server.api('POST', '/api/environments/sandbox/maintenance', { on: true });
    const before = server.issued();
    for (const path of ['/sandbox/oauth/jwks', '/sandbox/.well-known/openid-configuration']) {
      assert.equal((await server.request(path)).status, 200);
    }
    for (const path of ['authorize', 'token', 'par', 'revoke', 'introspect', 'userinfo', 'logout']) {
      const answer = await server.post(`/sandbox/oauth/${path}`, machine, { authorization: client.basic });
      assert.equal(answer.status, 503, path);
      assert.equal(answer.headers.get('retry-after'), '60', path);
    }
    await server.api('POST', '/api/environments/sandbox/maintenance', { on: false });
    assert.equal(server.issued(), before);
    assert.equal((await token(machine)).status, 200);
  });
});

describe('an owner link', () => {
  it('that is genuine opens a form, and redeems nothing by being looked at', async () => {
    const link = await createOwnerLink(server.server.context);
    for (let look = 0; look < 2; look++) assert.equal((await server.request(link)).status, 200);
  });
});
