import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchAlteration, readTheCallback } from './alteration.ts';

/** The code was decoded once too often or too seldom. RFC 3986 section 2.4, RFC 6749 appendix B. */
export const codeEncoded = defineRule({
  cause: 'authorization-code/altered-by-client',
  variant: 'encoded',
  title: 'The code was encoded or decoded once too often',
  specs: ['RFC 6749 section 4.1.3', 'RFC 3986 section 2.4'],
  needs: ['sent-code'],
  explains: ['code-unknown', 'parameter-malformed'],
  noiseWhen: ['environment/environment-mix-up:token'],
  specificity: 3,
  check: (evidence) => matchAlteration(evidence, ['encoded', 'blank']),
  say: {
    what: ({ how }) =>
      how === 'blank' ? 'The code has a blank inside, where a + has stood.' : 'The code is still percent-encoded.',
    why: ({ how }) =>
      how === 'blank'
        ? 'In a form + means a blank (RFC 6749 appendix B). A + that belongs to a value has to be sent as %2B, which a form builder does by itself.'
        : 'A form is decoded once, and what is left still has %-escapes. The app took the code from the raw query, where it is encoded, or encoded it and handed it to a form builder, which encodes it again.',
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
        name: 'a blank inside',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'example code' } }),
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
