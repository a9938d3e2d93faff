import { originOf } from '../../evidence/address.ts';
import { answer, apiCall, basic, codeRedemption, paste, post, refused } from '../example.ts';
import { givesOtherReason } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import { refusedCall } from '../token-use/refused-call.ts';
import type { Seen, View } from '../view.ts';
import { droppedAtRedirect } from './dropped-at-redirect.ts';
import { failedRequestOfClient, hasBasicHeader, isClientRefused } from './request-of-client.ts';

type Variant =
  | 'redirected'
  | 'configured'
  | 'bearer-missing'
  | 'sent-but-missing'
  | 'elsewhere-accepted'
  | 'front-server';

/** Something between client and application takes the Authorization header away. RFC 9110 section 11.6.2. */
export const authorizationHeaderStripped = defineSign<Variant>({
  cause: 'client-authentication/authorization-header-stripped',
  variants: {
    redirected: 'A request with a header was redirected, and the one that followed has none',
    configured: 'A header was sent, and the settings of the server in front empty it',
    'bearer-missing': 'A token was sent to an API, and the answer says that there is none',
    'sent-but-missing': 'A Basic header was sent, and the answer says that there is none',
    'elsewhere-accepted': 'The same header was accepted behind another port or server',
    'front-server': 'A Basic header was sent, and somebody speaks of a server in front of the application',
  },
  specs: ['RFC 9110 section 11.6.2', 'RFC 3875 section 4.1.18'],
  look: function* authorizationHeaderStripped(view) {
    const call = refusedCall(view);
    yield* ofRedirect(view);
    yield* ofSettings(view, call);
    if (call?.bearer !== undefined && isMissing(call)) yield shown('bearer-missing', 'sent');
    const request = failedRequestOfClient(view);
    if (request === undefined || !hasBasicHeader(request)) return;
    if (isClientRefused(request) && isAcceptedElsewhere(view, request)) {
      const confidence = isMissing(request) ? 'certain' : 'likely';
      yield shown('elsewhere-accepted', 'refused here, and accepted at another port or server', confidence);
    } else if (request.credentials?.id !== undefined && isMissing(request)) yield shown('sent-but-missing', 'sent');
    else if (isClientRefused(request) && frontServer.test(view.remarks))
      yield shown('front-server', 'sent through a front server');
  },
  cases: () => ({
    fires: [
      {
        variant: 'redirected',
        confidence: 'certain',
        name: 'the API has moved to another host',
        text: redirectedCall('https://www.shop-api.example/orders'),
      },
      {
        variant: 'redirected',
        confidence: 'likely',
        name: 'the other host has a reason of its own',
        text: redirectedCall('https://www.shop-api.example/orders').replace(
          'WWW-Authenticate: Bearer',
          'WWW-Authenticate: Bearer\nContent-Type: application/json\n\n{"message":"this link has expired"}',
        ),
      },
      {
        variant: 'configured',
        confidence: 'certain',
        name: 'nginx sets the header to nothing',
        text: paste(
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          answer(401, { message: 'Unauthorized' }),
          'It fails behind nginx.\n\nlocation / {\n  proxy_set_header Authorization "";\n}',
        ),
      },
      {
        variant: 'configured',
        confidence: 'certain',
        name: 'Apache takes the credentials of a client away',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_client', undefined, 401),
          'The settings have: RequestHeader unset Authorization',
        ),
      },
      {
        variant: 'configured',
        confidence: 'possible',
        name: 'the header is emptied for some location, and the code was refused',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_request', 'the code is malformed'),
          'The settings have: http-request del-header Authorization',
        ),
      },
      {
        variant: 'configured',
        confidence: 'possible',
        name: 'the header is emptied for some files, and the API has read the token',
        text: paste(
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          answer(401, { message: 'token expired' }),
          'location /static {\n  proxy_set_header Authorization "";\n}',
        ),
      },
      {
        variant: 'bearer-missing',
        confidence: 'likely',
        name: 'the module for headers is missing',
        text: paste(
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          answer(401, { message: "No 'Authorization: Bearer' header found." }),
        ),
      },
      {
        variant: 'elsewhere-accepted',
        confidence: 'likely',
        name: 'the application alone takes it',
        text: paste(
          post('http://shop.example:8000/token', 'grant_type=client_credentials', {
            Authorization: basic('shop', 'k39fL20fkLs02kdQ'),
          }),
          answer(200, { access_token: 'a81kLs02kdQfk39fL02kdQ8', token_type: 'Bearer' }),
          post('http://shop.example/token', 'grant_type=client_credentials', {
            Authorization: basic('shop', 'k39fL20fkLs02kdQ'),
          }),
          refused('invalid_client', undefined, 401),
        ),
      },
      {
        variant: 'elsewhere-accepted',
        confidence: 'certain',
        name: 'the application alone takes it, and behind the front server misses it',
        text: paste(
          post('http://shop.example:8000/token', 'grant_type=client_credentials', {
            Authorization: basic('shop', 'k39fL20fkLs02kdQ'),
          }),
          answer(200, { access_token: 'a81kLs02kdQfk39fL02kdQ8', token_type: 'Bearer' }),
          post('http://shop.example/token', 'grant_type=client_credentials', {
            Authorization: basic('shop', 'k39fL20fkLs02kdQ'),
          }),
          refused('invalid_client', 'no client credentials found', 401),
        ),
      },
      {
        variant: 'sent-but-missing',
        confidence: 'likely',
        name: 'the answer misses what was sent',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_client', 'no authorization header in this request', 401),
        ),
      },
      {
        variant: 'front-server',
        confidence: 'likely',
        name: 'it fails only behind Apache',
        text: paste(
          'It works on my machine, and fails as soon as the server runs behind Apache with FastCGI.',
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_client', undefined, 401),
        ),
      },
    ],
    silent: [
      {
        variant: 'redirected',
        name: 'the header goes along',
        text: redirectedCall('https://www.shop-api.example/orders', 'Authorization: Bearer a81kLs02kdQfk39fL02kdQ8'),
      },
      {
        variant: 'redirected',
        name: 'another call, to which nothing was redirected',
        text: redirectedCall('https://www.shop-api.example/invoices'),
      },
      {
        variant: 'redirected',
        name: 'the answer names what it has made, and sends nobody on',
        text: redirectedCall('https://www.shop-api.example/orders').replace('301 Moved Permanently', '201 Created'),
      },
      {
        variant: 'redirected',
        name: 'the address has a signature of its own, which lets in whoever has it',
        text: redirectedCall('https://www.shop-api.example/orders?sig=k39f').replace(
          '/orders\nAccept',
          '/orders?sig=k39f\nAccept',
        ),
      },
      {
        variant: 'redirected',
        name: 'a host that signs users in by another scheme',
        text: redirectedCall('https://www.shop-api.example/orders').replace(
          'WWW-Authenticate: Bearer',
          'WWW-Authenticate: Negotiate',
        ),
      },
      {
        variant: 'configured',
        name: 'nginx passes the header on',
        text: paste(
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          answer(401, { message: 'Unauthorized' }),
          'It fails behind nginx.\n\nlocation / {\n  proxy_set_header Authorization $http_authorization;\n}',
        ),
      },
      {
        variant: 'configured',
        name: 'the line is a comment',
        text: paste(
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          answer(401, { message: 'Unauthorized' }),
          'It fails behind nginx.\n\nlocation / {\n  # proxy_set_header Authorization "";\n}',
        ),
      },
      {
        variant: 'sent-but-missing',
        name: 'no header was sent',
        text: paste(codeRedemption(), refused('invalid_client', 'no authorization header in this request', 401)),
      },
      {
        variant: 'sent-but-missing',
        name: 'the answer sees the credentials twice, and cannot take them',
        text: paste(
          codeRedemption({}, { Authorization: basic('shop', 'k39fL20fkLs02') }),
          refused('invalid_request', 'Cannot accept client credentials in both the header and the body', 401),
        ),
      },
      {
        variant: 'front-server',
        name: 'a secret in the body passes every front server',
        text: paste(
          'It works on my machine, and fails as soon as the server runs behind Apache with FastCGI.',
          codeRedemption({ client_secret: 'k39fL20fkLs02' }),
          refused('invalid_client', undefined, 401),
        ),
      },
    ],
  }),
});

