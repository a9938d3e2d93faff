/** In characters, on either side of what was found. */
const farthest = 160;

/** Words by which somebody tells what documents say, what was ruled out, asked, tried otherwise or seen another time. */
const lead =
  /\b(?:if|whether|may|might|could (?:be|it|this|that)|docs?|documentation|says? that|possib\w{1,4}|perhaps|maybe|ruled|causes?|without|when(?:ever)? (?:i|we|you)|(?:re)?try|again|second|after|yesterday|earlier|previous\w{0,2}|sometimes|used to|once|never|no|(?<!\b(?:could|can|did|does|do|has|have|was|were) ?)not|isn['’]t|nothing)\b/i;
/** What a message gives for a hint, whoever prints it. */
const hint =
  /\b(?:(?:possible|common) (?:reason|cause)|(?:usually|typically|often|probably) means?|may(?: also)? (?:be|have|mean)|might|make sure|check (?:that|if))/i;
/** A value behind the words makes them the name of a setting. */
const setting = /^["'`]?\s{0,3}[=:]\s{0,3}["'`]?(?:true|false|yes|no|\d{1,9})["'`]?(?:$|[,;)}\]\n]|\s+\w+=)/i;

/** Tells whether the words up to here are the name of a setting. */
export function isSetting(text: string, to: number): boolean {
  return setting.test(text.slice(to, to + farthest));
}

/** Tells whether a message gives the words from here to there for a hint. */
export function isHint(text: string, from: number, to: number): boolean {
  return hint.test(around(text, from, to)[0]);
}

/** Tells whether the words from here to there are one of several reasons that an answer lists. */
export function isOneOfSeveral(text: string, from: number, to: number): boolean {
  const [before, rest] = around(text, from, to);
  return /,[^,]*\bor\b/i.test(`${before},${rest}`) || /^["'`]?,? or\b/i.test(rest);
}

/**
 * Tells whether a reporter speaks of these words and not of this failure: leads up to them by a doubt, or asks. What is
 * quoted has no lead but its own, and what follows by `then` was seen.
 */
export function isInDoubt(text: string, from: number, to: number): boolean {
  const [before, rest] = around(text, from, to);
  return (lead.test(before) && !/, then\b/.test(rest)) || /^[^"'`]*\?\s*$/.test(rest);
}

/** The rest of the sentence, before and behind. */
function around(text: string, from: number, to: number): readonly [string, string] {
  const before =
    text
      .slice(Math.max(0, from - farthest), from)
      .split(/\n|[.!?;] /)
      .at(-1) ?? '';
  return [before, text.slice(to, to + farthest).split(/\n|[.!] /)[0] ?? ''];
}
