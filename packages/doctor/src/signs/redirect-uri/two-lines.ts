import { decoded } from '../../evidence/address.ts';
import type { View } from '../view.ts';

const redirectUri = /\bredirect_uri["'`]?\s{0,3}[:=]>?\s{0,3}["'`[]{0,2}(https?(?::|%3A)[^\s"'`&<>,\]]{1,300})/i;
const ofStart = /\bauthori[sz]e\b|\bresponse_type\b|\blog-?in\b/i;
const ofRedemption = /\btoken\b|\bgrant_type\b|\bcode exchange\b|\bexchang|\bredeem/i;

/** The redirect URIs of the two requests of a flow. */
interface TwoLines {
  readonly sent: string;
  readonly first: string;
}

/** The two redirect URIs where nobody saved a request, and a line of a log or a note has one of each. */
export function twoLines({ subject, all, printed, remarks }: View): TwoLines | undefined {
  if (subject !== undefined || all.some((one) => one.sent('redirect_uri') !== undefined)) return undefined;
  const lines = `${remarks}\n${printed}`.split('\n').map((one) => one.slice(0, 4000));
  const first = only(lines.filter((one) => ofStart.test(wordsOf(one))));
  const sent = only(lines.filter((one) => ofRedemption.test(wordsOf(one)) && !ofStart.test(wordsOf(one))));
  return first === undefined || sent === undefined ? undefined : { sent, first };
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
