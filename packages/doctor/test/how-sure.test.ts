/** What is named first and how surely, where the same words or values prove it once and say little another time. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, isClean, readCapture, renderExamination, stackOf } from '@candor/doctor';
import { tools } from './tools.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  readonly first: string;
  readonly confidence: 'certain' | 'likely' | 'possible';
  /** Causes that are not named. */
  readonly never?: readonly string[];
}

const answer = (status: string, body: string, header = ''): string =>
  `\nHTTP/1.1 ${status}\n${header}Content-Type: application/json\n\n${body}\n`;
const invalidClient = answer('401 Unauthorized', '{"error":"invalid_client"}');
const invalidToken = answer('401 Unauthorized', '{"error":"invalid_token"}');
const credentials = 'client-authentication/credentials-placeholder';
const header = 'token-use/authorization-header-malformed';
const expired = 'token-use/access-token-expired';
const exchange = 'curl https://idp.example/oauth/token -d grant_type=client_credentials';
const redemption = (description: string): string =>
  `POST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&client_id=shop&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk\n${answer('400 Bad Request', JSON.stringify({ error: 'invalid_grant', error_description: description }))}`;

const login = (redirectUri: string): string =>
  `GET https://idp.example/authorize?client_id=shop&response_type=code&redirect_uri=${redirectUri} HTTP/1.1\n`;
const notRegistered = answer(
  '400 Bad Request',
  '{"error":"invalid_request","error_description":"The redirect_uri is not registered for this client."}',
);

const refresh = (status: string, body: string): string =>
  `POST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=Rt93kfh20Lsdk9fk&client_id=shop\n${answer(status, body)}`;
const refusedLogin = (description: string): string =>
  `GET https://shop.example/cb?error=access_denied&error_description=${encodeURIComponent(description)}&state=k39f HTTP/1.1\n\nHTTP/1.1 400 Bad Request\n`;
const call = (status: string, body: string): string =>
  `GET https://api.example/orders HTTP/1.1\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n${answer(status, body)}`;

const askedScopes = (description: string): string =>
  `GET https://idp.example/authorize?client_id=shop&response_type=code&scope=orders%20user%3Aread%3Amail&redirect_uri=https%3A%2F%2Fshop.example%2Fcb HTTP/1.1\n${answer('400 Bad Request', JSON.stringify({ error: 'invalid_scope', error_description: description }))}`;
const rotated = (end: string): string =>
  `POST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=Rt93kfh20Lsdk9fk&client_id=shop\n${answer('200 OK', '{"access_token":"a81kLs02","refresh_token":"Rt84lMt13leR","expires_in":3600}', 'Date: Tue, 03 Mar 2026 10:00:00 GMT\n')}\nPOST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=Rt93kfh20Lsdk9fk&client_id=shop\n${end}`;
const fourHoursLater = 'Date: Tue, 03 Mar 2026 14:00:00 GMT\n';

const logged = (...lines: readonly string[]): string => lines.join('\n');
const began =
  '2026-03-03T10:00:00Z GET https://idp.example/authorize?client_id=shop&response_type=code&state=k39f&redirect_uri=https%3A%2F%2Fshop.example%2Fcb -> 302';
const ended =
  '2026-03-03T10:00:04Z POST https://idp.example/oauth/token grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Flogin -> 400 {"error":"invalid_grant"}';

const tenant = (id: string): string => `https://login.idp.example/${id}/oauth2/v2.0`;
const shopTenant = tenant('0b1f7c2e-5d3a-4c6b-9e8f-1a2b3c4d5e6f');
const gardenTenant = tenant('7f9e1c3d-2b4a-4d6e-8c0f-6e5d4c3b2a19');

const startAt = (client: string, endpoint: string): string =>
  `GET ${endpoint}?client_id=${client}&response_type=code&state=k39fL20f&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&redirect_uri=https%3A%2F%2Fshop.example%2Fcb%2F${client} HTTP/1.1\n`;
const redemptionAt = (client: string, endpoint: string): string =>
  `POST ${endpoint} HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&redirect_uri=https%3A%2F%2Fshop.example%2Fcb%2F${client}&client_id=${client}&code_verifier=x3ZpYk7LwQd9Rf2TgHs8VbNc4MjUeAoI6tXyPq1WzKlDmE5\n${answer('400 Bad Request', '{"error":"invalid_grant"}')}`;

const refreshedAt = (time: string, end: string): string =>
  `2026-03-03T10:00:${time}Z POST https://idp.example/oauth/token grant_type=refresh_token&refresh_token=Rt93kfh20Lsdk9fk&client_id=shop -> ${end}`;
const calledAt = (time: string, end: string): string =>
  `2026-03-03T10:00:${time}Z GET https://api.example/orders -> ${end}`;
const newTokens = '200 {"access_token":"a81kLs02","refresh_token":"Rt84lMt13leR","expires_in":3600}';

