import { codeRedemption, page, paste } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { firewallPage, isOfPagesOnly } from './firewall-page.ts';

/** A firewall, content network or bot check answers with its page, and OAuth never sees the request. RFC 9110 section 15.5.4. */
export const blockedByFirewall = defineSign({
  cause: 'transport-endpoint/blocked-by-firewall',
  variants: { page: 'The answer is a page of a firewall, content network or bot check' },
  specs: ['RFC 9110 section 15.5.4'],
  look: function* blockedByFirewall(view) {
    const found = firewallPage(view);
    if (found === undefined || isOfPagesOnly(found)) return;
    yield {
      variant: 'page',
      confidence: found.isOwn ? 'certain' : found.request.status === 503 ? 'possible' : 'likely',
      specificity: 3,
      lines: [line('answer', `${found.request.status}, a page of ${found.from}`, 'an answer of the OAuth server')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'page',
        confidence: 'certain',
        name: 'a page that wants a human',
        text: paste(
          codeRedemption(),
          page(403, '<html><title>Just a moment...</title></html>', { 'CF-Ray': '8f2a1c' }),
        ),
      },
      {
        variant: 'page',
        confidence: 'certain',
        name: 'a load balancer that lets the request not pass',
        text: paste(codeRedemption(), page(403, '<html><h1>403 Forbidden</h1></html>', { Server: 'awselb/2.0' })),
      },
      {
        variant: 'page',
        confidence: 'likely',
        name: 'a page that came through a content network',
        text: paste(codeRedemption(), page(403, '<html><h1>Forbidden</h1></html>', { 'CF-Ray': '8f2a1c' })),
      },
      {
        variant: 'page',
        confidence: 'possible',
        name: 'a server behind a content network that is down',
        text: paste(codeRedemption(), page(503, '<html><h1>Unavailable</h1></html>', { Server: 'cloudflare' })),
      },
    ],
    silent: [
      {
        variant: 'page',
        name: 'a page of the server itself',
        text: paste(codeRedemption(), page(403, '<html><title>Forbidden</title><p>The client may not.</p></html>')),
      },
      {
        variant: 'page',
        name: 'a content network that takes no POST on this host',
        text: paste(
          codeRedemption(),
          page(403, '<html><p>This distribution is not configured to allow the HTTP request method.</p></html>', {
            Server: 'CloudFront',
          }),
        ),
      },
    ],
  }),
});
