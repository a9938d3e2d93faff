import { showValue } from '../../text/value.ts';
import { codeRedemption, paste, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';

const unreachable =
  /\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b|connection (?:timed out|refused|reset)|connect(?:ion)? time-?out|timed? ?out (?:waiting|after|awaiting)|name or service not known|no such host|could not resolve host|temporary failure in name resolution|network is unreachable|i\/o timeout|UnknownHostException|SocketTimeoutException|getaddrinfo|Read timed out|ConnectTimeoutError|no route to host|TLS handshake timeout/i;

/** No answer came from the provider's host. */
export const providerUnreachable = defineSign({
  cause: 'availability/provider-unreachable',
  variants: { 'no-answer': 'A client prints that it reached nobody, and no answer was saved' },
  specs: ['RFC 9110 section 3.3'],
  look: function* providerUnreachable(view) {
    if (view.subject !== undefined) return;
    const found = unreachable.exec(`${view.printed}\n${view.remarks}`)?.[0];
    // Who was refused has reached the server.
    if (found === undefined || view.all.some((one) => one.outcome === 'refused')) return;
    yield {
      variant: 'no-answer',
      confidence: 'certain',
      specificity: 3,
      lines: [line('message', showValue(found), "an answer of the provider's host")],
    };
  },
  cases: {
    fires: [
      {
        variant: 'no-answer',
        confidence: 'certain',
        name: 'a host that nobody knows',
        text: paste(codeRedemption(), 'TypeError: fetch failed: EHOSTUNREACH idp.example:443'),
      },
    ],
    silent: [
      {
        variant: 'no-answer',
        name: 'a refusal, and an older line about the network',
        text: paste(codeRedemption(), refused('invalid_grant'), 'Error: read ECONNRESET'),
      },
    ],
  },
});
