import { sentValue } from '../../evidence/sent.ts';
import { countOf } from '../../text/secret.ts';
import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** response_type asks for another answer than a code. RFC 6749 section 4.1.1, OAuth 2.1 section 10.1. */
export const responseType = defineRule({
  cause: 'client-identification/grant-type-not-allowed',
  variant: 'response-type',
  title: 'response_type asks for something else than a code',
  specs: ['RFC 6749 section 4.1.2.1', 'RFC 9700 section 2.1.2'],
  needs: ['request', 'raised-problem'],
  explains: ['response-type-unsupported'],
  specificity: 2,
  check: (evidence) => {
    const sent = sentValue(evidence, 'response_type');
    if (sent === undefined || sent === 'code') return undefined;
    return {
      confidence: 'certain',
      evidence: [{ where: 'response_type', seen: shown(sent), expected: 'code' }],
      facts: { hasToken: /token/.test(sent) },
    };
  },
  say: {
    what: () => 'The request asks for another response_type than code.',
    why: ({ hasToken }) =>
      hasToken
        ? 'A token in an address is seen by the browser history, by proxies and by scripts of the page, so the implicit and hybrid flows were removed (RFC 9700 section 2.1.2). The server answers with a code, which the app redeems.'
        : 'The server answers an authorization request with a code and with nothing else.',
    fix: () => [
      'Send response_type=code with a code_challenge, and redeem the code at the token endpoint.',
      'In a library choose the authorization code flow with PKCE, also for an app in the browser.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the implicit flow',
        evidence: authorizationExample({
          problem: 'response-type-unsupported',
          parameters: { response_type: 'token' },
          detail: { seen: 'token', expected: 'code' },
        }),
      },
      {
        name: 'a misspelling',
        evidence: authorizationExample({ problem: 'response-type-unsupported', parameters: { response_type: 'cod' } }),
      },
    ],
    silent: [
      {
        name: 'none at all',
        evidence: authorizationExample({
          problem: 'response-type-unsupported',
          parameters: { response_type: undefined },
        }),
      },
      {
        name: 'a code, which another rule refused',
        evidence: authorizationExample({ problem: 'response-type-unsupported', parameters: { response_type: 'code' } }),
      },
    ],
  },
});

/** Words are shown; anything else may be a secret that ended in the wrong parameter. */
function shown(sent: string): string {
  return /^[a-z_]{1,16}(?: [a-z_]{1,16}){0,3}$/.test(sent) ? sent : countOf(sent.length, 'character');
}
