import { authorizationExample, exampleChallenge } from '../example.ts';
import { defineRule } from '../rule.ts';
import { challengeLine, encodeTheDigest, sentChallenge } from './challenge-forms.ts';

/** The challenge is in the alphabet of standard base64. RFC 7636 section 4.2. */
export const challengeStandardBase64 = defineRule({
  cause: 'pkce/challenge-encoding',
  variant: 'challenge-standard-base64',
  title: 'The code_challenge is standard base64, not base64url',
  specs: ['RFC 7636 section 4.2', 'RFC 4648 section 5'],
  needs: ['request'],
  explains: ['code-challenge-malformed'],
  check: (evidence) => {
    const challenge = sentChallenge(evidence);
    if (challenge === undefined || !/^[A-Za-z0-9+/ ]{43}={0,2}$/.test(challenge)) return undefined;
    if (!/[+/ ]/.test(challenge)) return undefined;
    const right = challenge.slice(0, 43).replace(/[+ ]/g, '-').replaceAll('/', '_');
    const remark = challenge.includes(' ') ? 'has + that was read as a space' : 'has + or /';
    return { confidence: 'certain', evidence: [challengeLine(challenge, remark, right)], facts: undefined };
  },
  say: {
    what: () => 'The code_challenge is encoded with standard base64 in place of base64url.',
    why: () =>
      'Where base64url has - and _, standard base64 has + and /, which mean something else in an address. RFC 7636 section 4.2 asks for base64url without padding.',
    fix: () => encodeTheDigest,
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'plus and padding',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: `${exampleChallenge.replace('-', '+')}=` },
        }),
      },
      {
        name: 'the plus became a space on the way',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: exampleChallenge.replace('-', ' ') },
        }),
      },
    ],
    silent: [
      {
        name: 'base64url with padding',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: `${exampleChallenge}=` },
        }),
      },
      {
        name: 'a plus in a text of another length',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: 'my+challenge' },
        }),
      },
    ],
  },
});
