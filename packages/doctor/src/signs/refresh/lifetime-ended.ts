import { answer, codeRedemption, paste, refreshRequest, tokens } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import { ageOf, failedRefresh, issueBefore, lateness, within } from './failed-refresh.ts';
import { isOfTestingMode } from './testing-mode-limit.ts';

type Variant = 'expires-in' | 'provider-limit';

/** The fixed life of the refresh token was over when it was sent. RFC 6749 section 6. */
export const lifetimeEnded = defineSign<Variant>({
  cause: 'refresh/lifetime-ended',
  variants: {
    'expires-in': 'More time has passed than the answer gave the refresh token',
    'provider-limit': 'More time has passed than this provider gives a refresh token',
  },
  specs: ['RFC 6749 section 6', 'RFC 9700 section 4.14.2'],
  look: function* lifetimeEnded(view) {
    const refresh = failedRefresh(view);
    if (refresh === undefined) return;
    const issue = issueBefore(view, refresh);
    const age = ageOf(issue, refresh);
    if (age === undefined) return;
    const life = Number(issue?.got('refresh_token_expires_in') ?? Number.NaN);
    if (life > 0 && age > life && !isOfTestingMode(view.provider, life)) yield over('expires-in', age, life);
    const limit = view.habits?.lifetimes?.refreshToken;
    if (limit !== undefined && age > limit) yield over('provider-limit', age, limit);
  },
  cases: () => ({
    fires: [
      {
        variant: 'expires-in',
        confidence: 'certain',
        name: 'a day, and used after two',
        text: usedOn('3', { refresh_token_expires_in: 86_400 }),
      },
      {
        variant: 'provider-limit',
        confidence: 'certain',
        name: 'sixty days with Box, and used after ninety',
        text: usedOn('91', {}, 'https://api.box.com/oauth2/token'),
      },
    ],
    silent: [
      {
        variant: 'expires-in',
        name: 'three days, and used after two',
        text: usedOn('3', { refresh_token_expires_in: 259_200 }),
      },
      {
        variant: 'provider-limit',
        name: 'ninety days, and nobody knows the limit of the server',
        text: usedOn('91', {}),
      },
    ],
  }),
});

function over(variant: Variant, age: number, limit: number): Shown<Variant> {
  return {
    variant,
    confidence: 'certain',
    specificity: 3,
    lines: [line('refresh_token', lateness(age, limit), within(limit))],
  };
}

/** A refresh token that was issued on the first day of 2026 and refused on this day of the year. */
function usedOn(day: string, members: Readonly<Record<string, unknown>>, endpoint?: string): string {
  return paste(
    codeRedemption({}, {}, endpoint),
    tokens({ refresh_token: 'Rt8fk39fL02kd', ...members }, { Date: dateOf(1) }),
    refreshRequest({}, endpoint),
    answer(400, { error: 'invalid_grant' }, { Date: dateOf(Number(day)) }),
  );
}

function dateOf(day: number): string {
  return new Date(Date.UTC(2026, 0, day)).toUTCString();
}
