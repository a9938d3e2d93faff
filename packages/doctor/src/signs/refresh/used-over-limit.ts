import { countOf } from '../../text/secret.ts';
import { answer, paste, refreshRequest, tokens } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { failedRefresh } from './failed-refresh.ts';

/** What servers that count allow in a minute, where nothing is known of this one. */
const usualLimit = 10;
const tooOften =
  /\b(?:uses?|used|times|requests?|refresh\w*|limit\w*|often)\b[^\n.,;]{0,40}\brefresh[ _]token|\brefresh[ _]token\b[^\n.,;]{0,30}\b(?:too (?:often|many)|limit)/i;
/** In milliseconds. */
const minute = 60_000;

/** One refresh token was used too often in a minute. RFC 6585 section 4. */
export const usedOverLimit = defineSign({
  cause: 'refresh/used-over-limit',
  variants: {
    counted: 'The server answers 429, and the capture shows as many uses of one refresh token',
    named: 'The server answers 429, and says that one refresh token was used too often',
  },
  specs: ['RFC 6585 section 4'],
  look: function* usedOverLimit(view) {
    const refresh = failedRefresh(view);
    if (refresh?.status !== 429) return;
    const token = refresh.sent('refresh_token');
    const now = refresh.at;
    const uses = view.before.filter(
      (one) =>
        one.sent('refresh_token') === token && (now === undefined || one.at === undefined || now - one.at < minute),
    );
    const limit = view.habits?.refreshesPerMinute ?? usualLimit;
    const isNamed = tooOften.test(refresh.text);
    if (uses.length < limit && !isNamed) return;
    yield {
      variant: uses.length < limit ? 'named' : 'counted',
      confidence: 'certain',
      specificity: 3,
      lines: [
        line(
          'uses of this refresh token',
          `${countOf(uses.length + 1, 'time')} in this capture`,
          uses.length < limit ? 'fewer: the answer says that they are too many' : `at most ${limit} in a minute`,
        ),
      ],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'counted',
        confidence: 'certain',
        name: 'the eleventh use within a minute',
        text: paste(
          ...Array.from({ length: usualLimit }, () => paste(refreshRequest(), tokens())),
          refreshRequest(),
          answer(429, { error: 'slow', error_description: 'Too many requests' }),
        ),
      },
      {
        variant: 'named',
        confidence: 'certain',
        name: 'the answer names the refresh token',
        text: paste(
          refreshRequest(),
          answer(429, { error: 'slow', error_description: 'Too many uses of this refresh token' }),
        ),
      },
    ],
    silent: [
      {
        variant: 'named',
        name: 'the answer names the refresh token as one to keep',
        text: paste(
          refreshRequest(),
          answer(429, { error: 'slow', error_description: 'Too many requests, keep your refresh token' }),
        ),
      },
      {
        variant: 'counted',
        name: 'a limit of the whole server, on the first use',
        text: paste(refreshRequest(), answer(429, { error: 'slow', error_description: 'Too many requests' })),
      },
    ],
  }),
});
