import { codeChallengeOf } from '@candor/protocol';
import { authorizationRequest, codeRedemption, examplePair, paste, refused } from '../example.ts';
import { isAbout, saysAbout } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { View } from '../view.ts';
import { failedRedemption, pairOf, verifierOf, wellFormedVerifier } from './flow-of-code.ts';

const short = {
  verifier: examplePair.verifier.slice(0, 32),
  challenge: 'G1PsPRsSV91pyhoUalE6dQscZVBp6f6Gzj584MqYN9M',
};

/** The verifier is too short or too long; wrong characters are the affair of a rule. RFC 7636 section 4.1. */
export const verifierFormat = defineSign({
  cause: 'pkce/verifier-format',
  variants: {
    length: 'The verifier has fewer than 43 or more than 128 characters',
  },
  specs: ['RFC 7636 section 4.1'],
  look: function* verifierFormat(view) {
    const verifier = verifierOf(failedRedemption(view));
    if (verifier === undefined || /[^A-Za-z0-9._~-]/.test(verifier) || wellFormedVerifier.test(verifier)) return;
    yield {
      variant: 'length',
      confidence: saysAbout(view.subject, 'pkce') || isAloneWrong(view) ? 'certain' : 'likely',
      lines: [line('code_verifier', `${verifier.length} characters`, '43 to 128 of A-Z a-z 0-9 - . _ ~')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'length',
        confidence: 'likely',
        name: '32 characters',
        text: paste(codeRedemption({ code_verifier: examplePair.verifier.slice(0, 32) }), 'The login fails here.'),
      },
      {
        variant: 'length',
        confidence: 'certain',
        name: '32 characters behind their own challenge, and the failure is about PKCE',
        text: paste(
          authorizationRequest({ code_challenge: short.challenge, code_challenge_method: 'S256' }),
          codeRedemption({ code_verifier: short.verifier }),
          'The PKCE verification fails here.',
        ),
      },
    ],
    silent: [
      {
        variant: 'length',
        name: '43 characters, the fewest that are allowed',
        text: paste(codeRedemption({ code_verifier: examplePair.verifier }), refused('invalid_grant')),
      },
      {
        variant: 'length',
        name: 'each of the four signs that are allowed',
        text: paste(
          codeRedemption({ code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk.~' }),
          refused('invalid_grant'),
        ),
      },
    ],
  }),
});

/** Tells whether the failure is about PKCE, and the two halves belong together, so that only the form is left. */
function isAloneWrong(view: View): boolean {
  const pair = pairOf(view);
  return (
    pair !== undefined && isAbout(view, 'pkce') && codeChallengeOf(pair.verifier, view.tools.sha256) === pair.challenge
  );
}
