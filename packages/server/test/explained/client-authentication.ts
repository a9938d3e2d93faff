/** Clients that cannot authenticate: credentials that are missing, misplaced, mixed up, altered or not theirs. */
import { hash } from 'node:crypto';
import type { ClientRecord } from '@candor/storage';
import type { ExplainedRow, Made, World } from '../_explained.ts';
import { postAs } from '../_oauth.ts';
import { basicOf } from '../_server.ts';

const form = { grant_type: 'client_credentials' };
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const basic = (value: string): Record<string, string> => ({ authorization: `Basic ${value}` });

/** A token request of the client with the Authorization header that is made of its id and secret. */
const withHeader =
  (header: (id: string, secret: string, world: World) => string) =>
  (world: World): Promise<Made> =>
    world.token(form, { authorization: header(world.client.clientId, world.client.clientSecret, world) });

/** A token request of the client with client_secret_basic and another secret. */
const withSecret = (change: (secret: string, world: World) => string) =>
  withHeader((id, secret, world) => basicOf(id, change(secret, world)));

/** A token request of the client with client_secret_post and other credentials in its body. */
const posts =
  (fields: (id: string, secret: string, world: World) => Record<string, string>) =>
  (world: World): Promise<Made> =>
    world.token({ ...form, ...fields(world.posting.clientId, world.posting.clientSecret, world) }, {}, world.posting);

const secretsOf = (...texts: readonly (readonly [string, number?])[]): ClientRecord['secrets'] =>
  texts.map(([text, retiredAt], at) => ({
    id: String(at),
    algorithm: 'sha256',
    hash: hash('sha256', text, 'base64url'),
    createdAt: 0,
    ...(retiredAt !== undefined && { retiredAt }),
  }));

/** A client with a secret that has signs in it, as one that was brought along from another server. */
async function withSigns({ lone }: World, members: Partial<ClientRecord> = {}) {
  const clientSecret = 'pAss/word with+signs%and-thirty-two-characters';
  const client = await lone({ ...members, secrets: secretsOf([clientSecret]) });
  return { ...client, clientSecret };
}

const missing = 'client-credentials-missing' as const;
const malformed = 'client-credentials-malformed' as const;
const wrong = 'client-secret-wrong' as const;
const wrongMethod = 'client-authentication-method-wrong' as const;

