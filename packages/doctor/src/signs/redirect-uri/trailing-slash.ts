import { isInternal } from '../../evidence/address.ts';
import { showValue } from '../../text/value.ts';
import { authorizationRequest, paste, refused, registration } from '../example.ts';
import { defineSign } from '../sign.ts';
import { asRegistered } from './registered-uri.ts';
import { suspectedBeforeCode, uriLine } from './uri-in-question.ts';

type Variant = 'registered' | 'bare-origin';

const cause = 'redirect-uri/trailing-slash';

/** A slash at the end on one side only. RFC 9700 section 2.1. */
export const trailingSlash = defineSign<Variant>({
  cause,
  variants: {
    registered:
      'The redirect URI that the capture says is registered has a slash at its end and the one that was sent has none, or the reverse',
    'bare-origin': 'The redirect URI has no path, so that a slash at its end is easily added or lost',
  },
  specs: ['RFC 9700 section 2.1'],
  look: function* trailingSlash(view) {
    yield* asRegistered(view, cause);
    const asked = suspectedBeforeCode(view);
    if (asked === undefined) return;
    const { uri, address, isNamed } = asked;
    const isBareOrigin = ['', '/'].includes(address.path) && address.query === '';
    if (!isBareOrigin || isInternal(address.host) || !/^[a-z0-9.-]+$/.test(address.host)) return;
    yield {
      variant: 'bare-origin',
      confidence: isNamed ? 'likely' : 'possible',
      specificity: 1,
      lines: [
        uriLine(
          showValue(uri),
          'with and without the slash at the end are two addresses',
          'as a registration usually has it',
        ),
      ],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'a line of a log that has both by name',
        text: 'level=warn msg="invalid redirect uri" registered=https://shop.example/callback requested=https://shop.example/callback/',
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the list of a console, which numbers its lines and ends its heading without a colon',
        text: 'Error 400: redirect_uri_mismatch\nRequest details: redirect_uri=https://shop.example/callback/\nAuthorised redirect URIs\nURIs 1\nhttps://shop.example/callback',
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'a login, and a line that names what it refuses and what it has',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/callback/' }),
          '2026-03-03T10:00:00Z error redirect_uri https://shop.example/callback/ is not registered; registered: https://shop.example/callback',
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'what the client has at the provider, told by its owner',
        text: paste(
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
          'I use https://shop.example/callback/ as redirect URL in the OIDC provider.',
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the second of a list in the answer',
        text: paste(
          authorizationRequest(),
          refused(
            'invalid_request',
            'redirect_uri is not in the list that is allowed: [http://localhost:9000/ https://shop.example/callback/]',
          ),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'registered with it',
        text: paste(
          registration('https://shop.example/callback/'),
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'a list of what is registered, under a heading',
        text: paste(
          'Redirect URLs:\n- https://shop.example/\n- https://shop.example/login\n- https://shop.example/callback/',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the page is named, and said to be on the list just so',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example' }),
          refused('invalid_request', 'redirect_uri is not registered'),
          'The shop is at https://shop.example/ and exactly that URL is in the allow list of the client.',
        ),
      },
      {
        variant: 'bare-origin',
        confidence: 'likely',
        name: 'the address of the app alone',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
    silent: [
      {
        variant: 'registered',
        name: 'a line of a log that has the same twice',
        text: 'level=warn msg="invalid redirect uri" registered=https://shop.example/callback/ requested=https://shop.example/callback/',
      },
      {
        variant: 'registered',
        name: 'registered with and without it',
        text: paste(
          registration('https://shop.example/callback/', 'https://shop.example/callback'),
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        name: 'a list of something else, under a heading',
        text: paste(
          'Pages that I read:\n- https://shop.example/login\n- https://shop.example/callback/',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'bare-origin',
        name: 'an address with a path',
        text: paste(authorizationRequest(), refused('invalid_request', 'redirect_uri is not registered')),
      },
    ],
  }),
});
