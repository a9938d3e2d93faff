import { showValue } from '../../text/value.ts';
import { answer, apiCall, codeRedemption, paste, refused, tokens } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { namesIn } from './asked-scope.ts';

const aboutScope =
  /insufficient.{0,20}(?:scope|permission|privilege)|missing.{0,30}(?:scope|permission)|permission.{0,20}missing|_permission".{0,30}missing|scope.{0,30}(?:missing|insufficient|required|not granted)|requires? .{0,60}scope/i;

/** The token is in order, and its scope does not cover the call. RFC 6750 section 3.1. */
export const scopeInsufficient = defineSign({
  cause: 'scope-consent/scope-insufficient',
  variants: {
    'of-the-call': 'The API refuses a call for want of a scope',
    mail: 'A mail server of Google is called with a scope of the Gmail API',
  },
  specs: ['RFC 6750 section 3.1'],
  look: function* scopeInsufficient(view) {
    const call = view.subject;
    if (call === undefined) yield* ofMail(view);
    if (call === undefined || !call.isOf('resource-request', 'other') || call.outcome !== 'refused') return;
    const isCode = call.code === 'insufficient_scope';
    if (!isCode && !aboutScope.test(call.text)) return;
    const needed = /scope="([^"]{1,1000})"/.exec(call.answered('www-authenticate') ?? '')?.[1];
    const granted = grantedWith(call, view);
    const has = namesIn(granted ?? '');
    const lacksOne = namesIn(needed ?? '').some((one) => !has.includes(one));
    const seen = granted === undefined ? 'not what the call needs' : showValue(granted);
    const expected = needed === undefined ? 'the scope of this call' : showValue(needed);
    yield {
      variant: 'of-the-call',
      confidence: isCode || lacksOne ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('scope of the token', seen, expected)],
    };
  },
  cases: {
    fires: [
      {
        variant: 'mail',
        confidence: 'likely',
        name: 'IMAP with the scope of the Gmail API',
        text: 'The token has https://www.googleapis.com/auth/gmail.modify\n\nError: AUTHENTICATE XOAUTH2 failed, NO Invalid credentials',
      },
      {
        variant: 'of-the-call',
        confidence: 'certain',
        name: 'a token to read, and a call that writes',
        text: paste(
          codeRedemption(),
          tokens({ scope: 'orders:read' }),
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          answer(403, {}, { 'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="orders:write"' }),
        ),
      },
    ],
    silent: [
      {
        variant: 'of-the-call',
        name: 'a user who may not',
        text: paste(apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'), refused('forbidden', 'ask your administrator', 403)),
      },
    ],
  },
});

/** The scope of the token, as its answer or the token itself has it. */
function grantedWith(call: Seen, { before, jwt }: View): string | undefined {
  const issued = before.findLast((one) => one.got('access_token') === call.bearer && one.got('scope') !== undefined);
  const claims = jwt(call.bearer)?.claims;
  const claimed = claims?.scope ?? claims?.scp;
  const inToken = Array.isArray(claimed) ? claimed.join(' ') : typeof claimed === 'string' ? claimed : undefined;
  return issued?.got('scope') ?? inToken;
}

/** IMAP, POP and SMTP at Gmail want the one scope for everything, https://mail.google.com/. */
function* ofMail({ all, words }: View): Generator<Shown<'mail'>> {
  const said = `${words}\n${all.map((one) => one.sent('scope') ?? '').join('\n')}`;
  const narrow = /\bgmail\.(?:readonly|modify|send|compose|labels|metadata)\b/.exec(said)?.[0];
  if (narrow === undefined || said.includes('mail.google.com/') || !/\bimap|\bpop3?\b|xoauth2/i.test(words)) return;
  yield {
    variant: 'mail',
    confidence: 'likely',
    specificity: 3,
    lines: [line('scope', narrow, 'https://mail.google.com/')],
  };
}
