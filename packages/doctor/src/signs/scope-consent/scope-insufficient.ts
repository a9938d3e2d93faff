import { showValue } from '../../text/value.ts';
import { answer, apiCall, authorizationRequest, codeRedemption, paste, refused, tokens } from '../example.ts';
import { givesOtherReason } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import { isTakenElsewhere } from '../token-use/refused-call.ts';
import type { Seen, View } from '../view.ts';
import { namesIn } from './asked-scope.ts';

const aboutScope =
  /insufficient.{0,20}(?:scope|permission|privilege)|missing.{0,30}(?:scope|permission)|permission.{0,20}missing|_permission".{0,30}missing|scope.{0,30}(?:missing|insufficient|required|not granted)|(?:requires?|needs?) .{0,60}scope/i;

/** The scope by its name, in place of a permission, which users have as well. */
const missesScope =
  /\b(?:needs?|requires?|required|missing|lacks?|lacking)\b[^\n.]{0,30}\bscopes?\b|\bscopes?\b[^\n.]{0,30}\b(?:is|are)? ?(?:required|missing|needed|not granted)\b/i;

const token = 'Bearer a81kLs02kdQfk39fL02kdQ8';

/** The token is in order, and its scope does not cover the call. RFC 6750 section 3.1. */
export const scopeInsufficient = defineSign({
  cause: 'scope-consent/scope-insufficient',
  variants: {
    'of-the-call': 'The API refuses a call for want of a scope',
    'other-call': 'The API takes the token for another call, and refuses this one without a reason',
    mail: 'A mail server is called with a scope of the API for mail',
  },
  specs: ['RFC 6750 section 3.1'],
  look: function* scopeInsufficient(view) {
    const call = view.subject;
    if (call === undefined) yield* ofMail(view);
    if (call === undefined || !call.isOf('resource-request', 'other') || call.outcome !== 'refused') return;
    const isCode = /insufficient_?scope|missing_?scope|scope_?(?:missing|insufficient)/i.test(call.code ?? '');
    if (!isCode && !aboutScope.test(call.text)) {
      yield* ofOtherCall(view, call);
      return;
    }
    const isPlain = call.status === 403 && missesScope.test(call.text) && !/permission|role/i.test(call.text);
    const needed = /scope="([^"]{1,1000})"/.exec(call.answered('www-authenticate') ?? '')?.[1];
    const granted = grantedWith(call, view);
    const has = namesIn(granted ?? '');
    const lacksOne = namesIn(needed ?? '').some((one) => !has.includes(one));
    const seen = granted === undefined ? 'not what the call needs' : showValue(granted);
    const expected = needed === undefined ? 'the scope of this call' : showValue(needed);
    yield {
      variant: 'of-the-call',
      confidence: isCode || isPlain || lacksOne ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('scope of the token', seen, expected)],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'mail',
        confidence: 'likely',
        name: 'IMAP with the scope of the Gmail API',
        text: 'The token has https://www.googleapis.com/auth/gmail.modify\n\nError: AUTHENTICATE XOAUTH2 failed, NO Invalid credentials',
      },
      {
        variant: 'mail',
        confidence: 'likely',
        name: 'the mail server asks for its scope as it refuses',
        text: "Asked for gmail.readonly.\n\nError: NO Lookup failed { status: '400', scope: 'https://mail.google.com/' }",
      },
      {
        variant: 'mail',
        confidence: 'likely',
        name: 'IMAP of Outlook with a scope of Graph',
        text: paste(
          authorizationRequest({ scope: 'offline_access Mail.ReadWrite' }),
          'IMAP says: NO AUTHENTICATE failed.',
        ),
      },
      {
        variant: 'other-call',
        confidence: 'likely',
        name: 'a call of the same API was answered',
        text: paste(
          apiCall(token, 'https://api.example/invoices'),
          answer(200, { invoices: [] }),
          apiCall(token),
          answer(401, {}),
        ),
      },
      {
        variant: 'of-the-call',
        confidence: 'certain',
        name: 'an error code of the API’s own',
        text: paste(apiCall(token), refused('insufficient_scope_permissions', 'Ask for orders:read', 403)),
      },
      {
        variant: 'of-the-call',
        confidence: 'likely',
        name: 'words about permissions, which may be those of the user',
        text: paste(apiCall(token), refused('forbidden', 'This needs a scope: permission is missing', 403)),
      },
      {
        variant: 'of-the-call',
        confidence: 'certain',
        name: 'an API that names the scope in words of its own',
        text: paste(apiCall(token), answer(403, { meta: { error_message: 'You need the following scopes: orders' } })),
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
        variant: 'other-call',
        name: 'the same call, which was answered before',
        text: paste(apiCall(token), answer(200, []), apiCall(token), answer(401, {})),
      },
      {
        variant: 'other-call',
        name: 'another call, and an answer about the time',
        text: paste(
          apiCall(token, 'https://api.example/invoices'),
          answer(200, []),
          apiCall(token),
          refused('invalid_token', 'The token has expired', 401),
        ),
      },
      {
        variant: 'mail',
        name: 'IMAP with the scope that it wants',
        text: 'The token has gmail.modify and https://mail.google.com/\n\nError: AUTHENTICATE XOAUTH2 failed',
      },
      {
        variant: 'mail',
        name: 'a scope of the Gmail API at the Gmail API',
        text: 'The token has https://www.googleapis.com/auth/gmail.modify\n\nError: invalid_grant',
      },
      {
        variant: 'of-the-call',
        name: 'a user who may not',
        text: paste(apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'), refused('forbidden', 'ask your administrator', 403)),
      },
    ],
  }),
});

