import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchAlteration, readTheCallback } from './alteration.ts';

/** The code lost its end. RFC 6749 section 4.1.3. */
export const codeTruncated = defineRule({
  cause: 'authorization-code/altered-by-client',
  variant: 'truncated',
  title: 'The code is cut off at its end',
  specs: ['RFC 6749 section 4.1.3'],
  needs: ['sent-code'],
  explains: ['code-unknown', 'parameter-malformed'],
  noiseWhen: ['environment/environment-mix-up:token'],
  specificity: 3,
  check: (evidence) => matchAlteration(evidence, ['truncated']),
  say: {
    what: () => 'The code is cut off at its end.',
    why: () =>
      'Codes of this server end in a checksum, which shows a cut before any look-up. A column, a log line or a regular expression that stops at a character is shorter than the code.',
    fix: () => [
      'Look for what holds the code between callback and token request, and give it room for 128 characters.',
      ...readTheCallback,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'half of it',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'cac_sandbox_exampleexample' } }),
      },
      {
        name: 'the beginning alone',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'cac_sandbox' } }),
      },
    ],
    silent: [
      {
        name: 'the whole text of another server',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'example-code-of-another-server' } }),
      },
      {
        name: 'a cut refresh token',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'crt_sandbox_exampleexample' } }),
      },
    ],
  },
});
