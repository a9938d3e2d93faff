import type { InventedCase } from './invented.ts';

/** Messages and short captures as they stand in chats. */
export const messageCases: readonly InventedCase[] = [
  {
    cause: 'redirect-uri/host-port-mismatch',
    accept: ['redirect-uri/not-registered'],
    name: 'host port mismatch, report 1 of list 5',
    text: `Grafana with Azure AD. root_url was not set so it sends http://localhost:3000/login/azuread

AADSTS50011: The redirect URI 'http://localhost:3000/login/azuread' specified in the request does not match the redirect URIs configured for the application`,
  },
  {
    cause: 'client-identification/client-unknown',
    name: 'client unknown, report 2 of list 5',
    text: `invalid_client: The OAuth client was not found.
Client id copied from the console: 1234-abc.apps.googleusercontent.com`,
  },
  {
    cause: 'transport-endpoint/stray-whitespace',
    name: 'stray whitespace, report 3 of list 5',
    text: `client_id has a trailing newline from \`echo "id" | base64\`:

GET https://idp.example/authorize?client_id=my-client%0A&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb

Client not found.`,
  },
  {
    cause: 'token-use/audience-mismatch',
    name: 'audience mismatch, report 4 of list 5',
    text: `kube-apiserver: Unable to authenticate the request due to an error: [invalid bearer token, oidc: verify token: oidc: expected audience "kubernetes" got ["account"]]`,
  },
  {
    cause: 'clock/skew',
    name: 'skew, report 5 of list 5',
    text: `Ubuntu VM in VirtualBox after resume from sleep.
oauthlib: invalid_grant; jwt.exceptions.ImmatureSignatureError: The token is not yet valid (iat)`,
  },
  {
    cause: 'state-session/cookie-not-stored',
    accept: ['state-session/cookie-host-mismatch', 'state-session/cookie-samesite'],
    name: 'cookie not stored, report 6 of list 5',
    text: `passport-google-oauth20: NoStateError: Unable to verify authorization request state.
It works on localhost, in production on Heroku it fails every time.`,
  },
  {
    cause: 'refresh/revoked',
    accept: ['refresh/testing-mode-limit', 'refresh/expired-inactivity'],
    name: 'revoked, report 7 of list 5',
    text: `Google::Auth::AuthorizationError: Authorization failed. Server message: {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}`,
  },
  {
    cause: 'discovery/metadata-not-found',
    accept: ['availability/provider-unreachable'],
    name: 'metadata not found, report 8 of list 5',
    text: `IDX20803: Unable to obtain configuration from: 'https://idp.corp.example/.well-known/openid-configuration'. IDX20807: Unable to retrieve document. HttpResponseMessage: 'StatusCode: 404, ReasonPhrase: 'Not Found''`,
  },
  {
    cause: 'availability/provider-unreachable',
    name: 'provider unreachable, report 9 of list 5',
    text: `System.InvalidOperationException: IDX20803: Unable to obtain configuration from: 'http://keycloak:8080/realms/x/.well-known/openid-configuration'.
 ---> System.Net.Http.HttpRequestException: Connection refused (keycloak:8080)`,
  },
  {
    cause: 'transport-endpoint/cors-blocked',
    name: 'cors blocked, report 10 of list 5',
    text: `TypeError: Failed to fetch
CORS header 'Access-Control-Allow-Origin' missing. Our SPA calls https://github.com/login/oauth/access_token`,
  },
  {
    cause: 'scope-consent/scope-insufficient',
    name: 'scope insufficient, report 11 of list 5',
    text: `{"errors":[{"code":"permission_denied","detail":"You do not have permission to perform this action. Missing scope: lists:write","status":403}]}`,
  },
  {
    cause: 'authorization-code/expired',
    accept: ['authorization-code/redeemed-twice', 'refresh/expired-inactivity'],
    name: 'expired, report 12 of list 5',
    text: `AADSTS70008: The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.`,
  },
  {
    cause: 'authorization-code/redeemed-twice',
    name: 'redeemed twice, report 13 of list 5',
    text: `AADSTS54005: OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.`,
  },
  {
    cause: 'pkce/challenge-encoding',
    accept: ['pkce/verifier-mismatch'],
    name: 'challenge encoding, report 14 of list 5',
    text: `Swift app: challenge is Data(SHA256.hash(data: verifier)).base64EncodedString(). Server says
{"error":"invalid_grant","error_description":"Invalid code verifier"}`,
  },
  {
    cause: 'client-authentication/basic-bytes-literal',
    name: 'basic bytes literal, report 15 of list 5',
    text: `headers = {"Authorization": f"Basic {base64.b64encode(b'id:secret')}"} gives 401 invalid_client.
The header on the wire: Authorization: Basic b'aWQ6c2VjcmV0'`,
  },
  {
    cause: 'environment/environment-mix-up',
    name: 'environment mix up, report 16 of list 5',
    text: `PayPal: {"error":"invalid_client","error_description":"Client Authentication failed"}. I use sandbox credentials against api-m.paypal.com, with api-m.sandbox.paypal.com it works.`,
  },
  {
    cause: 'provider-policy/app-not-public',
    name: 'app not public, report 17 of list 5',
    text: `Works with my account. Another user gets: "Error 403: access_denied. The app is currently being tested, and can only be accessed by developer-approved testers."`,
  },
  {
    cause: 'client-identification/grant-type-not-allowed',
    name: 'grant type not allowed, report 18 of list 5',
    text: `Auth0: {"error":"unauthorized_client","error_description":"Grant type 'client_credentials' not allowed for the client.","error_uri":"https://auth0.com/docs/clients/client-grant-types"}`,
  },
  {
    cause: 'scope-consent/consent-missing',
    name: 'consent missing, report 19 of list 5',
    text: `Need admin approval
Shop needs permission to access resources in your organization that only an admin can grant.`,
  },
  {
    cause: 'token-use/audience-not-requested',
    name: 'audience not requested, report 20 of list 5',
    text: `Auth0 returns an access token like eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..abc.def.ghi and jsonwebtoken says "jwt malformed". No audience is set in the SPA configuration.`,
  },
  {
    cause: 'refresh/rotation-not-stored',
    accept: ['refresh/concurrent-use'],
    name: 'rotation not stored, report 21 of list 5',
    text: `Works for the first refresh, the second refresh fails with invalid_grant. The refresh token is read from a config file that is never rewritten.`,
  },
  {
    cause: 'state-session/state-mismatch',
    accept: ['state-session/cookie-not-stored'],
    name: 'state mismatch, report 23 of list 5',
    text: `omniauth: (google_oauth2) Authentication failure! csrf_detected: OmniAuth::Strategies::OAuth2::CallbackError, csrf_detected | CSRF detected`,
  },
  {
    cause: 'transport-endpoint/endpoint-url-wrong',
    accept: ['discovery/metadata-not-found'],
    name: 'endpoint url wrong, report 24 of list 5',
    text: `Keycloak 17+: POST http://localhost:8080/auth/realms/master/protocol/openid-connect/token
{"error":"Unable to find matching target resource method"}`,
  },
  {
    cause: 'client-authentication/user-credentials-wrong',
    name: 'user credentials wrong, report 25 of list 5',
    text: `Keycloak password grant: {"error":"invalid_grant","error_description":"Invalid user credentials"}`,
  },
  {
    cause: 'availability/provider-incident',
    name: 'provider incident, report 26 of list 5',
    text: `POST https://login.salesforce.com/services/oauth2/token
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=5Aep861&client_id=3MVG&client_secret=39

HTTP/1.1 503 Service Unavailable`,
  },
  {
    cause: 'state-session/cookie-samesite',
    name: 'cookie samesite, report 1 of list 6',
    text: `Our session cookie is SameSite=Strict. After the redirect back from Okta the session is empty, a reload of the page then works.`,
  },
  {
    cause: 'state-session/cookie-name-collision',
    name: 'cookie name collision, report 2 of list 6',
    text: `Spring client and Spring Authorization Server both run on localhost, ports 8080 and 9000.
[authorization_request_not_found]`,
  },
  {
    cause: 'redirect-uri/scheme-mismatch',
    accept: ['redirect-uri/not-registered'],
    name: 'scheme mismatch, report 3 of list 6',
    text: `Keycloak: "Invalid parameter: redirect_uri". Our app sits behind Traefik with TLS; the redirect_uri in the address bar starts with http://`,
  },
  {
    cause: 'client-authentication/authorization-header-stripped',
    accept: ['client-authentication/secret-wrong'],
    name: 'authorization header stripped, report 4 of list 6',
    text: `django-oauth-toolkit behind Apache: token endpoint answers 401 {"error":"invalid_client"} with curl -u, but runserver works. Adding WSGIPassAuthorization On fixes it?`,
  },
  {
    cause: 'discovery/issuer-host-mismatch',
    name: 'issuer host mismatch, report 5 of list 6',
    text: `401 Unauthorized from resource server. log: An error occurred while attempting to decode the Jwt: The iss claim is not valid. Token is issued via http://localhost:8081, the service uses http://keycloak:8080 in docker.`,
  },
  {
    cause: 'scope-consent/default-scope-required',
    name: 'default scope required, report 7 of list 6',
    text: `AADSTS70011: The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope https://graph.microsoft.com/User.Read is not valid. (client_credentials)`,
  },
  {
    cause: 'refresh/lifetime-ended',
    name: 'lifetime ended, report 8 of list 6',
    text: `Refresh works for 24 hours, then always invalid_grant for our SPA: AADSTS700084`,
  },
  {
    cause: 'client-authentication/assertion-stale',
    accept: ['clock/skew'],
    name: 'assertion stale, report 9 of list 6',
    text: `Workload identity: AADSTS700024: Client assertion is not within its valid time range. We read the token file once at startup and keep it.`,
  },
  {
    cause: 'transport-endpoint/accept-header-missing',
    name: 'accept header missing, report 10 of list 6',
    text: `golang: GitHub: cannot parse response: invalid character 'a' looking for beginning of value (access_token=gho_xxx&scope=&token_type=bearer)`,
  },
  {
    cause: 'environment/region-mismatch',
    name: 'region mismatch, report 11 of list 6',
    text: `Zoho CRM: {"error":"invalid_client"} at accounts.zoho.com although the client id is right. My account is at zoho.in`,
  },
  {
    cause: 'authorization-code/consumed-by-prefetch',
    name: 'consumed by prefetch, report 12 of list 6',
    text: `Supabase magic link: "Email link is invalid or has expired", only for customers with Microsoft Safe Links / Outlook.`,
  },
  {
    cause: 'token-use/token-truncated',
    name: 'token truncated, report 13 of list 6',
    text: `Access token is saved in a VARCHAR(255) column, the API then says {"error":"invalid_token"}`,
  },
  {
    cause: 'redirect-uri/oob-retired',
    name: 'oob retired, report 14 of list 6',
    text: `rclone: Error 400: invalid_request. You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy. redirect_uri: urn:ietf:wg:oauth:2.0:oob`,
  },
  {
    cause: 'discovery/pkce-not-advertised',
    name: 'pkce not advertised, report 15 of list 6',
    text: `mcp client: Error: Incompatible auth server: does not support code challenge method S256`,
  },
  {
    cause: 'provider-policy/access-policy-missing',
    name: 'access policy missing, report 16 of list 6',
    text: `Okta: error=access_denied&error_description=Policy evaluation failed for this request, please check the policy configurations.`,
  },
  {
    cause: 'availability/rate-limited',
    name: 'rate limited, report 17 of list 6',
    text: `auth0: Too Many Requests: Global limit has been reached (429) on /oauth/token`,
  },
  {
    cause: 'client-identification/credentials-of-other-app',
    name: 'credentials of other app, report 19 of list 6',
    text: `{"error_type": "OAuthException", "code": 400, "error_message": "Invalid platform app"}`,
  },
  {
    cause: 'token-use/access-token-expired',
    name: 'access token expired, report 20 of list 6',
    text: `jwt.exceptions.ExpiredSignatureError: Signature has expired`,
  },
  {
    cause: 'client-authentication/credentials-missing',
    accept: ['client-authentication/client-type-mismatch'],
    name: 'credentials missing, report 1 of list 7',
    text: `curl -X POST https://dev-8fk.okta.com/oauth2/default/v1/token -H 'Content-Type: application/x-www-form-urlencoded' -d 'grant_type=authorization_code&client_id=0oa8fk&code=39fL02kdQ&redirect_uri=https%3A%2F%2Fapp.example%2Fcb'

401
{"error":"invalid_client","error_description":"Client authentication failed. Either the client or the client credentials are invalid."}`,
  },
  {
    cause: 'redirect-uri/trailing-slash',
    name: 'trailing slash, report 2 of list 7',
    text: `Callback URL registered at GitLab: https://ci.example.com/oauth/callback

GET https://gitlab.com/oauth/authorize?client_id=8fk&redirect_uri=https%3A%2F%2Fci.example.com%2Foauth%2Fcallback%2F&response_type=code&state=1

The redirect URI included is not valid.`,
  },
  {
    cause: 'refresh/revoked',
    accept: ['refresh/unknown-token', 'refresh/rotation-not-stored'],
    name: 'revoked, report 3 of list 7',
    text: `POST https://api.hubapi.com/oauth/v1/token
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=8fk39f-02kd&client_id=a&client_secret=b

HTTP/1.1 400 Bad Request
{"status":"BAD_REFRESH_TOKEN","message":"missing or invalid refresh token"}

The customer uninstalled the app yesterday.`,
  },
  {
    cause: 'token-use/audience-mismatch',
    name: 'audience mismatch, report 4 of list 7',
    text: `GET https://graph.microsoft.com/v1.0/me
Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJhcGk6Ly84Zms5LTM5ZiIsImlzcyI6Imh0dHBzOi8vc3RzLndpbmRvd3MubmV0LzhmLyIsInNjcCI6InVzZXIiLCJleHAiOjQwNzA5MDg4MDB9.c2ln

HTTP/1.1 401 Unauthorized
{"error":{"code":"InvalidAuthenticationToken","message":"Access token validation failure. Invalid audience."}}`,
  },
  {
    cause: 'state-session/cookie-not-stored',
    name: 'cookie not stored, report 5 of list 7',
    text: `GET https://app.example/login
302
Location: https://idp.example/authorize?response_type=code&client_id=a&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&state=8fk39fL02

GET https://app.example/cb?code=39fL&state=8fk39fL02
403
Error: state parameter could not be verified, no session`,
  },
  {
    cause: 'transport-endpoint/params-not-in-body',
    name: 'params not in body, report 6 of list 7',
    text: `POST https://idp.example/oauth/token?grant_type=refresh_token&refresh_token=8fk39fL02&client_id=a&client_secret=b
Content-Length: 0

HTTP/1.1 400 Bad Request
{"error":"invalid_request"}`,
  },
  {
    cause: 'discovery/metadata-not-found',
    name: 'metadata not found, report 7 of list 7',
    text: `curl -i https://kc.example/auth/realms/demo/.well-known/openid-configuration
HTTP/1.1 404 Not Found`,
  },
  {
    cause: 'scope-consent/scope-unknown',
    name: 'scope unknown, report 8 of list 7',
    text: `GET https://accounts.spotify.com/authorize?client_id=8fk&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=user-read-emails

https://app.example/cb?error=invalid_scope`,
  },
  {
    cause: 'authorization-code/expired',
    name: 'expired, report 9 of list 7',
    text: `POST https://www.linkedin.com/oauth/v2/accessToken
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&code=AQT8fk39f&client_id=86&client_secret=x&redirect_uri=https%3A%2F%2Fapp.example%2Fcb

HTTP/1.1 400 Bad Request
{"error":"invalid_request","error_description":"Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired. Or external member binding exists"}

The code is kept in a queue and exchanged by a nightly job, hours later.`,
  },
  {
    cause: 'clock/skew',
    name: 'skew, report 10 of list 7',
    text: `oidc: id token: token is expired (Token Expiry: 2024-03-01 10:00:00 +0000 UTC), now 2024-03-01 12:00:03. The server is set to local time.`,
  },
  {
    cause: 'client-authentication/basic-content-wrong',
    name: 'basic content wrong, report 11 of list 7',
    text: `POST https://idp.example/token
Authorization: Basic client:s3cret
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials

HTTP/1.1 401 Unauthorized
{"error":"invalid_client"}`,
  },
  {
    cause: 'environment/region-mismatch',
    name: 'region mismatch, report 12 of list 7',
    text: `GET https://app.example/cb?code=1000.8fk&location=in&accounts-server=https%3A%2F%2Faccounts.zoho.in

POST https://accounts.zoho.com/oauth/v2/token
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&client_id=1000.A&client_secret=b&code=1000.8fk&redirect_uri=https%3A%2F%2Fapp.example%2Fcb

{"error":"invalid_code"}`,
  },
  {
    cause: 'refresh/concurrent-use',
    name: 'concurrent use, report 13 of list 7',
    text: `[
{"level":"error","time":1719900000,"msg":"refresh failed","error":"invalid_grant","detail":"refresh token reuse detected, family revoked"}
]
two workers`,
  },
  {
    cause: 'pkce/required-not-sent',
    name: 'required not sent, report 14 of list 7',
    text: `GET https://www.etsy.com/oauth/connect?response_type=code&client_id=8fk&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=email_r&state=1

HTTP/1.1 302 Found
Location: https://app.example/cb?error=invalid_request&error_description=code_challenge+is+required&state=1`,
  },
  {
    cause: 'client-identification/client-unknown',
    name: 'client unknown, report 15 of list 7',
    text: `{"error":"unauthorized_client","error_description":"AADSTS700016: Application with identifier '11111111-2222-4333-8444-555555555555' was not found in the directory 'Contoso'."}`,
  },
  {
    cause: 'pkce/required-not-sent',
    name: 'required not sent, report 1 of list 8',
    text: `AADB2C99059: The supplied request must present a code_challenge.
Correlation ID: 0d1f6f0e-0000-4000-8000-000000000001`,
  },
  {
    cause: 'environment/wrong-authority',
    name: 'wrong authority, report 2 of list 8',
    text: `{"error":"invalid_grant","error_description":"AADB2C90088: The provided grant has not been issued for this endpoint. Actual Value : B2C_1_signup and Expected Value : B2C_1_signin"}`,
  },
  {
    cause: 'environment/region-mismatch',
    accept: ['environment/wrong-authority'],
    name: 'region mismatch, report 3 of list 8',
    text: `AADSTS90038: Confirmation that the national cloud of the tenant does not match. Our app signs in at login.microsoftonline.com.`,
  },
  {
    cause: 'redirect-uri/scheme-mismatch',
    accept: ['redirect-uri/host-port-mismatch'],
    name: 'scheme mismatch, report 4 of list 8',
    text: `error=invalid_request&error_description=This+server+only+accepts+HTTPS+requests.&error_uri=https%3A%2F%2Fdocumentation.openiddict.com%2Ferrors%2FID2083
nginx in front, Kestrel behind it on port 8080.`,
  },
  {
    cause: 'client-authentication/basic-form-encoding-mismatch',
    name: 'basic form encoding mismatch, report 5 of list 8',
    text: `Argo CD with an external Dex: {"error":"invalid_request","error_description":"client_secret improperly encoded"}`,
  },
  {
    cause: 'scope-consent/scope-insufficient',
    name: 'scope insufficient, report 6 of list 8',
    text: `Error: Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable
The step is azure/login with a federated credential.`,
  },
  {
    cause: 'provider-policy/access-policy-missing',
    name: 'access policy missing, report 7 of list 8',
    text: `google-github-actions/auth failed with: failed to generate Google Cloud federated token for //iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/github: {"error":"unauthorized_client","error_description":"The given credential is rejected by the attribute condition."}`,
  },
  {
    cause: 'token-use/audience-mismatch',
    name: 'audience mismatch, report 8 of list 8',
    text: `An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Incorrect token audience`,
  },
  {
    cause: 'refresh/concurrent-use',
    accept: ['refresh/rotation-not-stored'],
    name: 'concurrent use, report 9 of list 8',
    text: `keycloak {"error":"invalid_grant","error_description":"Session doesn't have required client"}`,
  },
  {
    cause: 'pkce/challenge-method-mismatch',
    name: 'challenge method mismatch, report 10 of list 8',
    text: `https://app.example/cb?error=invalid_request&error_description=Invalid+parameter%3A+code+challenge+method+is+not+matching+the+configured+one`,
  },
  {
    cause: 'clock/skew',
    name: 'skew, report 11 of list 8',
    text: `octokit: HttpError: 'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued`,
  },
  {
    cause: 'redirect-uri/not-registered',
    accept: ['redirect-uri/host-port-mismatch'],
    name: 'not registered, report 12 of list 8',
    text: `WSO2 API Manager after we changed the host name: Registered callback does not match with the provided url.`,
  },
  {
    cause: 'redirect-uri/not-registered',
    name: 'not registered, report 13 of list 8',
    text: `FirebaseError: Firebase: This domain is not authorized for OAuth operations (auth/unauthorized-domain).`,
  },
  {
    cause: 'pkce/verifier-mismatch',
    accept: ['pkce/verifier-format'],
    name: 'verifier mismatch, report 14 of list 8',
    text: `{"error":"invalid_request","error_description":"The request is invalid","error_reason":"invalid_pkce_code_verifier"}`,
  },
  {
    cause: 'refresh/revoked',
    name: 'revoked, report 15 of list 8',
    text: `IdentityServer says nothing, OpenIddict does: The authorization associated with the refresh token is no longer valid.`,
  },
  {
    cause: 'provider-policy/app-not-public',
    accept: ['environment/environment-mix-up'],
    name: 'salesforce external client app in another org',
    text: `{"error":"app_not_found","error_description":"External client app is not installed in this org"}`,
  },
  {
    cause: 'environment/region-mismatch',
    name: 'tesla user of another region',
    text: `421 Misdirected Request
{"response":null,"error":"user out of region, use base URL: https://fleet-api.prd.eu.vn.cloud.tesla.com, see https://developer.tesla.com/docs/fleet-api#regional-requirements","error_description":""}`,
  },
  {
    cause: 'provider-policy/access-policy-missing',
    name: 'tesla app without partner registration',
    text: `412: Account 11111111-2222-4333-8444-555555555555 must be registered in the current region https://fleet-api.prd.na.vn.cloud.tesla.com`,
  },
  {
    cause: 'pkce/challenge-encoding',
    accept: ['pkce/verifier-mismatch'],
    name: 'tiktok desktop challenge as base64url',
    text: `TikTok Login Kit for Desktop, open.tiktokapis.com/v2/oauth/token/ answers
{"error":"invalid_request","error_description":"Code verifier or code challenge is invalid.","log_id":"20220622185010113006207"}`,
  },
  {
    cause: 'refresh/revoked',
    accept: ['refresh/unknown-token'],
    name: 'ebay refresh token of nobody',
    text: `eBay token request failed (400): {"error":"invalid_grant","error_description":"the provided authorization refresh token is invalid or was issued to another client"}`,
  },
  {
    cause: 'refresh/revoked',
    accept: ['refresh/unknown-token'],
    name: 'login with amazon grant withdrawn',
    text: `{"error":"invalid_grant","error_description":"The request has an invalid grant parameter : refresh_token. User may have revoked or didn't grant the permission."}`,
  },
  {
    cause: 'provider-policy/app-not-public',
    name: 'strava app inactive',
    text: `403 {"message":"Forbidden","errors":[{"resource":"Application","field":"Status","code":"Inactive"}]}`,
  },
  {
    cause: 'provider-policy/app-not-public',
    name: 'threads tester invitation open',
    text: `{"error_message":"Invalid Request: The user has not accepted the invite to test the app.","error_code":1349245}`,
  },
  {
    cause: 'token-use/access-token-expired',
    name: 'shopify offline token of the old kind',
    text: `HTTP 403 {"errors":"[API] Non-expiring access tokens are no longer accepted for the Admin API. Start using expiring offline tokens"}`,
  },
  {
    cause: 'authorization-code/expired',
    name: 'zoom code after five minutes',
    text: `zoom.us/oauth/token says: {"reason":"Code is expired (4,733)","error":"invalid_request"}`,
  },
  {
    cause: 'client-identification/credentials-of-other-app',
    name: 'box assertion for another enterprise',
    text: `BoxAPIException: {"error":"invalid_grant","error_description":"Please check the 'sub' claim. The 'sub' specified is invalid."}`,
  },
  {
    cause: 'state-session/state-mismatch',
    name: 'home assistant link goes to another instance',
    text: `Invalid state. Is My Home Assistant configured to go to the right instance?`,
  },
  {
    cause: 'redirect-uri/not-registered',
    name: 'wordpress.com redirect',
    text: `public-api.wordpress.com shows
Invalid request, please go back and try again.
Error Code: invalid_request
Error Message: Mismatch in redirect_uri.`,
  },
  {
    cause: 'client-identification/grant-type-not-allowed',
    name: 'reddit password grant for a web app',
    text: `prawcore.exceptions.OAuthException: unauthorized_client error processing request (Only script apps may use password auth)`,
  },
  {
    cause: 'authorization-code/redeemed-twice',
    accept: ['authorization-code/expired'],
    name: 'square code unknown',
    text: `"message": "Authorization code not found for app [sq0idp-abc]", "type": "service.not_authorized"`,
  },
  {
    cause: 'scope-consent/consent-denied',
    name: 'xero user declines',
    text: `GET https://app.example/xero/callback?error=access_denied&error_description=TenantConsent+status+DENIED&state=1`,
  },
  {
    cause: 'token-use/audience-mismatch',
    name: 'nextcloud user_oidc audience',
    text: `user_oidc: The audience does not match ours`,
  },
  {
    cause: 'environment/region-mismatch',
    name: 'mailchimp wrong data centre',
    text: `"title":"API Key Invalid","status":401,"detail":"Your API key may be invalid, or you've attempted to access the wrong datacenter.","instance":"9a822b2e"`,
  },
  {
    cause: 'scope-consent/consent-missing',
    name: 'hubspot app governance',
    text: `Authorization failed because this app hasn't been approved to access the required scopes [crm.objects.contacts.write]`,
  },
  {
    cause: 'scope-consent/default-scope-required',
    name: 'of a scope without .default, Microsoft.Identity.Web',
    text: `System.ArgumentException: IDW10404: 'scope' parameter should be of the form 'AppIdUri/.default'. See https://aka.ms/ms-id-web/daemon-scenarios.`,
  },
  {
    cause: 'scope-consent/scope-insufficient',
    name: 'of a scope that the token lacks, Microsoft.Identity.Web',
    text: `IDW10203: The 'scope' or 'scp' claim does not contain scopes 'access_as_user' or was not found.`,
  },
  {
    cause: 'discovery/metadata-not-found',
    name: 'of an API that knows no issuer, IdentityModel',
    text: `IDX10204: Unable to validate issuer. validationParameters.ValidIssuer is null or whitespace AND validationParameters.ValidIssuers is null.`,
  },
  {
    cause: 'environment/wrong-authority',
    name: 'of an authority that MSAL for Python does not trust',
    text: `ValueError: The authority you provided, https://login.corp.example/common, is not whitelisted. If it is indeed your legit customized domain name, you can turn off this check`,
  },
  {
    cause: 'clock/skew',
    name: 'of an ID token from the future, MSAL for Python',
    text: `RuntimeError: 0. The ID token is not yet valid. Make sure your computer's time and time zone are both correct. Current epoch = 1719900000.`,
  },
  {
    cause: 'client-authentication/credentials-missing',
    name: 'of no credential at all, Azure Identity',
    text: `azure.identity: DefaultAzureCredential failed to retrieve a token from the included credentials.
Attempted credentials:
	EnvironmentCredential: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.`,
  },
  {
    cause: 'state-session/cookie-not-stored',
    accept: ['state-session/cookie-host-mismatch', 'authorization-code/redeemed-twice'],
    name: 'of a callback without a login in storage, oidc-client-ts',
    text: `Error: No matching state found in storage
    at OidcClient.readSigninResponseState (oidc-client-ts.js:1203:11)`,
  },
  {
    cause: 'redirect-uri/scheme-mismatch',
    name: 'of a page without cryptography, oidc-client-ts',
    text: `Error: Crypto.subtle is available only in secure contexts (HTTPS).`,
  },
  {
    cause: 'state-session/third-party-cookie-blocked',
    name: 'of a hidden frame without an answer, oidc-client-ts',
    text: `ErrorTimeout: IFrame timed out without a response`,
  },
  {
    cause: 'pkce/only-one-half-sent',
    name: 'of a verifier that is gone, angular-oauth2-oidc',
    text: `OAuthService: No PKCE verifier found in oauth storage!`,
  },
  {
    cause: 'clock/skew',
    name: 'of an ID token out of its time, angular-auth-oidc-client',
    text: `[WARN] 0-web - authCallback Validation, iat rejected id_token was issued too far away from the current time`,
  },
  {
    cause: 'transport-endpoint/parameter-missing',
    accept: ['authorization-code/redeemed-twice'],
    name: 'of a callback handled on every page, auth0-spa-js',
    text: `Error: There are no query params available for parsing.
    at Auth0Client.handleRedirectCallback`,
  },
  {
    cause: 'authorization-code/redeemed-twice',
    accept: ['state-session/overwritten'],
    name: 'of a second callback, okta-auth-js',
    text: `AuthSdkError: Could not load PKCE codeVerifier from storage. This may indicate the auth flow has already completed or multiple auth flows are executing concurrently.`,
  },
  {
    cause: 'environment/environment-mix-up',
    name: 'of a client of another server, MCP',
    text: `Error: OAuth client information is bound to authorization server https://old.example and is not presented to https://new.example.`,
  },
  {
    cause: 'state-session/cookie-host-mismatch',
    name: 'of another host name, mod_auth_openidc',
    text: `[auth_openidc:error] oidc_check_config: the URL hostname (www.corp.example) of the configured OIDCRedirectURI does not match the URL hostname of the URL being accessed (corp.example): the "state" and "session" cookies will not be shared between the two!`,
  },
  {
    cause: 'state-session/cookie-not-stored',
    name: 'of a lost state, Grafana',
    text: `logger=authn.service level=warn msg="Failed to authenticate request" client=auth.client.generic_oauth error="[auth.oauth.state.missing] missing state cookie"`,
  },
  {
    cause: 'redirect-uri/host-port-mismatch',
    name: 'of another address, Argo CD',
    text: `Invalid redirect URL: the protocol and host (including port) must match and the path must be within allowed URLs if provided`,
  },
  {
    cause: 'refresh/revoked',
    accept: ['refresh/testing-mode-limit'],
    name: 'of a remote that has to be connected anew, rclone',
    text: `couldn't list directory: couldn't fetch token: invalid_grant: maybe token expired? - try refreshing with "rclone config reconnect gdrive:"`,
  },
  {
    cause: 'token-use/audience-mismatch',
    name: 'of another API, java-jwt',
    text: `com.auth0.jwt.exceptions.IncorrectClaimException: The Claim 'aud' value doesn't contain the required audience.`,
  },
  {
    cause: 'state-session/cookie-not-stored',
    accept: ['state-session/cookie-name-collision'],
    name: 'of a state that was not found, Spring OAuth',
    text: `InvalidRequestException: Possible CSRF detected - state parameter was required but no state could be found`,
  },
  {
    cause: 'token-use/token-from-other-issuer',
    name: 'of an algorithm that was not set, mozilla-django-oidc',
    text: `SuspiciousOperation: The provider algorithm 'RS256' does not match the client's OIDC_RP_SIGN_ALGO.`,
  },
  {
    cause: 'pkce/verifier-format',
    name: 'of a short verifier, oauthlib',
    text: `ValueError: Length must be greater than or equal to 43`,
  },
  {
    cause: 'discovery/metadata-not-found',
    name: 'of a provider without metadata, OpenID-Connect-PHP',
    text: `Jumbojett\\OpenIDConnectClientException: The provider authorization_endpoint could not be fetched. Make sure your provider has a well known configuration available.`,
  },
  {
    cause: 'discovery/issuer-host-mismatch',
    accept: ['token-use/token-from-other-issuer'],
    name: 'of another issuer, openid_connect for Ruby',
    text: `OpenIDConnect::ResponseObject::IdToken::InvalidIssuer (Invalid ID token: Issuer does not match)`,
  },
  {
    cause: 'client-authentication/credentials-missing',
    name: 'of a signing key that was not loaded, jsonwebtoken',
    text: `Error: secretOrPrivateKey must have a value
    at module.exports (node_modules/jsonwebtoken/sign.js:107:20)`,
  },
  {
    cause: 'transport-endpoint/endpoint-url-wrong',
    name: 'of an empty address, Go',
    text: `Post "/oauth/token": unsupported protocol scheme ""`,
  },
  {
    cause: 'transport-endpoint/blocked-by-firewall',
    name: 'of a blocked request, Chrome',
    text: `Failed to load resource: net::ERR_BLOCKED_BY_CLIENT, at our login page only`,
  },
];
