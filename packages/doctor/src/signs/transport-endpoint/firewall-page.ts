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
  [/^server: (?:awselb|microsoft-azure-app)/im, 'the load balancer'],
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
  /** Whether the page itself says so: what passes a content network has its headers, whoever wrote it. */
  readonly isOwn: boolean;
}

/** The page of a firewall, content network or bot check that answered the request that failed. */
export function firewallPage(view: View): FirewallPage | undefined {
  const { subject } = view;
  const response = subject?.exchange.response;
  if (subject === undefined || response === undefined || !hasFailed(view)) return undefined;
  const { body = '' } = response;
  if (![401, 403, 405, 406, 429, 503].includes(subject.status ?? 0) && !/_incapsula_resource/i.test(body))
    return undefined;
  const headers = response.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  const isPage = isHtml(response) || body.includes('<') || headers.includes('cf-mitigated');
  // Load balancers that write 403 themselves do so for their firewall's rules.
  const marks = subject.status === 403 ? /cf-mitigated|server: (?:awselb|microsoft-azure-app)/i : /cf-mitigated/;
  const own = firewallIn(`${body.slice(0, 8000)}\n${marks.exec(headers)?.[0] ?? ''}`);
  const from = own ?? firewallIn(headers);
  return isPage && from !== undefined ? { request: subject, body, from, isOwn: own !== undefined } : undefined;
}

function firewallIn(text: string): string | undefined {
  return firewalls.find(([words]) => words.test(text))?.[1];
}

/** Tells whether the content network passes no such request on, because the host is one of pages. */
export function isOfPagesOnly({ body }: FirewallPage): boolean {
  return /not configured to allow the http request method|supports only cachable requests/i.test(body);
}
