/** What is named first and how surely of the authorization code, PKCE and the session, where the same words or values prove it once and say little another time. */
import { describe } from 'node:test';
import { answer, logged, login, namesFirst, type Row, redemption, redemptionAt, startAt } from './how-sure.ts';

const tenant = (id: string): string => `https://login.idp.example/${id}/oauth2/v2.0`;
const shopTenant = tenant('0b1f7c2e-5d3a-4c6b-9e8f-1a2b3c4d5e6f');
const gardenTenant = tenant('7f9e1c3d-2b4a-4d6e-8c0f-6e5d4c3b2a19');

const rows: readonly Row[] = [
  {
    name: 'a silent login in a browser of which somebody says that it does not block cookies of other sites',
    text: 'GET https://idp.example/authorize?client_id=shop&response_type=code&prompt=none&state=a81kLs02&redirect_uri=https%3A%2F%2Fshop.example%2Fcb HTTP/1.1\n\nHTTP/1.1 302 Found\nLocation: https://shop.example/cb?error=login_required&state=a81kLs02\n\nWe do not block third-party cookies.',
    first: 'state-session/third-party-cookie-blocked',
    confidence: 'likely',
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
    name: 'a reload of the callback, which redeems the code again',
    text: 'The first login is fine, but F5 on the callback page gives {"error":"invalid_grant"}. Is that normal?',
    first: 'authorization-code/redeemed-twice',
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
    name: 'neither the verifier of the challenge nor a secret, which Auth0 refuses without a word',
    text: `GET https://garden.eu.auth0.com/authorize?client_id=shop&response_type=code&state=k39f&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256 HTTP/1.1\n\nPOST https://garden.eu.auth0.com/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20LsdkfP&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&client_id=shop\n${answer('401 Unauthorized', '{"error":"access_denied","error_description":"Unauthorized"}')}`,
    first: 'pkce/only-one-half-sent',
    confidence: 'likely',
  },
  {
    name: 'what somebody ruled out',
    text: 'I ruled out PKCE verification failed and a wrong secret. {"error":"invalid_grant"}',
    first: 'pkce/verifier-mismatch',
    confidence: 'possible',
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
    name: 'a code of another tenant, as far as the addresses go, of which the server says that it was used',
    text: `GET ${shopTenant}/authorize?client_id=shop&response_type=code&redirect_uri=https%3A%2F%2Fshop.example%2Fcb HTTP/1.1\n\n${redemption('AADSTS54005: OAuth2 Authorization code was already redeemed').replace('https://idp.example/oauth', gardenTenant)}`,
    first: 'authorization-code/redeemed-twice',
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
    name: 'a callback that the clock of its server has later than the clock of the next one, and a code that was cut on the way',
    text: `GET https://shop.example/cb?code=Lf93kfh20LsdkfPQd82&state=k39f HTTP/1.1\n${answer('200 OK', '{}', 'Date: Tue, 03 Mar 2026 10:00:09 GMT\n')}\n${redemption('').replace('Content-Type: application/json', 'Date: Tue, 03 Mar 2026 10:00:00 GMT\nContent-Type: application/json')}`,
    first: 'authorization-code/altered-by-client',
    confidence: 'certain',
  },
  {
    name: 'a callback whose server has a clock that is ahead, and a code that was cut behind it',
    text: `GET https://shop.example/cb?code=Lf93kfh20LsdkfPq&state=k39f HTTP/1.1\n\nHTTP/1.1 500 Internal Server Error\nDate: Tue, 03 Mar 2026 10:04:00 GMT\n\nPOST https://idp.example/oauth/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=Lf93kfh20Lsd&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb\n${answer('400 Bad Request', '{"error":"invalid_grant"}', 'Date: Tue, 03 Mar 2026 10:00:00 GMT\n')}`,
    first: 'authorization-code/altered-by-client',
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
    name: 'a body that was folded before each &, and a code that is too old',
    text: `POST https://idp.example/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code\n&code=Lf93kfh20LsdkfP\n&client_id=shop\n${answer('400 Bad Request', '{"error":"invalid_grant","error_description":"The authorization code has expired"}')}`,
    first: 'authorization-code/expired',
    confidence: 'certain',
    never: ['transport-endpoint/stray-whitespace'],
  },
  {
    name: 'a server that demands PKCE of a client of which nobody saved the request',
    text: `${answer('400 Bad Request', '{"error":"invalid_request","error_description":"code_challenge is required for public clients"}')}`,
    first: 'pkce/required-not-sent',
    confidence: 'certain',
  },
  {
    name: 'an answer in the fragment, and a client that names its error by a key',
    text: 'GET https://idp.example/authorize?response_type=token&client_id=shop&state=k39fL20fkLsQ\n\nGET https://shop.example/cb#access_token=a81kLs02kdQfk39fL02kdQ8&state=k39fL20fkLsQ\n\nlogin.state.invalid: the state of the callback is another one\n',
    first: 'authorization-code/response-in-fragment',
    confidence: 'likely',
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
    name: 'a server that misses the challenge where it got the verifier',
    text: redemption('No PKCE code challenge was sent with the authorization request, but a code_verifier was given'),
    first: 'pkce/only-one-half-sent',
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
    name: 'an app that numbers its own errors, beside the answer of the server',
    text: `Our app shows its own "error code 520" when the login fails.\n\n${redemption('The code has expired')}`,
    first: 'authorization-code/expired',
    confidence: 'certain',
  },
  {
    name: 'words of a proxy in prose',
    text: 'It says Jwt is missing in our own log text, and then invalid_state.',
    first: 'state-session/cookie-not-stored',
    confidence: 'likely',
  },
];

describe('how sure a cause of codes is', () => {
  namesFirst(rows);
});
