import { showDuration } from '../../text/time.ts';
import { hasCodeForClients } from '../client-authentication/request-of-client.ts';
import { line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { refreshOf, refreshTokenOf } from './failed-refresh.ts';

const parallel =
  /(?<!\b(?:not|never) (?:in )?)(?:parallel|concurren|simult[aá]n|at (?:the )?same time|at once\b)|\brac(?:e|ing)\b|gleichzeitig|en même temps|ao mesmo tempo|al mismo tiempo|contemporane|tegelijk|同時|並[列行]|同时|并[发行]|동시/i;
/** Of several callers there may be a race, or each goes on with what it has. */
const several =
  /asynchron|(?:two|both|several|multiple|many) (?:\w{1,20} ){0,2}(?:requests|process(?:es)?|instances|workers|tabs|pods|calls|threads|devices)\b|middleware|prefetch|replicas?/i;
/** Says that the old token was gone on with. */
const kept =
  /restart|\.env\b|(?:first|old|original|initial) (?:refresh.?)?token|(?:hours?|days?|weeks?) apart|next day/i;
const stored =
  /restart|environment|\.env|config|database|stored|saved?|persist|old refresh|same refresh token|hours? later|next day|cron/i;
const later =
  /\b(?:after|every)\b[^\n]{0,12}?\b(?:\d[\d–-]*|a few|some|several|one|two|an?)? ?(?:hours?|days?|weeks?|months?)\b|\b(?:hours?|days?|weeks?|months?) (?:later|apart)\b/i;
/** Says that the token is kept somewhere, where callers may leave the old one. */
const place = /(?<!\bnot? (?:an? |the )?)\b(?:database|stored?|saved?|persist\w*)\b/i;
/** Two uses within this time are one race. In milliseconds. */
const raceWindow = 60_000;
/** No program turns to its tokens again within this time, whatever it calls between. In milliseconds. */
const atOnce = 2000;

/** A refresh token that is sent again after an answer that should have replaced it. */
export interface SecondUse {
  /** Two callers had the token at once; otherwise one went on with what it should have replaced. */
  readonly isRace: boolean;
  /** The earlier use was answered with another refresh token. */
  readonly isRotated: boolean;
  /** Somebody says that hours or days lie between. */
  readonly isLater: boolean;
  /** The answer refuses the client, or the server has a fault: it is not about the token. */
  readonly isOfClient: boolean;
  /** Somebody speaks of several callers, and of where the token is kept: it may be either. */
  readonly isOpen: boolean;
  /** Milliseconds between the two uses, where the capture has both times. */
  readonly gap: number | undefined;
}

/** Tells whether a call between two uses is none of a program that goes on with what was replaced. */
function isBesideRace(one: Seen, { at: began = Number.NaN }: Seen, token: string): boolean {
  const used = refreshTokenOf(one);
  if (used !== undefined) return used === token;
  // Behind the first use the old access token is refused to who has not stored the new one.
  return one.outcome === 'accepted' || (one.at ?? Number.POSITIVE_INFINITY) <= began;
}

/** Finds the use of a refresh token after its rotation, or after a use whose answer nobody saved. */
export function secondUse(view: View): SecondUse | undefined {
  const refresh = refreshOf(view) ?? (view.subject?.role === 'other' ? view.subject : undefined);
  const token = refresh && refreshTokenOf(refresh);
  if (refresh === undefined || token === undefined || refresh.outcome === 'accepted') return undefined;
  const uses = view.before.filter((one) => refreshTokenOf(one) === token);
  const rotation = uses.find((one) => one.outcome === 'accepted' && (newTokenOf(one) ?? token) !== token);
  const earlier =
    rotation ??
    uses.find((one) => one.outcome === 'unknown' || isUnsaved(one)) ??
    uses.find((one) => isReplacedAfter(one, token, view));
  if (earlier === undefined) return undefined;
  const gap = refresh.at === undefined || earlier.at === undefined ? undefined : refresh.at - earlier.at;
  const between = view.before.slice(earlier.index + 1);
  const isQuick =
    gap !== undefined &&
    ((gap < raceWindow && between.every((one) => refreshTokenOf(one) === token)) ||
      (gap < atOnce && between.every((one) => isBesideRace(one, earlier, token))));
  const isSaid = parallel.test(view.words);
  const isOfSeveral = several.test(view.words) && !kept.test(view.words);
  const isLong = gap !== undefined && gap >= raceWindow;
  const isOfOther = gap === undefined && isOfOtherProgram(earlier, refresh);
  const isRace = !isLong && (isSaid || isOfSeveral || isOfOther || (isQuick && !stored.test(view.remarks)));
  const isLater = later.test(view.words) && !isRace;
  const isOfClient =
    ((refresh.status ?? 0) >= 500 && !/token/i.test(refresh.text)) ||
    (hasCodeForClients(refresh) && !/refresh.?token/i.test(refresh.text));
  const isOpen = isRace && !isSaid && place.test(view.remarks);
  return { isRace, isRotated: rotation !== undefined, isLater, isOfClient, isOpen, gap };
}

/** Tells whether two programs sent the requests, by the names that they give themselves. */
function isOfOtherProgram(one: Seen, other: Seen): boolean {
  const [name, otherName] = [one, other].map((request) => request.header('user-agent')?.split(/[/ ]/)[0]);
  return name !== undefined && otherName !== undefined && name !== otherName;
}

function newTokenOf(one: Seen): string | undefined {
  return one.got('refresh_token') ?? one.got('refreshToken');
}

/** Tells whether the client was given another refresh token after this use, by a new login. */
function isReplacedAfter(use: Seen, token: string, { before }: View): boolean {
  return before.some(
    (one) =>
      one.index > use.index &&
      one.role === 'token-request' &&
      one.outcome === 'accepted' &&
      one.host === use.host &&
      one.clientId === use.clientId &&
      (one.got('refresh_token') ?? token) !== token,
  );
}

/** An answer of which nobody saved more than that it was good. */
function isUnsaved({ outcome, exchange }: Seen): boolean {
  return outcome === 'accepted' && (exchange.response?.body ?? '') === '';
}

/** A second use as the sign of the likelier of its two causes. */
export function asLikelier({
  isRace,
  isRotated,
  isLater,
  isOfClient,
  isOpen,
  gap,
}: SecondUse): Shown<'same-token-again'> {
  const when = gap === undefined ? '' : `, ${showDuration(gap)} earlier`;
  return {
    variant: 'same-token-again',
    // Without times nobody can tell a race from a token that was kept, unless it is said.
    confidence: isRotated && !isOfClient && !isOpen && (isRace || isLater || gap !== undefined) ? 'certain' : 'likely',
    specificity: 3,
    lines: [
      line(
        'refresh_token',
        `used before${when}${isRotated ? ', and answered with another one' : ''}`,
        'the refresh_token of the newest answer',
      ),
    ],
  };
}

/** A second use as the sign of the other cause, which can't be ruled out. */
export const asPossible: Shown<'same-token-again'> = {
  variant: 'same-token-again',
  confidence: 'possible',
  lines: [line('refresh_token', 'used before', 'the refresh_token of the newest answer')],
};
