/** Redirect URIs that are not the registered ones, at the authorization endpoint and at the token endpoint. */

import type { ExplainedRow, Made, World } from '../_explained.ts';
import { authorizationParameters, openBrowser, redemption, requestToken } from '../_oauth.ts';

/** An authorization request of a client that has these redirect URIs and sends another one. */
const sends =
  (redirectUris: readonly string[], sent: string) =>
  async ({ lone, authorizing }: World): Promise<Made> =>
    authorizing({ redirect_uri: sent }, await lone({ redirectUris }));

const problem = 'redirect-uri-not-registered' as const;
const app = ['https://app.example/cb'];

/** A code that is redeemed with another redirect URI than the one that the flow began with. */
const redeems =
  (first: string, second: string) =>
  async ({ server, lone, code, user }: World): Promise<Made> => {
    const client = await lone({ redirectUris: [first, second] });
    const obtained = await code({ client, user, browser: openBrowser(server), parameters: { redirect_uri: first } });
    const form = redemption(obtained, { redirect_uri: second });
    return { answer: await requestToken(server, client, form), client };
  };

export const redirectUriRows: readonly ExplainedRow[] = [
  {
    does: 'sends http where https is registered',
    problem,
    rule: 'redirect-uri/scheme-mismatch:scheme-mismatch',
    make: sends(app, 'http://app.example/cb'),
    says: 'The redirect_uri begins with http:, and the registered one with https:.',
    shows: [['redirect_uri', 'http://app.example/cb', 'https://app.example/cb  (registered)']],
    marks: ['', 's'],
  },
  {
    does: 'sends https in development, where http is registered',
    problem,
    rule: 'redirect-uri/scheme-mismatch:scheme-mismatch',
    make: sends(['http://localhost:3000/cb'], 'https://localhost:3000/cb'),
    says: 'The redirect_uri begins with https:, and the registered one with http:.',
    shows: [['redirect_uri', 'https://localhost:3000/cb', 'http://localhost:3000/cb  (registered)']],
    marks: ['s', ''],
  },
  {
    does: 'sends a host with www, where the bare domain is registered',
    problem,
    rule: 'redirect-uri/host-port-mismatch:host',
    confidence: 'likely',
    make: sends(app, 'https://www.app.example/cb'),
    says: 'The redirect_uri names another host than the registered one.',
    shows: [['redirect_uri', 'https://www.app.example/cb', 'https://app.example/cb  (registered)']],
    marks: ['www.', ''],
  },
  {
    does: 'sends localhost, where 127.0.0.1 is registered',
    problem,
    rule: 'redirect-uri/localhost-vs-loopback:localhost-vs-loopback',
    make: sends(['http://127.0.0.1:3000/cb'], 'http://localhost:3000/cb'),
    says: 'The redirect_uri says localhost, and the registered one says 127.0.0.1.',
    shows: [['redirect_uri', 'http://localhost:3000/cb', 'http://127.0.0.1:3000/cb  (registered)']],
    marks: ['localhost', '127.0.0.1'],
  },
  {
    does: 'sends [::1], where localhost is registered',
    problem,
    rule: 'redirect-uri/localhost-vs-loopback:localhost-vs-loopback',
    make: sends(['http://localhost:3000/cb'], 'http://[::1]:3000/cb'),
    says: 'The redirect_uri says [::1], and the registered one says localhost.',
    shows: [['redirect_uri', 'http://[::1]:3000/cb', 'http://localhost:3000/cb  (registered)']],
    marks: ['[::1]', 'localhost'],
  },
  {
    does: 'sends another port',
    problem,
    rule: 'redirect-uri/host-port-mismatch:port',
    make: sends(['http://localhost:3000/cb'], 'http://localhost:3001/cb'),
    says: 'The redirect_uri has port 3001, and the registered one port 3000.',
    shows: [['redirect_uri', 'http://localhost:3001/cb', 'http://localhost:3000/cb  (registered)']],
    marks: ['1', '0'],
  },
  {
    does: 'writes out the default port',
    problem,
    rule: 'redirect-uri/host-port-mismatch:port',
    make: sends(app, 'https://app.example:443/cb'),
    says: 'The redirect_uri and the registered one differ in the default port, which one writes and the other leaves out.',
    shows: [['redirect_uri', 'https://app.example:443/cb', 'https://app.example/cb  (registered)']],
    marks: [':443', ''],
  },
  {
    does: 'sends another path',
    problem,
    rule: 'redirect-uri/path-mismatch:path',
    make: sends(['https://app.example/auth/callback'], 'https://app.example/callback'),
    says: 'The host of the redirect_uri is registered, and its path is not.',
    shows: [['redirect_uri', 'https://app.example/callback', 'https://app.example/auth/callback  (registered)']],
    marks: ['', 'auth/'],
  },
  {
    does: 'doubles a slash of the path',
    problem,
    rule: 'redirect-uri/path-mismatch:path',
    make: sends(app, 'https://app.example//cb'),
    says: 'The host of the redirect_uri is registered, and its path is not.',
    shows: [['redirect_uri', 'https://app.example//cb', 'https://app.example/cb  (registered)']],
    marks: ['/', ''],
  },
  {
    does: 'writes a letter of the path as a capital',
    problem,
    rule: 'redirect-uri/path-mismatch:case',
    make: sends(app, 'https://app.example/Cb'),
    says: 'The path of the redirect_uri differs in capital and small letters.',
    shows: [['redirect_uri', 'https://app.example/Cb', 'https://app.example/cb  (registered)']],
    marks: ['C', 'c'],
  },
  {
    does: 'writes the host with a capital',
    problem,
    rule: 'redirect-uri/path-mismatch:case',
    make: sends(app, 'https://App.example/cb'),
    says: 'The host of the redirect_uri differs in capital and small letters.',
    shows: [['redirect_uri', 'https://App.example/cb', 'https://app.example/cb  (registered)']],
    marks: ['A', 'a'],
  },
  {
    does: 'adds a slash at the end',
    problem,
    rule: 'redirect-uri/trailing-slash:trailing-slash',
    make: sends(app, 'https://app.example/cb/'),
    says: 'The redirect_uri has a trailing slash that the registered one has not.',
    shows: [['redirect_uri', 'https://app.example/cb/', 'https://app.example/cb  (registered)']],
    marks: ['/', ''],
  },
  {
    does: 'leaves out the slash behind the host',
    problem,
    rule: 'redirect-uri/trailing-slash:trailing-slash',
    make: sends(['https://app.example/'], 'https://app.example'),
    says: 'The redirect_uri lacks the trailing slash of the registered one.',
    shows: [['redirect_uri', 'https://app.example', 'https://app.example/  (registered)']],
    marks: ['', '/'],
  },
  {
    does: 'encodes the whole address twice',
    problem,
    rule: 'redirect-uri/path-mismatch:encoding',
    make: sends(app, encodeURIComponent('https://app.example/cb')),
    says: 'The redirect_uri is percent-encoded once more than it should be.',
    shows: [['redirect_uri', 'https%3A%2F%2Fapp.example%2Fcb', 'https://app.example/cb  (registered)']],
    marks: ['%3A%2F%2F…%2F', '://…/'],
  },
  {
    does: 'escapes a letter of the path',
    problem,
    rule: 'redirect-uri/path-mismatch:encoding',
    make: sends(app, 'https://app.example/%63b'),
    says: 'The redirect_uri is percent-encoded in another way than the registered one.',
    shows: [['redirect_uri', 'https://app.example/%63b', 'https://app.example/cb  (registered)']],
    marks: ['%63', 'c'],
  },
  {
    does: 'appends a query',
    problem,
    rule: 'redirect-uri/extra-query:query',
    make: sends(app, 'https://app.example/cb?next=%2Finvoices'),
    says: 'The redirect_uri has a query that the registered one has not.',
    shows: [['redirect_uri', 'https://app.example/cb?next=%2Finvoices', 'https://app.example/cb  (registered)']],
    marks: ['?next=%2Finvoices', ''],
  },
  {
    does: 'leaves out the registered query',
    problem,
    rule: 'redirect-uri/extra-query:query',
    make: sends(['https://app.example/cb?tenant=7'], 'https://app.example/cb'),
    says: 'The redirect_uri lacks the query of the registered one.',
    shows: [['redirect_uri', 'https://app.example/cb', 'https://app.example/cb?tenant=7  (registered)']],
    marks: ['', '?tenant=7'],
  },
  {
    does: 'leaves the code of an earlier callback in the address',
    problem,
    rule: 'redirect-uri/extra-query:query',
    make: sends(app, 'https://app.example/cb?code=a-code-of-yesterday&state=before'),
    says: 'The redirect_uri has a query that the registered one has not.',
    shows: [['redirect_uri', 'https://app.example/cb?code=…&state=…', 'https://app.example/cb  (registered)']],
    marks: ['?code=…&state=…', ''],
  },
  {
    does: 'puts an address with & into the query as it is',
    problem,
    rule: 'redirect-uri/not-encoded:not-encoded',
    make: async ({ server, lone }) => {
      const client = await lone({ redirectUris: ['https://app.example/cb?tenant=7&mode=full'] });
      const query = authorizationParameters(client, { redirect_uri: undefined });
      const address = `/sandbox/oauth/authorize?${query}&redirect_uri=https://app.example/cb?tenant=7&mode=full`;
      return { answer: await server.request(address), client };
    },
    says: 'The redirect_uri ends at its first &, and what follows it came as parameters of the request.',
    shows: [
      ['redirect_uri', 'https://app.example/cb?tenant=7', 'https://app.example/cb?tenant=7&mode=full  (registered)'],
    ],
    marks: ['', '&mode=full'],
  },
  {
    does: 'asks for the code to be shown to the user',
    problem,
    rule: 'redirect-uri/oob-retired:oob-retired',
    make: sends(app, 'urn:ietf:wg:oauth:2.0:oob'),
    says: 'The redirect_uri is the out-of-band address, with which users copied the code by hand.',
    shows: [['redirect_uri', 'urn:ietf:wg:oauth:2.0:oob', 'an address at which the app listens']],
  },
  {
    does: 'appends a fragment',
    problem,
    rule: 'redirect-uri/extra-query:fragment',
    make: sends(app, 'https://app.example/cb#/signed-in'),
    says: 'The redirect_uri has a fragment, which no registered one has.',
    shows: [['redirect_uri', 'https://app.example/cb#/signed-in', 'https://app.example/cb  (registered)']],
    marks: ['#/signed-in', ''],
  },
  {
    does: 'writes a Cyrillic letter in the host',
    problem,
    rule: 'redirect-uri/host-port-mismatch:lookalike-characters',
    make: sends(app, 'https://\u0430pp.example/cb'),
    says: 'The host of the redirect_uri looks like the registered one, and is written with other characters.',
    shows: [['redirect_uri', 'https://аpp.example/cb  (а is U+0430)', 'https://app.example/cb  (registered)']],
    marks: ['а', 'a'],
  },
  {
    does: 'writes a typographic hyphen in the path',
    problem,
    rule: 'redirect-uri/host-port-mismatch:lookalike-characters',
    make: sends(['https://app.example/sign-in'], 'https://app.example/sign\u2010in'),
    says: 'The path of the redirect_uri looks like the registered one, and is written with other characters.',
    shows: [
      ['redirect_uri', 'https://app.example/sign‐in  (‐ is U+2010)', 'https://app.example/sign-in  (registered)'],
    ],
    marks: ['‐', '-'],
  },
  {
    does: 'puts a user and a password before the host',
    problem,
    rule: 'redirect-uri/host-port-mismatch:user-info',
    make: sends(app, 'https://staging:open-sesame@app.example/cb'),
    says: 'The redirect_uri has a part with @ before its host, which the registered one has not.',
    shows: [['redirect_uri', 'https://…@app.example/cb', 'https://app.example/cb  (registered)']],
    marks: ['…@', ''],
  },
  {
    does: 'leaves a blank at the end',
    problem,
    rule: 'transport-endpoint/stray-whitespace:redirect-uri',
    make: sends(app, 'https://app.example/cb '),
    says: 'White space or quotation marks stand around the redirect_uri.',
    shows: [['redirect_uri', 'https://app.example/cb␠', 'https://app.example/cb  (registered)']],
    marks: ['␠', ''],
  },
  {
    does: 'keeps quotation marks around the address',
    problem,
    rule: 'transport-endpoint/stray-whitespace:redirect-uri',
    make: sends(app, '"https://app.example/cb"'),
    says: 'White space or quotation marks stand around the redirect_uri.',
    shows: [['redirect_uri', '"https://app.example/cb"', 'https://app.example/cb  (registered)']],
    marks: ['"…"', ''],
  },
  {
    does: 'sends the address of the production client to the sandbox',
    problem,
    rule: 'environment/environment-mix-up:redirect-uri',
    make: async ({ authorizing, inProduction }) => ({
      ...(await authorizing({ redirect_uri: 'https://live.example/cb' })),
      names: [inProduction.clientId],
    }),
    says: 'The redirect_uri is registered in production, and the request went to sandbox.',
    shows: [
      [
        'redirect_uri',
        'https://live.example/cb  (registered in production for client ‹client›)',
        'one that is registered in sandbox',
      ],
    ],
  },
  {
    does: 'sends the address of another client of the organisation',
    problem,
    rule: 'redirect-uri/not-registered:of-other-client',
    make: async ({ authorizing, sibling }) => ({
      ...(await authorizing({ redirect_uri: 'https://planner.example/cb' })),
      names: [sibling.clientId],
    }),
    says: 'The redirect_uri belongs to another client of the organisation, ‹client›.',
    shows: [
      [
        'redirect_uri',
        'https://planner.example/cb  (registered for client ‹client›)',
        'one that is registered for client ‹client›',
      ],
    ],
  },
  {
    does: 'sends an address that is like none of three registered ones',
    problem,
    rule: 'redirect-uri/not-registered:not-registered',
    make: sends([...app, 'https://app.example/old', 'http://127.0.0.1/cb'], 'https://elsewhere.example/return'),
    says: 'The redirect_uri is not registered for this client, and none of the registered ones is near.',
    shows: [
      ['redirect_uri', 'https://elsewhere.example/return', 'https://app.example/cb  (the nearest of 3 registered)'],
    ],
    marks: ['elsewhere…return', 'app…cb'],
  },
  {
    does: 'sends an address that is near one of three registered ones',
    problem,
    rule: 'redirect-uri/trailing-slash:trailing-slash',
    make: sends(['https://app.example/sandbox/cb', 'https://app.example/old', ...app], 'https://app.example/old/'),
    says: 'The redirect_uri has a trailing slash that the registered one has not.',
    shows: [['redirect_uri', 'https://app.example/old/', 'https://app.example/old  (the nearest of 3 registered)']],
    marks: ['/', ''],
  },
  {
    does: 'has no registered address',
    problem,
    rule: 'redirect-uri/not-registered:not-registered',
    make: sends([], 'https://app.example/cb'),
    says: 'The client has no registered redirect URI, so none can be accepted.',
    shows: [['redirect_uri', 'https://app.example/cb', 'one of the registered redirect URIs; none is registered']],
  },
  {
    does: 'redeems its code with a slash more than at the start',
    problem: 'code-redirect-uri-differs',
    rule: 'redirect-uri/differs-between-requests:differs-between-requests',
    make: redeems('https://app.example/cb', 'https://app.example/cb/'),
    says: 'The redirect_uri of the token request differs from that of the authorization request by a slash at the end.',
    shows: [['redirect_uri', 'https://app.example/cb/', 'https://app.example/cb  (of the authorization request)']],
    marks: ['/', ''],
  },
  {
    does: 'redeems its code with another address than at the start',
    problem: 'code-redirect-uri-differs',
    rule: 'redirect-uri/differs-between-requests:differs-between-requests',
    make: redeems('https://app.example/cb', 'http://localhost:3000/cb'),
    says: 'The redirect_uri of the token request differs from that of the authorization request.',
    shows: [['redirect_uri', 'http://localhost:3000/cb', 'https://app.example/cb  (of the authorization request)']],
    marks: ['localhost:3000', 's…app.example'],
  },
];
