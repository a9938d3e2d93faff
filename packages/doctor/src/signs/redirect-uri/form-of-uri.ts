import { type Address, addressOf, isLoopback } from '../../evidence/address.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { CauseId } from '../../rules/causes.ts';
import { addressInWords, withoutStop } from '../addresses-in.ts';
import type { Seen } from '../view.ts';

/** What a redirect URI looks like of which this is wrong; hardly another one has the mistake. */
const forms: Readonly<Partial<Record<CauseId, (uri: Address) => boolean>>> = {
  'redirect-uri/scheme-mismatch': ({ scheme, host }) => scheme === 'http' || isLoopback(host),
  'redirect-uri/localhost-vs-loopback': ({ host }) => isLoopback(host),
  'redirect-uri/extra-query': ({ query, fragment }) => query !== '' || fragment !== '',
};

/** A redirect URI that an answer or a message names as the one that was sent. */
const named = new RegExp(
  String.raw`\b(?:redirect|redirection|reply|callback)[ _-]?(?:ur[il]|address)s?:?,? (?:in the request,? |sent,? )?["'\`]?((?:${addressInWords.source})|[a-z][\w+.-]{2,30}:\/\/[^\s"'\`<>]{1,200})`,
  'i',
);

/** The redirect URI that was sent last, or else the first that words name. */
export function redirectUriOf({ notes = [] }: Evidence, all: readonly Seen[]): Address | undefined {
  const sent = all.findLast((one) => one.has('redirect_uri'))?.sent('redirect_uri');
  if (sent !== undefined) return addressOf(sent);
  for (const { text } of [...all, ...notes]) {
    const found = named.exec(text.slice(0, 16_000))?.[1];
    if (found !== undefined) return addressOf(withoutStop(found));
  }
  return undefined;
}

/** Tells whether a redirect URI looks as one hardly does of which this is wrong. */
export function isOfOtherForm(cause: CauseId, uri: Address | undefined): boolean {
  return uri !== undefined && forms[cause]?.(uri) === false;
}
