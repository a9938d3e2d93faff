import { isMeantIn } from '../../said/how-meant.ts';
import { answer, apiCall, authorizationRequest, callback, paste } from '../example.ts';
import { isComplainedOf } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';

const isAboutAnswer = /\b(?:code|token|state|param(?:eter)?s?|callback|response)\b/i;
const missesSomething =
  /\b(?:missing|no|without|not (?:found|present)|undefined|empty|null|required)\b.{0,40}\b(?<!refresh[_ ])(?:code|token|query|param)|(?<!refresh[_ ])\b(?:code|token)\b.{0,40}(?:missing|undefined|null|not (?:found|present|provided)|empty|required)/i;

/** What a program prints that found no value where it looked. */
const gotNone =
  /(?<!\b(?:cookies?|session|storage|store|cache) )\b(?:got|received|was|is|but) (?:\(null\)|null|nil|none|undefined|nothing|empty)/i;
const shortestState = 6;

/** The address of a callback with its answer in the fragment, in a line of a log. */
const inWords =
  /https?:\/\/[^\s#]{1,2000}#(?:[\w.-]{1,40}=[^\s#&]{0,2000}&){0,8}(?:code|access_token|id_token)=[^\s#&]{4}/;

/** The answer stands in the fragment of the callback, which no server gets to see. RFC 6749 section 4.2.2. */
export const responseInFragment = defineSign({
  cause: 'authorization-code/response-in-fragment',
  variants: {
    'as-asked': 'The authorization request asks for an answer in the fragment',
    fragment: 'The answer stands in the fragment, and no request of the capture asks for that',
  },
  specs: ['OAuth 2.0 Multiple Response Type Encoding Practices section 2.1', 'RFC 6749 section 4.2.2'],
  look: function* responseInFragment(view) {
    const isTold = view.subject === undefined && isToldOf(view);
    if (isTold && missesSomething.test(view.printed)) {
      yield inFragment('fragment', 'certain');
      return;
    }
    if (isTold && view.all.some(asksForFragment)) {
      yield inFragment('as-asked', missesSomething.test(view.words) ? 'certain' : 'likely');
      return;
    }
    if (!isComplainedOf(view) && !view.all.some((one) => one.outcome === 'refused')) return;
    const found = view.all.find(answersInFragment);
    if (found === undefined || (view.subject !== undefined && view.subject !== found)) return;
    const isAsked = view.all.some(asksForFragment);
    const confidence = isMissed(view) ? 'certain' : isAsked && !isStateRefused(view) ? 'possible' : 'likely';
    yield inFragment(isAsked ? 'as-asked' : 'fragment', confidence);
  },
  cases: () => ({
    fires: [
      {
        variant: 'as-asked',
        confidence: 'likely',
        name: 'a state that the client has no more, whose cookie is empty',
        text: paste(
          authorizationRequest({ response_type: 'code id_token' }),
          'GET com.shop.app:/callback#code=Lf93kfh20LsdkfP&state=k39fL20fkLsQ',
          'Error: state mismatch, k39fL20fkLsQ was wanted and the cookie was empty',
        ),
      },
      {
        variant: 'as-asked',
        confidence: 'certain',
        name: 'somebody tells where the browser ends, and the address of the login asks for it',
        text: paste(
          'The browser ends at https://shop.example/callback#code=Lf93kfh20LsdkfP&state=k39fL20fkLsQ and my route says "missing code".',
          authorizationRequest({ response_mode: 'fragment' }),
        ),
      },
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
        variant: 'as-asked',
        confidence: 'certain',
        name: 'a server that gets nothing, and fails',
        text: paste(
          authorizationRequest({ response_type: 'token' }),
          'GET https://shop.example/callback#access_token=a81kLs02kdQfk39fL02kdQ8&token_type=Bearer\n\nHTTP/1.1 500 Internal Server Error',
        ),
      },
      {
        variant: 'as-asked',
        confidence: 'certain',
        name: 'a program that got no state, and expects the one behind #',
        text: paste(
          authorizationRequest({ response_type: 'code id_token' }),
          'GET com.shop.app:/callback#code=Lf93kfh20LsdkfP&state=k39fL20fkLsQ',
          'Error: state mismatch, expecting k39fL20fkLsQ but got (null) in the response',
        ),
      },
      {
        variant: 'as-asked',
        confidence: 'possible',
        name: 'a callback whose path is not served',
        text: paste(
          authorizationRequest({ response_type: 'token' }),
          'GET https://shop.example/callback#access_token=a81kLs02kdQfk39fL02kdQ8&token_type=Bearer\n\nHTTP/1.1 404 Not Found',
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
      {
        variant: 'fragment',
        confidence: 'certain',
        name: 'a line of a log has the address, and the next one misses the code',
        text: 'Opened https://shop.example/cb#state=k39fL20fkLsQ&session_state=93hg&code=Lf93kfh20LsdkfP\nError: Missing required parameter: code',
      },
      {
        variant: 'as-asked',
        confidence: 'possible',
        name: 'the tokens came as they were asked for, and a refresh token is not among them',
        text: paste(
          authorizationRequest({ response_type: 'token' }),
          'GET https://shop.example/callback#access_token=a81kLs02kdQfk39fL02kdQ8&token_type=Bearer&expires_in=3600\n\nHTTP/1.1 200 OK',
          'The answer has access_token and expires_in but does not include a refresh token.',
        ),
      },
    ],
    silent: [
      {
        variant: 'as-asked',
        name: 'an address that the guide has',
        text: paste(
          authorizationRequest({ response_mode: 'fragment' }),
          'The manual shows https://garden.example/cb#code=Lf93kfh20LsdkfP&state=k39fL20fkLsQ as the result. Ours says "no token" when we call the API.',
        ),
      },
      {
        variant: 'as-asked',
        name: 'an address of the time before a change',
        text: paste(
          authorizationRequest({ response_mode: 'fragment' }),
          'Before we changed the mode the page was https://shop.example/callback#code=Lf93kfh20LsdkfP&state=k39fL20fkLsQ and now the API says "token required".',
        ),
      },
      {
        variant: 'fragment',
        name: 'a line of a log has the route of a page behind #',
        text: 'Opened https://shop.example/#/login?next=cart\nError: Missing required parameter: client_id',
      },
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
  }),
});

/** Tells whether the text has a callback with its answer in the fragment, and means it of this login. */
function isToldOf({ words, remarks }: View): boolean {
  return isMeantIn(words, inWords, remarks);
}

function inFragment<Variant extends string>(variant: Variant, confidence: Shown['confidence']): Shown<Variant> {
  return {
    variant,
    confidence,
    specificity: 3,
    lines: [
      line('callback', 'the answer stands after #', 'the answer in the query, or a client that reads the fragment'),
    ],
  };
}

/** Tells whether a server answers the callback, of which it got nothing, with a failure that is no wrong address. */
function isFailedWithout({ status = 0, parameters }: Seen): boolean {
  return status >= 400 && status !== 404 && status !== 405 && parameters.every((one) => one.in !== 'query');
}

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

/** Tells whether a program that got no state expects the one that the fragment has. */
function lacksStateOf(all: readonly Seen[], printed: string): boolean {
  const state = all.find(answersInFragment)?.sent('state') ?? '';
  return state.length >= shortestState && printed.includes(state) && gotNone.test(printed);
}

/** Tells whether somebody misses what the fragment has. */
function isMissed({ words, printed, all }: View): boolean {
  if (missesSomething.test(words) || lacksStateOf(all, printed)) return true;
  if (isAboutAnswer.test(printed) && !isStateRefused({ printed })) return true;
  // The server behind the callback was asked without the answer, and failed.
  const answered = all.find(answersInFragment);
  if (answered !== undefined && isFailedWithout(answered)) return !isStateRefused({ printed });
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
