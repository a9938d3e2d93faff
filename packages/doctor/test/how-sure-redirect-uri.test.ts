/** What is named first and how surely of a redirect URI, where the same words or values prove it once and say little another time. */
import { describe } from 'node:test';
import {
  answer,
  exchange,
  header,
  logged,
  login,
  namesFirst,
  type OpenRow,
  provesNothing,
  type Row,
  redemption,
  redemptionAt,
  startAt,
} from './how-sure.ts';

const notRegistered = answer(
  '400 Bad Request',
  '{"error":"invalid_request","error_description":"The redirect_uri is not registered for this client."}',
);
const began =
  '2026-03-03T10:00:00Z GET https://idp.example/authorize?client_id=shop&response_type=code&state=k39f&redirect_uri=https%3A%2F%2Fshop.example%2Fcb -> 302';
const ended =
  '2026-03-03T10:00:04Z POST https://idp.example/oauth/token grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Flogin -> 400 {"error":"invalid_grant"}';

const rows: readonly Row[] = [
  {
    name: 'a server that finds the redirect URI of a form invalid',
    text: `POST https://idp.example/v1/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&client_id=shop\n${answer('400 Bad Request', `{"error":"invalid_grant","error_description":"Invalid 'redirect_uri' in request."}`)}`,
    first: 'redirect-uri/differs-between-requests',
    confidence: 'certain',
  },
  {
    name: 'the same of JSON, which the server may not have read',
    text: `POST https://idp.example/v1/token HTTP/1.1\nContent-Type: application/json\n\n{"grant_type":"authorization_code","code":"Lf93kfh20LsdkfP","redirect_uri":"https://shop.example/cb","client_id":"shop"}\n${answer('400 Bad Request', `{"error":"invalid_grant","error_description":"Invalid 'redirect_uri' in request."}`)}`,
    first: 'redirect-uri/differs-between-requests',
    confidence: 'likely',
  },
  {
    name: 'the failures of two servers and two clients in one paste, which have to agree in nothing',
    text: `${startAt('garden', 'https://login.garden.example/authorize')}${notRegistered}\n${redemptionAt('shop', 'https://id.shop.example/token')}`,
    first: 'redirect-uri/not-registered',
    confidence: 'certain',
    never: ['pkce/verifier-mismatch', 'client-identification/credentials-of-other-app'],
  },
  {
    name: 'a redirect URI that is on no list, beside an address of the reporter that goes less far',
    text: `${login('https%3A%2F%2Fshop.example%2Fcb%2Ffinish')}${notRegistered}\nWe put https://shop.example/cb there.`,
    first: 'redirect-uri/not-registered',
    confidence: 'likely',
  },
  {
    name: 'a redirect URI that is on no list, beside the page of the app',
    text: `${login('https%3A%2F%2Fshop.example%2Fcb%2Ffinish')}${notRegistered}\nThe shop itself is at https://shop.example/orders.`,
    first: 'redirect-uri/not-registered',
    confidence: 'certain',
  },
  {
    name: 'the provider, by its name, has another address',
    text: `GET https://login.authentik.company/application/o/authorize/?client_id=shop&response_type=code&redirect_uri=https%3A%2F%2Fshop.example%2Fcb HTTP/1.1\n${notRegistered}\nauthentik has http://shop.example/cb.`,
    first: 'redirect-uri/scheme-mismatch',
    confidence: 'certain',
  },
  {
    name: 'a server that takes no localhost, and a redirect URI with it',
    text: logged(
      "2026-03-02T10:14:01Z TRACE OAuth2AuthorizationCodeRequestAuthenticationValidator : Invalid request: redirect_uri is missing or contains localhost for client registration 'shop'",
      '2026-03-02T10:14:01Z DEBUG OAuth2AuthorizationEndpointFilter : Authorization request failed: [invalid_request] OAuth 2.0 Parameter: redirect_uri',
      'GET /oauth2/authorize?response_type=code&client_id=shop&redirect_uri=http://localhost:8080/login/back&scope=openid',
    ),
    first: 'redirect-uri/kind-not-allowed',
    confidence: 'certain',
  },
  {
    name: 'what a framework makes of its settings, and what the settings of the provider have',
    text: "We are behind a load balancer. The framework builds {baseUrl}/login/back as http://shop.example/login/back and the provider says The 'redirect_uri' parameter must be a Login redirect URI in the client app settings. Settings have https://shop.example/login/back",
    first: 'redirect-uri/scheme-mismatch',
    confidence: 'certain',
  },
  {
    name: 'somebody tells his redirect address',
    text: `${login('https%3A%2F%2Fshop.example%2Fcb%2Ffinish')}${notRegistered}\nMy redirect address is ["https://shop.example/cb"] in the database.`,
    first: 'redirect-uri/path-mismatch',
    confidence: 'certain',
  },
  {
    name: 'the page of the provider that its own answer names, and no registration',
    text: `GET https://shop.okta.com/oauth2/v1/authorize?client_id=0oa1kf93&response_type=code&scope=openid&redirect_uri=https%3A%2F%2Fshop.example%2Fcb%2F&state=k39f\n400 The 'redirect_uri' parameter must be a Login redirect URI in the client app settings: https://shop-admin.okta.com/admin/app/oidc_client/instance/0oa1kf93#tab-general\n`,
    first: 'redirect-uri/not-registered',
    confidence: 'likely',
  },
  {
    name: 'the same page, beside the registration that somebody names',
    text: `GET https://shop.okta.com/oauth2/v1/authorize?client_id=0oa1kf93&response_type=code&scope=openid&redirect_uri=https%3A%2F%2Fshop.example%2Fcb%2F&state=k39f\n400 The 'redirect_uri' parameter must be a Login redirect URI in the client app settings: https://shop-admin.okta.com/admin/app/oidc_client/instance/0oa1kf93#tab-general\nSign-in redirect URIs: https://shop.example/cb\n`,
    first: 'redirect-uri/trailing-slash',
    confidence: 'certain',
  },
  {
    name: 'a refusal that names both, beside the request that it is about',
    text: logged(
      '2026-03-02T10:14:01Z INFO redirecting to https://idp.example/authorize?client_id=shop&response_type=code&redirect_uri=https%3A%2F%2Fshop.example%2Fcb%2F&state=k39f',
      '2026-03-02T10:14:02Z ERROR invalid_request: redirect_uri https://shop.example/cb/ is not registered; registered: https://shop.example/cb',
    ),
    first: 'redirect-uri/trailing-slash',
    confidence: 'certain',
  },
  {
    name: 'a part of a page of an unknown server, and no registration',
    text: `${login('https%3A%2F%2Fshop.example%2Fcb')}${answer('400 Bad Request', '{"error":"invalid_request","error_description":"redirect_uri is not registered. Allowed ones are listed in the client settings: https://admin.idp.example/clients/shop#redirects"}')}`,
    first: 'redirect-uri/not-registered',
    confidence: 'certain',
  },
  {
    name: 'a registered address that was given in a guide, and is not the given one',
    text: `Callback URL of the GitLab app, as given in the guide: https://shop.example/oauth/redirect\n\n${login('https%3A%2F%2Fshop.example%2Fback')}${notRegistered}`,
    first: 'redirect-uri/path-mismatch',
    confidence: 'certain',
  },
  {
    name: 'the redirect URIs of two clients, of which one was taken',
    text: logged(
      '2026-03-02T10:00:01Z client=desk redirect_uri=http://shop.example/cb ok',
      '2026-03-02T10:00:02Z client=shop redirect_uri=https://shop.example/cb error=invalid_redirect_uri',
    ),
    first: 'redirect-uri/not-registered',
    confidence: 'likely',
  },
  {
    name: 'a message that prints what it expected before what it was given',
    text: '{"event":"Invalid redirect uri (no exact match)","redirect_uri_expected":["https://shop.example/sign-in"],"redirect_uri_given":"https://shop.example/sign-in2","level":"warning"}',
    first: 'redirect-uri/path-mismatch',
    confidence: 'certain',
  },
  {
    name: 'an address that is none of those that were expected',
    text: 'Invalid redirect_uri. expected one of [https://shop.example/cb, https://garden.example/cb], given https://desk.example/x',
    first: 'redirect-uri/not-registered',
    confidence: 'likely',
  },
  {
    name: 'the redirect URIs of both requests in the log of a server, and no word of a registration',
    text: 'Started GET "/oauth/authorize" for 10.0.0.1\n  Parameters: {"response_type"=>"code", "client_id"=>"portal", "redirect_uri"=>"https://shop.example/cb"}\nStarted POST "/oauth/token" for 10.0.0.9\n  Parameters: {"grant_type"=>"authorization_code", "redirect_uri"=>"https://shop.example/cb/", "client_id"=>"portal"}\nCompleted 400 Bad Request in 12ms',
    first: 'redirect-uri/differs-between-requests',
    confidence: 'likely',
  },
  {
    name: 'a list of the registered ones, in which the one that was sent stands as well',
    text: '{"error":"redirect_uri_mismatch"} requested=https://shop.example/cb registered=https://shop.example/back and https://shop.example/cb',
    first: 'redirect-uri/path-mismatch',
    confidence: 'likely',
  },
  {
    name: 'a redirect URI that is refused, and the address of another portal of the same people',
    text: `${login('https%3A%2F%2Fshop.example%2Fcb')}${notRegistered}\nOur other portal is registered at https://garden.example/home.`,
    first: 'redirect-uri/not-registered',
    confidence: 'likely',
  },
  {
    name: 'a record of a failed event, which names a client as a registration does',
    text: '{"date":"2026-03-03T10:00:00.000Z","type":"f","description":"Callback URL mismatch. https://shop.example/cb is not in the list of allowed callback URLs","client_id":"Sh0p","log_id":"90020"}',
    first: 'redirect-uri/not-registered',
    confidence: 'certain',
  },
  {
    name: 'a list of events, as an administration answers them',
    text: '[\n {\n  "time": 1772532000000,\n  "type": "LOGIN_ERROR",\n  "realmId": "shop",\n  "clientId": "web",\n  "error": "invalid_redirect_uri",\n  "details": { "redirect_uri": "https://shop.example/cb" }\n }\n]',
    first: 'redirect-uri/not-registered',
    confidence: 'certain',
  },
  {
    name: 'two redirect URIs that were sent, of which nobody says that one is registered',
    text: 'login redirect_uri=https://shop.example/cb\ncode exchange redirect_uri=https://shop.example/login\ninvalid_grant: the redirect_uri does not match',
    first: 'redirect-uri/differs-between-requests',
    confidence: 'likely',
    never: ['redirect-uri/path-mismatch'],
  },
  {
    name: 'two redirect URIs that were sent, of which the first is said to be for a token, too',
    text: 'authorize, for a token, redirect_uri=https://shop.example/cb\ntoken redirect_uri=https://shop.example/done\ninvalid_grant',
    first: 'redirect-uri/differs-between-requests',
    confidence: 'likely',
    never: ['redirect-uri/path-mismatch'],
  },
  {
    name: 'the address of a request in an event, and the list of the console',
    text: 'type="LOGIN_ERROR", clientId="shop", error="invalid_redirect_uri", redirect_uri="http://shop.example/cb"\n\nThe client has Valid redirect URIs = https://shop.example/*',
    first: 'redirect-uri/scheme-mismatch',
    confidence: 'certain',
  },
  {
    name: 'the address of a request in an event, and what somebody calls the redirected one of the server',
    text: 'type="LOGIN_ERROR", clientId="shop", error="invalid_redirect_uri", redirect_uri="http://shop.example/studio/"\n\nThe redirected uri in keycloak is: http://shop.example',
    first: 'redirect-uri/path-mismatch',
    confidence: 'certain',
  },
  {
    name: 'an answer that names the registered address, behind the address that the browser was sent to',
    text: 'https://shop.example/login -> 302 https://idp.example/authorize?client_id=shop&response_type=code&state=k39f&redirect_uri=http://shop.example/cb\n400\n{"error":"invalid_request","error_description":"redirect_uri \'http://shop.example/cb\' is not registered. Registered: https://shop.example/cb"}',
    first: 'redirect-uri/scheme-mismatch',
    confidence: 'certain',
  },
  {
    name: 'a log that has the newest line first',
    text: logged(ended, began),
    first: 'redirect-uri/differs-between-requests',
    confidence: 'certain',
  },
  {
    name: 'the same log with the oldest line first',
    text: logged(began, ended),
    first: 'redirect-uri/differs-between-requests',
    confidence: 'certain',
  },
  {
    name: 'a page that begins with its number, which is no heading of the reporter',
    text: `Request:\n${login('https%3A%2F%2Fshop.example%2Fcb')}\nResponse:\nStatus: 400 Bad Request\nContent-Type: text/html\nError (400)\nThe redirect_uri is not registered for this client.\n`,
    first: 'redirect-uri/not-registered',
    confidence: 'certain',
  },
  {
    name: 'an address that the server says is not registered, with nothing else to see',
    text: `${login('https%3A%2F%2Fshop.example%2Fcb')}${notRegistered}`,
    first: 'redirect-uri/not-registered',
    confidence: 'certain',
  },
  {
    name: 'a second client whose address is named beside',
    text: `Registered for the staging client is https://staging.shop.example/cb\n\n${login('https%3A%2F%2Fshop.example%2Fcb')}${notRegistered}`,
    first: 'redirect-uri/not-registered',
    confidence: 'likely',
  },
  {
    name: 'an address of the documentation, beside one that is registered as it was sent',
    text: `The documentation says to register e.g. https://shop.example/oauth/cb and ours is registered exactly as sent.\n\n${login('https%3A%2F%2Fshop.example%2Fcb')}${notRegistered}`,
    first: 'redirect-uri/path-mismatch',
    confidence: 'likely',
  },
  {
    name: 'a host with one other letter, of which the reporter knows both',
    text: `Our old host was shap.shop.example.com and the new one is shop.shop.example.com\n\n${login('https%3A%2F%2Fshop.shop.example.com%2Fcb')}${notRegistered}`,
    first: 'redirect-uri/host-port-mismatch',
    confidence: 'likely',
  },
  {
    name: 'the same of an address with a slip of its own',
    text: `${login('http%3A%2F%2Fshop.example%2Fcb')}${notRegistered}`,
    first: 'redirect-uri/scheme-mismatch',
    confidence: 'likely',
  },
  {
    name: 'the same in the words of somebody who tells of it',
    text: 'The login fails. It seems that the redirect_uri is not registered.',
    first: 'redirect-uri/not-registered',
    confidence: 'likely',
  },
  {
    name: 'the registered address and the one that is sent, in a sentence',
    text: 'redirect_uri mismatch: the registered is https://shop.example/callback and we send https://www.shop.example/callback',
    first: 'redirect-uri/host-port-mismatch',
    confidence: 'certain',
  },
  {
    name: 'a redirect URI that is not the one of the authorization request, in the words of a server that says so of scopes',
    text: redemption('The redirect_uri does not match the one supplied to the authorize request'),
    first: 'redirect-uri/differs-between-requests',
    confidence: 'likely',
    never: ['transport-endpoint/parameter-unknown'],
  },
  {
    name: 'the hint of a server about the redirect URI, before there is a code',
    text: `${login('https%3A%2F%2Fshop.example%2Fcb')}${answer('400 Bad Request', '{"error":"invalid_request","hint":"Invalid redirect URI"}')}`,
    first: 'redirect-uri/not-registered',
    confidence: 'certain',
    never: ['redirect-uri/differs-between-requests'],
  },
  {
    name: 'the same hint where the code is redeemed',
    text: redemption('The request includes an invalid parameter value').replace(
      '"}',
      '","hint":"Invalid redirect URI"}',
    ),
    first: 'redirect-uri/differs-between-requests',
    confidence: 'certain',
  },
  {
    name: 'a registration with a slash more, and a request that lacks its response_type as well',
    text: `POST https://idp.example/register HTTP/1.1\nContent-Type: application/json\n\n{"redirect_uris":["https://shop.example/cb/"]}\n${answer('201 Created', '{"client_id":"shop","redirect_uris":["https://shop.example/cb/"]}')}\nGET https://idp.example/authorize?client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb HTTP/1.1\n\nHTTP/1.1 400 Bad Request\n`,
    first: 'redirect-uri/trailing-slash',
    confidence: 'likely',
  },
  {
    name: 'a list of redirects with a blank',
    text: `POST https://shop.example/oauth/clients HTTP/1.1\nContent-Type: application/json\n\n{"redirect":"https://a.example/cb, https://b.example/cb"}\n${answer('422 Unprocessable', '{"message":"One or more redirects have an invalid url format."}')}`,
    first: 'redirect-uri/kind-not-allowed',
    confidence: 'likely',
  },
  {
    name: 'an address of before, in words',
    text: 'AADSTS500119: Redirect URIs with urn: schemes are prohibited. We had urn:ietf:wg:oauth:2.0:oob before, now we send urn:myapp:cb',
    first: 'redirect-uri/oob-retired',
    confidence: 'likely',
  },
  ...[
    'The logout URL https://shop.example/bye is set in Entra.',
    'Our home page https://shop.example/ is set in Keycloak.',
  ].map(
    (told): Row => ({
      name: `another setting than the redirect URI: ${told}`,
      text: `${login('https%3A%2F%2Fshop.example%2Fcallback')}${notRegistered}\n${told}`,
      first: 'redirect-uri/not-registered',
      confidence: 'certain',
    }),
  ),
  {
    name: 'words of a proxy in the answer',
    text: 'HTTP/1.1 401 Unauthorized\nwww-authenticate: Bearer realm="https://shop.example/orders"\nserver: istio-envoy\n\nJwt is missing',
    first: header,
    confidence: 'likely',
  },
];

