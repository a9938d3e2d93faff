/** What people paste, as it comes: each form alone, and mixed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Capture, readCapture } from '@candor/doctor';
import fc from 'fast-check';

interface Expected {
  readonly role: string;
  readonly method?: string;
  readonly url?: string;
  readonly sent?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly given?: Readonly<Record<string, string>>;
}

interface Row {
  readonly name: string;
  readonly text: string;
  readonly exchanges: readonly Expected[];
  readonly notes?: readonly (readonly [string, RegExp])[];
}

const form = 'grant_type=authorization_code&code=c-1&redirect_uri=https%3A%2F%2Fapp.example%2Fcb';
const sent = { grant_type: 'authorization_code', code: 'c-1', redirect_uri: 'https://app.example/cb' };
const tokenUrl = 'https://idp.example/oauth/token';
const refused = { status: 400, given: { error: 'invalid_grant', error_description: 'Code is no good' } };
const refusedJson = '{"error":"invalid_grant","error_description":"Code is no good"}';
const basic = { authorization: 'Basic aWQ6c2VjcmV0' };

const unseenHeader = { authorization: '…' };
const codeMissing = { status: 400, given: { error: 'invalid_request', error_description: "code isn't there" } };

const cameBack = (time: string, status: string, agent = 'Mozilla/5.0'): string =>
  `192.0.2.7 - - [03/Mar/2026:10:00:${time} +0000] "GET /cb?code=c-1&state=k39f HTTP/1.1" ${status} 0 "-" "${agent}"`;
const start =
  'https://idp.example/authorize?client_id=me&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb';

const rows: readonly Row[] = [
  {
    name: 'the steps in which somebody tells what happened, below an answer without a body',
    text: `GET https://app.example/in\n\nHTTP/1.1 200 OK\nSet-Cookie: sid=1; Path=/\n\n1. Open the page\n2. The session is a new one`,
    exchanges: [{ role: 'other', status: 200 }],
    notes: [['remark', /^1\. Open the page/]],
  },
  {
    name: 'a page without its markup, whose second paragraph speaks of the redirect URI',
    text: `GET https://idp.example/authorize?client_id=me&response_type=code\n\nStatus: 400 Bad Request\nContent-Type: text/html\nError: redirect_uri_mismatch\n\nThe redirect URI of the request, https://app.example/cb, is none of those that belong to the client.\n\nThat is what I get.`,
    exchanges: [{ role: 'authorization-request', status: 400 }],
    notes: [['remark', /^That is what I get/]],
  },
  {
    name: 'the address of a login, and below it the tokens that came later',
    text: `https://idp.example/authorize?client_id=me&response_type=code\n\n{"access_token":"at-1","token_type":"bearer"}`,
    exchanges: [{ role: 'authorization-request' }, { role: 'token-request', given: { access_token: 'at-1' } }],
  },
  {
    name: 'the list of a console, which nobody has called',
    text: 'Authorised redirect URIs\nURIs 1\nhttps://shop.example/callback\nURIs 2\nhttps://shop.example/login',
    exchanges: [],
  },
  {
    name: 'events of a provider, each of them on a line',
    text: '{"published":"2026-03-03T10:00:00Z","outcome":{"result":"SUCCESS"}}\n{"published":"2026-03-03T10:01:00Z","outcome":{"result":"FAILURE","reason":"no_matching_policy"}}',
    exchanges: [
      { role: 'other', given: { 'outcome.result': 'SUCCESS' } },
      { role: 'other', given: { 'outcome.result': 'FAILURE', 'outcome.reason': 'no_matching_policy' } },
    ],
  },
  {
    name: 'events of a provider as a list',
    text: '[{"time":1772532000000,"type":"LOGIN"},{"time":1772532060000,"type":"LOGIN_ERROR","error":"invalid_redirect_uri"}]',
    exchanges: [
      { role: 'other', given: { type: 'LOGIN' } },
      { role: 'other', given: { error: 'invalid_redirect_uri' } },
    ],
  },
  {
    name: 'a redirect and what somebody writes below it',
    text: `GET https://idp.example/authorize?client_id=me&response_type=code\n\nHTTP/1.1 302 Found\nLocation: https://app.example/cb?error=redirect_mismatch\n\nThe console has https://app.example/callback`,
    exchanges: [{ role: 'authorization-request', status: 302 }],
    notes: [['remark', /^The console has/]],
  },
  {
    name: 'a callback that an access log has twice, of two requests',
    text: `${cameBack('04', '302')}\n${cameBack('05', '500')}`,
    exchanges: [
      { role: 'authorization-response', status: 302 },
      { role: 'authorization-response', status: 500 },
    ],
  },
  {
    name: 'a callback that two logs have, of one request',
    text: `${cameBack('04', '302')}\n2026-03-03T10:00:04Z app[web.1] GET /cb?code=c-1&state=k39f 302`,
    exchanges: [{ role: 'authorization-response', status: 302 }],
  },
  {
    name: 'a token error below the address of a login, of the command above it',
    text: `curl ${tokenUrl} -d '${form}'\n\n${start}\n\n${refusedJson}`,
    exchanges: [
      { role: 'token-request', sent, given: refused.given },
      { role: 'authorization-request', url: start },
    ],
  },
  {
    name: 'a refusal of the login below its address, with a command above it',
    text: `curl ${tokenUrl} -d '${form}'\n\n${start}\n\n{"error":"invalid_scope"}`,
    exchanges: [
      { role: 'token-request', sent },
      { role: 'authorization-request', url: start, given: { error: 'invalid_scope' } },
    ],
  },
  {
    name: 'an address behind a label that tells of another one',
    text: `The login fails.\nLogin URL of the other tenant: ${start}`,
    exchanges: [],
    notes: [['remark', /other tenant/]],
  },
  {
    name: 'an address behind a label that says it was called',
    text: `Request of the browser: ${start}`,
    exchanges: [{ role: 'authorization-request', url: start }],
  },
  {
    name: 'the error of Axios as Node prints it, with request and answer in it',
    text: `AxiosError: Request failed with status code 400\n    at settle (/srv/axios/settle.js:19:12) {\n  code: 'ERR_BAD_REQUEST',\n  config: {\n    adapter: [ 'xhr', 'http' ],\n    validateStatus: [Function: validateStatus],\n    headers: Object [AxiosHeaders] {\n      'Content-Type': 'application/x-www-form-urlencoded'\n    },\n    method: 'post',\n    url: '${tokenUrl}',\n    data: 'grant_type=authorization_code&code=c-1' +\n      '&redirect_uri=https%3A%2F%2Fapp.example%2Fcb'\n  },\n  request: <ref *1> ClientRequest {\n    method: 'POST',\n    [Symbol(kOutHeaders)]: [Object: null prototype] { accept: [Array] }\n  },\n  response: {\n    status: 400,\n    headers: Object [AxiosHeaders] { 'x-request-id': 'r-1' },\n    data: { error: 'invalid_request', error_description: "code isn't there" }\n  }\n}\nSince the update.`,
    exchanges: [{ role: 'token-request', method: 'POST', url: tokenUrl, sent, ...codeMissing }],
    notes: [
      ['client-error', /^AxiosError: Request failed[\s\S]*settle\.js:19:12\)/],
      ['remark', /^Since the update\.$/],
    ],
  },
  {
    name: 'the same error of which the start was left out',
    text: `config: {\n  method: 'post',\n  url: '${tokenUrl}',\n  data: '${form}'\n},\nresponse: { status: 400, data: { error: 'invalid_request', error_description: "code isn't there" } }`,
    exchanges: [{ role: 'token-request', sent, ...codeMissing }],
  },
  {
    name: 'the error of a client in a line of JSON that a program logged',
    text: `{"level":50,"time":1772530000000,"msg":"no tokens","err":{"type":"AxiosError","message":"Request failed with status code 400","stack":"AxiosError: failed\\n    at a (b.js:1:1)","config":{"baseURL":"https://idp.example/","url":"/oauth/token","method":"post","data":"{\\"grant_type\\":\\"authorization_code\\",\\"code\\":\\"c-1\\"}","headers":{"Content-Type":"application/json"}},"response":{"status":400,"data":"{\\"error\\":\\"invalid_request\\",\\"error_description\\":\\"code isn't there\\"}"}}}`,
    exchanges: [
      {
        role: 'token-request',
        url: tokenUrl,
        sent: { grant_type: 'authorization_code', code: 'c-1' },
        headers: { 'content-type': 'application/json' },
        ...codeMissing,
      },
    ],
    notes: [['client-error', /^AxiosError: Request failed with status code 400$/]],
  },
  {
    name: 'the error of a client whose options have the form as members',
    text: `StatusCodeError: 400\n    at b (c.js:1:1) {\n  statusCode: 400,\n  options: { method: 'POST', uri: '${tokenUrl}', form: { grant_type: 'authorization_code', code: 'c-1' }, auth: { user: 'id', pass: 'secret' } },\n  response: { statusCode: 400, body: '{"error":"invalid_grant"}' }\n}`,
    exchanges: [
      {
        role: 'token-request',
        sent: { grant_type: 'authorization_code', code: 'c-1' },
        headers: basic,
        status: 400,
        given: { error: 'invalid_grant' },
      },
    ],
  },
  {
    name: 'an answer of fetch as Node prints it, which names the address alone',
    text: `HTTPError: failed\n    at a (b.js:1:1) {\n  response: Response {\n    status: 401,\n    headers: Headers { 'www-authenticate': 'Basic' },\n    body: ReadableStream { locked: false, state: 'readable' },\n    url: '${tokenUrl}'\n  }\n}`,
    exchanges: [{ role: 'token-request', url: tokenUrl, status: 401 }],
  },
  {
    name: 'an object of settings, which is no request',
    text: `const config = {\n  options: { url: 'https://idp.example', realm: 'shop' },\n  scope: 'openid'\n}`,
    exchanges: [],
  },
  {
    name: 'a redirect and what somebody writes below it',
    text: `GET https://idp.example/authorize?client_id=me&response_type=code\n\nHTTP/1.1 302 Found\nLocation: https://app.example/cb?error=redirect_mismatch\n\nThe console has https://app.example/callback`,
    exchanges: [{ role: 'authorization-request', status: 302 }],
    notes: [['remark', /^The console has/]],
  },
  {
    name: 'a redirect and the words that its server sends with it',
    text: `GET https://idp.example/authorize?client_id=me&response_type=code\n\nHTTP/1.1 302 Found\nLocation: https://app.example/cb?code=c-1\n\nFound. Redirecting to https://app.example/cb?code=c-1`,
    exchanges: [{ role: 'authorization-request', status: 302 }],
  },
  {
    name: 'a redemption by GET, under a path that has the look of a callback',
    text: `GET https://graph.idp.example/v18.0/oauth/access_token?client_id=me&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&client_secret=s&code=c-1`,
    exchanges: [{ role: 'token-request', sent: { code: 'c-1' } }],
  },
  {
    name: 'a request as the log of a server prints it over several lines',
    text: `fail: Validator[0]\n      Invalid redirect_uri: https://app.example/cb\n      {\n        "ClientId": "me",\n        "SubjectId": "anonymous",\n        "AllowedRedirectUris": []\n      }`,
    exchanges: [],
    notes: [['log-line', /"AllowedRedirectUris"/]],
  },
  {
    name: 'addresses under a heading of settings, which nobody has called',
    text: `https://idp.example/authorize?client_id=me&response_type=code\n\nAllowed callback URLs:\nhttps://app.example\nhttps://app.example/cb`,
    exchanges: [
      { role: 'authorization-request', url: 'https://idp.example/authorize?client_id=me&response_type=code' },
    ],
    notes: [['remark', /Allowed callback URLs:\nhttps:\/\/app.example\nhttps:\/\/app.example\/cb/]],
  },
  {
    name: 'an address under a heading that says it was opened',
    text: `I open the callback URL:\nhttps://app.example/cb`,
    exchanges: [{ role: 'other', method: 'GET', url: 'https://app.example/cb' }],
  },
  {
    name: 'curl for bash, continued over lines',
    text: `curl -X POST '${tokenUrl}' \\\n  -u id:secret \\\n  -d 'grant_type=authorization_code' \\\n  -d code=c-1 \\\n  --data-urlencode 'redirect_uri=https://app.example/cb'`,
    exchanges: [{ role: 'token-request', method: 'POST', url: tokenUrl, sent, headers: basic }],
  },
  {
    name: 'curl for cmd, with carets',
    text: `C:\\> curl.exe -X POST "${tokenUrl}" ^\n  -H "Authorization: Basic aWQ6c2VjcmV0" ^\n  -d "${form}"`.replace(
      'C:\\> ',
      '',
    ),
    exchanges: [{ role: 'token-request', method: 'POST', url: tokenUrl, sent, headers: basic }],
  },
  {
    name: 'curl with a prompt, -G and its answer with -i',
    text: `$ curl -i -G https://idp.example/authorize -d response_type=code --data-urlencode "scope=a b" -d client_id=me\nHTTP/2 302\nlocation: https://app.example/cb?error=access_denied&state=s\n`,
    exchanges: [
      {
        role: 'authorization-request',
        method: 'GET',
        sent: { response_type: 'code', scope: 'a b', client_id: 'me' },
        status: 302,
        given: { error: 'access_denied', state: 's' },
      },
    ],
  },
  {
    name: 'curl with a JSON body in single quotes, and a quote inside',
    text: `curl ${tokenUrl} --json '{"grant_type":"authorization_code","code":"it'\\''s"}'`,
    exchanges: [
      {
        role: 'token-request',
        method: 'POST',
        sent: { grant_type: 'authorization_code', code: "it's" },
        headers: { 'content-type': 'application/json' },
      },
    ],
  },
  {
    name: 'curl with a client certificate, which proves the client as well as a secret does',
    text: `curl -E client.pem --key client.key ${tokenUrl} -d grant_type=client_credentials -d client_id=me`,
    exchanges: [{ role: 'token-request', method: 'POST', url: tokenUrl, headers: unseenHeader }],
  },
  {
    name: 'curl that takes its credentials from a file',
    text: `curl -sn ${tokenUrl} -d grant_type=client_credentials`,
    exchanges: [{ role: 'token-request', url: tokenUrl, headers: unseenHeader }],
  },
  {
    name: 'curl that asks for the secret',
    text: `curl -u me ${tokenUrl} -d grant_type=client_credentials`,
    exchanges: [{ role: 'token-request', headers: { authorization: 'Basic …' } }],
  },
  {
    name: 'curl with the fields of a multipart body, one of them from a file',
    text: `curl -F grant_type=authorization_code -F "code=c-1;type=text/plain" -F assertion=@a.jwt --form-string client_secret=@k9 ${tokenUrl}`,
    exchanges: [
      {
        role: 'token-request',
        method: 'POST',
        sent: { grant_type: 'authorization_code', code: 'c-1', assertion: '…', client_secret: '@k9' },
        headers: { 'content-type': 'multipart/form-data; boundary=form-of-curl' },
      },
    ],
  },
  {
    name: 'curl with several options in one word, and others that take a file',
    text: `curl -sSD headers.txt -u id:secret -sXPUT --url ${tokenUrl} -d 'grant_type=a' -o out.json`,
    exchanges: [{ role: 'token-request', method: 'PUT', url: tokenUrl, sent: { grant_type: 'a' }, headers: basic }],
  },
  {
    name: 'curl with a template, and its request below as a browser shows it',
    text: `curl -kIH "Authorization: Bearer {token}" https://api.example/orders\n\nRequest URL: https://api.example/orders\nRequest Method: HEAD\nAuthorization: Bearer t-1\n\nHTTP/1.1 403 Forbidden`,
    exchanges: [{ role: 'resource-request', method: 'HEAD', headers: { authorization: 'Bearer t-1' }, status: 403 }],
  },
  {
    name: 'curl with a template, and its request below as a browser shows it, below a label',
    text: `curl -kIH "Authorization: Bearer {token}" https://api.example/orders\n\n### Request\nRequest URL: https://api.example/orders\nRequest Method: HEAD\nAuthorization: Bearer t-1\n\nHTTP/1.1 403 Forbidden`,
    exchanges: [{ role: 'resource-request', method: 'HEAD', headers: { authorization: 'Bearer t-1' }, status: 403 }],
  },
  {
    name: 'curl with an empty body',
    text: `curl -d '' ${tokenUrl}`,
    exchanges: [{ role: 'token-request', method: 'POST', url: tokenUrl }],
  },
  {
    name: 'HTTPie with a bearer token',
    text: `$ http -A bearer -a t-1 GET https://api.example/orders`,
    exchanges: [{ role: 'resource-request', method: 'GET', headers: { authorization: 'Bearer t-1' } }],
  },
  {
    name: 'PowerShell',
    text: `Invoke-RestMethod -Method Post -Uri "${tokenUrl}" -Headers @{ Authorization = "Basic aWQ6c2VjcmV0" } -Body @{ grant_type = 'authorization_code'; code = 'c-1'; redirect_uri = 'https://app.example/cb' }`,
    exchanges: [{ role: 'token-request', method: 'Post'.toUpperCase(), url: tokenUrl, sent, headers: basic }],
  },
  {
    name: 'PowerShell behind its prompt, with a body of a variable, and the error that it prints',
    text: `PS C:\\work> $id = 'me'\nPS C:\\work> $form = @{\n>>   grant_type = "authorization_code"\n>>   code       = "c-1"\n>>   redirect_uri = 'https://app.example/cb'\n>>   client_id  = "$id"\n>> }\nPS C:\\work> $answer = Invoke-RestMethod -Uri "${tokenUrl}" -Method Post -Body $form\nInvoke-RestMethod: ${refusedJson}`,
    exchanges: [
      {
        role: 'token-request',
        method: 'POST',
        url: tokenUrl,
        sent: { ...sent, client_id: 'me' },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        status: 0,
        given: refused.given,
      },
    ],
  },
  {
    name: 'PowerShell with its parameters in one table, whose header has to be worked out',
    text: `$call = @{\n  Uri     = '${tokenUrl}'\n  Method  = 'Post'\n  Headers = @{ Authorization = "Basic $([Convert]::ToBase64String($pair))" }\n  Body    = @{ grant_type = 'authorization_code'; code = 'c-1' } | ConvertTo-Json\n}\nInvoke-RestMethod @call`,
    exchanges: [
      {
        role: 'token-request',
        url: tokenUrl,
        sent: { grant_type: 'authorization_code', code: 'c-1' },
        headers: { authorization: 'Basic …' },
      },
    ],
  },
  {
    name: 'a call of requests in Python, with its answer in a comment',
    text: `import requests\nanswer = requests.post(\n    "${tokenUrl}",\n    data={\n        "grant_type": "authorization_code",  # RFC 6749\n        'code': 'c-1',\n        "redirect_uri": "https://app.example/cb",\n        "client_id": os.environ["CLIENT_ID"],\n    },\n    auth=("id", "secret"),\n)\nprint(answer.text)\n# 400 ${refusedJson}`,
    exchanges: [
      {
        role: 'token-request',
        method: 'POST',
        url: tokenUrl,
        sent: { ...sent, client_id: '…' },
        headers: { ...basic, 'content-type': 'application/x-www-form-urlencoded' },
        ...refused,
      },
    ],
  },
  {
    name: 'a call of httpx in Python with JSON and headers',
    text: `r = await client.post("${tokenUrl}", json={"grant_type": "authorization_code", "code": "c-1"}, headers={"Authorization": f"Basic {pair}"})`,
    exchanges: [
      {
        role: 'token-request',
        url: tokenUrl,
        sent: { grant_type: 'authorization_code', code: 'c-1' },
        headers: { 'content-type': 'application/json', authorization: 'Basic …' },
      },
    ],
  },
  {
    name: 'variables of a script that calls nothing',
    text: `$callback = "https://app.example/cb"\n$id = "me"`,
    exchanges: [],
  },
  {
    name: 'curl for cmd, as Chrome copies it',
    text: `curl ^"${tokenUrl}^" ^\n  -H ^"authorization: Basic aWQ6c2VjcmV0^" ^\n  --data-raw ^"grant_type=authorization_code^&code=c-1^&redirect_uri=https^%^3A^%^2F^%^2Fapp.example^%^2Fcb^"`,
    exchanges: [{ role: 'token-request', method: 'POST', url: tokenUrl, sent, headers: basic }],
  },
  {
    name: 'curl for cmd with JSON, as Chrome copies it',
    text: `curl ^"${tokenUrl}^" ^\n  -H ^"content-type: application/json^" ^\n  --data-raw ^"^{^\\^"grant_type^\\^":^\\^"authorization_code^\\^",^\\^"code^\\^":^\\^"c-1^\\^"^}^"`,
    exchanges: [{ role: 'token-request', url: tokenUrl, sent: { grant_type: 'authorization_code', code: 'c-1' } }],
  },
  {
    name: 'fetch, as developer tools copy it, with the answer',
    text: `fetch("${tokenUrl}", {\n  "headers": {\n    "authorization": "Basic aWQ6c2VjcmV0",\n    "content-type": "application/x-www-form-urlencoded"\n  },\n  "referrer": "https://app.example/",\n  "body": "${form}",\n  "method": "POST",\n  "mode": "cors"\n});\n\n${refusedJson}`,
    exchanges: [
      { role: 'token-request', method: 'POST', url: tokenUrl, sent, headers: basic, given: refused.given, status: 0 },
    ],
  },
  {
    name: 'fetch in one line',
    text: `await fetch("${tokenUrl}", { "headers": { "content-type": "application/x-www-form-urlencoded" }, "body": "${form}", "method": "POST" });`,
    exchanges: [{ role: 'token-request', method: 'POST', url: tokenUrl, sent }],
  },
  {
    name: 'HTTPie with a form, continued over lines',
    text: `$ http --form POST ${tokenUrl} \\\n  grant_type=authorization_code code=c-1 \\\n  redirect_uri=https://app.example/cb Authorization:"Basic aWQ6c2VjcmV0"\nHTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n${refusedJson}`,
    exchanges: [{ role: 'token-request', method: 'POST', url: tokenUrl, sent, headers: basic, ...refused }],
  },
  {
    name: 'HTTPie with credentials and JSON',
    text: 'https -a id:secret idp.example/oauth/token grant_type=authorization_code code=c-1 redirect_uri=https://app.example/cb',
    exchanges: [
      {
        role: 'token-request',
        method: 'POST',
        url: tokenUrl,
        sent,
        headers: { ...basic, 'content-type': 'application/json' },
      },
    ],
  },
  {
    name: 'curl -v, with its marks',
    text: `* Connected to idp.example\n> POST /oauth/token HTTP/1.1\n> Host: idp.example\n> Content-Type: application/x-www-form-urlencoded\n>\n${form}\n< HTTP/1.1 400 Bad Request\n< Content-Type: application/json\n<\n${refusedJson}`,
    exchanges: [{ role: 'token-request', method: 'POST', url: tokenUrl, sent, ...refused }],
  },
  {
    name: 'raw HTTP without an empty line before the body',
    text: `POST ${tokenUrl}\nContent-Type: application/x-www-form-urlencoded\n${form}\n\nHTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n${refusedJson}`,
    exchanges: [{ role: 'token-request', method: 'POST', url: tokenUrl, sent, ...refused }],
  },
  {
    name: 'raw HTTP, whose scheme another line of the capture names',
    text: 'GET /authorize?response_type=code&client_id=me&redirect_uri=http%3A%2F%2Flocalhost%3A8081%2Fcb HTTP/1.1\nHost: idp.example\n\nGET /cb?code=c-1 HTTP/1.1\nHost: localhost:8081',
    exchanges: [
      { role: 'authorization-request', sent: { redirect_uri: 'http://localhost:8081/cb' } },
      { role: 'authorization-response', url: 'http://localhost:8081/cb?code=c-1' },
    ],
  },
  {
    name: 'a multipart body directly below its headers',
    text: 'POST https://idp.example/oauth/token\nContent-Type: multipart/form-data; boundary=--d1f0\n----d1f0\nContent-Disposition: form-data; name="grant_type"\n\nclient_credentials\n----d1f0\nContent-Disposition: form-data; name="client_secret"\n\nk39f\n----d1f0--',
    exchanges: [
      { role: 'token-request', url: tokenUrl, sent: { grant_type: 'client_credentials', client_secret: 'k39f' } },
    ],
  },
  {
    name: 'a page whose words stand below its headers, with a colon',
    text: 'HTTP/1.1 403 Forbidden\nContent-Type: text/html\nError: disallowed_useragent',
    exchanges: [{ role: 'other', status: 403 }],
  },
  {
    name: 'addresses in a list, which are no requests',
    text: `GET https://idp.example/authorize?client_id=me&response_type=code\n\nAllowed callback URLs:\nhttps://app.example\nhttps://app.example/cb`,
    exchanges: [{ role: 'authorization-request' }],
    notes: [['remark', /app\.example\/cb$/]],
  },
  {
    name: 'an address below a word for it, and the body below',
    text: `Token URL:\n${tokenUrl}\n\nBody:\n${form}`,
    exchanges: [{ role: 'token-request', url: tokenUrl, sent }],
  },
  {
    name: 'the developer tools of a browser',
    text: `General\nRequest URL: ${tokenUrl}\nRequest Method: POST\nStatus Code: 400 Bad Request\nRequest Headers\nauthorization: Basic aWQ6c2VjcmV0\n`,
    exchanges: [{ role: 'token-request', method: 'POST', url: tokenUrl, status: 400 }],
  },
  {
    name: 'the developer tools with their form',
    text: `Request URL: ${tokenUrl}\nRequest Method: POST\nContent-Type: application/x-www-form-urlencoded\n\nForm Data\n${form}`,
    exchanges: [{ role: 'token-request', method: 'POST', sent }],
  },
  {
    name: 'labels, fences and numbers',
    text: `1.\n### Request\n\`\`\`http\nGET https://idp.example/authorize?response_type=code&client_id=me\n\`\`\`\n### Response\n\`\`\`\n302 Found\nLocation: https://idp.example/login\n\`\`\`\n\n2.\nRequest:\n\`\`\`\nPOST ${tokenUrl}\n\n${form}\n\`\`\`\nwhat comes back:\n\`\`\`json\n${refusedJson}\n\`\`\`\n\nIt worked last week.`,
    exchanges: [
      { role: 'authorization-request', status: 302 },
      { role: 'token-request', sent, status: 0, given: refused.given },
    ],
    notes: [['remark', /last week/]],
  },
  {
    name: 'an answer without a body in a fence, and words below it',
    text: 'Request:\n```\nGET https://api.example/me\nAuthorization: Bearer abc\n```\n\nResponse:\n```\nHTTP/1.1 401 Unauthorized\nContent-Type: application/json\n```\n\nOther calls work.',
    exchanges: [{ role: 'resource-request', status: 401, given: {} }],
    notes: [['remark', /^Other calls work/]],
  },
  {
    name: 'an answer without a body, and below it what somebody tells over two lines',
    text: 'GET https://api.example/me\nAuthorization: Bearer abc\n\nHTTP/1.1 401 Unauthorized\n\nSince Monday I get this,\nand other calls work.',
    exchanges: [{ role: 'resource-request', status: 401, given: {} }],
    notes: [['remark', /other calls work/]],
  },
  {
    name: 'an answer whose body stands in a fence of its own',
    text: `Response:\n\`\`\`\nHTTP/1.1 400 Bad Request\n\`\`\`\n\n\`\`\`json\n${refusedJson}\n\`\`\``,
    exchanges: [{ role: 'other', ...refused }],
  },
  {
    name: 'a form of one parameter directly below its headers',
    text: `POST ${tokenUrl}\nContent-Type: application/x-www-form-urlencoded\nclient_secret=s\n\nHTTP/1.1 400 Bad Request`,
    exchanges: [{ role: 'token-request', sent: { client_secret: 's' }, status: 400 }],
  },
  {
    name: 'two addresses, the request and where the browser ended',
    text: 'https://idp.example/authorize?client_id=me&response_type=code&scope=read write\n\nhttps://app.example/cb?error=invalid_scope&error_description=No+such+scope&state=s',
    exchanges: [
      { role: 'authorization-request', sent: { scope: 'read write' } },
      { role: 'authorization-response', sent: { error: 'invalid_scope', error_description: 'No such scope' } },
    ],
  },
  {
    name: 'an address that a mail broke into lines',
    text: 'https://idp.example/authorize?client_id=a-long-client-id-of-an-app\n&response_type=code\n&redirect_uri=https%3A%2F%2Fapp.example%2Fcb',
    exchanges: [
      { role: 'authorization-request', sent: { response_type: 'code', redirect_uri: 'https://app.example/cb' } },
    ],
  },
  {
    name: 'an address out of a page, with its entities',
    text: 'https://idp.example/authorize?client_id=me&amp;response_type=code&amp;state=s',
    exchanges: [{ role: 'authorization-request', sent: { client_id: 'me', response_type: 'code', state: 's' } }],
  },
  {
    name: 'an answer in the fragment',
    text: 'https://app.example/cb#access_token=t&token_type=Bearer&state=s',
    exchanges: [{ role: 'authorization-response', sent: { access_token: 't', state: 's' } }],
  },
  {
    name: 'a JSON answer alone, over lines, with a word before it',
    text: 'I get this:\n{\n  "error": "invalid_grant",\n  "error_description": "Code is no good"\n}',
    exchanges: [{ role: 'other', status: 0, given: refused.given }],
    notes: [['remark', /I get this/]],
  },
  {
    name: 'a form alone',
    text: form,
    exchanges: [{ role: 'token-request', method: 'POST', sent }],
  },
  {
    name: 'an answer that is a form',
    text: `POST https://github.example/login/oauth/access_token\n\n${form}\n\nHTTP/1.1 200 OK\nContent-Type: application/x-www-form-urlencoded\n\nerror=bad_verification_code&error_description=The+code+is+incorrect`,
    exchanges: [
      {
        role: 'token-request',
        status: 200,
        given: { error: 'bad_verification_code', error_description: 'The code is incorrect' },
      },
    ],
  },
  {
    name: 'an address of authorization, and the answer of the token endpoint below its label',
    text: `The login:\nhttps://idp.example/authorize?client_id=me&response_type=code\n\nToken response (400):\n${refusedJson}`,
    exchanges: [
      { role: 'authorization-request', sent: { client_id: 'me' } },
      { role: 'other', ...refused },
    ],
  },
  {
    name: 'a header with several spaces before its value',
    text: `POST ${tokenUrl}\nAuthorization:   Basic aWQ6c2VjcmV0\n\n${form}`,
    exchanges: [{ role: 'token-request', sent, headers: basic }],
  },
  {
    name: 'a challenge in a header',
    text: 'GET https://api.example/me\nAuthorization: Bearer abc\n\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm="x", error="invalid_token", error_description="The token \\"abc\\" expired"',
    exchanges: [{ role: 'resource-request', status: 401, given: { error: 'invalid_token', realm: 'x' } }],
  },
  {
    name: 'an error line, and what somebody says of it',
    text: 'It fails since Monday on the server only.\n\nOAuth2Error: invalid_client (Client authentication failed)\n    at Object.exchange (/srv/app/oauth.js:12:3)',
    exchanges: [],
    notes: [
      ['remark', /since Monday/],
      ['client-error', /invalid_client[\s\S]*oauth\.js/],
    ],
  },
  {
    name: 'lines of a log',
    text: '2026-11-27T08:00:00Z INFO starting\n2026-11-27T08:00:01Z ERROR token endpoint said invalid_grant',
    exchanges: [],
    notes: [['log-line', /starting[\s\S]*invalid_grant/]],
  },
  {
    name: 'an answer with a header of underscores, and a page that says its status again',
    text: `POST ${tokenUrl}\n\ngrant_type=refresh_token&refresh_token=rt81kLs02kdQ\n\nHTTP/1.1 200 OK\ncontent-type: application/json\ntrace_tid: 1-62-19\n\n{"access_token":"at1"}\n\nGET https://api.example/me\nAuthorization: Bearer at1\n\nHTTP/1.1 401 Unauthorized\nContent-Type: text/html\n401 Unauthorized\n\nI set the audience in the portal.`,
    exchanges: [
      { role: 'token-request', status: 200, given: { access_token: 'at1' } },
      { role: 'resource-request', status: 401 },
    ],
    notes: [['remark', /I set the audience/]],
  },
  {
    name: 'a line of an access log',
    text: '127.0.0.1 - - [27/Nov/2026] "GET /cb?error=access_denied&state=s HTTP/1.1" 500 120',
    exchanges: [{ role: 'authorization-response', method: 'GET', sent: { error: 'access_denied' }, status: 500 }],
    notes: [['log-line', /access_denied/]],
  },
  {
    name: 'a Postman collection',
    text: JSON.stringify({
      info: { schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      item: [
        {
          name: 'Token',
          request: {
            method: 'POST',
            url: { raw: tokenUrl },
            auth: {
              type: 'basic',
              basic: [
                { key: 'username', value: 'id' },
                { key: 'password', value: 'secret' },
              ],
            },
            body: { mode: 'urlencoded', urlencoded: Object.entries(sent).map(([key, value]) => ({ key, value })) },
          },
          response: [{ code: 400, header: [], body: refusedJson }],
        },
      ],
    }),
    exchanges: [{ role: 'token-request', method: 'POST', url: tokenUrl, sent, headers: basic, ...refused }],
  },
];

const valuesOf = (parameters: readonly { readonly name: string; readonly value: string }[] | undefined) =>
  Object.fromEntries((parameters ?? []).map(({ name, value }) => [name, value]));

function assertPart(actual: Record<string, string>, expected: Readonly<Record<string, string>> | undefined): void {
  for (const [name, value] of Object.entries(expected ?? {})) assert.equal(actual[name], value, name);
}

describe('a pasted text', () => {
  for (const { name, text, exchanges, notes = [] } of rows) {
    it(`of ${name}`, () => {
      const read = readCapture(text);
      assert.equal(read.exchanges.length, exchanges.length, JSON.stringify(read.exchanges, undefined, 1));
      for (const [at, expected] of exchanges.entries()) {
        const exchange = read.exchanges[at] as Capture['exchanges'][number];
        assert.equal(exchange.role, expected.role);
        if (expected.method) assert.equal(exchange.request?.method, expected.method);
        if (expected.url) assert.equal(exchange.request?.url, expected.url);
        assertPart(valuesOf(exchange.request?.parameters), expected.sent);
        assertPart(valuesOf(exchange.request?.headers), expected.headers);
        if (expected.status !== undefined) assert.equal(exchange.response?.status, expected.status);
        assertPart(valuesOf(exchange.response?.parameters), expected.given);
      }
      for (const [kind, pattern] of notes) {
        assert.ok(
          read.notes.some((note) => note.kind === kind && pattern.test(note.text)),
          JSON.stringify(read.notes),
        );
      }
    });
  }

  const login =
    'https://idp.example/authorize?client_id=me&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb';
  const redemption = `curl ${tokenUrl} -d '${form}'\n${refusedJson}`;
  for (const line of [
    `Then I open ${login} in Firefox.`,
    `# login: ${login}`,
    `const authorizationUrl = "${login}";`,
    `2026-11-27T08:00:00Z INFO redirecting to ${login}`,
  ]) {
    it(`has the address that a line says was opened: ${line.replace(login, '…')}`, () => {
      const { exchanges, notes } = readCapture(`${line}\n\n${redemption}`);
      assert.deepEqual(
        exchanges.map(({ role, request, response }) => [role, request?.url, response?.status]),
        [
          ['authorization-request', login, undefined],
          ['token-request', tokenUrl, 0],
        ],
      );
      assert.ok(notes.some(({ text }) => text.includes('https://idp.example/authorize')));
      assert.ok(!notes.some(({ text }) => text.includes('redirect_uri=')));
    });
  }

  for (const line of [
    `It should open ${login}.`,
    `The docs say to open ${login}`,
    `You can't open ${login} from a script`,
    `Please do n't open ${login}`,
    `In the old app I opened ${login} from the menu`,
    `We open ${login} and ${login.replace('client_id=me', 'client_id=you')}`,
  ]) {
    it(`has no request of a line that speaks of another one: ${line.replace(login, '…')}`, () => {
      assert.equal(readCapture(`${line}\n\n${redemption}`).exchanges.length, 1);
    });
  }

  it('has what somebody tells of behind the exchange above it, and says that it is only told', () => {
    const { exchanges } = readCapture(`${redemption}\n\nToday I open ${login} from the menu`);
    assert.deepEqual(
      exchanges.map(({ role, request }) => [role, request?.isMentioned]),
      [
        ['token-request', undefined],
        ['authorization-request', true],
      ],
    );
  });

  it('has what a log says was opened as what was sent', () => {
    const { exchanges } = readCapture(`2026-11-27T08:00:00Z INFO redirecting to ${login}\n\n${redemption}`);
    assert.equal(exchanges[0]?.request?.isMentioned, undefined);
  });

  for (const prompt of [
    'D:\\work\\login>',
    'jo@box:~/login$ ',
    '(venv) jo@box:~/login$ ',
    '[jo@box login]$ ',
    'jo@Laptop login % ',
    'root@7c1d:/srv# ',
    '➜  login git:(fix/cb) ✗ ',
    '/srv # ',
    'bash-5.2$ ',
    '❯ ',
    '$',
  ]) {
    it(`of curl behind the prompt ${prompt} has its request`, () => {
      const { exchanges } = readCapture(`${prompt}curl ${tokenUrl} -d '${form}'\n${refusedJson}`);
      assert.equal(exchanges.length, 1);
      assert.equal(exchanges[0]?.request?.url, tokenUrl);
      assertPart(valuesOf(exchanges[0]?.request?.parameters), sent);
      assertPart(valuesOf(exchanges[0]?.response?.parameters), refused.given);
    });
  }

  it('of PowerShell whose body nobody shows says that it was not seen', () => {
    const [exchange] = readCapture(`Invoke-RestMethod -Method Post -Uri "${tokenUrl}" -Body $form`).exchanges;
    assert.equal(exchange?.request?.isBodyUnseen, true);
  });

  it('of a call in Python whose body nobody shows says that it was not seen', () => {
    const [exchange] = readCapture(`requests.post("${tokenUrl}", data=form, timeout=5)`).exchanges;
    assert.equal(exchange?.request?.isBodyUnseen, true);
  });

  for (const value of [
    '[REDACTED]',
    '***',
    '<redacted>',
    'eyJhbGci...',
    'xxxx',
    '••••',
    'abc***',
    '[refresh token of 40 characters, fingerprint a1b2c3d4]',
  ]) {
    it(`with the value ${value} says that it was taken out`, () => {
      const [exchange] = readCapture(
        `POST ${tokenUrl}\n\ngrant_type=refresh_token&refresh_token=${encodeURIComponent(value)}`,
      ).exchanges;
      assert.equal(exchange?.request?.parameters.find(({ name }) => name === 'refresh_token')?.cut, true);
    });
  }

  for (const value of ['<client_secret>', 'YOUR_SECRET', 'undefined', 'xylophone']) {
    it(`with the value ${value} has it as it was sent`, () => {
      const [exchange] = readCapture(
        `POST ${tokenUrl}\n\ngrant_type=a&client_secret=${encodeURIComponent(value)}`,
      ).exchanges;
      assert.equal(exchange?.request?.parameters.find(({ name }) => name === 'client_secret')?.cut, undefined);
    });
  }
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(...rows.map(({ text }) => text)),
    fc.constantFrom('\n', '\n\n', '```', '{', '}', "curl '", '"', '\\', '&', '=', 'HTTP/1.1 400', 'POST /', '> ', '< '),
    fc.string({ maxLength: 80 }),
  );

  it('is read without a throw, and nothing of it is read twice as long', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('\n');
        const { exchanges, notes } = readCapture(text);
        assert.ok(exchanges.length + notes.length <= text.split('\n').length + 5);
      }),
      { numRuns: process.env.CANDOR_COUNTS === 'long' ? 20_000 : 400 },
    );
  });

  for (const [name, text] of [
    ['quotes that never close', `curl '${'a"'.repeat(100_000)}`],
    ['brackets without end', '{"a":['.repeat(50_000)],
    ['one line of a megabyte', 'a=b&'.repeat(250_000)],
    ['a million empty lines', '\n'.repeat(1_000_000)],
    ['stars', '*'.repeat(500_000)],
    ['spaces and a sign', `${' '.repeat(500_000)}=`],
    ['an address without end', `https://a.example/?${'a=b c '.repeat(100_000)}`],
    ['continued lines', 'curl x \\\n'.repeat(20_000)],
    ['headers', `POST /x\n${'A-b: c\n'.repeat(100_000)}`],
  ] as const) {
    it(`of ${name} takes less than two seconds`, () => {
      const begun = performance.now();
      readCapture(text);
      assert.ok(performance.now() - begun < 2000, `${Math.round(performance.now() - begun)} ms`);
    });
  }
});
