import { codeRedemption, paste, post, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen } from '../view.ts';
import { bodySent, misplacedIn } from './body-sent.ts';

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
    const place = sent === undefined ? undefined : misplacedIn(sent);
    if (place === undefined) return;
    yield {
      variant: place,
      // An answer about the grant shows that the server has read the parameters where they are.
      confidence: isRead(sent?.request) ? 'possible' : 'certain',
      specificity: 3,
      lines: [line('body', `none; the parameters stand in the ${place}`, 'the parameters, form-encoded')],
    };
  },
  cases: {
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
  },
});

function isRead(request: Seen | undefined): boolean {
  return (
    ['invalid_grant', 'invalid_scope', 'unauthorized_client'].includes(request?.code ?? '') ||
    request?.outcome === 'accepted'
  );
}
