import { authorizationExample, exampleChallenge } from '../example.ts';
import { defineRule } from '../rule.ts';
import { challengeLine, sentChallenge } from './challenge-forms.ts';

/** The challenge ends in the padding of base64. RFC 7636 sections 4.2 and 3. */
export const challengePadded = defineRule({
  cause: 'pkce/challenge-encoding',
  variant: 'challenge-padded',
  title: 'The code_challenge ends in base64 padding',
  specs: ['RFC 7636 section 4.2', 'RFC 7636 appendix A'],
  needs: ['request'],
  explains: ['code-challenge-malformed'],
  check: (evidence) => {
    const challenge = sentChallenge(evidence);
    if (challenge === undefined || !/^[A-Za-z0-9_-]{43}={1,2}$/.test(challenge)) return undefined;
    return {
      confidence: 'certain',
      evidence: [challengeLine(challenge, 'ends in =', challenge.slice(0, 43))],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The code_challenge ends in =, the padding of base64.',
    why: () =>
      'RFC 7636 defines BASE64URL without padding (section 3), so a challenge is 43 characters long and has no = at its end.',
    fix: () => [
      'Remove the = at the end: challenge.replace(/=+$/, "") in JavaScript, .rstrip("=") in Python, or an encoder without padding.',
      'Start the authorization again with the new challenge.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'one padding character',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: `${exampleChallenge}=` },
        }),
      },
      {
        name: 'two padding characters',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: `${exampleChallenge}==` },
        }),
      },
    ],
    silent: [
      {
        name: 'padding and the alphabet of standard base64, which is the greater mistake',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: `${exampleChallenge.replace('-', '+')}=` },
        }),
      },
      {
        name: 'an escaped padding character, which is another length',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: `${exampleChallenge}%3D` },
        }),
      },
    ],
  },
});
