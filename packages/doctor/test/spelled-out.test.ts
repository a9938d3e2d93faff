/** What people write in one line is read as request and answer. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
import { namedValues } from '../src/text/named-values.ts';
import { tools } from './tools.ts';

const url = 'https://id.example/token';
const refused = '{"error":"invalid_client","error_description":"bad secret"}';

describe('a request with its answer in shorthand', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['the answer behind an arrow', `POST ${url} -> 401 ${refused}`],
    ['the form and the answer in one line', `POST ${url} grant_type=authorization_code&code=xyz -> 401 ${refused}`],
    ['the answer behind the address', `POST ${url} 401 ${refused}`],
    [
      'the status before the body',
      `POST ${url}\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=x\n\n401 ${refused}`,
    ],
  ];
  for (const [name, text] of rows) {
    it(`is read: ${name}`, () => {
      const { exchanges } = readCapture(text);
      assert.deepEqual(
        exchanges.map(({ role, response }) => [role, response?.status]),
        [['token-request', 401]],
      );
      const { diagnoses } = examine(readCapture(text), tools);
      assert.match(diagnoses[0]?.cause ?? '', /^client-/);
    });
  }
});

describe('what an answer looks like behind its request', () => {
  const rows: readonly (readonly [
    name: string,
    text: string,
    role: string,
    status: number,
    location: string | undefined,
    isBodyUnseen: true | undefined,
  ])[] = [
    ['the console of Chrome', `POST ${url} 401 (Unauthorized)`, 'token-request', 401, undefined, true],
    [
      'the console of Chrome with the script, and the answer below',
      `login.js:41  POST ${url} 401 (Unauthorized)\n${refused}`,
      'token-request',
      401,
      undefined,
      true,
    ],
    [
      'a failure of the network that Chrome names',
      `POST ${url} net::ERR_FAILED 401`,
      'token-request',
      401,
      undefined,
      true,
    ],
    ['the console of Firefox', `XHR POST ${url} [HTTP/2 401 Unauthorized 92ms]`, 'token-request', 401, undefined, true],
    ['an arrow and a word', `POST ${url} -> 401 invalid_client`, 'token-request', 401, undefined, true],
    [
      'an arrow and a text in quotes',
      'GET https://shop.example/cb?code=c-1&state=s-1 -> 400 "no state cookie"',
      'authorization-response',
      400,
      undefined,
      undefined,
    ],
    [
      'a redirect with its target',
      'GET https://shop.example/login -> 302 https://id.example/authorize?client_id=me&response_type=code',
      'other',
      302,
      'https://id.example/authorize?client_id=me&response_type=code',
      undefined,
    ],
    [
      'a redirect with its header, and another in the next line',
      'GET https://shop.example/login -> 302, Set-Cookie: state=a; Path=/\nLocation: https://id.example/authorize?client_id=me',
      'other',
      302,
      'https://id.example/authorize?client_id=me',
      undefined,
    ],
    [
      'a redirect without its method',
      'https://shop.example/login → 302 https://id.example/authorize?client_id=me',
      'other',
      302,
      'https://id.example/authorize?client_id=me',
      undefined,
    ],
    [
      "the error of Python's requests",
      `requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: ${url}\n${refused}`,
      'token-request',
      401,
      undefined,
      true,
    ],
  ];
  for (const [name, text, role, status, location, isBodyUnseen] of rows) {
    it(`is read: ${name}`, () => {
      const { exchanges } = readCapture(text);
      assert.equal(exchanges.length, 1, JSON.stringify(exchanges));
      const { request, response } = exchanges[0] ?? {};
      assert.equal(exchanges[0]?.role, role);
      assert.doesNotMatch(request?.url ?? ' ', /\s|->|→/);
      assert.deepEqual(request?.headers, []);
      assert.equal(request?.isBodyUnseen, isBodyUnseen);
      assert.equal(response?.status, status);
      assert.equal(response?.headers.find((one) => one.name === 'location')?.value, location);
    });
  }

  it('is read of the address to which a redirect led', () => {
    const text = `https://shop.example/login -> 302 https://id.example/authorize?client_id=me&response_type=code\n400\n${refused}`;
    assert.deepEqual(
      readCapture(text).exchanges.map(({ role, response }) => [role, response?.status]),
      [
        ['other', 302],
        ['authorization-request', 400],
      ],
    );
  });

  it('is not read of an address that became another', () => {
    const text = 'https://old.example/cb -> https://new.example/cb';
    assert.equal(readCapture(text).exchanges.filter(({ response }) => response !== undefined).length, 0);
  });
});

describe('what somebody writes of a request', () => {
  for (const text of [
    `POST ${url} -> 400 if PKCE verifier missing`,
    `POST ${url} -> 401 for wrong client secret`,
    `POST ${url} -> 401 as expected`,
    'We changed GET https://old.example/cb -> https://new.example/cb',
    'The server: GET https://old.example/cb -> https://new.example/cb',
  ]) {
    it(`is no answer to it: ${text}`, () => {
      const { exchanges } = readCapture(text);
      assert.equal(exchanges.filter(({ response }) => response !== undefined).length, 0);
      assert.ok(!exchanges.some(({ request }) => /\s|->/.test(request?.url ?? '')));
    });
  }

  for (const [label, status] of [
    ['Response (412 ms):', 0],
    ['Response (200ms):', 0],
    ['Response (512 bytes):', 0],
    ['Response (401):', 401],
    ['Response (HTTP 401 Unauthorized):', 401],
  ] as const) {
    it(`has its status and not its time in a label: ${label}`, () => {
      const [exchange] = readCapture(`POST ${url}\n\ngrant_type=a\n\n${label}\n${refused}`).exchanges;
      assert.equal(exchange?.response?.status, status);
    });
  }

  for (const [status, at, method] of [
    ['401', url, 'POST'],
    ['405', 'https://id.example/oauth/userinfo', 'GET'],
    ['405', url, ''],
    ['400', 'https://id.example/oauth2/authorize?client_id=shop&response_type=code', 'GET'],
    ['404', 'https://id.example/tokens/balance', 'GET'],
  ] as const) {
    it(`has no method of its own invention: ${status} of ${at}`, () => {
      const [exchange] = readCapture(
        `requests.exceptions.HTTPError: ${status} Client Error: No for url: ${at}`,
      ).exchanges;
      assert.deepEqual([exchange?.request?.method, exchange?.request?.url], [method, at]);
      assert.equal(exchange?.response?.status, Number(status));
    });
  }
});

it('pairs the calls of OkHttp that run at the same time, by their addresses', () => {
  const api = 'https://api.example/orders';
  const text = `--> POST ${url}\ncontent-type: application/x-www-form-urlencoded\n\ngrant_type=a\n--> END POST (12-byte body)\n--> GET ${api}\n--> END GET\n<-- 401 Unauthorized ${url} (80ms)\n\n${refused}\n<-- END HTTP (60-byte body)\n<-- 200 OK ${api} (90ms)\n\n{"orders":[]}\n<-- END HTTP (13-byte body)`;
  assert.deepEqual(
    readCapture(text).exchanges.map(({ request, response }) => [request?.url, response?.status, response?.body]),
    [
      [url, 401, refused],
      [api, 200, '{"orders":[]}'],
    ],
  );
});

describe('the log of a client', () => {
  const form = 'grant_type=refresh_token&refresh_token=rt-1&client_id=shop';
  const rows: readonly (readonly [string, string])[] = [
    [
      'of OkHttp',
      `--> POST ${url} http/1.1\nContent-Type: application/x-www-form-urlencoded\n\n${form}\n--> END POST (58-byte body)\n<-- 401 Unauthorized ${url} (88ms)\ncontent-type: application/json\n${refused}\n<-- END HTTP (60-byte body)`,
    ],
    [
      'of OkHttp in the log of Android',
      `11-20 08:00:00.101 D/OkHttp: --> POST ${url}\n11-20 08:00:00.101 D/OkHttp: Content-Type: application/x-www-form-urlencoded\n11-20 08:00:00.101 D/OkHttp: \n11-20 08:00:00.101 D/OkHttp: ${form}\n11-20 08:00:00.101 D/OkHttp: --> END POST (58-byte body)\n11-20 08:00:00.301 D/OkHttp: <-- 401 ${url} (200ms)\n11-20 08:00:00.301 D/OkHttp: content-type: application/json\n11-20 08:00:00.301 D/OkHttp: ${refused}\n11-20 08:00:00.301 D/OkHttp: <-- END HTTP (60-byte body)`,
    ],
    [
      'of http.client',
      `send: b'POST /token HTTP/1.1\\r\\nHost: id.example\\r\\nContent-Type: application/x-www-form-urlencoded\\r\\n\\r\\n'\nsend: b'${form}'\nreply: 'HTTP/1.1 401 Unauthorized\\r\\n'\nheader: Content-Type: application/json\n${refused}`,
    ],
    [
      'of mitmproxy',
      `127.0.0.1:50111: POST ${url} HTTP/2.0\n    content-type:   application/x-www-form-urlencoded\n\n    ${form}\n\n << HTTP/2.0 401 Unauthorized 60b\n    content-type: application/json\n\n    ${refused}`,
    ],
    [
      'of HTTPie, which prints its request',
      `$ http -v -f POST ${url} grant_type=refresh_token refresh_token=rt-1 client_id=shop\nPOST /token HTTP/1.1\nHost: id.example\nContent-Type: application/x-www-form-urlencoded\n\n${form}\n\n\nHTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n${refused}`,
    ],
    [
      'that stands as a comment below its code',
      `fetch("${url}", { "headers": { "content-type": "application/x-www-form-urlencoded" }, "body": "${form}", "method": "POST" });\n// 401 ${refused}`,
    ],
  ];
  for (const [name, text] of rows) {
    it(`is read as one exchange: ${name}`, () => {
      const { exchanges } = readCapture(text);
      assert.equal(exchanges.length, 1, JSON.stringify(exchanges));
      const { request, response } = exchanges[0] ?? {};
      assert.equal(request?.url, url);
      assert.equal(request?.body, form);
      assert.equal(
        request?.headers.find((one) => one.name === 'content-type')?.value,
        'application/x-www-form-urlencoded',
      );
      assert.equal(response?.status, 401);
      assert.equal(response?.parameters.find((one) => one.name === 'error')?.value, 'invalid_client');
    });
  }
});

it('reads the members of an answer as a console shows them', () => {
  const [exchange] = readCapture(
    `POST ${url} 401 (Unauthorized)\n{error: "invalid_client", error_description: "bad secret"}`,
  ).exchanges;
  assert.equal(exchange?.response?.parameters.find((one) => one.name === 'error')?.value, 'invalid_client');
});

it('reads the error that PowerShell prints behind the name of a command', () => {
  const text = `Invoke-RestMethod : {"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired."}\nAt line:1 char:1\n`;
  assert.equal(examine(readCapture(text), tools).diagnoses[0]?.cause, 'client-authentication/secret-expired');
});

describe('a line of a chat or of a log', () => {
  const grant = 'grant_type=refresh_token&client_id=shop&refresh_token=v1.Mj0kfLs02kdQaa9';
  const rows: readonly (readonly [string, string, number, string])[] = [
    [
      'behind the name of who wrote it',
      '[10:02] Maria: POST id.example/connect/token → 400 {"error":"invalid_grant"}\n[10:03] Tom: 2 replicas, and each refreshes on its own. Tokens are single use, we keep them in memory.',
      1,
      'refresh/concurrent-use',
    ],
    [
      'two workers with one token in one second',
      `2026-11-27T08:00:01Z worker-1 POST ${url} ${grant} -> 200\n2026-11-27T08:00:01Z worker-2 POST ${url} ${grant} -> 403 {"error":"invalid_grant"}`,
      2,
      'refresh/concurrent-use',
    ],
    [
      'polls of a device, with the time between them',
      `POST /oauth/token  -> {"error":"slow_down","interval":10}\nPOST /oauth/token  (+1s) -> {"error":"slow_down","interval":15}\nPOST /oauth/token  (+1s) -> {"error":"expired_token"}`,
      3,
      'availability/device-polling-too-fast',
    ],
    [
      'the form and the answer in lines of their own',
      `2026-02-25T06:13:20Z POST ${url}\ngrant_type=authorization_code&client_id=shop&code=c-1\nresponse 401 {"error":"invalid_client"}`,
      1,
      'client-authentication/credentials-missing',
    ],
  ];
  for (const [name, text, count, cause] of rows) {
    it(`is read as exchanges: ${name}`, () => {
      const capture = readCapture(text);
      assert.equal(capture.exchanges.length, count);
      for (const { request, response } of capture.exchanges) {
        assert.doesNotMatch(request?.url ?? '', /\s|[{}]/);
        assert.ok(!request?.headers.some((one) => one.name.includes('logged')));
        assert.notEqual(response, undefined);
      }
      assert.equal(examine(capture, tools).diagnoses[0]?.cause, cause);
    });
  }

  it('has the time of the log', () => {
    const [first] = readCapture(`2026-02-25T06:13:20Z POST ${url} -> 401 ${refused}`).exchanges;
    assert.equal(first?.at, Date.parse('2026-02-25T06:13:20Z'));
  });

  it('is left alone where it is a sentence', () => {
    const text = `When we call POST ${url} from the worker of the shop it says 400 {"error":"invalid_grant"}`;
    assert.equal(readCapture(text).exchanges.filter(({ request }) => request !== undefined).length, 0);
  });
});

describe('a status behind a word', () => {
  it('is the answer to the request before it', () => {
    const [exchange] = readCapture(
      'GET /orders gives 403\nWWW-Authenticate: Bearer error="insufficient_scope"',
    ).exchanges;
    assert.deepEqual([exchange?.request?.target, exchange?.response?.status], ['/orders', 403]);
    assert.equal(exchange?.response?.headers[0]?.name, 'www-authenticate');
  });

  it('is none in a sentence that goes on', () => {
    const { exchanges } = readCapture('GET /orders gives 403 as it should for a guest');
    assert.ok(!exchanges.some(({ response }) => response?.status === 403));
  });
});

it('takes what stands behind a path that ends in the name of a secret for no secret', () => {
  for (const text of ['"GET /connect/token HTTP/1.1" 405', '"POST /oauth2/v1/token HTTP/2.0" 400'])
    assert.deepEqual(namedValues(text), []);
  assert.equal(namedValues('token kd83LsPq02mz was refused')[0]?.value, 'kd83LsPq02mz');
});

it('takes "second time" beside a refresh for no second use of a code', () => {
  const text = 'The refresh fails with {"error":"invalid_grant"} after the second time.';
  const [first] = examine(readCapture(text), tools).diagnoses;
  assert.equal(first?.cause, 'refresh/rotation-not-stored');
});

it('asks for the polls where a device code has expired, not for cookies', () => {
  const { diagnoses, ask } = examine(readCapture('The device_code has expired.'), tools);
  assert.equal(`${diagnoses[0]?.cause}:${diagnoses[0]?.variant}`, 'state-session/session-expired:device-code-expired');
  assert.match(ask ?? '', /device authorization request/);
});

describe('the name or number of an error that stands under a secret name', () => {
  const code = 'kd83LsPq02mz';
  const request = `POST ${url}\n\ngrant_type=authorization_code&code=${code}`;
  for (const [error, answer] of [
    ['invalid_redirect_uri', '{"code":"invalid_redirect_uri"}'],
    ['INVALID_CODE', '{"code":"INVALID_CODE"}'],
    ['003100', '{"error":"rejected","error_description":"errorCode=003100"}'],
  ] as const) {
    it(`is shown: ${error}`, () => {
      const text = `${request}\n\nHTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n${answer}\n\nThe code ${code} is fresh.`;
      const shown = JSON.stringify(examine(readCapture(text), tools));
      assert.doesNotMatch(shown, /\[(?:authorization-code|secret)\]/);
      assert.ok(!shown.includes(code));
    });
  }
});
