import { answer, apiCall, authorizationRequest, callback, paste } from '../example.ts';
import { isComplainedOf } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';

const isAboutAnswer = /\b(?:code|token|state|param(?:eter)?s?|callback|response)\b/i;
const missesSomething =
  /(?:missing|no|without|not (?:found|present)|undefined|empty|null|required).{0,40}\b(?:code|token|query|param)|\b(?:code|token)\b.{0,40}(?:missing|undefined|null|not (?:found|present|provided)|empty|required)/i;

/** The answer stands in the fragment of the callback, which no server gets to see. RFC 6749 section 4.2.2. */
export const responseInFragment = defineSign({
  cause: 'authorization-code/response-in-fragment',
  variants: {
    'as-asked': 'The authorization request asks for an answer in the fragment',
    fragment: 'The answer stands in the fragment, and no request of the capture asks for that',
  },
  specs: ['OAuth 2.0 Multiple Response Type Encoding Practices section 2.1', 'RFC 6749 section 4.2.2'],
  look: function* responseInFragment(view) {
    if (!isComplainedOf(view) && !view.all.some((one) => one.outcome === 'refused')) return;
    const found = view.all.find(answersInFragment);
    if (found === undefined || (view.subject !== undefined && view.subject !== found)) return;
    const isAsked = view.all.some(asksForFragment);
    yield {
      variant: isAsked ? 'as-asked' : 'fragment',
      confidence: isMissed(view) ? 'certain' : isAsked && !isStateRefused(view) ? 'possible' : 'likely',
      specificity: 3,
      lines: [
        line('callback', 'the answer stands after #', 'the answer in the query, or a client that reads the fragment'),
      ],
    };
  },
  cases: {
    fires: [
      {
        variant: 'as-asked',
        confidence: 'certain',
        name: 'response_type=token, and a server that looks into the query',
        text: paste(
          authorizationRequest({ response_type: 'token' }),
          'GET https://shop.example/callback#access_token=a81kLs02kdQfk39fL02kdQ8&token_type=Bearer&state=k39fL20fkLsQ',
          'Error: no token in the callback',
        ),
      },
      {
        variant: 'fragment',
        confidence: 'certain',
        name: 'a code behind #, and nobody saved the request',
        text: paste(
          'GET https://shop.example/callback#code=Lf93kfh20LsdkfP&state=k39fL20fkLsQ',
          'TypeError: the code of the callback is undefined',
        ),
      },
    ],
    silent: [
      {
        variant: 'as-asked',
        name: 'the request asks for the fragment, and nothing failed',
        text: paste(
          authorizationRequest({ response_type: 'token' }),
          'GET https://shop.example/callback#access_token=a81kLs02kdQfk39fL02kdQ8&token_type=Bearer&state=k39fL20fkLsQ',
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          answer(200, { orders: [] }),
        ),
      },
      {
        variant: 'fragment',
        name: 'a fragment of the page behind the query',
        text: paste(`${callback()}#_=_`, 'TypeError: the code of the callback is undefined'),
      },
    ],
  },
});

function answersInFragment({ parameters }: Seen): boolean {
  return parameters.some(
    ({ name, in: place }) => place === 'fragment' && /^(?:code|access_token|id_token)$/.test(name),
  );
}

function asksForFragment(one: Seen): boolean {
  if (!one.isOf('authorization-request')) return false;
  return one.sent('response_mode') === 'fragment' || /token/.test(one.sent('response_type') ?? '');
}

/** A state that does not match was lost as well by clients that read the fragment. */
function isStateRefused({ printed }: Pick<View, 'printed'>): boolean {
  return /\bstate\b/i.test(printed) && /invalid|mismatch|match|differ|another|wrong/i.test(printed);
}

/** Tells whether somebody misses what the fragment has. */
function isMissed({ words, printed, all }: View): boolean {
  if (missesSomething.test(words)) return true;
  if (isAboutAnswer.test(printed) && !isStateRefused({ printed })) return true;
  // The server behind the callback was asked without the answer, and failed.
  const answered = all.find(answersInFragment);
  return all.some(
    (one) =>
      answered !== undefined &&
      one.index > answered.index &&
      one.host === answered.host &&
      one.path === answered.path &&
      !one.has('code') &&
      /error/i.test(one.answered('location') ?? ''),
  );
}
