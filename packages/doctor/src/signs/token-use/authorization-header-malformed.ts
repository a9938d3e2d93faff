import { droppedAtRedirect } from '../client-authentication/dropped-at-redirect.ts';
import { answer, apiCall, paste, post, refused } from '../example.ts';
import { isComplainedOf } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { refusedCall } from './refused-call.ts';
import { headerNotSent } from './token-header.ts';

type Variant =
  | 'absent'
  | 'twice'
  | 'empty'
  | 'object'
  | 'characters'
  | 'separator'
  | 'no-scheme'
  | 'api-key'
  | 'other-header';

const token = 'a81kLs02kdQfk39fL02kdQ8';
const missing =
  /credentials? (?:were|was|are|is)? ?not provided|(?:missing|no|without|required).{0,30}(?:authorization|access[_ ]?token|bearer|credentials)|authorization.{0,30}(?:missing|required)|requires? an? (?:valid )?(?:access[_ ])?token|unauthenticated/i;

/** That the header is not there or has not its form: `The "Authorization" header must be in the form Bearer <token>`. */
const ofHeader =
  /authori[sz]ation["'`]{0,2}(?: http| request)? header[^\n]{0,60}\b(?:missing|malformed|required|absent|empty|not (?:found|present|provided|sent|set|included|specified)|(?:must|should|expected to|has to) (?:be|have|contain|start))\b|\b(?:missing|no|without|malformed|requires?|needs?) (?:an? |the |valid |http )*["'`]{0,2}authori[sz]ation["'`]{0,2} (?:http |request )?header\b|\bheader (?:value )?(?:must|should|is expected to) (?:be|have) (?:in |of )?(?:the )?(?:form|format)\b[^\n]{0,12}\bbearer\b/i;

/** What is no Bearer header; the first that fits is named. Words for nothing and other schemes are rules' of their own. */
const faults: readonly (readonly [Variant, RegExp, seen: string, 'certain' | 'likely'])[] = [
  ['twice', /^bearer\s+bearer\b/i, 'the word Bearer twice', 'certain'],
  ['empty', /^bearer\s*$/i, 'Bearer and nothing after it', 'certain'],
  ['object', /^bearer\s+(?:\{.*\}|<.*>)$/i, 'a word in the place of the token', 'certain'],
  ['characters', /^bearer\s+.*["'()]|\n|\r|\[object/i, 'quotation marks, brackets or a line break', 'certain'],
  [
    'separator',
    /^bearer\s{2,}|^bearer[:=]|^bearer\t|^bearer(?=ey[\w-]{8,}|[\w.-]{24,}$)/i,
    'no single space after Bearer',
    'certain',
  ],
  ['no-scheme', /^(?:ey[\w-]+\.|[\w.~+/=-]{20,}$)/, 'a token without the word Bearer', 'likely'],
  ['api-key', /^bearer\s+pk_/i, 'an API key after Bearer', 'likely'],
];

/** Calls that put the word Bearer before what they are given, and are given it already. */
const twiceInProgram =
  /(?:AuthenticationHeaderValue\(\s{0,8}["']Bearer["'],|\bset_?BearerAuth\(|\bSetBearerToken\(|\bbearer_auth\(|\bwithToken\(|\bBearerToken\()\s{0,8}[$@f]?["'`]Bearer /i;

