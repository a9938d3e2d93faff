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

const asked = (body: string, type = 'application/x-www-form-urlencoded', headers = ''): string =>
  `POST https://idp.example/oauth/token HTTP/1.1\n${headers}Content-Type: ${type}\n\n${body}\n`;
const grantOfClient = 'grant_type=client_credentials&client_id=shop&client_secret=k39fL20fkLs02';
const grantMissing = answer(
  '400 Bad Request',
  '{"error":"invalid_request","error_description":"Missing parameter: grant_type"}',
);
const jsonOfClient = asked(
  '{"grant_type":"client_credentials","client_id":"shop","client_secret":"k39fL20fkLs02"}',
  'application/json',
);

const dropbox =
  'https://www.dropbox.com/oauth2/authorize?client_id=shop&response_type=code&redirect_uri=https%3A%2F%2Fshop.example%2Fcb\n\n{"access_token":"sl.Zk39fL20","token_type":"bearer","expires_in":14400,"scope":"files.content.read"}\n\nThe API says: {"error_summary":"expired_access_token/","error":{".tag":"expired_access_token"}}.';

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
    name: 'the name of a logger that ends in client, which is no client of the server',
    text: logged(
      '2026-03-02 10:00:09,123 DEBUG http.client: POST https://idp.example/token',
      '2026-03-02 10:00:09,323 DEBUG http.client: 400 {"error":"invalid_grant"}',
      '2026-03-02 10:00:09,423 ERROR app.client: AADSTS54005: OAuth2 Authorization code was already redeemed',
      '2026-03-02 10:00:09,523 ERROR http.client: closed, the token request failed',
    ),
    first: 'authorization-code/redeemed-twice',
    confidence: 'certain',
  },
  {
    name: 'a check that fails although its words are right',
    text: 'The library validates the hmac of the callback and returns false even if the query is correct. API_SECRET_KEY is set.',
    first: 'state-session/callback-signature-wrong',
    confidence: 'likely',
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
    name: 'the code of an answer, which the reporter quotes as well',
    text: `I have agreed already, and I still get the "Consent_required" error.\n\nPOST https://account-d.docusign.com/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJh.eyJp.c2ln\n${answer('400 Bad Request', '{"error":"consent_required"}')}`,
    first: 'scope-consent/consent-missing',
    confidence: 'certain',
  },
  {
    name: 'a page of Google that stops the sign-in, and a remark that speaks of a method of authentication',
    text: 'With OAuth2 as the authentication method the window does not work.\n\nlog:\nSign in with Google temporarily disabled for this app',
    first: 'provider-policy/app-not-public',
    confidence: 'certain',
    never: ['client-authentication/auth-method-mismatch'],
  },
  {
    name: 'a state that a server finds too weak, and a login without any',
    text: `GET https://idp.example/oauth2/auth?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb HTTP/1.1\n\nError:\nOAuth 2.0 Error invalid_state\nThe state is missing or has less than 8 characters and is therefore considered too weak`,
    first: 'transport-endpoint/parameter-missing',
    confidence: 'certain',
  },
  {
    name: 'a token that ended, and somebody who misses the refresh token that was not asked for',
    text: `${dropbox} There is no refresh_token in the response.`,
    first: 'refresh/not-issued',
    confidence: 'certain',
  },
  {
    name: 'a token that ended, and no word of another one',
    text: dropbox,
    first: expired,
    confidence: 'certain',
  },
  {
    name: 'a verifier, beside a registration in which PKCE is required',
    text: `${redemption('x').replace(/HTTP\/1.1 400[\s\S]*/, '')}${answer('401 Unauthorized', '{"error":"invalid_client","error_description":"client authentication failed"}')}\nThe registration: {"client_id": "shop", "pkce": {"required": true}}`,
    first: 'client-authentication/credentials-missing',
    confidence: 'likely',
  },
  {
    name: 'JSON that was refused, and then a form that was refused for another reason',
    text: jsonOfClient + grantMissing + asked(grantOfClient) + invalidClient,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'a redirect of the token request, and what became of it',
    text: `${asked(grantOfClient).replace('https:', 'http:')}\nHTTP/1.1 301 Moved Permanently\nLocation: https://idp.example/oauth/token\n\nPOST https://idp.example/oauth/token HTTP/1.1\nHost: idp.example\nAccept: */*\n${grantMissing}`,
    first: 'transport-endpoint/token-request-redirected',
    confidence: 'certain',
  },
  {
    name: 'JSON, and JSON again, refused both times',
    text: jsonOfClient + grantMissing + jsonOfClient + grantMissing,
    first: 'transport-endpoint/body-not-form',
    confidence: 'certain',
  },
  {
    name: 'JSON of one client behind the form of another',
    text: asked(grantOfClient.replace('shop', 'garden')) + invalidClient + jsonOfClient + grantMissing,
    first: 'transport-endpoint/body-not-form',
    confidence: 'certain',
  },
  {
    name: 'a grant type that was misspelt, and then was not',
    text: `${asked(grantOfClient.replace('credentials', 'credential'))}${answer('400 Bad Request', '{"error":"unsupported_grant_type"}')}${asked(grantOfClient)}${invalidClient}`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
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
    name: 'two settings of what is expected, with an or between them, which are no second reason',
    text: "SecurityTokenInvalidAudienceException: IDX10214: Audience validation failed. Audiences: 'desk, account'. Did not match: validationParameters.ValidAudience: 'orders' or validationParameters.ValidAudiences: 'null'.",
    first: 'token-use/audience-mismatch',
    confidence: 'certain',
  },
  {
    name: 'a reload of the callback, which redeems the code again',
    text: 'The first login is fine, but F5 on the callback page gives {"error":"invalid_grant"}. Is that normal?',
    first: 'authorization-code/redeemed-twice',
    confidence: 'likely',
  },
  {
    name: 'two settings of what is expected, with an or between them, which are no second reason',
    text: "SecurityTokenInvalidAudienceException: IDX10214: Audience validation failed. Audiences: 'desk, account'. Did not match: validationParameters.ValidAudience: 'orders' or validationParameters.ValidAudiences: 'null'.",
    first: 'token-use/audience-mismatch',
    confidence: 'certain',
  },
  {
    name: 'a token in the Authorization header of an API that has a header of its own, and that knows no token then',
    text: `GET https://garden.myshopify.com/admin/api/2026-01/shop.json HTTP/1.1\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n${answer('401 Unauthorized', '{"errors":"[API] Invalid API key or access token (unrecognized login or wrong password)"}')}`,
    first: header,
    confidence: 'likely',
  },
  {
    name: 'a code of a device that ran out, which is none of a callback',
    text: `POST https://idp.example/device_authorization 200 {"user_code":"WDJB","device_code":"Gm9fL20","expires_in":900}\nPOST https://idp.example/token 400 {"error":"expired_token","error_description":"The provided value for the parameter device_code is not valid, the code has expired."}`,
    first: 'state-session/session-expired',
    confidence: 'likely',
    never: ['authorization-code/altered-by-client', 'authorization-code/expired', 'authorization-code/redeemed-twice'],
  },
  {
    name: 'an answer of 400 that the page was not let to read',
    text: "Access to fetch at 'https://idp.example/token' from origin 'https://shop.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\nPOST https://idp.example/token net::ERR_FAILED 400 (Bad Request)",
    first: 'transport-endpoint/cors-blocked',
    confidence: 'likely',
    never: ['availability/provider-incident'],
  },
  {
    name: 'a server that wants its nonce in the proof of possession',
    text: answer('400 Bad Request', '{"error":"use_dpop_nonce"}', 'DPoP-Nonce: k39fL20fkLs02\n'),
    first: 'transport-endpoint/parameter-missing',
    confidence: 'likely',
  },
  {
    name: 'a page of a browser with a verifier and without secret, which Auth0 refuses without a word',
    text: `POST https://garden.eu.auth0.com/oauth/token HTTP/1.1\nOrigin: https://shop.example\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&redirect_uri=https%3A%2F%2Fshop.example&client_id=shop&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk\n${answer('401 Unauthorized', '{"error":"access_denied","error_description":"Unauthorized"}')}`,
    first: 'client-authentication/client-type-mismatch',
    confidence: 'likely',
  },
  {
    name: 'neither the verifier of the challenge nor a secret, which Auth0 refuses without a word',
    text: `GET https://garden.eu.auth0.com/authorize?client_id=shop&response_type=code&state=k39f&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256 HTTP/1.1\n\nPOST https://garden.eu.auth0.com/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&client_id=shop\n${answer('401 Unauthorized', '{"error":"access_denied","error_description":"Unauthorized"}')}`,
    first: 'pkce/only-one-half-sent',
    confidence: 'likely',
  },
  {
    name: 'a client id that the token endpoint names, of an app without secret',
    text: `POST https://garden.okta.com/oauth2/default/v1/token HTTP/1.1\nOrigin: https://shop.example\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&client_id=0oa39fL20fkLs&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk\n${answer('401 Unauthorized', '{"error":"invalid_client","error_description":"Invalid value for \'client_id\' parameter."}')}`,
    first: 'client-identification/client-unknown',
    confidence: 'likely',
  },
  {
    name: 'a registered address that was given in a guide, and is not the given one',
    text: `Callback URL of the GitLab app, as given in the guide: https://shop.example/oauth/redirect\n\n${login('https%3A%2F%2Fshop.example%2Fback')}${notRegistered}`,
    first: 'redirect-uri/path-mismatch',
    confidence: 'certain',
  },
  {
    name: 'a clock that is as it should be',
    text: 'The token endpoint says {"error":"invalid_grant"}. The clock is synced.',
    first: 'refresh/revoked',
    confidence: 'possible',
    never: ['clock/skew'],
  },
  {
    name: 'a clock that somebody speaks of otherwise',
    text: 'The token endpoint says {"error":"invalid_grant"}. The clock of the server was two minutes behind.',
    first: 'clock/skew',
    confidence: 'likely',
  },
  {
    name: 'what somebody says it is not',
    text: 'It is not a redirect_uri mismatch, it is the same on both sides, and the clock is synced. Still we get\n{"error":"invalid_grant"}\nfrom https://idp.example/oauth/token',
    first: 'authorization-code/redeemed-twice',
    confidence: 'possible',
    never: ['clock/skew'],
  },
  {
    name: 'what somebody ruled out',
    text: 'I ruled out PKCE verification failed and a wrong secret. {"error":"invalid_grant"}',
    first: 'pkce/verifier-mismatch',
    confidence: 'possible',
  },
  {
    name: 'a token whose end somebody looked at',
    text: 'The token is not expired, I looked at exp. The API answers 401 {"error":"invalid_token"}',
    first: 'clock/skew',
    confidence: 'possible',
    never: [expired],
  },
  {
    name: 'what a log had of yesterday, before the failure of today',
    text: logged(
      "2026-03-01T10:00:01Z ERROR login failed: AADSTS7000222: The provided client secret keys for app 'shop' are expired.",
      '2026-03-02T10:00:01Z ERROR login failed: invalid_request: Missing parameter: code_challenge_method',
    ),
    first: 'pkce/required-not-sent',
    confidence: 'certain',
  },
  {
    name: 'the same with the newest line first',
    text: logged(
      '2026-03-02T10:00:01Z ERROR login failed: invalid_request: Missing parameter: code_challenge_method',
      "2026-03-01T10:00:01Z ERROR login failed: AADSTS7000222: The provided client secret keys for app 'shop' are expired.",
    ),
    first: 'pkce/required-not-sent',
    confidence: 'certain',
  },
  {
    name: 'a secret that had ended, behind which a token came',
    text: logged(
      "2026-03-02T10:00:01Z ERROR AADSTS7000222: The provided client secret keys for app 'shop' are expired.",
      '2026-03-02T10:30:01Z INFO new secret deployed',
      '2026-03-02T10:30:09Z INFO token acquired, expires_in=3599',
    ),
    first: 'client-authentication/secret-expired',
    confidence: 'likely',
  },
  {
    name: 'the cause of a failure, and a minute later what came of it',
    text: logged(
      "2026-03-02T10:00:01Z ERROR login failed: AADSTS7000222: The provided client secret keys for app 'shop' are expired.",
      '2026-03-02T10:01:09Z ERROR call failed: no token',
    ),
    first: 'client-authentication/secret-expired',
    confidence: 'certain',
  },
  {
    name: 'a user who mistyped the password and logged in then, before the client was refused',
    text: logged(
      '2026-03-02 10:14:01,201 WARN [org.keycloak.events] (x) type="LOGIN_ERROR", clientId="shop", userId="b5", error="invalid_user_credentials", username="kim"',
      '2026-03-02 10:14:09,201 INFO [org.keycloak.events] (x) type="LOGIN", clientId="shop", userId="b5"',
      '2026-03-02 10:14:10,201 WARN [org.keycloak.events] (x) type="CODE_TO_TOKEN_ERROR", clientId="shop", userId="null", error="invalid_client_credentials"',
    ),
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'JSON that is asked for, and a form that is sent, in one line',
    text: `send({ headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' }, body: form })\n${answer('400 Bad Request', '{"error":"unsupported_grant_type","error_description":"grant type refresh is not supported"}')}`,
    first: 'transport-endpoint/body-not-form',
    confidence: 'possible',
  },
  {
    name: 'the type of a form beside a secret, which says nothing of its encoding',
    text: `Content = new FormUrlEncodedContent(clientSecret)\n${answer('401 Unauthorized', '{"error":"invalid_client"}')}`,
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'another client that the server does not know, before this one was refused',
    text: logged(
      '2026-03-02 10:14:01,201 WARN [org.keycloak.events] (x) type="LOGIN_ERROR", clientId="desk", userId="null", error="client_not_found"',
      '2026-03-02 10:14:10,201 WARN [org.keycloak.events] (x) type="CODE_TO_TOKEN_ERROR", clientId="shop", userId="null", error="invalid_client_credentials"',
    ),
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'a mistyped password alone',
    text: '2026-03-02 10:14:01,201 WARN [org.keycloak.events] (x) type="LOGIN_ERROR", clientId="shop", userId="b5", error="invalid_user_credentials", username="kim"',
    first: 'client-authentication/user-credentials-wrong',
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
    first: 'redirect-uri/host-port-mismatch',
    confidence: 'likely',
  },
  {
    name: 'the redirect URIs of both requests in the log of a server, and no word of a registration',
    text: 'Started GET "/oauth/authorize" for 10.0.0.1\n  Parameters: {"response_type"=>"code", "client_id"=>"portal", "redirect_uri"=>"https://shop.example/cb"}\nStarted POST "/oauth/token" for 10.0.0.9\n  Parameters: {"grant_type"=>"authorization_code", "redirect_uri"=>"https://shop.example/cb/", "client_id"=>"portal"}\nCompleted 400 Bad Request in 12ms',
    first: 'redirect-uri/differs-between-requests',
    confidence: 'likely',
  },
  {
    name: 'a redirect URI that is refused, and the address of another portal of the same people',
    text: `${login('https%3A%2F%2Fshop.example%2Fcb')}${notRegistered}\nOur other portal is registered at https://garden.example/home.`,
    first: 'redirect-uri/not-registered',
    confidence: 'likely',
  },
  {
    name: 'a text whose meaning somebody asks for',
    text: 'What does "invalid_grant: The authorization code has expired" mean?',
    first: 'authorization-code/expired',
    confidence: 'likely',
  },
  {
    name: 'somebody who asks what has to be sent',
    text: 'Do we need to send code_challenge if our client has a secret?',
    first: 'pkce/required-not-sent',
    confidence: 'possible',
  },
  {
    name: 'somebody who asks why it was answered',
    text: 'Why do I get "invalid_grant: The authorization code has expired"?',
    first: 'authorization-code/expired',
    confidence: 'certain',
  },
  {
    name: 'a connection that was refused to a program that has nothing to do with logins',
    text: 'Traceback (most recent call last):\n  File "report.py", line 12, in <module>\nConnectionRefusedError: [Errno 111] Connection refused',
    first: 'availability/provider-unreachable',
    confidence: 'possible',
  },
  {
    name: 'a page of a registry of packages that is not there',
    text: 'npm ERR! 404 Not Found - GET https://registry.example/@shop%2fcart - Not found',
    first: 'transport-endpoint/endpoint-url-wrong',
    confidence: 'possible',
  },
  {
    name: 'a connection that was refused at the exchange of a code',
    text: 'token exchange failed: ConnectionRefusedError: [Errno 111] Connection refused',
    first: 'availability/provider-unreachable',
    confidence: 'certain',
  },
  {
    name: 'an ID token that is expired when the login ends: it was just issued, and the clocks differ',
    text: 'OAuth2AuthenticationException: [invalid_id_token] An error occurred while attempting to decode the Jwt: Jwt expired at 2026-03-02T11:57:00Z\n\tat org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider.getJwt(OidcAuthorizationCodeAuthenticationProvider.java:268)',
    first: 'clock/skew',
    confidence: 'likely',
  },
  {
    name: 'the same of .NET',
    text: "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectHandler: Exception occurred while processing message. SecurityTokenExpiredException: IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '03/02/2026 11:57:00', Current time (UTC): '03/02/2026 12:03:10'.",
    first: 'clock/skew',
    confidence: 'likely',
  },
  {
    name: 'the same in the words of a program',
    text: 'ERROR sign-in callback failed: id_token: jwt expired',
    first: 'clock/skew',
    confidence: 'likely',
  },
  {
    name: 'an access token that Spring finds expired at an API',
    text: 'WARN BearerTokenAuthenticationFilter: An error occurred while attempting to decode the Jwt: Jwt expired at 2026-03-02T11:57:00Z',
    first: expired,
    confidence: 'certain',
  },
  {
    name: 'the settings of a client with its secret, and a server that has not got it',
    text: 'Error:\n%Client{client_id: "40b734125eb44a2c", client_secret: "0e3c6ad2fff14709", site: "https://api.instagram.com", error: %{"code" => 400, "error_message" => "You must provide a client_secret", "error_type" => "OAuthException"}}',
    first: 'client-authentication/credentials-missing',
    confidence: 'certain',
  },
  {
    name: 'an event whose reason is a sentence in one word',
    text: '{"published":"2026-03-03T10:00:00Z","eventType":"app.oauth2.as.token.grant","outcome":{"result":"FAILURE","reason":"grant_type_not_allowed"}}',
    first: 'client-identification/grant-type-not-allowed',
    confidence: 'certain',
  },
  {
    name: 'an event of somebody who signs in with a wrong password',
    text: '{"published":"2026-03-03T10:00:00Z","eventType":"user.session.start","outcome":{"result":"FAILURE","reason":"INVALID_CREDENTIALS"}}',
    first: 'client-authentication/user-credentials-wrong',
    confidence: 'likely',
  },
  {
    name: 'a number of Entra in a sign-in log, which writes no letters before it',
    text: '{"createdDateTime":"2026-03-03T10:00:00Z","appDisplayName":"Shop","status":{"errorCode":7000215,"failureReason":"Invalid client secret is provided."}}',
    first: 'client-authentication/secret-wrong',
    confidence: 'certain',
  },
  {
    name: 'the same number in the table of a page',
    text: 'Application\tShop\nStatus\tFailure\nSign-in error code\t7000215\nFailure reason\tInvalid client secret is provided.',
    first: 'client-authentication/secret-wrong',
    confidence: 'certain',
  },
  {
    name: 'the claim that jose does not expect',
    text: 'JWTClaimValidationFailed: unexpected "iss" claim value',
    first: 'token-use/token-from-other-issuer',
    confidence: 'likely',
  },
  {
    name: 'a server that has compared the secret with all that are current',
    text: 'info: Duende.IdentityServer.Validation.HashedSharedSecretValidator[0]\n      No matching hashed secret found.\nfail: Duende.IdentityServer.Validation.ClientSecretValidator[0]\n      Client secret validation failed for client: shop.',
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'scopes with blanks between them, which the server does not know',
    text: '2026-03-03 10:00:00 ERROR auth: error=invalid_scope error_description="Invalid scopes: opneid profile"',
    first: 'scope-consent/scope-unknown',
    confidence: 'likely',
    never: ['scope-consent/scope-separator'],
  },
  {
    name: 'the settings of a client, printed with its secret',
    text: "DEBUG Using ClientRegistration{clientId='shop', clientSecret='k39fL20fkLs02', clientAuthenticationMethod=client_secret_basic}\nERROR [invalid_client] Invalid client or Invalid client credentials",
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'a line break that somebody found behind the secret',
    text: 'The secret in our vault has a trailing newline; the header decodes to shop:k39f\\n. 401 invalid_client',
    first: 'transport-endpoint/stray-whitespace',
    confidence: 'likely',
  },
  {
    name: 'an ID token of which the reporter says that the API was called with it',
    text: 'We call the API with the id_token, and it says 401 invalid_token.',
    first: 'token-use/id-token-used-as-access-token',
    confidence: 'likely',
  },
  {
    name: 'an ID token beside the access token with which the API was called',
    text: 'We get an id_token as well, and call the API with the access token: 401 invalid_token',
    first: 'token-use/access-token-expired',
    confidence: 'likely',
  },
  {
    name: 'a correlation cookie that is not there for a form over http',
    text: "warn: OpenIdConnectHandler[15]\n      '.AspNetCore.Correlation.q7' cookie not found.\nSystem.Exception: Correlation failed.\ninfo: Request starting HTTP/1.1 POST http://shop.example/signin-oidc application/x-www-form-urlencoded 1201",
    first: 'state-session/cookie-samesite',
    confidence: 'likely',
  },
  {
    name: 'a correlation cookie that is not there, and nothing else',
    text: "warn: OpenIdConnectHandler[15]\n      '.AspNetCore.Correlation.q7' cookie not found.\nSystem.Exception: Correlation failed.",
    first: 'state-session/cookie-not-stored',
    confidence: 'likely',
  },
  {
    name: 'an event whose refresh token is no longer active, with the name of the grant behind',
    text: '2026-03-03 10:00:00,120 WARN [org.keycloak.events] (x) type="REFRESH_TOKEN_ERROR", realmId="shop", clientId="web", error="invalid_token", reason="Session not active", grant_type="refresh_token"',
    first: 'refresh/expired-inactivity',
    confidence: 'likely',
    never: ['refresh/not-issued'],
  },
  {
    name: 'an event whose cookie did not come',
    text: 'type="LOGIN_ERROR", realmId="shop", error="cookie_not_found"',
    first: 'state-session/cookie-not-stored',
    confidence: 'likely',
  },
  ...['invalid_grant', 'invalid_client'].map((code) => ({
    name: `the type of a form in a log, and ${code}`,
    text: `2026-03-03 10:00:00 DEBUG http Content-Type: application/x-www-form-urlencoded\n2026-03-03 10:00:01 ERROR token {"error":"${code}"}`,
    first: code === 'invalid_grant' ? 'authorization-code/redeemed-twice' : 'client-authentication/secret-wrong',
    confidence: code === 'invalid_grant' ? ('possible' as const) : ('likely' as const),
    never: ['transport-endpoint/body-not-form'],
  })),
  {
    name: 'the type of a form above a body that is JSON',
    text: '2026-03-03 10:00:00 DEBUG http Content-Type: application/x-www-form-urlencoded\n2026-03-03 10:00:00 DEBUG http body JSON.stringify({ grant_type })\n2026-03-03 10:00:01 ERROR token 400 unsupported_grant_type',
    first: 'transport-endpoint/body-not-form',
    confidence: 'likely',
  },
  {
    name: 'clocks of which the reporter says that they agree',
    text: 'The token endpoint says {"error":"invalid_client"}. The clocks are both in sync.',
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'clocks of which the reporter says that they do not agree',
    text: 'invalid_grant for our JWT assertion. The clock of the server is 20 minutes fast.',
    first: 'clock/skew',
    confidence: 'likely',
  },
  {
    name: 'a token of which the server says that it has expired, whatever the reporter says',
    text: `${call('401 Unauthorized', '{"error":"invalid_token","error_description":"Access token expired"}')}\nThe token has not expired, I have just looked.`,
    first: 'token-use/access-token-expired',
    confidence: 'likely',
  },
  {
    name: 'a record of a failed event, which names a client as a registration does',
    text: '{"date":"2026-03-03T10:00:00.000Z","type":"f","description":"Callback URL mismatch. https://shop.example/cb is not in the list of allowed callback URLs","client_id":"Sh0p","log_id":"90020"}',
    first: 'redirect-uri/not-registered',
    confidence: 'certain',
  },
  {
    name: 'a record whose kind says that a code was not exchanged',
    text: '{"date":"2026-03-03T10:00:00.000Z","type":"feacft","description":"Unauthorized","client_id":"Sh0p","client_name":"Shop"}',
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'an event whose outcome is a failure with a reason in one word',
    text: '{"published":"2026-03-03T10:00:00Z","eventType":"app.oauth2.as.token.grant","displayMessage":"OAuth2 token request","outcome":{"result":"FAILURE","reason":"no_matching_policy"},"actor":{"displayName":"Shop"}}',
    first: 'provider-policy/access-policy-missing',
    confidence: 'certain',
  },
  {
    name: 'an event that failed, behind one that did not',
    text: '{"published":"2026-03-03T10:00:00Z","eventType":"app.oauth2.as.token.grant","outcome":{"result":"SUCCESS"}}\n{"published":"2026-03-03T10:01:00Z","eventType":"app.oauth2.as.token.grant","outcome":{"result":"FAILURE","reason":"invalid_client_secret"}}',
    first: 'client-authentication/secret-wrong',
    confidence: 'likely',
  },
  {
    name: 'a list of events, as an administration answers them',
    text: '[\n {\n  "time": 1772532000000,\n  "type": "LOGIN_ERROR",\n  "realmId": "shop",\n  "clientId": "web",\n  "error": "invalid_redirect_uri",\n  "details": { "redirect_uri": "https://shop.example/cb" }\n }\n]',
    first: 'redirect-uri/not-registered',
    confidence: 'certain',
  },
  {
    name: 'an access token that an answer gave, sent as the refresh token',
    text: `We got {"access_token":"a81kLs02kdQfk39fL02kdQ8","refresh_token":"Rt93kfh20Lsdk9fk"}\nthe answer: {"access_token":"a81kLs02kdQfk39fL02kdQ8","refresh_token":"Rt93kfh20Lsdk9fk"}\n\n${refresh('400 Bad Request', '{"error":"invalid_grant"}').replace('Rt93kfh20Lsdk9fk', 'a81kLs02kdQfk39fL02kdQ8')}`,
    first: 'refresh/unknown-token',
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

describe('a record of what went well', () => {
  for (const text of [
    '{"date":"2026-03-03T10:00:00.000Z","type":"s","description":"Signed in","client_id":"Sh0p","log_id":"90021"}',
    '{"published":"2026-03-03T10:00:00Z","eventType":"app.oauth2.as.token.grant","outcome":{"result":"SUCCESS"}}',
    '[{"time":1772532000000,"type":"LOGIN","realmId":"shop","clientId":"web","details":{"username":"anna"}}]',
    '{"createdDateTime":"2026-03-03T10:00:00Z","appDisplayName":"Shop","status":{"errorCode":0,"failureReason":"Other."}}',
  ])
    it(`has nothing wrong: ${text.slice(0, 60)}`, () => {
      const { diagnoses, exchanges } = examine(readCapture(text), tools);
      assert.deepEqual(diagnoses, []);
      assert.ok(exchanges.every(({ outcome }) => outcome !== 'refused'));
    });
});

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
  for (const line of [
    'level=error msg="redirect_uri mismatch" configured_uri=https://shop.example/cb actual_uri=http://shop.example/cb',
    'level=error msg="redirect_uri mismatch" provided_uri=http://shop.example/cb allowed_uri=https://shop.example/cb',
    '{"level":"error","msg":"redirect uri mismatch","registeredUri":"https://shop.example/cb","requestedRedirectUri":"http://shop.example/cb"}',
  ])
    it(`shows what was sent as sent, whichever stands first: ${line.slice(0, 60)}`, () => {
      const [first] = examine(readCapture(line), tools).diagnoses;
      assert.equal(first?.evidence[0]?.seen, 'http://shop.example/cb');
    });

  it('shows the number of an error, and no code beside it', () => {
    const shown = (text: string): string => JSON.stringify(examine(readCapture(text), tools).diagnoses);
    const table = 'Sign-in error code\t7000215\nFailure reason\tInvalid client secret is provided.';
    assert.match(shown(table), /7000215/);
    assert.doesNotMatch(shown('invalid_grant: code 8812345607 was already used'), /8812345607/);
  });

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

  it('tells what was sent from what was expected, in whichever order and notation they are printed', () => {
    const given = 'http://shop.example/cb';
    const expected = 'https://shop.example/cb';
    for (const text of [
      `{"event":"Invalid redirect uri","redirect_uri_expected":["${expected}"],"redirect_uri_given":"${given}"}`,
      `{"event":"Invalid redirect uri","redirect_uri_given":"${given}","redirect_uri_expected":["${expected}"]}`,
      `{"event":"Invalid redirect uri","expected":["${expected}"],"redirect_uri":"${given}"}`,
      `redirect_uri mismatch: expected ${expected}, given ${given}`,
      `redirect_uri mismatch: given ${given}, expected ${expected}`,
      `redirect_uri mismatch: expected ${expected} but ${given} was provided`,
    ]) {
      const [first] = examine(readCapture(text), tools).diagnoses;
      assert.equal(first?.cause, 'redirect-uri/scheme-mismatch', text);
      assert.equal(first.evidence[0]?.seen, given, text);
    }
  });

  it('shows both challenges, which are no secrets', () => {
    const text = `GET ${authorize.replace('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', 'x1FkQ3mUAsS2NV0WMCk6vO0Ur4C2sKp1Y2qfUe1yN0A')} HTTP/1.1\n\n${redemption('Code is no good')}`;
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.equal(first?.cause, 'pkce/verifier-mismatch');
    assert.match(first?.evidence[0]?.seen ?? '', /^E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM /);
  });

  it('may be asked again, where the answer brings the nonce that was missing', () => {
    const text = answer('400 Bad Request', '{"error":"use_dpop_nonce"}', 'DPoP-Nonce: k39fL20fkLs02\n');
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.equal(first?.retry, true);
    assert.match(first?.fix ?? '', /nonce of the DPoP-Nonce header/);
  });

  it('tells of the failure behind it, where the page was not let to read an answer', () => {
    const text =
      "has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present\nPOST https://idp.example/token net::ERR_FAILED 401 (Unauthorized)";
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.match(first?.why ?? '', /failed on the server as well/);
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
