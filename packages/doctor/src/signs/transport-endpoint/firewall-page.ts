import { isHtml } from '../../evidence/outcome.ts';
import { hasFailed } from '../said-about.ts';
import type { Seen, View } from '../view.ts';

/** Whose page it is, by what pages and headers of firewalls say. */
const firewalls: readonly (readonly [RegExp, string])[] = [
  [/cf-mitigated|attention required|just a moment|cf-(?:error|chl|ray)|cloudflare|error 10[012]\d/i, 'Cloudflare'],
  [/cloudfront|request could not be satisfied/i, 'CloudFront'],
  [/akamai|reference\s*(?:#|&#35;)\s*\d+\.|errors\.edgesuite/i, 'Akamai'],
  [/varnish cache server|fastly error/i, 'a content network'],
  [/incapsula|imperva|_incap_/i, 'Imperva'],
  [
    /captcha|are you (?:a )?human|bot detect|perimeterx|datadome|request blocked|web application firewall|mod_security|sucuri|the requested url was rejected/i,
    'a bot check or firewall',
  ],
];

/** A page that something in front of the server answered in its place. */
export interface FirewallPage {
  readonly request: Seen;
  readonly body: string;
  readonly from: string;
}

/** The page of a firewall, content network or bot check that answered the request that failed. */
export function firewallPage(view: View): FirewallPage | undefined {
  const { subject } = view;
  const response = subject?.exchange.response;
  if (subject === undefined || response === undefined || !hasFailed(view)) return undefined;
  if (![401, 403, 405, 406, 429, 503].includes(subject.status ?? 0)) return undefined;
  const { body = '' } = response;
  const headers = response.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  const isPage = isHtml(response) || body.includes('<') || headers.includes('cf-mitigated');
  const found = firewalls.find(([words]) => words.test(`${body.slice(0, 8000)}\n${headers}`));
  return isPage && found !== undefined ? { request: subject, body, from: found[1] } : undefined;
}

/** Tells whether the content network passes no such request on, because the host is one of pages. */
export function isOfPagesOnly({ body }: FirewallPage): boolean {
  return /not configured to allow the http request method|supports only cachable requests/i.test(body);
}
