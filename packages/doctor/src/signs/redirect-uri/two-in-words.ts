/** The redirect URIs of the two requests of a flow, of which nobody saved both: a log or an answer has them in words. */
import { addressOf, decoded } from '../../evidence/address.ts';
import type { Confidence } from '../../rules/rule.ts';
import { addressInWords, withoutStop } from '../addresses-in.ts';
import { saidUnasked } from '../said-about.ts';
import type { View } from '../view.ts';
import { documentation } from './told-redirect-uris.ts';
import { isAboutRedirect } from './uri-in-question.ts';

/** What the token request has, and what the authorization request had. */
interface TwoInWords {
  readonly sent: string;
  readonly first: string;
  readonly confidence: Confidence;
}

/**
 * The two redirect URIs where they differ: certain where the server itself says what was sent at the start, likely where a
 * line of a log or a note has one of each.
 */
export function twoInWords(view: View): TwoInWords | undefined {
  return besideStart(view) ?? inLines(view);
}

function differing(sent = '', first = '', confidence: Confidence): TwoInWords | undefined {
  return sent === '' || first === '' || sent === first ? undefined : { sent, first, confidence };
}

/** What an answer calls the address of the authorization request: it was sent then, and need not be registered. */
const ofStart = new RegExp(
  String.raw`\b(?:authori[sz](?:ation|e) (?:request|endpoint|step|call|leg)|(?:used|sent|given|passed) (?:in|for|with|at|during|to) (?:the )?(?:initial )?authori[sz](?:ation|e)\b|when the code was (?:requested|issued))[^\n]{0,20}?\b(${addressInWords.source})`,
  'i',
);
const namesRedirectUri = /(?:redirect|callback|reply)[ _-]?(?:ur[il]|address)/i;
/** The path of an endpoint, to which a user is sent and never sent back. */
const pathOfEndpoint = /\/(?:authori[sz](?:e|ation)|auth)\/?$/i;
/** The form of a redemption as a log of Java has it, and its redirect URI. */
const logged =
  /\bgrant_type=\[?authorization_code\b[^\n]{0,600}?\bredirect_uri=\[?(https?(?::|%3A)[^\s&"'<>\],;]{1,300})/i;

/** The redirect URI that a message says was the one of the authorization request. */
export function namedAsOfStart(text: string): string | undefined {
  const found = ofStart.exec(text)?.[1];
  return found === undefined ? undefined : withoutStop(found);
}

function besideStart(view: View): TwoInWords | undefined {
  const { subject, printed, remarks } = view;
  if (subject !== undefined) {
    const isRedeemed = subject.role === 'token-request' && subject.outcome === 'refused';
    return isRedeemed ? differing(subject.sent('redirect_uri'), comparedIn(subject.text), 'certain') : undefined;
  }
  if (view.all.some((one) => one.role === 'token-request')) return undefined;
  const sent = decoded(logged.exec(`${printed}\n${remarks}`)?.[1] ?? '');
  return differing(sent, comparedIn(`${printed}\n${saidUnasked(view)}`), 'certain');
}

/** The address of the start in a line that is about redirect URIs: others tell where to begin anew, or to read. */
function comparedIn(text: string): string | undefined {
  for (const said of text.split('\n')) {
    const first = namedAsOfStart(said);
    if (first === undefined || !namesRedirectUri.test(said) || documentation.test(first)) continue;
    if (!pathOfEndpoint.test(addressOf(first)?.path ?? '')) return first;
  }
  return undefined;
}

const redirectUri = /\bredirect_uri["'`]?\s{0,3}[:=]>?\s{0,3}["'`[]{0,2}(https?(?::|%3A)[^\s"'`&<>,\]]{1,300})/i;
const lineOfStart = /\bauthori[sz]e\b|\bresponse_type\b|\blog-?in\b/i;
const lineOfRedemption = /\btoken\b|\bgrant_type\b|\bcode exchange\b|\bexchang|\bredeem/i;

/** The two where nobody saved a request, a line has one of each, and a code or its redirect URI was refused. */
function inLines(view: View): TwoInWords | undefined {
  const { subject, all, printed, remarks } = view;
  if (subject !== undefined || all.some((one) => one.sent('redirect_uri') !== undefined)) return undefined;
  if (!/\binvalid_grant\b/.test(view.words) && !isAboutRedirect(view)) return undefined;
  const lines = `${remarks}\n${printed}`.split('\n').map((one) => one.slice(0, 4000));
  const first = only(lines.filter((one) => lineOfStart.test(wordsOf(one))));
  const sent = only(lines.filter((one) => lineOfRedemption.test(wordsOf(one)) && !lineOfStart.test(wordsOf(one))));
  return differing(sent, first, 'likely');
}

/** A line without its redirect URI, whose path may have the same words. */
function wordsOf(text: string): string {
  return text.replace(redirectUri, ' ');
}

/** The redirect URI of these lines, where they have one. */
function only(lines: readonly string[]): string | undefined {
  const found = new Set(lines.flatMap((one) => redirectUri.exec(one)?.[1] ?? []).map(decoded));
  return found.size === 1 ? [...found][0] : undefined;
}
