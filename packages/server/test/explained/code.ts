/** Authorization codes that are redeemed twice, too late, by another client, or not as they were delivered. */
import { type EnvironmentTokenKind, formatToken } from '@candor/protocol';
import type { ExplainedRow, Made, World } from '../_explained.ts';
import { type ObtainedCode, openBrowser, redemption, requestToken } from '../_oauth.ts';

const post = (
  { server, client }: World,
  obtained: ObtainedCode,
  code: string,
  headers: Record<string, string> = {},
): Promise<Made> =>
  server
    .post('/sandbox/oauth/token', redemption({ ...obtained, code }), { authorization: client.basic, ...headers })
    .then((answer) => ({ answer, client }));

/** A code of the client, redeemed with its text changed. */
const redeems =
  (change: (code: string, world: World) => string | Promise<string>) =>
  async (world: World): Promise<Made> => {
    const obtained = await world.code();
    return post(world, obtained, await change(obtained.code, world));
  };

const unknown = 'code-unknown' as const;

export const codeRows: readonly ExplainedRow[] = [
  {
    does: 'redeems its code a second time at once',
    problem: 'code-redeemed',
    rule: 'authorization-code/redeemed-twice:redeemed-twice',
    make: async (world) => {
      const obtained = await world.code();
      const { answer } = await post(world, obtained, obtained.code);
      return { ...(await post(world, obtained, obtained.code)), names: [answer.requestId] };
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
    does: 'redeems its code a second time after three minutes from another address',
    problem: 'code-redeemed',
    rule: 'authorization-code/redeemed-twice:redeemed-twice',
    make: async (world) => {
      const obtained = await world.code();
      const { answer } = await post(world, obtained, obtained.code);
      world.server.advance(180_000);
      return { ...(await post(world, obtained, obtained.code, world.elsewhere)), names: [answer.requestId] };
    },
    says: 'The code had been redeemed ‹~3 minutes› before, from a different address.',
    shows: [
      [
        'code',
        'redeemed on ‹time›, by request ‹request›, from a different address',
        'a code that was not redeemed before',
      ],
    ],
  },
  {
    does: 'redeems its code too late',
    problem: 'code-expired',
    rule: 'authorization-code/expired:expired',
    make: async (world) => {
      const obtained = await world.code();
      world.server.advance(150_000);
      return post(world, obtained, obtained.code);
    },
    says: 'The code came ‹~1 minute 30 seconds› after its end.',
    shows: [['code', 'sent ‹~2 minutes 30 seconds› after it was issued', 'within ‹~1 minute›, until ‹time›']],
  },
  {
    does: 'redeems the code of another client of the organisation',
    problem: 'code-of-other-client',
    rule: 'client-identification/credentials-of-other-app:code',
    make: async (world) => {
      const obtained = await world.code({ client: world.sibling });
      return post(world, obtained, obtained.code);
    },
    says: 'The code was not issued to this client.',
    shows: [['code', 'not issued to this client', 'a code that was issued to this client']],
  },
  {
    does: 'redeems a code of another organisation, which is told like none',
    problem: unknown,
    rule: 'authorization-code/altered-by-client:code-unknown',
    confidence: 'possible',
    make: async (world) => {
      const obtained = await world.code({ client: await world.lone() });
      return post(world, obtained, obtained.code);
    },
    says: 'The code is none that this environment issued.',
    shows: [],
  },
  {
    does: 'redeems a code that was never issued',
    problem: unknown,
    rule: 'authorization-code/altered-by-client:code-unknown',
    confidence: 'possible',
    make: redeems(() => {
      const kind: EnvironmentTokenKind = 'authorization-code';
      return formatToken({ kind, environment: 'sandbox', id: new Uint8Array(12), secret: new Uint8Array(32) });
    }),
    says: 'The code is none that this environment issued.',
    shows: [],
  },
  {
    does: 'cuts its code',
    problem: unknown,
    rule: 'authorization-code/altered-by-client:truncated',
    make: redeems((code) => code.slice(0, 64)),
    says: 'The code is cut off at its end.',
    shows: [
      [
        'code',
        '64 characters, without the last 13 characters',
        'the code parameter of the callback, decoded once, unchanged',
      ],
    ],
  },
  {
    does: 'loses the last characters of its code',
    problem: unknown,
    rule: 'authorization-code/altered-by-client:truncated',
    make: redeems((code) => code.slice(0, -3)),
    says: 'The code is cut off at its end.',
    shows: [
      [
        'code',
        '74 characters, without the last 3 characters',
        'the code parameter of the callback, decoded once, unchanged',
      ],
    ],
  },
  {
    does: 'percent-encodes its code twice',
    problem: unknown,
    rule: 'authorization-code/altered-by-client:encoded',
    make: redeems((code) => code.replace('_', '%5F')),
    says: 'The code is still percent-encoded.',
    shows: [
      [
        'code',
        '79 characters, with %-escapes that were not decoded',
        'the code parameter of the callback, decoded once, unchanged',
      ],
    ],
  },
  {
    does: 'takes the state along with the code',
    problem: unknown,
    rule: 'authorization-code/altered-by-client:rest-of-query',
    make: redeems((code) => `${code}&state=state-of-the-app`),
    says: 'The code has other parameters of the callback attached.',
    shows: [
      [
        'code',
        '100 characters, with & or = and the name of another parameter in them',
        'the code parameter of the callback, decoded once, unchanged',
      ],
    ],
  },
  {
    does: 'keeps quotation marks around the code',
    problem: unknown,
    rule: 'authorization-code/altered-by-client:altered',
    make: redeems((code) => `"${code}"`),
    says: 'The code has white space or quotation marks around it.',
    shows: [
      [
        'code',
        '79 characters, with white space or quotes around',
        'the code parameter of the callback, decoded once, unchanged',
      ],
    ],
  },
  {
    does: 'sends its code in small letters',
    problem: unknown,
    rule: 'authorization-code/altered-by-client:altered',
    make: redeems((code) => code.toLowerCase()),
    says: 'The code was altered: its checksum does not fit.',
    shows: [
      [
        'code',
        '77 characters, and the checksum does not fit',
        'the code parameter of the callback, decoded once, unchanged',
      ],
    ],
  },
  {
    does: 'attaches text to its code',
    problem: unknown,
    rule: 'authorization-code/altered-by-client:altered',
    make: redeems((code) => `${code}0123456789`),
    says: 'The code has text attached at its end.',
    shows: [
      ['code', '87 characters, more than a code has', 'the code parameter of the callback, decoded once, unchanged'],
    ],
  },
  {
    does: 'sends a refresh token as the code',
    problem: unknown,
    rule: 'token-use/wrong-token-of-flow:other-credential-as-code',
    make: redeems(async (_code, { tokens }) => (await tokens()).refresh_token),
    says: 'What was sent as code is another credential: its text says refresh-token.',
    shows: [
      [
        'code',
        '77 characters, of the kind refresh-token',
        'the code parameter of the callback, decoded once, unchanged',
      ],
    ],
  },
  {
    does: 'sends a code of production to the sandbox',
    problem: unknown,
    rule: 'environment/environment-mix-up:token',
    make: redeems(
      async (_code, { code, inProduction, userInProduction, server }) =>
        (
          await code({
            environment: 'production',
            client: inProduction,
            user: userInProduction,
            browser: openBrowser(server),
          })
        ).code,
    ),
    says: 'The code was issued by production, and was sent to sandbox.',
    shows: [['code', 'a code of production', 'a code of sandbox']],
  },
  {
    does: 'redeems a code whose authorization the operator ended',
    problem: 'code-authorization-ended',
    rule: 'refresh/revoked:ended-before-redemption',
    make: async (world) => {
      const { server, client, code, user } = world;
      const obtained = await code();
      const { items } = (await server.api('GET', `/api/environments/sandbox/grants?user=${user.id}`)).json;
      const grant = items.find((one: { clientId: string }) => one.clientId === client.clientId);
      await server.api('DELETE', `/api/environments/sandbox/grants/${grant.id}`);
      return { answer: await requestToken(server, client, redemption(obtained)), client };
    },
    says: 'The authorization was ended ‹~less than 0.1 seconds› before this request, by the operator, and its code with it.',
    shows: [
      ['code', 'of an authorization that was ended on ‹time›, by the operator', 'a code of a live authorization'],
    ],
  },
];
