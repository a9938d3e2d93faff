/** Access tokens at a protected resource: missing, malformed, over, of another kind, audience or scope (RFC 6750). */

import { type ExplainedRow, ledgerResource, type Made, type World } from '../_explained.ts';
import { openBrowser, postAs, type TokenResponse } from '../_oauth.ts';

/** A request to userinfo whose Authorization header is made of the tokens of a flow. */
const sends =
  (header: (tokens: TokenResponse, world: World) => string | Promise<string>) =>
  async (world: World): Promise<Made> =>
    world.userinfo({ authorization: await header(await world.tokens(), world) });

/** A request with an access token, after something has happened to it. */
const sendsAfter =
  (happen: (world: World, tokens: TokenResponse) => unknown, headers: (world: World) => object = () => ({})) =>
  async (world: World): Promise<Made> => {
    const tokens = await world.tokens();
    await happen(world, tokens);
    return world.userinfo({ authorization: `Bearer ${tokens.access_token}`, ...headers(world) });
  };

const malformed = 'authorization-header-malformed' as const;
const headerRule = 'token-use/authorization-header-malformed:malformed';
const unknown = 'access-token-unknown' as const;
const hour = 3_600_000;
const dateOf = (milliseconds: number) => ({ date: new Date(milliseconds).toUTCString() });

