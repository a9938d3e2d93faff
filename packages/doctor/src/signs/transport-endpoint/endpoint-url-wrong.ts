import { isHtml } from '../../evidence/outcome.ts';
import { recogniseRole } from '../../providers/recognise.ts';
import { showValue } from '../../text/value.ts';
import { isOfClient } from '../client-authentication/request-of-client.ts';
import { answer, authorizationRequest, metadata, page, paste, post, refused } from '../example.ts';
import { hostNotReached, placeOfHost } from '../host-not-reached.ts';
import { hasFailed } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { hasSchemeTwice, secondQuery, userInFront } from './address-of-call.ts';
import { endpointElsewhere, registrationElsewhere } from './endpoint-elsewhere.ts';
import { notFound } from './endpoint-not-found.ts';

type Variant =
  | 'scheme-doubled'
  | 'query-doubled'
  | 'host-unset'
  | 'path-in-host'
  | 'user-in-front'
  | 'registration-elsewhere'
  | 'elsewhere'
  | 'authorization-endpoint'
  | 'retired'
  | 'not-found'
  | 'page';

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const body = 'grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop';

/** The address that was called is no endpoint of the server. RFC 6749 section 3, RFC 8414 section 2. */
export const endpointUrlWrong = defineSign<Variant>({
  cause: 'transport-endpoint/endpoint-url-wrong',
  variants: {
    'scheme-doubled': 'The address has its scheme twice',
    'query-doubled': 'The address has the query of the request twice',
    'host-unset': 'A word for nothing or a template stands in the place of the host',
    'path-in-host': 'The path stands right behind the host, without a slash',
    'user-in-front': 'A name and an @ stand in front of the host',
    'authorization-endpoint': 'The token request goes to the authorization endpoint',
    'registration-elsewhere': 'The metadata name another registration endpoint than the one that was called',
    elsewhere: 'The metadata name another endpoint at this host than the one that was called',
    retired: 'The path is the one of an earlier version of the provider',
    'not-found': 'The server has nothing at this address',
    page: 'The answer is a page where JSON is due',
  },
  specs: ['RFC 6749 section 3', 'RFC 8414 section 2'],
  look: function* endpointUrlWrong(view) {
    const { subject } = view;
    if (subject === undefined) yield* inMessage(view);
    if (subject === undefined || !hasFailed(view)) return;
    if (subject.isOf('metadata-request', 'authorization-response')) return;
    if (hasSchemeTwice(subject.url)) {
      yield {
        variant: 'scheme-doubled',
        confidence: 'certain',
        specificity: 3,
        lines: [line('address', showValue(subject.url.split('?')[0] ?? ''), 'one scheme and host')],
      };
    }
    const query = secondQuery(subject.url);
    if (query !== undefined) {
      yield {
        variant: 'query-doubled',
        confidence: 'certain',
        specificity: 3,
        lines: [line('address', `a second ? with response_type and client_id, behind ${query}`, 'one query')],
      };
    }
    const user = userInFront(subject.url);
    if (user !== undefined) yield user;
    const elsewhere = registrationElsewhere(view, subject);
    if (elsewhere !== undefined) {
      yield {
        variant: 'registration-elsewhere',
        confidence: 'certain',
        specificity: 3,
        lines: [line('registration', showValue(subject.url), `${showValue(elsewhere)}  (of the metadata)`)],
      };
    }
    const named = endpointElsewhere(view, subject);
    if (named !== undefined) {
      yield {
        variant: 'elsewhere',
        confidence: 'likely',
        specificity: 3,
        lines: [line('address', showValue(subject.url.split('?')[0] ?? ''), `${showValue(named)}  (of the metadata)`)],
      };
    }
    if (!isMeantForEndpoint(subject)) return;
    if (isAtAuthorizationEndpoint(view, subject)) {
      yield {
        variant: 'authorization-endpoint',
        confidence: 'certain',
        specificity: 3,
        lines: [line('address', `${showValue(subject.path)}, the authorization endpoint`, 'the token endpoint')],
      };
      return;
    }
    const successor = view.habits?.retiredPaths?.[subject.path.replace(/\/$/, '')];
    if (successor !== undefined && subject.outcome === 'refused') {
      yield {
        variant: 'retired',
        confidence: isGone(subject) ? 'certain' : 'likely',
        specificity: 3,
        lines: [line('address', showValue(subject.path), showValue(successor))],
      };
    }
    const missed = notFound(subject, view.provider);
    if (missed !== undefined) yield missed;
    else if (isPage(subject))
      yield { variant: 'page', confidence: 'likely', lines: [line('answer', 'a page', 'JSON')] };
  },
  cases: () => ({
    fires: [
      {
        variant: 'elsewhere',
        confidence: 'likely',
        name: 'an issuer with a path, at whose root the client asks',
        text: paste(
          'GET https://mcp.shop.example/.well-known/oauth-protected-resource/orders',
          answer(200, {
            resource: 'https://mcp.shop.example/orders',
            authorization_servers: ['https://mcp.shop.example/eu'],
          }),
          authorizationRequest({}, 'https://mcp.shop.example/authorize'),
          refused('server_error', 'something went wrong'),
        ),
      },
      {
        variant: 'elsewhere',
        confidence: 'likely',
        name: 'a path that is written by hand beside metadata',
        text: paste(
          metadata({ authorization_endpoint: 'https://idp.example/oauth2/v2/authorize' }),
          authorizationRequest({}, 'https://idp.example/authorize'),
          refused('server_error', 'something went wrong'),
        ),
      },
      {
        variant: 'registration-elsewhere',
        confidence: 'certain',
        name: 'the client registers at the host of the API',
        text: paste(
          metadata({ issuer: 'https://idp.example', registration_endpoint: 'https://idp.example/clients' }),
          post('https://api.example/register', '{"redirect_uris":["https://shop.example/callback"]}', {
            'Content-Type': 'application/json',
          }),
          refused('not_found', undefined, 404),
        ),
      },
      {
        variant: 'authorization-endpoint',
        confidence: 'certain',
        name: 'one address for both requests',
        text: paste(post('https://idp.example/oauth2/authorize', body, form), refused('invalid_request')),
      },
      {
        variant: 'query-doubled',
        confidence: 'certain',
        name: 'a whole request in the setting for the authorization endpoint',
        text: paste(
          authorizationRequest({ state: 'k39f?response_type=code&client_id=shop&scope=' }).replaceAll(
            /%(3F|3D|26)/g,
            (one) => decodeURIComponent(one),
          ),
          page(400, 'Something went wrong.'),
        ),
      },
      {
        variant: 'scheme-doubled',
        confidence: 'certain',
        name: 'an issuer with scheme behind a scheme',
        text: paste(post('https://https://idp.example/token', body, form), 'The login fails here.'),
      },
      {
        variant: 'scheme-doubled',
        confidence: 'certain',
        name: 'a library that adds the scheme to a setting that has one',
        text: "requests: HTTPSConnectionPool(host='https', port=443): url: //idp.example/token (Name or service not known)",
      },
      {
        variant: 'scheme-doubled',
        confidence: 'certain',
        name: 'the same in .NET, on a machine whose resolver has other words',
        text: 'HttpRequestException: nodename nor servname provided, or not known (https:443)',
      },
      {
        variant: 'path-in-host',
        confidence: 'certain',
        name: 'a base address without its last slash',
        text: "ConnectionError: HTTPSConnectionPool(host='login.idp.comoauth2', port=443): Failed to resolve 'login.idp.comoauth2'",
      },
      {
        variant: 'host-unset',
        confidence: 'likely',
        name: 'a setting that nobody loaded',
        text: 'TypeError: fetch failed: getaddrinfo ENOTFOUND undefined',
      },
      {
        variant: 'user-in-front',
        confidence: 'likely',
        name: 'an account of the fediverse in the place of the instance',
        text: 'Client error: `POST https://anna@social.example/oauth/token` resulted in `401 Unauthorized`: invalid_client',
      },
      {
        variant: 'user-in-front',
        confidence: 'likely',
        name: 'the whole handle',
        text: 'Client error: `POST https://@anna@social.example/oauth/token` resulted in `401 Unauthorized`: invalid_client',
      },
      {
        variant: 'user-in-front',
        confidence: 'likely',
        name: 'in the request itself',
        text: paste(
          post('https://anna@social.example/oauth/token', body, form),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'retired',
        confidence: 'certain',
        name: 'an old token endpoint, at which nothing is any more',
        text: paste(
          post(
            'https://account.withings.com/oauth2/token',
            'grant_type=refresh_token&refresh_token=Rt8fk39fL02kd',
            form,
          ),
          page(404, ''),
        ),
      },
      {
        variant: 'retired',
        confidence: 'likely',
        name: 'an old token endpoint, which is there and does not know the client',
        text: paste(
          post(
            'https://account.withings.com/oauth2/token',
            'grant_type=refresh_token&refresh_token=Rt8fk39fL02kd',
            form,
          ),
          refused('invalid_client', 'there is no such client', 404),
        ),
      },
      {
        variant: 'retired',
        confidence: 'likely',
        name: 'an old library with the first version of the login',
        text: paste(
          'GET https://www.tiktok.com/auth/authorize/?client_key=sb93kfh20Lsdk&response_type=code&state=k39fL20fkLsQ',
          page(400, 'client_key is invalid'),
        ),
      },
      {
        variant: 'not-found',
        confidence: 'possible',
        name: 'a login that the server no longer has',
        text: paste(
          post('https://idp.example/oauth/token', body, form),
          answer(404, { code: 404, error_code: 'login_session_not_found', msg: 'no such session' }),
        ),
      },
      {
        variant: 'not-found',
        confidence: 'certain',
        name: 'the answer of a gateway, with a member called code',
        text: paste(
          post('https://idp.example/oauth/token', body, form),
          answer(404, { code: 5, message: 'Not Found' }),
        ),
      },
      {
        variant: 'not-found',
        confidence: 'certain',
        name: 'a path that the server does not have',
        text: paste(post('https://idp.example/oauth/tokens', body, form), answer(404, { message: 'no route' })),
      },
      {
        variant: 'not-found',
        confidence: 'certain',
        name: 'a grant that is answered with 404 and nothing else',
        text: paste(post('https://idp.example/v1/token', body, form), answer(404, { message: 'Not found' })),
      },
      {
        variant: 'not-found',
        confidence: 'likely',
        name: 'a 404 that names the client',
        text: paste(post('https://idp.example/v1/token', body, form), answer(404, { message: 'No such client' })),
      },
      {
        variant: 'not-found',
        confidence: 'likely',
        name: 'a router that has the address for another method, perhaps',
        text: paste(
          'GET https://idp.example/oauth/token?grant_type=client_credentials&client_id=shop',
          page(404, 'Cannot GET /oauth/token'),
        ),
      },
      {
        variant: 'page',
        confidence: 'likely',
        name: 'the pages of the site answer',
        text: paste(
          post('https://idp.example/token', body, form),
          page(200, '<!doctype html><title>Welcome</title><p>Our new site is here.</p>'),
        ),
      },
    ],
    silent: [
      {
        variant: 'elsewhere',
        name: 'the endpoint of the metadata',
        text: paste(metadata(), authorizationRequest(), refused('server_error', 'something went wrong')),
      },
      {
        variant: 'elsewhere',
        name: 'below the path of the issuer',
        text: paste(
          'GET https://mcp.shop.example/.well-known/oauth-protected-resource/orders',
          answer(200, {
            resource: 'https://mcp.shop.example/orders',
            authorization_servers: ['https://mcp.shop.example/eu'],
          }),
          authorizationRequest({}, 'https://mcp.shop.example/eu/authorize'),
          refused('server_error', 'something went wrong'),
        ),
      },
      {
        variant: 'query-doubled',
        name: 'an address in state that nobody encoded, with a query of its own',
        text: paste(
          'GET https://idp.example/authorize?response_type=code&client_id=shop&scope=opneid&state=https://shop.example/start?response_type=code&client_id=shop',
          refused('invalid_scope', 'scope opneid is unknown'),
        ),
      },
      {
        variant: 'query-doubled',
        name: 'a path in state, with what the app asked for',
        text: paste(
          'GET https://idp.example/authorize?response_type=code&client_id=shop&state=/start?response_type=code',
          refused('unauthorized_client'),
        ),
      },
      {
        variant: 'query-doubled',
        name: 'a redirect URI that nobody encoded, with a query of its own',
        text: paste(
          'GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https://shop.example/callback?client_id=shop',
          page(400, 'Something went wrong.'),
        ),
      },
      {
        variant: 'not-found',
        name: 'an endpoint that knows no such realm, and says so with a code',
        text: paste(post('https://idp.example/token', body, form), answer(400, { error: 'realm_not_found' })),
      },
      {
        variant: 'authorization-endpoint',
        name: 'a server that signs users in elsewhere on the same host',
        text: paste(
          authorizationRequest(),
          post('https://idp.example/oauth2/auth', body, form),
          refused('invalid_request', 'invalid code_challenge'),
        ),
      },
      {
        variant: 'authorization-endpoint',
        name: 'the token endpoint of a provider that calls it so',
        text: paste(post('https://id.vk.com/oauth2/auth', body, form), refused('invalid_request')),
      },
      {
        variant: 'registration-elsewhere',
        name: 'the registration endpoint of another server, which reads the registration',
        text: paste(
          metadata({ registration_endpoint: 'https://idp.example/clients' }),
          post('https://other.test/register', '{"redirect_uris":["https://shop.example/callback"]}', {
            'Content-Type': 'application/json',
          }),
          refused('invalid_client_metadata', 'software_statement required'),
        ),
      },
      {
        variant: 'host-unset',
        name: 'a host that nobody knows',
        text: 'TypeError: fetch failed: getaddrinfo ENOTFOUND idp.example',
      },
      {
        variant: 'path-in-host',
        name: 'a host whose name is like a path',
        text: "ConnectionError: HTTPSConnectionPool(host='oauth.token.idp.com', port=443): Failed to resolve 'oauth.token.idp.com'",
      },
      {
        variant: 'user-in-front',
        name: 'id and secret of the client, as credentials of HTTP',
        text: 'Client error: `POST https://shop:k39fL20fk@idp.example/oauth/token` resulted in `401 Unauthorized`: invalid_client',
      },
      {
        variant: 'retired',
        name: 'the path that took its place',
        text: paste(
          'GET https://www.tiktok.com/v2/auth/authorize/?client_key=sb93kfh20Lsdk&response_type=code&state=k39fL20fkLsQ',
          page(400, 'client_key is invalid'),
        ),
      },
      {
        variant: 'not-found',
        name: 'an API that does not have this thing',
        text: paste(
          'GET https://api.example/orders/17\nAuthorization: Bearer a81kLs02kdQk39f',
          answer(404, { id: 17 }),
        ),
      },
      {
        variant: 'scheme-doubled',
        name: 'an address in the query',
        text: paste(
          post('https://idp.example/token?next=https://shop.example', body, form),
          refused('invalid_grant', 'the code has expired'),
        ),
      },
    ],
  }),
});

const variantOf = { scheme: 'scheme-doubled', path: 'path-in-host', nothing: 'host-unset' } as const;

/** What a network error or a message tells of the address that was called. */
function* inMessage({ printed, remarks, words }: View): Generator<Shown<Variant>> {
  for (const said of `${printed}\n${remarks}`.split('\n')) {
    const host = hostNotReached(said);
    const place = placeOfHost(host);
    if (host === undefined || place === undefined) continue;
    yield {
      variant: variantOf[place],
      confidence: place === 'nothing' ? 'likely' : 'certain',
      specificity: 3,
      lines: [line('host that was not found', showValue(host), 'the host of the provider')],
    };
    return;
  }
  const called = /\b(?:GET|POST|PUT)\b\W{1,3}(https?:\/\/[^\s"'`]{4,300})/.exec(words)?.[1];
  const user = userInFront(called ?? '');
  if (user !== undefined) yield user;
}

/** Tells whether a token request is sent where the user is sent to sign in. */
function isAtAuthorizationEndpoint({ before, provider }: View, subject: Seen): boolean {
  const { host, path, code } = subject;
  if (subject.role !== 'token-request' || !subject.has('grant_type') || subject.method !== 'POST') return false;
  // Who refuses the grant has read it; and VK's token endpoint is called /oauth2/auth.
  if (code === 'invalid_grant' || recogniseRole(subject.url, provider) === 'token-request') return false;
  const starts = before.filter((one) => one.isOf('authorization-request') && one.host === host);
  return starts.length > 0
    ? starts.some((one) => one.path === path)
    : /\/(?:authorize|oauth2?(?:\/v\d)?\/auth|openid-connect\/auth|dialog\/oauth)\/?$/i.test(path);
}

function isMeantForEndpoint(subject: Seen): boolean {
  if (subject.isOf('registration-request')) return false;
  const isByRole = isOfClient(subject) || subject.isOf('authorization-request');
  return isByRole || /oauth|token|authorize|connect/i.test(subject.path);
}

function isPage(subject: Seen): boolean {
  const { response } = subject.exchange;
  // What answers a preflight, no client reads.
  if (response === undefined || subject.method === 'OPTIONS') return false;
  return isHtml(response) && subject.status === 200 && isOfClient(subject);
}

/** Tells whether the server has nothing at this address: an error of OAuth comes from an endpoint that is there. */
function isGone({ status, code }: Seen): boolean {
  return (status === 404 || status === 410) && !errorOfEndpoint.test(code ?? '');
}

/** The codes of RFC 6749 sections 4.1.2.1 and 5.2. */
const errorOfEndpoint = /^(?:invalid|unauthorized|unsupported)_|^access_denied$/;
