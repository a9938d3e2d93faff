import type { Parameter } from '../../evidence/evidence.ts';
import { looksRandom } from '../../text/random-text.ts';
import { failedRequestOfClient } from '../client-authentication/request-of-client.ts';
import {
  answer,
  authorizationRequest,
  callback,
  codeRedemption,
  page,
  paste,
  post,
  refused,
  tokenRequest,
} from '../example.ts';
import { hasFailed } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import { failedCallback } from '../state-session/failed-callback.ts';
import type { Seen, View } from '../view.ts';
import { isUnnamed, missedAtStart, namedAsMissing, neededBy } from './named-as-missing.ts';

type Variant = 'client-id' | 'state' | 'code' | 'grant-type' | 'of-grant' | 'named' | 'after-ampersand';

/** A parameter without which the request cannot be served is absent or empty. RFC 6749 section 5.2. */
export const parameterMissing = defineSign<Variant>({
  cause: 'transport-endpoint/parameter-missing',
  variants: {
    'client-id': 'The authorization request has no client_id, or an empty one',
    state: 'The authorization request has no state, and the client wants it back',
    code: 'The token request has no code, and the answer speaks of it',
    'grant-type': 'The token request has no grant_type, and the answer speaks of it',
    'of-grant': 'A parameter that this grant needs is absent or empty',
    'after-ampersand': 'The shell cut the address at an & that was not quoted',
    named: 'The answer names a parameter that was not sent',
  },
  specs: ['RFC 6749 section 3.2', 'RFC 6749 section 5.2'],
  look: function* parameterMissing(view) {
    if (isWithoutClientId(view)) {
      yield {
        variant: 'client-id',
        confidence: 'certain',
        specificity: 3,
        lines: [line('client_id', view.subject?.has('client_id') ? 'an empty value' : 'none', 'the id of the client')],
      };
    }
    if (isWithoutState(view))
      yield {
        variant: 'state',
        confidence: 'certain',
        specificity: 3,
        lines: [line('state', 'none in the authorization request', 'a value that the client keeps until the callback')],
      };
    if (isCutByShell(view)) {
      yield {
        variant: 'after-ampersand',
        confidence: 'certain',
        specificity: 3,
        lines: [line('address', 'what stands before the first &', 'the whole address, in quotes')],
        what: 'The address was not quoted, and the shell cut it at the first &.',
        why: 'Outside quotes an & ends the command, and what follows was never sent.',
        fix: ["Put the address between quotes: curl 'https://…?client_id=…&redirect_uri=…'."],
      };
      return;
    }
    yield* ofAuthorization(view);
    yield* ofCallback(view);
    const request = failedRequestOfClient(view);
    if (request === undefined) return;
    if (lacksCode(request)) {
      yield {
        variant: 'code',
        confidence: isWithoutCode(view) ? 'possible' : 'certain',
        specificity: 3,
        lines: [line('code', 'none', 'the code of the callback')],
      };
    }
    if (lacksGrantType(request)) {
      yield {
        variant: 'grant-type',
        // Of JSON the server may have read nothing at all.
        confidence: isUnnamed(request) && !/json/.test(request.header('content-type') ?? '') ? 'certain' : 'likely',
        lines: [line('grant_type', 'none', 'authorization_code or refresh_token')],
      };
    }
    const ofGrant = neededBy.get(request.sent('grant_type') ?? '') ?? [];
    for (const name of ofGrant) {
      if (isFilled(name, request)) continue;
      const needed = ofNeeded(name, request);
      yield name === 'code' && isWithoutCode(view) ? { ...needed, confidence: 'possible' } : needed;
    }
    const named = namedAsMissing(request);
    if (named !== undefined && !request.has(named)) {
      yield ofNamed(named);
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'named',
        confidence: 'certain',
        name: 'a callback that brings what the authorization request missed',
        text: 'GET https://shop.example/callback?error=invalid_request&error_description=You+have+to+pass+a+%22state%22+parameter',
      },
      {
        variant: 'client-id',
        confidence: 'certain',
        name: 'a client that could not register',
        text: paste(authorizationRequest({ client_id: '' }), refused('invalid_request')),
      },
      {
        variant: 'state',
        confidence: 'certain',
        name: 'the state is kept in a cookie and was not sent',
        text: paste(
          'GET https://shop.example/login',
          'HTTP/1.1 302 Found\nLocation: https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcallback\nSet-Cookie: oidc_state=k39fL20fkLsQ; Path=/; HttpOnly',
          callback({ state: undefined }),
          'HTTP/1.1 302 Found\nLocation: https://shop.example/login',
          'It ends on the login page again.',
        ),
      },
      {
        variant: 'state',
        confidence: 'certain',
        name: 'an address that was made by hand, and a library that looks for its state',
        text: paste(
          authorizationRequest({ state: undefined }),
          callback({ state: undefined }),
          refused('bad_request', 'Invalid state in the callback'),
        ),
      },
      {
        variant: 'code',
        confidence: 'certain',
        name: 'id and secret alone',
        text: paste(
          tokenRequest({ client_id: 'shop', client_secret: 'k39fL20fkLs02kdQ' }),
          refused('bad_verification_code', 'The code passed is incorrect or expired.', 200),
        ),
      },
      {
        variant: 'grant-type',
        confidence: 'likely',
        name: 'a code without the grant that it is for',
        text: paste(codeRedemption({ grant_type: undefined }), refused('unsupported_grant_type')),
      },
      {
        variant: 'grant-type',
        confidence: 'certain',
        name: 'an answer that does not name what is blank',
        text: paste(
          codeRedemption({ grant_type: undefined }),
          answer(400, { error: 'Bad Request', message: 'must not be blank' }),
        ),
      },
      {
        variant: 'grant-type',
        confidence: 'likely',
        name: 'what the user typed, and nothing of OAuth beside it',
        text: paste(
          post('https://idp.example/oauth/token', '{"pin":"93KF-20LS"}', { 'Content-Type': 'application/json' }),
          refused('invalid_grant', 'the grant is not valid', 401),
        ),
      },
      {
        variant: 'named',
        confidence: 'certain',
        name: 'an answer that does not say what it misses, to a login without redirect_uri',
        text: paste(authorizationRequest({ redirect_uri: undefined }), page(400, 'Missing required parameter')),
      },
      {
        variant: 'of-grant',
        confidence: 'certain',
        name: 'a setting that is empty in the running process',
        text: paste(
          tokenRequest({ grant_type: 'refresh_token', refresh_token: '', client_id: 'shop' }),
          refused('invalid_request'),
        ),
      },
      {
        variant: 'of-grant',
        confidence: 'possible',
        name: 'an app that goes on although the callback brought an error',
        text: paste(
          callback({ code: undefined, error: 'access_denied' }),
          tokenRequest({ grant_type: 'authorization_code', client_id: 'shop' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'of-grant',
        confidence: 'possible',
        name: 'a grant that the server does not have, whatever comes with it',
        text: paste(
          tokenRequest({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', client_id: 'shop' }),
          refused('unsupported_grant_type', 'This server does not know the grant type.'),
        ),
      },
      {
        variant: 'after-ampersand',
        confidence: 'certain',
        name: 'numbers of jobs below the command',
        text: paste(
          'curl -i https://idp.example/authorize?client_id=shop&redirect_uri=https://shop.example/cb&response_type=code',
          '[1] 22112\n[2] 22113',
          refused('invalid_request', 'Missing required parameter: response_type'),
        ),
      },
      {
        variant: 'named',
        confidence: 'certain',
        name: 'the address has no redirect URI, and the answer is plain text',
        text: paste(
          authorizationRequest({ redirect_uri: undefined }),
          'HTTP/1.1 400 Bad Request\nContent-Type: text/plain\nerror: invalid_request\nerror_description: redirect_uri must be included here',
        ),
      },
      {
        variant: 'named',
        confidence: 'certain',
        name: 'a page in words that other servers use',
        text: paste(
          authorizationRequest({ redirect_uri: undefined }),
          refused('invalid_request', "The mandatory 'redirect_uri' parameter is missing."),
        ),
      },
      {
        variant: 'named',
        confidence: 'certain',
        name: 'general words that may mean more, with the name behind them',
        text: paste(
          authorizationRequest({ redirect_uri: undefined }),
          refused('invalid_request', "missing required parameter(s) 'redirect_uri'"),
        ),
      },
      {
        variant: 'named',
        confidence: 'certain',
        name: 'the answer asks for the client id',
        text: paste(
          codeRedemption({ client_id: undefined }),
          refused('invalid_request', 'missing parameter "client_id"'),
        ),
      },
    ],
    silent: [
      {
        variant: 'named',
        name: 'a callback that misses what its request has',
        text: paste(
          authorizationRequest(),
          'GET https://shop.example/callback?error=invalid_request&error_description=You+need+to+pass+the+state+parameter&state=k39fL20fkLsQ',
        ),
      },
      {
        variant: 'grant-type',
        name: 'an answer that names something else as blank',
        text: paste(
          codeRedemption({ grant_type: undefined }),
          answer(400, { error: 'Bad Request', message: 'client_id must not be blank' }),
        ),
      },
      {
        variant: 'state',
        name: 'a cookie that keeps which parts of the page are open',
        text: paste(
          'GET https://shop.example/login',
          'HTTP/1.1 302 Found\nLocation: https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcallback\nSet-Cookie: sidebar_state=collapsed; Path=/',
          callback({ state: undefined }),
          'HTTP/1.1 302 Found\nLocation: https://shop.example/login',
          'It ends on the login page again.',
        ),
      },
      {
        variant: 'state',
        name: 'a state that the callback has lost',
        text: paste(
          authorizationRequest(),
          callback({ state: undefined }),
          refused('bad_request', 'Invalid state in the callback'),
        ),
      },
      {
        variant: 'named',
        name: 'an authorization request that has what the answer minds in it',
        text: paste(authorizationRequest(), refused('invalid_request', 'redirect_uri must be registered')),
      },
      {
        variant: 'grant-type',
        name: 'a login of another kind, with name and password',
        text: paste(
          post('https://idp.example/oauth/token', '{"email":"ada@shop.example","password":"k39fL20fk"}', {
            'Content-Type': 'application/json',
          }),
          refused('invalid_grant', 'wrong password', 401),
        ),
      },
      {
        variant: 'named',
        name: 'an answer that does not say what it misses, to a login that has all',
        text: paste(authorizationRequest(), refused('invalid_request', 'It shouldn’t be null')),
      },
      {
        variant: 'named',
        name: 'the address was cut before what the answer misses',
        text: paste(
          'GET https://idp.example/authorize?client_id=shop&response_type=code&scope=ord…',
          refused('invalid_request', 'redirect_uri is missing'),
        ),
      },
      {
        variant: 'after-ampersand',
        name: 'an address in quotes',
        text: paste(
          "curl -i 'https://idp.example/authorize?client_id=shop&redirect_uri=https://shop.example/cb&response_type=code'",
          refused('invalid_request', 'Missing required parameter: response_type'),
        ),
      },
      {
        variant: 'client-id',
        name: 'a server that calls the id otherwise',
        text: paste(
          authorizationRequest({ client_id: undefined, client_key: 'sb93kfh20Lsdk' }),
          refused('invalid_request', 'scope is not allowed'),
        ),
      },
      {
        variant: 'named',
        name: 'the words want a new login, and name the flow of another grant',
        text: paste(
          tokenRequest({ grant_type: 'refresh_token', refresh_token: 'Rt8fk39fL02kd', client_id: 'shop' }),
          refused('invalid_grant', 'Reauthorization required: code flow must be started again'),
        ),
      },
      {
        variant: 'named',
        name: 'the client id stands in the header, which the server does not read',
        text: paste(
          codeRedemption({ client_id: undefined }, { Authorization: 'Basic c2hvcDprMzlmTDIwZms=' }),
          refused('invalid_request', 'missing parameter "client_id"'),
        ),
      },
      {
        variant: 'of-grant',
        name: 'another grant, which needs no code',
        text: paste(tokenRequest({ grant_type: 'client_credentials', client_id: 'shop' }), refused('invalid_request')),
      },
    ],
  }),
});

/** A shell prints the number of a job that an unquoted & starts: `[1] 22112`. */
function isCutByShell({ subject, printed, remarks }: View): boolean {
  return (
    subject?.outcome === 'refused' &&
    /\?[^#]*&/.test(subject.url) &&
    /^\[\d{1,2}\]\s+\d{2,8}\s*$/m.test(`${printed}\n${remarks}`)
  );
}

/** What requests at a token endpoint have, by whatever name. */
const ofOAuth = /grant|^code|_code|client|token|assert|user|mail|login|pass|secret|key/i;

function lacksGrantType(request: Seen): boolean {
  if (request.role !== 'token-request' || request.has('grant_type') || request.parameters.length === 0) return false;
  const isOfOAuth = request.parameters.some(({ name }) => ofOAuth.test(name));
  const isTold = request.code === 'unsupported_grant_type' || /grant.?type/i.test(request.text) || isUnnamed(request);
  return isTold || !isOfOAuth;
}

function isFilled(name: string, { parameters }: Seen): boolean {
  return parameters.some((one) => one.name === name && (one.value !== '' || one.cut));
}

/** Tells whether a callback brought an error, so that there is no code to send: the reason is the one of the callback. */
function isWithoutCode({ all }: View): boolean {
  return all.some((one) => one.role === 'authorization-response' && one.has('error'));
}

function ofNeeded(name: string, request: Seen): Shown<Variant> {
  const { code = '', text, outcome } = request;
  // Some servers call the name of the user otherwise.
  const isCalledOtherwise =
    name === 'username' && ['user', 'email', 'login', 'user_name'].some((other) => request.has(other));
  const isForOther =
    (['invalid_client', 'unauthorized_client', 'unsupported_grant_type'].includes(code) || isCalledOtherwise) &&
    !text.includes(name);
  const sureness = isForOther ? 'possible' : 'certain';
  return {
    variant: 'of-grant',
    confidence: outcome === 'refused' ? sureness : 'likely',
    specificity: 3,
    lines: [line(name, request.has(name) ? 'an empty value' : 'none', 'a value')],
  };
}

function ofNamed(name: string): Shown<Variant> {
  return { variant: 'named', confidence: 'certain', specificity: 3, lines: [line(name, 'none', 'a value')] };
}

/** What the answer to an authorization request names as missing, and is. RFC 6749 section 4.1.1. */
function* ofAuthorization({ subject }: View): Generator<Shown<Variant>> {
  if (subject?.isOf('authorization-request') !== true || subject.outcome !== 'refused') return;
  // Of a pushed or signed request the address shows nothing, and of one that was cut not all.
  if (subject.has('request') || subject.has('request_uri') || subject.isAddressCut) return;
  const unnamed = isUnnamed(subject) ? ['response_type', 'redirect_uri'].find((one) => !subject.has(one)) : undefined;
  const name = missedAtStart(subject.text) ?? unnamed;
  const isOther = subject.parameters.some((one) => one.name === name && (one.value !== '' || one.cut));
  if (name !== undefined && name !== 'client_id' && !isOther) yield ofNamed(name);
}

/** What the callback that brings the refusal names as missing, and what its authorization request has not, where that is there. */
function* ofCallback({ subject, start }: View): Generator<Shown<Variant>> {
  if (subject?.role !== 'authorization-response' || subject.sent('error') === undefined) return;
  if (start !== undefined && (start.has('request') || start.has('request_uri') || start.isAddressCut)) return;
  const name = missedAtStart(subject.sent('error_description') ?? '');
  if (name !== undefined && name !== 'client_id' && start?.has(name) !== true) yield ofNamed(name);
}

function isWithoutClientId(view: View): boolean {
  const { subject } = view;
  if (subject?.isOf('authorization-request') !== true || !hasFailed(view)) return false;
  const isAsked = subject.has('request') || subject.has('request_uri') || subject.parameters.some(isOtherId);
  return !isAsked && subject.has('response_type') && subject.sent('client_id') === undefined && !isCut(subject);
}

/** Tells whether a login was begun without state, by an address that was made by hand, and the client refuses its end. */
function isWithoutState(view: View): boolean {
  const { start, isOneFlow } = view;
  const callback = failedCallback(view);
  if (callback?.isTold !== true || start?.role !== 'authorization-request' || !isOneFlow) return false;
  const isAsked = ['state', 'request', 'request_uri'].some((name) => start.has(name));
  const isKept = view.before.some(
    (one) => one.host === callback.callback.host && one.allAnswered('set-cookie').some(keepsState),
  );
  return !isAsked && !callback.callback.has('state') && (isKept || speaksOfState.test(view.words));
}

const speaksOfState = /\bstate\b/i;

/** Tells whether a cookie keeps the state of a login: pages keep what is open or shown under such names as well. */
function keepsState(cookie: string): boolean {
  const [, name = '', value = ''] = /^([\w.-]+)=([^;]*)/.exec(cookie) ?? [];
  const isOfLogin = /(?:auth|oidc|openid|login|sso).*state(?![a-z])/i.test(name);
  return isOfLogin || (/(?:^|[_.-])state$/i.test(name) && looksRandom(value));
}

/** Some servers have a name of their own for the id; to others it is a misspelling, which is another mistake. */
function isOtherId({ name, value }: Parameter): boolean {
  return (
    value !== '' &&
    /^(?:client_?key|client[-_]?id|consumer_?key|app_?(?:id|key)|api_?key)$/i.test(name) &&
    name !== 'client_id'
  );
}

function isCut({ parameters }: Seen): boolean {
  return parameters.some(({ name, cut }) => name === 'client_id' && cut === true);
}

/** The error code of GitHub for codes, where none was sent. */
function lacksCode(request: Seen): boolean {
  const isWithout = request.parameters.length > 0 && !request.has('code') && !request.has('grant_type');
  return isWithout && request.code === 'bad_verification_code';
}
