/** An exchange that is in order, or a near miss of a mistake. */
interface HealthyCase {
  readonly name: string;
  readonly text: string;
  /** Causes that must not be named at all: those that this is a near miss of. */
  readonly never?: readonly string[];
}

const pair = 'code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256';
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const form = 'Content-Type: application/x-www-form-urlencoded';
const ok = `HTTP/1.1 200 OK
Content-Type: application/json

{"access_token":"at_kf93hfkQ02lf","token_type":"Bearer","expires_in":3600,"refresh_token":"rt_93kfL0sdkfQ1"}`;

/** Captures in which nothing is certain. */
export const healthyCases: readonly HealthyCase[] = [
  {
    name: 'a whole flow with PKCE',
    never: [
      'pkce/verifier-mismatch',
      'redirect-uri/differs-between-requests',
      'client-authentication/credentials-missing',
    ],
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39fL20fkLs&${pair}

GET https://shop.example/cb?code=Lf93kfh20LsdkfP&state=k39fL20fkLs

HTTP/1.1 302 Found
Location: https://shop.example/

POST https://idp.example/token
${form}

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&code_verifier=${verifier}

${ok}`,
  },
  {
    name: 'a silent login in a frame whose page hands the refusal to the app, and the login that the user saw',
    never: [
      'state-session/third-party-cookie-blocked',
      'state-session/session-expired',
      'scope-consent/consent-missing',
      'refresh/not-issued',
    ],
    text: `GET https://garden.eu.auth0.com/authorize?response_type=code&client_id=shop&prompt=none&response_mode=web_message&redirect_uri=https%3A%2F%2Fshop.example&scope=openid&state=m29fL20f&${pair}

HTTP/1.1 200 OK
Content-Type: text/html

<script>var authorizationResponse = {type: "authorization_response",response: {"error":"login_required","error_description":"Login required","state":"m29fL20f"}};</script>

GET https://garden.eu.auth0.com/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example&scope=openid&state=k39fL20fkLs&${pair}

HTTP/1.1 302 Found
Location: https://shop.example?code=Lf93kfh20LsdkfP&state=k39fL20fkLs

POST https://garden.eu.auth0.com/oauth/token
${form}

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example&code_verifier=${verifier}

${ok}`,
  },
  {
    name: 'the same of Okta, whose page posts the refusal to the window above',
    never: [
      'state-session/third-party-cookie-blocked',
      'state-session/session-expired',
      'scope-consent/consent-missing',
    ],
    text: `GET https://garden.okta.com/oauth2/default/v1/authorize?response_type=code&client_id=shop&prompt=none&response_mode=okta_post_message&redirect_uri=https%3A%2F%2Fshop.example&scope=openid&state=m29fL20f

HTTP/1.1 200 OK
Content-Type: text/html

<script>var data = {}; data.state = 'm29fL20f'; data.error = 'login_required'; data.error_description = 'The client specified not to prompt, but the user is not logged in.'; window.parent.postMessage(data, 'https://shop.example');</script>

GET https://garden.okta.com/oauth2/default/v1/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example&scope=openid&state=k39fL20fkLs

HTTP/1.1 302 Found
Location: https://shop.example?code=Lf93kfh20LsdkfP&state=k39fL20fkLs

POST https://garden.okta.com/oauth2/default/v1/token
${form}

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&client_secret=Pq02LskdQ1Kd93hg&redirect_uri=https%3A%2F%2Fshop.example

${ok}`,
  },
  {
    name: 'a job of an API that ended in an error of its own, read with a token',
    never: ['refresh/not-issued', 'availability/provider-incident', 'transport-endpoint/endpoint-url-wrong'],
    text: 'GET https://api.shop.example/v1/builds\nAuthorization: Bearer a81kLs02kdQfk39fL02kdQ8\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{"builds":[{"id":7,"status":"error","message":"tests"},{"id":8,"status":"failed"}]}',
  },
  {
    name: 'a sign-in page without a form that speaks of accounts',
    never: ['client-identification/client-unknown'],
    text: 'GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb\n\nHTTP/1.1 200 OK\nContent-Type: text/html\n\n<title>Sign in</title><div id="root">If the account does not exist, we create it.</div>',
  },
  {
    name: 'an access token ran out, was renewed, and the call succeeded',
    never: ['token-use/access-token-expired', 'clock/expiry-miscalculated'],
    text: `GET https://api.shop.example/orders
Authorization: Bearer at_old_8fk39fL02

HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer error="invalid_token", error_description="The access token expired"

POST https://idp.example/token
${form}

grant_type=refresh_token&refresh_token=rt_8fk39fL02kd&client_id=shop&client_secret=Pq02LskdQ1Kd93hg

${ok}

GET https://api.shop.example/orders
Authorization: Bearer at_kf93hfkQ02lf

HTTP/1.1 200 OK
Content-Type: application/json

[]`,
  },
  {
    name: 'the newest refresh token each time',
    never: ['refresh/rotation-not-stored', 'refresh/concurrent-use'],
    text: `POST https://idp.example/token
${form}

grant_type=refresh_token&refresh_token=rt_8fk39fL02kd&client_id=shop

${ok}

POST https://idp.example/token
${form}

grant_type=refresh_token&refresh_token=rt_93kfL0sdkfQ1&client_id=shop

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token":"at_2","token_type":"Bearer","expires_in":3600,"refresh_token":"rt_3"}`,
  },
  {
    name: 'a server that takes one refresh token again and again',
    never: ['refresh/rotation-not-stored', 'refresh/concurrent-use'],
    text: `POST https://idp.example/token
${form}

grant_type=refresh_token&refresh_token=rt_8fk39fL02kd&client_id=shop

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token":"at_1","token_type":"Bearer","expires_in":3600}

POST https://idp.example/token
${form}

grant_type=refresh_token&refresh_token=rt_8fk39fL02kd&client_id=shop

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token":"at_2","token_type":"Bearer","expires_in":3600}`,
  },
  {
    name: 'a code that the server redeems twice',
    never: ['authorization-code/redeemed-twice'],
    text: `POST https://idp.example/token
${form}

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=spa&redirect_uri=https%3A%2F%2Fspa.example%2Fcb&code_verifier=${verifier}

${ok}

POST https://idp.example/token
${form}

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=spa&redirect_uri=https%3A%2F%2Fspa.example%2Fcb&code_verifier=${verifier}

${ok}`,
  },
  {
    name: 'JSON, credentials twice and a plain challenge, all accepted',
    never: [
      'transport-endpoint/body-not-form',
      'client-authentication/multiple-methods',
      'pkce/challenge-method-mismatch',
    ],
    text: `POST https://idp.example/token
Authorization: Basic c2hvcDpQcTAyTHNrZFExS2Q5M2hn
Content-Type: application/json

{"grant_type":"authorization_code","code":"Lf93kfh20LsdkfP","client_id":"shop","client_secret":"Pq02LskdQ1Kd93hg"}

${ok}`,
  },
  {
    name: 'a device that waits, slows down when told, and gets its token',
    never: ['availability/device-polling-too-fast'],
    text: ['authorization_pending', 'slow_down']
      .map(
        (error) => `POST https://idp.example/token
${form}

grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=8fk39fLq&client_id=tv

HTTP/1.1 400 Bad Request
Content-Type: application/json

{"error":"${error}"}

`,
      )
      .concat(`POST https://idp.example/token
${form}

grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=8fk39fLq&client_id=tv

${ok}`)
      .join(''),
  },
  {
    name: 'a challenge, metadata at the second address, and a call that succeeds',
    never: ['token-use/authorization-header-malformed'],
    text: `POST https://mcp.tools.example/mcp
Content-Type: application/json

HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer resource_metadata="https://mcp.tools.example/.well-known/oauth-protected-resource"

GET https://mcp.tools.example/.well-known/oauth-authorization-server/mcp

HTTP/1.1 404 Not Found

GET https://mcp.tools.example/.well-known/oauth-authorization-server

HTTP/1.1 200 OK
Content-Type: application/json

{"issuer":"https://mcp.tools.example","authorization_endpoint":"https://mcp.tools.example/authorize","token_endpoint":"https://mcp.tools.example/token","code_challenge_methods_supported":["S256"]}

POST https://mcp.tools.example/token
${form}

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=c1&redirect_uri=http%3A%2F%2F127.0.0.1%3A3334%2Fcb&code_verifier=${verifier}

${ok}

POST https://mcp.tools.example/mcp
Authorization: Bearer at_kf93hfkQ02lf
Content-Type: application/json

HTTP/1.1 200 OK
Content-Type: application/json

{"result":{}}`,
  },
  {
    name: 'a cross-site POST with a cookie that is meant for it',
    never: ['state-session/cookie-samesite', 'state-session/cookie-not-stored'],
    text: `GET https://shop.example/login

HTTP/1.1 302 Found
Location: https://idp.example/authorize?response_type=code&response_mode=form_post&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39fL20fkLs
Set-Cookie: oauth_state=k39fL20fkLs; Path=/; HttpOnly; Secure; SameSite=None

POST https://shop.example/cb
Origin: https://idp.example
Cookie: oauth_state=k39fL20fkLs
${form}

code=Lf93kfh20LsdkfP&state=k39fL20fkLs

HTTP/1.1 302 Found
Location: https://shop.example/`,
  },
  {
    name: 'a signed assertion for the token endpoint',
    never: ['client-authentication/assertion-audience-wrong', 'clock/skew'],
    text: `POST https://login.corp.example/oauth2/token
${form}

grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJiYXRjaCIsInN1YiI6ImJhdGNoIiwiYXVkIjoiaHR0cHM6Ly9sb2dpbi5jb3JwLmV4YW1wbGUvb2F1dGgyL3Rva2VuIiwianRpIjoiYTEiLCJpYXQiOjE3MTk5MDAwMDAsImV4cCI6MTcxOTkwMDMwMH0.c2ln

HTTP/1.1 200 OK
Date: Tue, 02 Jul 2024 06:00:03 GMT
Content-Type: application/json

{"access_token":"kf93hfkQ02lf","token_type":"Bearer","expires_in":3600}`,
  },
  {
    name: 'a log in which a token had ended, was refreshed, and the call was made again',
    never: ['token-use/access-token-expired', 'clock/skew'],
    text: `2026-03-02T10:00:01Z WARN GET https://api.example/orders 401 {"error":"invalid_token","error_description":"The access token expired"}
2026-03-02T10:00:02Z INFO POST https://idp.example/token grant_type=refresh_token 200
2026-03-02T10:00:02Z INFO GET https://api.example/orders 200`,
  },
  {
    name: 'a log in which the token endpoint was away for a second',
    never: ['availability/provider-incident', 'availability/provider-unreachable', 'refresh/not-issued'],
    text: `2026-03-02T10:00:01Z WARN refresh: POST https://idp.example/token 503, retrying in 1s
2026-03-02T10:00:02Z INFO refresh: POST https://idp.example/token 200
2026-03-02T10:00:02Z INFO GET https://api.example/orders 200`,
  },
  {
    name: 'an authorization request that nobody answered yet',
    text: `https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39fL20fkLs&scope=openid%20profile&${pair}`,
  },
  {
    name: 'a pair of the method plain',
    never: ['pkce/challenge-encoding'],
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39fL20fkLs&code_challenge=challenge&code_challenge_method=plain

POST https://idp.example/token
${form}

grant_type=authorization_code&code=Lf93kfh20LsdkfP&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&client_id=shop&code_verifier=challenge

${ok}`,
  },
  {
    name: 'names of classes in which the code of a system error is hidden',
    never: ['availability/provider-unreachable'],
    text: 'TemplateNotFound at /login\nImageNotFound: logo.png\nRouteNotFoundException',
  },
  {
    name: 'an endless list of words that mean nothing',
    text: 'We plan to add a login with Google next week. Which scopes do we need, and where do we register the address?',
  },
];
