import { isMeantIn } from '../../said/how-meant.ts';
import { codeRedemption, paste, refreshRequest, refused, tokens } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { ageOf, failedRefresh, issueBefore, lateness } from './failed-refresh.ts';

type Variant = 'seven-days' | 'told';

/** What the console of Google calls an app that it has not published. */
const saysTesting =
  /\bpublishing status\b[^\n]{0,30}\btesting\b|\b(?:in|on|to|as|is) ["'`“]?testing["'`”]?(?: (?:mode|status|state|stage)\b|[^\w\n]{1,3}(?:in|of|on|at) (?:the )?(?:google|gcp|cloud|oauth consent))/i;
const ofGoogle = /\bpublishing status\b|\bconsent screen\b|\bgoogle\b|\bgcp\b|\bcloud console\b/i;
const saysWeek = /\b(?:7|seven) days?\b|\b(?:a|one|every|each) week\b|\bweekly\b/i;
const saysPublished =
  /\b(?:in|to) production\b|\bpublished\b|\bverified\b|\b(?:another|other|old) (?:project|app|client)\b/i;

const google = 'https://oauth2.googleapis.com/token';
const week = 7 * 86_400;

/** Tells whether an answer of Google gives a refresh token for a week, as it does to apps in Testing; in seconds. */
export function isOfTestingMode(provider: string | undefined, life: number): boolean {
  return provider === 'google' && Math.abs(life - week) < 3600;
}

/** Google ends the refresh tokens of an app in Testing after seven days, as its guide to OAuth 2.0 says. */
export const testingModeLimit = defineSign<Variant>({
  cause: 'refresh/testing-mode-limit',
  variants: {
    'seven-days': 'The answer gave a refresh token for seven days',
    told: 'The app is in Testing, and its refresh token is refused after a week',
  },
  specs: ['Google, Using OAuth 2.0 to Access Google APIs'],
  look: function* testingModeLimit(view) {
    const refresh = failedRefresh(view);
    if (refresh === undefined) return;
    if (view.provider === 'google' && refresh.code === 'invalid_grant') yield* ofTold(view);
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
        variant: 'told',
        confidence: 'certain',
        name: 'the console says Testing, and the reporter counts the days',
        text: paste(
          refreshRequest({}, google),
          refused('invalid_grant', 'Token has been expired or revoked.'),
          'It works for 7 days, then no more. The publishing status of the app is "Testing".',
        ),
      },
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
        variant: 'told',
        name: 'an app that was in Testing, and is published now',
        text: paste(
          refreshRequest({}, google),
          refused('invalid_grant', 'Token has been expired or revoked.'),
          'It works for 7 days, then no more. The publishing status was "Testing", and is in production since May.',
        ),
      },
      {
        variant: 'told',
        name: 'another project that is in Testing',
        text: paste(
          refreshRequest({}, google),
          refused('invalid_grant', 'Token has been expired or revoked.'),
          'It works for 7 days, then no more. We are in Testing in the Google console for another project.',
        ),
      },
      {
        variant: 'told',
        name: 'somebody asks whether it is that',
        text: paste(
          refreshRequest({}, google),
          refused('invalid_grant', 'Token has been expired or revoked.'),
          'It works for 7 days, then no more. Could it be that the publishing status is "Testing"?',
        ),
      },
      {
        variant: 'told',
        name: 'another server, whose app is in testing as well',
        text: paste(
          refreshRequest(),
          refused('invalid_grant', 'Token has been expired or revoked.'),
          'It works for 7 days, then no more. The publishing status of the app is "Testing".',
        ),
      },
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

/** What the reporter tells of the app, where Google's answer fits: it is what Google does to every app in Testing. */
function* ofTold({ remarks }: View): Generator<Shown<Variant>> {
  if (!saysWeek.test(remarks) || saysPublished.test(remarks) || !isMeantIn(remarks, saysTesting)) return;
  const lines = [line('description', 'an app in Testing, and a token of a week', 'an app that is published')];
  // Many things are in testing: an app of Google is by its publishing status.
  const confidence = ofGoogle.test(remarks) ? 'certain' : 'likely';
  yield { variant: 'told', confidence, specificity: 3, lines };
}
