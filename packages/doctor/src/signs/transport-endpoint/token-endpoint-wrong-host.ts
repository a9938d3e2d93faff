import { showValue } from '../../text/value.ts';
import { codeRedemption, page, paste } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { firewallPage, isOfPagesOnly } from './firewall-page.ts';

/** The request went to the host of the provider's pages, which passes no POST on. RFC 9110 section 7.4. */
export const tokenEndpointWrongHost = defineSign({
  cause: 'transport-endpoint/token-endpoint-wrong-host',
  variants: { 'pages-only': 'A content network answers that the host takes no such request' },
  specs: ['RFC 9110 section 7.4', 'RFC 9110 section 15.5.6'],
  look: function* tokenEndpointWrongHost(view) {
    const found = firewallPage(view);
    if (found === undefined || !isOfPagesOnly(found)) return;
    yield {
      variant: 'pages-only',
      confidence: 'certain',
      specificity: 3,
      lines: [line('host', showValue(found.request.host), 'the host of the API')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'pages-only',
        confidence: 'certain',
        name: 'a distribution that is configured for GET',
        text: paste(
          codeRedemption(),
          page(
            403,
            '<html><h1>The request could not be satisfied.</h1><p>This distribution is not configured to allow the HTTP request method that was used.</p></html>',
            { Server: 'CloudFront' },
          ),
        ),
      },
    ],
    silent: [
      {
        variant: 'pages-only',
        name: 'a content network that blocks for another reason',
        text: paste(
          codeRedemption(),
          page(403, '<html><h1>The request could not be satisfied.</h1><p>Request blocked.</p></html>', {
            Server: 'CloudFront',
          }),
        ),
      },
    ],
  }),
});
