import { paste, refreshRequest, tokenRequest, tokens } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';

/** Tokens of a shorter life may be refreshed at any time. In seconds. */
const shortLife = 300;
const complaint =
  /every request|each request|constantly|too often|needless|refresh loop|expires?_?(?:in|at)|milliseconds|refresh(?:es|ing)? (?:again\b|on\b|all|every|immediately|too|in a loop)/i;

/** Somebody sees a refresh with each call. */
const atEachCall =
  /\b(?:every|each|all|any) (?:\w{1,20} ){0,3}(?:requests?|calls?)\b[^\n]{0,60}\b(?:refresh|renew)|\b(?:refresh|renew)\w{0,4}\b[^\n]{0,40}\b(?:every|each|all) (?:\w{1,20} ){0,3}(?:requests?|calls?)\b/i;

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
      confidence: surenessOf(view, needless),
      specificity: 3,
      lines: [line('refreshes', seen, 'one shortly before its end')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'needless-refresh',
        confidence: 'likely',
        name: 'a refresh after ten seconds',
        text: refreshes('12:00:00', '12:00:10'),
      },
      {
        variant: 'needless-refresh',
        confidence: 'certain',
        name: 'a refresh after ten seconds, as somebody says of each request',
        text: paste(refreshes('12:00:00', '12:00:10'), 'The token is refreshed at every request.'),
      },
      {
        variant: 'needless-refresh',
        confidence: 'likely',
        name: 'no times, and somebody who sees a refresh with each call',
        text: paste(
          refreshOf('rt81kLs02kdQ'),
          tokens({ refresh_token: 'rt92lMt13leR' }),
          refreshOf('rt92lMt13leR'),
          tokens(),
          'All our API calls fire a renew request before them.',
        ),
      },
      {
        variant: 'needless-refresh',
        confidence: 'likely',
        name: 'the refresh token that came with the answer before',
        text: paste(
          refreshOf('rt81kLs02kdQ'),
          issued('12:00:00', { refresh_token: 'rt92lMt13leR' }),
          refreshOf('rt92lMt13leR'),
          issued('12:00:10'),
        ),
      },
      {
        variant: 'needless-refresh',
        confidence: 'certain',
        name: 'a row of four within a minute',
        text: refreshes('12:00:00', '12:00:10', '12:00:20', '12:00:31'),
      },
      {
        variant: 'needless-refresh',
        confidence: 'possible',
        name: 'a program that gets itself a token for each call',
        text: paste(...['12:00:00', '12:00:05'].flatMap((time) => [ownToken('orders'), issued(time)])),
      },
    ],
    silent: [
      {
        variant: 'needless-refresh',
        name: 'a program that gets itself tokens for two scopes',
        text: paste(ownToken('orders'), issued('12:00:00'), ownToken('invoices'), issued('12:00:05')),
      },
      {
        variant: 'needless-refresh',
        name: 'two users, and a word about a clock',
        text: paste(
          refreshOf('rtUserOne93k'),
          issued('12:00:00'),
          refreshOf('rtUserTwo84l'),
          issued('12:00:05'),
          'The clock on the wall page is wrong.',
        ),
      },
      {
        variant: 'needless-refresh',
        name: 'a refresh at the end of the hour',
        text: refreshes('12:00:00', '12:58:00'),
      },
    ],
  }),
});

/** One refresh too many may be somebody's try; a row of them is a program that takes fresh tokens for old ones. */
function surenessOf({ all, words }: View, needless: number): 'certain' | 'likely' | 'possible' {
  if (!all.some((one) => one.sent('grant_type') === 'refresh_token')) return 'possible';
  // Of tokens that were blotted out nobody knows whether they are one user's.
  const isOneUser = all.every(
    (one) => one.sent('grant_type') !== 'refresh_token' || one.sent('refresh_token') !== undefined,
  );
  // Who is refused has a reason to refresh, or another failure.
  if (all.some((one) => one.outcome === 'refused')) return 'likely';
  const hasTimes = all.some((one) => one.at !== undefined);
  return hasTimes && (complaint.test(words) || (needless > 2 && isOneUser)) ? 'certain' : 'likely';
}

/** Refreshes, or tokens that a client gets for itself, while the last token was fresh. */
function needlessRefreshes({ all, words }: View): number {
  const refreshes = all.filter(
    (one) =>
      one.role === 'token-request' && /^(?:refresh_token|client_credentials)$/.test(one.sent('grant_type') ?? ''),
  );
  const isTold = atEachCall.test(words);
  return refreshes.filter((one) => {
    const issued = all.findLast((other) => other.index < one.index && isOfOneChain(other, one));
    return issued !== undefined && (isFresh(issued, one.at) || (isTold && lacksTimes(issued, one)));
  }).length;
}

/** Tells whether this answer left the client with the refresh token that it uses here. RFC 6749 section 6. */
function isOfOneChain(earlier: Seen, refresh: Seen): boolean {
  if (lifeOf(earlier) === undefined || earlier.clientId !== refresh.clientId) return false;
  if (earlier.sent('scope') !== refresh.sent('scope')) return false;
  // Where the tokens were blotted out, it is the same client at the same server.
  const left = earlier.got('refresh_token') ?? earlier.sent('refresh_token');
  const used = refresh.sent('refresh_token');
  return left === undefined || used === undefined ? earlier.host === refresh.host : left === used;
}

/** Tells whether the token of this answer was in the first twentieth of its life. */
function isFresh(issued: Seen, now: number | undefined): boolean {
  const life = Number(lifeOf(issued) ?? Number.NaN);
  if (issued.outcome !== 'accepted' || issued.at === undefined || now === undefined) return false;
  return life >= shortLife && (now - issued.at) / 1000 < life / 20;
}

function lacksTimes(issued: Seen, refresh: Seen): boolean {
  return issued.outcome === 'accepted' && issued.at === undefined && refresh.at === undefined;
}

function lifeOf(seen: Seen): string | undefined {
  return seen.got('expires_in');
}

/** Refreshes with one token at these times of one day. */
function refreshes(...times: readonly string[]): string {
  return paste(...times.flatMap((time) => [refreshOf('rt81kLs02kdQ'), issued(time)]));
}

function refreshOf(token: string): string {
  return refreshRequest({ refresh_token: token });
}

function issued(time: string, members: Readonly<Record<string, unknown>> = {}): string {
  return tokens(members, { Date: `Mon, 02 Mar 2026 ${time} GMT` });
}

function ownToken(scope: string): string {
  return tokenRequest({ grant_type: 'client_credentials', client_id: 'shop', client_secret: 'k39fL20fk', scope });
}
