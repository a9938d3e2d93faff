/**
 * Every secret of a flow with several tokens, put into every place of a request where it does not belong, is searched in
 * everything that the server wrote or answered: log, database, trace, pages, headers and explanations.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCandor, temporaryFolder } from './_candor.ts';
import { type Answered, answered, openExplanation, pkcePair } from './_requests.ts';
import { spellings } from './_spellings.ts';
import { filesOf } from './_written.ts';

const data = temporaryFolder();
// Each request has an address of its own: the trace keeps so many refusals of one, and drops what is more.
const candor = await startCandor({ data, configuration: { trustedProxies: ['127.0.0.1'] } });
const name = 'baanx-production';
const { baseUrl } = candor.environment(name);
const client = candor.client('Wallet', name);
const redirectUri = client.redirectUris[0] as string;
const secrets = new Map<string, string>();
const plant = (kind: string, secret: string): string => {
  assert.ok(secret.length >= 6, `${kind} is too short to be searched for`);
  secrets.set(secret, kind);
  return secret;
};

let callers = 0;
interface Call {
  readonly path: string;
  readonly method?: string;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: Record<string, unknown>;
}

async function call({ path, method, query = {}, headers = {}, body }: Call): Promise<Answered> {
  callers += 1;
  const response = await fetch(`${baseUrl}${path}?${new URLSearchParams(query)}`, {
    method: method ?? (body ? 'POST' : 'GET'),
    redirect: 'manual',
    headers: {
      'x-client-key': client.clientId,
      'x-secret-key': client.clientSecret as string,
      'x-forwarded-for': `203.0.${Math.floor(callers / 250)}.${(callers % 250) + 1}`,
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return answered(response);
}

const { verifier, challenge } = pkcePair();
const begin: Call = {
  path: '/v1/auth/oauth/authorize/initiate',
  query: {
    mode: 'api',
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    state: 'customer-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  },
};
const token = '/v1/auth/oauth/token';
const redemption = { grant_type: 'authorization_code', redirect_uri: redirectUri, code_verifier: verifier };

/** A request for each place in which a secret can end by mistake. */
const places: Readonly<Record<string, (secret: string) => Call>> = {
  'the client key': (secret) => ({ path: '/v1/user', headers: { 'x-client-key': secret } }),
  'the secret key': (secret) => ({ ...begin, headers: { 'x-secret-key': secret } }),
  'both keys': (secret) => ({ ...begin, headers: { 'x-client-key': secret, 'x-secret-key': client.clientId } }),
  'a misspelt header': (secret) => ({ path: '/v1/user', headers: { 'x-client-key': '', 'x-client-id': secret } }),
  'the region': (secret) => ({ path: '/v1/user', headers: { 'x-us-env': secret } }),
  'the Bearer token': (secret) => ({ path: '/v1/user', headers: { authorization: `Bearer ${secret}.` } }),
  'a bare Authorization': (secret) => ({ path: '/v1/user', headers: { authorization: secret } }),
  'the Bearer token of step 3': (secret) => ({
    path: '/v1/auth/oauth/authorize',
    headers: { authorization: `Bearer ${secret}` },
    body: { token: secret },
  }),
  'the Bearer token of revoke': (secret) => ({
    path: '/v1/auth/oauth/revoke',
    method: 'DELETE',
    headers: { authorization: `Bearer x${secret}` },
  }),
  code: (secret) => ({ path: token, body: { ...redemption, code: secret } }),
  'the verifier': (secret) => ({ path: token, body: { ...redemption, code: 'x', code_verifier: `${secret}?` } }),
  'the redirect URI': (secret) => ({
    path: token,
    body: { ...redemption, code: 'x', redirect_uri: `https://app.demo.example/?token=${secret}` },
  }),
  'the grant type': (secret) => ({ path: token, body: { grant_type: secret } }),
  'the refresh token': (secret) => ({
    path: token,
    body: { grant_type: 'refresh_token', refresh_token: `${secret}0` },
  }),
  'a field': (secret) => ({ path: token, body: { grant_type: 'refresh_token', refresh_token: 'x', memo: secret } }),
  'the address': (secret) => ({ path: '/v1/auth/login', body: { email: secret, password: 'wrong-by-far' } }),
  'the password': (secret) => ({ path: '/v1/auth/login', body: { email: 'x@demo.example', password: `${secret}?` } }),
  'the one-time code': (secret) => ({
    path: '/v1/auth/login',
    body: { email: 'x@demo.example', password: 'wrong-by-far', otpCode: secret },
  }),
  'the user': (secret) => ({ path: '/v1/auth/login/otp', body: { userId: secret } }),
  'the client id of the first step': (secret) => ({ ...begin, query: { ...begin.query, client_id: secret } }),
  'the redirect URI of the first step': (secret) => ({
    ...begin,
    query: { ...begin.query, redirect_uri: `https://app.demo.example/callback?token=${secret}` },
  }),
  'the response type': (secret) => ({ ...begin, query: { ...begin.query, response_type: secret } }),
  'a parameter of the first step': (secret) => ({
    ...begin,
    query: { ...begin.query, client_secret: secret, state: '' },
  }),
  'the query of a call': (secret) => ({ path: '/v1/user', query: { access_token: secret } }),
};

