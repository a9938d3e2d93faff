import { codeRedemption, paste, tokens } from '../example.ts';
import { isComplainedOf } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen } from '../view.ts';

const formAnswer =
  'HTTP/1.1 200 OK\nContent-Type: application/x-www-form-urlencoded\n\naccess_token=a81kLs02kdQfk39f&token_type=bearer';

/** The server answers with a form, because nothing asked for JSON. RFC 9110 section 12.5.1. */
export const acceptHeaderMissing = defineSign({
  cause: 'transport-endpoint/accept-header-missing',
  variants: { 'form-answer': 'The token answer is form-encoded, and the request did not ask for JSON' },
  specs: ['RFC 6749 section 5.1', 'RFC 9110 section 12.5.1'],
  look: function* acceptHeaderMissing(view) {
    if (view.subject !== undefined) return;
    const found = view.all.findLast(isAnsweredWithForm);
    if (found === undefined || /json/i.test(found.header('accept') ?? '')) return;
    yield {
      variant: 'form-answer',
      confidence: isComplainedOf(view) && found.code === undefined ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('answer', 'form-encoded', 'JSON, which Accept: application/json gives')],
    };
  },
  cases: {
    fires: [
      {
        variant: 'form-answer',
        confidence: 'certain',
        name: 'a program that reads JSON got a form',
        text: paste('SyntaxError: Unexpected token a in JSON', codeRedemption(), formAnswer),
      },
    ],
    silent: [
      {
        variant: 'form-answer',
        name: 'JSON was answered, without being asked for',
        text: paste('The login fails here.', codeRedemption(), tokens()),
      },
      {
        variant: 'form-answer',
        name: 'JSON was asked for, and the server answers with a form all the same',
        text: paste('The login fails here.', codeRedemption({}, { Accept: 'application/json' }), formAnswer),
      },
    ],
  },
});

function isAnsweredWithForm(one: Seen): boolean {
  if (!one.isOf('token-request') || one.status !== 200) return false;
  const body = one.exchange.response?.body ?? '';
  return /form-urlencoded/.test(one.answered('content-type') ?? '') || /^(?:access_token|error|token_type)=/.test(body);
}
