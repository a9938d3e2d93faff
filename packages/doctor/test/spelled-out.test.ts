/** What people write in one line is read as request and answer. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
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

it('reads the error that PowerShell prints behind the name of a command', () => {
  const text = `Invoke-RestMethod : {"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired."}\nAt line:1 char:1\n`;
  assert.equal(examine(readCapture(text), tools).diagnoses[0]?.cause, 'client-authentication/secret-expired');
});
