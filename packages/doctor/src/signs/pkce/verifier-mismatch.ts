import { codeChallengeOf } from '@candor/protocol';
import { showValue } from '../../text/value.ts';
import {
  authorizationRequest,
  callback,
  exampleChallenge as challenge,
  codeRedemption,
  paste,
  refused,
  exampleVerifier as verifier,
} from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { encodingOf } from './challenge-encoding.ts';
import { challengesBefore, digest, isBorrowed, isOfUnknownFlow, pairOf } from './flow-of-code.ts';

const otherVerifier = 'Qk93hg8fLs02kdQ1a81kLf93kfh20LsdkfPk39fL20fk';
const otherChallenge = 'x1FkQ3mUAsS2NV0WMCk6vO0Ur4C2sKp1Y2qfUe1yN0A';

/** The verifier is not the one behind the challenge of this flow. RFC 7636 section 4.6. */
export const verifierMismatch = defineSign({
  cause: 'pkce/verifier-mismatch',
  variants: {
    'pair-does-not-fit': 'The hash of the verifier is not the challenge of the authorization request',
    'of-another-request': 'The verifier belongs to another authorization request of the capture',
    'several-flows': 'Several flows were started, and the verifier fits one of them',
  },
  specs: ['RFC 7636 section 4.6'],
  look: function* verifierMismatch(view) {
    const pair = pairOf(view);
    if (pair === undefined) return;
    const made = codeChallengeOf(pair.verifier, view.tools.sha256);
    if (pair.challenge === made) {
      if (!isOfUnknownFlow(view)) return;
      yield {
        variant: 'several-flows',
        confidence: 'likely',
        specificity: 3,
        lines: [
          line(
            'code_challenge',
            `${challengesBefore(view)} authorization requests, each with its own`,
            'the code_verifier of the flow that the code belongs to',
          ),
        ],
        what: 'Several flows were started, and nothing tells to which of them the code belongs; the code_verifier fits one of them only.',
      };
      return;
    }
    const other = ['state', 'nonce'].find((name) => view.start?.sent(name) === pair.verifier);
    if (pair.challenge === pair.verifier || encodingOf(pair, view.tools) !== undefined) return;
    if (!digest.test(pair.challenge) && view.start?.sent('code_challenge_method') !== 'plain') return;
    const isOther = view.before.some((one) => one.sent('code_challenge') === made);
    yield {
      variant: isOther ? 'of-another-request' : 'pair-does-not-fit',
      confidence: (view.isOneFlow && (isOther || !isBorrowed(view))) || other !== undefined ? 'certain' : 'likely',
      specificity: isOther || other !== undefined ? 3 : 2,
      lines: [
        line(
          'code_challenge',
          `${made}  (of the code_verifier that was sent)`,
          `${showValue(pair.challenge)}  (of the authorization request)`,
        ),
      ],
      ...(isOther ? { what: 'The code_verifier belongs to another authorization request of this capture.' } : {}),
      ...(other === undefined ? {} : { what: `The ${other} of this flow was sent as its code_verifier.` }),
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'pair-does-not-fit',
        confidence: 'certain',
        name: 'a verifier that nobody announced',
        text: paste(
          authorizationRequest({ code_challenge: otherChallenge, code_challenge_method: 'S256' }),
          codeRedemption({ code_verifier: `Zk9${otherVerifier.slice(3)}` }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'pair-does-not-fit',
        confidence: 'likely',
        name: 'the challenge of the RFC, as a reporter writes it over another',
        text: paste(
          authorizationRequest({ code_challenge: challenge, code_challenge_method: 'S256' }),
          codeRedemption({ code_verifier: otherVerifier }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'pair-does-not-fit',
        confidence: 'likely',
        name: 'a code that the callback of this login did not bring',
        text: paste(
          authorizationRequest({ code_challenge: challenge, code_challenge_method: 'S256' }),
          callback(),
          codeRedemption({ code: 'Pq02LskdQ1Kd', code_verifier: otherVerifier }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'pair-does-not-fit',
        confidence: 'likely',
        name: 'a verifier that nobody announced, and a code that is too old',
        text: paste(
          authorizationRequest({ code_challenge: challenge, code_challenge_method: 'S256' }),
          codeRedemption({ code_verifier: otherVerifier }),
          refused('invalid_grant', 'the code has expired'),
        ),
      },
      {
        variant: 'pair-does-not-fit',
        confidence: 'certain',
        name: 'the state of the flow in the place of the verifier, and a code that the callback did not bring',
        text: paste(
          authorizationRequest({ code_challenge: challenge, code_challenge_method: 'S256', state: otherVerifier }),
          callback({ state: otherVerifier }),
          codeRedemption({ code: 'Pq02LskdQ1Kd', code_verifier: otherVerifier }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'of-another-request',
        confidence: 'certain',
        name: 'the verifier of the first of two logins',
        text: paste(
          authorizationRequest({ code_challenge: challenge, code_challenge_method: 'S256', state: 'firstLogin0001' }),
          authorizationRequest({ code_challenge: otherChallenge, code_challenge_method: 'S256' }),
          callback(),
          codeRedemption({ code_verifier: verifier }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'several-flows',
        confidence: 'likely',
        name: 'two logins, and a callback that nobody saved',
        text: paste(
          authorizationRequest({ code_challenge: otherChallenge, code_challenge_method: 'S256', state: 'first0001' }),
          authorizationRequest({ code_challenge: challenge, code_challenge_method: 'S256' }),
          codeRedemption({ code_verifier: verifier }),
          refused('invalid_grant'),
        ),
      },
    ],
    silent: [
      {
        variant: 'pair-does-not-fit',
        name: 'the pair of the first of two logins, whose callback came',
        text: paste(
          authorizationRequest({ code_challenge: challenge, code_challenge_method: 'S256' }),
          authorizationRequest({ code_challenge: otherChallenge, code_challenge_method: 'S256', state: 'other0002' }),
          callback(),
          codeRedemption({ code_verifier: verifier }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'pair-does-not-fit',
        name: 'the pair fits',
        text: paste(
          authorizationRequest({ code_challenge: challenge, code_challenge_method: 'S256' }),
          codeRedemption({ code_verifier: verifier }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'pair-does-not-fit',
        name: 'the right hash in hexadecimal',
        text: paste(
          authorizationRequest({
            code_challenge: '13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3',
            code_challenge_method: 'S256',
          }),
          codeRedemption({ code_verifier: verifier }),
          refused('invalid_grant'),
        ),
      },
    ],
  }),
});
