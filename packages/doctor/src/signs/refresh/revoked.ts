import { answer, paste, post, refreshRequest, refused, tokens } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { failedRefresh } from './failed-refresh.ts';

const endpoint = 'https://idp.example/revoke';

/** The grant was ended in the same capture, and its refresh token is sent afterwards. RFC 7009 section 2.1. */
export const revoked = defineSign({
  cause: 'refresh/revoked',
  variants: {
    'this-token': 'The refresh token was revoked before, by a request that the server accepted',
    'grant-ended': 'The session, the consent or another token of the grant was ended before',
  },
  specs: ['RFC 7009 section 2.1', 'RFC 6749 section 6'],
  look: function* revoked(view) {
    const refresh = failedRefresh(view);
    if (refresh === undefined) return;
    const token = refresh.sent('refresh_token');
    const ended = sinceIssue(view).filter((one) => one.outcome === 'accepted');
    const isRevoked = token !== undefined && ended.some((one) => isRevocation(one) && one.sent('token') === token);
    if (isRevoked)
      yield {
        variant: 'this-token',
        confidence: refresh.code === 'invalid_grant' ? 'certain' : 'likely',
        specificity: 3,
        lines: [line('refresh_token', 'the one that was revoked before', 'one that is still granted')],
      };
    else if (ended.some(endsGrant))
      yield {
        variant: 'grant-ended',
        confidence: 'likely',
        specificity: 3,
        lines: [line('refresh_token', 'sent after the grant was ended', 'one of a grant that goes on')],
      };
  },
  cases: () => ({
    fires: [
      {
        variant: 'this-token',
        confidence: 'certain',
        name: 'the app signs out and refreshes all the same',
        text: paste(
          post(endpoint, 'token=Rt8fk39fL02kd&client_id=shop'),
          answer(200, {}),
          refreshRequest(),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'grant-ended',
        confidence: 'likely',
        name: 'the consent of the user was taken back',
        text: paste(
          'DELETE https://idp.example/admin/sessions/consent?subject=ada',
          'HTTP/1.1 204 No Content',
          refreshRequest(),
          refused('invalid_grant'),
        ),
      },
    ],
    silent: [
      {
        variant: 'this-token',
        name: 'a revocation that the server refused',
        text: paste(
          post(endpoint, 'token=Rt8fk39fL02kd&client_id=shop'),
          refused('invalid_client', undefined, 401),
          refreshRequest(),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'grant-ended',
        name: 'a new login behind it',
        text: paste(
          post(endpoint, 'token=At93kfh20Lsdk&client_id=shop'),
          answer(200, {}),
          refreshRequest({ refresh_token: 'Rt11kfh20Lsdk' }),
          tokens({ refresh_token: 'Rt8fk39fL02kd' }),
          refreshRequest(),
          refused('invalid_grant'),
        ),
      },
    ],
  }),
});

/** What came behind the newest refresh token. */
function sinceIssue({ before }: View): readonly Seen[] {
  const issue = before.findLastIndex((one) => one.role === 'token-request' && one.got('refresh_token') !== undefined);
  return before.slice(issue + 1);
}

function isRevocation({ role }: Seen): boolean {
  return role === 'revocation-request';
}

/** A revocation, a sign-out, or sessions and consents that somebody deletes. */
function endsGrant(seen: Seen): boolean {
  if (isRevocation(seen)) return true;
  const isDeleted = seen.method === 'DELETE' && /\/(?:sessions?|consents?|grants?|tokens?)\b/i.test(seen.path);
  return isDeleted || /\/(?:logout|end_?session|sign-?out)\b/i.test(seen.path);
}
