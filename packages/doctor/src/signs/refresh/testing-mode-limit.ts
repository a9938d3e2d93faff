import { codeRedemption, paste, refreshRequest, refused, tokens } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { ageOf, failedRefresh, issueBefore, lateness } from './failed-refresh.ts';

const google = 'https://oauth2.googleapis.com/token';
const week = 7 * 86_400;

/** Tells whether an answer of Google gives a refresh token for a week, as it does to apps in Testing; in seconds. */
export function isOfTestingMode(provider: string | undefined, life: number): boolean {
  return provider === 'google' && Math.abs(life - week) < 3600;
}

/** Google ends the refresh tokens of an app in Testing after seven days, as its guide to OAuth 2.0 says. */
export const testingModeLimit = defineSign({
  cause: 'refresh/testing-mode-limit',
  variants: { 'seven-days': 'The answer gave a refresh token for seven days' },
  specs: ['Google, Using OAuth 2.0 to Access Google APIs'],
  look: function* testingModeLimit(view) {
    const refresh = failedRefresh(view);
    if (refresh === undefined) return;
    const issue = issueBefore(view, refresh);
    const life = Number(issue?.got('refresh_token_expires_in') ?? Number.NaN);
    if (!isOfTestingMode(view.provider, life)) return;
    const age = ageOf(issue, refresh);
    yield {
      variant: 'seven-days',
      confidence: age !== undefined && age > life ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('refresh_token', lateness(age, life), 'an app that is published')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'seven-days',
        confidence: 'likely',
        name: 'a refresh token of Google for a week',
        text: paste(
          codeRedemption({}, {}, google),
          tokens({ refresh_token: 'Rt8fk39fL02kd', refresh_token_expires_in: 604_799 }),
          refreshRequest({}, google),
          refused('invalid_grant', 'Token has been expired or revoked.'),
        ),
      },
    ],
    silent: [
      {
        variant: 'seven-days',
        name: 'a refresh token of another server for a week',
        text: paste(
          codeRedemption(),
          tokens({ refresh_token: 'Rt8fk39fL02kd', refresh_token_expires_in: 604_799 }),
          refreshRequest(),
          refused('invalid_grant', 'Token has been expired or revoked.'),
        ),
      },
      {
        variant: 'seven-days',
        name: 'a refresh token of Google whose end the user chose',
        text: paste(
          codeRedemption({}, {}, google),
          tokens({ refresh_token: 'Rt8fk39fL02kd', refresh_token_expires_in: 2_592_000 }),
          refreshRequest({}, google),
          refused('invalid_grant', 'Token has been expired or revoked.'),
        ),
      },
    ],
  }),
});