/** A call that leads to another host, and the call of its orders. */
function redirectedCall(location: string, header = 'Accept: */*'): string {
  return paste(
    apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
    `HTTP/1.1 301 Moved Permanently\nLocation: ${location}`,
    `GET https://www.shop-api.example/orders\n${header}`,
    'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer',
  );
}

const saysHeaderMissing =
  /\b(?:no|missing|without)\b.{0,30}(?:authorization|credentials|client authentication|bearer)|not provided|(?:credentials?|authori[sz]ation)\b.{0,40}not (?:be )?(?:found|present|sent)/i;
/** What an answer says to whoever brings nothing. */
const asksToSignIn =
  /missing|\b(?:no|without)\b|required?\b|not (?:be )?(?:provided|found|present|sent)|un-?authenticated|unauthori[sz]ed|not authenticated|authentication|credentials|log ?in|sign ?in/i;
const frontServer =
  /apache|mod_wsgi|fastcgi|\bcgi\b|nginx|proxy|gateway|load balancer|front server|passenger|cloudflare|htaccess/i;

/** Settings of nginx, Apache, Caddy, HAProxy, Envoy and Traefik by which the header does not reach the application. */
const emptiesHeader =
  /^[^#\n]{0,80}?(?:(?:proxy_set_header|requestheaders)[\s:.]+authorization[\s:=]+(?:""|'')|(?:unset|header_up -|del-header)\s*["']?authorization|to_?remove\W{1,20}authorization)/im;

function* ofRedirect(view: View): Generator<Shown<Variant>> {
  const first = droppedAtRedirect(view);
  if (first === undefined || view.subject === undefined) return;
  const [from, to] = [first, view.subject].map(({ address, host }) =>
    first.host === view.subject?.host && address !== undefined ? originOf(address) : host,
  );
  const seen = `sent to ${from}, and no more to ${to}, where the answer of status ${first.status} leads`;
  yield {
    ...shown('redirected', seen, givesOtherReason(view.subject, asksToSignIn) ? 'likely' : 'certain'),
    what: 'The client followed a redirect, and did not send the Authorization header again.',
    why: 'HTTP clients keep credentials from another host or port than the one that they were meant for.',
    fix: ['Call the address that the redirect leads to itself, with the header, where it is yours to trust.'],
  };
}

function* ofSettings(view: View, call: Seen | undefined): Generator<Shown<Variant>> {
  const sent = call ?? failedRequestOfClient(view);
  if (sent?.credential === undefined || !emptiesHeader.test(view.words)) return;
  // A server in front that asks for a password itself refused what it got.
  const isInFront = /^basic/i.test(sent.answered('www-authenticate') ?? '');
  // What somebody tells of a setting may be what it was.
  const isShown =
    /[;{}\n]/.test(view.words) && !/\b(?:removed|deleted|had|was|before|used to|still fails)\b/i.test(view.remarks);
  // What is wrong with a token can only tell who has read it.
  const isRead = /expired?\b|revoked|signature|audience|\bscopes?\b|malformed/i.test(sent.text);
  const isSure = !isInFront && isShown && isClientRefused(sent) && !isRead;
  yield shown('configured', 'sent, and emptied by the server in front', isSure ? 'certain' : 'possible');
}

function shown(variant: Variant, seen: string, confidence: Shown['confidence'] = 'likely'): Shown<Variant> {
  return {
    variant,
    confidence,
    specificity: 3,
    lines: [line('Authorization header', seen, 'seen by the application')],
  };
}

/** The same endpoint took the same header, on another port or from another server in front. */
function isAcceptedElsewhere({ all }: View, request: Seen): boolean {
  return all.some(
    (one) =>
      one.outcome === 'accepted' &&
      one.path === request.path &&
      one.header('authorization') === request.header('authorization') &&
      (one.address?.port !== request.address?.port || one.answered('server') !== request.answered('server')),
  );
}

/** What RFC 6749 section 5.2 says of the code names every reason, and none. */
function isMissing({ text }: Seen): boolean {
  return saysHeaderMissing.test(text.replace(/unknown client, no client authentication included[^"\n]*/gi, ''));
}
