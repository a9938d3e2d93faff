import { receivedAt } from '../../evidence/sent.ts';
import { showDuration, showTime } from '../../text/time.ts';
import { bearerExample, exampleAccessRecord, exampleTime } from '../example.ts';
import { revokedByWhom } from '../revoked-by.ts';
import { defineRule } from '../rule.ts';

/** The access token, or the authorization that it belongs to, was ended. RFC 7009 section 2. */
export const accessTokenRevoked = defineRule({
  cause: 'token-use/access-token-expired',
  variant: 'revoked',
  title: 'The access token was revoked',
  specs: ['RFC 7009 section 2', 'RFC 6750 section 3.1'],
  needs: ['request', 'access-token-record'],
  explains: ['access-token-revoked'],
  check: (evidence) => {
    const record = evidence.known?.accessToken;
    const now = receivedAt(evidence);
    if (record === undefined) return undefined;
    const off = evidence.known?.client?.enabled === false ? 'client' : 'user';
    const by = record.revokedAt === undefined ? undefined : revokedByWhom(record.revokedBy);
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'access token',
          seen:
            record.revokedAt === undefined
              ? `of a ${off} that is switched off`
              : `revoked on ${showTime(record.revokedAt)}${by === undefined ? '' : `, ${by}`}`,
          expected: 'an access token of a live authorization',
        },
      ],
      facts: {
        off: record.revokedAt === undefined ? off : undefined,
        by,
        ago: record.revokedAt === undefined || now === undefined ? undefined : showDuration(now - record.revokedAt),
      },
    };
  },
  say: {
    what: ({ off, by, ago }) => {
      if (off !== undefined) return `The ${off} that the access token belongs to is switched off.`;
      return `The access token was revoked${ago === undefined ? '' : ` ${ago} before this request`}${by === undefined ? '' : `, ${by}`}.`;
    },
    why: ({ off }) =>
      off === undefined
        ? 'When an authorization ends, all its tokens end with it, whatever expires_in said (RFC 7009 section 2).'
        : `Tokens work only while client and user are switched on. The operator of the server has switched the ${off} off.`,
    fix: ({ off }) =>
      off === undefined
        ? [
            'Stop using the tokens of this authorization, and mark the connection as ended in the app.',
            'Start a new authorization when the user asks for it.',
          ]
        : [`Ask the operator why the ${off} was switched off. The token works again when it is switched on.`],
  },
  whoseMove: 'user',
  retry: false,
  cases: {
    fires: [
      {
        name: 'by the user, in the connected apps',
        evidence: bearerExample({
          problem: 'access-token-revoked',
          known: exampleAccessRecord({
            expiresAt: exampleTime + 60_000,
            revokedAt: exampleTime - 120_000,
            revokedBy: 'user',
          }),
        }),
      },
      {
        name: 'because a refresh token was used twice',
        evidence: bearerExample({
          problem: 'access-token-revoked',
          known: exampleAccessRecord({
            expiresAt: exampleTime + 60_000,
            revokedAt: exampleTime - 1000,
            revokedBy: 'reuse',
          }),
        }),
      },
      {
        name: 'the client is switched off',
        evidence: bearerExample({
          problem: 'access-token-revoked',
          client: { enabled: false },
          known: exampleAccessRecord({ expiresAt: exampleTime + 60_000 }),
        }),
      },
    ],
    silent: [
      {
        name: 'a token that only expired',
        evidence: bearerExample({ problem: 'access-token-expired', known: exampleAccessRecord() }),
      },
      { name: 'a token of which nothing is known', evidence: bearerExample({ problem: 'access-token-revoked' }) },
    ],
  },
});
