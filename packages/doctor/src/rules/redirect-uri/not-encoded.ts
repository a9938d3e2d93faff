import type { Evidence } from '../../evidence/evidence.ts';
import { hasSent, sentValue } from '../../evidence/sent.ts';
import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { redirectUriLine, shown } from './compared.ts';

/** The & of the address was not escaped, so that the rest of it became parameters of the request. RFC 3986 section 2.2. */
export const notEncoded = defineRule({
  cause: 'redirect-uri/not-encoded',
  variant: 'not-encoded',
  title: 'The redirect URI was not percent-encoded',
  specs: ['RFC 3986 section 2.2', 'RFC 6749 appendix B'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  specificity: 3,
  check: (evidence) => {
    const sent = sentValue(evidence, 'redirect_uri') ?? '';
    const registered = evidence.known?.client?.redirectUris.find((uri) => wasCut(sent, uri, evidence));
    if (registered === undefined) return undefined;
    return {
      confidence: 'certain',
      evidence: [redirectUriLine(sent, registered, 'registered')],
      facts: { registered },
    };
  },
  say: {
    what: () => 'The redirect_uri ends at its first &, and what follows it came as parameters of the request.',
    why: () =>
      'In a query & separates parameters, so one that belongs to a value has to be written as %26 (RFC 6749 appendix B). The address was put into the query as it is.',
    fix: ({ registered }) => [
      'Build the address of the request with a URL builder, which encodes each value: new URLSearchParams({ redirect_uri, … }).',
      `Check that redirect_uri decodes to ${shown(registered)}.`,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'two parameters in the address',
        evidence: sending('?tenant=7', { mode: 'full' }, '?tenant=7&mode=full'),
      },
      {
        name: 'three of them, of which the first stays',
        evidence: sending('?a=1', { b: '2', c: '3' }, '?a=1&b=2&c=3'),
      },
    ],
    silent: [
      { name: 'a query that is registered nowhere', evidence: sending('?tenant=7', { mode: 'full' }, '') },
      { name: 'the rest was left out, and not sent', evidence: sending('?tenant=7', {}, '?tenant=7&mode=full') },
    ],
  },
});

function wasCut(sent: string, registered: string, evidence: Evidence): boolean {
  if (!registered.startsWith(`${sent}&`)) return false;
  const rest = registered.slice(sent.length + 1).split('&');
  return rest.every((pair) => hasSent(evidence, pair.split('=')[0] ?? ''));
}

function sending(query: string, rest: Readonly<Record<string, string>>, registered: string) {
  return authorizationExample({
    problem: 'redirect-uri-not-registered',
    parameters: { redirect_uri: `https://ledger.example/callback${query}`, ...rest },
    client: { redirectUris: [`https://ledger.example/callback${registered}`] },
  });
}