/** A call that a token is not good for, while the same host takes it for others, and nobody says why. */
function* ofOtherCall(view: View, call: Seen): Generator<Shown<'other-call'>> {
  const isOfRights = call.status === 401 || call.status === 403;
  const hasReason = givesOtherReason(call, /forbidden|permission|denied|not allowed/i);
  if (!isOfRights || hasReason || !isTakenElsewhere(view, call)) return;
  const seen = showValue(grantedWith(call, view) ?? 'not what the call needs');
  yield {
    variant: 'other-call',
    confidence: 'likely',
    lines: [line('scope of the token', seen, 'the scope of this call')],
  };
}

/** The scope of the token, as its answer or the token itself has it. */
function grantedWith(call: Seen, { before, jwt }: View): string | undefined {
  const issued = before.findLast((one) => one.got('access_token') === call.bearer && one.got('scope') !== undefined);
  const claims = jwt(call.bearer)?.claims;
  const claimed = claims?.scope ?? claims?.scp;
  const inToken = Array.isArray(claimed) ? claimed.join(' ') : typeof claimed === 'string' ? claimed : undefined;
  return issued?.got('scope') ?? inToken;
}

/** What the mail servers of a provider want, and the narrower scopes of its API for mail that people send them. */
const mailScopes: readonly { readonly narrow: RegExp; readonly wanted: RegExp; readonly expected: string }[] = [
  {
    narrow: /\bgmail\.(?:readonly|modify|send|compose|labels|metadata|insert|settings\.\w+)\b/,
    wanted: /mail\.google\.com\//,
    expected: 'https://mail.google.com/',
  },
  {
    // A token is for one API: beside Mail.Read of Graph the scope for IMAP is left out.
    narrow: /(?<!graph\.microsoft\.com\/)\bMail\.(?:Read(?:Write)?|Send)(?:\.Shared)?\b/,
    wanted: /(?:IMAP|POP)\.AccessAsUser|SMTP\.Send\b/i,
    expected: 'https://outlook.office.com/IMAP.AccessAsUser.All and no scope of Graph',
  },
];
const ofMailServer = /\bimap|\bpop3?\b|\bsmtp\b|xoauth2|oauthbearer/i;
/** The scope that the mail server itself asks for as it refuses. RFC 7628 section 3.2.2. */
const ownDemand = /["']?scope["']?\s*[:=]\s*["']https:\/\/mail\.google\.com\/["']/g;

/** A mail server that is called with a token for the API of mail alone. */
function* ofMail({ all, words }: View): Generator<Shown<'mail'>> {
  const isDemanded = words.match(ownDemand) !== null;
  if (!isDemanded && !(ofMailServer.test(words) && /fail|error|\bno\b|denied|invalid|\b535\b/i.test(words))) return;
  const said = `${words.replace(ownDemand, '')}\n${all.map((one) => one.sent('scope') ?? '').join('\n')}`;
  for (const { narrow, wanted, expected } of mailScopes) {
    const found = narrow.exec(said)?.[0];
    if (found === undefined || wanted.test(said)) continue;
    yield { variant: 'mail', confidence: 'likely', specificity: 3, lines: [line('scope', found, expected)] };
  }
}
