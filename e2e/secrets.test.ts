/**
 * Plants secrets in a full run and searches for each of them in everything that was written: the log, both databases
 * with their write-ahead logs, every answered page and every explanation.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type DemoClient, startCandor, temporaryFolder } from './_candor.ts';
import {
  type Answered,
  authorizationRequest,
  basic,
  introspect,
  openExplanation,
  post,
  redeem,
  refresh,
} from './_requests.ts';
import { spellings } from './_spellings.ts';
import { createUserAgent } from './_user-agent.ts';

/** Everything in the data folder but the files that credentials are kept in for the owner's eyes. */
function filesOf(data: string): Map<string, string> {
  const kept = ['demonstration.json', 'encryption.key'];
  const names = readdirSync(data).filter((name) => !kept.includes(name));
  return new Map(names.map((name) => [name, readFileSync(join(data, name), 'latin1')]));
}

/** Which secret stands where, in any spelling. @param secrets kinds by secret. @param written texts by place. */
function search(secrets: ReadonlyMap<string, string>, written: ReadonlyMap<string, string>): string[] {
  const found = new Set<string>();
  for (const [secret, kind] of secrets) {
    for (const spelling of spellings(secret)) {
      for (const [place, text] of written) if (text.includes(spelling)) found.add(`${kind} in ${place}`);
    }
  }
  return [...found];
}

/** A cookie belongs into the header that sets it. */
function isNoCookie([name]: [string, string]): boolean {
  return name !== 'set-cookie';
}

