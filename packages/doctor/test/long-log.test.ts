/** A log that is longer than what is read: the failure stands at its end, and is found there. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
import { tools } from './tools.ts';

const fine = '2026-11-20T10:00:00Z INFO GET /health 200 ok request_id=abcdef\n';
const failure =
  '2026-11-20T10:00:01Z ERROR token request failed: AADSTS7000222: The provided client secret keys for app are expired.\n';

it('finds a failure behind megabytes of lines that say nothing, and says what was left out', () => {
  const capture = readCapture(fine.repeat(60_000) + failure);
  assert.match(capture.leftOut.join('\n'), /59997 of 60002 lines/);
  const [first] = examine(capture, tools).diagnoses;
  assert.equal(first?.cause, 'client-authentication/secret-expired');
});

it('finds the newest of many failures', () => {
  const older = '2026-11-20T09:00:00Z ERROR database refused: connection failed\n';
  const capture = readCapture(older.repeat(20_000) + failure);
  assert.match(capture.leftOut.join('\n'), /characters of failures other than the newest of OAuth/);
  assert.equal(examine(capture, tools).diagnoses[0]?.cause, 'client-authentication/secret-expired');
});

const verifier =
  '2026-11-20T09:59:59Z POST https://id.example/oauth/token 403 {"error":"invalid_grant","error_description":"Failed to verify code verifier"}\n';
const rows: readonly (readonly [string, string])[] = [
  ['requests that were not found', '10.0.0.1 - - [20/Nov/2026:10:00:00 +0000] "GET /img/a.png HTTP/1.1" 404 512\n'],
  ['numbers that look like a status', '2026-11-20T10:00:00Z INFO GET /u/7 user=404 ok bytes=512\n'],
  ['failures of other parts', '2026-11-20T10:00:00Z ERROR picture 7 is missing in the gallery\n'],
];
for (const [name, line] of rows) {
  it(`finds a failure of OAuth between ${name}, wherever it stands`, () => {
    for (const at of [10, 4000, 7990]) {
      const text = line.repeat(at) + verifier + line.repeat(8000 - at);
      const [first] = examine(readCapture(text), tools).diagnoses;
      assert.equal(first?.cause, 'pkce/verifier-mismatch', `behind ${at} lines`);
    }
  });
}
