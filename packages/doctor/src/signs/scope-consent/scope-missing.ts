import { answer, authorizationRequest, paste, refused } from '../example.ts';
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
    absent: 'The request has no scope, and the answer says that one is missing',
    refused: 'The request has no scope, and is refused by invalid_scope',
  },
  specs: ['RFC 6749 section 3.3'],
  look: function* scopeMissing(view) {
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
function isRefused({ subject }: AskedScope, { words }: View): boolean {
  return subject.isOf('authorization-request') && (subject.code === 'invalid_scope' || /\binvalid_scope\b/.test(words));
}
