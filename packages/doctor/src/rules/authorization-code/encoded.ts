import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchAlteration, readTheCallback } from './alteration.ts';

/** The code is still percent-encoded: it was encoded twice, or decoded never. RFC 3986 section 2.4. */
export const codeEncoded = defineRule({
  cause: 'authorization-code/altered-by-client',
  variant: 'encoded',
  title: 'The code is still percent-encoded',
  specs: ['RFC 6749 section 4.1.3', 'RFC 3986 section 2.4'],
  needs: ['sent-code'],
  explains: ['code-unknown', 'parameter-malformed'],
  noiseWhen: ['environment/environment-mix-up:token'],
  specificity: 3,
  check: (evidence) => matchAlteration(evidence, ['encoded']),
  say: {
    what: () => 'The code is still percent-encoded.',
    why: () =>
      'A form is decoded once, and what is left still has %-escapes. The app took the code from the raw query, where it is encoded, or encoded it and handed it to a form builder, which encodes it again.',
    fix: () => readTheCallback,
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'encoded twice',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'example%2Dcode%2D0001' } }),
      },
      {
        name: 'a whole code with one escape',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'cac_sandbox_example%2Dexample' } }),
      },
    ],
    silent: [
      {
        name: 'a per cent sign that escapes nothing',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'example%code' } }),
      },
      {
        name: 'a code without escapes',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'example-code-0001' } }),
      },
    ],
  },
});
