import { showValue } from '../../text/value.ts';
import { answer, codeRedemption, paste, post, refused } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { type BodySent, bodySent, isMalformed, isRead, misplacedIn, namesGrantOf, speaksOfForm } from './body-sent.ts';
import { grantTypes } from './grant-types.ts';

type Variant = 'json-wanted' | 'json' | 'multipart' | 'other-type' | 'no-type';

const form = 'application/x-www-form-urlencoded';
const json = '{"grant_type":"authorization_code","code":"Lf93kfh20LsdkfP","client_id":"shop"}';
const pairs = 'grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop';

/** The body has another form than the one that the endpoint reads. RFC 6749 appendix B. */
export const bodyNotForm = defineSign<Variant>({
  cause: 'transport-endpoint/body-not-form',
  variants: {
    'json-wanted': 'The body is a form, and this server reads JSON',
    json: 'The body is JSON',
    multipart: 'The body is multipart',
    'other-type': 'The Content-Type is not the one of a form',
    'no-type': 'The request has no Content-Type, and the answer misses the parameters',
  },
  specs: ['RFC 6749 section 3.2', 'RFC 6749 appendix B'],
  look: function* bodyNotForm(view) {
    const sent = bodySent(view);
    if (sent === undefined || misplacedIn(sent) !== undefined) return;
    if (view.habits?.tokenBody === 'json') {
      if (isRefusedForm(sent)) yield ofBody('json-wanted', 'possible', 'form-encoded', 'JSON, as this server wants it');
    } else if (isJson(sent)) {
      if (view.habits?.tokenBody !== 'form-or-json') yield ofBody('json', surenessOfJson(sent, view), 'JSON', form);
    } else yield* ofType(sent);
  },
  cases: () => ({
    fires: [
      {
        variant: 'json-wanted',
        confidence: 'possible',
        name: 'a form to a server whose token endpoint reads JSON',
        text: paste(
          post('https://dev.api.baanx.com/v1/auth/oauth/token', pairs, { 'Content-Type': form }),
          refused('invalid_request'),
        ),
      },
      {
        variant: 'json',
        confidence: 'certain',
        name: 'what fetch was given as JSON',
        text: paste(
          post('https://idp.example/token', json, { 'Content-Type': 'application/json' }),
          refused('invalid_request', 'grant_type is missing'),
        ),
      },
      {
        variant: 'json',
        confidence: 'likely',
        name: 'JSON to a provider that reads forms alone, which gives no reason',
        text: paste(
          post('https://discord.com/api/oauth2/token', json, { 'Content-Type': 'application/json' }),
          answer(400, {}),
        ),
      },
      {
        variant: 'json',
        confidence: 'certain',
        name: 'the options of the call became its body',
        text: paste(
          post(
            'https://idp.example/token',
            `{"headers":{"Accept":"*/*"},"data":${json.replace('}', ',"client_secret":"k39fL20"}')}}`,
            {
              'Content-Type': 'application/json',
            },
          ),
          refused('invalid_client'),
        ),
      },
      {
        variant: 'json',
        confidence: 'certain',
        name: 'JSON, and the code that a request has which can’t be read',
        text: paste(
          post('https://idp.example/token', json, { 'Content-Type': 'application/json' }),
          refused('invalid_request'),
        ),
      },
      {
        variant: 'json',
        confidence: 'possible',
        name: 'JSON, and an answer that means the code in it',
        text: paste(
          post('https://idp.example/token', json, { 'Content-Type': 'application/json' }),
          refused('invalid_request', 'The code has expired'),
        ),
      },
      {
        variant: 'multipart',
        confidence: 'certain',
        name: 'a FormData, and the code that a request has which can’t be read',
        text: paste(
          post(
            'https://idp.example/token',
            '--b\nContent-Disposition: form-data; name="grant_type"\n\nauthorization_code\n--b--',
            { 'Content-Type': 'multipart/form-data; boundary=b' },
          ),
          refused('invalid_request'),
        ),
      },
      {
        variant: 'json',
        confidence: 'likely',
        name: 'JSON, and an answer that means the client',
        text: paste(
          post('https://idp.example/token', json, { 'Content-Type': 'application/json' }),
          refused('invalid_client'),
        ),
      },
      {
        variant: 'json',
        confidence: 'possible',
        name: 'JSON that was read: the answer says the grant type that stands in it',
        text: paste(
          post('https://idp.example/token', json, { 'Content-Type': 'application/json' }),
          refused('unsupported_grant_type', 'grant_type authorization_code is not supported in this application'),
        ),
      },
      {
        variant: 'multipart',
        confidence: 'certain',
        name: 'a FormData',
        text: paste(
          post(
            'https://idp.example/token',
            '--b\nContent-Disposition: form-data; name="grant_type"\n\nauthorization_code\n--b--',
            { 'Content-Type': 'multipart/form-data; boundary=b' },
          ),
          refused('invalid_request', 'grant_type is missing'),
        ),
      },
      {
        variant: 'other-type',
        confidence: 'certain',
        name: 'a form that says it is plain text',
        text: paste(
          post('https://idp.example/token', pairs, { 'Content-Type': 'text/plain' }),
          refused('invalid_request', 'grant_type is missing'),
        ),
      },
      {
        variant: 'no-type',
        confidence: 'certain',
        name: 'a form that does not say what it is',
        text: paste(
          post('https://idp.example/token', pairs, { Accept: 'application/json' }),
          refused('invalid_request', 'grant_type is missing'),
        ),
      },
    ],
    silent: [
      {
        variant: 'other-type',
        name: 'a form with a charset behind its type',
        text: paste(
          codeRedemption({}, { 'Content-Type': `${form}; charset=utf-8` }),
          refused('invalid_request', 'code is not valid'),
        ),
      },
      {
        variant: 'json',
        name: 'a provider that reads both',
        text: paste(
          post('https://shop.eu.auth0.com/oauth/token', json, { 'Content-Type': 'application/json' }),
          refused('invalid_grant', 'the code has expired', 403),
        ),
      },
    ],
  }),
});