export const bearerRows: readonly ExplainedRow[] = [
  {
    does: 'sends no token',
    problem: 'access-token-missing',
    rule: 'token-use/authorization-header-malformed:missing',
    make: async ({ userinfo }) => ({ answer: (await userinfo({})).answer }),
    says: 'The request has no Authorization header.',
    shows: [['Authorization header', 'none', 'Bearer, one space, and the access token']],
  },
  {
    does: 'sends the token in the query',
    problem: 'access-token-missing',
    rule: 'token-use/authorization-header-malformed:token-in-parameters',
    make: async ({ tokens, userinfo, client }) =>
      userinfo({}, client, { query: `?access_token=${(await tokens()).access_token}` }),
    says: 'The access token was sent as a parameter of the query, and is read from the header only.',
    shows: [
      [
        'access token',
        'the parameter access_token in the query',
        'the header Authorization: Bearer, one space, and the access token',
      ],
    ],
  },
  {
    does: 'sends the token in the body',
    problem: 'access-token-missing',
    rule: 'token-use/authorization-header-malformed:token-in-parameters',
    make: async ({ tokens, userinfo, client }) => {
      const body = new URLSearchParams({ access_token: (await tokens()).access_token });
      return userinfo({}, client, { method: 'POST', body });
    },
    says: 'The access token was sent as a parameter of the body, and is read from the header only.',
    shows: [
      [
        'access token',
        'the parameter access_token in the body',
        'the header Authorization: Bearer, one space, and the access token',
      ],
    ],
  },
  {
    does: 'sends the token without the word Bearer',
    problem: malformed,
    rule: headerRule,
    make: sends(({ access_token }) => access_token),
    says: 'The Authorization header holds the token alone, without the word Bearer before it.',
    shows: [
      ['Authorization header', '77 characters, without the word Bearer', 'Bearer, one space, and the access token'],
    ],
  },
  {
    does: 'sends its client credentials to the resource',
    problem: malformed,
    rule: headerRule,
    make: sends((_tokens, { client }) => client.basic),
    says: 'The Authorization header has the scheme Basic, which is for client credentials.',
    shows: [
      ['Authorization header', '106 characters, with the scheme Basic', 'Bearer, one space, and the access token'],
    ],
  },
  {
    does: 'uses another scheme',
    problem: malformed,
    rule: headerRule,
    make: sends(({ access_token }) => `Token ${access_token}`),
    says: 'The Authorization header has another scheme than Bearer.',
    shows: [
      [
        'Authorization header',
        '83 characters, with another scheme than Bearer',
        'Bearer, one space, and the access token',
      ],
    ],
  },
  {
    does: 'sends nothing after the word Bearer',
    problem: malformed,
    rule: headerRule,
    make: async ({ userinfo }) => ({ answer: (await userinfo({ authorization: 'Bearer' })).answer }),
    says: 'The Authorization header has nothing after the word Bearer.',
    shows: [
      ['Authorization header', '6 characters, Bearer, and nothing after it', 'Bearer, one space, and the access token'],
    ],
  },
  {
    does: 'puts a colon after the word Bearer',
    problem: malformed,
    rule: headerRule,
    make: sends(({ access_token }) => `Bearer: ${access_token}`),
    says: 'The Authorization header has a colon after the word Bearer.',
    shows: [
      ['Authorization header', '85 characters, with a colon after Bearer', 'Bearer, one space, and the access token'],
    ],
  },
  {
    does: 'writes the word Bearer twice',
    problem: malformed,
    rule: headerRule,
    make: sends(({ access_token }) => `Bearer Bearer ${access_token}`),
    says: 'The Authorization header has the word Bearer twice.',
    shows: [
      ['Authorization header', '91 characters, with the word Bearer twice', 'Bearer, one space, and the access token'],
    ],
  },
  {
    does: 'sends two tokens',
    problem: malformed,
    rule: headerRule,
    make: sends(({ access_token }) => `Bearer ${access_token}, ${access_token}`),
    says: 'The Authorization header has a blank or a comma inside the token, or more than one token.',
    shows: [
      [
        'Authorization header',
        '163 characters, with a blank or a comma inside',
        'Bearer, one space, and the access token',
      ],
    ],
  },
  {
    does: 'keeps quotation marks around the token',
    problem: malformed,
    rule: headerRule,
    make: sends(({ access_token }) => `Bearer "${access_token}"`),
    says: 'The Authorization header has quotation marks around the token.',
    shows: [
      [
        'Authorization header',
        '86 characters, with quotation marks around the token',
        'Bearer, one space, and the access token',
      ],
    ],
  },
  {
    does: 'sends a template in the place of the token',
    problem: malformed,
    rule: 'token-use/authorization-header-malformed:placeholder',
    make: async ({ userinfo }) => ({ answer: (await userinfo({ authorization: 'Bearer {{access_token}}' })).answer }),
    says: 'A placeholder was sent as the access token.',
    shows: [['Authorization header', 'Bearer and the template {{…}}', 'Bearer and the access token']],
  },
  {
    does: 'sends a token that is longer than any',
    problem: malformed,
    rule: headerRule,
    make: sends(({ access_token }) => `Bearer ${access_token.repeat(110)}`),
    says: 'The Authorization header holds more characters than any token of this server.',
    shows: [
      ['Authorization header', '8477 characters, longer than any token', 'Bearer, one space, and the access token'],
    ],
  },
  {
    does: 'sends the word undefined as the token',
    problem: unknown,
    rule: 'token-use/authorization-header-malformed:placeholder',
    make: async ({ userinfo }) => ({ answer: (await userinfo({ authorization: 'Bearer undefined' })).answer }),
    says: 'A placeholder was sent as the access token.',
    shows: [['Authorization header', 'Bearer and the word undefined', 'Bearer and the access token']],
  },
  {
    does: 'uses its token five minutes after the end',
    problem: 'access-token-expired',
    rule: 'token-use/access-token-expired:expired',
    make: sendsAfter(({ server }) => server.advance(hour + 300_000)),
    says: 'The access token expired ‹~5 minutes› before this request.',
    shows: [['access token', 'sent ‹~1 hour 5 minutes› after it was issued', 'within ‹~1 hour›, until ‹time›']],
  },
  {
    does: 'uses an expired token and has a clock that is ahead',
    problem: 'access-token-expired',
    rule: 'token-use/access-token-expired:expired',
    make: sendsAfter(
      ({ server }) => server.advance(hour + 300_000),
      ({ server }) => dateOf(server.now() + 7200_000),
    ),
    says: 'The access token expired ‹~5 minutes› before this request.',
    shows: [
      ['access token', 'sent ‹~1 hour 5 minutes› after it was issued', 'within ‹~1 hour›, until ‹time›'],
      ['Date header', '‹~2 hours› ahead of this server', 'the time of this server'],
    ],
  },
  {
    does: 'has a clock that is an hour behind',
    problem: 'access-token-expired',
    rule: 'clock/skew:client-clock-behind',
    also: ['token-use/access-token-expired:expired'],
    make: sendsAfter(
      ({ server }) => server.advance(hour + 300_000),
      ({ server }) => dateOf(server.now() - hour),
    ),
    says: "The client's clock is ‹~1 hour› behind, and by it the access token, which has expired, is still alive.",
    shows: [
      ['Date header', '‹time›, ‹~1 hour› behind', '‹time›'],
      ['access token', 'sent ‹~5 minutes› after its end', 'until ‹time›'],
    ],
  },
  {
    does: 'uses a token that it revoked',
    problem: 'access-token-revoked',
    rule: 'token-use/access-token-expired:revoked',
    make: sendsAfter(({ server, client }, { access_token }) =>
      postAs(server, client, '/sandbox/oauth/revoke', { token: access_token }),
    ),
    says: 'The access token was revoked ‹~less than 0.1 seconds› before this request, by the app itself.',
    shows: [['access token', 'revoked on ‹time›, by the app itself', 'an access token of a live authorization']],
  },
  {
    does: 'uses a token after the user disconnected it',
    problem: 'access-token-revoked',
    rule: 'token-use/access-token-expired:revoked',
    make: sendsAfter(async ({ browser, server }) => {
      const page = await browser.open('/sandbox/connected-apps');
      const grant = /name="grant" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
      await browser.submit('/sandbox/connected-apps', { grant });
      server.advance(120_000);
    }),
    says: 'The access token was revoked ‹~2 minutes› before this request, by the user.',
    shows: [['access token', 'revoked on ‹time›, by the user', 'an access token of a live authorization']],
  },
  {
    does: 'is switched off by the operator',
    problem: 'access-token-revoked',
    rule: 'token-use/access-token-expired:revoked',
    make: async (world) => {
      const { server, user } = world;
      const client = await server.createClient('sandbox');
      const { access_token } = await world.tokens({ client, user });
      const path = `/api/environments/sandbox/clients/${client.clientId}`;
      await server.api('PATCH', path, { enabled: false });
      const made = await world.userinfo({ authorization: `Bearer ${access_token}` }, client);
      // Its own credentials read nothing now; a member does.
      return { ...made, client: { ...client, clientSecret: '' } };
    },
    says: 'The client that the access token belongs to is switched off.',
    shows: [['access token', 'of a client that is switched off', 'an access token of a live authorization']],
  },
  {
    does: 'sends its ID token',
    problem: 'access-token-of-wrong-kind',
    rule: 'token-use/id-token-used-as-access-token:id-token',
    make: sends(({ id_token }) => `Bearer ${id_token}`),
    says: 'The ID token was sent as the access token.',
    shows: [
      [
        'Authorization header',
        'Bearer and an ID token of ‹n› characters, whose aud is the client',
        'Bearer and the access_token of the same token response',
      ],
    ],
  },
  {
    does: 'sends its refresh token',
    problem: 'access-token-of-wrong-kind',
    rule: 'token-use/wrong-token-of-flow:other-credential',
    make: sends(({ refresh_token }) => `Bearer ${refresh_token}`),
    says: 'What was sent as the access token is a refresh token.',
    shows: [
      [
        'Authorization header',
        'Bearer and a refresh token of 77 characters',
        'Bearer and an access token, which begins with cat_',
      ],
    ],
  },
  {
    does: 'sends its code',
    problem: 'access-token-of-wrong-kind',
    rule: 'token-use/wrong-token-of-flow:other-credential',
    make: sends(async (_tokens, { code }) => `Bearer ${(await code()).code}`),
    says: 'What was sent as the access token is an authorization code.',
    shows: [
      [
        'Authorization header',
        'Bearer and an authorization code of 77 characters',
        'Bearer and an access token, which begins with cat_',
      ],
    ],
  },
  {
    does: 'sends a token of production to the sandbox',
    problem: unknown,
    rule: 'environment/environment-mix-up:token',
    make: async (world) => {
      const { server, inProduction, userInProduction: user } = world;
      const there = { environment: 'production', client: inProduction, user, browser: openBrowser(server) };
      const { access_token } = await world.tokens(there);
      // A client of another environment is not the refused one: a member of its organisation reads it.
      const client = { ...inProduction, clientSecret: '' };
      return world.userinfo({ authorization: `Bearer ${access_token}` }, client);
    },
    says: 'The access token was issued by production, and was sent to sandbox.',
    shows: [['Authorization header', 'an access token of production', 'an access token of sandbox']],
  },
  {
    does: 'sends a JWT of another issuer',
    problem: unknown,
    rule: 'token-use/token-from-other-issuer:jwt-of-other-issuer',
    make: async ({ client, userinfo }) => {
      const part = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url');
      const claims = { iss: 'https://login.example', client_id: client.clientId, scope: 'openid' };
      return userinfo({ authorization: `Bearer ${part({ alg: 'ES256' })}.${part(claims)}.${'A'.repeat(86)}` });
    },
    says: 'The access token is a JWT, and sandbox did not sign it.',
    shows: [['iss of the token', 'https://login.example', 'an access token that sandbox signed']],
  },
  {
    does: 'cuts its token',
    problem: unknown,
    rule: 'token-use/token-truncated:access-token',
    make: sends(({ access_token }) => `Bearer ${access_token.slice(0, -10)}`),
    says: 'The access token is cut off at its end.',
    shows: [
      [
        'Authorization header',
        'an access token of 67 characters, without its last 10 characters',
        'the access_token of the token response, 77 characters',
      ],
    ],
  },
  {
    does: 'changes a character of its token',
    problem: unknown,
    rule: 'token-use/token-truncated:access-token',
    make: sends(({ access_token }) => `Bearer ${access_token.slice(0, -6)}000000`),
    says: 'The access token was altered on its way.',
    shows: [
      [
        'Authorization header',
        'an access token of 77 characters, with a checksum that does not fit',
        'the access_token of the token response, unchanged',
      ],
    ],
  },
  {
    does: 'sends a token for an API to userinfo',
    problem: 'access-token-audience-wrong',
    rule: 'token-use/audience-mismatch:other-resource',
    make: async ({ tokens, userinfo }) => {
      const { access_token } = await tokens({ parameters: { resource: ledgerResource } });
      return userinfo({ authorization: `Bearer ${access_token}` });
    },
    says: 'The access token is for https://api.example/ledger, and was sent to ‹value›.',
    shows: [['aud of the token', 'https://api.example/ledger', '‹value›']],
  },
  {
    does: 'asks userinfo with a token without openid',
    problem: 'scope-insufficient',
    rule: 'scope-consent/scope-insufficient:scope-missing',
    make: async ({ tokens, userinfo }) => {
      const { access_token } = await tokens({ parameters: { scope: 'ledger:read' } });
      return userinfo({ authorization: `Bearer ${access_token}` });
    },
    says: 'The access token lacks the scope openid.',
    shows: [['scope of the token', 'ledger:read', 'openid among them']],
  },
];
