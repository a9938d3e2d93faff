/** The lines of logs are read as the exchanges that they tell of, whatever their logs put around them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Exchange, examine, readCapture } from '@candor/doctor';
import { tools } from './tools.ts';

const tokenUrl = 'https://id.example/token';
const loginUrl =
  'https://id.example/authorize?response_type=code&client_id=desk&redirect_uri=https%3A%2F%2Fdesk.example%2Fcb&state=k39f';
const form =
  'grant_type=authorization_code&code=Lf93kfh20Lsd&redirect_uri=https%3A%2F%2Fdesk.example%2Fcb%2F&client_id=desk';
const refused = '{"error":"invalid_grant"}';
const dict = "{'grant_type': 'authorization_code', 'code': 'Lf93kfh20Lsd', 'redirect_uri': 'https://desk.example/cb/'}";
const at = Date.parse('2026-03-04T08:00:01Z');

function sentIn(exchange: Exchange | undefined, name: string): string | undefined {
  return exchange?.request?.parameters.find((one) => one.name === name)?.value;
}

function given(exchange: Exchange | undefined): readonly [number | undefined, string | undefined] {
  return [exchange?.response?.status, exchange?.response?.parameters.find((one) => one.name === 'error')?.value];
}

/** A login and a redemption that was refused because its redirect URI has a slash. */
function assertFlow(text: string): readonly Exchange[] {
  const { exchanges } = readCapture(text);
  assert.deepEqual(
    exchanges.map(({ role, request }) => [role, request?.method]),
    [
      ['authorization-request', 'GET'],
      ['token-request', 'POST'],
    ],
  );
  const [login, redemption] = exchanges;
  assert.equal(login?.request?.url, loginUrl);
  assert.equal(redemption?.request?.url, tokenUrl);
  assert.equal(sentIn(redemption, 'redirect_uri'), 'https://desk.example/cb/');
  assert.deepEqual(given(redemption), [400, 'invalid_grant']);
  const [first] = examine(readCapture(text), tools).diagnoses;
  assert.equal(`${first?.cause} ${first?.confidence}`, 'redirect-uri/differs-between-requests certain');
  return exchanges;
}

