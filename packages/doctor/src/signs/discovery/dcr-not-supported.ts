import { showValue } from '../../text/value.ts';
import { authorizationRequest, codeRedemption, metadata, paste, post, refused } from '../example.ts';
import { isComplainedOf } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import { registrationElsewhere } from '../transport-endpoint/endpoint-elsewhere.ts';
import { isFollowedBy, type Seen } from '../view.ts';
import { serverMetadata } from './server-metadata.ts';

const refusals: readonly (number | undefined)[] = [401, 403, 404, 405, 410, 501];
const absences: readonly (number | undefined)[] = [404, 405, 410, 501];
const registration = post('https://idp.example/register', '{"redirect_uris":["https://shop.example/callback"]}', {
  'Content-Type': 'application/json',
});

/** The client wants to register itself, and the server does not let it. RFC 7591 section 3. */
export const dcrNotSupported = defineSign({
  cause: 'discovery/dcr-not-supported',
  variants: {
    refused: 'The registration of the client was refused, or has no endpoint',
    'not-in-metadata': 'The metadata have no registration_endpoint',
  },
  specs: ['RFC 7591 section 3', 'RFC 8414 section 2'],
  look: function* dcrNotSupported(view) {
    if (view.subject !== undefined) return;
    const isTold = refusesRegistration.test(view.words);
    const refusal = view.all.findLast(
      (one) => isRegistration(one) && refusals.includes(one.status) && registrationElsewhere(view, one) === undefined,
    );
    if (refusal !== undefined) {
      const seen = `${showValue(refusal.path)}, answered with ${refusal.status}`;
      const isGoneOn = isFollowedBy(view, refusal, 'authorization-request', 'token-request');
      const sureness = isTold || absences.includes(refusal.status) ? 'certain' : 'likely';
      yield {
        variant: 'refused',
        confidence: isGoneOn ? 'possible' : sureness,
        specificity: 3,
        lines: [line('registration', seen, 'an answer with a client_id')],
      };
      return;
    }
    const metadata = serverMetadata(view);
    if (metadata === undefined || metadata.got('registration_endpoint') !== undefined) return;
    if (
      !isTold &&
      (!isComplainedOf(view) ||
        isFollowedBy(view, metadata, 'authorization-request', 'token-request', 'registration-request'))
    )
      return;
    const wanted = isTold ? 'an endpoint, or a client that was registered by hand' : 'an endpoint';
    yield {
      variant: 'not-in-metadata',
      confidence: isTold ? 'certain' : 'possible',
      specificity: 3,
      lines: [line('registration_endpoint', 'none in the metadata', wanted)],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'refused',
        confidence: 'certain',
        name: 'an endpoint that does not exist',
        text: paste(registration, refused('', '', 404)),
      },
      {
        variant: 'refused',
        confidence: 'certain',
        name: 'an endpoint that was taken away',
        text: paste(registration, 'HTTP/1.1 410 Gone'),
      },
      {
        variant: 'refused',
        confidence: 'possible',
        name: 'a client that then goes on with an id that it has',
        text: paste(registration, refused('', '', 404), codeRedemption(), refused('invalid_grant')),
      },
      {
        variant: 'not-in-metadata',
        confidence: 'certain',
        name: 'a client that stops after the metadata',
        text: paste(metadata(), 'error: the server does not support dynamic client registration'),
      },
    ],
    silent: [
      {
        variant: 'not-in-metadata',
        name: 'a client that was registered by hand',
        text: paste(metadata(), authorizationRequest(), 'The login does not end.'),
      },
      {
        variant: 'not-in-metadata',
        name: 'a client that says it is registered, and whose code is refused',
        text: paste(
          metadata(),
          'The client registration in the console is done.',
          codeRedemption(),
          refused('invalid_grant', 'PKCE verification failed'),
        ),
      },
      {
        variant: 'refused',
        name: 'users who register with the app',
        text: paste(
          post('https://shop.example/register', '{"email":"ada@shop.example"}', { 'Content-Type': 'application/json' }),
          refused('unauthorized', undefined, 401),
          'Our client registration in the portal is ok.',
        ),
      },
      { variant: 'refused', name: 'a faulty registration', text: paste(registration, refused('invalid_redirect_uri')) },
    ],
  }),
});

/** Words for registration beside words of refusal, in one sentence: many speak of one that is done. */
const refusesRegistration =
  /(?:\bnot?\b|n['’]t|without|fail|incompatible|missing|unsupported|refuse|reject|disable)[^\n.]{0,80}(?:registration[_ ]endpoint|\bdcr\b|client registration)|(?:registration[_ ]endpoint|\bdcr\b|client registration)[^\n.]{0,80}(?:\bnot\b|n['’]t|fail|missing|unsupported|refuse|reject|disable|forbidden|denied)/i;

/** Tells whether a client registers, and not a user of some app whose path is the same. */
function isRegistration(seen: Seen): boolean {
  if (seen.role !== 'registration-request') return false;
  return seen.has('redirect_uris') || seen.has('client_name') || !seen.parameters.some((one) => one.in !== 'header');
}
