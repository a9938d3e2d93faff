import type { InventedCase } from './invented.ts';

/** Failures of tokens, scopes, clocks, environments, discovery, availability and policy. */
export const tokenCases: readonly InventedCase[] = [
  {
    cause: 'token-use/id-token-used-as-access-token',
    name: 'the ID token goes to the API',
    text: `GET https://api.shop.example/orders
Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2lkcC5leGFtcGxlIiwiYXVkIjoic2hvcCIsInN1YiI6IjEiLCJub25jZSI6ImszOWYiLCJhdF9oYXNoIjoiTGY5MyIsImV4cCI6NDA3MDkwODgwMH0.c2ln

HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer error="invalid_token", error_description="The audience is invalid"`,
  },
  {
    cause: 'token-use/token-from-other-issuer',
    name: "a token of the organisation's own server at a custom one",
    text: `GET https://api.shop.example/orders
Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2Rldi04ZmsuaWRwLmV4YW1wbGUiLCJhdWQiOiJodHRwczovL2Rldi04ZmsuaWRwLmV4YW1wbGUiLCJzdWIiOiIxIiwic2NwIjpbIm9wZW5pZCJdLCJleHAiOjQwNzA5MDg4MDB9.c2ln

HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer error="invalid_token", error_description="The iss claim is not valid"`,
  },
  {
    cause: 'token-use/wrong-token-of-flow',
    name: 'the refresh token goes to the API',
    text: `POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&client_secret=Pq02LskdQ1Kd93hg

HTTP/1.1 200 OK
{"access_token":"at_kf93hfkQ02lfKQ","refresh_token":"rt_8fk39fLq02kd","expires_in":3600,"token_type":"Bearer"}

GET https://api.shop.example/orders
Authorization: Bearer rt_8fk39fLq02kd

HTTP/1.1 401 Unauthorized
{"message":"Unauthorized"}`,
  },
  {
    cause: 'token-use/access-token-expired',
    name: 'exp lies before the Date of the answer',
    text: `GET https://api.shop.example/orders
Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2lkcC5leGFtcGxlIiwiYXVkIjoiaHR0cHM6Ly9hcGkuc2hvcC5leGFtcGxlIiwic2NvcGUiOiJvcmRlcnMiLCJzdWIiOiIxIiwiZXhwIjoxNzE5OTAwMDAwfQ.c2ln

HTTP/1.1 401 Unauthorized
Date: Tue, 02 Jul 2024 09:00:00 GMT
WWW-Authenticate: Bearer error="invalid_token"`,
  },
  {
    cause: 'token-use/token-truncated',
    name: 'the stored token is the beginning of the one that was issued',
    text: `POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&client_id=shop&client_secret=Pq02LskdQ1Kd93hg

HTTP/1.1 200 OK
{"access_token":"at_kf93hfkQ02lfKQ8fk39fLq02kd","expires_in":3600,"token_type":"Bearer"}

GET https://api.shop.example/orders
Authorization: Bearer at_kf93hfkQ02lfKQ8fk

HTTP/1.1 401 Unauthorized
{"error":"invalid_token"}`,
  },
  {
    cause: 'token-use/authorization-header-malformed',
    name: 'Bearer twice',
    text: `curl https://api.shop.example/v1/orders -H 'Authorization: Bearer Bearer at_kf93hfkQ02lfKQ8fk'

HTTP/1.1 401 Unauthorized
{"error":"invalid_token"}`,
  },
  {
    cause: 'token-use/audience-not-requested',
    name: 'an encrypted token because no audience was asked for',
    text: `GET https://dev-8fk.us.auth0.com/authorize?response_type=code&client_id=kd93hg&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&scope=openid%20profile&state=k39f

POST https://dev-8fk.us.auth0.com/oauth/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=kd93hg&client_secret=Pq02LskdQ1Kd93hg

HTTP/1.1 200 OK
{"access_token":"eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..Zm9v.YmFy.cXV4","token_type":"Bearer","expires_in":86400}

GET https://api.shop.example/orders
Authorization: Bearer eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..Zm9v.YmFy.cXV4

HTTP/1.1 401 Unauthorized
jwt malformed`,
  },
  {
    cause: 'token-use/resource-identifier-wrong',
    name: 'the scheme of the resource is doubled',
    text: `GET https://login.microsoftonline.com/common/oauth2/authorize?client_id=11111111-2222-4333-8444-555555555555&response_type=code&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&resource=https%3A%2F%2Fhttps%3A%2F%2Fcrm.dynamics.example

AADSTS500011: The resource principal named https://https://crm.dynamics.example was not found in the tenant.`,
  },
  {
    cause: 'scope-consent/scope-separator',
    name: 'commas at a server that wants blanks',
    text: `https://accounts.google.com/o/oauth2/v2/auth?client_id=83.apps.googleusercontent.com&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&response_type=code&scope=openid%2Cemail%2Cprofile

Error 400: invalid_scope
Some requested scopes were invalid.`,
  },
  {
    cause: 'scope-consent/default-scope-required',
    name: 'a delegated scope with client credentials',
    text: `POST https://login.microsoftonline.com/8fk39f/oauth2/v2.0/token
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&client_id=11111111-2222-4333-8444-555555555555&client_secret=Pq0~LskdQ1Kd93hg&scope=User.Read

HTTP/1.1 400 Bad Request
{"error":"invalid_scope","error_description":"AADSTS1002012: The provided value for scope User.Read is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI)."}`,
  },
  {
    cause: 'scope-consent/consent-denied',
    name: 'the user pressed cancel',
    text: `https://shop.example/cb?error=access_denied&error_description=The+user+denied+your+request&state=k39f`,
  },
  {
    cause: 'scope-consent/scope-insufficient',
    name: 'the call needs another scope',
    text: `GET https://api.shop.example/admin
Authorization: Bearer at_kf93hfkQ02lfKQ8fk

HTTP/1.1 403 Forbidden
WWW-Authenticate: Bearer error="insufficient_scope", scope="admin:read"`,
  },
  {
    cause: 'scope-consent/scope-missing',
    name: 'no scope at a server that wants one',
    text: `GET https://idp.example/authorize?response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39f

HTTP/1.1 400 Bad Request
{"error":"invalid_request","error_description":"Missing required parameter: scope"}`,
  },
  {
    cause: 'scope-consent/client-rejects-scope-change',
    name: 'the library refuses another order of scopes',
    text: `Warning: Scope has changed from "https://www.googleapis.com/auth/userinfo.email openid" to "openid https://www.googleapis.com/auth/userinfo.email".`,
  },
  {
    cause: 'scope-consent/scope-not-allowed-for-client',
    accept: ['scope-consent/scope-unknown'],
    name: 'identity scopes together with others',
    text: `https://slack.com/oauth/v2/authorize?client_id=41.51&user_scope=identity.basic,chat:write&redirect_uri=https%3A%2F%2Fshop.example%2Fcb

invalid_scope: Cannot request both identity scopes and other scopes`,
  },
  {
    cause: 'clock/skew',
    name: 'an assertion from the future',
    text: `The VM was asleep over night.

POST https://oauth2.googleapis.com/token
Content-Type: application/x-www-form-urlencoded

grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJib3RAcHJvai5pYW0iLCJhdWQiOiJodHRwczovL29hdXRoMi5nb29nbGVhcGlzLmNvbS90b2tlbiIsInNjb3BlIjoieCIsImlhdCI6MTcxOTkwMzYwMCwiZXhwIjoxNzE5OTA3MjAwfQ.c2ln

HTTP/1.1 400 Bad Request
Date: Tue, 02 Jul 2024 06:00:00 GMT
Content-Type: application/json

{"error":"invalid_grant","error_description":"Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."}`,
  },
  {
    cause: 'clock/expiry-miscalculated',
    name: 'a refresh every few seconds',
    text: `The client refreshes the token on every request although expires_in is 3600. expires_at was set to Date.now() + expires_in.`,
  },
  {
    cause: 'environment/environment-mix-up',
    name: 'a live key with a test code',
    text: `POST https://connect.stripe.com/oauth/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=ac_8fk39f&client_secret=sk_live_kf93hfkQ02lf

HTTP/1.1 400 Bad Request
{"error":"invalid_grant","error_description":"This authorization code cannot be used with a livemode API key but authorization code only supports returning test keys."}`,
  },
  {
    cause: 'environment/region-mismatch',
    name: 'the account lives in another data centre',
    text: `GET https://shop.example/cb?code=1000.8fk39f&location=eu&accounts-server=https%3A%2F%2Faccounts.zoho.eu

POST https://accounts.zoho.com/oauth/v2/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&client_id=1000.ABC&client_secret=Pq02LskdQ1&code=1000.8fk39f&redirect_uri=https%3A%2F%2Fshop.example%2Fcb

HTTP/1.1 200 OK
{"error":"invalid_client"}`,
  },
  {
    cause: 'environment/wrong-authority',
    name: 'a single-tenant app at common',
    text: `AADSTS50194: Application '11111111-2222-4333-8444-555555555555'(shop) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'.`,
  },
  {
    cause: 'discovery/issuer-template',
    name: 'the issuer of the common endpoint',
    text: `issuer mismatch: expected "https://login.microsoftonline.com/common/v2.0", got "https://login.microsoftonline.com/{tenantid}/v2.0"`,
  },
  {
    cause: 'discovery/issuer-host-mismatch',
    name: 'the name of the container against the public one',
    text: `oidc: issuer did not match the issuer returned by provider, expected "http://keycloak:8080/realms/main" got "https://sso.shop.example/realms/main"`,
  },
  {
    cause: 'discovery/issuer-trailing-slash',
    name: 'metadata and callback',
    text: `GET https://as.example/.well-known/oauth-authorization-server

HTTP/1.1 200 OK
{"issuer":"https://as.example/","authorization_endpoint":"https://as.example/authorize","token_endpoint":"https://as.example/token","code_challenge_methods_supported":["S256"]}

GET http://127.0.0.1:8123/cb?code=Lf93&state=k39f&iss=https%3A%2F%2Fas.example

unexpected "iss" (issuer) response parameter value`,
  },
  {
    cause: 'discovery/metadata-not-found',
    name: 'a page in place of the document',
    text: `GET https://shop.example/.well-known/openid-configuration

HTTP/1.1 200 OK
Content-Type: text/html

<!doctype html><html><body><div id="root"></div></body></html>

SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`,
  },
  {
    cause: 'discovery/resource-metadata-mismatch',
    name: 'the metadata names another resource',
    text: `GET https://mcp.tools.example/.well-known/oauth-protected-resource

HTTP/1.1 200 OK
{"resource":"http://mcp.tools.example/mcp","authorization_servers":["https://as.example"]}

Error: Protected resource metadata resource mismatch: http://mcp.tools.example/mcp does not match expected https://mcp.tools.example/mcp`,
  },
  {
    cause: 'discovery/dcr-not-supported',
    name: 'no registration endpoint',
    text: `GET https://as.example/.well-known/oauth-authorization-server

HTTP/1.1 200 OK
{"issuer":"https://as.example","authorization_endpoint":"https://as.example/authorize","token_endpoint":"https://as.example/token","code_challenge_methods_supported":["S256"]}

Error: Incompatible auth server: does not support dynamic client registration`,
  },
  {
    cause: 'discovery/pkce-not-advertised',
    name: 'no challenge methods in the metadata',
    text: `GET https://as.example/.well-known/oauth-authorization-server

HTTP/1.1 200 OK
{"issuer":"https://as.example","authorization_endpoint":"https://as.example/authorize","token_endpoint":"https://as.example/token","registration_endpoint":"https://as.example/register"}

Error: Incompatible auth server: does not support code challenge method S256`,
  },
  {
    cause: 'availability/device-polling-too-fast',
    name: 'slow_down again and again',
    text: `POST https://idp.example/token
grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=8fk39fLq&client_id=tv

HTTP/1.1 400 Bad Request
{"error":"slow_down"}

POST https://idp.example/token
grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=8fk39fLq&client_id=tv

HTTP/1.1 400 Bad Request
{"error":"slow_down"}`,
  },
  {
    cause: 'availability/provider-incident',
    name: 'the token endpoint answers 500',
    text: `Since this morning for all of our users, nothing was changed.

POST https://idp.example/oauth/token
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=rt_8fk39fLq02kd&client_id=shop&client_secret=Pq02LskdQ1Kd93hg

HTTP/1.1 500 Internal Server Error
{"error":"server_error"}`,
  },
  {
    cause: 'availability/provider-unreachable',
    name: 'a name that is not found',
    text: `RequestError: getaddrinfo ENOTFOUND idp.corp.example
    at TLSSocket.onConnectEnd (node:_tls_wrap:1730:19)`,
  },
  {
    cause: 'availability/rate-limited',
    name: 'too many requests',
    text: `POST https://idp.example/oauth/token

HTTP/1.1 429 Too Many Requests
Retry-After: 30

{"error":"too_many_requests"}`,
  },
  {
    cause: 'provider-policy/embedded-webview-blocked',
    name: 'a login in a web view',
    text: `Access blocked: this app's request is invalid. Error 403: disallowed_useragent. You can't sign in from this screen because this app doesn't comply with Google's secure browsers policy.`,
  },
  {
    cause: 'provider-policy/app-not-public',
    name: 'an app in testing',
    text: `Access blocked: shop.example has not completed the Google verification process. The app is currently being tested, and can only be accessed by developer-approved testers. Error 403: access_denied`,
  },
  {
    cause: 'provider-policy/mfa-required',
    name: 'a second factor in a password grant',
    text: `{"error":"invalid_grant","error_description":"AADSTS50079: Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access '00000003-0000-0000-c000-000000000000'."}`,
  },
  {
    cause: 'provider-policy/otp-required',
    name: 'the login answers with a demand for a code',
    text: `POST https://api.cards.example/v1/auth/login
Content-Type: application/json

{"email":"anna@example.com","password":"Winter2024!"}

HTTP/1.1 200 OK
{"isOtpRequired":true,"phase":"otp"}

I expected accessToken in the answer.`,
  },
];
