import { showValue } from '../../text/value.ts';
import { authorizationRequest, paste, refused } from '../example.ts';
import { defineSign } from '../sign.ts';
import { differenceFromRegistered } from './registered-uri.ts';
import { suspectedBeforeCode, uriLine } from './uri-in-question.ts';

/** A parameter of the request that stands behind the # of the redirect URI. */
const lost = /#.*&(?:response_type|client_id|state|scope|nonce|code_challenge)=/;

/** The redirect URI stands in the address of the request as it is. RFC 6749 appendix B. */
export const notEncoded = defineSign({
  cause: 'redirect-uri/not-encoded',
  variants: {
    cut: 'The redirect URI stands in the query as it is, and everything behind its # is lost',
    raw: 'The redirect URI stands in the query without percent-encoding',
  },
  specs: ['RFC 6749 appendix B', 'RFC 3986 section 2.2'],
  look: function* notEncoded(view) {
    const asked = suspectedBeforeCode(view);
    const raw = /[?&]redirect_uri=(https?:\/\/[^&\s]*)/.exec(asked?.subject.url ?? '')?.[1];
    const cut = /[?&]redirect_uri=(https?:\/\/[^&\s#]*#[^\s]*)/.exec(view.subject?.url ?? '')?.[1];
    if (asked !== undefined && cut !== undefined) {
      const isMeant = asked.isNamed && differenceFromRegistered(view) === undefined;
      yield {
        variant: 'cut',
        // A parameter behind the mark is lost for sure; a fragment alone may do no harm.
        confidence: lost.test(cut) || isMeant ? 'certain' : asked.isNamed ? 'likely' : 'possible',
        specificity: 3,
        lines: [uriLine(showValue(asked.uri), showValue(encodeURIComponent(cut.split('&')[0] ?? '')), 'encoded whole')],
      };
      return;
    }
    if (asked?.isNamed !== true || raw === undefined) return;
    yield {
      variant: 'raw',
      confidence: 'possible',
      lines: [uriLine(showValue(asked.uri), showValue(encodeURIComponent(raw)), 'as a registration usually has it')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'cut',
        confidence: 'possible',
        name: 'a fragment, and an answer about something else',
        text: paste(
          'GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https://shop.example/callback#/home',
          'The login ends with consent_required.',
        ),
      },
      {
        variant: 'cut',
        confidence: 'certain',
        name: 'the route of a page stands behind #',
        text: paste(
          'GET https://idp.example/authorize?client_id=shop&redirect_uri=https://shop.example/#/callback&response_type=code',
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'raw',
        confidence: 'possible',
        name: 'an address that was put together by hand',
        text: paste(
          'GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https://shop.example/callback',
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
    silent: [
      {
        variant: 'raw',
        name: 'encoded as it should be',
        text: paste(authorizationRequest(), refused('invalid_request', 'redirect_uri is not registered')),
      },
      {
        variant: 'raw',
        name: 'as it is, and the server speaks of the scope',
        text: paste(
          'GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https://shop.example/callback&scope=all',
          refused('invalid_scope', 'The scope all is not known'),
        ),
      },
    ],
  }),
});
