import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { type Alteration, matchAlteration, readTheCallback } from './alteration.ts';

const what: Readonly<Partial<Record<Alteration, string>>> = {
  decorated: 'The code has white space or quotation marks around it.',
  'too-long': 'The code has text attached at its end.',
  altered: 'The code was altered: its checksum does not fit.',
};

/** The code is not the text that the callback delivered, in another way than the finer rules know. RFC 6749 section 4.1.3. */
export const alteredByClient = defineRule({
  cause: 'authorization-code/altered-by-client',
  variant: 'altered',
  title: 'The code is not what the callback delivered',
  specs: ['RFC 6749 section 4.1.3'],
  needs: ['sent-code'],
  explains: ['code-unknown', 'parameter-malformed'],
  noiseWhen: ['environment/environment-mix-up:token'],
  specificity: 3,
  check: (evidence) => matchAlteration(evidence, ['decorated', 'too-long', 'altered']),
  say: {
    what: ({ how }) => what[how] ?? 'The code is not what the callback delivered.',
    why: () =>
      'A code is looked up as it is sent, so that each character counts. Trimming, changing the case or copying by hand changes it.',
    fix: () => readTheCallback,
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'quotation marks around it',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: '"cac_sandbox_exampleexample"' } }),
      },
      {
        name: 'text attached at its end',
        evidence: codeExample({
          problem: 'code-unknown',
          parameters: { code: 'cac_sandbox_example0example0example0example0example0example0example0example0example0' },
        }),
      },
    ],
    silent: [
      {
        name: 'cut off',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'cac_sandbox_exampleexample' } }),
      },
      {
        name: 'a code of another shape, which nobody altered',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'example-code-of-another-server' } }),
      },
    ],
  },
});
