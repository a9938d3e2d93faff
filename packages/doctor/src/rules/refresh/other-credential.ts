import { decodeJwt, readToken, type TokenKind } from '@candor/protocol';
import type { Evidence } from '../../evidence/evidence.ts';
import { sentValue } from '../../evidence/sent.ts';
import { showSecret } from '../../text/secret.ts';
import type { Tools } from '../../tools.ts';
import { refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';

const nouns: Readonly<Partial<Record<TokenKind, string>>> = {
  'access-token': 'an access token',
  'authorization-code': 'an authorization code',
};

/** An access token, an ID token or a code was sent where the refresh token belongs. RFC 6749 section 6. */
export const otherCredentialAsRefreshToken = defineRule({
  cause: 'token-use/wrong-token-of-flow',
  variant: 'other-credential-as-refresh-token',
  title: 'Another credential was sent as the refresh token',
  specs: ['RFC 6749 section 1.5', 'RFC 6749 section 6'],
  needs: ['sent-refresh-token'],
  explains: ['refresh-token-unknown'],
  specificity: 3,
  noiseWhen: ['token-use/wrong-token-of-flow:other-step'],
  check: (evidence, tools) => {
    const token = sentValue(evidence, 'refresh_token') ?? '';
    if (wasIssued(evidence, token)) return undefined;
    const noun =
      evidence.known?.sentToken?.is === 'access-token'
        ? 'an access token'
        : (givenAs(evidence, token) ?? nounOf(token));
    if (noun === undefined) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'refresh_token',
          seen: `${showSecret(noun.replace(/^an? /, ''), token, tools)}`,
          expected: 'the refresh_token of the newest token response',
        },
      ],
      facts: { noun },
    };
  },
  say: {
    what: ({ noun }) => `What was sent as refresh_token is ${noun}.`,
    why: () =>
      'A token response has several tokens, and only its refresh_token can be exchanged for new ones (RFC 6749 section 6).',
    fix: () => [
      'Look at the place in the app that reads the token response: two variables or columns are probably swapped.',
      'Send the value of refresh_token.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'an access token', evidence: refreshing('cat_sandbox_exampleexample') },
      { name: 'an ID token', evidence: refreshing('eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.AAAA') },
      {
        name: 'a JWT access token',
        evidence: refreshing(`eyJhbGciOiJFUzI1NiJ9.${btoa('{"scope":"openid"}').replace(/=+$/, '')}.AAAA`),
      },
      {
        name: 'an access token that the server recognised',
        evidence: refreshExample({
          problem: 'refresh-token-unknown',
          known: { sentToken: { is: 'access-token', characters: 59, wholeCharacters: 59 } },
        }),
      },
    ],
    silent: [
      {
        name: 'a JWT that an answer before gave as the refresh token',
        evidence: (given: Tools) => afterIssue(refreshing('eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.AAAA')(given)),
      },
      { name: 'a refresh token that was cut', evidence: refreshing('crt_sandbox_exampleexample') },
      { name: 'a text with two full stops that is no JWT', evidence: refreshing('example.refresh.token') },
    ],
  },
});

function refreshing(token: string) {
  return refreshExample({ problem: 'refresh-token-unknown', parameters: { refresh_token: token } });
}

/** The same evidence behind an answer that issued the refresh token. RFC 6749 section 5.1. */
function afterIssue(evidence: Evidence): Evidence {
  const [refresh] = evidence.exchanges;
  if (refresh === undefined) return evidence;
  const parameters = refresh.request?.parameters.filter(({ name }) => name === 'refresh_token') ?? [];
  const { request: _, ...rest } = refresh;
  const issue = { ...rest, response: { status: 200, headers: [], parameters } };
  return { ...evidence, exchanges: [issue, ...evidence.exchanges], subject: (evidence.subject ?? 0) + 1 };
}

/** As what an answer gave this very text. */
function givenAs({ exchanges }: Evidence, token: string): string | undefined {
  const given = exchanges.flatMap(({ response }) => response?.parameters ?? []).filter(({ value }) => value === token);
  if (given.some(({ name }) => name === 'access_token')) return 'an access token';
  return given.some(({ name }) => name === 'id_token') ? 'an ID token' : undefined;
}

/** Tells whether an answer gave this very text as the refresh token. */
function wasIssued({ exchanges }: Evidence, token: string): boolean {
  return exchanges.some(({ response }) =>
    response?.parameters.some(({ name, value }) => name === 'refresh_token' && value === token),
  );
}

function nounOf(token: string): string | undefined {
  const reading = readToken(token);
  if (reading.outcome !== 'not-a-token') return nouns[reading.kind];
  const claims = decodeJwt(token)?.payload;
  // Servers whose refresh tokens are JWTs say so in typ.
  if (claims === undefined || /^(?:refresh|offline)$/i.test(String(claims.typ ?? ''))) return undefined;
  // Access tokens name their scope or their client (RFC 9068 section 2.2), and ID tokens neither.
  return claims.scope === undefined && claims.client_id === undefined ? 'an ID token' : 'a JWT access token';
}
