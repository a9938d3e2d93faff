import { providerOfHost } from '../../providers/recognise.ts';
import { showValue } from '../../text/value.ts';
import { line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';

/** A parameter that was sent under the name of the standard, and what this provider calls it. */
interface OtherName {
  readonly name: string;
  readonly meant: string;
  /** Whether the answer, or what a program or the reporter says, names what the provider calls it. */
  readonly isTold: boolean;
  /** Whether it is known of the provider, and not from words alone. */
  readonly isKnown: boolean;
}

/** `TikTok asks for client_key instead of client_id` */
const toldNames =
  /\b(?:ask|want|requir|expect|need)(?:s|es|ed|ing)?\b(?: for)?(?: an?| the)? ["'`]?([a-z]\w{2,40})["'`]? (?:parameter )?(?:instead of|rather than|in place of|and not) (?:an? |the )?["'`]?([a-z]\w{2,40})\b/gi;

/** What was sent under the usual name where the provider has one of its own. */
export function* ofOtherName(request: Seen, view: View): Generator<Shown<'other-name'>> {
  const other = otherNameIn(request, view);
  if (other === undefined) return;
  const [name, meant] = [showValue(other.name), showValue(other.meant)];
  yield {
    variant: 'other-name',
    confidence: other.isKnown && other.isTold ? 'certain' : 'likely',
    specificity: 3,
    lines: [line('parameter name', name, meant)],
    what: 'This provider has a name of its own for a parameter, and the request has the usual name.',
    why: 'A parameter under a name that the server does not know is not read, so it counts as missing.',
    fix: [`Send ${name} under the name ${meant}; where a library builds the request, look for its setting of names.`],
  };
}

/** What the request has under a name that the provider does not read, as its own pages or somebody's words tell. */
function otherNameIn(request: Seen, { habits, words, provider }: View): OtherName | undefined {
  // A provider that is only named may be another one than was called.
  const isKnown = provider !== undefined && providerOfHost(request.host) === provider;
  for (const [name, meant] of Object.entries(habits?.names ?? {})) {
    if (!isMistaken(request, name, meant)) continue;
    return { name, meant, isTold: new RegExp(`\\b${meant}\\b`, 'i').test(words), isKnown };
  }
  for (const [, meant = '', name = ''] of words.slice(0, 20_000).matchAll(toldNames))
    if (isNameOfOwn(meant) && isMistaken(request, name, meant)) return { name, meant, isTold: true, isKnown: false };
  return undefined;
}

/** Tells whether a word is a parameter's name, and none that stands for another step: `it needs refresh_token instead of code`. */
function isNameOfOwn(word: string): boolean {
  return (
    /_|(?:id|key|secret)$/i.test(word) &&
    !/token|code|^grant|^response|^scope|^state$|^client_(?:id|secret)$/i.test(word)
  );
}

function isMistaken(request: Seen, name: string, meant: string): boolean {
  return name !== meant && request.sent(name) !== undefined && !request.has(meant);
}
