import { codeRedemption, examplePair, paste, refused } from '../example.ts';
import { saysAbout } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import { failedRedemption, verifierOf, wellFormedVerifier } from './flow-of-code.ts';

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
      confidence: saysAbout(view.subject, 'pkce') ? 'certain' : 'likely',
      lines: [line('code_verifier', `${verifier.length} characters`, '43 to 128 of A-Z a-z 0-9 - . _ ~')],
    };
  },
  cases: {
    fires: [
      {
        variant: 'length',
        confidence: 'likely',
        name: '32 characters',
        text: paste(codeRedemption({ code_verifier: examplePair.verifier.slice(0, 32) }), 'The login fails here.'),
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
  },
});
