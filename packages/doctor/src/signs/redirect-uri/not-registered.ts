import { authorizationRequest, paste, refused, registration } from '../example.ts';
import { defineSign } from '../sign.ts';
import { differenceFromRegistered } from './registered-uri.ts';

/** The redirect URI is another address than the one that somebody says is registered. RFC 9700 section 2.1. */
export const notRegistered = defineSign({
  cause: 'redirect-uri/not-registered',
  variants: { unlike: 'The redirect URI differs from the one that is said to be registered in more than one place' },
  specs: ['RFC 9700 section 2.1'],
  look: function* notRegistered(view) {
    const difference = differenceFromRegistered(view);
    if (difference?.isFar !== true) return;
    const confidence = difference.isNamed ? 'likely' : 'possible';
    yield { variant: 'unlike', confidence, lines: [difference.line] };
  },
  cases: () => ({
    fires: [
      {
        variant: 'unlike',
        confidence: 'likely',
        name: 'the address of the app in production is registered',
        text: paste(
          'Registered is https://shop.example/auth/callback',
          authorizationRequest({ redirect_uri: 'http://localhost:3000/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
    silent: [
      {
        variant: 'unlike',
        name: 'another path alone',
        text: paste(
          'Registered is https://shop.example/auth/callback',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'unlike',
        name: 'what the client registered in this capture',
        text: paste(
          registration('https://shop.example/callback'),
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
  }),
});
