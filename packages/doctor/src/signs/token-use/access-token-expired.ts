import { showTime } from '../../text/time.ts';
import { answer, apiCall, codeRedemption, jwtOf, paste, refreshRequest, tokens } from '../example.ts';
import { saysNew } from '../phrases.ts';
import { reasonIn } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import { serverTime, timeOf } from '../times.ts';
import type { Seen, View } from '../view.ts';
import { driftSinceIssue, refusedCall } from './refused-call.ts';

/** An hour after noon at the API, by its clock. */
const refusedAtOne = answer(401, { error: 'invalid_token' }, { Date: 'Mon, 02 Mar 2026 13:00:00 GMT' });

/** The access token was used after its end. RFC 6749 section 5.1. */
export const accessTokenExpired = defineSign({
  cause: 'token-use/access-token-expired',
  variants: {
    'expires-in': 'The token was used after the expires_in of its answer',
    exp: 'The token was used after its exp',
    printed: 'The token was used after the time that the client prints as its end',
    replaced: 'The token is one that worked before a refresh brought another',
  },
  specs: ['RFC 6749 section 5.1', 'RFC 7519 section 4.1.4'],
  look: function* accessTokenExpired(view) {
    const call = refusedCall(view);
    if (call?.bearer === undefined) return;
    for (const one of view.before) {
      if (one.got('access_token') !== call.bearer || one.at === undefined || call.at === undefined) continue;
      const life = Number(one.got('expires_in') ?? Number.NaN);
      const age = call.at - one.at;
      if (!(life > 0) || age <= life * 1000) continue;
      const seen = `used ${Math.round(age / 1000)} seconds after it was issued`;
      yield {
        variant: 'expires-in',
        confidence: isRefusedForOther(view) ? 'possible' : saysNew.test(view.remarks) ? 'likely' : 'certain',
        specificity: 3,
        lines: [line('access token', seen, `within ${life} seconds`)],
      };
    }
    if (isReplaced(view, call)) {
      yield {
        variant: 'replaced',
        confidence: call.status === 401 && !isRefusedForOther(view) ? 'likely' : 'possible',
        specificity: 3,
        lines: [line('access token', 'the one from before the refresh', 'the access_token of the newest answer')],
      };
    }
    const end = timeOf(view.jwt(call.bearer)?.claims.exp);
    const now = serverTime(call);
    const told = endInMessage(view.printed);
    if (told !== undefined && now !== undefined && now.at > told) {
      yield {
        variant: 'printed',
        confidence: isRefusedForOther(view) ? 'possible' : 'likely',
        specificity: 3,
        lines: [
          line('access token', `valid until ${showTime(told)}`, `after ${showTime(now.at)}, the time of the answer`),
        ],
      };
    }
    if (end === undefined || now === undefined || now.at - driftSinceIssue(view, call) <= end + 1000) return;
    const isSure = (now.sure || /expired/i.test(call.text)) && !saysNew.test(view.remarks);
    yield {
      variant: 'exp',
      confidence: isRefusedForOther(view) ? 'possible' : isSure ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('exp of the token', showTime(end), `after ${showTime(now.at)}, the time of the answer`)],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'printed',
        confidence: 'likely',
        name: 'an opaque token whose end the client prints',
        text: paste(
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          refusedAtOne,
          'Error: token valid until 2026-03-02 12:59:58',
        ),
      },
      {
        variant: 'expires-in',
        confidence: 'certain',
        name: 'a token for ten minutes after an hour',
        text: paste(
          codeRedemption(),
          tokens({ expires_in: 600 }, { Date: 'Mon, 02 Mar 2026 12:00:00 GMT' }),
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          refusedAtOne,
        ),
      },
      {
        variant: 'replaced',
        confidence: 'likely',
        name: 'the first token goes on after the refresh',
        text: paste(
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          answer(200, { orders: [] }),
          refreshRequest(),
          tokens({ access_token: 'Kd93hgPq02LskdQ1Kd93hgP' }),
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          answer(401, { message: 'Authentication required' }),
        ),
      },
      {
        variant: 'exp',
        confidence: 'certain',
        name: 'a JWT that ended at noon',
        text: paste(callUntil(1_772_452_800), refusedAtOne),
      },
      {
        variant: 'exp',
        confidence: 'likely',
        name: 'a JWT that ended at noon, and a reporter who says that it is new',
        text: paste('We call the API with a fresh token.', callUntil(1_772_452_800), refusedAtOne),
      },
      {
        variant: 'exp',
        confidence: 'possible',
        name: 'a JWT that ended at noon, refused for its issuer',
        text: paste(
          callUntil(1_772_452_800),
          answer(401, { message: 'the issuer is not trusted' }, { Date: 'Mon, 02 Mar 2026 13:00:00 GMT' }),
        ),
      },
      {
        variant: 'exp',
        confidence: 'certain',
        name: 'a JWT that ended at noon, and an answer that names its exp beside its signature',
        text: paste(
          callUntil(1_772_452_800),
          answer(
            401,
            { error: 'invalid_token', error_description: 'signature is good, exp is in the past' },
            { Date: 'Mon, 02 Mar 2026 13:00:00 GMT' },
          ),
        ),
      },
    ],
    silent: [
      {
        variant: 'replaced',
        name: 'the token of the refresh',
        text: paste(
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          answer(200, { orders: [] }),
          refreshRequest(),
          tokens({ access_token: 'Kd93hgPq02LskdQ1Kd93hgP' }),
          apiCall('Bearer Kd93hgPq02LskdQ1Kd93hgP'),
          answer(401, { message: 'Authentication required' }),
        ),
      },
      { variant: 'exp', name: 'a JWT that ends an hour later', text: paste(callUntil(1_772_460_000), refusedAtOne) },
      {
        variant: 'expires-in',
        name: 'a token for two hours after one',
        text: paste(
          codeRedemption(),
          tokens({ expires_in: 7200 }, { Date: 'Mon, 02 Mar 2026 12:00:00 GMT' }),
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          refusedAtOne,
        ),
      },
    ],
  }),
});

