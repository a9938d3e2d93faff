import { presentedBearer } from '../../evidence/bearer.ts';
import { placeholderForm } from '../../text/placeholder.ts';
import { bearerExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** A word for nothing stands where the access token should. RFC 6750 section 2.1. */
export const bearerPlaceholder = defineRule({
  cause: 'token-use/authorization-header-malformed',
  variant: 'placeholder',
  title: 'A placeholder was sent as the access token',
  specs: ['RFC 6750 section 2.1'],
  needs: ['authorization-header'],
  explains: ['access-token-unknown', 'authorization-header-malformed'],
  specificity: 3,
  check: (evidence) => {
    const form = placeholderForm(presentedBearer(evidence) ?? '');
    if (form === undefined) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        { where: 'Authorization header', seen: `Bearer and the word ${form}`, expected: 'Bearer and the access token' },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => 'A placeholder was sent as the access token.',
    why: () =>
      'A variable without a value became text in the header: the token response was not awaited, was read under another name than access_token, or was an error.',
    fix: () => [
      'Look at the line that reads access_token, and check that the token response was awaited and had status 200.',
      'Stop before the request when there is no token.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'undefined',
        evidence: bearerExample({ problem: 'access-token-unknown', authorization: 'Bearer undefined' }),
      },
      { name: 'null', evidence: bearerExample({ problem: 'access-token-unknown', authorization: 'Bearer null' }) },
    ],
    silent: [
      {
        name: 'a token that begins with such a word',
        evidence: bearerExample({ problem: 'access-token-unknown', authorization: 'Bearer nullable-token' }),
      },
      { name: 'a token', evidence: bearerExample({ problem: 'access-token-unknown' }) },
    ],
  },
});
