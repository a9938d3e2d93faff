/**
 * Plants secrets in a full run and searches for each of them in everything that was written: the log, both databases
 * with their write-ahead logs, every answered page and every explanation.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startCandor, temporaryFolder } from './_candor.ts';
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
import { createUserAgent } from './_user-agent.ts';

/** The ways in which a secret may stand in a text. */
function spellings(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  // Base64 of a text that holds the secret: its middle stays the same, whatever stands before it.
  const inner = [1, 2].map((shift) =>
    Buffer.from(secret.slice(3 - shift))
      .toString('base64')
      .slice(0, -4),
  );
  return [...new Set([secret, encodeURIComponent(secret), base64, ...inner])].filter((text) => text.length >= 8);
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

  const written = new Map<string, string>([['the log', stderr]]);
  for (const name of readdirSync(data)) {
    // The one place where the demonstration's credentials belong.
    if (name !== 'demonstration.json') written.set(name, readFileSync(join(data, name), 'latin1'));
  }
  for (const { text, headers, requestId } of answers) {
    written.set(`the answer ${requestId}`, `${text}\n${[...headers].filter(isNoCookie).join('\n')}`);
  }
  for (const { json, requestId } of explanations)
    written.set(`the explanation (${requestId})`, JSON.stringify(json ?? {}));
  const found: string[] = [];
  for (const [secret, kind] of secrets) {
    for (const spelling of spellings(secret)) {
      for (const [place, text] of written) if (text.includes(spelling)) found.push(`${kind} in ${place}`);
    }
  }
  assert.deepEqual([...new Set(found)], []);
});