test('no secret of the flow is written or answered anywhere but where it belongs', async () => {
  const { email, password } = candor.user('max', name);
  plant('secret key', client.clientSecret as string);
  plant('password', password);
  const session = plant('session token', (await call(begin)).json.token);
  plant('signature of the session token', session.split('.')[2] as string);
  const first = await call({ path: '/v1/auth/login', body: { email, password } });
  await call({ path: '/v1/auth/login/otp', body: { userId: first.json.userId } });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const { json: outbox } = await candor.api('GET', `/api/environments/${name}/outbox`);
  const otpCode = outbox.at(-1).code as string;
  // Digits, which look like no secret in other places: searched for, and put into this one alone.
  const wrongCode = `7${otpCode}`;
  const wrong = await call({
    path: '/v1/auth/login',
    body: { email, password, otpCode: wrongCode },
  });
  assert.equal(wrong.status, 400);
  const login = await call({ path: '/v1/auth/login', body: { email, password, otpCode } });
  const loginToken = plant('login token', login.json.accessToken);
  const authorization = `Bearer ${loginToken}`;
  const granted = await call({
    path: '/v1/auth/oauth/authorize',
    headers: { authorization },
    body: { token: session },
  });
  const code = plant('code', granted.json.code);
  plant('code_verifier', verifier);
  const tokens = await call({ path: token, body: { ...redemption, code } });
  assert.equal(tokens.status, 200, tokens.text);
  plant('access token', tokens.json.access_token);
  plant('refresh token', tokens.json.refresh_token);
  const newer = await call({
    path: token,
    body: { grant_type: 'refresh_token', refresh_token: tokens.json.refresh_token },
  });
  plant('newer access token', newer.json.access_token);
  plant('newer refresh token', newer.json.refresh_token);

  const answers: { readonly place: string; readonly answer: Answered }[] = [{ place: 'a wrong code', answer: wrong }];
  for (const [secret, kind] of secrets) {
    for (const [place, made] of Object.entries(places)) {
      const { headers = {} } = made(secret);
      // What can not stand in a header is no mistake that anybody makes.
      if (Object.values(headers).some((value) => /[^\x20-\x7e]/.test(value))) continue;
      answers.push({ place: `${kind} as ${place}`, answer: await call(made(secret)) });
      // The app's limit of a minute is another test's.
      if (callers % 40 === 0) {
        await candor.api('POST', `/api/environments/${name}/clock`, { advance: 'PT61S' });
      }
    }
  }
  const refused = answers.filter(({ answer }) => answer.status >= 400);
  assert.ok(refused.length > 150, `${refused.length} refusals`);
  const explained: Answered[] = [];
  for (const { answer } of refused.slice(0, 110)) explained.push(await openExplanation(candor, answer.requestId));
  assert.ok(explained.filter(({ status }) => status === 200).length > 90);
  plant('wrong code', wrongCode);
  const { stderr } = await candor.stop();

  const written = [
    ...filesOf(data),
    { place: 'the log', text: stderr },
    ...answers.map(({ place, answer }) => ({
      place: `the answer to ${place}`,
      text: `${answer.text}\n${[...answer.headers].join('\n')}`,
    })),
    ...explained.map(({ text, requestId }) => ({ place: `an explanation (${requestId})`, text })),
  ];
  assert.ok(written.some(({ place }) => place.startsWith('trace')));
  const found = [...secrets].flatMap(([secret, kind]) =>
    written
      .filter(({ text }) => spellings(secret).some((spelling) => text.includes(spelling)))
      .map(({ place }) => `${kind} in ${place}`),
  );
  assert.deepEqual([...new Set(found)].slice(0, 20), []);
});
