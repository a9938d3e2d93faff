/** Requests and answers that programs, panels and tools describe by their names and values: each joined to its own. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
import { tools } from './tools.ts';

const url = 'https://id.example/oauth/token';
const code = 'grant_type=authorization_code&code=c-1&client_id=me';
const refused = '{"error":"unsupported_grant_type"}';

interface Row {
  readonly name: string;
  readonly text: string;
  readonly method?: string;
  readonly url?: string;
  readonly sent?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly status?: number;
  readonly error?: string;
  /** Of the body the capture shows nothing. */
  readonly isBodyUnseen?: true;
}

function check({ text, ...expected }: Row): void {
  const { exchanges } = readCapture(text);
  const { request, response } = exchanges.at(-1) ?? {};
  const found = JSON.stringify(exchanges, null, 1);
  const named = (name: string, list = [...(request?.parameters ?? []), ...(request?.headers ?? [])]) =>
    list.find((one) => one.name === name)?.value;
  assert.equal(exchanges.filter((one) => one.request !== undefined).length, 1, found);
  assert.equal(request?.method, expected.method ?? 'POST', found);
  assert.equal(request?.url, expected.url ?? url, found);
  for (const [name, value] of Object.entries({ ...expected.sent, ...expected.headers }))
    assert.equal(named(name), value, `${name} of ${found}`);
  assert.equal(response?.status, expected.status, found);
  assert.equal(response && named('error', [...response.parameters]), expected.error, found);
  assert.equal(request?.isBodyUnseen, expected.isBodyUnseen, found);
}

function rowsOf(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const row of rows) it(`is read: ${row.name}`, () => check(row));
  });
}

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const grant = { grant_type: 'client_credentials' };

rowsOf('a call of a program', [
  {
    name: 'fetch with JSON, and the answer below',
    text: `const res = await fetch("${url}", {\n  method: "POST", // as the guide has it\n  headers: { "Content-Type": "application/json" },\n  body: JSON.stringify({ grant_type: "client_credentials", client_id: ID, ...more }),\n});\n400 ${refused}`,
    sent: { ...grant, client_id: '…' },
    headers: json,
    status: 400,
    error: 'unsupported_grant_type',
    isBodyUnseen: true,
  },
  {
    name: 'fetch with a form',
    text: `fetch('${url}', { method: 'post', body: new URLSearchParams({ grant_type: 'client_credentials' }) })`,
    sent: grant,
    headers: form,
  },
  { name: 'fetch with options that nobody shows', text: `fetch("${url}", options)`, method: '', isBodyUnseen: true },
  {
    name: 'axios, whose address is put together, and its answer as Node prints it',
    text: `axios.post('https://id.example/' + tenant + '/token', {\n  grant_type: 'client_credentials'\n}, { headers: { Accept: 'application/json' } })\n\n400 { error: 'invalid_request', error_description: 'no' }`,
    url: 'https://id.example/…/token',
    sent: grant,
    headers: { ...json, accept: 'application/json' },
    status: 400,
    error: 'invalid_request',
  },
  {
    name: 'fetch, whose address ends with what nobody shows',
    text: `fetch("${url}/" + tenants[0])\n401 {"error":"invalid_token"}`,
    method: 'GET',
    url: `${url}/…`,
    status: 401,
    error: 'invalid_token',
  },
  {
    name: 'axios with nothing as the body, the parameters beside it, and headers that nobody shows',
    text: `axios.post("${url}", null, { params: { grant_type: "client_credentials" }, headers })`,
    url: `${url}?grant_type=client_credentials`,
    sent: grant,
    headers: { authorization: '…', 'content-type': undefined },
  },
  {
    name: 'axios with all in one',
    text: `axios({ method: 'post', url: \`${url}\`, auth: { username: 'id', password: 'secret' }, data: qs.stringify({ grant_type: 'client_credentials' }) })`,
    sent: grant,
    headers: { ...form, authorization: 'Basic aWQ6c2VjcmV0' },
  },
  {
    name: 'Guzzle of PHP, with its error',
    text: `$r = $client->post('${url}', ['json' => ['grant_type' => 'client_credentials', 'client_id' => $id]]);\n\nClient error: \`POST ${url}\` resulted in a \`400 Bad Request\` response:\n${refused}`,
    sent: { ...grant, client_id: '…' },
    headers: { ...json, authorization: '…' },
    status: 400,
    error: 'unsupported_grant_type',
  },
  {
    name: 'Guzzle with the method as its first parameter',
    text: `$client->request('POST', '${url}', ['form_params' => ['grant_type' => 'client_credentials'], 'auth' => ['id', 'secret']]);`,
    sent: grant,
    headers: { ...form, authorization: 'Basic aWQ6c2VjcmV0' },
  },
  {
    name: 'Guzzle, whose error stands in the log twice, and its answer over several lines below',
    text: `Client error: \`POST ${url}\` resulted in a \`400 Bad Request\` response:\n{\n  "error": "unsupported_grant_type"\n}\n\nPrevious: Client error: \`POST ${url}\` resulted in a \`400 Bad Request\` response:`,
    status: 400,
    error: 'unsupported_grant_type',
    isBodyUnseen: true,
  },
  {
    name: 'a certificate in Python, which nobody sees',
    text: `requests.post("${url}", data={"grant_type": "client_credentials"}, cert=("client.pem", "client.key"))`,
    sent: grant,
    headers: { ...form, authorization: '…' },
  },
  {
    name: 'an object as JSON in C#',
    text: `var res = await http.PostAsJsonAsync("${url}", new { grant_type = "client_credentials", client_id = id });\n// ${refused}`,
    sent: grant,
    headers: { ...json, authorization: '…' },
    status: 0,
    error: 'unsupported_grant_type',
  },
  {
    name: 'Go, whose body nobody shows',
    text: `resp, err := http.Post("${url}", "application/json", body)`,
    headers: json,
    isBodyUnseen: true,
  },
  {
    name: 'a header that is put together in Python',
    text: `requests.post("${url}", headers={"Authorization": "Bearer " + token}, data=json.dumps({"grant_type": "client_credentials"}))`,
    sent: grant,
    headers: { authorization: 'Bearer …', 'content-type': undefined },
  },
]);

