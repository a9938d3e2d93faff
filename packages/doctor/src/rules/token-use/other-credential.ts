import { readToken, type TokenKind } from '@candor/protocol';
import { presentedBearer } from '../../evidence/bearer.ts';
import { countOf } from '../../text/secret.ts';
import { bearerExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** What another credential is called, and which member or parameter carries it. */
const kinds: Readonly<Partial<Record<TokenKind, readonly [string, string]>>> = {
  'refresh-token': ['a refresh token', 'refresh_token'],
  'authorization-code': ['an authorization code', 'code'],
  'authorization-request-reference': ['a reference of a pushed request', 'request_uri'],
  'administration-token': ['an administration token', ''],
};

/** A refresh token or a code was sent where the access token belongs. RFC 6750 section 2.1. */
export const otherCredential = defineRule({
  cause: 'token-use/wrong-token-of-flow',
  variant: 'other-credential',
  title: 'Another credential was sent as the access token',
  specs: ['RFC 6749 section 1.4', 'RFC 6749 section 1.5'],
  needs: ['authorization-header'],
  explains: ['access-token-of-wrong-kind', 'access-token-unknown'],
  specificity: 3,
  check: (evidence) => {
    const token = presentedBearer(evidence) ?? '';
    const reading = readToken(token);
    const [noun, member] = (reading.outcome !== 'not-a-token' && kinds[reading.kind]) || [];
    if (noun === undefined || member === undefined) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization header',
          seen: `Bearer and ${noun} of ${countOf(token.length, 'character')}`,
          expected: 'Bearer and an access token, which begins with cat_',
        },
      ],
      facts: { noun, member },
    };
  },
  say: {
    what: ({ noun }) => `What was sent as the access token is ${noun}.`,
    why: ({ member }) =>
      member === 'code'
        ? 'A code is not a token yet: it is exchanged for one at the token endpoint, once (RFC 6749 section 4.1.3).'
        : 'A refresh token goes to the token endpoint only (RFC 6749 section 1.5): a resource that got it could go on for months.',
    fix: ({ member }) =>
      member === 'code'
        ? [
            'Send the code to the token endpoint with grant_type=authorization_code and the code_verifier.',
            'Send the access_token of its response to the resource.',
          ]
        : [
            'Read access_token from the token response: two variables or columns are probably swapped.',
            'If the refresh token left your own machines with this request, end the authorization, and start a new one.',
          ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'a refresh token', evidence: bearing('crt_sandbox_exampleexample') },
      { name: 'a code', evidence: bearing('cac_sandbox_exampleexample') },
    ],
    silent: [
      { name: 'an access token that was cut', evidence: bearing('cat_sandbox_exampleexample') },
      { name: 'a word that begins like one', evidence: bearing('crtx_sandbox_exampleexample') },
    ],
  },
});

function bearing(token: string) {
  return bearerExample({ problem: 'access-token-of-wrong-kind', authorization: `Bearer ${token}` });
}
