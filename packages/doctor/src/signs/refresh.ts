import { countOf } from '../text/secret.ts';
import { showDuration } from '../text/time.ts';
import { hasFailed } from './said-about.ts';
import { type Look, line, type Sign } from './sign.ts';
import type { Seen, View } from './view.ts';

const parallel =
  /parallel|concurren|simultaneous|at the same time|race|several (?:requests|processes|instances|workers|tabs)|multiple (?:requests|processes|instances|workers|tabs|pods|calls)|two (?:requests|processes|instances|workers|tabs|pods|calls)|middleware|prefetch|replicas?/i;
const stored =
  /restart|environment|\.env|config|database|stored|saved?|persist|old refresh|same refresh token|hours? later|next day|cron/i;
/** Two uses within this time are one race. In milliseconds. */
const raceWindow = 60_000;
const day = 86_400;
/** Sizes of columns in which tokens were cut. */
export const columnSizes = new Set([128, 191, 250, 255, 256, 500, 512, 1000, 1023, 1024, 2000, 2048, 4000, 4096]);

/** Refresh tokens over several exchanges: rotation, age, shape, and whether one was asked for at all. */
export const refreshSigns: Look = function* refresh(view) {
  const { subject } = view;
  if (subject === undefined) {
    yield* ofNoToken(view);
    return;
  }
  if (subject.role !== 'token-request' || subject.sent('grant_type') !== 'refresh_token') return;
  yield* ofReuse(view, subject);
  if (!hasFailed(view)) return;
  yield* ofShape(view, subject);
  yield* ofAge(view, subject);
  yield* ofUses(view, subject);
};

function* ofReuse(view: View, subject: Seen): Generator<Sign> {
  const token = subject.sent('refresh_token');
  if (token === undefined || subject.outcome === 'accepted') return;
  const uses = view.before.filter((one) => one.role === 'token-request' && one.sent('refresh_token') === token);
  const rotation = uses.find((one) => one.outcome === 'accepted' && (one.got('refresh_token') ?? token) !== token);
  const open = uses.find((one) => one.outcome === 'unknown');
  const use = rotation ?? open;
  if (use === undefined) return;
  const gap = subject.at === undefined || use.at === undefined ? undefined : subject.at - use.at;
  const isRace =
    parallel.test(view.words) ||
    (!stored.test(view.remarks) && gap !== undefined && gap < raceWindow && subject.index - use.index === 1);
  yield {
    cause: isRace ? 'refresh/concurrent-use' : 'refresh/rotation-not-stored',
    variant: 'same-token-again',
    confidence: rotation === undefined ? 'likely' : 'certain',
    specificity: 3,
    lines: [
      line(
        'refresh_token',
        `used before${gap === undefined ? '' : `, ${showDuration(gap)} earlier`}${rotation === undefined ? '' : ', and answered with another one'}`,
        'the refresh_token of the newest answer',
      ),
    ],
  };
  yield {
    cause: isRace ? 'refresh/rotation-not-stored' : 'refresh/concurrent-use',
    variant: 'same-token-again',
    confidence: 'possible',
    lines: [line('refresh_token', 'used before', 'the refresh_token of the newest answer')],
  };
}

function* ofShape(view: View, subject: Seen): Generator<Sign> {
  const token = subject.sent('refresh_token');
  if (token === undefined) return;
  const say = (variant: string, confidence: Sign['confidence'], seen: string): Sign => ({
    cause: 'refresh/unknown-token',
    variant,
    confidence,
    specificity: 3,
    lines: [line('refresh_token', seen, 'the refresh_token of the newest token answer, whole')],
  });
  for (const one of view.before) {
    if (one.got('access_token') === token)
      yield say('access-token', 'certain', 'the access_token of an earlier answer');
    if (one.got('id_token') === token) yield say('id-token', 'certain', 'the id_token of an earlier answer');
    const given = one.got('refresh_token');
    if (given !== undefined && token.length >= 8 && given.length > token.length && given.startsWith(token)) {
      yield say(
        'truncated',
        'certain',
        `the first ${token.length} of ${given.length} characters of an earlier refresh token`,
      );
    }
  }
  const type = String(view.jwt(token)?.claims.typ ?? view.jwt(token)?.header.typ ?? '').toLowerCase();
  if (/^(?:bearer|at\+jwt|id)$/.test(type)) yield say('other-kind', 'certain', `a JWT of type ${type}`);
  else if (/^ey[\w-]+\.[\w-]*\.[^.]+\.[^.]+\.[^.]+$/.test(token))
    yield say('encrypted-jwt', 'likely', 'an encrypted JWT of five parts, as access tokens are');
  if (columnSizes.has(token.length))
    yield say('column', 'likely', `exactly ${token.length} characters, the size of a database column`);
}

