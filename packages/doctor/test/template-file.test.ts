/** A variable of a saved request is filled in before it is sent: only an answer that repeats it shows that it was not. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
import { tools } from './tools.ts';

const placeholder = 'client-authentication/credentials-placeholder';
const header = 'token-use/authorization-header-malformed';

function collection(request: Readonly<Record<string, unknown>>, body?: string, code = 400): string {
  return JSON.stringify({
    info: { name: 'Shop', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: [{ name: 'Token', request, response: body === undefined ? [] : [{ name: 'saved', code, body }] }],
  });
}

const basic = {
  type: 'basic',
  basic: [
    { key: 'username', value: '{{id}}' },
    { key: 'password', value: '{{secret}}' },
  ],
};
const field = (key: string, value: string): unknown => ({ key, value });
const withSecret = {
  method: 'POST',
  url: 'https://idp.example/token',
  body: {
    mode: 'urlencoded',
    urlencoded: [
      field('grant_type', 'client_credentials'),
      field('client_id', '{{id}}'),
      field('client_secret', '{{secret}}'),
    ],
  },
};
const withJson = {
  method: 'POST',
  url: 'https://idp.example/token',
  auth: basic,
  header: [{ key: 'Content-Type', value: 'application/json' }],
  body: { mode: 'raw', raw: '{"grant_type":"client_credentials"}' },
};
const called = (value: string, file = ''): string =>
  `${file}GET https://api.example/orders\nAuthorization: Bearer ${value}\n\nHTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n`;
const refused = '{"error":"invalid_token","error_description":"The token is not known"}';

describe('a variable in a saved request', () => {
  for (const [name, text] of [
    ['a collection without an answer', collection({ url: 'https://api.example/orders', auth: basic })],
    [
      'a collection, and an answer that gives another reason',
      collection(withSecret, '{"error":"invalid_client","error_description":"the client secret expired"}', 401),
    ],
    ['id and secret of a Basic header', collection(withJson, '{"error":"invalid_client"}', 401)],
    ['a file with a variable of its own', called('{{token}}', '@shop = orders\n\n') + refused],
    ['a file with a divider before the request', called('{{login.response.body.access_token}}', '###\n') + refused],
    ['a named request', called('{{token}}', '# @name orders\n') + refused],
    ['a file of Bruno', `${called('{{token}}', 'meta {\n  name: orders\n}\n\n')}${refused}`],
  ] as const) {
    it(`proves nothing: ${name}`, () => {
      const named = examine(readCapture(text), tools).diagnoses.map(({ cause, variant }) => `${cause}:${variant}`);
      assert.ok(!named.some((one) => one.startsWith(placeholder) || one === `${header}:placeholder`), named.join(', '));
    });
  }

  it('leaves what else the request shows', () => {
    const answer = '{"error":"invalid_request","error_description":"The request has no grant_type."}';
    const [first] = examine(readCapture(collection(withJson, answer)), tools).diagnoses;
    assert.equal(`${first?.cause} ${first?.confidence}`, 'transport-endpoint/body-not-form certain');
  });

  const unknown = '{"error":"invalid_client","error_description":"There is no client {{id}}"}';
  for (const [name, text, cause] of [
    ['the answer repeats it', collection(withSecret, unknown, 401), placeholder],
    ['it stands in what was sent', called('{{token}}') + refused, header],
    [
      'it was encoded as it was sent',
      '@shop = orders\n\nPOST https://idp.example/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=%7B%7Bid%7D%7D&client_secret=k39fL20fkLs02\n\nHTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"error":"invalid_client"}',
      placeholder,
    ],
  ] as const) {
    it(`is shown to be sent: ${name}`, () => {
      const [first] = examine(readCapture(text), tools).diagnoses;
      assert.equal(`${first?.cause} ${first?.confidence}`, `${cause} certain`);
    });
  }
});
