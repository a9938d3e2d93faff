import type { Evidence } from '../evidence/evidence.ts';
import { libraries } from '../libraries/registry.ts';
import { providerNamed } from '../providers/recognise.ts';
import { providers } from '../providers/registry.ts';
import type { CauseId } from '../rules/causes.ts';
import type { Confidence, EvidenceLine, Finding, Rule } from '../rules/rule.ts';
import { withoutNamedValues } from '../text/named-values.ts';
import { withoutRandomText } from '../text/random-text.ts';
import { isNameOfError } from '../text/scrub.ts';
import { showInvisible } from '../text/value.ts';
import { adviceFor } from './advice-for.ts';
import { isRuledOut } from './denied.ts';
import { type Heard, heardIn, surroundingsOf } from './heard.ts';
import { howMeant } from './how-meant.ts';
import { mostTries, phraseEnd } from './phrase.ts';
import { anchorLetters, indexOfPatterns, type Pattern, type PatternIndex } from './spoken.ts';
import { conditionsMet, type Surroundings, surroundings } from './surroundings.ts';

/** What a finding that rests on a text tells the engine about itself, as a rule does. */
export type TextRule = Pick<Rule, 'cause' | 'variant' | 'retry' | 'whoseMove' | 'noiseWhen' | 'specificity'>;

/** A finding that rests on a text of a provider or a library: what the engine merges with the rules' findings. */
export interface TextFinding {
  readonly rule: TextRule;
  readonly finding: Finding;
}

interface Match {
  readonly pattern: Pattern;
  readonly heard: Heard;
  /** Where the text stands, as indexes of `heard.text.readable`. */
  readonly from: number;
  readonly to: number;
  /** Conditions that the text had and that hold. */
  readonly conditions: number;
  /** Whether another text in the same place says it better. */
  readonly isAside?: true;
}

/** In characters, before and after the start of what was found. */
const shownBefore = 40;
const shownAfter = 180;
/** Of a JSON answer, in characters. */
const longestMember = 300;
const weaker: Readonly<Record<Confidence, Confidence>> = {
  certain: 'likely',
  likely: 'possible',
  possible: 'possible',
};
const ranks: Readonly<Record<Confidence, number>> = { certain: 30, likely: 20, possible: 10 };
let known: PatternIndex | undefined;

/**
 * Finds the texts of providers and libraries in what the evidence's answers, callbacks and notes say, and names what
 * they mean, best first, each cause once. One pass over bounded text; never throws on what a stranger wrote.
 */
export function textFindings(evidence: Evidence): readonly TextFinding[] {
  known ??= indexOfPatterns([...providers, ...libraries]);
  const heard = heardIn(evidence);
  const around = surroundings(evidence, surroundingsOf(evidence, heard));
  const matches = heard.flatMap((one) => ofOneVoice(matchesIn(one, known as PatternIndex, around), around.provider));
  const findings = matches.flatMap((match) => findingsOf(match, around));
  findings.sort((a, b) => rankOf(b) - rankOf(a));
  const causes = new Set<CauseId>();
  return findings.filter(({ rule }) => !causes.has(rule.cause) && causes.add(rule.cause));
}

function matchesIn(heard: Heard, index: PatternIndex, around: Surroundings): readonly Match[] {
  const { text } = heard;
  const found = new Map<SaidKey, Match>();
  const tries = new Map<Pattern, number>();
  for (let start = 0; start + anchorLetters <= text.letters.length; start++) {
    const patterns = index.get(text.letters.slice(start, start + anchorLetters));
    for (const pattern of patterns ?? []) {
      const tried = tries.get(pattern) ?? 0;
      if (tried === mostTries || found.has(pattern.text)) continue;
      const end = phraseEnd(text, pattern.phrase, start);
      if (end === -1) {
        if (text.letters.startsWith(pattern.phrase[0] ?? '', start)) tries.set(pattern, tried + 1);
        continue;
      }
      tries.set(pattern, mostTries);
      const conditions = conditionsMet(pattern, heard, around);
      if (conditions === undefined) continue;
      const from = text.at[start] ?? 0;
      found.set(pattern.text, { pattern, heard, from, to: (text.at[end - 1] ?? from) + 1, conditions });
    }
  }
  return [...found.values()];
}

type SaidKey = Pattern['text'];

/**
 * The texts of other providers are not meant where the one that is known speaks. General words count less beside a text
 * that is somebody's own, unless they have one meaning and the provider does not speak beside them: a library frames
 * what it was answered. A bare error code says nothing beside either.
 */
function ofOneVoice(matches: readonly Match[], provider: string | undefined): readonly Match[] {
  const isOwn = ({ pattern }: Match): boolean => pattern.speaker.name === provider;
  const isTheirs = (one: Match): boolean => !isOwn(one) && providerNamed(one.pattern.speaker.name) !== undefined;
  const spoken = matches.some((one) => isOwn(one) && !one.pattern.text.coarse)
    ? matches.filter((one) => !isTheirs(one))
    : matches;
  const words = spoken.filter((one) => !one.pattern.text.coarse);
  if (words.length === 0) return spoken;
  const isPlain = words.every((one) => one.pattern.speaker.general);
  const isFramed = !words.some(isOwn);
  const isLess = ({ pattern: { speaker, text } }: Match) =>
    speaker.general && !(isFramed && text.confidence === 'certain');
  return isPlain ? words : words.map((one) => (isLess(one) ? { ...one, isAside: true } : one));
}

