import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchAlteration, readTheCallback } from './alteration.ts';

/** A token was sent where the code belongs. RFC 6749 section 4.1.3. */
export const otherCredentialAsCode = defineRule({
  cause: 'token-use/wrong-token-of-flow',
  variant: 'other-credential-as-code',
  title: 'Another credential was sent as the code',
  specs: ['RFC 6749 section 4.1.3'],
  needs: ['sent-code'],
  explains: ['code-unknown', 'parameter-malformed'],
  noiseWhen: ['token-use/wrong-token-of-flow:other-step', 'environment/environment-mix-up:token'],
  specificity: 3,
  check: (evidence) => matchAlteration(evidence, ['other-kind']),
  say: {
    what: ({ kind }) => `What was sent as code is another credential: its text says ${kind ?? 'something else'}.`,
    why: () =>
      'The code comes from the callback, and is exchanged once. Tokens come from the response of that exchange, and do not go back.',
    fix: () => ['Send the code parameter of the callback as code.', ...readTheCallback],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a refresh token',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'crt_sandbox_exampleexample' } }),
      },
      {
        name: 'an access token',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'cat_sandbox_exampleexample' } }),
      },
    ],
    silent: [
      {
        name: 'a code that was cut',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'cac_sandbox_exampleexample' } }),
      },
      {
        name: 'a text of another shape',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'crt-example' } }),
      },
    ],
  },
});