function* ofAge(view: View, subject: Seen): Generator<Sign> {
  const token = subject.sent('refresh_token');
  const given = view.before.findLast(
    (one) =>
      one.role === 'token-request' && (one.got('refresh_token') === token || one.got('refresh_token') !== undefined),
  );
  const age = given?.at === undefined || subject.at === undefined ? undefined : (subject.at - given.at) / 1000;
  const idle = Number(given?.got('refresh_expires_in') ?? Number.NaN);
  const life = Number(given?.got('refresh_token_expires_in') ?? Number.NaN);
  const late = (limit: number): string =>
    (age === undefined ? '' : `sent ${showDuration(age * 1000)} after it was issued`) || `of ${limit} seconds`;
  if (idle > 0 && ((age ?? 0) > idle || /not active|expired|inactiv|idle/i.test(subject.text))) {
    yield aged(
      'refresh/expired-inactivity',
      'refresh-expires-in',
      (age ?? 0) > idle ? 'certain' : 'likely',
      late(idle),
      `within ${showDuration(idle * 1000)} of its issue`,
    );
  }
  const isWeek = view.provider === 'google' && Math.abs(life - 7 * day) < 3600;
  if (isWeek)
    yield aged(
      'refresh/testing-mode-limit',
      'seven-days',
      (age ?? 0) > life ? 'certain' : 'likely',
      late(life),
      'an app that is published',
    );
  else if (life > 0 && age !== undefined && age > life)
    yield aged('refresh/lifetime-ended', 'expires-in', 'certain', late(life), `within ${showDuration(life * 1000)}`);
  const { refreshTokenIdle, refreshToken } = view.habits?.lifetimes ?? {};
  if (age !== undefined && refreshToken !== undefined && age > refreshToken)
    yield aged(
      'refresh/lifetime-ended',
      'provider-limit',
      'certain',
      late(refreshToken),
      `within ${showDuration(refreshToken * 1000)}`,
    );
  else if (age !== undefined && refreshTokenIdle !== undefined && age > refreshTokenIdle)
    yield aged(
      'refresh/expired-inactivity',
      'provider-limit',
      'certain',
      late(refreshTokenIdle),
      `within ${showDuration(refreshTokenIdle * 1000)}`,
    );
}

function aged(
  cause: Sign['cause'],
  variant: string,
  confidence: Sign['confidence'],
  seen: string,
  expected: string,
): Sign {
  return { cause, variant, confidence, specificity: 3, lines: [line('refresh_token', seen, expected)] };
}

function* ofUses(view: View, subject: Seen): Generator<Sign> {
  const token = subject.sent('refresh_token');
  if (subject.status !== 429) return;
  const now = subject.at;
  const uses = view.before.filter(
    (one) =>
      one.sent('refresh_token') === token && (now === undefined || one.at === undefined || now - one.at < 60_000),
  );
  const limit = view.habits?.refreshesPerMinute ?? 10;
  if (uses.length < limit && !/refresh token/i.test(subject.text)) return;
  yield {
    cause: 'refresh/used-over-limit',
    variant: 'counted',
    confidence: 'certain',
    specificity: 3,
    lines: [
      line(
        'uses of this refresh token',
        `${countOf(uses.length + 1, 'time')} in this capture`,
        `at most ${limit} in a minute`,
      ),
    ],
  };
}

/** Parameters and scopes by which a client asks for a refresh token somewhere. */
const offlineSigns: readonly (readonly [string, RegExp])[] = [
  ['access_type', /^offline$/],
  ['token_access_type', /^offline$/],
  ['scope', /\boffline_access\b|\boffline\b|\bwl\.offline_access\b|\bAdditional\.offline/],
  ['duration', /^permanent$/],
];

function* ofNoToken(view: View): Generator<Sign> {
  const answer = view.all.findLast(
    (one) => one.role === 'token-request' && one.outcome === 'accepted' && one.got('access_token') !== undefined,
  );
  if (answer === undefined || answer.got('refresh_token') !== undefined) return;
  const grant = answer.sent('grant_type');
  if (grant !== 'authorization_code' && !(grant === undefined && answer.has('code'))) return;
  const missed =
    /refresh.?token|offline|(?:session|login|connection|token)s?.{0,30}(?:ends?|expires?|expired|lost|lasts?|dies?|gone).{0,30}|(?:one|1|an|8|eight|4|four) hours?|re-?(?:login|authenticate|authori[sz]e|connect)/i.test(
      view.remarks + view.printed,
    );
  const start = view.all.findLast(
    (one) => one.index < answer.index && one.isOf('authorization-request', 'pushed-authorization-request'),
  );
  const asked = offlineSigns.find(([name, value]) => value.test(start?.sent(name) ?? ''));
  const { parameters, scope, again } = view.habits?.offline ?? {};
  const wanted = [...Object.entries(parameters ?? {}), ...(scope === undefined ? [] : [['scope', scope] as const])];
  const lacks =
    start === undefined
      ? undefined
      : wanted.find(([name, value]) => !(start.sent(name) ?? '').split(/[ ,]/).includes(value));
  const isFine = view.all.every((one) => one.outcome !== 'refused');
  if (lacks !== undefined) {
    yield notIssued(
      'flag-absent',
      missed || asked !== undefined ? 'certain' : isFine ? 'likely' : 'possible',
      `${lacks[0]} without ${lacks[1]}`,
      `${lacks[0]}=${lacks[1]}`,
    );
  } else if (missed) {
    const more = Object.entries(again ?? parameters ?? {})
      .map(([name, value]) => `${name}=${value}`)
      .join(' and ');
    yield notIssued(
      'not-in-answer',
      start === undefined && wanted.length === 0 && !/refresh/i.test(view.words) ? 'likely' : 'certain',
      'no refresh_token in the token answer',
      more || (scope ?? 'a refresh_token, asked for as the provider wants it'),
    );
  } else if (isFine) {
    yield notIssued(
      asked === undefined ? 'not-asked' : 'asked-in-vain',
      asked === undefined ? 'possible' : 'likely',
      'no refresh_token in the token answer',
      'a refresh_token, asked for as this provider wants it',
    );
  }
}

function notIssued(variant: string, confidence: Sign['confidence'], seen: string, expected: string): Sign {
  return {
    cause: 'refresh/not-issued',
    variant,
    confidence,
    specificity: 3,
    lines: [line('authorization request and token answer', seen, expected)],
  };
}
