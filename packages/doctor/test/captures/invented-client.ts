import type { InventedCase } from './invented.ts';

/** Failures of client authentication, client identification and transport. */
export const clientCases: readonly InventedCase[] = [
  {
    cause: 'client-authentication/basic-bytes-literal',
    name: 'a Python program joins bytes to the header',
    text: `POST /oauth/token HTTP/1.1
Host: auth.bank.example
Authorization: Basic b'bGVkZ2VyOnMzY3JldC1vZi1sZWRnZXI='
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&scope=payments

HTTP/1.1 401 Unauthorized
Content-Type: application/json

{"error":"invalid_client"}`,
  },
  {
    cause: 'client-authentication/auth-method-mismatch',
    name: 'the registration answer says post, the client sends Basic',
    text: `POST https://as.example/register
Content-Type: application/json

{"client_name":"cli","redirect_uris":["http://127.0.0.1:4000/cb"]}

HTTP/1.1 201 Created
Content-Type: application/json

{"client_id":"c-4711","client_secret":"zQ81kfLw93hfalP2","token_endpoint_auth_method":"client_secret_post","redirect_uris":["http://127.0.0.1:4000/cb"]}

POST https://as.example/token
Authorization: Basic Yy00NzExOnpRODFrZkx3OTNoZmFsUDI=
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=kf83hfKQ02&redirect_uri=http%3A%2F%2F127.0.0.1%3A4000%2Fcb

HTTP/1.1 401 Unauthorized
Content-Type: application/json

{"error":"invalid_client","error_description":"client authentication failed"}`,
  },
  {
    cause: 'client-authentication/auth-method-mismatch',
    name: 'the metadata offers Basic only',
    text: `GET https://login.corp.example/.well-known/openid-configuration

HTTP/1.1 200 OK
Content-Type: application/json

{"issuer":"https://login.corp.example","token_endpoint":"https://login.corp.example/token","token_endpoint_auth_methods_supported":["client_secret_basic"]}

POST https://login.corp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&client_id=batch&client_secret=Kd93hgPq02LskdQ1

HTTP/1.1 401 Unauthorized
Content-Type: application/json

{"error":"invalid_client"}`,
  },
  {
    cause: 'client-authentication/secret-expired',
    name: "the client secret is Apple's JWT, past its end",
    text: `POST /auth/token HTTP/1.1
Host: appleid.apple.com
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=c8f2a.0.mrwxq.kd93hf&client_id=com.example.shop&client_secret=eyJhbGciOiJFUzI1NiIsImtpZCI6IkFCQzEyMyJ9.eyJpc3MiOiJURUFNMTIzIiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MTU1NTIwMDAsImF1ZCI6Imh0dHBzOi8vYXBwbGVpZC5hcHBsZS5jb20iLCJzdWIiOiJjb20uZXhhbXBsZS5zaG9wIn0.c2lnbmF0dXJl

HTTP/1.1 400 Bad Request
Date: Tue, 02 Jul 2024 09:00:00 GMT
Content-Type: application/json

{"error":"invalid_client"}`,
  },
  {
    cause: 'client-authentication/authorization-header-stripped',
    accept: ['client-authentication/secret-wrong'],
    name: 'Apache drops the header before the application',
    text: `Behind Apache with mod_wsgi it fails, with the development server the very same call works.

curl -u ledger:s3cr3tOfLedger -d grant_type=client_credentials https://api.shop.example/o/token/

HTTP/1.1 401 Unauthorized
Content-Type: application/json

{"error": "invalid_client"}`,
  },
  {
    cause: 'client-authentication/credentials-missing',
    name: 'an empty secret in the Basic header',
    text: `POST https://idp.example/oauth2/token
Authorization: Basic bXktYXBwOg==
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=8xLBf93kdPqs02kfLsd

HTTP/1.1 401 Unauthorized

{"error":"invalid_client","error_description":"Client authentication failed"}`,
  },
  {
    cause: 'client-authentication/credentials-placeholder',
    name: 'an environment variable that was not replaced',
    text: `POST https://oauth2.googleapis.com/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=4%2F0AdQt8qh&client_id=%24%7BGOOGLE_CLIENT_ID%7D&client_secret=%24%7BGOOGLE_CLIENT_SECRET%7D&redirect_uri=https%3A%2F%2Fshop.example%2Fcb

HTTP/1.1 401 Unauthorized

{"error":"invalid_client","error_description":"The OAuth client was not found."}`,
  },
  {
    cause: 'client-authentication/basic-content-wrong',
    name: "the user's name and password in the client's place",
    text: `curl -X POST https://sso.corp.example/oauth/token -H 'Authorization: Basic YW5uYTpXaW50ZXIyMDI0' -H 'Content-Type: application/x-www-form-urlencoded' -d 'grant_type=password&username=anna&password=Winter2024'

HTTP/1.1 401
{"error":"invalid_client","error_description":"Bad client credentials"}`,
  },
  {
    cause: 'client-authentication/assertion-stale',
    accept: ['clock/skew'],
    name: 'one assertion for every request until it has run out',
    text: `POST https://login.corp.example/oauth2/token
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJiYXRjaCIsInN1YiI6ImJhdGNoIiwiYXVkIjoiaHR0cHM6Ly9sb2dpbi5jb3JwLmV4YW1wbGUvb2F1dGgyL3Rva2VuIiwianRpIjoiYTEiLCJpYXQiOjE3MTk5MDAwMDAsImV4cCI6MTcxOTkwMDMwMH0.c2ln

HTTP/1.1 200 OK
Date: Tue, 02 Jul 2024 06:01:00 GMT
Content-Type: application/json

{"access_token":"kf93hfkQ02lf","token_type":"Bearer","expires_in":3600}

POST https://login.corp.example/oauth2/token
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJiYXRjaCIsInN1YiI6ImJhdGNoIiwiYXVkIjoiaHR0cHM6Ly9sb2dpbi5jb3JwLmV4YW1wbGUvb2F1dGgyL3Rva2VuIiwianRpIjoiYTEiLCJpYXQiOjE3MTk5MDAwMDAsImV4cCI6MTcxOTkwMDMwMH0.c2ln

HTTP/1.1 401 Unauthorized
Date: Tue, 02 Jul 2024 07:02:00 GMT
Content-Type: application/json

{"error":"invalid_client","error_description":"assertion is expired"}`,
  },
  {
    cause: 'client-authentication/assertion-audience-wrong',
    name: 'an assertion for the test host at the login host',
    text: `POST https://login.salesforce.com/services/oauth2/token
Content-Type: application/x-www-form-urlencoded

grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIzTVZHOSIsInN1YiI6ImFubmFAZXhhbXBsZS5jb20iLCJhdWQiOiJodHRwczovL3Rlc3Quc2FsZXNmb3JjZS5jb20iLCJleHAiOjE3MTk5MDAzMDB9.c2ln

HTTP/1.1 400 Bad Request

{"error":"invalid_grant","error_description":"invalid aud claim"}`,
  },
  {
    cause: 'client-authentication/client-type-mismatch',
    accept: ['client-authentication/credentials-missing'],
    name: 'a native app redeems without a secret at a confidential registration',
    text: `POST https://idp.example/realms/shop/protocol/openid-connect/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&client_id=mobile&code=f83kfhL02&redirect_uri=com.example.shop%3A%2Fcb&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk

HTTP/1.1 401 Unauthorized

{"error":"unauthorized_client","error_description":"Client secret not provided in request"}`,
  },
  {
    cause: 'client-authentication/multiple-methods',
    name: 'Basic and client_secret together',
    text: `POST https://idp.example/token
Authorization: Basic YXBwOnMzY3JldHMzY3JldA==
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=xk38fL&client_id=app&client_secret=s3crets3cret

HTTP/1.1 400 Bad Request

{"error":"invalid_request","error_description":"client authentication must only be provided using one mechanism"}`,
  },
  {
    cause: 'client-authentication/user-credentials-wrong',
    name: 'a password grant refused for the password',
    text: `POST https://sso.corp.example/oauth/token
Authorization: Basic YmF0Y2g6S2Q5M2hnUHEwMkxz
Content-Type: application/x-www-form-urlencoded

grant_type=password&username=anna%40corp.example&password=Winter2024

HTTP/1.1 400 Bad Request

{"error":"invalid_grant","error_description":"Invalid username or password"}`,
  },
  {
    cause: 'client-identification/credentials-of-other-app',
    name: 'the code of one client, redeemed by another',
    text: `https://idp.example/authorize?response_type=code&client_id=shop-web&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=k39fL20fkLs

https://shop.example/cb?code=Lf93kfh20LsdkfP&state=k39fL20fkLs

POST https://idp.example/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop-admin&client_secret=Pq02LskdQ1Kd93hg&redirect_uri=https%3A%2F%2Fshop.example%2Fcb

HTTP/1.1 400 Bad Request
{"error":"invalid_grant"}`,
  },
  {
    cause: 'client-identification/client-unknown',
    name: 'a dynamically registered client that was cleaned up',
    text: `Worked until the server was redeployed, since then our stored client id is refused.

GET https://mcp.tools.example/authorize?response_type=code&client_id=dcr_8fk39fLq&redirect_uri=http%3A%2F%2F127.0.0.1%3A3334%2Fcallback&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256

HTTP/1.1 400 Bad Request
Content-Type: application/json

{"error":"invalid_client","error_description":"Client not found"}`,
  },
  {
    cause: 'client-identification/grant-type-not-allowed',
    name: 'client credentials at a client without a service account',
    text: `curl https://kc.corp.example/realms/main/protocol/openid-connect/token -d grant_type=client_credentials -d client_id=portal -d client_secret=f83kfLs02kfPqlsdK

{"error":"unauthorized_client","error_description":"Client not enabled to retrieve service account"}`,
  },
  {
    cause: 'transport-endpoint/grant-type-value-wrong',
    name: 'refresh in place of refresh_token',
    text: `POST https://idp.example/oauth/token
Content-Type: application/x-www-form-urlencoded

grant_type=refresh&refresh_token=kf93hfkQ02lfPqs&client_id=app&client_secret=Kd93hgPq02LskdQ1

HTTP/1.1 400 Bad Request
{"error":"unsupported_grant_type"}`,
  },
  {
    cause: 'transport-endpoint/endpoint-url-wrong',
    name: 'the old path of Keycloak',
    text: `POST https://kc.corp.example/auth/realms/main/protocol/openid-connect/token
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&client_id=portal&client_secret=f83kfLs02kfPqlsdK

HTTP/1.1 404 Not Found
Content-Type: application/json

{"error":"RESTEASY003210: Could not find resource for full path: https://kc.corp.example/auth/realms/main/protocol/openid-connect/token"}`,
  },
  {
    cause: 'transport-endpoint/endpoint-url-wrong',
    name: 'a scheme written twice',
    text: `TypeError: fetch failed
cause: getaddrinfo ENOTFOUND https

POST https://https//idp.example/oauth/token
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&client_id=a&client_secret=b`,
  },
  {
    cause: 'transport-endpoint/cors-blocked',
    name: 'a page calls the token endpoint',
    text: `Access to fetch at 'https://idp.example/oauth/token' from origin 'https://spa.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.

POST https://idp.example/oauth/token
Origin: https://spa.example
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=kf93hf&client_id=spa&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk`,
  },
  {
    cause: 'transport-endpoint/parameter-unknown',
    name: 'redirect_url in place of redirect_uri',
    text: `https://idp.example/authorize?response_type=code&client_id=shop-web&redirect_url=https%3A%2F%2Fshop.example%2Fcb&state=k39fL20fkLs

HTTP/1.1 400 Bad Request
{"error":"invalid_request","error_description":"Missing required parameter: redirect_uri"}`,
    accept: ['transport-endpoint/parameter-missing'],
  },
  {
    cause: 'transport-endpoint/params-not-in-body',
    name: 'parameters in the address of a POST without body',
    text: `POST /oauth/token?grant_type=client_credentials&client_id=kd93hg&client_secret=Pq02LskdQ1Kd93hg HTTP/1.1
Host: api.crm.example
Accept: application/json
Content-Length: 0

HTTP/1.1 400 Bad Request
{"error":"invalid_request","error_description":"The request is missing a required parameter: grant_type"}`,
  },
  {
    cause: 'transport-endpoint/body-not-form',
    name: 'multipart from an HTTP client',
    text: `POST https://idp.example/oauth/token HTTP/1.1
Content-Type: multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxk
Accept: */*

------WebKitFormBoundary7MA4YWxk
Content-Disposition: form-data; name="grant_type"

client_credentials
------WebKitFormBoundary7MA4YWxk--

HTTP/1.1 400 Bad Request
{"error":"invalid_request","error_description":"Missing grant_type"}`,
  },
  {
    cause: 'transport-endpoint/token-request-redirected',
    name: 'http to https turns POST into GET',
    text: `POST http://idp.example/oauth/token
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&client_id=app&client_secret=Kd93hgPq02LskdQ1

HTTP/1.1 301 Moved Permanently
Location: https://idp.example/oauth/token

GET https://idp.example/oauth/token

HTTP/1.1 405 Method Not Allowed
Allow: POST`,
  },
  {
    cause: 'transport-endpoint/stray-whitespace',
    name: 'a line break at the end of the secret',
    text: `POST https://idp.example/oauth/token
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials&client_id=app&client_secret=Kd93hgPq02LskdQ1%0A

HTTP/1.1 401 Unauthorized
{"error":"invalid_client"}`,
  },
  {
    cause: 'transport-endpoint/blocked-by-firewall',
    name: 'a challenge of Cloudflare in place of the token answer',
    text: `POST https://auth.vendor.example/oauth/token
Content-Type: application/x-www-form-urlencoded
User-Agent: python-requests/2.31

grant_type=client_credentials&client_id=app&client_secret=Kd93hgPq02LskdQ1

HTTP/1.1 403 Forbidden
Server: cloudflare
cf-mitigated: challenge
Content-Type: text/html; charset=UTF-8

<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body>Enable JavaScript and cookies to continue</body></html>`,
  },
];
