/** Two states that should be one text: what a message has of both, and what was done to one on its way. */
import { decoded } from '../../evidence/address.ts';

/** `expecting a81kLs02 but got A81KLS02`: what a program prints of both. */
const bothStates =
  /\bstate\b[^\n]{0,40}\bexpect(?:ed|ing)\b:? ?["'`]?([^\s"'`,;]{8,400})["'`,;]{0,2} (?:but |and |instead )?(?:got|received|actual|was):? ?["'`]?([^\s"'`,;]{4,400})/i;

/** The same by two names: `state sent: a81kLs02; state received: A81KLS02`. */
const statesByName =
  /\bstate[ _-]?(?:sent|stored|saved|issued)\b["'`]?\s?[:=]\s?["'`]?([^\s"'`,;]{6,400})["'`]?[\s,;]{0,8}(?:state[ _-]?)?(?:received|returned|got|callback)\b["'`]?\s?[:=]\s?["'`]?([^\s"'`,;]{4,400})/i;

/** The state that was sent and the one that came, and whether a program prints them: a person writes what they remember. */
interface TwoStates {
  readonly sent: string;
  readonly got: string;
  readonly isOfProgram: boolean;
}

/** The states that a message has of both, which may be the same. */
export function statesIn(words: string): TwoStates | undefined {
  const printed = bothStates.exec(words);
  const [, sent, got] = printed ?? statesByName.exec(words) ?? [];
  return sent === undefined || got === undefined ? undefined : { sent, got, isOfProgram: printed !== null };
}

/** What was done to a state on its way, in words; undefined where nothing of it is left. */
export function changeOf(sent: string, got: string): string | undefined {
  if (got.toLowerCase() === sent.toLowerCase()) return 'in another case';
  const isDecoded = decoded(got) === sent || got.replaceAll(' ', '+') === sent;
  if (isDecoded || decoded(sent) === got || encodeURIComponent(sent) === got) return 'percent-encoded otherwise';
  if (got.length >= 4 && sent.startsWith(got)) return 'cut';
  if (sent.length >= 4 && got.startsWith(sent)) return 'extended';
  return undefined;
}
