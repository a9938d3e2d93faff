import { paste, tokenRequest, tokens } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';

/** Tokens of a shorter life may be refreshed at any time. In seconds. */
const shortLife = 300;
const complaint =
  /every request|each request|constantly|too often|needless|loop|expires?_?(?:in|at)|milliseconds|refresh(?:es|ing)? (?:again|on|all|every|immediately|too)|clock/i;

/** The client refreshes access tokens that are fresh. RFC 6749 section 5.1. */
export const expiryMiscalculated = defineSign({
  cause: 'clock/expiry-miscalculated',
  variants: { 'needless-refresh': 'The access token was refreshed while most of its life was before it' },
  specs: ['RFC 6749 section 5.1'],
  look: function* expiryMiscalculated(view) {
    if (view.subject !== undefined) return;
    const needless = needlessRefreshes(view);
    if (needless === 0) return;
    const seen = `${needless} while the access token had most of its life before it`;
    yield {
      variant: 'needless-refresh',
      confidence: complaint.test(view.words) ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('refreshes', seen, 'one shortly before its end')],
    };
  },
  cases: {
    fires: [
      {
        variant: 'needless-refresh',
        confidence: 'likely',
        name: 'a refresh after ten seconds',
        text: refreshes('12:00:00', '12:00:10'),
      },
    ],
    silent: [
      {
        variant: 'needless-refresh',
        name: 'a refresh at the end of the hour',
        text: refreshes('12:00:00', '12:58:00'),
      },
    ],
  },
});

function needlessRefreshes({ all }: View): number {
  const refreshes = all.filter(
    (one) => one.role === 'token-request' && one.sent('grant_type') === 'refresh_token' && one.at !== undefined,
  );
  return refreshes.filter((one, at) => {
    const issued = refreshes[at - 1] ?? all.findLast((other) => other.index < one.index && lifeOf(other) !== undefined);
    return issued !== undefined && isFresh(issued, one.at);
  }).length;
}

/** Tells whether the token of this answer was in the first twentieth of its life. */
function isFresh(issued: Seen, now: number | undefined): boolean {
  const life = Number(lifeOf(issued) ?? Number.NaN);
  if (issued.outcome !== 'accepted' || issued.at === undefined || now === undefined) return false;
  return life >= shortLife && (now - issued.at) / 1000 < life / 20;
}

function lifeOf(seen: Seen): string | undefined {
  return seen.got('expires_in');
}

/** Two refreshes at these times of one day. */
function refreshes(...times: readonly string[]): string {
  const refresh = tokenRequest({ grant_type: 'refresh_token', refresh_token: 'rt81kLs02kdQ', client_id: 'shop' });
  return paste(...times.flatMap((time) => [refresh, tokens({}, { Date: `Mon, 02 Mar 2026 ${time} GMT` })]));
}