describe('the lines of a log', () => {
  const messages = [`GET ${loginUrl}`, `POST ${tokenUrl}`, form, `400 ${refused}`];
  for (const [name, before, isDated] of [
    ['a time', '2026-03-04T08:00:01.123Z ', true],
    ['a time of microseconds with a zone, and a process', '2026-03-04T09:00:01.123456+01:00 app[web.1]: ', true],
    ['a time, a level and a name', '2026-03-04 08:00:01,123 DEBUG http.desk: ', true],
    ['a thread and a class', '2026-03-04 08:00:01.123 DEBUG 7 --- [exec-2] e.d.Http : ', true],
    ['the log of a machine', 'Mar  4 08:00:01 srv-2 desk[412]: ', false],
    ['syslog with its priority', '<134>1 2026-03-04T08:00:01Z ', true],
    ['a container', '2026-03-04T08:00:01.123456789Z stdout F ', true],
    ['a stream of a cloud', '2026-03-04T08:00:01.123000+00:00 2026/03/04/[$LATEST]a1b2 ', true],
    ['the name of a service', 'desk-1  | ', false],
    ['the name of a pod', '[pod/desk-7f/desk] ', false],
    ['a clock and a level in brackets', '[08:00:01 DBG] ', false],
    ['a level, a colon and a logger', 'DEBUG:desk.http:', false],
    ['colours', '\u001b[36m2026-03-04T08:00:01Z\u001b[0m \u001b[32mINFO\u001b[0m ', true],
    ['the number of the line', '  101  ', false],
  ] as const) {
    it(`are read behind ${name}`, () => {
      const [first] = assertFlow(messages.map((message) => `${before}${message}`).join('\n'));
      if (isDated) assert.equal(Math.floor((first?.at ?? 0) / 1000) * 1000, at);
    });
  }

  it('are read with the answer behind an arrow', () => {
    const before = 'desk-1  | 2026-03-04T08:00:01.123Z INFO [main] http.desk ';
    assertFlow(`${before}GET ${loginUrl} -> 302\n${before}POST ${tokenUrl} ${form} -> 400 ${refused}`);
  });

  it('are read in the cells of a table', () => {
    const quoted = messages.map((message) => `"Mar 4, 2026 @ 08:00:01.123","${message.replaceAll('"', '""')}"`);
    const [first] = assertFlow(['"@timestamp",message', ...quoted].join('\n'));
    assert.equal(first?.at, at);
  });

  it('are read in records of JSON', () => {
    assertFlow(
      messages
        .map((log) => JSON.stringify({ log: `${log}\n`, stream: 'stdout', time: '2026-03-04T08:00:01Z' }))
        .join('\n'),
    );
  });

  for (const [name, asked, answered] of [
    ['with the form behind the address', `POST ${tokenUrl} ${form}`, `ERROR 400 ${refused}`],
    ['with names before form and answer', `POST ${tokenUrl} body=${form}`, `status=400 body=${refused}`],
    ['with a dict', `POST ${tokenUrl} ${dict}`, `400 ${refused}`],
    [
      'of Spring',
      `HTTP POST ${tokenUrl}\n2026-03-04T08:00:02Z DEBUG Writing [{grant_type=[authorization_code], code=[Lf93kfh20Lsd], redirect_uri=[https://desk.example/cb/]}]`,
      `Response 400 BAD_REQUEST\n2026-03-04T08:00:02Z DEBUG body: ${refused}`,
    ],
    [
      'of requests-oauthlib',
      `Requesting url ${tokenUrl} using method POST.\n2026-03-04T08:00:02Z DEBUG Supplying headers {'Accept': 'application/json'} and data ${dict}`,
      `Request completed with status 400.\n2026-03-04T08:00:02Z DEBUG Response headers were {'Server': 'x'} and content ${refused}.`,
    ],
    [
      'of HttpClient',
      `Start processing HTTP request POST ${tokenUrl}\n2026-03-04T08:00:02Z DEBUG Token request body: ${form}`,
      `Received HTTP response headers after 80.1ms - 400\n2026-03-04T08:00:02Z DEBUG The endpoint returned ${refused}`,
    ],
    [
      'of Feign',
      `[Tokens#get] ---> POST ${tokenUrl} HTTP/1.1\n2026-03-04T08:00:02Z DEBUG [Tokens#get] Accept: application/json\n2026-03-04T08:00:02Z DEBUG [Tokens#get] ${form}\n2026-03-04T08:00:02Z DEBUG [Tokens#get] ---> END HTTP (90-byte body)`,
      `[Tokens#get] <--- HTTP/1.1 400 Bad Request (90ms)\n2026-03-04T08:00:02Z DEBUG [Tokens#get] ${refused}`,
    ],
  ] as const) {
    it(`are read ${name}`, () => {
      assertFlow(
        `2026-03-04T08:00:01Z INFO GET ${loginUrl}\n2026-03-04T08:00:02Z DEBUG ${asked}\n2026-03-04T08:00:02Z DEBUG ${answered}`,
      );
    });
  }
});

it('reads what Rails lists of the parameters of a request', () => {
  const { exchanges } = readCapture(
    `Started GET "/oauth/authorize" for 10.0.0.7 at 2026-03-04 08:00:01 +0000\n  Parameters: {"response_type"=>"code", "client_id"=>"desk", "redirect_uri"=>"https://desk.example/cb"}\nCompleted 302 Found in 10ms\nStarted POST "/oauth/token" for 10.0.0.9 at 2026-03-04 08:00:02 +0000\n  Parameters: {"grant_type"=>"authorization_code", "code"=>"[FILTERED]", "redirect_uri"=>"https://www.desk.example/cb"}\nCompleted 400 Bad Request in 12ms`,
  );
  assert.deepEqual(
    exchanges.map((one) => [one.role, sentIn(one, 'redirect_uri'), one.response?.status]),
    [
      ['authorization-request', 'https://desk.example/cb', 302],
      ['token-request', 'https://www.desk.example/cb', 400],
    ],
  );
});