const rows: readonly Row[] = [
  {
    name: 'a 401 that was handled, and two refreshes in half a second with a call that went well between them',
    text: [
      calledAt('00.100', '401 {"error":"invalid_token","error_description":"The access token expired"}'),
      refreshedAt('00.200', newTokens),
      calledAt('00.400', '200 {"orders":[]}'),
      refreshedAt('00.600', '400 {"error":"invalid_grant"}'),
    ].join('\n'),
    first: 'refresh/concurrent-use',
    confidence: 'certain',
  },
  {
    name: 'the same where the old access token was refused again between the two, which nobody has replaced',
    text: [
      refreshedAt('00.200', newTokens),
      calledAt('00.400', '401 {"error":"invalid_token","error_description":"The access token expired"}'),
      refreshedAt('00.600', '400 {"error":"invalid_grant"}'),
    ].join('\n'),
    first: 'refresh/rotation-not-stored',
    confidence: 'certain',
  },
  {
    name: 'the failures of two servers and two clients in one paste, which have to agree in nothing',
    text: `${startAt('garden', 'https://login.garden.example/authorize')}${notRegistered}\n${redemptionAt('shop', 'https://id.shop.example/token')}`,
    first: 'redirect-uri/not-registered',
    confidence: 'certain',
    never: ['pkce/verifier-mismatch', 'client-identification/credentials-of-other-app'],
  },
  {
    name: 'a login at Google beside a code that GitHub refuses, which nothing links',
    text: `${startAt('81-ab.apps.googleusercontent.com', 'https://accounts.google.com/o/oauth2/v2/auth')}\n${redemptionAt('Iv1.shop', 'https://github.com/login/oauth/access_token')}`,
    first: 'pkce/verifier-mismatch',
    confidence: 'possible',
    never: ['client-identification/credentials-of-other-app'],
  },
  {
    name: 'a start and a redemption of one client, at two names of its server',
    text: `${startAt('shop', 'https://login.idp.example/authorize')}\n${redemptionAt('shop', 'https://token.idp.test/token')}`,
    first: 'pkce/verifier-mismatch',
    confidence: 'likely',
  },
  {
    name: 'two settings of what is expected, with an or between them, which are no second reason',
    text: "SecurityTokenInvalidAudienceException: IDX10214: Audience validation failed. Audiences: 'desk, account'. Did not match: validationParameters.ValidAudience: 'orders' or validationParameters.ValidAudiences: 'null'.",
    first: 'token-use/audience-mismatch',
    confidence: 'certain',
  },
  {
    name: 'a token whose own exp lies behind, and an answer that lists two reasons',
    text: `GET https://api.example/orders HTTP/1.1\nAuthorization: Bearer ${['{"alg":"RS256"}', '{"iss":"https://idp.example","aud":"https://api.example","sub":"1","exp":1772530000}', 'signature'].map((one) => btoa(one).replaceAll('=', '')).join('.')}\n${answer('401 Unauthorized', '{"message":"The access token is invalid or expired"}', 'Date: Tue, 03 Mar 2026 14:00:00 GMT\n')}`,
    first: 'token-use/access-token-expired',
    confidence: 'certain',
  },
  {
    name: 'a code of another tenant, as far as the addresses go, of which the server says that it was used',
    text: `GET ${shopTenant}/authorize?client_id=shop&response_type=code&redirect_uri=https%3A%2F%2Fshop.example%2Fcb HTTP/1.1\n\n${redemption('AADSTS54005: OAuth2 Authorization code was already redeemed').replace('https://idp.example/oauth', gardenTenant)}`,
    first: 'authorization-code/redeemed-twice',
    confidence: 'certain',
  },
  {
    name: 'two methods of which the answer speaks, beside a secret that may be encoded once too often',
    text: `POST https://idp.example/oauth/token HTTP/1.1\nAuthorization: Basic ${btoa('shop:k39f%20L20%25')}\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&client_secret=k39f%20L20%25\n${answer('401 Unauthorized', '{"error":"invalid_request","error_description":"multiple client authentication methods"}')}`,
    first: 'client-authentication/multiple-methods',
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
    name: 'an ID token at an API, whose answer alone tells its status',
    text: `$ curl -s https://api.example/orders -H "Authorization: Bearer ${['{"alg":"RS256"}', '{"iss":"https://idp.example","aud":"shop","sub":"1","nonce":"k39f","at_hash":"Lf93"}', 'signature'].map((one) => btoa(one).replaceAll('=', '')).join('.')}"\n{"statusCode":401,"message":"Unauthorized"}`,
    first: 'token-use/id-token-used-as-access-token',
    confidence: 'certain',
  },
  {
    name: 'an ID token at an API, whose answer tells its status behind the one of what was asked for',
    text: `$ curl -s https://api.example/orders -H "Authorization: Bearer ${['{"alg":"RS256"}', '{"iss":"https://idp.example","aud":"shop","sub":"1","nonce":"k39f","at_hash":"Lf93"}', 'signature'].map((one) => btoa(one).replaceAll('=', '')).join('.')}"\n{"basket":{"code":"404"},"statusCode":401,"message":"Unauthorized"}`,
    first: 'token-use/id-token-used-as-access-token',
    confidence: 'certain',
  },
  {
    name: 'a validator that lists the issuers that it takes',
    text: "IDX10205: Issuer validation failed. Issuer: 'https://idp.example/tenants/91bd'. Did not match: validationParameters.ValidIssuer: 'null' or validationParameters.ValidIssuers: 'https://idp.example/tenants/7c1e'",
    first: 'token-use/token-from-other-issuer',
    confidence: 'certain',
  },
  {
    name: 'two lines of a log with one code, of which the first has the success and nothing else',
    text: logged(
      '10:01:07.114 POST https://idp.example/oauth/token code=Lf93kfh20Lsd 200',
      '10:01:07.690 POST https://idp.example/oauth/token code=Lf93kfh20Lsd 400 {"error":"invalid_grant"}',
    ),
    first: 'authorization-code/redeemed-twice',
    confidence: 'certain',
  },
  {
    name: 'a header that is dropped at a redirect, and an answer that misses it',
    text: `GET http://api.example/orders HTTP/1.1\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n\nHTTP/1.1 301 Moved Permanently\nLocation: https://www.shop-api.example/orders\n\nGET https://www.shop-api.example/orders HTTP/1.1\nAccept: */*\n${answer('401 Unauthorized', '{"message":"missing bearer token"}')}`,
    first: 'client-authentication/authorization-header-stripped',
    confidence: 'certain',
  },
  {
    name: 'a callback that the clock of its server has later than the clock of the next one, and a code that was cut on the way',
    text: `GET https://shop.example/cb?code=Lf93kfh20LsdkfPQd82&state=k39f HTTP/1.1\n${answer('200 OK', '{}', 'Date: Tue, 03 Mar 2026 10:00:09 GMT\n')}\n${redemption('').replace('Content-Type: application/json', 'Date: Tue, 03 Mar 2026 10:00:00 GMT\nContent-Type: application/json')}`,
    first: 'authorization-code/altered-by-client',
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
    name: 'a header that was put together of two texts, beside words that list other causes',
    text: `POST https://api.sandbox.paypal.com/v1/oauth2/token HTTP/1.1\nAuthorization: Basic asd${btoa('AZ91kd02mfLs:EL02kf93hgPq').replaceAll('=', '')}\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials\n${answer('401 Unauthorized', '{"error":"invalid_client","error_description":"Client Authentication failed"}')}`,
    first: 'client-authentication/basic-content-wrong',
    confidence: 'certain',
  },
  ...['shop:s3cr3t', 'myshopclient:averylongsecretwithoutdigits'].map((pair) => ({
    name: `${pair} in a Basic header, which is plainly not encoded`,
    text: `POST https://idp.example/oauth/token HTTP/1.1\nAuthorization: Basic ${pair}\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials\n${invalidClient}`,
    first: 'client-authentication/basic-content-wrong',
    confidence: 'certain' as const,
  })),
  {
    name: 'a callback whose server has a clock that is ahead, and a code that was cut behind it',
    text: `GET https://shop.example/cb?code=Lf93kfh20LsdkfPq&state=k39f HTTP/1.1\n\nHTTP/1.1 500 Internal Server Error\nDate: Tue, 03 Mar 2026 10:04:00 GMT\n\nPOST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20Lsd&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb\n${answer('400 Bad Request', '{"error":"invalid_grant"}', 'Date: Tue, 03 Mar 2026 10:00:00 GMT\n')}`,
    first: 'authorization-code/altered-by-client',
    confidence: 'certain',
  },
  {
    name: 'one of two scopes that the answer does not know',
    text: askedScopes('Unknown scope: user:read:mail'),
    first: 'scope-consent/scope-unknown',
    confidence: 'certain',
  },
  {
    name: 'one of two scopes that the answer calls invalid, which may be the client’s',
    text: askedScopes('Invalid scope: user:read:mail'),
    first: 'scope-consent/scope-unknown',
    confidence: 'likely',
  },
  ...[
    'When I sign in, Google shows Error 403: org_internal',
    'The second time the user logs in: Error 403: org_internal',
    'Since yesterday we have Error 403: org_internal again',
    'Error 403: org_internal, and no user can log in',
  ].map(
    (text): Row => ({
      name: `what is told in ordinary words: ${text}`,
      text,
      first: 'provider-policy/app-not-public',
      confidence: 'certain',
    }),
  ),
  {
    name: 'the method of HTTP, which is no post of somebody',
    text: 'The POST answers: Error 401: deleted_client',
    first: 'client-identification/client-unknown',
    confidence: 'certain',
  },
  {
    name: 'the level of a line that tells the failure itself',
    text: 'DEBUG o.s.s.oauth2 - Failed to process authentication request: AADSTS7000215: Invalid client secret provided.',
    first: 'client-authentication/secret-wrong',
    confidence: 'certain',
  },
  {
    name: 'an audience beside the one that was expected',
    text: "Error: claim 'aud' value 'shop' does not match expected value 'https://api.example'",
    first: 'token-use/audience-mismatch',
    confidence: 'certain',
  },
  {
    name: 'a token that was replaced hours before',
    text: rotated(answer('400 Bad Request', '{"error":"invalid_grant"}', fourHoursLater)),
    first: 'refresh/rotation-not-stored',
    confidence: 'certain',
  },
  {
    name: 'a refresh token that nobody used',
    text: refresh(
      '400 Bad Request',
      '{"error":"invalid_grant","error_description":"The token was inactive for 30 days"}',
    ),
    first: 'refresh/expired-inactivity',
    confidence: 'certain',
  },
  {
    name: 'a user who denied the login',
    text: refusedLogin('Access was denied by the user'),
    first: 'scope-consent/consent-denied',
    confidence: 'certain',
  },
  {
    name: 'a scope that the answer names as missing',
    text: answer('403 Forbidden', '{"message":"The token does not contain the required scopes."}'),
    first: 'scope-consent/scope-insufficient',
    confidence: 'certain',
  },
  {
    name: 'an error that a library prints',
    text: 'Error: NotBeforeError: jwt not active',
    first: 'clock/skew',
    confidence: 'certain',
  },
  {
    name: 'another token than the one that was expected',
    text: 'Error: Expected an access token but got an ID token',
    first: 'token-use/wrong-token-of-flow',
    confidence: 'certain',
  },
  {
    name: 'an assertion of a client whose audience Keycloak refuses',
    text: 'Keycloak answers {"error":"invalid_client","error_description":"Invalid token audience"}',
    first: 'client-authentication/assertion-audience-wrong',
    confidence: 'certain',
  },
  {
    name: 'scopes that exclude each other, of which one is short enough to stand in many words',
    text: `GET https://slack.com/oauth/authorize?client_id=11.22&scope=identity.basic,bot&redirect_uri=https%3A%2F%2Fshop.example%2Fcb HTTP/1.1\n\nHTTP/1.1 200 OK\nContent-Type: text/html\n\n<h2>Oh no, something went wrong!</h2><p>Cannot request both identity scopes and other scopes at the same time.</p>\n`,
    first: 'scope-consent/scope-not-allowed-for-client',
    confidence: 'certain',
  },
  {
    name: 'a page that begins with its number, which is no heading of the reporter',
    text: `Request:\n${login('https%3A%2F%2Fshop.example%2Fcb')}\nResponse:\nStatus: 400 Bad Request\nContent-Type: text/html\nError (400)\nThe redirect_uri is not registered for this client.\n`,
    first: 'redirect-uri/not-registered',
    confidence: 'certain',
  },
  {
    name: 'somebody who repeats what the documentation says of such a refusal',
    text: `${redemption('')}\nThe documentation says this happens if the code has already been used, and we send it once.\n`,
    first: 'authorization-code/redeemed-twice',
    confidence: 'likely',
  },
  {
    name: 'somebody who asks whether the server wants PKCE',
    text: `${login('https%3A%2F%2Fshop.example%2Fcb')}${answer('400 Bad Request', '{"error":"invalid_request"}')}\nDoes anybody know whether PKCE is required here?\n`,
    first: 'pkce/required-not-sent',
    confidence: 'likely',
  },
  {
    name: 'a setting of which a log tells at its start',
    text: '2026-03-02 12:00:00 INFO started, pkce required=true, retries: 3\n2026-03-02 12:00:04 ERROR the login has failed',
    first: 'pkce/required-not-sent',
    confidence: 'likely',
  },
  {
    name: 'an answer that lists every reason of its kind',
    text: redemption(
      'The code is malformed, the code was used before, it was revoked, or it belongs to another client',
    ),
    first: 'authorization-code/redeemed-twice',
    confidence: 'likely',
  },
  {
    name: 'a console that tells of the failure beside the missing header',
    text: "Access to fetch at 'https://idp.example/token' from origin 'https://shop.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\nPOST https://idp.example/token net::ERR_FAILED 500 (Internal Server Error)",
    first: 'transport-endpoint/cors-blocked',
    confidence: 'likely',
  },
  {
    name: 'the same without a failure',
    text: "Access to fetch at 'https://idp.example/token' from origin 'https://shop.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\nPOST https://idp.example/token net::ERR_FAILED 200 (OK)",
    first: 'transport-endpoint/cors-blocked',
    confidence: 'certain',
  },
  {
    name: 'an API that calls too often, and a refresh that is refused for another reason',
    text: `GET https://api.shop.example/items\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n${answer('429 Too Many Requests', '{"message":"slower"}')}\nPOST https://idp.example/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=r81kLs02kdQfk39f&client_id=shop\n${answer('400 Bad Request', '{"error":"invalid_grant","error_description":"Refresh token is revoked"}')}`,
    first: 'refresh/revoked',
    confidence: 'likely',
  },
  {
    name: 'a body that was folded before each &, and a code that is too old',
    text: `POST https://idp.example/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code\n&code=Lf93kfh20LsdkfP\n&client_id=shop\n${answer('400 Bad Request', '{"error":"invalid_grant","error_description":"The authorization code has expired"}')}`,
    first: 'authorization-code/expired',
    confidence: 'certain',
    never: ['transport-endpoint/stray-whitespace'],
  },
  {
    name: 'an app that asks Entra for a token of its own, and names no tenant',
    text: `POST https://login.microsoftonline.com/common/oauth2/v2.0/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=0c1d2e3f-aaaa-4c6d-8e7f-901234567890&client_secret=k39fL20fk&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default\n${answer('400 Bad Request', '{"error":"unauthorized_client","error_description":"AADSTS700016: Application with identifier was not found in the directory."}')}`,
    first: 'environment/wrong-authority',
    confidence: 'certain',
  },
  {
    name: 'a server that demands PKCE of a client of which nobody saved the request',
    text: `${answer('400 Bad Request', '{"error":"invalid_request","error_description":"code_challenge is required for public clients"}')}`,
    first: 'pkce/required-not-sent',
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
    name: 'a text of Google that is gone since',
    text: `First I got "has not completed the Google verification process", and that is gone.\n\nError: invalid_client Unauthorized`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'a fragment that is not encoded, and an answer about the consent',
    text: `${login('https://shop.example/cb#/home')}${answer('400 Bad Request', '{"error":"consent_required"}')}`,
    first: 'scope-consent/consent-missing',
    confidence: 'certain',
  },
  {
    name: 'two issuers of a message beside a redirect URI of the log',
    text: 'log: redirect_uri=https://192.168.2.100:9200/callback.html known=true\nERR issuer did not match the issuer returned by provider, expected "https://localhost:9200" got "https://192.168.2.100:9200"',
    first: 'discovery/issuer-host-mismatch',
    confidence: 'certain',
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
    name: 'a server that misses the secret, which is in a header that it does not read',
    text: `POST https://api.instagram.com/oauth/access_token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nAuthorization: Basic c2hvcDprOTNmSEwyMGxTcTdSdA==\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop\n${answer('400 Bad Request', '{"error_message":"You must provide a client_secret"}')}`,
    first: 'client-authentication/auth-method-mismatch',
    confidence: 'likely',
  },
  {
    name: 'a server that misses the secret, as a program prints it',
    text: 'Error: OAuthException 400 You must provide a client_secret',
    first: 'client-authentication/credentials-missing',
    confidence: 'certain',
  },
  {
    name: 'a chain of exceptions of which nobody saved the last one',
    text: 'Error:\nTraceback (most recent call last):\n    raise TokenExpiredError()\noauthlib.oauth2.rfc6749.errors.TokenExpiredError: (token_expired)\n\nDuring handling of the above exception, another exception occurred:\n\nSince Monday nothing is read.\n',
    first: expired,
    confidence: 'certain',
  },
  {
    name: 'a guarded view of the API in place of the token endpoint, and a reporter who wrote names over the values',
    text: `POST https://shop.example/api/o/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=password&client_id=CLIENT_ID&username=USERNAME&password=PASSWORD\n${answer('401 Unauthorized', '{"detail":"Authentication credentials were not provided."}')}`,
    first: 'transport-endpoint/endpoint-url-wrong',
    confidence: 'likely',
  },
  {
    name: 'a client id of the documentation, and a password that somebody typed',
    text: `POST https://shop.example/o/token/\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=password&client_id=CLIENT_ID&username=ada&password=k39fL20f\n${invalidClient}`,
    first: credentials,
    confidence: 'certain',
  },
  {
    name: 'a callback that refuses, and a program that misses the code behind it',
    text: `GET https://shop.example/cb?error=access_denied&error_description=The+user+said+no\n\nHTTP/1.1 500\nContent-Type: text/html\n\nAuthError: Missing required parameter: code\n`,
    first: 'scope-consent/consent-denied',
    confidence: 'likely',
  },
  {
    name: 'an answer in the fragment, and a client that names its error by a key',
    text: 'GET https://idp.example/authorize?response_type=token&client_id=shop&state=k39fL20fkLsQ\n\nGET https://shop.example/cb#access_token=a81kLs02kdQfk39fL02kdQ8&state=k39fL20fkLsQ\n\nlogin.state.invalid: the state of the callback is another one\n',
    first: 'authorization-code/response-in-fragment',
    confidence: 'likely',
  },
  {
    name: 'a variable that the shell fills in, as the token',
    text: `curl https://api.shop.example/me -H "Authorization: Bearer $TOKEN"\n${invalidToken}`,
    first: expired,
    confidence: 'likely',
  },
  {
    name: 'the same in single quotes, which no shell fills in',
    text: `curl https://api.shop.example/me -H 'Authorization: Bearer $TOKEN'\n${invalidToken}`,
    first: header,
    confidence: 'certain',
  },
  {
    name: 'id and secret from variables, in double quotes',
    text: `${exchange} -u "$CLIENT_ID:$CLIENT_SECRET"\n${invalidClient}`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
    never: [credentials],
  },
  {
    name: 'id and secret from variables in braces, without quotes',
    text: `${exchange} -d client_id=\${CLIENT_ID} -d client_secret=\${CLIENT_SECRET}\n${invalidClient}`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
    never: [credentials],
  },
  {
    name: 'id and secret as variables that stay what they are',
    text: `${exchange} -u '$CLIENT_ID:$CLIENT_SECRET'\n${invalidClient}`,
    first: credentials,
    confidence: 'certain',
  },
  {
    name: 'an escaped dollar sign in double quotes',
    text: `${exchange} -u "\\$CLIENT_ID:\\$CLIENT_SECRET"\n${invalidClient}`,
    first: credentials,
    confidence: 'certain',
  },
  {
    name: 'a variable of PowerShell',
    text: `Invoke-RestMethod -Uri https://api.shop.example/me -Headers @{ Authorization = "Bearer $TOKEN" }\n${invalidToken}`,
    first: expired,
    confidence: 'likely',
  },
  {
    name: 'a token in the query, of which the server says that it has expired',
    text: `GET https://graph.facebook.com/me?access_token=EAABk39fL20fkLs02kdQk39fL20fkLs HTTP/1.1\n${answer('400 Bad Request', '{"error":{"message":"Error validating access token: Session has expired on Wednesday, 18-Nov-26 05:00:00 PST.","type":"OAuthException","code":190,"error_subcode":463}}')}`,
    first: expired,
    confidence: 'certain',
  },
  {
    name: 'a token in the query, which the server calls invalid',
    text: `GET https://www.strava.com/api/v3/athlete?access_token=8f3e5a1c9b7d2e4f6a8c0b1d3e5f7a9c1b3d5e7f HTTP/1.1\n${answer('401 Unauthorized', '{"message":"Authorization Error","errors":[{"resource":"Athlete","field":"access_token","code":"invalid"}]}')}`,
    first: expired,
    confidence: 'likely',
  },
  {
    name: 'a token in the query, and a server that saw none',
    text: `GET https://api.shop.example/me?access_token=at_kf93hfkQ02lf HTTP/1.1\n${answer('401 Unauthorized', '{"message":"Authorization header missing"}')}`,
    first: header,
    confidence: 'certain',
  },
  {
    name: 'a token in the query, and the bare challenge',
    text: `GET https://api.shop.example/me?access_token=at_kf93hfkQ02lf HTTP/1.1\n${answer('401 Unauthorized', '{}', 'WWW-Authenticate: Bearer realm="shop"\n')}`,
    first: header,
    confidence: 'certain',
  },
  {
    name: 'the token endpoint says that the verifier does not match',
    text: redemption('The code_verifier does not match the code_challenge.'),
    first: 'pkce/verifier-mismatch',
    confidence: 'certain',
  },
  {
    name: 'the token endpoint says that PKCE failed',
    text: redemption('PKCE verification failed'),
    first: 'pkce/verifier-mismatch',
    confidence: 'likely',
  },
  {
    name: 'a cookie of Auth.js that can not be decrypted',
    text: '[auth][error] InvalidCheck: pkceCodeVerifier value could not be parsed',
    first: 'state-session/cookie-not-stored',
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
    name: 'an id in capital letters, and an answer about the secret',
    text: `POST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=STAFF_PORTAL_ID&client_secret=k39fL20fkQ8\n${answer('401 Unauthorized', '{"error":"invalid_client","error_description":"Invalid client secret"}')}`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'the issuers of two providers, one of which the token has',
    text: 'google_issuer: https://accounts.google.com\nkeycloak_issuer: https://id.shop.example/realms/shop\nid_token iss: https://id.shop.example/realms/shop\nError: login failed',
    first: 'token-use/token-from-other-issuer',
    confidence: 'possible',
  },
  {
    name: 'an issuer with a slash more, of which only the reporter speaks',
    text: 'Our issuer: https://idp.example and iss: https://idp.example/ in the token. Something about the issuer?',
    first: 'discovery/issuer-trailing-slash',
    confidence: 'likely',
  },
  {
    name: 'the same beside a program that complains of the age of the token',
    text: 'issuer: https://idp.example\niss: https://idp.example/\nError: token is expired',
    first: 'discovery/issuer-trailing-slash',
    confidence: 'likely',
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
    name: 'metadata that the gateway does not find',
    text: 'openidc.lua:573: openidc_discover(): response indicates failure, status=404, body=not found',
    first: 'discovery/metadata-not-found',
    confidence: 'certain',
  },
  {
    name: 'an endpoint that the gateway does not find',
    text: 'openidc.lua:573: call_token_endpoint(): response indicates failure, status=404, body=not found',
    first: 'transport-endpoint/endpoint-url-wrong',
    confidence: 'certain',
  },
  {
    name: 'a client that its tenant does not know, and keys that are the same for all tenants',
    text: `POST https://login.microsoftonline.com/9c1d2e3f-aaaa-4c6d-8e7f-901234567890/oauth2/v2.0/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=0c1d2e3f-aaaa-4c6d-8e7f-901234567890&client_secret=k39fL20fk\n${answer('400 Bad Request', '{"error":"unauthorized_client","error_description":"AADSTS700016: Application with identifier was not found in the directory."}')}\nThe keys come from https://login.microsoftonline.com/common/discovery/v2.0/keys\n`,
    first: 'client-identification/client-unknown',
    confidence: 'likely',
  },
  {
    name: 'an identifier that somebody wrote over',
    text: "AADSTS700016: Application with identifier 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx' was not found in the directory 'Shop'.",
    first: 'client-identification/client-unknown',
    confidence: 'likely',
  },
  {
    name: 'a registration with a slash more, and a request that lacks its response_type as well',
    text: `POST https://idp.example/register HTTP/1.1\nContent-Type: application/json\n\n{"redirect_uris":["https://shop.example/cb/"]}\n${answer('201 Created', '{"client_id":"shop","redirect_uris":["https://shop.example/cb/"]}')}\nGET https://idp.example/authorize?client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb HTTP/1.1\n\nHTTP/1.1 400 Bad Request\n`,
    first: 'redirect-uri/trailing-slash',
    confidence: 'likely',
  },
  {
    name: 'a server that misses the challenge where it got the verifier',
    text: redemption('No PKCE code challenge was sent with the authorization request, but a code_verifier was given'),
    first: 'pkce/only-one-half-sent',
    confidence: 'certain',
  },
  {
    name: 'what somebody has ruled out',
    text: 'Error: connect ETIMEDOUT. That the token was not issued for this audience is not the problem.',
    first: 'availability/provider-unreachable',
    confidence: 'certain',
  },
  {
    name: 'a database that denies access by a number of its own, after the callback',
    text: `MySQL error 1010: Access denied for user 'app'@'localhost'\n${redemption('The code has expired')}`,
    first: 'authorization-code/expired',
    confidence: 'certain',
    never: ['transport-endpoint/blocked-by-firewall'],
  },
  {
    name: 'a list of redirects with a blank',
    text: `POST https://shop.example/oauth/clients HTTP/1.1\nContent-Type: application/json\n\n{"redirect":"https://a.example/cb, https://b.example/cb"}\n${answer('422 Unprocessable', '{"message":"One or more redirects have an invalid url format."}')}`,
    first: 'redirect-uri/kind-not-allowed',
    confidence: 'likely',
  },
  {
    name: 'an app that numbers its own errors, beside the answer of the server',
    text: `Our app shows its own "error code 520" when the login fails.\n\n${redemption('The code has expired')}`,
    first: 'authorization-code/expired',
    confidence: 'certain',
  },
  {
    name: 'Cloudflare before a server that does not answer',
    text: `POST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=shop&client_secret=k39fL20fk\n\nHTTP/1.1 522\nContent-Type: text/plain\nServer: cloudflare\n\nerror code: 522\n`,
    first: 'availability/provider-incident',
    confidence: 'certain',
  },
  {
    name: 'a service of the app that is called after a proxy',
    text: 'Cannot connect to proxy-auth sidecar at 127.0.0.1',
    first: 'availability/provider-unreachable',
    confidence: 'likely',
  },
  {
    name: 'a proxy that refuses, as Python prints it',
    text: "Max retries exceeded (Caused by ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 403 Forbidden')))",
    first: 'availability/provider-unreachable',
    confidence: 'certain',
  },
  {
    name: 'a claim that the role of Vault misses',
    text: 'vault login: error validating claims: claim "groups" is missing',
    first: 'provider-policy/access-policy-missing',
    confidence: 'certain',
  },
  {
    name: 'a limit of one day, and the refusal of the next',
    text: '2026-09-01 10:00:00 ERROR (MainThread) [homeassistant.helpers] Error resolving OAuth token: 429\n2026-09-02 10:00:00 ERROR (MainThread) [homeassistant] Token request for shop failed (invalid_grant): Token has been revoked',
    first: 'refresh/revoked',
    confidence: 'likely',
  },
  {
    name: 'a captcha in place of the answer',
    text: answer(
      '403 Forbidden',
      '{"url":"https://geo.captcha-delivery.com/captcha/?initialCid=AHrlq&cid=k39"}',
    ).trim(),
    first: 'transport-endpoint/blocked-by-firewall',
    confidence: 'certain',
  },
  {
    name: 'aud as the claim that the role of Vault misses',
    text: 'vault login: error validating claims: claim "aud" is missing',
    first: 'token-use/audience-mismatch',
    confidence: 'likely',
  },
  {
    name: 'a token that Tesla does not take, for whatever reason',
    text: `GET https://fleet-api.prd.na.vn.cloud.tesla.com/api/1/vehicles HTTP/1.1\nAuthorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJzaG9wIn0.c2lnbmF0dXJl\n${answer('401 Unauthorized', '{"error":"invalid bearer token"}')}`,
    first: expired,
    confidence: 'likely',
  },
  {
    name: 'an address of before, in words',
    text: 'AADSTS500119: Redirect URIs with urn: schemes are prohibited. We had urn:ietf:wg:oauth:2.0:oob before, now we send urn:myapp:cb',
    first: 'redirect-uri/oob-retired',
    confidence: 'likely',
  },
  {
    name: 'common in words, and a tenant in the address',
    text: `POST https://login.microsoftonline.com/9c1d2e3f-aaaa-4c6d-8e7f-901234567890/oauth2/v2.0/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=0c1d2e3f-aaaa-4c6d-8e7f-901234567890&client_secret=k39fL20fk\n${answer('400 Bad Request', '{"error":"unauthorized_client","error_description":"AADSTS700016: Application with identifier was not found in the directory."}')}\nWe do not use common/oauth2/v2.0/token, we call our tenant.\n`,
    first: 'client-identification/client-unknown',
    confidence: 'likely',
  },
  ...[
    'ORA-12899: value too large for column "APP"."USERS"."TOKEN_NOTE" (actual: 300, maximum: 255)',
    'ORA-12899: value too large for column "APP"."USERS"."CSRF_TOKEN_OWNER" (actual: 300, maximum: 255)',
    'ERROR: value too long for type character varying(255): INSERT INTO users (name, token, note) VALUES ($1,$2,$3)',
    "String or binary data would be truncated in table 'app', column 'device_token'.",
    "String or binary data would be truncated in table 'app', column 'note'. In column token it is fine.",
  ].map(
    (text): Row => ({
      name: `a column that may be another: ${text}`,
      text,
      first: 'token-use/token-truncated',
      confidence: 'likely',
    }),
  ),
  ...['###', 'APP_ID', 'client', 'my-client-id'].map(
    (id): Row => ({
      name: `${id} in place of the identifier`,
      text: `AADSTS700016: Application with identifier '${id}' was not found in the directory 'Shop'.`,
      first: 'client-identification/client-unknown',
      confidence: 'likely',
    }),
  ),
  {
    name: 'an identifier that was changed for the report',
    text: "AADSTS700016: Application with identifier 'mara' was not found in the directory 'Shop'. (ids changed for this post)",
    first: 'client-identification/client-unknown',
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
  {
    name: 'words of a proxy in prose',
    text: 'It says Jwt is missing in our own log text, and then invalid_state.',
    first: 'state-session/cookie-not-stored',
    confidence: 'likely',
  },
  {
    name: 'an answer that leaves open whether it is the id or the secret, of a provider with a text for the id alone',
    text: `POST https://api.dropbox.com/oauth2/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20&client_id=k39fshop&client_secret=L20fkLs02kd\n${answer('400 Bad Request', '{"error":"invalid_client: Invalid client_id or client_secret"}')}`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'an ID token, and an answer whose words have those letters across a blank',
    text: `GET https://api.example/orders HTTP/1.1\nAuthorization: Bearer ${[{ alg: 'RS256' }, { iss: 'https://idp.example', aud: 'shop', sub: 'anna', at_hash: 'Lf93' }].map((part) => btoa(JSON.stringify(part)).replaceAll('=', '')).join('.')}.c2lnbmF0dXJl\n${answer('401 Unauthorized', '{"error":"unauthorized","message":"Invalid token"}')}`,
    first: 'token-use/id-token-used-as-access-token',
    confidence: 'certain',
  },
];

const unsent = `POST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=shop\n${invalidClient}`;

/** Captures that prove nothing: which of the likely ones comes first is learned, and this one is among the first three. */
const open: readonly Pick<Row, 'name' | 'text' | 'first'>[] = [
  ...['A colleague on the test system opens', 'Somebody else in the office opens'].map((words) => ({
    name: `a login of which somebody only says: ${words}`,
    text: `${words} https://idp.example/authorize?client_id=me&response_type=code&redirect_uri=https%3A%2F%2Fa.example%2Fcb\n\n${exchange.replace('client_credentials', 'authorization_code&code=Lf93kfh20LsdkfP&client_id=me&redirect_uri=https%3A%2F%2Fb.example%2Fcb')}\n\n{"error":"invalid_grant"}`,
    first: 'redirect-uri/differs-between-requests',
  })),
  {
    name: 'a word of the answer that is the name of a scope too',
    text: askedScopes('Invalid scope; read the guide to orders'),
    first: 'scope-consent/scope-unknown',
  },
  {
    name: 'a scope that the client may not have',
    text: askedScopes('Invalid scope: orders for this client'),
    first: 'scope-consent/scope-unknown',
  },
  {
    name: 'all scopes that were sent, repeated',
    text: askedScopes('Invalid scope: orders user:read:mail'),
    first: 'scope-consent/scope-unknown',
  },
  {
    name: 'a token that was replaced, before a user who has ended all',
    text: rotated(
      answer(
        '400 Bad Request',
        '{"error":"invalid_grant","error_description":"User has revoked access"}',
        fourHoursLater,
      ),
    ),
    first: 'refresh/revoked',
  },
  {
    name: 'a token that was replaced, before a server that is down',
    text: rotated(
      'HTTP/1.1 503 Service Unavailable\nDate: Tue, 03 Mar 2026 14:00:00 GMT\nContent-Type: text/html\n\n<h1>Service temporarily down</h1>\n',
    ),
    first: 'refresh/rotation-not-stored',
  },
  {
    name: 'a token in angle brackets that the API has read',
    text: `GET https://api.example/me HTTP/1.1\nAuthorization: Bearer <token>\n${answer('401 Unauthorized', '{"message":"token expired"}')}`,
    first: 'token-use/authorization-header-malformed',
  },
  {
    name: 'scopes that are encoded twice, and a server that tells them apart',
    text: askedScopes('scope user:read:mail is not allowed for this client').replace('orders%20', 'orders%2520'),
    first: 'scope-consent/scope-separator',
  },
  {
    name: 'a user who is inactive, whose refresh token is not',
    text: refresh(
      '400 Bad Request',
      '{"error":"invalid_grant","error_description":"User account is inactive for this organization"}',
    ),
    first: 'refresh/expired-inactivity',
  },
  {
    name: 'a login that a policy denied',
    text: refusedLogin('Access was denied by conditional access policy'),
    first: 'provider-policy/access-policy-missing',
  },
  {
    name: 'a list of possible reasons',
    text: answer(
      '403 Forbidden',
      '{"message":"Forbidden: the token has ended, the token does not contain the required scopes, or the user is not in the organization."}',
    ),
    first: 'scope-consent/scope-insufficient',
  },
  {
    name: 'a log that tells which errors the library tells apart',
    text: 'DEBUG checks: "jwt not active" maps to 401\nError: JsonWebTokenError: invalid signature',
    first: 'clock/skew',
  },
  {
    name: 'a guide that somebody quotes',
    text:
      'The documentation says insufficient_scope: the token lacks a scope.\n\n' +
      call('401 Unauthorized', '{"error":"invalid_token","error_description":"wrong signature"}'),
    first: 'scope-consent/scope-insufficient',
  },
  {
    name: 'a user without the right, whose token has it',
    text: `GET https://api.github.com/repos/shop/shop/hooks HTTP/1.1\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n${answer('403 Forbidden', '{"message":"Must have admin rights to Repository."}')}`,
    first: 'scope-consent/scope-insufficient',
  },
  {
    name: 'an API that misses the token which is there',
    text: `GET https://www.googleapis.com/calendar/v3/users/me/calendarList HTTP/1.1\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n${answer('401 Unauthorized', '{"error":{"code":401,"message":"Request is missing required authentication credential. Expected OAuth 2 access token"}}')}`,
    first: 'token-use/authorization-header-malformed',
  },
  {
    name: 'a token that was expected where an error came',
    text: 'Error: Expected an ID token, but the response was an error: invalid_client',
    first: 'client-authentication/secret-wrong',
  },
  {
    name: 'a number of Zoom in the number of a request',
    text: `POST https://zoom.us/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=Rt93kfh20Lsdk9fk&client_id=shop\n${answer('400 Bad Request', '{"reason":"Invalid Token!","error":"invalid_grant","requestId":"a-4738-bb"}')}`,
    first: 'refresh/rotation-not-stored',
  },
  {
    name: 'a grant of Instagram that is documented with GET',
    text: `GET https://graph.instagram.com/access_token?grant_type=ig_exchange_token&client_secret=k39fL20fkLs02&access_token=IGQVJk39f HTTP/1.1\n${answer('400 Bad Request', '{"error":{"message":"Unsupported request - method type: get","type":"IGApiException","code":100}}')}`,
    first: 'transport-endpoint/wrong-http-method',
  },
  {
    name: 'the words of another try beside the answer',
    text: `POST https://idp.example/oauth2/token HTTP/1.1\nAuthorization: Basic c2hvcDprMzlmTDIwZmtMczAy\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials\n${answer('401 Unauthorized', '{"error":"invalid_client","error_description":"Client credentials are invalid."}')}\nThis is WSO2. With a random client_id it answers "A valid OAuth client could not be found for client_id".\n`,
    first: 'client-authentication/secret-wrong',
  },
  {
    name: 'a captcha in a note, beside the answer of the server',
    text: 'We see geo.captcha-delivery.com frames in the network tab but solve them. Then: invalid_client.',
    first: 'client-authentication/secret-wrong',
  },
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
  {
    name: 'words that may mean one thing, and are like what is known of it',
    text: 'Error: jwt: the "exp" claim timestamp lies in the past',
    first: 'clock/skew',
  },
  {
    name: 'a server that reads the query, and says that the secret is wrong',
    text: `POST https://idp.example/oauth2/token?client_id=shop&client_secret=k39fL20fkLs02&grant_type=client_credentials HTTP/1.1\n${answer('403 Forbidden', '{"status":403,"message":"invalid client secret"}')}`,
    first: 'client-authentication/secret-wrong',
  },
  ...[
    'XXXX',
    'YQ==',
    'redacted',
    'base64encodedstring',
    '<base64>',
    'base64(client_id:client_secret)',
    'id:secret',
    'my-client-id:XXXXXXXX',
  ].map((pair) => ({
    name: `a reporter who writes ${pair} in the place of the encoded pair`,
    text: `POST https://idp.example/oauth/token HTTP/1.1\nAuthorization: Basic ${pair}\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials\n${answer('401 Unauthorized', '{"error":"invalid_client","error_description":"Client Authentication failed"}')}`,
    first: 'client-authentication/secret-wrong',
  })),
];

describe('how sure a cause is', () => {
  for (const { name, text, first } of open) {
    it(`is not certain: ${name}`, () => {
      const { diagnoses } = examine(readCapture(text), tools);
      const named = diagnoses.map((one) => `${one.cause} (${one.confidence})`).join(', ');
      assert.notEqual(diagnoses[0]?.confidence, 'certain', named);
      assert.ok(
        diagnoses.slice(0, 3).some(({ cause }) => cause === first),
        named,
      );
    });
  }

  for (const { name, text, first, confidence, never = [] } of rows) {
    it(`${confidence}, ${first}: ${name}`, () => {
      const { diagnoses } = examine(readCapture(text), tools);
      const named = diagnoses.map((one) => `${one.cause} (${one.confidence})`);
      assert.equal(named[0], `${first} (${confidence})`, named.join(', '));
      for (const one of diagnoses) assert.ok(!never.includes(one.cause), named.join(', '));
    });
  }
});

const pair = 'code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256';
const authorize = `https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&${pair}`;
const flow = `GET ${authorize}&state=k39fL20fkLs HTTP/1.1

HTTP/1.1 302 Found
Location: https://shop.example/cb?code=Lf93kfh20LsdkfP&state=k39fL20fkLs

POST https://idp.example/token HTTP/1.1
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token":"at_kf93hfkQ02lf","token_type":"Bearer","expires_in":3600}
`;
const silent = `GET ${authorize}&state=aaaaL20fkLs&prompt=none HTTP/1.1

HTTP/1.1 302 Found
Location: https://shop.example/silent?error=login_required&state=aaaaL20fkLs

GET https://shop.example/silent?error=login_required&state=aaaaL20fkLs HTTP/1.1

HTTP/1.1 200 OK
Content-Type: text/html

<html></html>

`;
const challenge = `POST https://mcp.example/mcp HTTP/1.1

HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer resource_metadata="https://mcp.example/.well-known/oauth-protected-resource"

`;
const favicon = `
GET https://shop.example/favicon.ico HTTP/1.1

HTTP/1.1 404 Not Found
Content-Type: text/html

<html>Not found</html>
`;

describe('a header that is dropped where one host leads to its other scheme', () => {
  it('is told of both schemes', () => {
    const text = `GET http://api.example/orders HTTP/1.1\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n\nHTTP/1.1 301 Moved Permanently\nLocation: https://api.example/orders\n\nGET https://api.example/orders HTTP/1.1\nAccept: */*\n\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer\n`;
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.match(
      first?.evidence[0]?.seen ?? '',
      /sent to http:\/\/api\.example, and no more to https:\/\/api\.example/,
    );
  });
});

describe('a secret that was not sent', () => {
  it('is not likely to be wrong', () => {
    const found = examine(readCapture(unsent), tools).diagnoses.find(({ cause }) => cause.endsWith('/secret-wrong'));
    assert.ok(found === undefined || found.confidence === 'possible');
  });
});

describe('a column of the table of tokens that is too small', () => {
  for (const [column, isOfToken] of [
    ['ACCESS_TOKEN', true],
    ['USER_AGENT', false],
  ] as const) {
    it(`${isOfToken ? 'cuts' : 'does not cut'} the token off: ${column}`, () => {
      const text = `ORA-12899: value too large for column "SHOP"."OAUTH_TOKENS"."${column}" (actual: 300, maximum: 255)`;
      const found = examine(readCapture(text), tools).diagnoses.some(
        ({ cause }) => cause === 'token-use/token-truncated',
      );
      assert.equal(found, isOfToken);
    });
  }
});

describe('a client that may not call a Web API of AD FS', () => {
  it('is named first, whatever else invalid_grant means', () => {
    const text = redemption("MSIS9321: The client 'shop' is forbidden to access the resource 'urn:orders'.");
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.equal(first?.cause, 'scope-consent/scope-not-allowed-for-client');
  });
});

const poll =
  'POST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=dv81kLs02kdQ&client_id=shop\n';

describe('a refusal that is part of what works', () => {
  for (const [name, text] of [
    ['a file beside a page', flow + favicon],
    ['a silent login before one that the user sees', silent + flow],
    [
      'polls of a device before the tokens came, and somebody who tells how long it took',
      `${poll}${answer('400 Bad Request', '{"error":"authorization_pending"}')}\n${poll}${answer('400 Bad Request', '{"error":"slow_down"}')}\n${poll}${answer('200 OK', '{"access_token":"at_kf93hfkQ02lf","token_type":"Bearer"}')}\nIt took half a minute`,
    ],
    [
      'a challenge that is answered with a token',
      `${challenge}POST https://mcp.example/mcp HTTP/1.1\nAuthorization: Bearer at_kf93hfkQ02lf\n${answer('200 OK', '{"jsonrpc":"2.0","id":1,"result":{}}')}`,
    ],
  ] as const) {
    it(`is no failure: ${name}`, () => {
      const examination = examine(readCapture(text), tools);
      assert.ok(isClean(examination), renderExamination(examination, { colour: false, width: 80 }));
      assert.equal(examination.ask, undefined);
      assert.ok(examination.exchanges.some(({ ordinary }) => ordinary));
    });
  }

  for (const [name, text] of [
    ['a silent login that nothing follows', silent],
    ['a challenge that nothing follows', challenge],
    ['a token request beside a file', `${redemption('Code is no good')}${favicon}`],
  ] as const) {
    it(`is a failure: ${name}`, () => {
      assert.ok(!isClean(examine(readCapture(text), tools)));
    });
  }
});

describe('what a message tells of its program', () => {
  it('shows the name of an error, and no code that looks like one', () => {
    const shown = (code: string): string =>
      JSON.stringify(
        examine(
          readCapture(call('401 Unauthorized', `{"error":{"code":"${code}","message":"Access token has expired"}}`)),
          tools,
        ),
      );
    assert.match(shown('InvalidAuthenticationToken'), /InvalidAuthenticationToken/);
    assert.doesNotMatch(shown('Zt8KqLmXvWnRbYcToken'), /Zt8Kq/);
    assert.doesNotMatch(shown('KqLmXvWnRbYcHdFgJkPqSrToken'), /KqLm/);
  });

  for (const [text, stack] of [
    ['the redirect_uri https://shop.example/signin-oidc is not registered', undefined],
    ['MsalServiceException: AADSTS50011: The redirect URI is wrong', 'dotnet'],
    ['com.microsoft.aad.msal4j.MsalServiceException: AADSTS50011: The redirect URI is wrong', 'java'],
    ['oidc: id token issued by a different provider', 'go'],
  ] as const) {
    it(`${stack ?? 'nothing'}: ${text}`, () => assert.equal(stackOf(readCapture(text)), stack));
  }

  it('is no more than possible where one word of a text alone is like what is known', () => {
    const { diagnoses } = examine(readCapture('invalid code: coupon was used'), tools);
    assert.ok(
      diagnoses.every(({ confidence }) => confidence === 'possible'),
      JSON.stringify(diagnoses[0]),
    );
  });

  for (const code of ['AADSTS50011', 'AADB2C90118']) {
    it(`${code} is Microsoft Entra's`, () => {
      assert.equal(examine(readCapture(`${code}: the request is wrong`), tools).provider, 'entra');
    });
  }

  it('keeps what the message calls expected', () => {
    const text = 'oidc: issuer did not match, expected "https://idp.example/" got "https://idp.example"';
    const [first] = examine(readCapture(text), tools).diagnoses;
    const found = first?.evidence.find(({ where }) => where === 'issuer');
    assert.deepEqual([found?.seen, found?.expected], ['https://idp.example', 'https://idp.example/']);
  });

  it('is no reason to ask again, where a certificate is not trusted', () => {
    const [first] = examine(readCapture('Error: self signed certificate in certificate chain'), tools).diagnoses;
    assert.equal(first?.retry, false);
    assert.match(first?.fix ?? '', /network-security-config/);
  });

  it('shows both challenges, which are no secrets', () => {
    const text = `GET ${authorize.replace('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', 'x1FkQ3mUAsS2NV0WMCk6vO0Ur4C2sKp1Y2qfUe1yN0A')} HTTP/1.1\n\n${redemption('Code is no good')}`;
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.equal(first?.cause, 'pkce/verifier-mismatch');
    assert.match(first?.evidence[0]?.seen ?? '', /^E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM /);
  });

  it('breaks the long name of a class behind a sign', () => {
    const text =
      'oauthlib.oauth2.rfc6749.errors.InsecureTransportError: (insecure_transport) OAuth 2 MUST utilize https.';
    const shown = renderExamination(examine(readCapture(text), tools), { colour: false, width: 80 });
    assert.match(shown, /\bInsecureTransportError\b/);
  });

  it('sends to the server itself, where that keeps why it refused', () => {
    const refusal = '{"error":"invalid_client","error_description":"Client authentication failed"}';
    const askedOf = (header: string): string | undefined =>
      examine(readCapture(`${exchange} -u shop:k39fL20fkLs02\n${answer('401 Unauthorized', refusal, header)}`), tools)
        .ask;
    assert.match(
      askedOf('candor-request-id: req_01m8frjqt0000xevg5\n') ?? '',
      /npx candor explain req_01m8frjqt0000xevg5,/,
    );
    assert.doesNotMatch(askedOf('x-request-id: req_01m8frjqt0000xevg5\n') ?? '', /candor explain/);
  });

  it('says where it is cut, and is not cut where its line ends', () => {
    const long = 'Send the value and not the id, which the page of the app has beside it, '.repeat(8);
    const seenOf = (text: string): string => examine(readCapture(text), tools).diagnoses[0]?.evidence[0]?.seen ?? '';
    assert.match(seenOf(`AADSTS7000215: Invalid client secret provided. ${long}`), /\w …$/);
    assert.match(seenOf(`AADSTS7000215: Invalid client secret provided\n${long}`), /provided$/);
  });

  it('has a value to expect, and never the steps below', () => {
    for (const text of ['invalid_grant: PKCE verification failed', 'AADSTS7000215: Invalid client secret provided']) {
      const shown = JSON.stringify(examine(readCapture(text), tools).diagnoses);
      assert.ok(!shown.includes('see the steps'), shown);
    }
  });
});
