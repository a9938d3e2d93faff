import { encodeBase64url } from '@candor/protocol';
import { codeChallengeOfFlow } from '../../evidence/flow.ts';
import { sentValue } from '../../evidence/sent.ts';
import type { Tools } from '../../tools.ts';
import { codeExample, exampleAuthorization, exampleVerifier } from '../example.ts';
import { defineRule } from '../rule.ts';
import { bytesOf, decodeAnyBase64, encodeTheDigest } from './challenge-forms.ts';

/** The challenge hashes the bytes behind the verifier in place of its text. RFC 7636 section 4.2. */
export const hashOfDecodedBytes = defineRule({
  cause: 'pkce/challenge-encoding',
  variant: 'hash-of-decoded-bytes',
  title: 'The code_challenge hashes the bytes behind the code_verifier, not its text',
  specs: ['RFC 7636 section 4.2'],
  needs: ['sent-code-verifier', 'code-challenge-of-the-flow'],
  explains: ['code-verifier-mismatch', 'code-burnt'],
  specificity: 3,
  check: (evidence, tools) => {
    const verifier = sentValue(evidence, 'code_verifier') ?? '';
    const challenge = codeChallengeOfFlow(evidence);
    const decoded = bytesBehind(verifier).find((bytes) => hashText(bytes, tools) === challenge);
    if (decoded === undefined) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code_challenge',
          seen: `the hash of the ${decoded.length} bytes that the code_verifier encodes`,
          expected: `the hash of the ${verifier.length} characters of the code_verifier`,
        },
      ],
      facts: { bytes: decoded.length, characters: verifier.length },
    };
  },
  say: {
    what: () => 'The code_challenge was made from the bytes behind the code_verifier, not from its text.',
    why: ({ bytes, characters }) =>
      `RFC 7636 section 4.2 hashes ASCII(code_verifier): the ${characters} characters that are sent later. The app hashed the ${bytes} random bytes before they were encoded, which gives another hash.`,
    fix: () => ['Encode the random bytes to the code_verifier first, and hash that text.', ...encodeTheDigest],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the random bytes were hashed before they were encoded',
        evidence: (tools) =>
          codeExample({
            problem: 'code-verifier-mismatch',
            known: exampleAuthorization({
              codeChallenge: hashText(bytesOf(decodeAnyBase64(exampleVerifier) ?? ''), tools),
            }),
          })(tools),
      },
      {
        name: 'the verifier is hexadecimal, and its bytes were hashed',
        evidence: (tools) =>
          codeExample({
            problem: 'code-verifier-mismatch',
            parameters: { code_verifier: '0f'.repeat(32) },
            known: exampleAuthorization({ codeChallenge: hashText(new Uint8Array(32).fill(15), tools) }),
          })(tools),
      },
    ],
    silent: [
      {
        name: 'the bytes of another verifier were hashed',
        evidence: (tools) =>
          codeExample({
            problem: 'code-verifier-mismatch',
            known: exampleAuthorization({ codeChallenge: hashText(new Uint8Array(32), tools) }),
          })(tools),
      },
      {
        name: 'the verifier belongs to another flow',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          parameters: { code_verifier: 'a'.repeat(43) },
          known: exampleAuthorization(),
        }),
      },
    ],
  },
});

function bytesBehind(verifier: string): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  if (/^(?:[0-9a-fA-F]{2})+$/.test(verifier)) {
    found.push(Uint8Array.from(verifier.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16)));
  }
  const decoded = decodeAnyBase64(verifier);
  if (decoded !== undefined) found.push(bytesOf(decoded));
  return found;
}

function hashText(bytes: Uint8Array, tools: Pick<Tools, 'sha256'>): string {
  return encodeBase64url(tools.sha256(bytes));
}