/** The call of an API does not carry Bearer, one space and one token. RFC 6750 section 2.1. */
export const authorizationHeaderMalformed = defineSign<Variant>({
  cause: 'token-use/authorization-header-malformed',
  variants: {
    absent: 'The call has no Authorization header',
    twice: 'The word Bearer stands twice in the header',
    empty: 'Nothing stands behind the word Bearer',
    object: 'An object or a tag stands in the place of the token',
    characters: 'The header has characters that no token has',
    separator: 'The word Bearer and the token are not parted by a single space',
    'no-scheme': 'The token stands in the header without the word Bearer',
    'api-key': 'An API key stands behind the word Bearer',
    'other-header': 'The token stands in the Authorization header, and this API reads it in another one',
  },
  specs: ['RFC 6750 section 2.1'],
  look: function* authorizationHeaderMalformed(view) {
    const call = refusedCall(view) ?? unansweredCall(view);
    if (call === undefined) return;
    const value = call.credential;
    if (call.exchange.request === undefined && twiceInProgram.test(view.remarks))
      yield shown('twice', 'the word Bearer twice, as the program sets it', 'certain');
    if (value === undefined) {
      if (droppedAtRedirect(view) === undefined) yield* ofAbsence(call, view);
      return;
    }
    const wanted = headerNotSent(call, view.provider);
    if (wanted !== undefined) {
      yield ofOtherHeader(wanted);
      return;
    }
    const [variant, , seen = '', confidence = 'likely'] = faults.find(([, form]) => form.test(value)) ?? [];
    if (variant === undefined) return;
    if (variant === 'no-scheme') yield shown(variant, seen, ofBareToken(call, view));
    else yield shown(variant, seen, confidence);
  },
  cases: () => ({
    fires: [
      {
        variant: 'twice',
        confidence: 'certain',
        name: 'a program that adds the word to what has it',
        text: 'client.Authorization = new AuthenticationHeaderValue("Bearer", "Bearer " + token);\n401 {"error":"invalid_token"}',
      },
      {
        variant: 'absent',
        confidence: 'certain',
        name: 'an answer that tells the form of the header which is not there',
        text: paste(
          post('https://api.example/v2/orders', '{"item":7}', { 'Content-Type': 'application/json' }),
          refused(
            'unauthorized',
            'The `Authorization` http header was malformed. Its value is expected to be of the format "Bearer TOKEN".',
            401,
          ),
        ),
      },
      {
        variant: 'absent',
        confidence: 'certain',
        name: 'a status of its own, and an answer that misses the header',
        text: paste(
          'GET https://api.example/orders\nAccept: application/json',
          refused('bad_request', 'No authorization header'),
        ),
      },
      {
        variant: 'absent',
        confidence: 'certain',
        name: 'a program that prints what it was answered, and nobody saved',
        text: paste(
          post('https://api.example/v2/orders', '{"item":7}', { 'Content-Type': 'application/json' }),
          'Error: missing authorization header',
        ),
      },
      {
        variant: 'absent',
        confidence: 'likely',
        name: 'a key in a header of its own, and a challenge that wants a token',
        text: paste(
          'GET https://api.example/orders\nX-Api-Key: k39fL20fkLs02',
          'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm="orders"',
        ),
      },
      {
        variant: 'absent',
        confidence: 'possible',
        name: 'a call without header',
        text: paste('GET https://gitlab.com/api/v4/user', refused('unauthorized', 'authentication required', 401)),
      },
      {
        variant: 'absent',
        confidence: 'possible',
        name: 'the first call of a client of MCP, whose answer tells where tokens come from',
        text: paste(
          post('https://mcp.atlassian.com/v1/mcp', '{"jsonrpc":"2.0","id":1,"method":"initialize"}', {
            'Content-Type': 'application/json',
          }),
          refused('invalid_token', 'Missing or invalid access token', 401),
        ),
      },
      {
        variant: 'twice',
        confidence: 'certain',
        name: 'a library that adds the word by itself',
        text: call(`Bearer Bearer ${token}`),
      },
      { variant: 'empty', confidence: 'certain', name: 'a variable that is empty', text: call('Bearer') },
      {
        variant: 'object',
        confidence: 'certain',
        name: 'the whole answer in braces',
        text: call('Bearer {"token":{"value":"a81k"}}'),
      },
      {
        variant: 'characters',
        confidence: 'certain',
        name: 'quotation marks of a shell',
        text: call(`Bearer "${token}"`),
      },
      { variant: 'separator', confidence: 'certain', name: 'a colon', text: call(`Bearer: ${token}`) },
      { variant: 'no-scheme', confidence: 'likely', name: 'the token alone', text: call(token) },
      {
        variant: 'no-scheme',
        confidence: 'certain',
        name: 'the token alone, and an answer about the header',
        text: paste(apiCall(token), refused('unauthorized', 'bad authorization header', 401)),
      },
      {
        variant: 'no-scheme',
        confidence: 'likely',
        name: 'a key that was revoked',
        text: paste(apiCall(token), refused('unauthorized', 'This API key has been revoked', 401)),
      },
      {
        variant: 'no-scheme',
        confidence: 'possible',
        name: 'an API of a provider that needs no word before the token',
        text: paste(
          apiCall(token, 'https://k3.execute-api.eu-west-1.amazonaws.com/orders'),
          refused('unauthorized', undefined, 401),
          'The authorizer is a Cognito user pool.',
        ),
      },
      { variant: 'api-key', confidence: 'likely', name: 'a public key', text: call(`Bearer pk_${token}`) },
      {
        variant: 'other-header',
        confidence: 'likely',
        name: 'the Admin API of Shopify, which has a header of its own',
        text: paste(
          apiCall(`Bearer ${token}`, 'https://garden.myshopify.com/admin/api/2026-01/shop.json'),
          answer(401, { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' }),
        ),
      },
    ],
    silent: [
      {
        variant: 'absent',
        name: 'a line of a log, whose request had headers that nobody sees',
        text: 'GET https://api.example/orders -> 403 {"error":"the Authorization header must be of the form Bearer TOKEN"}',
      },
      {
        variant: 'twice',
        name: 'a program that gives the word to what does not add it',
        text: 'request.Headers.Add("Authorization", "Bearer " + token);\n401 {"error":"invalid_token"}',
      },
      {
        variant: 'other-header',
        name: 'the header of its own, beside the one of a proxy',
        text: paste(
          `${apiCall(`Bearer ${token}`, 'https://garden.myshopify.com/admin/api/2026-01/shop.json')}\nX-Shopify-Access-Token: ${token}`,
          answer(401, { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' }),
        ),
      },
      {
        variant: 'other-header',
        name: 'another API of Shopify',
        text: paste(
          apiCall(`Bearer ${token}`, 'https://garden.myshopify.com/api/2026-01/graphql.json'),
          refused('invalid_token', undefined, 401),
        ),
      },
      { variant: 'separator', name: 'a header in order', text: call(`Bearer ${token}`) },
      { variant: 'absent', name: 'a header that somebody blotted out', text: call('████████') },
    ],
  }),
});

function call(authorization: string): string {
  return paste(apiCall(authorization), refused('unauthorized', undefined, 401));
}

function ofOtherHeader(wanted: string): Shown<'other-header'> {
  return {
    variant: 'other-header',
    confidence: 'likely',
    specificity: 3,
    lines: [line('Authorization header', 'the token', `the token in the header ${wanted}`)],
    what: 'The token stands in the Authorization header, which this API does not read.',
    why: `The API reads the token in ${wanted}, and takes a call without that header for one without a token.`,
    fix: [`Send the token in the header ${wanted}, without the word Bearer.`],
  };
}

/** Many APIs read a key, and some a token, without any word before it. */
function ofBareToken(call: Seen, { habits }: View): 'certain' | 'likely' | 'possible' {
  if (habits?.bareTokens === true) return 'possible';
  return speaksOfHeader(call) ? 'certain' : 'likely';
}

function speaksOfHeader({ text }: Seen): boolean {
  return (
    missing.test(text) || /\b(?:bearer|scheme)\b|authori[sz]ation (?:header|string|format)|header format/i.test(text)
  );
}

/** A challenge without error, as it belongs to a call that brings nothing (RFC 6750 section 3.1). */
const bareChallenge = /^bearer\b(?!.{0,300}\berror=)/i;

function* ofAbsence(call: Seen, view: View): Generator<Shown<Variant>> {
  // Clients of MCP call without a token first, and look up in the challenge where to get one.
  const isFirst = /"jsonrpc"/.test(call.exchange.request?.body ?? '');
  const isShown = !call.areHeadersUnseen;
  const said = call.status === undefined ? view.printed : call.text;
  // Of a line of a log nobody knows which headers its request had.
  const isOfHeader = isShown && !isFirst && ofHeader.test(said);
  const isTold = isOfHeader || (call.status === 401 && missing.test(call.text) && !isFirst);
  const isAsked = bareChallenge.test(call.answered('www-authenticate') ?? '') && !isFirst;
  const isCall =
    call.role === 'resource-request' || isOfHeader || ((isTold || isAsked) && call.method === 'GET' && isShown);
  const isSentElsewhere = call.header('authorization') !== undefined || (call.has('access_token') && !isOfHeader);
  if (!isCall || isSentElsewhere || (call.status !== 401 && !isOfHeader)) return;
  const confidence = isTold ? 'certain' : isAsked ? 'likely' : 'possible';
  yield { ...shown('absent', 'none', confidence), specificity: isTold ? 3 : 1 };
}

function shown(variant: Variant, seen: string, confidence: 'certain' | 'likely' | 'possible'): Shown<Variant> {
  const expected = 'Bearer, one space, and the access token';
  return { variant, confidence, specificity: 3, lines: [line('Authorization header', seen, expected)] };
}

/** A call that somebody says failed, where nobody saved the answer: it has a header, or a program prints that it lacks one. */
function unansweredCall(view: View): Seen | undefined {
  const { subject } = view;
  if (subject?.outcome !== 'unknown' || !isComplainedOf(view)) return undefined;
  const isCall = subject.role === 'resource-request' && subject.credential !== undefined;
  const isTold = subject.isOf('resource-request', 'other') && subject.header('authorization') === undefined;
  return isCall || (isTold && ofHeader.test(view.printed)) ? subject : undefined;
}