export const clientAuthenticationRows: readonly ExplainedRow[] = [
  {
    does: 'sends the secret in the body, where Basic is registered',
    problem: wrongMethod,
    rule: 'client-authentication/auth-method-mismatch:auth-method-mismatch',
    make: ({ client, token }) => token({ ...form, client_id: client.clientId, client_secret: client.clientSecret }, {}),
    says: 'The client authenticated with client_secret_post, and is registered for client_secret_basic.',
    shows: [['authentication method', 'client_secret_post', 'client_secret_basic  (registered)']],
  },
  {
    does: 'sends Basic, where the body is registered',
    problem: wrongMethod,
    rule: 'client-authentication/auth-method-mismatch:auth-method-mismatch',
    make: ({ posting, token }) => token(form, { authorization: posting.basic }, posting),
    says: 'The client authenticated with client_secret_basic, and is registered for client_secret_post.',
    shows: [['authentication method', 'client_secret_basic', 'client_secret_post  (registered)']],
  },
  {
    does: 'sends no secret, where one is registered',
    problem: wrongMethod,
    rule: 'client-authentication/credentials-missing:credentials-missing',
    make: ({ client, token }) => token({ ...form, client_id: client.clientId }, {}),
    says: 'The request carries no client credentials.',
    shows: [
      [
        'client credentials',
        'none',
        'an Authorization header: Basic, one space, and base64 of client id, colon, secret',
      ],
    ],
  },
  {
    does: 'sends no client at all',
    problem: missing,
    rule: 'client-authentication/credentials-missing:credentials-missing',
    make: async ({ server }) => ({ answer: await server.post('/sandbox/oauth/token', form) }),
    says: 'The request carries no client credentials.',
    shows: [
      [
        'client credentials',
        'none',
        'an Authorization header: Basic, one space, and base64 of client id, colon, secret',
      ],
    ],
  },
  {
    does: 'is public and sends a secret all the same',
    problem: wrongMethod,
    rule: 'client-authentication/client-type-mismatch:public-client-with-credentials',
    make: ({ publicClient, token }) =>
      token({ ...form, client_id: publicClient.clientId, client_secret: 'a-secret-of-somebody' }, {}, publicClient),
    says: 'The client is registered as public, and the request carries client credentials.',
    shows: [['authentication method', 'client_secret_post', 'none  (registered as a public client)']],
  },
  {
    does: 'sends its credentials in the header and in the body',
    problem: 'client-credentials-in-two-places',
    rule: 'client-authentication/multiple-methods:multiple-methods',
    make: ({ client, token }) =>
      token(
        { ...form, client_id: client.clientId, client_secret: client.clientSecret },
        { authorization: client.basic },
      ),
    says: 'The request authenticates the client twice: client_secret_basic and client_secret_post.',
    shows: [
      ['authentication methods', 'client_secret_basic and client_secret_post', 'client_secret_basic  (registered)'],
    ],
  },
  {
    does: 'names another client in the body than in the header',
    problem: 'client-credentials-in-two-places',
    rule: 'client-authentication/multiple-methods:two-clients',
    make: ({ client, sibling, token }) =>
      token({ ...form, client_id: sibling.clientId }, { authorization: client.basic }),
    says: 'The Authorization header names one client, and client_id in the body names another.',
    shows: [['client_id', '‹client›  (in the body)', '‹client›  (as in the Authorization header)']],
  },
  {
    does: 'sends an access token to the token endpoint',
    problem: malformed,
    rule: 'client-authentication/auth-method-mismatch:other-scheme',
    make: async ({ token, tokens }) => token(form, { authorization: `Bearer ${(await tokens()).access_token}` }),
    says: 'The Authorization header has the scheme Bearer, which is not for client credentials.',
    shows: [
      [
        'Authorization header',
        'the scheme Bearer',
        'an Authorization header: Basic, one space, and base64 of client id, colon, secret',
      ],
    ],
  },
  {
    does: 'leaves out the word Basic',
    problem: malformed,
    rule: 'client-authentication/auth-method-mismatch:other-scheme',
    make: withHeader((id, secret) => base64(`${id}:${secret}`)),
    says: 'The Authorization header does not begin with the word Basic.',
    shows: [
      [
        'Authorization header',
        'no scheme that is known',
        'an Authorization header: Basic, one space, and base64 of client id, colon, secret',
      ],
    ],
  },
  {
    does: "sends b'…' in the header",
    problem: malformed,
    rule: 'client-authentication/basic-bytes-literal:basic-bytes-literal',
    make: withHeader((id, secret) => `Basic b'${base64(`${id}:${secret}`)}'`),
    says: "The Authorization header holds the text b'…', a bytes literal of Python.",
    shows: [
      [
        'Authorization header',
        "Basic␠b'…'  (103 characters after Basic)",
        'Basic␠…  (the base64 text without b and quotation marks)',
      ],
    ],
  },
  {
    does: 'swaps id and secret in the header',
    problem: 'client-unknown',
    rule: 'client-authentication/basic-content-wrong:id-and-secret-swapped',
    make: withHeader((id, secret) => basicOf(secret, id)),
    says: 'Client id and client secret are swapped.',
    shows: [
      [
        'Authorization header',
        'the client secret in the place of the id, and the id in the place of the secret',
        'the client id first, then the client secret',
      ],
    ],
  },
  {
    does: 'swaps id and secret in the body',
    problem: 'client-unknown',
    rule: 'client-authentication/basic-content-wrong:id-and-secret-swapped',
    make: posts((id, secret) => ({ client_id: secret, client_secret: id })),
    says: 'Client id and client secret are swapped.',
    shows: [
      [
        'client_id and client_secret',
        'the client secret in the place of the id, and the id in the place of the secret',
        'the client id first, then the client secret',
      ],
    ],
  },
  {
    does: 'sends id and secret without base64',
    problem: malformed,
    rule: 'client-authentication/basic-content-wrong:not-encoded',
    make: withHeader((id, secret) => `Basic ${id}:${secret}`),
    says: 'The Authorization header holds client id, colon and secret as plain text, without base64.',
    shows: [
      [
        'Authorization header',
        'Basic and 74 characters with a colon, not base64',
        'Basic, one space, and base64 of client id, colon, secret',
      ],
    ],
  },
  {
    does: 'joins id and secret by a blank',
    problem: malformed,
    rule: 'client-authentication/basic-content-wrong:wrongly-joined',
    make: withHeader((id, secret) => `Basic ${base64(`${id} ${secret}`)}`),
    says: 'The Authorization header has credentials without a colon when decoded.',
    shows: [
      [
        'Authorization header',
        'Basic and 100 characters, without a colon when decoded',
        'Basic, one space, and base64 of client id, colon, secret',
      ],
    ],
  },
  {
    does: 'encodes id and secret one by one',
    problem: malformed,
    rule: 'client-authentication/basic-content-wrong:wrongly-joined',
    make: withHeader((id, secret) => `Basic ${base64(id)}:${base64(secret)}`),
    says: 'The Authorization header has credentials of two base64 texts with a colon between them.',
    shows: [
      [
        'Authorization header',
        'Basic and 101 characters, of two base64 texts with a colon between them',
        'Basic, one space, and base64 of client id, colon, secret',
      ],
    ],
  },
  {
    does: 'sends nothing before the colon',
    problem: malformed,
    rule: 'client-authentication/basic-content-wrong:wrongly-joined',
    make: async ({ server, client }) => ({
      answer: await server.post('/sandbox/oauth/token', form, basic(base64(`:${client.clientSecret}`))),
    }),
    says: 'The Authorization header has credentials with nothing before the colon when decoded.',
    shows: [
      [
        'Authorization header',
        'Basic and 72 characters, with nothing before the colon when decoded',
        'Basic, one space, and base64 of client id, colon, secret',
      ],
    ],
  },
  {
    does: 'sends nothing after the word Basic',
    problem: malformed,
    rule: 'client-authentication/credentials-missing:credentials-missing',
    make: async ({ server }) => ({
      answer: await server.post('/sandbox/oauth/token', form, { authorization: 'Basic' }),
    }),
    says: 'The client secret that was sent is empty.',
    shows: [
      [
        'client credentials',
        'an Authorization header with nothing after Basic',
        'an Authorization header: Basic, one space, and base64 of client id, colon, secret',
      ],
    ],
  },
  {
    does: 'encodes the header with base64url',
    problem: malformed,
    rule: 'client-authentication/basic-content-wrong:malformed',
    make: withHeader((id) => `Basic ${Buffer.from(`${id}:>>>???>>>?`).toString('base64url')}`),
    says: 'The Authorization header is encoded with base64url in place of standard base64.',
    shows: [
      [
        'Authorization header',
        'Basic and 42 characters, with - or _, which standard base64 has not',
        'Basic, one space, and base64 of client id, colon, secret, with = where it is due',
      ],
    ],
  },
  {
    does: 'removes the padding of the header',
    problem: malformed,
    rule: 'client-authentication/basic-content-wrong:malformed',
    make: withHeader((id) => `Basic ${base64(`${id}:a-secret-of-22-letters`).replace(/=+$/, '')}`),
    says: 'The Authorization header lacks the padding at the end of the base64 text.',
    shows: [
      [
        'Authorization header',
        'Basic and 58 characters, without = at the end',
        'Basic, one space, and base64 of client id, colon, secret, with = where it is due',
      ],
    ],
  },
  {
    does: 'adds a line break to the secret before it is encoded',
    problem: malformed,
    rule: 'transport-endpoint/stray-whitespace:basic-line-break',
    make: withHeader((id, secret) => `Basic ${base64(`${id}:${secret}\n`)}`),
    says: 'The secret in the Basic header has white space around it.',
    shows: [
      [
        'Authorization header',
        'a secret with ␤ at its end or beginning, after base64 is decoded',
        'client id, colon and secret, without white space around them',
      ],
    ],
  },
  {
    does: 'has a line break in the middle of the pair',
    problem: malformed,
    rule: 'client-authentication/basic-content-wrong:malformed',
    make: withHeader((id, secret) => `Basic ${base64(`${id}:${secret.slice(0, 20)}\n${secret.slice(20)}`)}`),
    says: 'The Authorization header has a line break or another control character in the decoded pair.',
    shows: [
      [
        'Authorization header',
        'Basic and 100 characters, with a line break or another control character inside',
        'Basic, one space, and base64 of client id, colon, secret, with = where it is due',
      ],
    ],
  },
  {
    does: 'form-encodes a secret with signs twice in the header',
    problem: wrong,
    rule: 'client-authentication/basic-form-encoding-mismatch:encoded-twice',
    make: async (world) => {
      const client = await withSigns(world);
      const twice = encodeURIComponent(encodeURIComponent(client.clientSecret));
      return world.token(form, { authorization: basicOf(client.clientId, twice) }, client);
    },
    says: 'The client secret in the Basic header is right, but form-encoded more than once.',
    shows: [
      [
        'Authorization header',
        'client secret of 54 characters, fingerprint ‹fingerprint›, after decoding once still percent-encoded',
        'client secret of 46 characters, fingerprint ‹fingerprint›',
      ],
    ],
  },
  {
    does: 'percent-encodes a secret with signs before it posts it',
    problem: wrong,
    rule: 'client-authentication/secret-wrong:percent-encoded',
    make: async (world) => {
      const client = await withSigns(world, { authMethod: 'client_secret_post' });
      const client_secret = encodeURIComponent(client.clientSecret);
      const answer = await postAs(
        world.server,
        { ...client, record: { ...client.record, authMethod: 'none' } },
        '/sandbox/oauth/token',
        { ...form, client_secret },
      );
      return { answer, client };
    },
    says: 'The client secret is right, but percent-encoded once more than it should be.',
    shows: [
      [
        'client_secret',
        'client secret of 54 characters, fingerprint ‹fingerprint›, percent-encoded',
        'client secret of 46 characters, fingerprint ‹fingerprint›',
      ],
    ],
  },
  {
    does: 'leaves a blank at the end of the secret',
    problem: wrong,
    rule: 'transport-endpoint/stray-whitespace:client-secret',
    make: withSecret((secret) => `${secret} `),
    says: 'The client secret is right, but for white space around it.',
    shows: [
      [
        'Authorization header',
        'client secret of 54 characters, fingerprint ‹fingerprint›, ending in ␠',
        'client secret of 53 characters, fingerprint ‹fingerprint›',
      ],
    ],
  },
  {
    does: 'posts the secret with its line break',
    problem: wrong,
    rule: 'transport-endpoint/stray-whitespace:client-secret',
    make: posts((client_id, secret) => ({ client_id, client_secret: `${secret}\n` })),
    says: 'The client secret is right, but for white space around it.',
    shows: [
      [
        'client_secret',
        'client secret of 54 characters, fingerprint ‹fingerprint›, ending in ␤',
        'client secret of 53 characters, fingerprint ‹fingerprint›',
      ],
    ],
  },
  {
    does: 'keeps quotation marks around the secret',
    problem: wrong,
    rule: 'client-authentication/secret-wrong:quotes',
    make: withSecret((secret) => `"${secret}"`),
    says: 'The client secret is right, but for the quotation marks around it.',
    shows: [
      [
        'Authorization header',
        'client secret of 55 characters, fingerprint ‹fingerprint›, in quotation marks',
        'client secret of 53 characters, fingerprint ‹fingerprint›',
      ],
    ],
  },
  {
    does: 'leaves the secret in base64',
    problem: wrong,
    rule: 'client-authentication/secret-wrong:base64-encoded',
    make: withSecret(base64),
    says: 'The client secret is right, but still base64-encoded.',
    shows: [
      [
        'Authorization header',
        'client secret of 72 characters, fingerprint ‹fingerprint›, base64-encoded',
        'client secret of 53 characters, fingerprint ‹fingerprint›',
      ],
    ],
  },
  {
    does: 'sends the secret of another client of the organisation',
    problem: wrong,
    rule: 'client-authentication/secret-wrong:other-client',
    make: async (world) => ({
      ...(await withSecret((_secret, { sibling }) => sibling.clientSecret)(world)),
      names: [world.sibling.clientId],
    }),
    says: 'The client secret belongs to another client of the organisation, ‹client›.',
    shows: [
      [
        'Authorization header',
        'client secret of 53 characters, fingerprint ‹fingerprint›, of client ‹client›',
        'a secret of client ‹client›',
      ],
    ],
  },
  {
    does: 'sends the secret of production to the sandbox',
    problem: wrong,
    rule: 'environment/environment-mix-up:client-secret',
    make: withSecret((_secret, { inProduction }) => inProduction.clientSecret),
    says: 'The client secret belongs to production, and the request went to sandbox.',
    shows: [
      [
        'Authorization header',
        'client secret of 53 characters, fingerprint ‹fingerprint›, of production',
        'a secret of sandbox',
      ],
    ],
  },
  {
    does: 'sends a secret that was retired two days before',
    problem: wrong,
    rule: 'client-authentication/secret-wrong:retired',
    make: async ({ server, lone, token }) => {
      const [live, retired] = [
        'live-secret-of-the-client-that-has-43-letters',
        'old-secret-of-the-client-that-has-43-letters',
      ];
      const secrets = secretsOf([live], [retired, server.now() - 2 * 86_400_000]);
      const client = { ...(await lone({ secrets })), clientSecret: live };
      return token(form, { authorization: basicOf(client.clientId, retired) }, client);
    },
    says: 'The client secret was retired on ‹time›, ‹~2 days› before this request.',
    shows: [
      [
        'Authorization header',
        'client secret of 44 characters, fingerprint ‹fingerprint›, retired on ‹time›',
        'a live secret of this client',
      ],
    ],
  },
  {
    does: 'sends a bcrypt hash as the secret',
    problem: wrong,
    rule: 'client-authentication/secret-hashed-value:secret-hashed-value',
    make: withSecret(() => '$2b$12$GhvMmNVjRW29ulnudl.LbuAnUtN/LRfe1JsBm1Xu6LE3059z5Tr8m'),
    says: 'A hash was sent in place of the client secret.',
    shows: [
      [
        'Authorization header',
        '60 characters that begin like a hash of bcrypt',
        'the plain secret, as it was shown when it was created',
      ],
    ],
  },
  {
    does: 'sends the SHA-256 hash of its secret, as hexadecimal text',
    problem: wrong,
    rule: 'client-authentication/secret-hashed-value:secret-hashed-value',
    make: withSecret((secret) => hash('sha256', secret, 'hex')),
    says: 'A hash was sent in place of the client secret.',
    shows: [
      [
        'Authorization header',
        '64 characters, the SHA-256 hash of a secret of this client as hexadecimal text',
        'the plain secret, as it was shown when it was created',
      ],
    ],
  },
  {
    does: 'posts the SHA-256 hash of its secret, as base64',
    problem: wrong,
    rule: 'client-authentication/secret-hashed-value:secret-hashed-value',
    make: posts((client_id, secret) => ({ client_id, client_secret: hash('sha256', secret, 'base64') })),
    says: 'A hash was sent in place of the client secret.',
    shows: [
      [
        'client_secret',
        '44 characters, the SHA-256 hash of a secret of this client as base64 text',
        'the plain secret, as it was shown when it was created',
      ],
    ],
  },
  {
    does: 'never filled in its client id and secret',
    problem: 'client-unknown',
    rule: 'client-authentication/credentials-placeholder:credentials-placeholder',
    make: async ({ server }) => ({
      answer: await server.post('/sandbox/oauth/token', form, { authorization: basicOf('undefined', 'undefined') }),
    }),
    says: 'A placeholder was sent as client_id and client_secret.',
    shows: [
      ['client_id', 'undefined', 'the client id of the registration'],
      ['client_secret', 'undefined', 'the client secret'],
    ],
  },
  {
    does: 'sends a template as the secret',
    problem: wrong,
    rule: 'client-authentication/credentials-placeholder:credentials-placeholder',
    make: withSecret(() => '${CLIENT_SECRET}'),
    says: 'A placeholder was sent as client_secret.',
    shows: [['client_secret', '${…}', 'the client secret']],
  },
  {
    does: 'sends a template as the client id of an authorization request',
    problem: 'authorization-client-unknown',
    rule: 'client-authentication/credentials-placeholder:credentials-placeholder',
    make: async ({ authorizing }) => ({ answer: (await authorizing({ client_id: '{{client_id}}' })).answer }),
    says: 'A placeholder was sent as client_id.',
    shows: [['client_id', '{{…}}', 'the client id of the registration']],
  },
  {
    does: 'sends a secret that was cut',
    problem: wrong,
    rule: 'client-authentication/secret-wrong:unknown',
    make: withSecret((secret) => secret.slice(0, 32)),
    says: 'The client secret is none that this client has; it is cut or altered: its checksum does not fit.',
    shows: [
      [
        'Authorization header',
        'client secret of 32 characters, fingerprint ‹fingerprint›, cut or altered: its checksum does not fit',
        'a live secret of this client',
      ],
    ],
  },
  {
    does: 'sends a secret that nobody knows',
    problem: wrong,
    rule: 'client-authentication/secret-wrong:unknown',
    make: withSecret(() => 'correct horse battery staple'),
    says: 'The client secret is none that this client has.',
    shows: [
      [
        'Authorization header',
        'client secret of 28 characters, fingerprint ‹fingerprint›',
        'a live secret of this client',
      ],
    ],
  },
  {
    does: 'sends its client id as the secret as well',
    problem: wrong,
    rule: 'client-authentication/secret-wrong:client-id',
    make: withSecret((_secret, { client }) => client.clientId),
    says: 'The client id was sent as the secret as well.',
    shows: [['Authorization header', 'the client id again', 'a live secret of this client']],
  },
  {
    does: 'sends a client id that nobody has',
    problem: 'client-unknown',
    rule: 'client-identification/client-unknown:client-unknown',
    make: async ({ server }) => ({
      answer: await server.post('/sandbox/oauth/token', form, { authorization: basicOf('ledger-sync', 'a-secret') }),
    }),
    says: 'No client in sandbox has the client_id that was sent.',
    shows: [['client_id', 'ledger-sync', 'the client id of a client that is registered in sandbox']],
  },
  {
    does: 'sends a client id with a blank before it',
    problem: 'client-unknown',
    rule: 'transport-endpoint/stray-whitespace:client-id',
    confidence: 'likely',
    make: withHeader((id, secret) => basicOf(` ${id}`, secret)),
    says: 'White space stands around the client_id.',
    shows: [['client_id', '␠‹client›', '‹client›']],
  },
  {
    does: 'sends the credentials of production to the sandbox',
    problem: 'client-unknown',
    rule: 'environment/environment-mix-up:client-id',
    make: async ({ server, inProduction }) => ({
      answer: await server.post('/sandbox/oauth/token', form, { authorization: inProduction.basic }),
      // A client of another environment is not the refused one: a member of its organisation reads it.
      client: { ...inProduction, clientSecret: '' },
    }),
    says: 'The client is registered in production, and the request went to sandbox.',
    shows: [['client_id', 'a client of production', 'a client that is registered in sandbox']],
  },
  {
    does: 'begins an authorization at the sandbox with the client id of production',
    problem: 'authorization-client-unknown',
    rule: 'environment/environment-mix-up:client-id',
    make: async ({ authorizing, inProduction }) => ({
      answer: (await authorizing({ client_id: inProduction.clientId })).answer,
      client: { ...inProduction, clientSecret: '' },
    }),
    says: 'The client is registered in production, and the request went to sandbox.',
    shows: [['client_id', 'a client of production', 'a client that is registered in sandbox']],
  },
];
