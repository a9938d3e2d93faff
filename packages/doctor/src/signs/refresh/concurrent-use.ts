import { paste, refreshRequest, refused, tokens } from '../example.ts';
import { defineSign } from '../sign.ts';
import { asLikelier, asPossible, secondUse } from './second-use.ts';

/** Two callers used one rotating refresh token at once. RFC 9700 section 4.14.2. */
export const concurrentUse = defineSign({
  cause: 'refresh/concurrent-use',
  variants: { 'same-token-again': 'Two callers send the same refresh token at once' },
  specs: ['RFC 9700 section 4.14.2'],
  look: function* concurrentUse(view) {
    const use = secondUse(view);
    if (use !== undefined) yield use.isRace ? asLikelier(use) : asPossible;
  },
  cases: () => ({
    fires: [
      {
        variant: 'same-token-again',
        confidence: 'certain',
        name: 'two programs, by the names that they give themselves',
        text: paste(
          `${refreshRequest().replace('\n\n', '\nUser-Agent: shop-desktop\n\n')}`,
          tokens({ refresh_token: 'Rt93kfh20Lsdk' }),
          `${refreshRequest().replace('\n\n', '\nUser-Agent: shop-sync/2.1\n\n')}`,
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'same-token-again',
        confidence: 'certain',
        name: 'two workers',
        text: paste(
          refreshRequest(),
          tokens({ refresh_token: 'Rt93kfh20Lsdk' }),
          refreshRequest(),
          refused('invalid_grant'),
          'Two workers renew the tokens of this user.',
        ),
      },
      {
        variant: 'same-token-again',
        confidence: 'certain',
        name: 'a server that answers with the sentence of the RFC, which names all that may be wrong with a grant',
        text: paste(
          refreshRequest(),
          tokens({ refresh_token: 'Rt93kfh20Lsdk' }),
          refreshRequest(),
          refused(
            'invalid_grant',
            'The refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
          ),
          'Both calls of the app renew it at once.',
        ),
      },
      {
        variant: 'same-token-again',
        confidence: 'certain',
        name: 'two tabs, in another language',
        text: paste(
          refreshRequest(),
          tokens({ refresh_token: 'Rt93kfh20Lsdk' }),
          refreshRequest(),
          refused('invalid_grant'),
          'Zwei Reiter erneuern gleichzeitig.',
        ),
      },
      {
        variant: 'same-token-again',
        confidence: 'likely',
        name: 'two workers, and a place where the token is kept',
        text: paste(
          refreshRequest(),
          tokens({ refresh_token: 'Rt93kfh20Lsdk' }),
          refreshRequest(),
          refused('invalid_grant'),
          'Two workers read the token from the database.',
        ),
      },
    ],
    silent: [
      {
        variant: 'same-token-again',
        name: 'a refresh token that was given once only',
        text: paste(refreshRequest(), refused('invalid_grant'), 'Both calls of the page ask for new tokens.'),
      },
      {
        variant: 'same-token-again',
        name: 'a second refresh at once, with the token of the first',
        text: paste(
          refreshRequest(),
          tokens({ refresh_token: 'Rt93kfh20Lsdk' }),
          refreshRequest({ refresh_token: 'Rt93kfh20Lsdk' }),
          refused('invalid_grant'),
          'Two workers renew the tokens of this user.',
        ),
      },
    ],
  }),
});