describe('the fields of a line', () => {
  const answer = { error: 'invalid_grant' };
  const [time, level] = ['2026-03-04T08:00:01Z', 'info'];
  const rows: readonly (readonly [string, readonly object[]])[] = [
    [
      'in one record for each exchange',
      [
        { ts: time, method: 'GET', url: loginUrl, status: 302 },
        { ts: time, method: 'POST', url: tokenUrl, body: form, status: 400, response: answer },
      ],
    ],
    [
      'in one for request and one for answer',
      [
        { level: 30, time: at, msg: 'redirecting', url: loginUrl },
        { level: 30, time: at, msg: 'token request', method: 'POST', url: tokenUrl, body: form },
        { level: 50, time: at, msg: 'token response', status: 400, body: answer },
      ],
    ],
    [
      'with an object for each side',
      [
        { time, level, msg: `redirect to ${loginUrl}` },
        {
          time,
          level,
          msg: 'http',
          req: { method: 'POST', url: tokenUrl, body: form },
          res: { statusCode: 400, body: answer },
        },
      ],
    ],
    [
      'with the names of Elastic',
      [
        { '@timestamp': time, 'url.full': loginUrl },
        {
          '@timestamp': time,
          'http.request.method': 'POST',
          'url.full': tokenUrl,
          'http.request.body.content': form,
          'http.response.status_code': 400,
          'http.response.body.content': refused,
        },
      ],
    ],
  ];
  for (const [name, records] of rows) {
    it(`is read ${name}`, () => {
      const [first] = assertFlow(records.map((record) => JSON.stringify(record)).join('\n'));
      assert.equal(first?.at, at);
      assertFlow(JSON.stringify(records));
    });
  }

  it('is read in logfmt, with the parameters among the fields', () => {
    assertFlow(
      `time=${time} level=info msg="oauth start" authorize_url="${loginUrl}"\ntime=${time} level=debug msg="token exchange" method=POST url=${tokenUrl} grant_type=authorization_code code=Lf93kfh20Lsd redirect_uri=https://desk.example/cb/\ntime=${time} level=error msg="token exchange failed" status=400 error=invalid_grant`,
    );
  });

  for (const [name, record] of [
    [
      'Traefik',
      {
        DownstreamStatus: 405,
        RequestHost: 'id.example',
        RequestMethod: 'GET',
        RequestPath: '/token',
        level: 'info',
        time,
      },
    ],
    [
      'Caddy',
      {
        level: 'info',
        ts: at / 1000,
        msg: 'handled request',
        request: { method: 'GET', host: 'id.example', uri: '/token' },
        status: 405,
      },
    ],
    [
      'a cloud',
      {
        timestamp: time,
        severity: 'WARNING',
        httpRequest: { requestMethod: 'GET', requestUrl: tokenUrl, status: 405 },
      },
    ],
  ] as const) {
    it(`is read of an access that ${name} logs`, () => {
      const [exchange] = readCapture(JSON.stringify(record)).exchanges;
      assert.deepEqual([exchange?.request?.url, exchange?.response?.status, exchange?.at], [tokenUrl, 405, at]);
    });
  }

  it('is read of the object that an inspector shows', () => {
    const [exchange, ...others] = readCapture(
      `AxiosError: Request failed with status code 400\n    at settle (/srv/axios.cjs:1:2) {\n  config: {\n    headers: Object [AxiosHeaders] { 'Content-Type': 'application/json' },\n    method: 'post',\n    url: '${tokenUrl}',\n    data: '{"grant_type":"client_credentials","client_id":"desk"}'\n  },\n  response: {\n    status: 400,\n    data: { error: 'invalid_request' }\n  }\n}`,
    ).exchanges;
    assert.deepEqual(others, []);
    assert.deepEqual(given(exchange), [400, 'invalid_request']);
    assert.equal(exchange?.request?.body, '{"grant_type":"client_credentials","client_id":"desk"}');
  });
});

describe('a log of accesses', () => {
  const line = (request: string, status: number): string =>
    `10.0.0.7 - - [04/Mar/2026:08:00:01 +0000] "${request} HTTP/1.1" ${status} 88 "-" "okhttp/4.12"`;

  it('has the requests of the token endpoint, without their bodies and headers', () => {
    const { exchanges } = readCapture([line('POST /oauth/token', 429), line('POST /oauth/token', 429)].join('\n'));
    assert.equal(exchanges.length, 2);
    for (const exchange of exchanges) {
      assert.deepEqual([exchange.role, exchange.response?.status, exchange.at], ['token-request', 429, at]);
      assert.equal(exchange.request?.isBodyUnseen, true);
    }
  });

  it('is no proof that credentials are missing', () => {
    const { diagnoses } = examine(readCapture(line('POST /oauth/token', 401)), tools);
    assert.ok(!diagnoses.some(({ confidence }) => confidence === 'certain'));
  });

  it('has the status that a load balancer gave, and its reason', () => {
    const { exchanges, notes } = readCapture(
      'https 2026-03-04T08:00:01.100000Z app/desk/50dc 10.0.0.7:1 - -1 -1 -1 500 - 34 0 "GET https://desk.example:443/oauth2/idpresponse?code=abc HTTP/1.1" "okhttp/4.12" "authenticate" "-" "AuthTokenEpRequestFailed"',
    );
    assert.deepEqual(
      [exchanges[0]?.request?.target, exchanges[0]?.response?.status],
      ['https://desk.example/oauth2/idpresponse', 500],
    );
    assert.ok(notes.some(({ text }) => text.includes('AuthTokenEpRequestFailed')));
  });

  it('has no exchange of a page of the app', () => {
    assert.deepEqual(readCapture(line('GET /img/logo.png', 200)).exchanges, []);
  });
});

