import { answer, codeRedemption, paste, post, refreshRequest, refused, tokens } from '../example.ts';
import { defineSign } from '../sign.ts';
import { asLikelier, asPossible, secondUse } from './second-use.ts';

const ownTokens = answer(200, { accessToken: 'a81kLs02kdQfk39f', refreshToken: 'Rt93kfh20Lsdk' });

/** The app goes on with a refresh token that was exchanged for a new one. RFC 9700 section 4.14.2. */
export const rotationNotStored = defineSign({
  cause: 'refresh/rotation-not-stored',
  variants: { 'same-token-again': 'A refresh token is sent again after another one took its place' },
  specs: ['RFC 9700 section 4.14.2', 'RFC 6749 section 6'],
  look: function* rotationNotStored(view) {
    const use = secondUse(view);
    if (use !== undefined) yield use.isRace ? asPossible : asLikelier(use);
  },
  cases: () => ({
    fires: [
      {
        variant: 'same-token-again',
        confidence: 'likely',
        name: 'the first token after a restart',
        text: paste(
          refreshRequest(),
          tokens({ refresh_token: 'Rt93kfh20Lsdk' }),
          'After a restart:',
          refreshRequest(),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'same-token-again',
        confidence: 'certain',
        name: 'the first token, and somebody says when',
        text: paste(
          refreshRequest(),
          tokens({ refresh_token: 'Rt93kfh20Lsdk' }),
          'It works, and after 1-2 days it does no more:',
          refreshRequest(),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'same-token-again',
        confidence: 'likely',
        name: 'the first token again, at an endpoint of its own',
        text: paste(
          ownRefresh('Rt8fk39fL02kd'),
          ownTokens,
          ownRefresh('Rt8fk39fL02kd'),
          answer(401, { message: 'Invalid' }),
        ),
      },
      {
        variant: 'same-token-again',
        confidence: 'likely',
        name: 'the first token goes on after a new login has brought another',
        text: paste(
          refreshRequest(),
          refused('invalid_grant'),
          codeRedemption(),
          tokens({ refresh_token: 'Rt93kfh20Lsdk' }),
          refreshRequest(),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'same-token-again',
        confidence: 'certain',
        name: 'the first token hours later',
        text: hoursLater(refused('invalid_grant')),
      },
      {
        variant: 'same-token-again',
        confidence: 'certain',
        name: 'the first token hours later, under the code for clients, and the text names the token',
        text: hoursLater(refused('unauthorized_client', 'refresh_token is invalid', 403)),
      },
      {
        variant: 'same-token-again',
        confidence: 'likely',
        name: 'the first token hours later, and the client is refused',
        text: hoursLater(refused('invalid_client', undefined, 401)),
      },
      {
        variant: 'same-token-again',
        confidence: 'certain',
        name: 'the first token hours later, on many devices',
        text: paste(
          hoursLater(refused('invalid_grant')),
          'This happens on many of our devices. Not at once, only later.',
        ),
      },
      {
        variant: 'same-token-again',
        confidence: 'certain',
        name: 'calls of asynchronous code that are far apart',
        text: paste(
          refreshRequest(),
          tokens({ refresh_token: 'Rt93kfh20Lsdk' }),
          refreshRequest(),
          refused('invalid_grant'),
          'The code is asynchronous. Both refresh calls are an hour apart.',
        ),
      },
      {
        variant: 'same-token-again',
        confidence: 'likely',
        name: 'many devices, and a token that is saved once',
        text: paste(
          refreshRequest(),
          tokens({ refresh_token: 'Rt93kfh20Lsdk' }),
          refreshRequest(),
          refused('invalid_grant'),
          'Our app runs on many user devices. We save the first refresh token in the database and never the new one.',
        ),
      },
    ],
    silent: [
      {
        variant: 'same-token-again',
        name: 'the new token, at an endpoint of its own',
        text: paste(
          ownRefresh('Rt8fk39fL02kd'),
          ownTokens,
          ownRefresh('Rt93kfh20Lsdk'),
          answer(401, { message: 'Invalid' }),
        ),
      },
      {
        variant: 'same-token-again',
        name: 'a new login of another client',
        text: paste(
          refreshRequest(),
          refused('invalid_grant'),
          codeRedemption({ client_id: 'garden' }),
          tokens({ refresh_token: 'Rt93kfh20Lsdk' }),
          refreshRequest(),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'same-token-again',
        name: 'an answer without refresh token, which leaves the old one in force',
        text: paste(refreshRequest(), tokens(), refreshRequest(), refused('invalid_grant')),
      },
    ],
  }),
});

/** The refresh of an app's own login, which has no grant. */
function ownRefresh(refreshToken: string): string {
  return post('https://shop.example/auth/refresh', JSON.stringify({ refreshToken }), {
    'Content-Type': 'application/json',
  });
}

/** The first refresh token, sent again four hours after it was replaced. */
function hoursLater(end: string): string {
  const first = tokens({ refresh_token: 'Rt93kfh20Lsdk' }, { Date: 'Tue, 03 Mar 2026 10:00:00 GMT' });
  return paste(refreshRequest(), first, refreshRequest(), end.replace('\n', '\nDate: Tue, 03 Mar 2026 14:00:00 GMT\n'));
}