function isJson({ text, type }: BodySent): boolean {
  return text.startsWith('{') || type?.includes('json') === true;
}

function isRefusedForm({ request, text, type }: BodySent): boolean {
  const isForm = text !== '' && !text.startsWith('{') && type?.includes('form') === true;
  return isForm && (request.status ?? 0) >= 400;
}

function* ofType({ request, type }: BodySent): Generator<Shown<Variant>> {
  if (type === undefined) {
    if (!missesForm(request) || !grantTypes.has(request.sent('grant_type') ?? '')) return;
    // A capture without any header may have lost this one too.
    yield ofContentType('no-type', hasOtherHeaders(request) ? 'certain' : 'likely', 'none');
    return;
  }
  const sureness = isTypeRefused(request) || isMalformed(request) ? 'certain' : isRead(request) ? 'possible' : 'likely';
  if (type.includes('multipart')) yield ofContentType('multipart', sureness, 'multipart/form-data');
  else if (!type.includes('form-urlencoded')) yield ofContentType('other-type', sureness, showValue(type.slice(0, 80)));
}

/** What an HTTP library takes beside the body, with the form in it: it was given as the body. */
const options = /"(?:data|body|form|params|headers)" ?: ?\{[^{}]*"grant_type"/;

function surenessOfJson({ request, text }: BodySent, { habits }: View): 'certain' | 'likely' | 'possible' {
  if (isTypeRefused(request) || (options.test(text) && !request.has('grant_type'))) return 'certain';
  if (isRead(request)) return 'possible';
  if (isMalformed(request)) return 'certain';
  if (habits?.tokenBody === 'form') return 'likely';
  return request.code === undefined && !speaksOfForm(request) ? 'possible' : 'likely';
}

function isTypeRefused(request: Seen): boolean {
  return request.status === 415 || (missesForm(request) && !namesGrantOf(request));
}

/** Tells whether the answer names the form, or the one parameter that every form has. */
function missesForm({ code = '', text }: Seen): boolean {
  return /unsupported_grant_type|grant[_ ]type|content.?type|form-?urlencoded|media type|(?:must contain|missing).{0,60}param/i.test(
    `${code} ${text}`,
  );
}

function hasOtherHeaders({ exchange }: Seen): boolean {
  return exchange.request?.headers.some(({ name, value }) => name !== 'host' && value !== '…') === true;
}

function ofBody(variant: Variant, confidence: Shown['confidence'], seen: string, expected: string): Shown<Variant> {
  return { variant, confidence, specificity: variant === 'json-wanted' ? 1 : 3, lines: [line('body', seen, expected)] };
}

function ofContentType(variant: Variant, confidence: Shown['confidence'], seen: string): Shown<Variant> {
  return { variant, confidence, specificity: 3, lines: [line('Content-Type', seen, form)] };
}
