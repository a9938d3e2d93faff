import { addressOf } from '../../evidence/address.ts';
import {
  authorizationRequest,
  exampleChallenge as challenge,
  codeRedemption,
  metadata,
  paste,
  refused,
  exampleVerifier as verifier,
} from '../example.ts';
import { givesReason, isAbout, saysAbout } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { failedRedemption, verifierOf } from './flow-of-code.ts';

/** What an answer names beside PKCE where it lists everything that may be wrong. */
const otherReasons = /expired|redirect|already|client/i;

/** One of the two requests has its half of the pair, the other has not. RFC 7636 sections 4.3 and 4.5. */
export const onlyOneHalfSent = defineSign({
  cause: 'pkce/only-one-half-sent',
  variants: {
    'verifier-absent': 'The authorization request has a challenge, and the token request no verifier',
    'challenge-absent': 'The token request has a verifier, and the authorization request no challenge',
  },
  specs: ['RFC 7636 section 4.5'],
  look: function* onlyOneHalfSent(view) {
    const redemption = failedRedemption(view);
    if (redemption === undefined) return;
    if (view.start === undefined) {
      if (saysAbout(redemption, 'pkce') && isWithoutVerifier(redemption) && !otherReasons.test(redemption.text))
        yield {
          variant: 'verifier-absent',
          confidence: 'certain',
          specificity: 3,
          lines: [line('code_verifier', 'none, and the answer speaks of PKCE', 'the code_verifier of this flow')],
        };
      return;
    }
    const isChallenged = view.start.sent('code_challenge') !== undefined;
    const isPkce = isAbout(view, 'pkce');
    if (isChallenged && isWithoutVerifier(redemption)) {
      yield {
        variant: 'verifier-absent',
        confidence: isPkce || isChecked(view, redemption) ? 'certain' : 'likely',
        specificity: 3,
        lines: [
          line('code_verifier', 'none', 'the code_verifier behind the code_challenge of the authorization request'),
        ],
      };
    } else if (!isChallenged && redemption.sent('code_verifier') !== undefined) {
      yield {
        variant: 'challenge-absent',
        confidence: isPkce ? 'certain' : 'likely',
        specificity: isPkce ? 3 : 1,
        lines: [
          line('code_challenge', 'none in the authorization request', 'the hash of the code_verifier that was sent'),
        ],
      };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'verifier-absent',
        confidence: 'likely',
        name: 'the server that redeems the code does not know of the page that began',
        text: paste(
          authorizationRequest({ code_challenge: challenge, code_challenge_method: 'S256' }),
          codeRedemption(),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'verifier-absent',
        confidence: 'certain',
        name: 'a server that is known to compare, and gives no other reason',
        text: paste(
          authorizationRequest(
            { code_challenge: challenge, code_challenge_method: 'S256' },
            'https://accounts.google.com/o/oauth2/v2/auth',
          ),
          codeRedemption({}, {}, 'https://oauth2.googleapis.com/token'),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'verifier-absent',
        confidence: 'likely',
        name: 'a server that is known to compare, and names another reason',
        text: paste(
          authorizationRequest(
            { code_challenge: challenge, code_challenge_method: 'S256' },
            'https://accounts.google.com/o/oauth2/v2/auth',
          ),
          codeRedemption({}, {}, 'https://oauth2.googleapis.com/token'),
          refused('invalid_grant', 'Malformed auth code.'),
        ),
      },
      {
        variant: 'verifier-absent',
        confidence: 'certain',
        name: 'a server whose metadata name the methods that it compares',
        text: paste(
          metadata({ code_challenge_methods_supported: ['S256'] }),
          authorizationRequest({ code_challenge: challenge, code_challenge_method: 'S256' }),
          codeRedemption(),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'verifier-absent',
        confidence: 'likely',
        name: 'an app without secret, which Auth0 tells nothing but that it refuses it',
        text: paste(
          authorizationRequest(
            { code_challenge: challenge, code_challenge_method: 'S256' },
            'https://garden.eu.auth0.com/authorize',
          ),
          codeRedemption({}, {}, 'https://garden.eu.auth0.com/oauth/token'),
          refused('access_denied', 'Unauthorized', 401),
        ),
      },
      {
        variant: 'challenge-absent',
        confidence: 'certain',
        name: 'the verifier alone was sent',
        text: paste(
          authorizationRequest(),
          codeRedemption({ code_verifier: verifier }),
          refused('invalid_grant', 'code_verifier was not expected'),
        ),
      },
    ],
    silent: [
      {
        variant: 'verifier-absent',
        name: 'a user who refuses, and no redemption',
        text: paste(
          authorizationRequest({ code_challenge: challenge, code_challenge_method: 'S256' }),
          'GET https://shop.example/callback?error=access_denied&state=k39fL20fkLsQ',
        ),
      },
      {
        variant: 'verifier-absent',
        name: 'neither half was sent',
        text: paste(authorizationRequest(), codeRedemption(), refused('invalid_grant')),
      },
      {
        variant: 'challenge-absent',
        name: 'a verifier, and nobody saved the authorization request',
        text: paste(codeRedemption({ code_verifier: verifier }), refused('invalid_grant')),
      },
    ],
  }),
});

function isWithoutVerifier(redemption: Seen): boolean {
  const isCut = redemption.parameters.some(({ name, cut }) => name === 'code_verifier' && cut === true);
  return !isCut && verifierOf(redemption) === undefined;
}

/** Tells whether the server is known to compare the two halves, and refuses the code without giving another reason. */
function isChecked(view: View, refused: Seen): boolean {
  const { code, host } = refused;
  const { habits, isOneFlow } = view;
  const compares = habits?.pkce === 'required' || habits?.pkce === 'supported' || namesMethods(view, host);
  return compares && isOneFlow && code === 'invalid_grant' && !givesReason(refused);
}

/** Tells whether the metadata of this very server name methods of challenges. RFC 8414 section 2. */
function namesMethods({ all }: View, host: string): boolean {
  const own = all.filter((one) => addressOf(one.got('token_endpoint') ?? '')?.host === host);
  return own.some((one) => /S256|plain/.test(one.got('code_challenge_methods_supported') ?? ''));
}