describe('what a log does not show', () => {
  it('is unseen: a header', () => {
    const text = `2026-03-04T08:00:01Z DEBUG POST ${tokenUrl}\n2026-03-04T08:00:01Z DEBUG grant_type=client_credentials&scope=read\n2026-03-04T08:00:01Z DEBUG 401 {"error":"invalid_client"}`;
    assert.ok(!examine(readCapture(text), tools).diagnoses.some(({ confidence }) => confidence === 'certain'));
  });

  it('is unseen: what its fields leave out of a body', () => {
    const text = `time=2026-03-04T08:00:01Z level=info msg=token method=POST url=${tokenUrl} code=Lf93kfh20Lsd status=400`;
    assert.equal(readCapture(text).exchanges[0]?.request?.isBodyUnseen, true);
  });

  it('was not sent where it shows the headers', () => {
    const text = `2026-03-04T08:00:01Z DEBUG http-outgoing-0 >> "POST /token HTTP/1.1[\\r][\\n]"\n2026-03-04T08:00:01Z DEBUG http-outgoing-0 >> "Host: id.example[\\r][\\n]"\n2026-03-04T08:00:01Z DEBUG http-outgoing-0 >> "[\\r][\\n]"\n2026-03-04T08:00:01Z DEBUG http-outgoing-0 >> "grant_type=client_credentials&scope=read"\n2026-03-04T08:00:01Z DEBUG http-outgoing-0 << "HTTP/1.1 401 Unauthorized[\\r][\\n]"\n2026-03-04T08:00:01Z DEBUG http-outgoing-0 << "{"error":"invalid_client"}"`;
    const [exchange] = readCapture(text).exchanges;
    assert.equal(exchange?.request?.url, tokenUrl);
    assert.equal(sentIn(exchange, 'scope'), 'read');
    assert.deepEqual(given(exchange), [401, 'invalid_client']);
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.equal(`${first?.cause} ${first?.confidence}`, 'client-authentication/credentials-missing certain');
  });

  for (const [place, lines] of [
    [
      'the line below the request',
      ['GET https://api.example/orders', 'Authorization: Bearer a81kLs02kdQ', '401 Unauthorized'],
    ],
    ['the line of the request', ['GET https://api.example/orders Authorization: Bearer a81kLs02kdQ 401']],
  ] as const) {
    it(`has the header in ${place}`, () => {
      const { exchanges } = readCapture(lines.map((line) => `2026-03-04T08:00:01Z DEBUG ${line}`).join('\n'));
      assert.deepEqual(
        exchanges.map(({ role, response }) => [role, response?.status]),
        [['resource-request', 401]],
      );
    });
  }
});

describe('a line that names a request and is none', () => {
  for (const [name, text] of [
    [
      'an error in words with the page on which it came',
      `time="2026-03-04T08:00:01Z" level=error msg="Authorization Request failed: the scope 'mail' is not allowed for this client" method=GET path=/api/oidc/authorization`,
    ],
    [
      'an event of a server with its grant',
      'WARN [org.keycloak.events] type="CODE_TO_TOKEN_ERROR", clientId="desk", error="invalid_code", grant_type="authorization_code"',
    ],
    [
      'an answer with the path in which it came',
      '{"timestamp":"2026-03-04T08:00:01Z","status":400,"error":"invalid_grant","path":"/oauth/token"}',
    ],
    ['a wish', `2026-03-04T08:00:01Z INFO the client should POST ${tokenUrl} with a form`],
  ] as const) {
    it(`is no request: ${name}`, () => {
      assert.ok(!readCapture(text).exchanges.some(({ request }) => request !== undefined));
    });
  }

  it('is none again where the request itself stands above the log', () => {
    const text = `POST ${tokenUrl} HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\n${form}\n\nHTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n${refused}\n\nError:\n10.0.0.7 - - [04/Mar/2026:08:00:01 +0000] "POST /token HTTP/1.1" 400 88`;
    assert.equal(readCapture(text).exchanges.length, 1);
  });
});

it('reads a long log of any lines in less than two seconds', () => {
  for (const line of [
    `2026-03-04T08:00:01Z POST ${tokenUrl} a=b`,
    '{"level":"info","time":1,"msg":"{{{"}',
    '{',
    'a {',
    '[a] [b] [c] {',
    'a=b '.repeat(40),
    '{"a":'.repeat(40),
  ]) {
    const begun = performance.now();
    readCapture(`${line}\n`.repeat(Math.ceil(300_000 / (line.length + 1))));
    assert.ok(performance.now() - begun < 2000, `${line.slice(0, 40)}: ${Math.round(performance.now() - begun)} ms`);
  }
});
