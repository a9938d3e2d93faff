import { authorizationRequest, paste, refused } from '../example.ts';
import { asRegistered } from '../redirect-uri/registered-uri.ts';
import { defineSign } from '../sign.ts';

const cause = 'transport-endpoint/stray-whitespace';

/** White space or quotation marks stand around the redirect URI. RFC 9700 section 2.1. */
export const strayWhitespaceOfRedirectUri = defineSign({
  cause,
  variants: {
    registered: 'White space or quotation marks stand around the redirect URI, and not around the registered one',
  },
  specs: ['RFC 9700 section 2.1'],
  look: (view) => asRegistered(view, cause),
  cases: {
    fires: [
      {
        variant: 'registered',
        name: 'the quotation marks of a settings file',
        text: paste(
          'Registered is https://shop.example/callback',
          authorizationRequest({ redirect_uri: '"https://shop.example/callback"' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
    silent: [
      {
        variant: 'registered',
        name: 'a blank inside the path',
        text: paste(
          'Registered is https://shop.example/callback',
          authorizationRequest({ redirect_uri: 'https://shop.example/call back' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
  },
});