function findingsOf(match: Match, around: Surroundings): readonly TextFinding[] {
  const { text } = match.pattern;
  const first = text.confidence ?? 'likely';
  const { heard, from, to, pattern } = match;
  const voice = { isReporter: heard.where === 'description', isGeneral: pattern.speaker.general === true };
  const sureness = heard.decisive ? first : weaker[first];
  // Words of a program that prove nothing anyway need not be asked how they are meant.
  const isAsked = voice.isReporter || sureness === 'certain' || isRuledOut(heard.text.readable, from);
  const meant = isAsked ? howMeant(heard.text.readable, from, to, voice) : 'meant';
  const isAside = match.isAside || meant === 'mentioned';
  const confidence = isAside ? 'possible' : sureness === 'certain' && meant === 'doubted' ? 'likely' : sureness;
  if (isAside) return [findingOf({ ...match, isAside }, text.cause, confidence, around)];
  const others = (text.possible ?? []).map((cause) => findingOf(match, cause, 'possible', around));
  return [findingOf(match, text.cause, confidence, around), ...others];
}

function findingOf(match: Match, cause: CauseId, confidence: Confidence, around: Surroundings): TextFinding {
  const { text, speaker } = match.pattern;
  const advice = adviceFor(cause);
  const isFirst = cause === text.cause;
  const isOwn = speaker.name === around.provider || match.conditions > 0;
  return {
    rule: {
      cause,
      variant: (isFirst ? text.variant : undefined) ?? speaker.name,
      retry: (isFirst ? text.retry : undefined) ?? advice.retry ?? false,
      whoseMove: advice.whoseMove ?? 'app',
      noiseWhen: [],
      specificity: text.coarse || match.isAside ? 1 : isOwn ? 3 : 2,
    },
    finding: {
      confidence,
      evidence: [lineOf(match, advice.expected)],
      what: (isFirst ? text.what : undefined) ?? advice.what,
      why: (isFirst ? text.why : undefined) ?? advice.why,
      fix: (isFirst ? text.fix : undefined) ?? advice.fix,
    },
  };
}

/** Of one text that several say, the server counts first, then the program, and the reporter last. */
function rankOf({ rule, finding }: TextFinding): number {
  return ranks[finding.confidence] + rule.specificity + nearness(finding.evidence[0]?.where ?? '');
}

/** How near a voice is to the failure, as a part of one rank. */
function nearness(where: string): number {
  if (where === 'description') return 0;
  return where === "client's error" || where === 'log' ? 0.2 : 0.4;
}

/** The member of a JSON answer in which the text stands, or its line, cut to what is around it. */
function lineOf({ heard, from, to }: Match, expected: string): EvidenceLine {
  const { readable } = heard.text;
  const member = memberAround(readable, from, to);
  if (member !== undefined) return { where: heard.where, seen: shown(member), expected };
  const before = readable.slice(Math.max(0, from - shownBefore), from);
  const after = readable.slice(from, Math.max(to, Math.min(from + shownAfter, readable.length))).slice(0, 300);
  const rest = untilLineEnd(after, to - from);
  const line = before.slice(before.lastIndexOf('\n') + 1) + rest;
  // A word that the cut went through could be half a secret, which nothing recognises any more.
  const isCut = {
    start: from > shownBefore && !before.includes('\n'),
    end: rest === after && from + after.length < readable.length,
  };
  const whole = line
    .replace(isCut.start ? /^\S{1,200}\s/ : /$^/, '… ')
    .replace(isCut.end ? /\s\S{0,300}$/ : /$^/, ' …');
  return { where: heard.where, seen: shown(whole), expected };
}

/** `"name": "value"` around a place, where it is short enough to be shown whole. */
function memberAround(text: string, from: number, to: number): string | undefined {
  const before = /"[\w-]{1,40}"\s?:\s?"[^"\n]*$/.exec(text.slice(Math.max(0, from - longestMember), from))?.[0];
  const after = /^[^"\n]*"/.exec(text.slice(to, to + longestMember))?.[0];
  if (before === undefined || after === undefined) return undefined;
  const member = before + text.slice(from, to) + after;
  return member.length <= longestMember ? member : undefined;
}

function shown(text: string): string {
  return withoutRandomText(withoutNamedValues(text, hidden)).split(/\s+/).map(showInvisible).join(' ').trim();
}

function untilLineEnd(text: string, atLeast: number): string {
  const end = text.indexOf('\n', atLeast);
  return end === -1 ? text : text.slice(0, end);
}

/** What is shown of a value under the name of a secret. Numbers of errors and addresses stand there as well. */
function hidden(value: string, name: string): string {
  const isError = name === 'code' && isNameOfError.test(value);
  return isError || /^(?:[A-Z_]+\d*:?|\w+:\/\/\S*|[a-z]{1,12}=.*)$/.test(value) ? value : '[secret]';
}
