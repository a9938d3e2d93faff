import type { InventedCase } from './invented.ts';

/** Failures of redirect URI, PKCE, code, refresh, state and session. */
export const flowCases: readonly InventedCase[] = [
  {
    cause: 'redirect-uri/path-mismatch',
    name: 'a prefix is missing from the registered path',
    text: `Registered in the console: https://shop.example/index.php/oauth/callback

https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Foauth%2Fcallback&state=k39fL20

Error: redirect_uri_mismatch`,
  },
  {
    cause: 'redirect-uri/path-mismatch',
    accept: ['redirect-uri/not-registered'],
    name: 'a doubled slash after the host',
    text: `GET https://gitlab.corp.example/oauth/authorize?client_id=a81kf&redirect_uri=https%3A%2F%2Fci.corp.example%2F%2Fauthorize&response_type=code

The redirect URI included is not valid.`,
  },
  {
    cause: 'redirect-uri/localhost-vs-loopback',
    name: 'the registration answer has the other name of the loopback host',
    text: `POST https://mcp.example/register
Content-Type: application/json

{"redirect_uris":["http://localhost:8123/callback"],"client_name":"cli"}

HTTP/1.1 201 Created
{"client_id":"c1","redirect_uris":["http://localhost:8123/callback"]}

GET https://mcp.example/authorize?response_type=code&client_id=c1&redirect_uri=http%3A%2F%2F127.0.0.1%3A8123%2Fcallback&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256

HTTP/1.1 400 Bad Request
{"error":"invalid_request","error_description":"Unregistered redirect_uri"}`,
  },
  {
    cause: 'redirect-uri/scheme-mismatch',
    accept: ['redirect-uri/not-registered'],
    name: 'http behind a proxy that terminates TLS',
    text: `The app runs behind nginx which terminates TLS.

Request URL: https://accounts.google.com/o/oauth2/v2/auth?client_id=83.apps.googleusercontent.com&redirect_uri=http%3A%2F%2Fwiki.corp.example%2Fauth%2Fcallback&response_type=code&scope=openid&state=8fLs
Error 400: redirect_uri_mismatch`,
  },
  {
    cause: 'redirect-uri/differs-between-requests',
    name: 'the token request leaves the redirect URI out',
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39fL20fkLs

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded
Authorization: Basic c2hvcDpQcTAyTHNrZFExS2Q5M2hn

grant_type=authorization_code&code=Lf93kfh20LsdkfP

HTTP/1.1 400 Bad Request
{"error":"invalid_grant","error_description":"redirect_uri is required"}`,
  },
  {
    cause: 'redirect-uri/kind-not-allowed',
    name: 'a private address',
    text: `https://accounts.google.com/o/oauth2/v2/auth?client_id=83.apps.googleusercontent.com&redirect_uri=http%3A%2F%2F192.168.1.20%3A8123%2Fauth%2Fcallback&response_type=code&scope=openid

Error 400: invalid_request
device_id and device_name are required for private IP: http://192.168.1.20:8123/auth/callback`,
  },
  {
    cause: 'redirect-uri/extra-query',
    accept: ['redirect-uri/differs-between-requests'],
    name: 'the query of the callback stays in the redirect URI',
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb%3Fcode%3DLf93%26state%3Dx&state=k39fL20fkLs

HTTP/1.1 400 Bad Request
invalid redirect_uri`,
  },
  {
    cause: 'pkce/only-one-half-sent',
    name: 'a backend finishes what a page started',
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39fL20fkLs&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&client_secret=Pq02LskdQ1Kd93hg&redirect_uri=https%3A%2F%2Fshop.example%2Fcb

HTTP/1.1 400 Bad Request
{"error":"invalid_grant","error_description":"code_verifier is missing"}`,
    mended: `GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39fL20fkLs&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&client_secret=Pq02LskdQ1Kd93hg&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token":"kf93hfkQ02lf","token_type":"Bearer","expires_in":3600}`,
  },
  {
    cause: 'pkce/only-one-half-sent',
    name: 'a verifier without a challenge',
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39fL20fkLs

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk

HTTP/1.1 400 Bad Request
{"error":"invalid_grant","error_description":"PKCE code challenge was not provided in the authorization request"}`,
  },
  {
    cause: 'pkce/challenge-method-mismatch',
    name: 'the method is left out',
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39f&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk

HTTP/1.1 400 Bad Request
{"error":"invalid_grant","error_description":"PKCE verification failed"}`,
  },
  {
    cause: 'pkce/challenge-encoding',
    name: 'a challenge in hexadecimal',
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39f&code_challenge=13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3&code_challenge_method=S256

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk

HTTP/1.1 400 Bad Request
{"error":"invalid_grant"}`,
  },
  {
    cause: 'pkce/verifier-mismatch',
    name: 'a second login overwrote the verifier',
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=first-8fk3&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256

GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=second-93kf&code_challenge=QStSNWBMSKbnr7QB0r1mDZY0xsVIMhP3aWuWChHn9mI&code_challenge_method=S256

GET https://shop.example/cb?code=Lf93kfh20LsdkfP&state=first-8fk3

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&code_verifier=M25iVXpKU3puUjFaYWg3T1NDTDQtcW1ROUY5YXlwalNoc0hhakxifmZHag

HTTP/1.1 400 Bad Request
{"error":"invalid_grant","error_description":"Code challenge failed."}`,
  },
  {
    cause: 'authorization-code/altered-by-client',
    name: 'the rest of the query is taken for the code',
    text: `GET https://shop.example/cb?code=4%2F0AdQt8qhKd93&scope=email&state=k39f

POST https://oauth2.googleapis.com/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=4%2F0AdQt8qhKd93%26scope%3Demail&client_id=83.apps.googleusercontent.com&client_secret=GOCSPX-kd93hgPq02&redirect_uri=https%3A%2F%2Fshop.example%2Fcb

HTTP/1.1 400 Bad Request
{"error":"invalid_grant","error_description":"Malformed auth code."}`,
  },
  {
    cause: 'authorization-code/altered-by-client',
    name: 'the code is still percent-encoded when it is encoded again',
    text: `GET https://shop.example/cb?code=4%2F0AdQt8qhKd93

POST https://oauth2.googleapis.com/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=4%252F0AdQt8qhKd93&client_id=83.apps.googleusercontent.com&client_secret=GOCSPX-kd93hgPq02&redirect_uri=https%3A%2F%2Fshop.example%2Fcb

HTTP/1.1 400 Bad Request
{"error":"invalid_grant","error_description":"Malformed auth code."}`,
    mended: `GET https://shop.example/cb?code=4%2F0AdQt8qhKd93

POST https://oauth2.googleapis.com/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=4%2F0AdQt8qhKd93&client_id=83.apps.googleusercontent.com&client_secret=GOCSPX-kd93hgPq02&redirect_uri=https%3A%2F%2Fshop.example%2Fcb

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token":"ya29.kf93","token_type":"Bearer","expires_in":3599,"scope":"openid"}`,
  },
  {
    cause: 'authorization-code/redeemed-twice',
    name: 'an effect that runs twice',
    text: `React 18, the second request fails. Only in StrictMode.

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=spa&redirect_uri=https%3A%2F%2Fspa.example%2Fcb&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk

HTTP/1.1 200 OK
{"access_token":"kf93hfkQ02lf","token_type":"Bearer","expires_in":3600}

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=spa&redirect_uri=https%3A%2F%2Fspa.example%2Fcb&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk

HTTP/1.1 400 Bad Request
{"error":"invalid_grant"}`,
  },
  {
    cause: 'authorization-code/consumed-by-prefetch',
    name: 'the browser prefetches the callback',
    text: `GET /cb?code=Lf93kfh20LsdkfP&state=k39f HTTP/1.1
Host: shop.example
Sec-Purpose: prefetch

HTTP/1.1 200 OK

GET /cb?code=Lf93kfh20LsdkfP&state=k39f HTTP/1.1
Host: shop.example

HTTP/1.1 400 Bad Request
invalid_grant: code expired`,
  },
  {
    cause: 'authorization-code/response-in-fragment',
    name: 'the code comes after the sharp sign',
    text: `GET https://idp.example/authorize?response_type=code&response_mode=fragment&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39f

https://shop.example/cb#code=Lf93kfh20LsdkfP&state=k39f

Error: missing code in callback parameters`,
  },
  {
    cause: 'refresh/revoked',
    name: 'the user changed the password',
    text: `Started right after the user changed the password.

POST https://oauth2.googleapis.com/token
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=1%2F%2F0gLkf93hf&client_id=83.apps.googleusercontent.com&client_secret=GOCSPX-kd93hgPq02

HTTP/1.1 400 Bad Request
{"error":"invalid_grant","error_description":"Token has been expired or revoked."}`,
  },
  {
    cause: 'refresh/testing-mode-limit',
    name: 'every seven days',
    text: `Works for exactly 7 days, then this. The consent screen is External, publishing status Testing.

{"error":"invalid_grant","error_description":"Token has been expired or revoked."}  (https://oauth2.googleapis.com/token)`,
  },
  {
    cause: 'refresh/used-over-limit',
    name: 'eleven refreshes in a minute',
    text: `POST https://a.klaviyo.com/oauth/token
Authorization: Basic YXBwOnMzY3JldHMzY3JldA==
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=kf93hfkQ02lfkf93hfkQ02lf

HTTP/1.1 429 Too Many Requests
{"error":"rate_limit_exceeded","error_description":"Rate limit exceeded for refresh token. Please try again after 1 minute."}`,
  },
  {
    cause: 'refresh/unknown-token',
    name: 'the access token is sent as refresh token',
    text: `POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&client_secret=Pq02LskdQ1Kd93hg

HTTP/1.1 200 OK
{"access_token":"at_kf93hfkQ02lfKQ","refresh_token":"rt_8fk39fLq02kd","expires_in":3600,"token_type":"Bearer"}

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=at_kf93hfkQ02lfKQ&client_id=shop&client_secret=Pq02LskdQ1Kd93hg

HTTP/1.1 400 Bad Request
{"error":"invalid_grant"}`,
  },
  {
    cause: 'refresh/concurrent-use',
    accept: ['refresh/rotation-not-stored'],
    name: 'two pods refresh at once',
    text: `We run two pods and both refresh at the same time when the token has expired.

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=rt_8fk39fLq02kd&client_id=shop

HTTP/1.1 200 OK
{"access_token":"at_2","refresh_token":"rt_93kfL0sdkfQ1","expires_in":3600,"token_type":"Bearer"}

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=rt_8fk39fLq02kd&client_id=shop

HTTP/1.1 400 Bad Request
{"error":"invalid_grant"}`,
  },
  {
    cause: 'refresh/not-issued',
    name: 'offline_access was not asked for',
    text: `There is no refresh_token in the response, users must log in again every hour.

GET https://dev-8fk.us.auth0.com/authorize?response_type=code&client_id=kd93hg&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&scope=openid%20profile&state=k39f

POST https://dev-8fk.us.auth0.com/oauth/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=kd93hg&client_secret=Pq02LskdQ1Kd93hg&redirect_uri=https%3A%2F%2Fshop.example%2Fcb

HTTP/1.1 200 OK
{"access_token":"kf93hfkQ02lf","id_token":"eyJhbGciOiJSUzI1NiJ9.e30.c2ln","token_type":"Bearer","expires_in":86400}`,
  },
  {
    cause: 'state-session/cookie-host-mismatch',
    name: 'the login starts on www, the callback has none',
    text: `GET https://www.shop.example/login

HTTP/1.1 302 Found
Location: https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39fL20fkLs
Set-Cookie: oauth_state=k39fL20fkLs; Path=/; HttpOnly; Secure; SameSite=Lax

GET https://shop.example/cb?code=Lf93kfh20LsdkfP&state=k39fL20fkLs

HTTP/1.1 400 Bad Request
state cookie missing`,
    mended: `GET https://shop.example/login

HTTP/1.1 302 Found
Location: https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39fL20fkLs
Set-Cookie: oauth_state=k39fL20fkLs; Path=/; HttpOnly; Secure; SameSite=Lax

GET https://shop.example/cb?code=Lf93kfh20LsdkfP&state=k39fL20fkLs

HTTP/1.1 302 Found
Location: https://shop.example/`,
  },
  {
    cause: 'state-session/cookie-name-collision',
    name: 'two servers on one host share JSESSIONID',
    text: `GET http://localhost:8080/oauth2/authorization/main

HTTP/1.1 302 Found
Location: http://localhost:9000/oauth2/authorize?response_type=code&client_id=web&state=k39fL20fkLs&redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Flogin%2Foauth2%2Fcode%2Fmain
Set-Cookie: JSESSIONID=8FK39F; Path=/; HttpOnly

GET http://localhost:9000/oauth2/authorize?response_type=code&client_id=web&state=k39fL20fkLs&redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Flogin%2Foauth2%2Fcode%2Fmain

HTTP/1.1 302 Found
Location: http://localhost:9000/login
Set-Cookie: JSESSIONID=93KFL0; Path=/; HttpOnly

GET http://localhost:8080/login/oauth2/code/main?code=Lf93kfh20LsdkfP&state=k39fL20fkLs

HTTP/1.1 401 Unauthorized

[authorization_request_not_found]`,
  },
  {
    cause: 'state-session/session-expired',
    accept: ['state-session/overwritten', 'state-session/cookie-not-stored'],
    name: 'the login page stayed open over lunch',
    text: `Happens to users who left the login page open for 40 minutes.

GET https://shop.example/cb?code=Lf93kfh20LsdkfP&state=k39fL20fkLs

HTTP/1.1 400 Bad Request
state not found in session`,
  },
  {
    cause: 'state-session/state-mismatch',
    name: 'the state comes back in another case',
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=K39fL20fkLsQQ

GET https://shop.example/cb?code=Lf93kfh20LsdkfP&state=k39fl20fklsqq

HTTP/1.1 403 Forbidden
Invalid state parameter`,
  },
  {
    cause: 'state-session/overwritten',
    name: 'two tabs',
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=first-8fk39f

GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=second-93kfL0

GET https://shop.example/cb?code=Lf93kfh20LsdkfP&state=first-8fk39f

HTTP/1.1 400 Bad Request
CSRF check failed: state does not match`,
  },
  {
    cause: 'state-session/third-party-cookie-blocked',
    name: 'a silent renewal in Safari',
    text: `Silent renew in a hidden iframe, only Safari is affected.

https://spa.example/silent.html?error=login_required&state=k39fL20fkLs`,
  },
  {
    cause: 'state-session/callback-signature-wrong',
    name: 'hmac computed without one parameter',
    text: `GET https://app.example/auth/callback?code=8fk39f&hmac=4b2f08&host=YWRtaW4&shop=store.myshopify.com&state=1702&timestamp=1719900000

HTTP/1.1 400 Bad Request
HMAC validation failed`,
  },
  {
    cause: 'state-session/cookie-not-stored',
    accept: ['state-session/cookie-samesite'],
    name: 'SameSite=None without Secure',
    text: `GET https://shop.example/login

HTTP/1.1 302 Found
Location: https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39fL20fkLs
Set-Cookie: oauth_state=k39fL20fkLs; Path=/; HttpOnly; SameSite=None

GET https://shop.example/cb?code=Lf93kfh20LsdkfP&state=k39fL20fkLs

HTTP/1.1 400 Bad Request
state mismatch`,
  },
];
