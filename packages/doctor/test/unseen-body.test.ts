/** A body that nobody saved is no empty body: nothing is certain of what stands in it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
import { tools } from './tools.ts';

const command =
  'curl -v https://idp.example/oauth2/token -d grant_type=client_credentials -d client_id=billing -d client_secret=abcd1234efgh';
const printed = `* Connected to idp.example (203.0.113.4) port 443
> POST /oauth2/token HTTP/1.1
> Host: idp.example
> Accept: */*
> Content-Length: 74
> Content-Type: application/x-www-form-urlencoded
>
`;
const refused = '< HTTP/1.1 401 Unauthorized\n< Content-Type: application/json\n<\n{"error":"invalid_client"}\n';
const accepted =
  '< HTTP/1.1 200 OK\n< Content-Type: application/json\n<\n{"access_token":"a.b","token_type":"Bearer"}\n';

describe('what curl -v prints of its request', () => {
  for (const [name, answer, status] of [
    ['refused', refused, 401],
    ['accepted', accepted, 200],
  ] as const) {
    it(`is one exchange with the command: ${name}`, () => {
      const { exchanges } = readCapture(`${command}\n${printed}${answer}`);
      assert.deepEqual(
        exchanges.map(({ request, response }) => [request?.url, request?.headers.length, response?.status]),
        [['https://idp.example/oauth2/token', 4, status]],
      );
      assert.ok(exchanges[0]?.request?.parameters.some((one) => one.name === 'client_secret'));
    });
  }

  it('of another address is an exchange of its own', () => {
    const { exchanges } = readCapture(`${command}\n${printed.replace('/oauth2/token', '/other')}${refused}`);
    assert.equal(exchanges.length, 2);
  });
});

const headers = 'Host: idp.example\nContent-Type: application/x-www-form-urlencoded';
const answer = 'HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"error":"invalid_client"}';
const har = JSON.stringify({
  log: {
    entries: [
      {
        request: { method: 'POST', url: 'https://idp.example/token', headers: [], bodySize: 190 },
        response: { status: 401, headers: [], content: { text: '{"error":"invalid_client"}' } },
      },
    ],
  },
});

describe('a body that is not shown', () => {
  for (const [name, text] of [
    ['curl -v without its command', printed + refused],
    ['a word in its place', `POST /token HTTP/1.1\n${headers}\n\n[body omitted]\n\n${answer}`],
    ['its length alone', `POST /token HTTP/1.1\n${headers}\nContent-Length: 190\n\n${answer}`],
    ['chunked', `POST /token HTTP/1.1\n${headers}\nTransfer-Encoding: chunked\n\n${answer}`],
    ['a HAR without postData', har],
  ] as const) {
    it(`proves nothing about what it lacks: ${name}`, () => {
      const { diagnoses } = examine(readCapture(text), tools);
      assert.notEqual(diagnoses.length, 0);
      assert.notEqual(diagnoses[0]?.cause, 'client-authentication/credentials-missing');
      assert.deepEqual(
        diagnoses.filter(({ confidence }) => confidence === 'certain'),
        [],
      );
    });
  }

  it('is told from one that is empty', () => {
    const text = `POST /token HTTP/1.1\n${headers}\nContent-Length: 0\n\n${answer}`;
    const [first] = examine(readCapture(text), tools).diagnoses;
    assert.equal(`${first?.cause} ${first?.confidence}`, 'client-authentication/credentials-missing certain');
  });
});