describe('a call of a program', () => {
  for (const [name, text] of [
    ['in a comment', `// fetch("${url}", { method: "POST" })`],
    ['whose address nobody shows', 'const r = await axios.post(endpoint, { grant_type: "client_credentials" })'],
    ['of something else', `console.log("${url}", { method: 'x' })`],
  ] as const)
    it(`is no request: ${name}`, () => assert.deepEqual(readCapture(text).exchanges, []));

  it('with headers that nobody shows proves no Content-Type', () => {
    const text = `fetch("${url}", { method: "POST", headers, body: "${code}" })\n400 {"error":"invalid_request","error_description":"grant_type is missing"}`;
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.notEqual(first?.confidence, 'certain');
  });
});

rowsOf('an object that a program prints', [
  {
    name: 'in one line each',
    text: `http request { method: 'POST', url: '${url}', headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' }, body: '${code}' }\nhttp response { statusCode: 400, body: { error: 'invalid_grant' } }\nOPError: invalid_grant`,
    sent: { grant_type: 'authorization_code', code: 'c-1' },
    headers: { ...form, accept: 'application/json' },
    status: 400,
    error: 'invalid_grant',
  },
  {
    name: 'with the answer inside of it',
    text: `Failed {\n  config: {\n    method: 'post',\n    url: '${url}',\n    headers: Headers { 'content-type': 'application/json' },\n    adapter: [Function: send],\n    data: '{"grant_type":"client_credentials"}'\n  },\n  response: { status: 400, data: { error: 'unsupported_grant_type' } }\n}`,
    sent: grant,
    headers: json,
    status: 400,
    error: 'unsupported_grant_type',
  },
  {
    name: 'the log of requests_oauthlib',
    text: `DEBUG:requests_oauthlib.oauth2_session:Requesting url ${url} using method POST.\nDEBUG:requests_oauthlib.oauth2_session:Supplying headers {'Accept': 'application/json'} and data {'grant_type': 'client_credentials'}\nDEBUG:requests_oauthlib.oauth2_session:Passing through key word arguments {'json': None}.\nDEBUG:requests_oauthlib.oauth2_session:Request to fetch token completed with status 400.\nDEBUG:requests_oauthlib.oauth2_session:Response headers were {'Content-Type': 'application/json'} and content ${refused}.`,
    sent: grant,
    headers: { accept: 'application/json' },
    status: 400,
    error: 'unsupported_grant_type',
  },
  {
    name: 'the log of .NET, in which two handlers say the same',
    text: `info: System.Net.Http.HttpClient.tokens.LogicalHandler[100]\n      Start processing HTTP request POST ${url}\ninfo: System.Net.Http.HttpClient.tokens.ClientHandler[100]\n      Sending HTTP request POST ${url}\ntrce: System.Net.Http.HttpClient.tokens.ClientHandler[102]\n      Request Headers:\n      Content-Type: application/json\ninfo: System.Net.Http.HttpClient.tokens.ClientHandler[101]\n      Received HTTP response headers after 21.5ms - 400\ninfo: System.Net.Http.HttpClient.tokens.LogicalHandler[101]\n      End processing HTTP request after 22ms - 400\nfail: Shop.Tokens[0]\n      the server said ${refused}`,
    headers: json,
    status: 400,
    error: 'unsupported_grant_type',
    isBodyUnseen: true,
  },
]);

describe('an object that describes no message', () => {
  for (const [name, text, error] of [
    ['an answer with a status of its own', '{"status":400,"data":{"a":"b"},"error":"invalid_grant"}', 'invalid_grant'],
    ['settings', "const config = { method: 'S256', scope: 'openid' };", undefined],
  ] as const)
    it(`stays as it is: ${name}`, () => {
      const { exchanges } = readCapture(text);
      assert.equal(exchanges.at(0)?.response?.parameters.find((one) => one.name === 'error')?.value, error);
      assert.ok(exchanges.every(({ request }) => request === undefined));
    });
});

