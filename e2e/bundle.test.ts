/** `candor bundle` as a person and a script use it: shown first, written when agreed to, refused when a secret is left. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runCandor } from './_candor.ts';

const folder = mkdtempSync(join(tmpdir(), 'candor-bundle-'));
after(() => rmSync(folder, { recursive: true }));
const secret = 'Zx81k29Qm77Lw4pQ8tRv';
const capture = join(folder, 'capture.txt');
writeFileSync(
  capture,
  `POST https://idp.example/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials&client_id=app-1&client_secret=${secret}\n\nHTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"error":"invalid_client"}\n`,
);

test('shows the bundle and writes nothing without being told to', async () => {
  const out = join(folder, 'shown.md');
  const { status, stdout, stderr } = await runCandor(['bundle', capture, '--out', out]);
  // Nobody can be asked: what was not done is no success.
  assert.equal(status, 2);
  assert.match(
    stdout,
    /# Support bundle[\s\S]*client_id: app-1[\s\S]*client_secret: \[client secret of 20 characters, fingerprint/,
  );
  assert.match(
    stderr,
    /The bundle has:\n {2}- the diagnosis[\s\S]*client secret ×1[\s\S]*Nothing was written: there is no terminal[\s\S]*--yes/,
  );
  assert.ok(!existsSync(out));
  assert.ok(!stdout.includes(secret) && !stderr.includes(secret));
});

test('writes it for its owner alone, and over no other file', async () => {
  const out = join(folder, 'written.md');
  const written = await runCandor(['bundle', capture, '--out', out, '--yes']);
  assert.deepEqual([written.status, written.stdout], [0, '']);
  assert.equal(statSync(out).mode & 0o777, 0o600);
  assert.ok(!readFileSync(out, 'utf8').includes(secret));
  const again = await runCandor(['bundle', capture, '--out', out, '--yes']);
  assert.equal(again.status, 2);
  assert.match(again.stderr, /exists already/);
});

test('says which folder is not there', async () => {
  const out = join(folder, 'missing', 'bundle.md');
  const { status, stderr } = await runCandor(['bundle', capture, '--out', out, '--yes']);
  assert.equal(status, 2);
  assert.match(stderr, /can not be written: the folder .*missing does not exist/);
  assert.doesNotMatch(stderr, /unexpected|\n {4}at /);
});

test('refuses where the last look finds a secret', async () => {
  const broken = join(folder, 'broken.txt');
  writeFileSync(
    broken,
    `${readFileSync(capture, 'utf8')}\nIn the mail it was ${secret.slice(0, 10)}\n${secret.slice(10)} by the way.\n`,
  );
  const out = join(folder, 'refused.md');
  const { status, stderr, stdout } = await runCandor(['bundle', broken, '--out', out, '--yes']);
  assert.equal(status, 1);
  assert.match(stderr, /was not written[\s\S]*client secret, behind "In the mail it was"/);
  assert.ok(!existsSync(out) && !stdout.includes(secret.slice(0, 10)));
});

test('says which option lacks its value, and which takes none', async () => {
  const missing = await runCandor(['bundle', capture, '--out']);
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /^(?:candor: )?--out needs a value: --out /);
  const followed = await runCandor(['bundle', capture, '--out', '--yes']);
  assert.equal(followed.status, 2);
  assert.match(followed.stderr, /^(?:candor: )?--out needs a value: --out /);
  const needless = await runCandor(['bundle', capture, '--yes=now']);
  assert.equal(needless.status, 2);
  assert.match(needless.stderr, /^(?:candor: )?--yes takes no value\./);
});

test('tells how it is used', async () => {
  const { status, stderr } = await runCandor(['bundle']);
  assert.equal(status, 2);
  assert.match(stderr, /candor bundle - reads what is piped in[\s\S]*candor bundle FILE/);
});