/** Tells whether the token was accepted, or issued, before a refresh at the same client that brought another one. */
function isReplaced({ before }: View, call: Seen): boolean {
  const first = before.findIndex(
    (one) => one.outcome === 'accepted' && (one.bearer === call.bearer || one.got('access_token') === call.bearer),
  );
  if (first < 0) return false;
  return before.slice(first + 1).some((one) => {
    const got = one.got('access_token');
    return one.sent('grant_type') === 'refresh_token' && got !== undefined && got !== call.bearer;
  });
}

const saysOfTime = /expir|too old|not active|lifetime|\bexp\b|no longer valid|in the past|clock/i;
const saysOfOther =
  /\b(?:issuer|iss|audience|aud|kid|jwks?|signature|signing key|algorithm|alg|nonce|azp|segments)\b|insufficient[_ ](?:scope|permission)|find (?:a |the )?(?:matching )?key/i;

/** Tells whether the server names another claim or the key: those who post tokens make up their times, or look late. */
function isRefusedForOther(view: View): boolean {
  const reason = reasonIn(view);
  return saysOfOther.test(reason) && !saysOfTime.test(reason);
}

function callUntil(exp: number): string {
  return apiCall(`Bearer ${jwtOf({ iss: 'https://idp.example', aud: 'https://api.example', scope: 'orders', exp })}`);
}

/** `valid until 2026-03-02 12:59:58`, in Unix milliseconds; a time without zone is read as UTC. */
function endInMessage(printed: string): number | undefined {
  const found =
    /(?:valid until|expires?(?:[_ ]at|[_ ]on)?)["':=\s]{1,6}(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(Z|[+-]\d\d:?\d\d)?/i.exec(
      printed,
    );
  const end = Date.parse(`${found?.[1]?.replace(' ', 'T')}${found?.[2] ?? 'Z'}`);
  return Number.isNaN(end) ? undefined : end;
}
