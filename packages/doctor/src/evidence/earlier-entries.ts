import { timeOf } from '../captures/note-kind.ts';
import type { Note } from './evidence.ts';

/** What a log tells of the failure that is asked about, and of what was before it. */
export interface Parted {
  readonly notes: readonly Note[];
  readonly earlier: readonly Note[];
}

/** What a log wrote at one time: a line, and those below it that have none. */
interface Entry {
  readonly note: Note;
  readonly text: string;
  /** Unix milliseconds. */
  readonly at: number | undefined;
  readonly isFailure: boolean;
  readonly client: string | undefined;
}

const fails =
  /\b(?:ERR(?:OR)?|FATAL|SEVERE|fail(?:s|ed|ure)?|refused|denied|\w+(?:Error|Exception))\b|_ERROR\b|\berror["']?\s?[=:]/;
const ofLogin =
  /oauth|openid|oidc|token|\bauth|log-?in|sign-?in|AADSTS|invalid_|client|callback|redirect|pkce|code_|\bgrant/i;
/** A login or a token that came about; what is said of a failure has other words beside. */
const succeeds =
  /\btype="?(?:LOGIN|CODE_TO_TOKEN|REFRESH_TOKEN|CLIENT_LOGIN)"?(?=[,\s]|$)|\btokens? (?:\w{1,12} ){0,2}(?:acquired|received|issued|obtained|refreshed|ok\b)|\b(?:acquired|received|obtained|issued|got) (?:an? |the )?(?:new |access )*token\b|\b(?:log-?in|sign-?in|refresh|token exchange) (?:\w{1,12} )?(?:succeeded|successful|ok)\b|\buser logged in\b/i;
const aFailureToo = /fail|error|expired?\b|\bnot\b|\bno\b|n['’]t\b|invalid|refus|den(?:y|ied)|without|unable/i;
const clientOf =
  /(?:\b(?:client_?id|app_?id)["']?\s?[=:]\s?|(?<![\w.])client(?:=|"\s?:\s?))["']?(?!\d{1,3}\.\d|null\b|undefined\b|-)([A-Za-z0-9][\w.:@-]{0,80})/i;
/** A password that somebody mistyped at the login: the client has no part in it, unless it sends the password itself. */
const mistyped = /\binvalid_user_credentials\b|\buser_not_found\b|\bAADSTS50126\b/;
const ofPasswordGrant = /grant_?type["']?\s?[=:]\s?["']?password|\bROPC\b/i;
/** What was tried: where the same was tried again later, what it said before is of before. */
const step = /\b(?:token exchange|log-?in|sign-?in|refresh\w*|introspection|callback|discovery)\b/i;

/** In milliseconds: what lies farther back is another incident. */
const longPause = 1_800_000;

/**
 * Parts what a log tells of earlier failures from the last one: those behind which the same was tried again after a long
 * pause, or a login or a token came about; those of other clients than the last one; and passwords that somebody mistyped.
 * A log whose failures were all made good has them all, marked as such.
 */
export function partedFromEarlier(notes: readonly Note[]): Parted {
  const all = notes.flatMap(entriesOf);
  const failures = all.filter(({ at, isFailure }) => at !== undefined && isFailure);
  const last = lastOf(failures.filter((one) => !isMistyped(one))) ?? lastOf(failures);
  if (last === undefined) return { notes, earlier: [] };
  const goodTimes = all.filter(isSuccess).map(({ at }) => at ?? 0);
  if (goodTimes.some((at) => at > timeIn(last))) return { notes: notes.map(markedIn(failures)), earlier: [] };
  const isEarlier = (one: Entry): boolean =>
    one !== last &&
    one.at !== undefined &&
    (isOfOther(one, last) ||
      (one.isFailure && (isMistyped(one) || isOver(one, last) || goodTimes.some((at) => at >= timeIn(one)))));
  const [past, rest] = [all.filter(isEarlier), all.filter((one) => !isEarlier(one))];
  return past.length === 0 ? { notes, earlier: [] } : { notes: joined(rest), earlier: joined(past) };
}

function entriesOf(note: Note): readonly Entry[] {
  if (note.kind === 'remark') return [entryOf(note, note.text)];
  const texts: string[] = [];
  for (const line of note.text.split('\n')) {
    if (texts.length === 0 || timeOf(line).at !== undefined) texts.push(line);
    else texts.push(`${texts.pop()}\n${line}`);
  }
  return texts.map((text) => entryOf(note, text));
}

function entryOf(note: Note, text: string): Entry {
  const isOfLog = note.kind !== 'remark';
  return {
    note,
    text,
    at: isOfLog ? timeOf(text).at : undefined,
    isFailure: isOfLog && fails.test(text) && ofLogin.test(text),
    client: isOfLog ? clientOf.exec(text)?.[1] : undefined,
  };
}

function timeIn({ at = 0 }: Entry): number {
  return at;
}

function lastOf(entries: readonly Entry[]): Entry | undefined {
  return entries.reduce<Entry | undefined>((last, one) => (last && timeIn(last) > timeIn(one) ? last : one), undefined);
}

function isSuccess({ at, text, isFailure }: Entry): boolean {
  return (
    at !== undefined &&
    !isFailure &&
    succeeds.test(text) &&
    !aFailureToo.test(text.replace(/["']?\berror["']?[=:]["']?null\b/i, ''))
  );
}

function isMistyped({ text }: Entry): boolean {
  return mistyped.test(text) && !ofPasswordGrant.test(text);
}

function isOfOther({ client }: Entry, last: Entry): boolean {
  return client !== undefined && last.client !== undefined && client !== last.client;
}

function isOver(one: Entry, last: Entry): boolean {
  const [tried, again] = [one, last].map(({ text }) => step.exec(text)?.[0].toLowerCase());
  return timeIn(last) - timeIn(one) > longPause && tried !== undefined && tried === again;
}

function markedIn(failures: readonly Entry[]): (note: Note) => Note {
  return (note) => (failures.some((one) => one.note === note) ? { ...note, isMadeGood: true } : note);
}

/** The entries of one note as one note again. */
function joined(entries: readonly Entry[]): readonly Note[] {
  const byNote = Map.groupBy(entries, ({ note }) => note);
  return [...byNote].map(([note, own]) => ({ ...note, text: own.map(({ text }) => text).join('\n') }));
}
