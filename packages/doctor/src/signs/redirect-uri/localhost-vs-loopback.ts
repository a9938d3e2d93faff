import { addressOf, isLoopback } from '../../evidence/address.ts';
import { showValue } from '../../text/value.ts';
import { authorizationRequest, callback, codeRedemption, page, paste, refused, registration } from '../example.ts';
import { defineSign, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { pageOfTheUser } from './page-of-the-user.ts';
import { asRegistered } from './registered-uri.ts';
import { toldRedirectUris } from './told-redirect-uris.ts';
import { type SuspectedUri, suspectedBeforeCode, suspectedUri, uriLine } from './uri-in-question.ts';

type Variant = 'registered' | 'rewritten' | 'name-refused' | 'of-page';

const cause = 'redirect-uri/localhost-vs-loopback';

/** localhost in the place of the loopback address, or the reverse. RFC 8252 section 8.3. */
export const localhostVsLoopback = defineSign<Variant>({
  cause,
  variants: {
    registered:
      'The redirect URI that the capture says is registered has the address in the place of localhost, or the reverse',
    rewritten: 'The server sends the browser back to the other name of this machine than was asked for',
    'name-refused': 'The redirect URI has localhost, which this server does not accept',
    'of-page': 'The page of the user has localhost and the redirect URI the address, or the reverse',
  },
  specs: ['RFC 8252 section 8.3', 'RFC 8252 section 7.3'],
  look: function* localhostVsLoopback(view) {
    yield* asRegistered(view, cause);
    yield* rewritten(view);
    const named = suspectedUri(view);
    if (named?.address.host === 'localhost') yield* byTheName(view, named);
    const asked = suspectedBeforeCode(view);
    const page = asked === undefined ? undefined : pageOfTheUser(view, asked);
    const hosts = [asked?.address.host ?? '', page?.address.host ?? ''];
    if (page !== undefined && hosts[0] !== hosts[1] && hosts.every(isLoopback))
      yield { variant: 'of-page', confidence: page.confidence, specificity: 3, lines: [page.line] };
  },
  cases: () => ({
    fires: [
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the registration is in the capture, and the refusal has no words',
        text: paste(
          registration('http://127.0.0.1:3000/callback'),
          authorizationRequest({ redirect_uri: 'http://localhost:3000/callback' }),
          page(400, ''),
        ),
      },
      {
        variant: 'rewritten',
        confidence: 'certain',
        name: 'the server stores its own spelling',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://127.0.0.1:3000/callback' }),
          callback({}, 'http://localhost:3000/callback'),
          codeRedemption({ redirect_uri: 'http://127.0.0.1:3000/callback' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'registered with the address',
        text: paste(
          'Registered is http://127.0.0.1:3000/callback',
          authorizationRequest({ redirect_uri: 'http://localhost:3000/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'name-refused',
        confidence: 'certain',
        name: 'a provider that takes the address alone, and calls the name insecure',
        text: paste(
          authorizationRequest(
            { redirect_uri: 'http://localhost:3000/callback' },
            'https://accounts.spotify.com/authorize',
          ),
          refused('invalid_client', 'Insecure redirect URI'),
        ),
      },
      {
        variant: 'name-refused',
        confidence: 'likely',
        name: 'the same, whose old clients still have the name',
        text: paste(
          authorizationRequest(
            { redirect_uri: 'http://localhost:3000/callback' },
            'https://accounts.spotify.com/authorize',
          ),
          refused('invalid_request', 'redirect_uri: Not matching configuration'),
        ),
      },
      {
        variant: 'name-refused',
        confidence: 'likely',
        name: 'a server that calls it insecure',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://localhost:3000/callback' }),
          refused('invalid_request', 'Insecure redirect_uri'),
        ),
      },
      {
        variant: 'of-page',
        confidence: 'likely',
        name: 'a page that was opened by the address',
        text: paste(
          `${authorizationRequest({ redirect_uri: 'http://localhost:3000/callback' })}\nReferer: http://127.0.0.1:3000/`,
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
    silent: [
      {
        variant: 'registered',
        name: 'the registration has this address, and the refusal has no words',
        text: paste(
          registration('http://127.0.0.1:3000/callback', 'http://localhost:3000/callback'),
          authorizationRequest({ redirect_uri: 'http://localhost:3000/callback' }),
          page(400, ''),
        ),
      },
      {
        variant: 'of-page',
        name: 'a page that was opened by the name, at another port',
        text: paste(
          `${authorizationRequest({ redirect_uri: 'http://localhost:3000/callback' })}\nReferer: http://localhost:5173/`,
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'name-refused',
        name: 'the address, with a provider that does not take the name',
        text: paste(
          authorizationRequest(
            { redirect_uri: 'http://127.0.0.1:3000/callback' },
            'https://accounts.spotify.com/authorize',
          ),
          refused('invalid_request', 'redirect_uri: Not matching configuration'),
        ),
      },
    ],
  }),
});

function* byTheName(view: View, { uri, isNamed }: SuspectedUri): Generator<Shown<Variant>> {
  const byAddress = showValue(uri.replace('localhost', '127.0.0.1'));
  const { habits, words } = view;
  // Who has the name on the list registered it while it was taken, and goes on with it.
  const isOnList = toldRedirectUris(view).some((one) => addressOf(one)?.host === 'localhost');
  const isInsecure = /insecure/i.test(words);
  if (habits?.refusesRedirect?.includes('localhost-name') === true)
    yield {
      variant: 'name-refused',
      confidence: isNamed && !isOnList && isInsecure ? 'certain' : 'likely',
      specificity: 3,
      lines: [uriLine(showValue(uri), byAddress, 'with the address, as this provider wants it')],
    };
  if (isInsecure)
    yield {
      variant: 'name-refused',
      confidence: 'likely',
      specificity: 3,
      lines: [uriLine(showValue(uri), byAddress, 'with the address in place of the name')],
    };
}

function* rewritten({ subject, start, callback }: View): Generator<Shown<Variant>> {
  const asked = start?.sent('redirect_uri') ?? '';
  const hosts = [addressOf(asked)?.host ?? '', callback?.host ?? ''];
  if (subject?.role !== 'token-request' || subject.outcome !== 'refused') return;
  if (hosts[0] === hosts[1] || !hosts.every(isLoopback)) return;
  yield {
    variant: 'rewritten',
    confidence: 'certain',
    specificity: 3,
    lines: [uriLine(showValue(asked), showValue(callback?.url.split('?')[0] ?? ''), 'where the browser was sent')],
  };
}
