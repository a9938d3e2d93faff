import type { InventedCase } from './invented.ts';

/** Further forms of mistakes that have several. */
export const variantCases: readonly InventedCase[] = [
  {
    cause: 'client-authentication/credentials-missing',
    name: '01 of credentials missing',
    text: `POST https://idp.example/token
Authorization: Bearer 
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials

HTTP/1.1 401 Unauthorized
{"error":"invalid_client"}`,
  },
  {
    cause: 'client-authentication/basic-content-wrong',
    name: '02 of basic content wrong',
    text: `POST https://idp.example/token
Authorization: Basic QmFzaWMgWVhCd09uTmxZM0psZEE9PQ==
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials

HTTP/1.1 401 Unauthorized
{"error":"invalid_client"}`,
  },
  {
    cause: 'client-authentication/auth-method-mismatch',
    name: '03 of auth method mismatch',
    text: `POST https://idp.example/token
Authorization: Basic YXBwOktkOTNoZ1BxMDJMc2s=
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=8fk39fL02&redirect_uri=https%3A%2F%2Fapp.example%2Fcb

HTTP/1.1 400 Bad Request
{"error":"invalid_request","error_description":"Missing client_id parameter."}`,
  },
  {
    cause: 'client-authentication/secret-wrong',
    name: '04 of secret wrong',
    text: `POST https://login.microsoftonline.com/8fk/oauth2/v2.0/token
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&client_id=11111111-2222-4333-8444-555555555555&client_secret=99999999-2222-4333-8444-555555555555&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default

HTTP/1.1 401 Unauthorized
{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."}`,
  },
  {
    cause: 'client-authentication/secret-expired',
    name: '05 of secret expired',
    text: `{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys for app '11111111-2222-4333-8444-555555555555' are expired."}`,
  },
  {
    cause: 'client-authentication/secret-hashed-value',
    name: '06 of secret hashed value',
    text: `POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&client_id=app&client_secret=%24argon2id%24v%3D19%24m%3D65536%2Ct%3D3%2Cp%3D4%24c2FsdA%24aGFzaA

HTTP/1.1 401 Unauthorized
{"error":"invalid_client"}`,
  },
  {
    cause: 'client-authentication/client-type-mismatch',
    name: '07 of client type mismatch',
    text: `{"error":"invalid_client","error_description":"AADSTS700025: Client is public so neither 'client_assertion' nor 'client_secret' should be presented."}`,
  },
  {
    cause: 'redirect-uri/extra-query',
    accept: ['redirect-uri/differs-between-requests'],
    name: '08 of extra query',
    text: `GET https://idp.example/authorize?response_type=code&client_id=a&redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Freferrer%3Dhome&state=1

https://app.example/cb?referrer=home&code=8fk39fL02&state=1

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=8fk39fL02&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&client_id=a&client_secret=b

HTTP/1.1 400 Bad Request
{"error":"invalid_grant","error_description":"redirect_uri mismatch"}`,
  },
  {
    cause: 'pkce/verifier-mismatch',
    name: '09 of verifier mismatch',
    text: `GET https://idp.example/authorize?response_type=code&client_id=spa&redirect_uri=https%3A%2F%2Fspa.example%2Fcb&state=8fk39fL02kdQ8fk39fL02kdQ8fk39fL02kdQ8fk39fL02kdQ&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20&client_id=spa&redirect_uri=https%3A%2F%2Fspa.example%2Fcb&code_verifier=8fk39fL02kdQ8fk39fL02kdQ8fk39fL02kdQ8fk39fL02kdQ

HTTP/1.1 400 Bad Request
{"error":"invalid_grant"}`,
  },
  {
    cause: 'authorization-code/altered-by-client',
    name: '10 of altered by client',
    text: `GET https://shop.example/cb?code=AbCdEfGh12345&state=k39f

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=abcdefgh12345&client_id=a&client_secret=b&redirect_uri=https%3A%2F%2Fshop.example%2Fcb

HTTP/1.1 400 Bad Request
{"error":"invalid_grant"}`,
  },
  {
    cause: 'authorization-code/altered-by-client',
    name: '11 of altered by client',
    text: `POST https://oauth2.googleapis.com/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=AuthCode&client_id=83.apps.googleusercontent.com&client_secret=GOCSPX-1&redirect_uri=https%3A%2F%2Fshop.example%2Fcb

HTTP/1.1 400 Bad Request
{"error":"invalid_grant","error_description":"Malformed auth code."}`,
  },
  {
    cause: 'authorization-code/consumed-by-prefetch',
    name: '12 of consumed by prefetch',
    text: `GET /magic?token=8fk39fL02kd HTTP/1.1
Host: shop.example
User-Agent: Mozilla/5.0 (compatible; BingPreview/1.0b)

HTTP/1.1 302 Found
Location: https://shop.example/

GET /magic?token=8fk39fL02kd HTTP/1.1
Host: shop.example
User-Agent: Mozilla/5.0 (Macintosh)

HTTP/1.1 401 Unauthorized
This link was already used or has expired`,
  },
  {
    cause: 'state-session/cookie-not-stored',
    name: '13 of cookie not stored',
    text: `GET http://localhost:3000/api/auth/signin

HTTP/1.1 200 OK
Content-Type: application/json

{"url":"https://idp.example/authorize?response_type=code&client_id=a&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcb&state=8fk39fL02"}

GET http://localhost:3000/cb?code=Lf93&state=8fk39fL02

HTTP/1.1 400 Bad Request
{"error":"invalid_state"}`,
  },
  {
    cause: 'state-session/third-party-cookie-blocked',
    accept: ['state-session/cookie-not-stored'],
    name: '14 of third party cookie blocked',
    text: `GET https://api.shop.example/login
Origin: https://app.other.example
Sec-Fetch-Mode: cors
Sec-Fetch-Site: cross-site

HTTP/1.1 302 Found
Location: https://idp.example/authorize?response_type=code&client_id=a&redirect_uri=https%3A%2F%2Fapi.shop.example%2Fcb&state=8fk39fL02
Set-Cookie: sid=8fk39f; Path=/; HttpOnly; Secure; SameSite=Lax

GET https://api.shop.example/cb?code=Lf93&state=8fk39fL02

HTTP/1.1 400 Bad Request
state mismatch`,
  },
  {
    cause: 'scope-consent/scope-separator',
    name: '16 of scope separator',
    text: `GET https://idp.example/authorize?response_type=code&client_id=a&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid%252Bprofile&state=1

HTTP/1.1 302 Found
Location: https://app.example/cb?error=invalid_scope&state=1`,
  },
  {
    cause: 'scope-consent/scope-not-allowed-for-client',
    accept: ['scope-consent/scope-unknown'],
    name: '17 of scope not allowed for client',
    text: `GET https://mcp.example/.well-known/oauth-authorization-server

HTTP/1.1 200 OK
{"issuer":"https://mcp.example","authorization_endpoint":"https://mcp.example/authorize","token_endpoint":"https://mcp.example/token","scopes_supported":["read","write","admin","billing"],"code_challenge_methods_supported":["S256"]}

GET https://mcp.example/authorize?response_type=code&client_id=c1&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcb&scope=read%20write%20admin%20billing&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256

HTTP/1.1 302 Found
Location: http://127.0.0.1:1/cb?error=invalid_scope`,
  },
  {
    cause: 'discovery/issuer-template',
    name: '18 of issuer template',
    text: `GET https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration

HTTP/1.1 200 OK
{"issuer":"https://login.microsoftonline.com/{tenantid}/v2.0","authorization_endpoint":"https://login.microsoftonline.com/common/oauth2/v2.0/authorize","token_endpoint":"https://login.microsoftonline.com/common/oauth2/v2.0/token"}

Error: unexpected issuer in discovery document`,
  },
  {
    cause: 'discovery/dcr-not-supported',
    name: '19 of dcr not supported',
    text: `POST https://as.example/register
Content-Type: application/json

{"redirect_uris":["http://localhost:1/cb"],"client_name":"x"}

HTTP/1.1 403 Forbidden`,
  },
  {
    cause: 'discovery/pkce-not-advertised',
    name: '20 of pkce not advertised',
    text: `GET https://as.example/.well-known/openid-configuration

HTTP/1.1 200 OK
{"issuer":"https://as.example","authorization_endpoint":"https://as.example/authorize","token_endpoint":"https://as.example/token","registration_endpoint":"https://as.example/register"}

The client stops here.`,
  },
  {
    cause: 'provider-policy/embedded-webview-blocked',
    name: '21 of embedded webview blocked',
    text: `GET https://accounts.google.com/o/oauth2/v2/auth?client_id=1.apps.googleusercontent.com&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&response_type=code&scope=email HTTP/1.1
Host: accounts.google.com
User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Instagram 300.0

HTTP/1.1 403 Forbidden`,
  },
  {
    cause: 'availability/rate-limited',
    name: '22 of rate limited',
    text: `POST https://example.okta.com/oauth2/v1/token
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=8fk39fL02kdQ

HTTP/1.1 429 Too Many Requests
X-Rate-Limit-Remaining: 0
{"errorCode":"E0000047","errorSummary":"API call exceeded rate limit due to too many requests."}`,
  },
  {
    cause: 'token-use/token-truncated',
    name: '23 of token truncated',
    text: `GET https://api.example/v1/me
Authorization: Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2lkcC5leGFtcGxlIiwic3ViIjoiMTIzNDU2Nzg5MCIsImF1ZCI6Imh0dHBzOi8vYXBpLmV4YW1wbGUiLCJzY29wZSI6InJlYWQiLCJleHAiOjQwNzA5MDg4MDB9

HTTP/1.1 401 Unauthorized
{"message":"Invalid token"}`,
  },
  {
    cause: 'token-use/authorization-header-malformed',
    name: '24 of authorization header malformed',
    text: `GET https://api.example/v1/me
Authorization: [object Object]

HTTP/1.1 401 Unauthorized`,
  },
  {
    cause: 'refresh/lifetime-ended',
    name: '25 of lifetime ended',
    text: `{"error":"invalid_grant","error_description":"AADSTS700084: The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which can't be extended. It is now expired and a new sign in request must be sent."}`,
  },
  {
    cause: 'transport-endpoint/parameter-missing',
    name: '26 of parameter missing',
    text: `GET https://idp.example/authorize?client_id=a&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&state=1

HTTP/1.1 400 Bad Request
{"error":"invalid_request","error_description":"Missing required parameter: response_type"}`,
  },
  {
    cause: 'client-authentication/assertion-audience-wrong',
    name: '27 of assertion audience wrong',
    text: `POST https://idp.example/oauth2/token
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJiYXRjaCIsInN1YiI6ImJhdGNoIiwiYXVkIjoiaHR0cHM6Ly9vdGhlci5leGFtcGxlL3Rva2VuIiwianRpIjoiYTEiLCJpYXQiOjQwNzA5MDg4MDAsImV4cCI6NDA3MDkwOTEwMH0.c2ln

HTTP/1.1 401 Unauthorized
{"error":"invalid_client"}`,
  },
  {
    cause: 'environment/environment-mix-up',
    accept: ['client-authentication/secret-wrong', 'client-identification/client-unknown'],
    name: '29 of environment mix up',
    text: `curl -u AaSandboxClientId:EsandboxSecret -d grant_type=client_credentials https://api-m.paypal.com/v1/oauth2/token

{"error":"invalid_client","error_description":"Client Authentication failed"}

The credentials come from the sandbox tab of the developer dashboard.`,
  },
  {
    cause: 'refresh/expired-inactivity',
    name: '30 of expired inactivity',
    text: `POST https://a.klaviyo.com/oauth/token
Authorization: Basic YXBwOnMzY3JldA==
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=8fk39fL02kdQ

HTTP/1.1 400 Bad Request
{"error":"invalid_grant","error_description":"Refresh token expired due to inactivity"}`,
  },
];