/** Captures that prove nothing: which of the likely ones comes first is learned, and this one is among the first three. */
const open: readonly OpenRow[] = [
  {
    name: 'what somebody says it is not',
    text: 'It is not a redirect_uri mismatch, it is the same on both sides, and the clock is synced. Still we get\n{"error":"invalid_grant"}\nfrom https://idp.example/oauth/token',
    first: 'authorization-code/redeemed-twice',
  },
  ...['A colleague on the test system opens', 'Somebody else in the office opens'].map((words) => ({
    name: `a login of which somebody only says: ${words}`,
    text: `${words} https://idp.example/authorize?client_id=me&response_type=code&redirect_uri=https%3A%2F%2Fa.example%2Fcb\n\n${exchange.replace('client_credentials', 'authorization_code&code=Lf93kfh20LsdkfP&client_id=me&redirect_uri=https%3A%2F%2Fb.example%2Fcb')}\n\n{"error":"invalid_grant"}`,
    first: 'redirect-uri/differs-between-requests',
  })),
  {
    name: 'an address that the server does not know, or a client that is switched off',
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&state=k39fL20fkLsQ&redirect_uri=https%3A%2F%2Fshop.example%2Fcb\n${answer('400 Bad Request', '{"error":"invalid_request","error_description":"redirect_uri is not registered or the client is disabled"}')}`,
    first: 'redirect-uri/not-registered',
  },
  {
    name: 'an address that the server does not know, and a reporter who says that it is registered',
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&state=k39fL20fkLsQ&redirect_uri=https%3A%2F%2Fshop.example%2Fcb\n${answer('400 Bad Request', '{"error":"invalid_request","error_description":"redirect_uri is not registered"}')}\nThis address is registered, I checked twice.`,
    first: 'redirect-uri/not-registered',
  },
  {
    name: 'an address that the server does not know, and a reporter who says that it is on the list',
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&state=k39fL20fkLsQ&redirect_uri=https%3A%2F%2Fshop.example%2Fcb\n${answer('400 Bad Request', '{"error":"invalid_request","error_description":"redirect_uri is not registered"}')}\nIn the dashboard it is on the list.`,
    first: 'redirect-uri/not-registered',
  },
  {
    name: 'a request without an address, which the server calls one that it does not know',
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&state=k39fL20fkLsQ\n${answer('400 Bad Request', '{"error":"invalid_request","error_description":"redirect_uri is not registered"}')}`,
    first: 'redirect-uri/not-registered',
  },
];

describe('how sure a cause of redirect URIs is', () => {
  namesFirst(rows);
  provesNothing(open);
});
