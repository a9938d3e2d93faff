/** How fast `candor doctor` starts, and that it loads nothing of the server. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from './_candor.ts';
import { hexPaste } from './_doctor.ts';

const launcher = resolve(import.meta.dirname, '../packages/cli/bin/candor.mjs');
const folder = temporaryFolder();
const paste = join(folder, 'hex.txt');
writeFileSync(paste, hexPaste);
/** Milliseconds from the start of the process to its end, on a small file. */
const most = 250;
const runs = 20;

function run(flags: readonly string[], words: readonly string[], env: Readonly<Record<string, string>> = {}): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...flags, launcher, ...words], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  const took = performance.now() - started;
  assert.equal(stderr, '');
  assert.equal(status, 1);
  return took;
}

for (const words of [
  ['doctor', paste],
  ['check', 'pkce', 'short', 'challenge'],
]) {
  test(`candor ${words[0]} loads nothing of the server or its stores`, () => {
    const loaded = join(folder, `${words[0]}.list`);
    const hook = pathToFileURL(resolve(import.meta.dirname, '_loaded-modules.mjs')).href;
    run(['--import', hook], words, { LOADED_MODULES: loaded });
    const modules = readFileSync(loaded, 'utf8').trim().split('\n');
    assert.ok(
      modules.some((url) => url.includes('/packages/doctor/')),
      'the list is empty',
    );
    assert.deepEqual(
      modules.filter((url) => /\/packages\/(?:server|storage|console)\//.test(url)),
      [],
    );
  });
}

test('candor doctor is done within 250 ms on a small file, once its modules are compiled', (context) => {
  run([], ['doctor', paste]);
  const times = Array.from({ length: runs }, () => run([], ['doctor', paste])).sort((a, b) => a - b);
  const median = times[runs / 2] as number;
  context.diagnostic(`median ${median.toFixed(0)} ms, fastest ${times[0]?.toFixed(0)} ms of ${runs}`);
  // The fastest: other tests may have the processors meanwhile.
  assert.ok((times[0] as number) < most, `${times.map(Math.round).join(', ')} ms`);
});
