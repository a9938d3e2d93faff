/** Requests that are sent in the wrong way: method, media type, place, number and names of parameters. */

import type { ExplainedRow, Made, World } from '../_explained.ts';
import { authorizationParameters, openBrowser, redemption } from '../_oauth.ts';

const path = '/sandbox/oauth/token';
const form = { grant_type: 'client_credentials' };

/** A token request of the client with a body as it is. */
const posts =
  (body: (world: World) => BodyInit, headers: Record<string, string> = {}) =>
  async (world: World): Promise<Made> => {
    const { server, client } = world;
    const init = { method: 'POST', body: body(world), headers: { authorization: client.basic, ...headers } };
    return { answer: await server.request(path, init), client };
  };

/** The code of a flow redeemed with parameters renamed. */
const renames =
  (names: Readonly<Record<string, string>>) =>
  async (world: World): Promise<Made> => {
    const fields = Object.entries(redemption(await world.code())).map(([name, value]) => [names[name] ?? name, value]);
    return world.token(Object.fromEntries(fields), { authorization: world.client.basic });
  };

const browserAccepts = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const misspelt = 'transport-endpoint/parameter-unknown:parameter-misspelt';

export const transportRows: readonly ExplainedRow[] = [
  {
    does: 'posts JSON',
    problem: 'body-not-form',
    rule: 'transport-endpoint/body-not-form:json',
    make: posts(() => JSON.stringify(form), { 'content-type': 'application/json' }),
    says: 'The body is JSON, and this endpoint reads a form.',
    shows: [['Content-Type', 'application/json', 'application/x-www-form-urlencoded']],
    marks: ['json', 'x-www-form-urlencoded'],
  },
  {
    does: 'posts JSON with its credentials in it',
    problem: 'body-not-form',
    rule: 'transport-endpoint/body-not-form:json',
    make: async ({ server, posting: client }) => {
      const body = JSON.stringify({ ...form, client_id: client.clientId, client_secret: client.clientSecret });
      const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
      return { answer: await server.request(path, init), client };
    },
    says: 'The body is JSON, and this endpoint reads a form.',
    shows: [['Content-Type', 'application/json', 'application/x-www-form-urlencoded']],
    marks: ['json', 'x-www-form-urlencoded'],
  },
  {
    does: 'posts multipart/form-data',
    problem: 'body-not-form',
    rule: 'transport-endpoint/body-not-form:multipart',
    make: posts(() => {
      const data = new FormData();
      data.append('grant_type', 'client_credentials');
      return data;
    }),
    says: 'The body is multipart/form-data, and this endpoint reads a form.',
    shows: [['Content-Type', 'multipart/form-data;␠boundary=‹value›', 'application/x-www-form-urlencoded']],
  },
  {
    does: 'posts a form as plain text',
    problem: 'body-not-form',
    rule: 'transport-endpoint/body-not-form:other-type',
    make: posts(() => 'grant_type=client_credentials'),
    says: 'The body is of another type than a form, and this endpoint reads a form.',
    shows: [['Content-Type', 'text/plain;charset=UTF-8', 'application/x-www-form-urlencoded']],
    marks: ['text…plain;charset=UTF…8', 'application…x…www-form-urlencoded'],
  },
  {
    does: 'puts the parameters of a POST into the query',
    problem: 'parameter-missing',
    rule: 'transport-endpoint/params-not-in-body:in-query',
    make: async ({ server, client }) => {
      const init = { method: 'POST', headers: { authorization: client.basic } };
      return { answer: await server.request(`${path}?grant_type=client_credentials`, init), client };
    },
    says: 'The parameters stand in the query of the address, and the body is empty.',
    shows: [['place of parameters', 'grant_type in the query', 'in the body, as application/x-www-form-urlencoded']],
  },
  {
    does: 'puts its credentials into the query',
    problem: 'client-credentials-missing',
    rule: 'transport-endpoint/params-not-in-body:in-query',
    make: async ({ server, posting: client }) => {
      const query = new URLSearchParams({ client_id: client.clientId, client_secret: client.clientSecret });
      return { answer: await server.post(`${path}?${query}`, form), client };
    },
    says: 'In the query stands what belongs into the body: client_id, client_secret.',
    shows: [
      [
        'place of parameters',
        'client_id, client_secret in the query',
        'in the body, as application/x-www-form-urlencoded',
      ],
    ],
  },
  {
    does: 'asks the token endpoint with GET',
    problem: 'method-not-allowed',
    rule: 'transport-endpoint/wrong-http-method:method',
    make: async ({ server, client }) => ({
      answer: await server.request(`${path}?grant_type=client_credentials`, {
        headers: { authorization: client.basic },
      }),
      client,
    }),
    says: 'The endpoint was asked with GET, and answers POST.',
    shows: [['HTTP method', 'GET', 'POST']],
    marks: ['GET', 'POST'],
  },
  {
    does: 'sends a browser to the token endpoint',
    problem: 'method-not-allowed',
    rule: 'transport-endpoint/wrong-http-method:method',
    also: ['transport-endpoint/accept-header-missing:html-accepted'],
    make: async ({ server, client }) => ({
      answer: await server.request(`${path}?client_id=${client.clientId}`, { headers: { accept: browserAccepts } }),
      client,
    }),
    says: 'The endpoint was asked with GET, and answers POST.',
    shows: [['HTTP method', 'GET', 'POST']],
    marks: ['GET', 'POST'],
  },
  {
    does: "copies a browser's Accept header to a code that was redeemed",
    problem: 'code-redeemed',
    rule: 'authorization-code/redeemed-twice:redeemed-twice',
    also: ['transport-endpoint/accept-header-missing:html-accepted'],
    make: async ({ client, code, token }) => {
      const fields = redemption(await code());
      await token(fields, { authorization: client.basic });
      return token(fields, { authorization: client.basic, accept: browserAccepts });
    },
    says: 'The code had been redeemed ‹~less than 0.1 seconds› before.',
    shows: [
      [
        'code',
        'redeemed on ‹time›, by request ‹request›, from the same address',
        'a code that was not redeemed before',
      ],
    ],
  },
  {
    does: 'has a form of a browser posted to the token endpoint',
    problem: 'code-unknown',
    rule: 'transport-endpoint/accept-header-missing:html-accepted',
    confidence: 'likely',
    make: async ({ client, code, token }) =>
      token(redemption(await code(), { code: 'a-code-of-another-server' }), {
        authorization: client.basic,
        accept: browserAccepts,
      }),
    says: 'The request asks for a page, as a browser does, and this endpoint answers JSON to apps.',
    shows: [['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/json']],
    marks: ['text/html,…xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'json'],
  },
  {
    does: 'sends a parameter twice with the same value',
    problem: 'parameter-duplicated',
    rule: 'transport-endpoint/parameter-unknown:sent-twice',
    make: posts(() => new URLSearchParams('grant_type=client_credentials&grant_type=client_credentials')),
    says: 'The parameter grant_type was sent twice.',
    shows: [['grant_type', 'twice, with the same value', 'once']],
  },
  {
    does: 'sends two scopes as two parameters of the authorization request',
    problem: 'parameter-duplicated',
    rule: 'transport-endpoint/parameter-unknown:sent-twice',
    make: async ({ server, client }) => ({
      answer: await server.request(`/sandbox/oauth/authorize?${authorizationParameters(client)}&scope=email`),
      client,
    }),
    says: 'The parameter scope was sent twice.',
    shows: [['scope', 'twice, with different values', 'once']],
  },
  {
    does: 'leaves out grant_type',
    problem: 'parameter-missing',
    rule: 'transport-endpoint/parameter-missing:parameter-missing',
    make: ({ client, token }) => token({ scope: 'openid' }, { authorization: client.basic }),
    says: 'The parameter grant_type is missing.',
    shows: [['grant_type', 'none', 'a value']],
  },
  {
    does: 'sends an empty code',
    problem: 'parameter-missing',
    rule: 'transport-endpoint/parameter-missing:parameter-missing',
    make: async ({ client, code, token }) =>
      token(redemption(await code(), { code: '' }), { authorization: client.basic }),
    says: 'The parameter code is empty, which counts as missing.',
    shows: [['code', 'an empty value', 'a value']],
  },
  {
    does: 'leaves out redirect_uri',
    problem: 'redirect-uri-missing',
    rule: 'transport-endpoint/parameter-missing:parameter-missing',
    make: ({ authorizing }) => authorizing({ redirect_uri: undefined }),
    says: 'The parameter redirect_uri is missing.',
    shows: [['redirect_uri', 'none', 'a value']],
  },
  {
    does: 'writes code_verifier in camel case',
    problem: 'code-verifier-missing',
    rule: misspelt,
    make: renames({ code_verifier: 'codeVerifier' }),
    says: 'The parameter codeVerifier is not defined here; code_verifier is missing.',
    shows: [['parameter name', 'codeVerifier', 'code_verifier']],
    marks: ['V', '_v'],
  },
  {
    does: 'writes refresh_token with a letter less',
    problem: 'parameter-missing',
    rule: misspelt,
    make: async ({ client, token, tokens }) =>
      token(
        { grant_type: 'refresh_token', refesh_token: (await tokens()).refresh_token },
        { authorization: client.basic },
      ),
    says: 'The parameter refesh_token is not defined here; refresh_token is missing.',
    shows: [['parameter name', 'refesh_token', 'refresh_token']],
    marks: ['', 'r'],
  },
  {
    does: 'writes redirect_url',
    problem: 'redirect-uri-missing',
    rule: misspelt,
    make: ({ authorizing }) => authorizing({ redirect_uri: undefined, redirect_url: 'https://app.example/cb' }),
    says: 'The parameter redirect_url is not defined here; redirect_uri is missing.',
    shows: [['parameter name', 'redirect_url', 'redirect_uri']],
    marks: ['l', 'i'],
  },
  {
    does: 'writes clientid in the body',
    problem: 'client-credentials-missing',
    rule: misspelt,
    make: ({ posting, token }) =>
      token({ ...form, clientid: posting.clientId, client_secret: posting.clientSecret }, {}, posting),
    says: 'The parameter clientid is not defined here; client_id is missing.',
    shows: [['parameter name', 'clientid', 'client_id']],
    marks: ['', '_'],
  },
  {
    does: 'shortens grant_type to code',
    problem: 'grant-type-unsupported',
    rule: 'transport-endpoint/grant-type-value-wrong:unknown-value',
    make: ({ client, token }) => token({ grant_type: 'code' }, { authorization: client.basic }),
    says: 'grant_type has a value that is not known; meant is probably authorization_code.',
    shows: [['grant_type', 'code', 'authorization_code']],
    marks: ['', 'authorization_'],
  },
  {
    does: 'asks for the grant that was removed',
    problem: 'grant-type-unsupported',
    rule: 'transport-endpoint/grant-type-value-wrong:unknown-value',
    make: ({ client, token }) => token({ grant_type: 'password' }, { authorization: client.basic }),
    says: 'The grant that was asked for, password, is one that OAuth 2.1 has removed.',
    shows: [['grant_type', 'password', 'authorization_code, refresh_token, client_credentials']],
  },
  {
    does: 'wants no page, and a younger sign-in than there is',
    problem: 'login-required',
    rule: 'state-session/session-expired:sign-in-older-than-max-age',
    make: async ({ server, client, tokens }) => {
      const browser = openBrowser(server);
      await tokens({ browser });
      server.advance(3_600_000);
      const query = authorizationParameters(client, { prompt: 'none', max_age: '300' });
      return { answer: await browser.open(`/sandbox/oauth/authorize?${query}`), client };
    },
    says: 'The user signed in ‹~1 hour› ago, and the request allows ‹~300 seconds›.',
    shows: [['max_age', '300  (seconds, with prompt=none)', '3601  (seconds or more, for a sign-in of 1 hour ago)']],
    marks: ['300', '3601'],
  },
  {
    does: 'lets its user take longer than the authorization lasts',
    problem: 'authorization-session-expired',
    rule: 'state-session/session-expired:session-ran-out',
    make: async ({ server, client, user }) => {
      const browser = openBrowser(server);
      const begun = await browser.open(`/sandbox/oauth/authorize?${authorizationParameters(client)}`);
      const signIn = begun.headers.get('location') as string;
      await browser.open(signIn);
      server.advance(12 * 60_000);
      return { answer: await browser.submit(signIn, { email: user.email, password: user.password }), client };
    },
    says: 'The authorization was gone on with ‹~2 minutes› after its end.',
    shows: [['authorization session', 'gone on with ‹~12 minutes› after it began', 'within 10 minutes, until ‹time›']],
  },
  {
    does: 'joins its scopes by a comma',
    problem: 'scope-unknown',
    rule: 'scope-consent/scope-separator:scope-separator',
    make: ({ authorizing }) => authorizing({ scope: 'openid,email' }),
    says: 'The scopes are joined by a comma, so that they count as one scope, which is not known.',
    shows: [['scope', 'openid,email', 'openid␠email']],
    marks: [',', '␠'],
  },
  {
    does: 'encodes the blank between its scopes twice',
    problem: 'scope-unknown',
    rule: 'scope-consent/scope-separator:scope-separator',
    make: ({ authorizing }) => authorizing({ scope: 'openid%20email' }),
    says: 'The scopes are joined by %20, so that they count as one scope, which is not known.',
    shows: [['scope', 'openid%20email', 'openid␠email']],
    marks: ['%20', '␠'],
  },
  {
    does: 'asks for a scope that does not exist',
    problem: 'scope-unknown',
    rule: 'scope-consent/scope-unknown:not-declared',
    make: ({ authorizing }) => authorizing({ scope: 'openid ledger:delete' }),
    says: 'The scope ledger:delete does not exist here.',
    shows: [['scope', 'ledger:delete', 'one of openid, profile, email, offline_access, ledger:read']],
  },
  {
    does: 'misspells a scope',
    problem: 'scope-unknown',
    rule: 'scope-consent/scope-unknown:not-declared',
    make: ({ authorizing }) => authorizing({ scope: 'openid ledger.read' }),
    says: 'The scope ledger.read does not exist here; meant is probably ledger:read.',
    shows: [['scope', 'ledger.read', 'ledger:read']],
    marks: ['.', ':'],
  },
  {
    does: 'asks for a scope that it is not registered for',
    problem: 'scope-not-allowed-for-client',
    rule: 'scope-consent/scope-not-allowed-for-client:scope-not-registered',
    make: ({ authorizing }) => authorizing({ scope: 'openid ledger:write' }),
    says: 'The scope ledger:write exists, and the client is not registered for it.',
    shows: [
      ['scope', 'ledger:write', 'one of the registered ones: openid, profile, email, offline_access, ledger:read'],
    ],
  },
  {
    does: 'asks for a token in the address',
    problem: 'response-type-unsupported',
    rule: 'client-identification/grant-type-not-allowed:response-type',
    make: ({ authorizing }) => authorizing({ response_type: 'token' }),
    says: 'The request asks for another response_type than code.',
    shows: [['response_type', 'token', 'code']],
  },
  {
    does: 'posts to the path of another server',
    problem: 'endpoint-unknown',
    rule: 'transport-endpoint/endpoint-url-wrong:path',
    make: async ({ server, client }) => ({
      answer: await server.post('/sandbox/oauth2/token', form, { authorization: client.basic }),
      client,
    }),
    says: 'There is no endpoint /oauth2/token; meant is probably /oauth/token.',
    shows: [['address', '/oauth2/token', '/oauth/token']],
    marks: ['2', ''],
  },
];