test('writes no secret anywhere but in the one place where it belongs', async () => {
  const data = temporaryFolder();
  const candor = await startCandor({ data });
  const environment = candor.environment();
  const client = candor.client('Ledger sync');
  const reports = candor.client('Invoice reports');
  const pocket = candor.client('Pocket ledger');
  const user = candor.user('olivia');
  const tokenEndpoint = environment.endpoints.token;
  const secrets = new Map<string, string>();
  const plant = (kind: string, secret: string): string => {
    secrets.set(secret, kind);
    return secret;
  };
  for (const { clientSecret, name } of environment.clients) if (clientSecret) plant(`secret of ${name}`, clientSecret);
  for (const { email, password } of environment.users) plant(`password of ${email}`, password);
  plant('administration token', candor.adminToken);
  const answers: Answered[] = [];
  const keep = (answer: Answered): Answered => {
    answers.push(answer);
    return answer;
  };

  // A good flow, then every kind of mistake with a credential in it.
  const agent = createUserAgent();
  const request = authorizationRequest(environment, client, client.redirectUris[0] as string);
  keep(await agent.request(request.url));
  const code = plant('code', (await agent.authorize(request.url, user)).searchParams.get('code') as string);
  for (const pair of agent.cookies().split('; ')) plant('cookie', pair.split('=')[1] as string);
  plant('code_verifier', request.verifier);
  const wrongVerifier = plant('wrong code_verifier', 'wrong-verifier-0123456789-0123456789-0123456789');
  keep(await redeem(environment, client, code, { ...request, verifier: wrongVerifier }));
  const tokens = await redeem(environment, client, code, request);
  assert.equal(tokens.status, 200);
  for (const kind of ['access_token', 'refresh_token', 'id_token']) plant(kind, tokens.json[kind]);
  const rotated = await refresh(environment, client, tokens.json.refresh_token);
  for (const kind of ['access_token', 'refresh_token']) plant(`rotated ${kind}`, rotated.json[kind]);
  keep(await introspect(environment, client, rotated.json.access_token));
  await refresh(environment, client, rotated.json.refresh_token).then(({ json }) => {
    for (const kind of ['access_token', 'refresh_token']) plant(`second ${kind}`, json[kind]);
  });
  keep(await refresh(environment, client, tokens.json.refresh_token));
  keep(await redeem(environment, client, code, request));
  const invented = plant('invented secret', 'correct-horse-battery-staple-9f');
  const form = { grant_type: 'client_credentials' };
  keep(await post(tokenEndpoint, { ...client, clientSecret: invented }, form));
  keep(await post(tokenEndpoint, { ...client, clientSecret: ` ${client.clientSecret}` }, form));
  keep(
    await post(
      tokenEndpoint,
      { ...client, clientId: client.clientSecret as string, clientSecret: client.clientId },
      form,
    ),
  );
  keep(await post(tokenEndpoint, { ...reports, clientSecret: client.clientSecret as string }, form));
  keep(await post(tokenEndpoint, client, { ...form, client_secret: reports.clientSecret as string }));
  keep(await post(tokenEndpoint, pocket, { grant_type: 'refresh_token', refresh_token: rotated.json.refresh_token }));
  keep(await post(tokenEndpoint, client, { grant_type: 'password', username: user.email, password: user.password }));
  keep(await post(tokenEndpoint, client, { ...form, passwort: user.password, secret: invented }));
  keep(
    await post(
      `${tokenEndpoint}?client_secret=${client.clientSecret}&access_token=${rotated.json.access_token}`,
      undefined,
      form,
    ),
  );
  const call = async (address: string, init: RequestInit): Promise<Answered> => {
    const response = await fetch(address, init);
    const text = await response.text();
    return keep({
      status: response.status,
      headers: response.headers,
      requestId: response.headers.get('candor-request-id') ?? '',
      text,
      json: undefined,
    });
  };
  await call(tokenEndpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic(client) },
    body: JSON.stringify({ ...form, client_secret: client.clientSecret, password: user.password }),
  });
  for (const token of [tokens.json.id_token, tokens.json.refresh_token, tokens.json.access_token, invented]) {
    await call(environment.endpoints.api, { headers: { authorization: `Bearer ${token}` } });
    await call(environment.endpoints.api, { headers: { authorization: `Bearer: ${token}` } });
    await call(environment.endpoints.api, { headers: { authorization: token } });
  }
  const astray = new URL(request.url);
  astray.searchParams.set('redirect_uri', `https://app.demo.example/other?access_token=${tokens.json.access_token}`);
  await call(astray.href, {});
  await call(`${candor.url}/api/environments/sandbox/clients`, { headers: { authorization: `Bearer ${invented}` } });
  const wrongPassword = plant('wrong password', 'a-password-typed-by-mistake');
  await assert.rejects(createUserAgent().authorize(request.url, { ...user, password: wrongPassword }));

  const refused = answers.filter(({ status, requestId }) => status >= 400 && requestId !== '');
  assert.ok(refused.length > 20, `${refused.length} refusals`);
  const explanations = await Promise.all(refused.map(({ requestId }) => openExplanation(candor, requestId)));
  assert.ok(explanations.filter(({ status }) => status === 200).length > 15);
  const { stderr, status } = await candor.stop();
  assert.equal(status, 0);

  const written = filesOf(data).set('the log', stderr);
  for (const { text, headers, requestId } of answers) {
    written.set(`the answer ${requestId}`, `${text}\n${[...headers].filter(isNoCookie).join('\n')}`);
  }
  for (const { json, requestId } of explanations)
    written.set(`the explanation (${requestId})`, JSON.stringify(json ?? {}));
  assert.deepEqual(search(secrets, written), []);
});

