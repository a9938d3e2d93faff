import { isRuledOut, saysNot } from './denied.ts';

/** How words stand in a text: meant of what failed, doubted, or only mentioned. */
export type Meant = 'meant' | 'doubted' | 'mentioned';

/** Whose words they are. */
export interface Voice {
  /** A person's, who may speak of documents, of another time or of what it was not. */
  readonly isReporter: boolean;
  /** Words that many servers and libraries have in common: where they list reasons, they give none. */
  readonly isGeneral: boolean;
}

/** In characters, on either side of what was found. */
const farthest = 160;
const near = 80;

/** Words by which somebody tells what documents say, what may be, what was ruled out, or seen another time. */
const doubts = [
  'if|whether|may|might|could (?:be|it|this|that)|possib\\w{1,4}|perhaps|maybe',
  'docs?|documentation|says? that|causes?',
  "ruled|never|isn['’]t|nothing",
  'yesterday|earlier|previous\\w{0,2}|sometimes|used to|once',
].join('|');
/** Words after which it is told what was seen. */
const tells = 'gets?|got|sees?|saw|shows?|says?(?! that)|answers?|answered|returns?|gives?|throws?|prints?|have|has';
/** Words that only mean the ones behind them. */
const denials = 'no|not|without|after|again|second|(?:re)?try\\w{0,3}|when(?:ever)? (?:i|we|you)';
const lead = new RegExp(
  `\\b(?:${doubts})\\b(?!.*\\b(?:${tells})\\b)|(?<!\\b(?:could|can|did|does|do|has|have|was|were) ?)\\b(?:${denials})\\b\\W{1,3}(?:\\w{1,20}\\W{1,3}){0,1}$`,
  'i',
);
/** Beside a text that a reporter repeats and does not mean: from a guide, of another time or person, or ruled out. */
const beside =
  /\b(?:doc(?:s|umentation) (?:list|say|name|explain)|readme|(?:possible|common) (?:cause|reason|error)|(?:this|that|it) (?:is|was)(?: not|n['’]t) (?=["'`]?[A-Z]\w*\d)|not the (?:problem|cause)|(?:I|we) (?:thought|assumed)|(?:colleague|some(?:body|one)|others) (?:said|had|got)|last (?:week|month|year)|(?:is|are|was|were|then|and|have|already) (?:fixed|solved|renewed))/i;
/** Before what a reporter names without having it: a text of the past, of the documentation, of a list, or denied. */
const before =
  /(?:(?:\bis|\bwas|['’]s)(?: not|n['’]t)|\binstead of|\bno longer|\brid of|\b(?:first|earlier|previously),? (?:i|we|it|there)\b[^.]{0,30}|\b(?:docs|documentation|manual|old issue|blog|forum|(?:possible|common|usual) (?:causes|reasons)|troubleshooting)\b[^.\n]{0,40}|\bi know(?: that)?|\b(?:before|until) (?:the|that|this|our|my|we|i) (?:last )?(?:fix|chang|updat|upgrad|migrat|switch)\w{0,5}\b[^.\n]{0,60})[\s"'`“(:]*$/i;
const behind =
  /^["'`”)]{0,2}(?:\?+ (?:no|not)\b| ?(?:->|=>|→)|[^.\n]{0,40}\b(?:(?:is|was) (?:gone|fixed|solved|expected|when|if|in the list)|went away))/i;
/** What a message gives for a hint, whoever prints it. */
const hint =
  /\b(?:(?:possible|common|likely) (?:reason|cause)s?|(?:docs?|documentation|guide|manual) (?:says?|lists?)|(?:usually|typically|often|probably) means?|may(?: also)? (?:be|have|mean)|might|make sure|check (?:that|if))\b/i;
/** Before and behind a text whose meaning somebody asks for: nothing shows that it was answered. */
const asks = /\b(?:what (?:does|do|did|would|is|are)|meaning of|was (?:bedeutet|heißt|meint))\b/i;
const meaning = /^[^\n?]{0,60}\?/;
/** Somebody asks what has to be done, and tells of nothing that failed. */
const asksForNeed =
  /^\W{0,4}(?:(?:do|would|will) (?:i|we) (?:\w{1,10} )?(?:need|have) to|(?:should|must|may) (?:i|we)|is (?:it|this|that|\w{1,20}) (?:needed|required|necessary|mandatory))\b/i;
const notReason = /\b(?:is|was)(?: not|n['’]t) (?:the|my|our) (?:problem|cause|issue|reason)\b/i;
/** The words are one of two reasons, whoever says them: something else may be wrong as well. */
const goesOn =
  /^["'`]?,? or (?:[a-z]{1,10} ){0,2}(?:client[ _])?(?:secret|id|password|credentials?|authentication|redirect[ _]ur[il]|verifier|code|scope)s?\b/i;
/** A value behind the words makes them the name of a setting. */
const setting = /^["'`]?\s{0,3}[=:]\s{0,3}["'`]?(?:true|false|yes|no|\d{1,9})["'`]?(?:$|[,;)}\]\n]|\s+\w+=)/i;

/** Tells how the words from here to there are meant. What is only doubted proves nothing; what is mentioned may not have happened. */
export function howMeant(text: string, from: number, to: number, { isReporter, isGeneral }: Voice): Meant {
  const [start, rest] = sentenceAround(text, from, to);
  if (isRuledOut(text, from)) return 'mentioned';
  if (isReporter && (isMentioned(text, from, to) || isAskedFor(text, from, to))) return 'mentioned';
  const isDoubted =
    hint.test(start) ||
    notReason.test(rest) ||
    (asks.test(start) && meaning.test(rest)) ||
    setting.test(text.slice(to, to + farthest)) ||
    goesOn.test(rest) ||
    (isGeneral && isOneOfSeveral(start, rest)) ||
    (isReporter && (isInDoubt(start, rest) || beside.test(text.slice(Math.max(0, from - near), to + near))));
  return isDoubted ? 'doubted' : 'meant';
}

/**
 * Tells whether a text has these words, and means them of what failed.
 * @param ofReporter is the part at its beginning that a reporter wrote; all of it where none is given.
 */
export function isMeantIn(text: string, words: RegExp, ofReporter = text): boolean {
  const found = words.exec(text);
  if (found === null) return false;
  const voice = { isReporter: found.index < ofReporter.length, isGeneral: false };
  return howMeant(text, found.index, found.index + found[0].length, voice) === 'meant';
}

/** Tells whether somebody asks whether what the words name is needed. */
export function isAskedFor(text: string, from: number, to: number): boolean {
  const [start, rest] = sentenceAround(text, from, to);
  return asksForNeed.test(start + text.slice(from, to)) && rest.includes('?');
}

function isMentioned(text: string, from: number, to: number): boolean {
  const said = text.slice(Math.max(0, from - near), from);
  return before.test(said) || saysNot(said) || behind.test(text.slice(to, to + near));
}

/** Before the name of another setting and its value, which is no other reason: `Audience: 'a' or Audiences: 'b'`. */
const orSetting = /\bor (?=[\w.]{1,60} ?[:=] ?["'`])/gi;

/** Tells whether the words are one of several reasons that an answer lists. */
function isOneOfSeveral(before: string, said: string): boolean {
  const rest = said.replace(orSetting, '');
  return /,[^,]*\bor\b/i.test(`${before},${rest}`) || /^["'`]?,? or\b/i.test(rest);
}

/**
 * Tells whether a reporter leads up to the words by a doubt, or asks. What is quoted has no lead but its own, and what
 * follows by `then` was seen.
 */
function isInDoubt(before: string, rest: string): boolean {
  return (lead.test(before) && !/, then\b/.test(rest)) || /^[^"'`]*\?\s*$/.test(rest);
}

/** The rest of the sentence, before and behind. */
function sentenceAround(text: string, from: number, to: number): readonly [string, string] {
  const before =
    text
      .slice(Math.max(0, from - farthest), from)
      .split(/\n|[.!?;] /)
      .at(-1) ?? '';
  return [before, text.slice(to, to + farthest).split(/\n|[.!] /)[0] ?? ''];
}
