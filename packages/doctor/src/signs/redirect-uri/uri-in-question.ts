import { type Address, addressOf } from '../../evidence/address.ts';
import type { EvidenceLine } from '../../rules/rule.ts';
import { hasFailed, isAbout, saysAbout } from '../said-about.ts';
import { line } from '../sign.ts';
import type { Seen, View } from '../view.ts';

/** Error codes that say that the redirect URI is wrong, and nothing else. */
const redirectErrors: ReadonlySet<string> = new Set([
  'redirect_uri_mismatch',
  'redirect_mismatch',
  'bad_redirect_uri',
  'invalid_redirect_uri',
  'invalid_redirect_url',
]);
/** An answer of fewer characters gives no reason. */
const fewestWords = 40;

/** The redirect URI of a failure that may come from it. */
export interface UriInQuestion {
  readonly subject: Seen;
  readonly uri: string;
  /** What was answered or said is about the redirect URI. */
  readonly isNamed: boolean;
}

/** A redirect URI that may be guessed at by its form: it is an address, and nothing else is named as the reason. */
export interface SuspectedUri extends UriInQuestion {
  readonly address: Address;
}

/** Tells whether the server refuses this very redirect URI by its error code. */
export function isRedirectError({ code }: Seen): boolean {
  return redirectErrors.has(code ?? '');
}

/** Tells whether what was answered or said is about the redirect URI. */
export function isAboutRedirect(view: View): boolean {
  return isAbout(view, 'redirect') || (view.subject !== undefined && isRedirectError(view.subject));
}

/** The redirect URI that the failed exchange has, or that its flow was begun with. A callback with a code has passed. */
export function uriInQuestion(view: View): UriInQuestion | undefined {
  const { subject, start } = view;
  const canFail = subject?.isOf(
    'authorization-request',
    'pushed-authorization-request',
    'token-request',
    'authorization-response',
  );
  if (subject === undefined || canFail !== true || !hasFailed(view)) return undefined;
  if (subject.role === 'authorization-response' && subject.has('code')) return undefined;
  const uri = subject.sent('redirect_uri') ?? start?.sent('redirect_uri');
  return uri === undefined ? undefined : { subject, uri, isNamed: isAboutRedirect(view) };
}

/** The redirect URI in question, where its form may tell what is wrong with it. */
export function suspectedUri(view: View): SuspectedUri | undefined {
  const asked = uriInQuestion(view);
  const address = addressOf(asked?.uri ?? '');
  if (asked === undefined || address === undefined) return undefined;
  const { subject, isNamed } = asked;
  const givesReason = subject.code !== undefined || subject.text.length >= fewestWords;
  const isOther = subject.outcome === 'refused' && givesReason && !isNamed;
  const isOfClient = saysAbout(subject, 'client') && !saysAbout(subject, 'redirect');
  return isOther || isOfClient ? undefined : { ...asked, address };
}

/** The same before a code was issued: where a token request fails, the server has taken the redirect URI before. */
export function suspectedBeforeCode(view: View): SuspectedUri | undefined {
  return view.subject?.role === 'token-request' ? undefined : suspectedUri(view);
}

/** A line of evidence about the redirect URI, with whose the expected value is. */
export function uriLine(seen: string, expected: string, whose: string): EvidenceLine {
  return line('redirect_uri', seen, `${expected}  (${whose})`);
}
