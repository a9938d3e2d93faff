import { answer, codeRedemption, paste, post, refused } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import { surenessOfJson } from './body-refused.ts';
import { bodySent, isJson, isRefusedForm, misplacedIn } from './body-sent.ts';
import { form, ofType } from './content-type-sent.ts';
import { isJsonOfProgram } from './json-of-program.ts';

type Variant = 'json-wanted' | 'json' | 'json-of-program' | 'multipart' | 'other-type' | 'no-type';

const json = '{"grant_type":"authorization_code","code":"Lf93kfh20LsdkfP","client_id":"shop"}';
const pairs = 'grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop';

/** The body has another form than the one that the endpoint reads. RFC 6749 appendix B. */
export const bodyNotForm = defineSign<Variant>({
  cause: 'transport-endpoint/body-not-form',
  variants: {
    'json-wanted': 'The body is a form, and this server reads JSON',
    json: 'The body is JSON',
    'json-of-program': 'The program that is shown sends JSON, and the answer misses what stands in it',
    multipart: 'The body is multipart',
    'other-type': 'The Content-Type is not the one of a form',
    'no-type': 'The request has no Content-Type, and the answer misses the parameters',
  },
  specs: ['RFC 6749 section 3.2', 'RFC 6749 appendix B'],
  look: function* bodyNotForm(view) {
    const isFormServer = view.habits?.tokenBody !== 'json' && view.habits?.tokenBody !== 'form-or-json';
    if (isFormServer && isJsonOfProgram(view)) yield ofBody('json-of-program', 'certain', 'JSON', form);
    const sent = bodySent(view);
    if (sent === undefined || misplacedIn(sent) !== undefined) return;
    if (view.habits?.tokenBody === 'json') {
      if (isRefusedForm(sent)) yield ofBody('json-wanted', 'possible', 'form-encoded', 'JSON, as this server wants it');
    } else if (isJson(sent)) {
      if (view.habits?.tokenBody !== 'form-or-json') yield ofBody('json', surenessOfJson(sent, view), 'JSON', form);
    } else yield* ofType(sent, view);
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
            { 'Content-Type': 'application/json' },
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
        variant: 'json-of-program',
        confidence: 'certain',
        name: 'a program in a language that is not read, in the place of its request',
        text: 'var grant = new { grant_type = "client_credentials", client_id = id };\nvar answer = await client.PostAsJsonAsync(address, grant);\n400 {"error":"invalid_request","error_description":"Missing parameter: grant_type"}',
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
        confidence: 'certain',
        name: 'the client stands in JSON alone, at a provider that reads forms alone',
        text: paste(
          post('https://discord.com/api/oauth2/token', json.replace('}', ',"client_secret":"k39fL20fkLs02kdQ"}'), {
            'Content-Type': 'application/json',
          }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'json',
        confidence: 'likely',
        name: 'JSON whose answer nobody saved',
        text: paste(
          post('https://idp.example/token', json, { 'Content-Type': 'application/json' }),
          'This call fails for me.',
        ),
      },
      {
        variant: 'multipart',
        confidence: 'likely',
        name: 'a FormData whose answer nobody saved',
        text: paste(
          post(
            'https://idp.example/token',
            '--b\nContent-Disposition: form-data; name="grant_type"\n\nauthorization_code\n--b--',
            { 'Content-Type': 'multipart/form-data; boundary=b' },
          ),
          'This call fails for me.',
        ),
      },
      {
        variant: 'other-type',
        confidence: 'likely',
        name: 'a form that says it is JSON, whose answer nobody saved',
        text: paste(
          post('https://idp.example/token', pairs, { 'Content-Type': 'application/json' }),
          'This call fails for me.',
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
        variant: 'json',
        name: 'JSON whose answer nobody saved, and of which somebody tells the error of a code',
        text: paste(
          post('https://idp.example/token', json, { 'Content-Type': 'application/json' }),
          'Error: invalid_grant',
        ),
      },
      {
        variant: 'json',
        name: 'JSON whose answer nobody saved, to a provider that reads both',
        text: paste(
          post('https://shop.eu.auth0.com/oauth/token', json, { 'Content-Type': 'application/json' }),
          'This call fails for me.',
        ),
      },
      {
        variant: 'multipart',
        name: 'a FormData to a provider whose guide has it so',
        text: paste(
          post(
            'https://api.instagram.com/oauth/access_token',
            '--b\nContent-Disposition: form-data; name="grant_type"\n\nauthorization_code\n--b--',
            { 'Content-Type': 'multipart/form-data; boundary=b' },
          ),
          'This call fails for me.',
        ),
      },
      {
        variant: 'json-of-program',
        name: 'a program that makes a form of it',
        text: `${program('new URLSearchParams(')})\n400 {"error":"invalid_request","error_description":"Missing parameter: grant_type"}`,
      },
      {
        variant: 'json-of-program',
        name: 'a program that hands over a form, and reads JSON',
        text: 'const json = await send("https://idp.example/token", { form: { grant_type: "client_credentials" }, json: true })\n400 {"error":"invalid_request","error_description":"Missing parameter: grant_type"}',
      },
      {
        variant: 'json-of-program',
        name: 'a program, and an answer that has read it',
        text: `${program('JSON.stringify(')})\n400 {"error":"invalid_grant","error_description":"The code has expired"}`,
      },
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

/** A call that sends a grant, up to the end of what it sends. */
function program(maker: string): string {
  return `fetch("https://idp.example/token", {\n  method: "POST",\n  body: ${maker}{ grant_type: "client_credentials", client_id: SHOP_ID })\n}`;
}

function ofBody(variant: Variant, confidence: Shown['confidence'], seen: string, expected: string): Shown<Variant> {
  return { variant, confidence, specificity: variant === 'json-wanted' ? 1 : 3, lines: [line('body', seen, expected)] };
}
