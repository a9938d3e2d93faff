import { type Address, addressOf, decoded, isInternal, isLoopback } from '../../evidence/address.ts';
import { addressInWords, withoutScopes, withoutStop } from '../addresses-in.ts';
import { isAbout } from '../said-about.ts';
import type { View } from '../view.ts';
import { toldRedirectUris } from './told-redirect-uris.ts';
import { namedAsOfStart } from './two-in-words.ts';
import { builds, given, isRefused, ofRequest, sends, sentByName, wasSent } from './words-of-sending.ts';

const named = new RegExp(String.raw`(?:redirect|callback|reply)[^\n]{0,80}?\b(${addressInWords.source})`, 'gi');

const sentAs = new RegExp(String.raw`\b(?:${sends}|${given})\b[^\n]{0,20}?\b(${addressInWords.source})`, 'gi');
const namedAsSent = new RegExp(`${sentByName}(${addressInWords.source})`, 'gi');
const builtAs = new RegExp(String.raw`\b(?:${builds})\b[^\n]{0,80}?\b(${addressInWords.source})`, 'gi');
const refusedUri = new RegExp(String.raw`\b(${addressInWords.source})${isRefused}`, 'gi');
const sentUri = new RegExp(String.raw`\b(${addressInWords.source})${wasSent}`, 'gi');
/** As it stands in an address that somebody prints, percent-encoded. */
const inQuery = /\bredirect_uri=(https?%3A%2F%2F[^\s&"'<>]{1,300})/gi;

/** A line that compares issuers, and names no redirect URI. */
const aboutIssuer = /^(?!.*(?:redirect|callback|reply)).*\bissuer\b.*$/gim;

/** What the form of an address alone says is wrong with it. */
export type Slip = 'http-on-public-host' | 'doubled-slash' | 'repeated' | 'internal-host' | 'query';

/** The redirect URI that only a message names: `The redirect URI in the request, http://…, does not match`. */
export function uriInMessage(view: View): string | undefined {
  // One that was answered well has no subject, and a log may still say that it is refused.
  const isSent = view.all.some((one) => one.outcome !== 'accepted' && one.sent('redirect_uri') !== undefined);
  if (view.subject !== undefined || isSent || !isAbout(view, 'redirect')) return undefined;
  const words = withoutScopes(view.words).replace(aboutIssuer, '');
  const first = namedAsOfStart(words);
  const all = [inQuery, refusedUri, namedAsSent, named, sentAs, sentUri, builtAs]
    .flatMap((form) =>
      [...words.matchAll(form)].map(([, uri = '']) => withoutStop(form === inQuery ? decoded(uri) : uri)),
    )
    .filter((one) => one !== first && !ofRequest.test(one));
  const registered = toldRedirectUris(view);
  const sent = view.all.map((one) => one.sent('redirect_uri'));
  // What is told to be registered was not sent, where another one is named.
  const found = all.find((one) => sent.includes(one)) ?? all.find((one) => !registered.includes(one)) ?? all[0] ?? '';
  return addressOf(found) === undefined ? undefined : found;
}

/** The redirect URI of a message and the first thing that is wrong with it, where nothing is told of the registered one. */
export function slipInMessage(
  view: View,
): { readonly uri: string; readonly address: Address; readonly slip: Slip } | undefined {
  const uri = uriInMessage(view);
  const address = addressOf(uri ?? '');
  if (uri === undefined || address === undefined) return undefined;
  if (toldRedirectUris(view).some((one) => one !== uri)) return undefined;
  const slip = slipOf(uri, address);
  return slip === undefined ? undefined : { uri, address, slip };
}

/** The part of a path that stands there twice: `/callback/callback`. */
export function repeatedPath(path: string): string | undefined {
  const whole = path.replace(/\/$/, '');
  const half = whole.slice(0, whole.length / 2);
  return half.length > 1 && half.startsWith('/') && half + half === whole ? half : undefined;
}

/** What a callback brings, and no redirect URI has. */
const ofCallback = /(?:^|[?&])(?:code|state|error)=/;

function slipOf(uri: string, { scheme, host, path, query }: Address): Slip | undefined {
  if (ofCallback.test(query)) return 'query';
  if (scheme === 'http' && !isInternal(host)) return 'http-on-public-host';
  if (/[^:]\/\//.test(uri)) return 'doubled-slash';
  if (repeatedPath(path) !== undefined) return 'repeated';
  if (isInternal(host) && !isLoopback(host)) return 'internal-host';
  return query === '' ? undefined : 'query';
}
