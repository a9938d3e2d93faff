import { sentValue } from '../../evidence/sent.ts';
import { countOf } from '../../text/secret.ts';
import { showInvisible } from '../../text/value.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The verifier has characters that are not unreserved. RFC 7636 section 4.1. */
export const verifierAlphabet = defineRule({
  cause: 'pkce/verifier-format',
  variant: 'verifier-alphabet',
  title: 'The code_verifier has characters that are not allowed',
  specs: ['RFC 7636 section 4.1'],
  needs: ['sent-code-verifier'],
  explains: ['code-verifier-malformed'],
  noiseWhen: ['pkce/verifier-mismatch:verifier-is-state'],
  specificity: 3,
  check: (evidence) => {
    const verifier = sentValue(evidence, 'code_verifier') ?? '';
    const outside = [...new Set(Array.from(verifier.replace(/[A-Za-z0-9._~-]/g, '')))].slice(0, 6);
    if (outside.length === 0) return undefined;
    const fromBase64 = outside.every((one) => '+/= '.includes(one));
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code_verifier',
          seen: `${countOf(verifier.length, 'character')}, among them ${outside.map(showInvisible).join(' ')}`,
          expected: 'only A-Z a-z 0-9 - . _ ~',
        },
      ],
      facts: { fromBase64 },
    };
  },
  say: {
    what: ({ fromBase64 }) =>
      fromBase64
        ? 'The code_verifier is standard base64, with + / or = in it.'
        : 'The code_verifier has characters that are not allowed in it.',
    why: () =>
      'A verifier consists of letters, digits, hyphen, full stop, underscore and tilde alone (RFC 7636 section 4.1), so that no encoding on the way can change it.',
    fix: () => [
      "Create the verifier as base64url without padding: randomBytes(32).toString('base64url').",
      'Start a new authorization with a challenge of that verifier.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'standard base64 with padding',
        evidence: codeExample({
          problem: 'code-verifier-malformed',
          parameters: { code_verifier: `${'ab+/'.repeat(11)}=` },
        }),
      },
      {
        name: 'a line break at the end',
        evidence: codeExample({
          problem: 'code-verifier-malformed',
          parameters: { code_verifier: `${'a'.repeat(43)}\n` },
        }),
      },
    ],
    silent: [
      {
        name: 'all allowed characters, too short',
        evidence: codeExample({ problem: 'code-verifier-malformed', parameters: { code_verifier: 'a-b.c_d~e' } }),
      },
      {
        name: 'a right verifier of another flow',
        evidence: codeExample({ problem: 'code-verifier-mismatch' }),
      },
    ],
  },
});
