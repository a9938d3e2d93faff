/** What is named first and how surely of the way to the server, the provider and its policy, where the same words or values prove it once and say little another time. */
import { describe } from 'node:test';
import {
  answer,
  asked,
  grantMissing,
  grantOfClient,
  invalidClient,
  jsonOfClient,
  namesFirst,
  type OpenRow,
  provesNothing,
  type Row,
  refusedLogin,
} from './how-sure.ts';

const rows: readonly Row[] = [
  {
    name: 'a program that sends a form, and looks for JSON in the answer',
    text: 'res = Http.post(TOKEN_URL, body: { grant_type: "client_credentials" })\nraise unless res.headers["content-type"].include?("application/json")\n400 {"error":"invalid_request","error_description":"Missing parameter: grant_type"}',
    first: 'transport-endpoint/body-not-form',
    confidence: 'likely',
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
    name: 'JSON that is asked for, and a form that is sent, in one line',
    text: `send({ headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' }, body: form })\n${answer('400 Bad Request', '{"error":"unsupported_grant_type","error_description":"grant type refresh is not supported"}')}`,
    first: 'transport-endpoint/body-not-form',
    confidence: 'possible',
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
    name: 'a line break that somebody found behind the secret',
    text: 'The secret in our vault has a trailing newline; the header decodes to shop:k39f\\n. 401 invalid_client',
    first: 'transport-endpoint/stray-whitespace',
    confidence: 'likely',
  },
  {
    name: 'the type of a form above a body that is JSON',
    text: '2026-03-03 10:00:00 DEBUG http Content-Type: application/x-www-form-urlencoded\n2026-03-03 10:00:00 DEBUG http body JSON.stringify({ grant_type })\n2026-03-03 10:00:01 ERROR token 400 unsupported_grant_type',
    first: 'transport-endpoint/body-not-form',
    confidence: 'likely',
  },
  {
    name: 'an event whose outcome is a failure with a reason in one word',
    text: '{"published":"2026-03-03T10:00:00Z","eventType":"app.oauth2.as.token.grant","displayMessage":"OAuth2 token request","outcome":{"result":"FAILURE","reason":"no_matching_policy"},"actor":{"displayName":"Shop"}}',
    first: 'provider-policy/access-policy-missing',
    confidence: 'certain',
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
    name: 'an app that asks Entra for a token of its own, and names no tenant',
    text: `POST https://login.microsoftonline.com/common/oauth2/v2.0/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=0c1d2e3f-aaaa-4c6d-8e7f-901234567890&client_secret=k39fL20fk&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default\n${answer('400 Bad Request', '{"error":"unauthorized_client","error_description":"AADSTS700016: Application with identifier was not found in the directory."}')}`,
    first: 'environment/wrong-authority',
    confidence: 'certain',
  },
  {
    name: 'two issuers of a message beside a redirect URI of the log',
    text: 'log: redirect_uri=https://192.168.2.100:9200/callback.html known=true\nERR issuer did not match the issuer returned by provider, expected "https://localhost:9200" got "https://192.168.2.100:9200"',
    first: 'discovery/issuer-host-mismatch',
    confidence: 'certain',
  },
  {
    name: 'a guarded view of the API in place of the token endpoint, and a reporter who wrote names over the values',
    text: `POST https://shop.example/api/o/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=password&client_id=CLIENT_ID&username=USERNAME&password=PASSWORD\n${answer('401 Unauthorized', '{"detail":"Authentication credentials were not provided."}')}`,
    first: 'transport-endpoint/endpoint-url-wrong',
    confidence: 'likely',
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
    name: 'what somebody has ruled out',
    text: 'Error: connect ETIMEDOUT. That the token was not issued for this audience is not the problem.',
    first: 'availability/provider-unreachable',
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
    name: 'a captcha in place of the answer',
    text: answer(
      '403 Forbidden',
      '{"url":"https://geo.captcha-delivery.com/captcha/?initialCid=AHrlq&cid=k39"}',
    ).trim(),
    first: 'transport-endpoint/blocked-by-firewall',
    confidence: 'certain',
  },
];

/** Captures that prove nothing: which of the likely ones comes first is learned, and this one is among the first three. */
const open: readonly OpenRow[] = [
  {
    name: 'a login that a policy denied',
    text: refusedLogin('Access was denied by conditional access policy'),
    first: 'provider-policy/access-policy-missing',
  },
  {
    name: 'a grant of Instagram that is documented with GET',
    text: `GET https://graph.instagram.com/access_token?grant_type=ig_exchange_token&client_secret=k39fL20fkLs02&access_token=IGQVJk39f HTTP/1.1\n${answer('400 Bad Request', '{"error":{"message":"Unsupported request - method type: get","type":"IGApiException","code":100}}')}`,
    first: 'transport-endpoint/wrong-http-method',
  },
];

describe('how sure a cause of what is around the protocol is', () => {
  namesFirst(rows);
  provesNothing(open);
});
