import { showValue } from '../../text/value.ts';
import { answer, authorizationRequest, codeRedemption, paste, refused, tokens } from '../example.ts';
import { reasonIn } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { View } from '../view.ts';
import { type AskedScope, askedScope } from './asked-scope.ts';

const wanted =
  /\b(?:missing|required|must (?:contain|include|specify)|include|empty)\b.{0,60}scope|\b(?:no|without) (?:an? |any )?["'`]?scopes?\b(?! (?:exist|match|page))|scope.{0,40}(?:missing|required|empty|must (?:not be empty|be (?:given|specified|present)))/i;

/** The request asks for no scope, and the server has no default. RFC 6749 section 3.3. */
export const scopeMissing = defineSign({
  cause: 'scope-consent/scope-missing',
  variants: {
    openid: 'The client misses the ID token, and did not ask for openid',
    absent: 'The request has no scope, and the answer says that one is missing',
    refused: 'The request has no scope, and is refused by invalid_scope',
  },
  specs: ['RFC 6749 section 3.3', 'OpenID Connect Core section 3.1.2.1'],
  look: function* scopeMissing(view) {
    yield* ofLogin(view);
    const asked = askedScope(view);
    if (asked === undefined || asked.text !== undefined || !asked.isTold) return;
    if (!wanted.test(reasonIn(view))) {
      if (isRefused(asked, view))
        yield {
          variant: 'refused',
          confidence: 'likely',
          specificity: 3,
          lines: [line('scope', 'none', 'the scopes that the app needs')],
        };
      return;
    }
    yield {
      variant: 'absent',
      confidence: 'certain',
      specificity: 3,
      lines: [line('scope', 'none', 'the scopes that the app needs')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'openid',
        confidence: 'certain',
        name: 'a login with profile alone, and a client that wants to know who it is',
        text: paste(
          authorizationRequest({ scope: 'profile' }),
          codeRedemption(),
          tokens(),
          'Error: no id_token returned',
        ),
      },
      {
        variant: 'refused',
        confidence: 'likely',
        name: 'an authorization request without scope',
        text: paste(authorizationRequest(), refused('invalid_scope')),
      },
      {
        variant: 'absent',
        confidence: 'certain',
        name: 'a server without default',
        text: paste(authorizationRequest(), refused('invalid_scope', 'scope is required')),
      },
    ],
    silent: [
      {
        variant: 'openid',
        name: 'a login with openid',
        text: paste(
          authorizationRequest({ scope: 'openid' }),
          codeRedemption(),
          tokens(),
          'Error: no id_token returned',
        ),
      },
      {
        variant: 'absent',
        name: 'the answer knows of a scope that is not there, by default',
        text: paste(authorizationRequest(), refused('invalid_scope', 'no such scope')),
      },
      {
        variant: 'absent',
        name: 'a remark that has no and scope in it',
        text: paste(
          authorizationRequest(),
          answer(500, { message: 'try again' }),
          'It fails without any reason to see in the scope page.',
        ),
      },
      {
        variant: 'absent',
        name: 'a scope that does not exist',
        text: paste(authorizationRequest({ scope: 'orders' }), refused('invalid_scope', 'no such scope')),
      },
    ],
  }),
});

/** An authorization request without scope, where the error code is about nothing else. */
const missesIdToken =
  /\b(?:no|not|n['’]t|missing|without|failed to|unable to)\b(?: get| find| extract| read)?[^\n]{0,12}\bid[_ ]?token\b|\bid[_ ]?token\b[^\n]{0,20}\b(?:missing|not (?:found|present|returned)|absent)/i;

/** Without openid a login is one of OAuth alone, and its answer has no ID token. OpenID Connect Core section 3.1.2.1. */
function* ofLogin({ subject, all, words }: View) {
  const answered = all.findLast((one) => one.role === 'token-request' && one.outcome === 'accepted');
  const scope = all.findLast((one) => one.role === 'authorization-request')?.sent('scope');
  const isAsked = scope === undefined || /\bopenid\b/.test(scope);
  if (subject !== undefined || isAsked || answered?.has('code') !== true || answered.got('id_token') !== undefined)
    return;
  if (!missesIdToken.test(words)) return;
  const lines = [line('scope', showValue(scope), 'openid among the scopes')];
  yield { variant: 'openid', confidence: 'certain', specificity: 3, lines } as const;
}

function isRefused({ subject }: AskedScope, { words }: View): boolean {
  return subject.isOf('authorization-request') && (subject.code === 'invalid_scope' || /\binvalid_scope\b/.test(words));
}
