import { answer, codeRedemption, paste, post, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen } from '../view.ts';
import { bodySent, isRead, misplacedIn } from './body-sent.ts';

/** The parameters stand beside the body, which is empty. RFC 6749 section 3.2. */
export const paramsNotInBody = defineSign({
  cause: 'transport-endpoint/params-not-in-body',
  variants: {
    headers: 'The parameters stand in headers, and the body is empty',
    query: 'The parameters stand in the query, and the body is empty',
  },
  specs: ['RFC 6749 section 3.2', 'RFC 6749 appendix B'],
  look: function* paramsNotInBody(view) {
    const sent = bodySent(view);
    const place = sent && misplacedIn(sent);
    if (sent === undefined || place === undefined) return;
    yield {
      variant: place,
      confidence: surenessOf(sent.request),
      specificity: 3,
      lines: [line('body', `none; the parameters stand in the ${place}`, 'the parameters, form-encoded')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'headers',
        confidence: 'certain',
        name: 'a tool whose headers were filled in place of its body',
        text: paste(
          "curl -X POST https://idp.example/token -H 'grant_type: client_credentials' -H 'client_id: shop'",
          refused('invalid_request', 'grant_type is missing'),
        ),
      },
      {
        variant: 'query',
        confidence: 'certain',
        name: 'the parameters behind the address',
        text: paste(
          post('https://idp.example/token?grant_type=client_credentials&client_id=shop', ''),
          refused('invalid_request', 'grant_type is missing'),
        ),
      },
      {
        variant: 'query',
        confidence: 'likely',
        name: 'a server that may read the query, and misses the proof of the client, which stands nowhere',
        text: paste(
          post('https://idp.example/token?grant_type=refresh_token&refresh_token=Rt8fk39fL02kd&client_id=shop', ''),
          refused('invalid_request', 'No way to authenticate the app was found'),
        ),
      },
      {
        variant: 'query',
        confidence: 'likely',
        name: 'a server that may read the query, and does not let the client in',
        text: paste(
          post('https://idp.example/token?grant_type=client_credentials&client_id=shop&client_secret=k39fL20fk', ''),
          answer(500, { message: 'Client authentication failed.' }),
        ),
      },
      {
        variant: 'query',
        confidence: 'possible',
        name: 'a server that reads the query, and compares the secret',
        text: paste(
          post('https://idp.example/token?grant_type=client_credentials&client_id=shop&client_secret=k39fL20fk', ''),
          refused('invalid_client', 'The client secret is wrong', 401),
        ),
      },
    ],
    silent: [
      {
        variant: 'query',
        name: 'the parameters in the body, and the client id in the query once more',
        text: paste(
          codeRedemption().replace('idp.example/token', 'idp.example/token?client_id=shop'),
          refused('invalid_request', 'grant_type is missing'),
        ),
      },
      {
        variant: 'query',
        name: 'an empty body, and a query of something else',
        text: paste(
          post('https://idp.example/token?theme=dark', ''),
          refused('invalid_request', 'grant_type is missing'),
        ),
      },
    ],
  }),
});

const misses = /miss|requir|must|type|form|body|empty|blank|null|parse/i;

/**
 * How sure it is that nothing was read: some servers read the query, and then say what else is wrong. Who misses the
 * credentials of a request that has none may have read the rest.
 */
function surenessOf(request: Seen): 'certain' | 'likely' | 'possible' {
  if (isRead(request)) return 'possible';
  if (/secret/i.test(request.text) && /invalid|wrong|incorrect|mismatch/i.test(request.text)) return 'likely';
  const said = request.got('error_description') ?? request.got('message') ?? '';
  return said === '' || misses.test(said) ? 'certain' : 'likely';
}
