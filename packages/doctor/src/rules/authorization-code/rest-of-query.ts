import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchAlteration, readTheCallback } from './alteration.ts';

/** The rest of the callback's query was taken with the code. RFC 6749 section 4.1.2. */
export const codeWithRestOfQuery = defineRule({
  cause: 'authorization-code/altered-by-client',
  variant: 'rest-of-query',
  title: 'The code has other parameters of the callback attached',
  specs: ['RFC 6749 section 4.1.2'],
  needs: ['sent-code'],
  explains: ['code-unknown', 'parameter-malformed'],
  noiseWhen: ['environment/environment-mix-up:token'],
  specificity: 3,
  check: (evidence) => matchAlteration(evidence, ['rest-of-query']),
  say: {
    what: () => 'The code has other parameters of the callback attached.',
    why: () =>
      'The callback address carries code, state and iss side by side. A regular expression or a split at "code=" takes everything that follows, not the one value.',
    fix: () => readTheCallback,
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the state follows',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'example-code-0001&state=x' } }),
      },
      {
        name: 'the name stands before it',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'code=example-code-0001' } }),
      },
    ],
    silent: [
      {
        name: 'an ampersand without a name',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'example-code&0001' } }),
      },
      {
        name: 'a code that is only encoded',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'example%2Dcode%2D0001' } }),
      },
    ],
  },
});
