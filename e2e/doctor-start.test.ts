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
/** Milliseconds of the whole process, on a small file. */
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

test('candor doctor takes less than 250 ms on a small file, once its modules are compiled', (context) => {
  const taken = join(folder, 'processor-time');
  const hook = pathToFileURL(resolve(import.meta.dirname, '_processor-time.mjs')).href;
  run([], ['doctor', paste]);
  const walls: number[] = [];
  const times = Array.from({ length: runs }, () => {
    walls.push(run(['--import', hook], ['doctor', paste], { PROCESSOR_TIME: taken }));
    return Number(readFileSync(taken, 'utf8')) / 1000;
  });
  const [time, wall] = [times, walls].map(median);
  context.diagnostic(`median of ${runs}: ${time?.toFixed(0)} ms of a processor, ${wall?.toFixed(0)} ms on the clock`);
  // On the clock it depends on what else runs meanwhile.
  assert.ok((time as number) < most, `${times.map(Math.round).join(', ')} ms`);
});

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
