import type { InventedCase } from './invented.ts';

/** Failures as people report them: often a message and a remark, and no request. */
export const reportCases: readonly InventedCase[] = [
  {
    cause: 'redirect-uri/differs-between-requests',
    name: '1.',
    text: `1.
GET https://discord.com/api/oauth2/authorize?client_id=123&redirect_uri=https%3A%2F%2Fbot.example%2Fauth&response_type=code&scope=identify

2.
POST https://discord.com/api/oauth2/token
Content-Type: application/x-www-form-urlencoded

client_id=123&client_secret=abcDEF123456&grant_type=authorization_code&code=8fk39fL02&redirect_uri=https%3A%2F%2Fbot.example%2Fauth%2Fcallback

HTTP/1.1 400 Bad Request
{"error": "invalid_grant", "error_description": "Invalid \\"redirect_uri\\" in request."}`,
  },
  {
    cause: 'client-authentication/auth-method-mismatch',
    accept: ['client-authentication/credentials-missing'],
    name: 'POST https://identity.xero.com/connect/token',
    text: `POST https://identity.xero.com/connect/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=8fk39fL02kd&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&client_id=7A3F&client_secret=Kd93hgPq02LskdQ1

HTTP/1.1 401 Unauthorized
{"error":"invalid_client","error_description":"Missing valid authorization header"}`,
  },
  {
    cause: 'redirect-uri/not-registered',
    accept: ['redirect-uri/scheme-mismatch', 'redirect-uri/host-port-mismatch'],
    name: '{',
    text: `{
  "error": "invalid_request",
  "error_description": "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings: https://example-admin.okta.com/admin/app/oidc_client/instance/0oa1#tab-general"
}`,
  },
  {
    cause: 'refresh/unknown-token',
    accept: ['refresh/revoked', 'refresh/rotation-not-stored'],
    name: 'POST https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
    text: `POST https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer
Authorization: Basic QUJmYWtlQ2xpZW50SWQ6ZmFrZUludHVpdFNlY3JldA==
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=AB11570127472xkApQcZmbTMGfzzEOgMWl2Br5h8IEgxRULUbO

400 Bad Request
{"error":"invalid_grant"}

The database column is VARCHAR(50)`,
  },
  {
    cause: 'clock/skew',
    name: 'Error validating id token: now (2024-05-01 10:00:00 +0000 UTC) is befo',
    text: `Error validating id token: now (2024-05-01 10:00:00 +0000 UTC) is before nbf/iat: token used before issued, iat 2024-05-01 10:00:07`,
  },
  {
    cause: 'token-use/token-from-other-issuer',
    name: "401 from our API: IDX10205: Issuer validation failed. Issuer: 'https:/",
    text: `401 from our API: IDX10205: Issuer validation failed. Issuer: 'https://sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/'. Did not match: validationParameters.ValidIssuer: 'https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0'`,
  },
  {
    cause: 'discovery/metadata-not-found',
    name: 'MCP client log:',
    text: `MCP client log:
[oauth] GET https://mcp.acme.example/.well-known/oauth-protected-resource -> 404
[oauth] GET https://mcp.acme.example/.well-known/oauth-authorization-server -> 404
Error: HTTP 404 trying to load well-known OAuth metadata`,
  },
  {
    cause: 'discovery/dcr-not-supported',
    name: 'SDK auth failed: Incompatible auth server: does not support dynamic cl',
    text: `SDK auth failed: Incompatible auth server: does not support dynamic client registration`,
  },
  {
    cause: 'state-session/cookie-samesite',
    name: '1.',
    text: `1.
GET https://intranet.corp.example/login

HTTP/1.1 302 Found
Location: https://adfs.corp.example/adfs/oauth2/authorize?client_id=intranet&redirect_uri=https%3A%2F%2Fintranet.corp.example%2Fsignin-oidc&response_type=id_token&response_mode=form_post&nonce=8fk39f&state=CfDJ8L
Set-Cookie: .AspNetCore.OpenIdConnect.Nonce.8fk=N; path=/signin-oidc; HttpOnly
Set-Cookie: .AspNetCore.Correlation.8fk=N; path=/signin-oidc; HttpOnly

2.
POST https://intranet.corp.example/signin-oidc
Origin: https://adfs.corp.example
Content-Type: application/x-www-form-urlencoded

id_token=eyJhbGciOiJSUzI1NiJ9.e30.c2ln&state=CfDJ8L

HTTP/1.1 500 Internal Server Error

Exception: Correlation failed.`,
  },
  {
    cause: 'transport-endpoint/token-endpoint-wrong-host',
    name: 'POST https://www.klaviyo.com/oauth/token',
    text: `POST https://www.klaviyo.com/oauth/token
Authorization: Basic YXBwOnMzY3JldA==
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=8fk39fL02&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk

HTTP/1.1 403 Forbidden
Server: CloudFront
Content-Type: text/html

<HTML><BODY>This distribution is not configured to allow the HTTP request method that was used for this request. The distribution supports only cachable requests.</BODY></HTML>`,
  },
  {
    cause: 'environment/region-mismatch',
    name: 'POST https://accounts.zoho.com/oauth/v2/token',
    text: `POST https://accounts.zoho.com/oauth/v2/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&client_id=1000.ABC&client_secret=Pq02LskdQ1&code=1000.8fk39f

{"error":"invalid_code"}

The account was created in the EU data center.`,
  },
  {
    cause: 'authorization-code/expired',
    name: 'callback at 10:00:00, exchange at 10:12:00',
    text: `callback at 10:00:00, exchange at 10:12:00

POST https://gitlab.com/oauth/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=8fk39f&client_id=a&client_secret=b&redirect_uri=https%3A%2F%2Fapp.example%2Fcb

401
{"error":"invalid_grant","error_description":"The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client."}

The user waits on a second form for about ten minutes before the code is exchanged.`,
  },
  {
    cause: 'scope-consent/consent-missing',
    name: 'error=interaction_required&error_description=AADSTS65001: The user or ',
    text: `error=interaction_required&error_description=AADSTS65001: The user or administrator has not consented to use the application with ID '8fk' named 'shop'.`,
  },
  {
    cause: 'provider-policy/access-policy-missing',
    accept: ['scope-consent/consent-denied'],
    name: 'https://app.example/cb?state=8fk&error=access_denied&error_description',
    text: `https://app.example/cb?state=8fk&error=access_denied&error_description=User+is+not+assigned+to+the+client+application.`,
  },
  {
    cause: 'token-use/wrong-token-of-flow',
    accept: ['token-use/audience-mismatch'],
    name: 'The server wants an ID token. We send the access token to verifyIdToke',
    text: `The server wants an ID token. We send the access token to verifyIdToken:
Error: Wrong recipient, payload audience != requiredAudience`,
  },
  {
    cause: 'authorization-code/response-in-fragment',
    name: 'After login the browser is at https://app.example/callback#access_toke',
    text: `After login the browser is at https://app.example/callback#access_token=eyJhbGciOi.8fk.39f&token_type=Bearer&expires_in=3600 but req.query is empty on the server.`,
  },
  {
    cause: 'transport-endpoint/accept-header-missing',
    name: 'JSON.parse error: Unexpected token a in JSON at position 0',
    text: `JSON.parse error: Unexpected token a in JSON at position 0
body: access_token=gho_8fk39fL02kdQ&scope=repo&token_type=bearer`,
  },
  {
    cause: 'refresh/concurrent-use',
    accept: ['refresh/rotation-not-stored'],
    name: 'Auth0: {"error":"invalid_grant","error_description":"Unknown or invali',
    text: `Auth0: {"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}
Refresh token rotation is on. The app fires several API calls on start and each of them refreshes when it sees a 401.`,
  },
  {
    cause: 'client-authentication/secret-wrong',
    accept: ['client-authentication/credentials-placeholder'],
    name: '.env:',
    text: `.env:
OIDC_CLIENT_SECRET=abc#123def

response: 401 {"error":"invalid_client","error_description":"Invalid client or Invalid client credentials"}`,
  },
  {
    cause: 'availability/provider-unreachable',
    name: 'openid-client: RequestError: connect ETIMEDOUT 20.190.160.20:443',
    text: `openid-client: RequestError: connect ETIMEDOUT 20.190.160.20:443
    at TCPConnectWrap.afterConnect`,
  },
  {
    cause: 'redirect-uri/host-port-mismatch',
    accept: ['redirect-uri/not-registered', 'redirect-uri/localhost-vs-loopback'],
    name: 'https://github.com/login/oauth/authorize?client_id=Iv1.8fk&redirect_ur',
    text: `https://github.com/login/oauth/authorize?client_id=Iv1.8fk&redirect_uri=http%3A%2F%2Flocalhost%3A3001%2Fapi%2Fauth%2Fcallback%2Fgithub&scope=read%3Auser

The redirect_uri is not associated with this application.

Callback URL in the GitHub app settings: http://localhost:3000/api/auth/callback/github`,
  },
  {
    cause: 'state-session/cookie-not-stored',
    name: 'Express behind nginx (TLS), express-session cookie secure: true, trust',
    text: `Express behind nginx (TLS), express-session cookie secure: true, trust proxy not set.
GET https://shop.example/auth/google/callback?code=4%2F0Ab&state=8fk39f -> 403 ForbiddenError: Unable to verify authorization request state.`,
  },
  {
    cause: 'pkce/required-not-sent',
    name: 'https://app.example/cb?error=invalid_request&error_description=PKCE+is',
    text: `https://app.example/cb?error=invalid_request&error_description=PKCE+is+required+for+public+clients`,
  },
  {
    cause: 'environment/wrong-authority',
    name: "AADSTS50020: User account 'anna@other.example' from identity provider ",
    text: `AADSTS50020: User account 'anna@other.example' from identity provider 'https://sts.windows.net/8fk/' does not exist in tenant 'Contoso' and cannot access the application.`,
  },
  {
    cause: 'token-use/authorization-header-malformed',
    name: 'GET https://a.klaviyo.com/api/accounts',
    text: `GET https://a.klaviyo.com/api/accounts
Authorization: Klaviyo-API-Key eyJhbGciOiJSUzI1NiJ9.8fk39f.39f
revision: 2024-10-15

401
{"errors":[{"status":401,"code":"authentication_failed","detail":"Incorrect authentication credentials."}]}`,
  },
  {
    cause: 'client-authentication/assertion-audience-wrong',
    name: 'private_key_jwt: {"error":"invalid_client","error_description":"The au',
    text: `private_key_jwt: {"error":"invalid_client","error_description":"The audience claim for client_assertion must be the endpoint invoked for the request."}`,
  },
  {
    cause: 'transport-endpoint/parameter-missing',
    name: 'POST https://api.hubapi.com/oauth/v1/token',
    text: `POST https://api.hubapi.com/oauth/v1/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&client_id=8fk&client_secret=39f&redirect_uri=https%3A%2F%2Fapp.example%2Fcb

400
{"status":"BAD_AUTH_CODE","message":"missing or unknown auth code"}`,
  },
  {
    cause: 'availability/device-polling-too-fast',
    name: 'device flow, we poll every second',
    text: `device flow, we poll every second
{"error":"slow_down","error_description":"Too many requests have been made in the same timeframe. (slow_down)","interval":10}
then we stop with an error`,
  },
  {
    cause: 'discovery/issuer-trailing-slash',
    name: 'oauth4webapi: OperationProcessingError: "response" body "issuer" prope',
    text: `oauth4webapi: OperationProcessingError: "response" body "issuer" property does not match the expected value
expected: https://tenant.eu.auth0.com
body.issuer: https://tenant.eu.auth0.com/`,
  },
  {
    cause: 'client-authentication/user-credentials-wrong',
    name: 'POST /v1/auth/login',
    text: `POST /v1/auth/login
Content-Type: application/json

{"email":"anna@example.com","password":"wrong"}

HTTP/1.1 401 Unauthorized
{"message":"Incorrect email or password"}`,
  },
  {
    cause: 'redirect-uri/kind-not-allowed',
    accept: ['redirect-uri/not-registered'],
    name: 'Registration of myapp://callback worked, authorize says: {"error":"inv',
    text: `Registration of myapp://callback worked, authorize says: {"error":"invalid_request","error_description":"custom scheme redirect URIs are not allowed"}`,
  },
  {
    cause: 'state-session/third-party-cookie-blocked',
    name: 'login_required',
    text: `login_required
Login required
oidc-client silent renew, iframe, works in Chrome but not in Safari and Firefox`,
  },
  {
    cause: 'refresh/testing-mode-limit',
    accept: ['refresh/revoked'],
    name: "google.auth.exceptions.RefreshError: ('invalid_grant: Token has been e",
    text: `google.auth.exceptions.RefreshError: ('invalid_grant: Token has been expired or revoked.', {'error': 'invalid_grant', 'error_description': 'Token has been expired or revoked.'})
It happens every week, I have to delete token.json and log in again.`,
  },
  {
    cause: 'transport-endpoint/endpoint-url-wrong',
    name: 'POST https://sso.example.com/oauth2/tokens',
    text: `POST https://sso.example.com/oauth2/tokens
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&client_id=a&client_secret=b

HTTP/1.1 404 Not Found
Content-Type: text/html

<html><body>Cannot POST /oauth2/tokens</body></html>`,
  },
  {
    cause: 'scope-consent/scope-unknown',
    name: 'https://www.linkedin.com/oauth/v2/authorization?response_type=code&cli',
    text: `https://www.linkedin.com/oauth/v2/authorization?response_type=code&client_id=86&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=r_liteprofile%20r_emailaddress

https://app.example/cb?error=unauthorized_scope_error&error_description=Scope+%26quot%3Br_liteprofile%26quot%3B+is+not+authorized+for+your+application`,
  },
  {
    cause: 'clock/expiry-miscalculated',
    name: 'refresh is called again a few seconds after every successful refresh; ',
    text: `refresh is called again a few seconds after every successful refresh; expires_in is 3600. We compare Date.now() with expires_at in seconds.`,
  },
  {
    cause: 'client-identification/credentials-of-other-app',
    accept: ['client-authentication/secret-wrong'],
    name: 'GET https://idp.example/authorize?response_type=code&client_id=web-pro',
    text: `GET https://idp.example/authorize?response_type=code&client_id=web-prod&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&state=1

POST https://idp.example/token
Authorization: Basic d2ViLXN0YWdpbmc6UHEwMkxza2RRMQ==
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=8fk39f&redirect_uri=https%3A%2F%2Fapp.example%2Fcb

400
{"error":"invalid_grant"}`,
  },
  {
    cause: 'redirect-uri/scheme-mismatch',
    name: 'Nginx reverse proxy with SSL. In the console the approved redirect URI',
    text: `Nginx reverse proxy with SSL. In the console the approved redirect URI is https://mydomain.example/login/oauth2/code/proxy

Error 400: redirect_uri_mismatch
Request details
redirect_uri=http://mydomain.example/login/oauth2/code/proxy
flowName=GeneralOAuthFlow`,
  },
  {
    cause: 'redirect-uri/path-mismatch',
    name: 'Error 400: redirect_uri_mismatch',
    text: `Error 400: redirect_uri_mismatch
The redirect URI in the request, https://cloud.example.au/index.php/apps/sociallogin/oauth/google, does not match the ones authorized for the OAuth client.

Authorized redirect URIs: https://cloud.example.au/apps/sociallogin/oauth/google`,
  },
  {
    cause: 'redirect-uri/host-port-mismatch',
    name: 'The app runs behind an https proxy with a public domain. Redirect URI ',
    text: `The app runs behind an https proxy with a public domain. Redirect URI in Google Console: https://cleaner.example.fr

https://accounts.google.com/o/oauth2/auth?response_type=code&client_id=83.apps.googleusercontent.com&redirect_uri=http%3A%2F%2Flocalhost%3A8767%2F&scope=https%3A%2F%2Fmail.google.com

Error 400: redirect_uri_mismatch`,
  },
  {
    cause: 'redirect-uri/scheme-mismatch',
    name: 'The reverse proxy terminates ssl and forwards http.',
    text: `The reverse proxy terminates ssl and forwards http.

ERROR: Server returned HTTP response code: 400 for URL: https://login.microsoftonline.com/common/oauth2/v2.0/token -> {"error":"invalid_client","error_description":"AADSTS50011: The redirect URI 'http://draw.mydomain.example/microsoft' specified in the request does not match the redirect URIs configured for the application '4897b7e3-3215-4264-aa2b-6ab9f81bdf60'."}`,
  },
  {
    cause: 'token-use/resource-identifier-wrong',
    name: 'GET https://auth.tools.example/oauth2/authorize?response_type=code&cli',
    text: `GET https://auth.tools.example/oauth2/authorize?response_type=code&client_id=c1&redirect_uri=http%3A%2F%2Flocalhost%3A4001%2Fcb&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&resource=https%3A%2F%2Fmcp.tools.example%2Fmcp%2F

HTTP/1.1 400 Bad Request
{"error":"invalid_target","error_description":"requested resource https://mcp.tools.example/mcp/ is not configured"}`,
  },
  {
    cause: 'token-use/audience-mismatch',
    name: 'Token audience mismatch: token aud=[feee1fb3b05b4e33a08cb71fcb85183e],',
    text: `Token audience mismatch: token aud=[feee1fb3b05b4e33a08cb71fcb85183e],
expected 'https://demo.service.example/sncapps/mcp-server/mcp/default'`,
  },
  {
    cause: 'token-use/audience-not-requested',
    name: 'The client does not send the resource parameter in the authorize reque',
    text: `The client does not send the resource parameter in the authorize request, so the token has aud = client_id and the MCP server answers 401.`,
  },
  {
    cause: 'client-authentication/credentials-missing',
    accept: ['client-authentication/credentials-placeholder'],
    name: 'an id that is empty in production',
    text: `Works locally, in production: [auth][details]: { "provider": "discord" } TypeError: "client.client_id" property must be a non-empty string`,
  },
  {
    cause: 'client-authentication/credentials-missing',
    name: '[next-auth][error][OAUTH_CALLBACK_ERROR]',
    text: `[next-auth][error][OAUTH_CALLBACK_ERROR]
https://next-auth.js.org/errors#oauth_callback_error client_secret_basic client authentication method requires a client_secret`,
  },
  {
    cause: 'client-authentication/credentials-missing',
    name: 'OPError: invalid_request (A required parameter "client_secret" is miss',
    text: `OPError: invalid_request (A required parameter "client_secret" is missing)
    at processResponse (/app/node_modules/openid-client/lib/helpers/process_response.js:38:13)`,
  },
  {
    cause: 'client-authentication/secret-wrong',
    accept: ['client-authentication/credentials-missing', 'client-authentication/auth-method-mismatch'],
    name: 'OPError: invalid_client (Client authentication failed (e.g., unknown c',
    text: `OPError: invalid_client (Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).)
      at processResponse (/app/node_modules/openid-client/lib/helpers/process_response.js:38:13)`,
  },
  {
    cause: 'authorization-code/redeemed-twice',
    name: '1.',
    text: `1.
GET https://app.example/api/auth/callback/github?code=8fk39fL02&state=k39f
200 OK
2.
GET https://app.example/api/auth/callback/github?code=8fk39fL02&state=k39f

POST https://github.com/login/oauth/access_token
Content-Type: application/x-www-form-urlencoded

client_id=Iv1.8fk&client_secret=39fL&code=8fk39fL02

200 OK
{"error":"bad_verification_code","error_description":"The code passed is incorrect or expired."}`,
  },
  {
    cause: 'scope-consent/scope-insufficient',
    name: 'GET https://api.github.com/user/emails',
    text: `GET https://api.github.com/user/emails
Authorization: Bearer gho_8fk39f
HTTP/1.1 403 Forbidden
X-OAuth-Scopes: read:user
X-Accepted-OAuth-Scopes: user, user:email

{"message":"Resource not accessible by integration"}`,
  },
  {
    cause: 'state-session/cookie-host-mismatch',
    name: '(1)',
    text: `(1)
GET https://myapp-git-feature-x.vercel.app/api/auth/signin/google
302
Location: https://accounts.google.com/o/oauth2/v2/auth?client_id=1.apps.googleusercontent.com&response_type=code&redirect_uri=https%3A%2F%2Fmyapp.com%2Fapi%2Fauth%2Fcallback%2Fgoogle&state=q8fk39fL02kd&scope=openid
Set-Cookie: __Secure-next-auth.state=8fk; Path=/; HttpOnly; Secure; SameSite=Lax
(2)
GET https://myapp.com/api/auth/callback/google?state=q8fk39fL02kd&code=4%2F0Ab
[next-auth][error][OAUTH_CALLBACK_ERROR] State cookie was missing.`,
  },
  {
    cause: 'refresh/rotation-not-stored',
    accept: ['refresh/concurrent-use'],
    name: 'POST https://identity.xero.com/connect/token',
    text: `POST https://identity.xero.com/connect/token
Authorization: Basic N0EzRjpLZDkzaGdQcTAyTHNrZFEx
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=8fk39fL02kdQ8fk39fL02kdQ

HTTP/1.1 200 OK
Date: Mon, 04 Mar 2024 08:00:00 GMT
{"access_token":"eyJ.a.b","expires_in":1800,"refresh_token":"93kfL0sdkfQ193kfL0sdkfQ1","token_type":"Bearer"}

POST https://identity.xero.com/connect/token
Authorization: Basic N0EzRjpLZDkzaGdQcTAyTHNrZFEx
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=8fk39fL02kdQ8fk39fL02kdQ

HTTP/1.1 400 Bad Request
Date: Mon, 04 Mar 2024 09:00:00 GMT
{"error":"invalid_grant"}`,
  },
  {
    cause: 'clock/skew',
    name: 'POST https://oauth2.googleapis.com/token',
    text: `POST https://oauth2.googleapis.com/token
Content-Type: application/x-www-form-urlencoded

grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJib3RAcHJvai5pYW0iLCJhdWQiOiJodHRwczovL29hdXRoMi5nb29nbGVhcGlzLmNvbS90b2tlbiIsInNjb3BlIjoieCIsImlhdCI6MTcxOTg5MjgwMCwiZXhwIjoxNzE5ODk2NDAwfQ.c2ln

HTTP/1.1 400 Bad Request
Date: Tue, 02 Jul 2024 06:00:00 GMT

{"error":"invalid_grant","error_description":"Invalid JWT"}`,
  },
  {
    cause: 'transport-endpoint/wrong-http-method',
    name: 'GET https://idp.example/oauth2/token?grant_type=client_credentials&cli',
    text: `GET https://idp.example/oauth2/token?grant_type=client_credentials&client_id=a&client_secret=b

HTTP/1.1 405 Method Not Allowed
Allow: POST`,
  },
  {
    cause: 'pkce/verifier-mismatch',
    name: 'GET https://idp.example/authorize?response_type=code&client_id=spa&red',
    text: `GET https://idp.example/authorize?response_type=code&client_id=spa&redirect_uri=https%3A%2F%2Fspa.example%2Fcb&state=8fk39f&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256

https://spa.example/cb?code=8fk39fL02&state=8fk39f

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=8fk39fL02&client_id=spa&redirect_uri=https%3A%2F%2Fspa.example%2Fcb&code_verifier=8fk39fL02kdQ8fk39fL02kdQ8fk39fL02kdQ8fk39fL02kdQ

400
{"error":"invalid_grant"}`,
  },
  {
    cause: 'authorization-code/altered-by-client',
    name: 'https://app.example/cb?code=AQB8fk39fL02kdQ-8fk39f_L02kdQ&state=1',
    text: `https://app.example/cb?code=AQB8fk39fL02kdQ-8fk39f_L02kdQ&state=1

POST https://accounts.spotify.com/api/token
Authorization: Basic YTpi
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=AQB8fk39fL02kdQ&redirect_uri=https%3A%2F%2Fapp.example%2Fcb

400 Bad Request
{"error":"invalid_grant","error_description":"Invalid authorization code"}`,
  },
  {
    cause: 'discovery/issuer-host-mismatch',
    name: 'GET http://keycloak:8080/realms/demo/.well-known/openid-configuration',
    text: `GET http://keycloak:8080/realms/demo/.well-known/openid-configuration

HTTP/1.1 200 OK
{"issuer":"https://sso.example.com/realms/demo","authorization_endpoint":"https://sso.example.com/realms/demo/protocol/openid-connect/auth","token_endpoint":"https://sso.example.com/realms/demo/protocol/openid-connect/token","code_challenge_methods_supported":["S256"]}

java.lang.IllegalStateException: The Issuer provided in the configuration did not match the requested issuer`,
  },
  {
    cause: 'client-authentication/basic-content-wrong',
    accept: ['client-authentication/secret-wrong'],
    name: 'POST https://idp.example/token',
    text: `POST https://idp.example/token
Authorization: Basic YXBwLXNlY3JldC1vbmx5
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials

401
{"error":"invalid_client"}`,
  },
  {
    cause: 'transport-endpoint/body-not-form',
    name: "fetch('https://idp.example/oauth/token', { method: 'POST', headers: { ",
    text: `fetch('https://idp.example/oauth/token', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ grant_type: 'authorization_code', code }) })

-> 400 {"error":"invalid_request","error_description":"grant_type is required"}`,
  },
  {
    cause: 'state-session/cookie-not-stored',
    name: 'GET http://app.corp.example/login',
    text: `GET http://app.corp.example/login
302
Location: https://idp.example/authorize?response_type=code&client_id=a&redirect_uri=http%3A%2F%2Fapp.corp.example%2Fcb&state=8fk39fL02kd
Set-Cookie: session=8fk39f; Path=/; HttpOnly; Secure

GET http://app.corp.example/cb?code=8fk39fL02&state=8fk39fL02kd
400
Invalid state`,
  },
  {
    cause: 'provider-policy/mfa-required',
    name: 'invalid_grant: AADSTS50076: Due to a configuration change made by your',
    text: `invalid_grant: AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '797f4846-ba00-4fd7-ba43-dac1f8f63013'.`,
  },
  {
    cause: 'token-use/id-token-used-as-access-token',
    name: 'We send id_token as bearer to Microsoft Graph:',
    text: `We send id_token as bearer to Microsoft Graph:
{"error":{"code":"InvalidAuthenticationToken","message":"Access token validation failure. Invalid audience."}}`,
  },
  {
    cause: 'environment/environment-mix-up',
    name: 'GET https://account-d.docusign.com/oauth/auth?response_type=code&scope',
    text: `GET https://account-d.docusign.com/oauth/auth?response_type=code&scope=signature&client_id=8fk-39f&redirect_uri=https%3A%2F%2Fapp.example%2Fcb

POST https://account.docusign.com/oauth/token
Authorization: Basic OGZrLTM5ZjpzZWNyZXQ=
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=eyJ0eXAiOiJNVCJ9.8fk

400
{"error":"invalid_grant"}`,
  },
];