test('keeps no secret of the owner, of members and of registrations, not even in the write-ahead logs', async () => {
  const data = temporaryFolder();
  const candor = await startCandor({ data, demo: false });
  const secrets = new Map<string, string>();
  const plant = (kind: string, secret: string): string => {
    secrets.set(secret, kind);
    return secret;
  };
  const pages = new Map<string, string>();
  const link = candor.ownerLink ?? '';
  plant('owner link', link.slice(link.lastIndexOf('/') + 1));
  const owner = { email: 'ada@engines.example', password: plant('password of the owner', 'engines-of-analysis-1843') };
  const agent = createUserAgent();
  const csrfOf = (page: Answered): string => /name="csrf_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const submit = async (address: string, form: Record<string, string>): Promise<Answered> => {
    const csrf_token = plant('csrf token', csrfOf(await agent.request(address)));
    const answer = await agent.request(address, { method: 'POST', form: new URLSearchParams({ ...form, csrf_token }) });
    pages.set(`the answer of ${new URL(address).pathname.split('/').slice(0, 3).join('/')}`, answer.text);
    return answer;
  };
  const mistyped = plant('mistyped password of the owner', 'too-short-1');
  const again = await submit(link, { ...owner, organisation: 'Engines', password: mistyped });
  assert.equal(again.status, 422);
  assert.equal(again.text.includes(mistyped), false);
  const done = await submit(link, { ...owner, organisation: 'Engines' });
  const token = plant('token of the owner', /cad_[A-Za-z0-9_-]+/.exec(done.text)?.[0] ?? '');
  // Here it belongs: it is shown this once.
  pages.delete('the answer of /console/owner');
  assert.equal((await agent.request(link)).status, 410, 'the link works once');

  const wrong = plant('wrong password of the owner', 'engines-of-synthesis-1843');
  assert.equal((await submit(`${candor.url}/console/sign-in`, { ...owner, password: wrong })).status, 400);
  assert.equal((await submit(`${candor.url}/console/sign-in`, owner)).status, 303);
  for (const pair of agent.cookies().split('; ')) plant('cookie of the console', pair.split('=')[1] ?? '');

  const register = async (body: object): Promise<DemoClient> => {
    const answer = await fetch(`${candor.url}/api/environments/sandbox/clients`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Ledger', redirectUris: ['http://127.0.0.1:8400/callback'], ...body }),
    });
    assert.equal(answer.status, 201, await answer.clone().text());
    return (await answer.json()) as DemoClient;
  };
  const generated = await register({});
  plant('generated secret', generated.clientSecret ?? '');
  const weak = await register({ clientSecret: plant('weak secret that was brought along', 'summer-in-the-city') });
  const strong = plant('strong secret that was brought along', 'kq7Xw2Zp9Lr4Tn8Vb3Hs6Jd1Fg5Mc0YaQeUiOo');
  await register({ clientSecret: strong });
  const environment = candor.environment();
  const refusals: Answered[] = [];
  for (const [client, secret] of [
    [weak, `${weak.clientSecret}s`],
    [generated, weak.clientSecret ?? ''],
    [generated, strong],
  ] as const) {
    const form = { grant_type: 'client_credentials' };
    refusals.push(await post(environment.endpoints.token, { ...client, clientSecret: secret }, form));
  }
  const pushed = authorizationRequest(environment, generated, 'http://127.0.0.1:8400/callback', { scope: '' });
  const par = await post(
    `${environment.baseUrl}/oauth/par`,
    generated,
    Object.fromEntries(new URL(pushed.url).searchParams),
  );
  assert.equal(par.status, 201, par.text);
  const reference = plant('request_uri', par.json.request_uri.slice('urn:ietf:params:oauth:request_uri:'.length));
  for (let opened = 0; opened < 2; opened++) {
    const address = new URL(environment.endpoints.authorization);
    address.search = new URLSearchParams({
      client_id: generated.clientId,
      request_uri: par.json.request_uri,
    }).toString();
    const page = await createUserAgent().request(address.href);
    if (page.status >= 400) refusals.push(page);
  }
  assert.equal(refusals.length, 4);
  for (const { requestId, status, text } of refusals) {
    assert.ok(status >= 400, text);
    const page = await agent.request(`${candor.url}/console/requests/${requestId}`);
    assert.equal(page.status, 200, `the owner reads the explanation of ${requestId}`);
    pages.set(`the explanation of ${requestId}`, page.text);
    pages.set(`the refusal ${requestId}`, text);
  }
  assert.ok(reference.startsWith('car_'));
  const { stderr } = await candor.kill9();
  const files = filesOf(data);
  assert.ok(
    [...files.keys()].some((name) => name.endsWith('-wal')),
    'the write-ahead log is still there',
  );
  assert.deepEqual(search(secrets, new Map([...files, ...pages, ['the log', stderr]])), []);
});
