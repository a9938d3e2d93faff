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
  assert.match(capture.leftOut.join('\n'), /characters before the newest failures/);
  assert.equal(examine(capture, tools).diagnoses[0]?.cause, 'client-authentication/secret-expired');
});
