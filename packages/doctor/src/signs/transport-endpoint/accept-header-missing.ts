import { answer, apiCall, callback, codeRedemption, paste, tokens } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';

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
    if (found === undefined || /json/i.test(found.header('accept') ?? '') || isTokenUsed(view, found)) return;
    yield {
      variant: 'form-answer',
      confidence: sureness(view, found),
      specificity: 3,
      lines: [line('answer', 'form-encoded', 'JSON, which Accept: application/json gives')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'form-answer',
        confidence: 'certain',
        name: 'a program that reads JSON got a form',
        text: paste('SyntaxError: Unexpected token a in JSON', codeRedemption(), formAnswer),
      },
      {
        variant: 'form-answer',
        confidence: 'likely',
        name: 'a form, and a complaint about something else',
        text: paste('The login works. But the avatar is not shown.', codeRedemption(), formAnswer),
      },
      {
        variant: 'form-answer',
        confidence: 'possible',
        name: 'an error that the client has read, and prints',
        text: paste(
          codeRedemption(),
          formAnswer.replace(/access_token.*/, 'error=bad_verification_code'),
          'Error: bad_verification_code',
        ),
      },
      {
        variant: 'form-answer',
        confidence: 'possible',
        name: 'an error behind a callback that was refused before',
        text: paste(
          'The login fails here.',
          callback({ code: undefined, error: 'redirect_uri_mismatch' }),
          codeRedemption(),
          formAnswer.replace(/access_token.*/, 'error=bad_verification_code'),
        ),
      },
    ],
    silent: [
      {
        variant: 'form-answer',
        name: 'the token was read, and the API refuses what it is used for',
        text: paste(
          codeRedemption(),
          formAnswer,
          apiCall('Bearer a81kLs02kdQfk39f'),
          answer(403, { message: 'not accessible' }),
          'The API refuses it.',
        ),
      },
      {
        variant: 'form-answer',
        name: 'the token was read, and the API takes it under its own scheme',
        text: paste(
          'Why is the token answer no JSON?',
          codeRedemption(),
          formAnswer,
          apiCall('token a81kLs02kdQfk39f'),
          answer(200, { login: 'olivia' }),
        ),
      },
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
  }),
});

/** An error whose code was printed has been read, whatever form it has, and one behind a refused login is its consequence. */
function sureness(view: View, { code }: Seen): 'certain' | 'likely' | 'possible' {
  if (code === undefined) return isOfReading(view) ? 'certain' : 'likely';
  const isOfCallback = view.all.some((one) => one.role === 'authorization-response' && one.has('error'));
  return isOfCallback || view.printed.includes(code) ? 'possible' : 'likely';
}

/** Tells whether somebody could not read what was answered. */
function isOfReading({ printed, remarks }: View): boolean {
  return /json|pars(?:e|ing)|unexpected token|unmarshal|deseriali[sz]|decod(?:e|ing)|access_?token|undefined|no token/i.test(
    `${printed}\n${remarks}`,
  );
}

/** Tells whether a later call has the token that stands in the form: then it was read. */
function isTokenUsed({ all }: View, { index, exchange }: Seen): boolean {
  const token = new URLSearchParams(exchange.response?.body ?? '').get('access_token');
  // Under any scheme: GitHub's own is `token`.
  return token !== null && all.some((one) => one.index > index && one.credential?.split(' ').at(-1) === token);
}

function isAnsweredWithForm(one: Seen): boolean {
  if (!one.isOf('token-request') || one.status !== 200) return false;
  const body = one.exchange.response?.body ?? '';
  return /form-urlencoded/.test(one.answered('content-type') ?? '') || /^(?:access_token|error|token_type)=/.test(body);
}
