import { isHostOfProvider } from '../../providers/recognise.ts';
import { showValue } from '../../text/value.ts';
import { callback, codeRedemption, paste, refused, tokens } from '../example.ts';
import { hostNotReached, placeOfHost } from '../host-not-reached.ts';
import { ownServices } from '../own-services.ts';
import { defineSign, line } from '../sign.ts';
import type { View } from '../view.ts';

const unreachable =
  /\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b|connection (?:timed out|refused|reset)|connect(?:ion)? time-?out|timed? ?out (?:waiting|after|awaiting)|name or service not known|no such host|server misbehaving|could not resolve host|temporary failure in name resolution|network is unreachable|i\/o timeout|UnknownHostException|SocketTimeoutException|getaddrinfo|Read timed out|ConnectTimeoutError|no route to host|TLS handshake timeout/i;

/** No answer came from the provider's host. */
export const providerUnreachable = defineSign({
  cause: 'availability/provider-unreachable',
  variants: { 'no-answer': 'A client prints that it reached nobody, and no answer was saved' },
  specs: ['RFC 9110 section 3.3'],
  look: function* providerUnreachable(view) {
    if (view.subject !== undefined) return;
    const said = `${view.printed}\n${view.remarks}`
      .split('\n')
      .find((one) => unreachable.test(one) && !ownServices.test(one) && isHost(one));
    // Who was refused has reached the server.
    if (said === undefined || view.all.some((one) => one.outcome === 'refused')) return;
    yield {
      variant: 'no-answer',
      confidence: view.printed.includes(said) && isOfUnanswered(view, said) ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('message', showValue(unreachable.exec(said)?.[0] ?? ''), "an answer of the provider's host")],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'no-answer',
        confidence: 'certain',
        name: 'a host that nobody knows',
        text: paste(codeRedemption(), 'TypeError: fetch failed: EHOSTUNREACH idp.example:443'),
      },
      {
        variant: 'no-answer',
        confidence: 'likely',
        name: 'a host that nothing else in the capture names',
        text: paste(codeRedemption(), 'TypeError: fetch failed: EHOSTUNREACH orders.example:443'),
      },
      {
        variant: 'no-answer',
        confidence: 'likely',
        name: 'a host that has answered',
        text: paste(codeRedemption(), tokens(), 'TypeError: fetch failed: EHOSTUNREACH idp.example:443'),
      },
      {
        variant: 'no-answer',
        confidence: 'likely',
        name: 'somebody who only speaks of it',
        text: paste(codeRedemption(), 'Yesterday a call to idp.example had its connection timed out.'),
      },
    ],
    silent: [
      {
        variant: 'no-answer',
        name: 'the store of the sessions behind a token answer',
        text: paste(codeRedemption(), tokens(), 'Error: Redis connection refused while saving the session'),
      },
      {
        variant: 'no-answer',
        name: 'the database of the app behind a callback',
        text: paste(callback(), 'Error: connect ECONNREFUSED 127.0.0.1:5432'),
      },
      {
        variant: 'no-answer',
        name: 'the scheme in the place of the host',
        text: "requests: HTTPSConnectionPool(host='https', port=443): url: //idp.example/token (Name or service not known)",
      },
      {
        variant: 'no-answer',
        name: 'a mail server',
        text: 'Our mailer says: SMTP connection timed out. The login itself works.',
      },
      {
        variant: 'no-answer',
        name: 'a refusal, and an older line about the network',
        text: paste(codeRedemption(), refused('invalid_grant'), 'Error: read ECONNRESET'),
      },
    ],
  }),
});

/** Tells whether the line may name a host: where a scheme or nothing stands there, it is the address that is wrong. */
function isHost(said: string): boolean {
  return placeOfHost(hostNotReached(said)) === undefined;
}

/** Tells whether the line names the host of a request that nobody answered, or one of the provider. */
function isOfUnanswered({ all, provider }: View, said: string): boolean {
  const isNamed = (host: string): boolean => host !== '' && said.toLowerCase().includes(host);
  const asked = all.filter(({ host }) => isNamed(host));
  if (asked.length > 0) return asked.some(({ outcome }) => outcome === 'unknown');
  const hosts = said.toLowerCase().match(/[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}/g) ?? [];
  return provider !== undefined && hosts.some((host) => isHostOfProvider(provider, host));
}