const panel = `Request URL: ${url}\nRequest Method: POST\nStatus Code: 400 Bad Request`;
const asked = { sent: { grant_type: 'refresh', refresh_token: 'r-1' }, status: 400, error: 'unsupported_grant_type' };

rowsOf('the panel of a browser', [
  {
    name: 'the form decoded',
    text: `${panel}\n\nForm Data\ngrant_type: refresh\nrefresh_token: r-1\nredirect_uri: https://app.example/cb?a=b%2F\n\nResponse\n${refused}`,
    ...asked,
    sent: { ...asked.sent, redirect_uri: 'https://app.example/cb?a=b%2F' },
  },
  {
    name: 'the form as it was sent',
    text: `${panel}\n\nForm Data (view source)\ngrant_type=refresh&refresh_token=r-1\n\nResponse: ${refused}`,
    ...asked,
  },
  {
    name: 'names and values on lines of their own',
    text: `General\nRequest URL\n${url}\nRequest Method\nPOST\nStatus Code\n400 Bad Request\nReferrer Policy\norigin\nResponse Headers\ncontent-type\napplication/json\nRequest Headers\norigin\nhttps://app.example\nForm Data\ngrant_type\nrefresh\nrefresh_token\nr-1\n${refused}`,
    ...asked,
    headers: { origin: 'https://app.example', 'content-type': undefined },
  },
  {
    name: 'a payload of JSON, and the answer under its own heading',
    text: `${panel}\nPayload:\n{"grant_type":"refresh","refresh_token":"r-1"}\nResponse:\n${refused}`,
    ...asked,
  },
  {
    name: 'a payload as the panel folds it',
    text: `${panel}\n\nRequest Payload\n{grant_type: "refresh", refresh_token: "r-1"}\n\n${refused}`,
    ...asked,
  },
  { name: 'without a body', text: `${panel}\n\n${refused}`, ...asked, sent: {}, isBodyUnseen: true },
]);

const exported = (request: object) => JSON.stringify({ resources: [{ name: 'all', _type: 'workspace' }, request] });

rowsOf('a request that a tool keeps', [
  {
    name: 'Bruno, a form with an answer below',
    text: `meta {\n  name: token\n}\n\npost {\n  url: ${url}\n  body: formUrlEncoded\n  auth: none\n}\n\nbody:form-urlencoded {\n  grant_type: refresh\n  ~scope: all\n  refresh_token: r-1\n}\n\n400 ${refused}`,
    ...asked,
    sent: { ...asked.sent, scope: undefined },
    headers: form,
  },
  {
    name: 'Bruno, with variables that it fills in',
    text: `post {\n  url: ${url}\n  body: json\n}\n\nauth:basic {\n  username: {{id}}\n  password: {{secret}}\n}\n\nbody:json {\n  {\n    "grant_type": "client_credentials",\n    "scope": "{{scope}}"\n  }\n}`,
    sent: { ...grant, scope: '…' },
    headers: { ...json, authorization: 'Basic …' },
  },
  {
    name: 'Insomnia, as JSON',
    text: exported({
      _type: 'request',
      url: '{{ _.host }}/oauth/token',
      method: 'POST',
      body: {
        mimeType: 'application/x-www-form-urlencoded',
        params: [
          { name: 'grant_type', value: 'a' },
          { name: 'b', value: 'c', disabled: true },
        ],
      },
      headers: [{ name: 'Accept', value: '*/*' }],
      authentication: {},
    }),
    url: '{{ _.host }}/oauth/token',
    sent: { grant_type: 'a', b: undefined },
    headers: { ...form, accept: '*/*', authorization: undefined },
  },
  {
    name: 'Thunder Client',
    text: JSON.stringify({
      clientName: 'Thunder Client',
      requests: [
        {
          url,
          method: 'POST',
          headers: [],
          params: [],
          body: { type: 'formencoded', raw: '', form: [{ name: 'grant_type', value: 'client_credentials' }] },
        },
      ],
    }),
    sent: grant,
    headers: form,
  },
]);

rowsOf('messages of which one begins where another ends', [
  {
    name: 'a stream that was followed',
    text: `POST /oauth/token HTTP/1.1\nHost: id.example\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=svcHTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"error":"not here"}`,
    sent: { ...grant, client_id: 'svc' },
    status: 404,
    error: 'not here',
  },
  {
    name: 'a status behind the address',
    text: `POST ${url} 400`,
    status: 400,
    isBodyUnseen: true,
  },
]);

describe('an answer within a sentence', () => {
  it('is what the request below it is compared with', () => {
    const text = `first answer: {"access_token":"a-1234567890","refresh_token":"r-1234567890","expires_in":3600}\nPOST ${url}\n\ngrant_type=refresh_token&client_id=me&refresh_token=a-1234567890\n\n400 {"error":"invalid_grant"}`;
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.deepEqual(
      [first?.cause, first?.variant, first?.confidence],
      ['refresh/unknown-token', 'other-token', 'certain'],
    );
  });
});
