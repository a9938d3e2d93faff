/** Refresh tokens that were rotated away, ended, cut, or are another credential (RFC 9700 section 4.14.2). */

import type { ExplainedRow, Made, World } from '../_explained.ts';
import { openBrowser, postAs, redemption, refresh, requestToken } from '../_oauth.ts';

const sends = ({ server, client }: World, refresh_token: string, headers: Record<string, string> = {}): Promise<Made> =>
  server
    .post(
      '/sandbox/oauth/token',
      { grant_type: 'refresh_token', refresh_token },
      { authorization: client.basic, ...headers },
    )
    .then((answer) => ({ answer, client }));

/** A token that is exchanged, and sent again when some milliseconds have passed. */
const sendsAgain =
  (after: number, options: { readonly headers?: Record<string, string>; readonly used?: boolean } = {}) =>
  async (world: World): Promise<Made> => {
    const { refresh_token } = await world.tokens();
    const { answer: first } = await sends(world, refresh_token);
    if (options.used) await sends(world, first.json.refresh_token);
    world.server.advance(after);
    return { ...(await sends(world, refresh_token, options.headers)), names: [first.requestId] };
  };

const elsewhere = { 'x-forwarded-for': '203.0.113.7' };
const day = 86_400_000;
const reused = 'refresh-token-reused' as const;
const unknown = 'refresh-token-unknown' as const;

