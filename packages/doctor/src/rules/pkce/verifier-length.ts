import { sentValue } from '../../evidence/sent.ts';
import { countOf } from '../../text/secret.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The verifier is shorter than 43 or longer than 128 characters. RFC 7636 section 4.1. */
export const verifierLength = defineRule({
  cause: 'pkce/verifier-format',
  variant: 'verifier-length',
  title: 'The code_verifier is too short or too long',
  specs: ['RFC 7636 section 4.1'],
  needs: ['sent-code-verifier'],
  explains: ['code-verifier-malformed'],
  noiseWhen: ['pkce/verifier-mismatch:verifier-is-state'],
  check: (evidence) => {
    const length = sentValue(evidence, 'code_verifier')?.length ?? 0;
    if (length >= 43 && length <= 128) return undefined;
    return {
      confidence: 'certain',
      evidence: [{ where: 'code_verifier', seen: countOf(length, 'character'), expected: '43 to 128 characters' }],
      facts: { length },
    };
  },
  say: {
    what: ({ length }) =>
      `The code_verifier has ${countOf(length, 'character')}, and ${length < 43 ? 'needs at least 43' : 'may have at most 128'}.`,
    why: ({ length }) =>
      length < 43
        ? 'A short verifier could be guessed from its hash, so RFC 7636 section 4.1 wants at least 43 characters: 32 random bytes as base64url.'
        : 'RFC 7636 section 4.1 ends a verifier at 128 characters. 96 random bytes as base64url are exactly that.',
    fix: () => [
      "Create the verifier from 32 random bytes: randomBytes(32).toString('base64url') gives 43 characters.",
      'Start a new authorization with a challenge of that verifier.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a random text of 32 characters',
        evidence: codeExample({ problem: 'code-verifier-malformed', parameters: { code_verifier: 'a'.repeat(32) } }),
      },
      {
        name: '129 characters',
        evidence: codeExample({ problem: 'code-verifier-malformed', parameters: { code_verifier: 'a'.repeat(129) } }),
      },
    ],
    silent: [
      {
        name: 'the shortest length, with a character that is not allowed',
        evidence: codeExample({
          problem: 'code-verifier-malformed',
          parameters: { code_verifier: `${'a'.repeat(42)}+` },
        }),
      },
      {
        name: 'no verifier at all',
        evidence: codeExample({ problem: 'code-verifier-missing', parameters: { code_verifier: undefined } }),
      },
    ],
  },
});
