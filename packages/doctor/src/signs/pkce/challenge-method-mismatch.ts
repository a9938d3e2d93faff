import { codeChallengeOf } from '@candor/protocol';
import { showValue } from '../../text/value.ts';
import {
  authorizationRequest,
  exampleChallenge as challenge,
  codeRedemption,
  paste,
  refused,
  exampleVerifier as verifier,
} from '../example.ts';
import { isAbout, saysAbout } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import { failedAuthorization, isOfUnknownFlow, pairOf, wellFormedVerifier } from './flow-of-code.ts';

type Variant = 'method-absent' | 'method-other' | 'pair-fits';

/** What was sent as the challenge is not what code_challenge_method says. RFC 7636 sections 4.2 and 4.3. */
export const challengeMethodMismatch = defineSign<Variant>({
  cause: 'pkce/challenge-method-mismatch',
  variants: {
    'method-absent': 'No code_challenge_method was sent, which means plain',
    'method-other': 'The code_challenge_method is not S256',
    'pair-fits': 'The pair fits by S256, and the server refuses it',
  },
  specs: ['RFC 7636 section 4.3'],
  look: function* challengeMethodMismatch(view) {
    const isPkce = isAbout(view, 'pkce');
    const request = failedAuthorization(view);
    const asked = request?.sent('code_challenge_method');
    if (request?.sent('code_challenge') !== undefined && asked !== 'S256') {
      if (isPkce || request.code === 'invalid_request') yield ofMethod(asked, isPkce ? 'certain' : 'likely');
    }
    const pair = pairOf(view);
    if (pair === undefined) return;
    const method = view.start?.sent('code_challenge_method');
    if (pair.challenge !== codeChallengeOf(pair.verifier, view.tools.sha256) || isOfUnknownFlow(view)) return;
    // Without a method the two are compared as they are (RFC 7636 section 4.3), and they differ.
    const isProved =
      method === undefined && /^(?:invalid_grant|invalid_request|server_error)$/.test(view.subject?.code ?? '');
    if (method !== 'S256') yield ofMethod(method, isPkce || isProved ? 'certain' : 'likely');
    else if (saysAbout(view.subject, 'pkce') && wellFormedVerifier.test(pair.verifier)) {
      yield {
        ...ofMethod('S256', 'likely'),
        specificity: 1,
        variant: 'pair-fits',
        what: 'The pair fits by S256, and the server compares it by another method.',
      };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'method-absent',
        confidence: 'certain',
        name: 'a challenge without method',
        text: paste(
          authorizationRequest({ code_challenge: challenge }),
          refused('invalid_request', 'transform algorithm not supported for this code_challenge'),
        ),
      },
      {
        variant: 'method-absent',
        confidence: 'certain',
        name: 'the server breaks off without a reason',
        text: paste(
          authorizationRequest({ code_challenge: challenge }),
          codeRedemption({ code_verifier: verifier }),
          refused('server_error'),
        ),
      },
      {
        variant: 'method-absent',
        confidence: 'likely',
        name: 'the answer gives another reason',
        text: paste(
          authorizationRequest({ code_challenge: challenge }),
          codeRedemption({ code_verifier: verifier }),
          refused('invalid_grant', 'Code has expired'),
        ),
      },
      {
        variant: 'method-other',
        confidence: 'certain',
        name: 'the method in small letters',
        text: paste(
          authorizationRequest({ code_challenge: challenge, code_challenge_method: 's256' }),
          refused('invalid_request', 'code_challenge_method is not one that is known'),
        ),
      },
      {
        variant: 'pair-fits',
        confidence: 'likely',
        name: 'the server compares plain texts',
        text: paste(
          authorizationRequest({ code_challenge: challenge, code_challenge_method: 'S256' }),
          codeRedemption({ code_verifier: verifier }),
          refused('invalid_grant', 'the code_verifier was not accepted'),
        ),
      },
    ],
    silent: [
      {
        variant: 'pair-fits',
        name: 'the pair fits, and the answer does not speak of it',
        text: paste(
          authorizationRequest({ code_challenge: challenge, code_challenge_method: 'S256' }),
          codeRedemption({ code_verifier: verifier }),
          refused('invalid_grant', 'Code has expired'),
        ),
      },
    ],
  }),
});

function ofMethod(method: string | undefined, confidence: 'certain' | 'likely'): Shown<Variant> {
  return {
    variant: method === undefined ? 'method-absent' : 'method-other',
    confidence,
    specificity: 3,
    lines: [
      line('code_challenge_method', method === undefined ? 'none, which means plain' : showValue(method), 'S256'),
    ],
  };
}