export const refreshRows: readonly ExplainedRow[] = [
  {
    does: 'refreshes in two tabs at the same moment',
    problem: reused,
    rule: 'refresh/concurrent-use:race',
    make: sendsAgain(2000, { used: true }),
    says: 'The refresh token was used again ‹~2 seconds› after it had been exchanged.',
    shows: [
      [
        'refresh_token',
        'exchanged ‹~2 seconds› before, on ‹time›, by request ‹request›, from the same address and the same user agent',
        'the newest refresh token; the successor of this one was used since',
      ],
    ],
  },
  {
    does: 'refreshes on two machines at the same moment',
    problem: reused,
    rule: 'refresh/concurrent-use:race',
    confidence: 'likely',
    make: sendsAgain(3000, { used: true, headers: elsewhere }),
    says: 'The refresh token was used again ‹~3 seconds› after it had been exchanged, from a different address.',
    shows: [
      [
        'refresh_token',
        'exchanged ‹~3 seconds› before, on ‹time›, by request ‹request›, from a different address and the same user agent',
        'the newest refresh token; the successor of this one was used since',
      ],
    ],
  },
  {
    does: 'tries again after half a minute, with nothing of the first answer used',
    problem: reused,
    rule: 'refresh/rotation-not-stored:late-retry',
    confidence: 'likely',
    make: sendsAgain(30_000),
    says: 'The same sender refreshed ‹~30 seconds› before with this token, and has used nothing of that answer.',
    shows: [
      [
        'refresh_token',
        'exchanged ‹~30 seconds› before, on ‹time›, by request ‹request›, from the same address and the same user agent',
        'the newest refresh token, which that response returned',
      ],
    ],
  },
  {
    does: 'goes on with the old token after an hour',
    problem: reused,
    rule: 'refresh/rotation-not-stored:rotation-not-stored',
    make: sendsAgain(3_600_000),
    says: 'The refresh token had been exchanged ‹~1 hour› before, and its successor was never used.',
    shows: [
      [
        'refresh_token',
        'exchanged ‹~1 hour› before, on ‹time›, by request ‹request›, from the same address and the same user agent',
        'the newest refresh token, which that response returned',
      ],
    ],
  },
  {
    does: 'goes on with the old token in one of two processes',
    problem: reused,
    rule: 'refresh/rotation-not-stored:rotation-not-stored',
    confidence: 'likely',
    make: sendsAgain(3_600_000, { used: true }),
    says: 'The refresh token had been exchanged ‹~1 hour› before, and its successor has been used since.',
    shows: [
      [
        'refresh_token',
        'exchanged ‹~1 hour› before, on ‹time›, by request ‹request›, from the same address and the same user agent',
        'the newest refresh token; the successor of this one was used since',
      ],
    ],
  },
  {
    does: 'is met by the same token from another address',
    problem: reused,
    rule: 'refresh/rotation-not-stored:another-holder',
    confidence: 'likely',
    make: sendsAgain(3_600_000, { used: true, headers: elsewhere }),
    says: 'The refresh token had been exchanged ‹~1 hour› before, from a different address.',
    shows: [
      [
        'refresh_token',
        'exchanged ‹~1 hour› before, on ‹time›, by request ‹request›, from a different address and the same user agent',
        'the newest refresh token; the successor of this one was used since',
      ],
    ],
  },
  {
    does: 'is met by the same token from another program on its machine',
    problem: reused,
    rule: 'refresh/rotation-not-stored:another-holder',
    confidence: 'likely',
    make: sendsAgain(120_000, { headers: { 'user-agent': 'another-program/1.0' } }),
    says: 'The refresh token had been exchanged ‹~2 minutes› before, by another user agent.',
    shows: [
      [
        'refresh_token',
        'exchanged ‹~2 minutes› before, on ‹time›, by request ‹request›, from the same address and another user agent',
        'the newest refresh token, which that response returned',
      ],
    ],
  },
  {
    does: 'did not use its token for a month',
    problem: 'refresh-token-inactive',
    rule: 'refresh/expired-inactivity:expired-inactivity',
    make: async (world) => {
      const { refresh_token } = await world.tokens();
      world.server.advance(31 * day);
      return sends(world, refresh_token);
    },
    says: 'The refresh token lay unused for ‹~31 days›, and the limit is ‹~30 days›.',
    shows: [['refresh_token', 'used ‹~31 days› after it was issued', 'within ‹~30 days›, until ‹time›']],
  },
  {
    does: 'refreshes beyond the fixed end of its authorization',
    problem: 'refresh-token-expired',
    rule: 'refresh/lifetime-ended:lifetime-ended',
    make: async (world) => {
      let { refresh_token } = await world.tokens();
      for (let month = 0; month < 3; month++) {
        world.server.advance(29 * day);
        ({ refresh_token } = (await sends(world, refresh_token)).answer.json);
      }
      world.server.advance(4 * day);
      return sends(world, refresh_token);
    },
    says: 'The life of this authorization ended ‹~1 day› before the request.',
    shows: [['refresh_token', 'sent on ‹time›', 'until ‹time›']],
  },
  {
    does: 'revoked its token itself',
    problem: 'refresh-token-revoked',
    rule: 'refresh/revoked:revoked',
    make: async (world) => {
      const { refresh_token } = await world.tokens();
      await postAs(world.server, world.client, '/sandbox/oauth/revoke', { token: refresh_token });
      world.server.advance(90_000);
      return sends(world, refresh_token);
    },
    says: 'The authorization was revoked ‹~1 minute 30 seconds› before this request, by the app itself.',
    shows: [['refresh_token', 'revoked on ‹time›, by the app itself', 'a refresh token of a live authorization']],
  },
  {
    does: 'was disconnected by the user',
    problem: 'refresh-token-revoked',
    rule: 'refresh/revoked:revoked',
    make: async (world) => {
      const { refresh_token } = await world.tokens();
      const page = await world.browser.open('/sandbox/connected-apps');
      const grant = /name="grant" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
      await world.browser.submit('/sandbox/connected-apps', { grant });
      return sends(world, refresh_token);
    },
    says: 'The authorization was revoked ‹~less than 0.1 seconds› before this request, by the user.',
    shows: [['refresh_token', 'revoked on ‹time›, by the user', 'a refresh token of a live authorization']],
  },
  {
    does: 'was disconnected by the operator',
    problem: 'refresh-token-revoked',
    rule: 'refresh/revoked:revoked',
    make: async (world) => {
      const { server, client, user } = world;
      const { refresh_token } = await world.tokens();
      const { items } = (await server.api('GET', `/api/environments/sandbox/grants?user=${user.id}`)).json;
      const grant = items.find((one: { clientId: string }) => one.clientId === client.clientId);
      await server.api('DELETE', `/api/environments/sandbox/grants/${grant.id}`);
      return sends(world, refresh_token);
    },
    says: 'The authorization was revoked ‹~less than 0.1 seconds› before this request, by the operator.',
    shows: [['refresh_token', 'revoked on ‹time›, by the operator', 'a refresh token of a live authorization']],
  },
  {
    does: 'refreshes once more after a token was used twice',
    problem: 'refresh-token-revoked',
    rule: 'refresh/revoked:revoked',
    make: async (world) => {
      const { refresh_token } = await world.tokens();
      const next = (await sends(world, refresh_token)).answer.json;
      world.server.advance(3_600_000);
      await sends(world, refresh_token);
      return sends(world, next.refresh_token);
    },
    says: 'The authorization was revoked ‹~less than 0.1 seconds› before this request, because a refresh token of it was used twice.',
    shows: [
      [
        'refresh_token',
        'revoked on ‹time›, because a refresh token of it was used twice',
        'a refresh token of a live authorization',
      ],
    ],
  },
  {
    does: 'refreshes after its code was redeemed twice',
    problem: 'refresh-token-revoked',
    rule: 'refresh/revoked:revoked',
    make: async (world) => {
      const { server, client } = world;
      const obtained = await world.code();
      const { refresh_token } = (await requestToken(server, client, redemption(obtained))).json;
      await requestToken(server, client, redemption(obtained));
      return sends(world, refresh_token);
    },
    says: 'The authorization was revoked ‹~less than 0.1 seconds› before this request, because its code was redeemed twice.',
    shows: [
      [
        'refresh_token',
        'revoked on ‹time›, because its code was redeemed twice',
        'a refresh token of a live authorization',
      ],
    ],
  },
  {
    does: 'cuts its refresh token',
    problem: unknown,
    rule: 'refresh/unknown-token:truncated',
    make: async (world) => sends(world, (await world.tokens()).refresh_token.slice(0, 64)),
    says: 'The refresh token is cut off at its end.',
    shows: [
      [
        'refresh_token',
        'refresh token of 64 characters, fingerprint ‹fingerprint›, without its last 13 characters',
        'the refresh_token of the newest token response, 77 characters',
      ],
    ],
  },
  {
    does: 'keeps quotation marks around its refresh token',
    problem: unknown,
    rule: 'refresh/unknown-token:unknown-token',
    make: async (world) => sends(world, `"${(await world.tokens()).refresh_token}"`),
    says: 'The refresh token has white space or quotation marks around it.',
    shows: [
      [
        'refresh_token',
        'refresh token of 79 characters, fingerprint ‹fingerprint›, with white space or quotes around it',
        'the refresh_token of the newest token response',
      ],
    ],
  },
  {
    does: 'sends a refresh token of nobody',
    problem: unknown,
    rule: 'refresh/unknown-token:unknown-token',
    make: (world) => sends(world, 'tGzv3JOkF0XG5Qx2TlKWIA'),
    says: 'The refresh token is none that was issued to this client.',
    shows: [
      [
        'refresh_token',
        'refresh token of 22 characters, fingerprint ‹fingerprint›',
        'the refresh_token of the newest token response',
      ],
    ],
  },
  {
    does: 'sends its access token as the refresh token',
    problem: unknown,
    rule: 'token-use/wrong-token-of-flow:other-credential-as-refresh-token',
    make: async (world) => sends(world, (await world.tokens()).access_token),
    says: 'What was sent as refresh_token is an access token.',
    shows: [
      [
        'refresh_token',
        'access token of 77 characters, fingerprint ‹fingerprint›',
        'the refresh_token of the newest token response',
      ],
    ],
  },
  {
    does: 'sends its ID token as the refresh token',
    problem: unknown,
    rule: 'token-use/wrong-token-of-flow:other-credential-as-refresh-token',
    make: async (world) => sends(world, (await world.tokens()).id_token),
    says: 'What was sent as refresh_token is an ID token.',
    shows: [['refresh_token', 'ID token of ‹n› characters', 'the refresh_token of the newest token response']],
  },
  {
    does: 'sends the refresh token of another client of the organisation',
    problem: 'refresh-token-of-other-client',
    rule: 'client-identification/credentials-of-other-app:refresh-token',
    make: async (world) => sends(world, (await world.tokens({ client: world.sibling })).refresh_token),
    says: 'The refresh token was not issued to this client.',
    shows: [
      [
        'refresh_token',
        'refresh token of 77 characters, fingerprint ‹fingerprint›, not issued to this client',
        'a refresh token that was issued to this client',
      ],
    ],
  },
  {
    does: 'sends a refresh token of production to the sandbox',
    problem: unknown,
    rule: 'environment/environment-mix-up:token',
    make: async (world) => {
      const { server, inProduction: client, userInProduction: user } = world;
      const there = { environment: 'production', client, user, browser: openBrowser(server) };
      return sends(world, (await world.tokens(there)).refresh_token);
    },
    says: 'The refresh token was issued by production, and was sent to sandbox.',
    shows: [['refresh_token', 'a refresh token of production', 'a refresh token of sandbox']],
  },
  {
    does: 'asks for more scope than was granted',
    problem: 'refresh-scope-exceeded',
    rule: 'scope-consent/scope-not-allowed-for-client:refresh-scope-exceeded',
    make: async ({ server, client, tokens }) => {
      const { refresh_token } = await tokens({ parameters: { scope: 'openid' } });
      return { answer: await refresh(server, client, refresh_token, { scope: 'openid email' }), client };
    },
    says: 'The refresh asks for more scope than was granted.',
    shows: [['request', 'openid, email', 'openid']],
  },
];
