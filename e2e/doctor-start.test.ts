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
/**
 * Processor time on a small file, in starts of a Node that does nothing. On a machine where that takes 24 ms,
 * `bench/doctor-start.ts` has 200 ms on the clock.
 */
const most = 13;
const runs = 15;
const taken = join(folder, 'processor-time');
const measured = ['--import', pathToFileURL(resolve(import.meta.dirname, '_processor-time.mjs')).href];
const env = { PROCESSOR_TIME: taken };

function run(flags: readonly string[], words: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const { status, stderr } = spawnSync(process.execPath, [...flags, launcher, ...words], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  assert.equal(stderr, '');
  assert.equal(status, 1);
}

const server = /\/packages\/(?:server|storage|console)\//;
/** What only some captures and other commands need. */
const later = /\/packages\/doctor\/src\/(?:index|rules\/registry|likeness\/(?:learned|weigh|likeness))\.ts$/;

for (const { words, title, unwanted } of [
  {
    words: ['doctor', paste],
    title: 'the server, its stores, or what this capture does not need',
    unwanted: [server, later],
  },
  { words: ['check', 'pkce', 'short', 'challenge'], title: 'the server or its stores', unwanted: [server] },
]) {
  test(`candor ${words[0]} loads nothing of ${title}`, () => {
    const loaded = join(folder, `${words[0]}.list`);
    const hook = pathToFileURL(resolve(import.meta.dirname, '_loaded-modules.mjs')).href;
    run(['--import', hook], words, { LOADED_MODULES: loaded });
    const modules = readFileSync(loaded, 'utf8').trim().split('\n');
    assert.ok(
      modules.some((url) => url.includes('/packages/doctor/')),
      'the list is empty',
    );
    assert.deepEqual(
      modules.filter((url) => unwanted.some((one) => one.test(url))),
      [],
    );
  });
}

test('candor doctor, once its modules are compiled, costs little more than ten bare starts of Node', (context) => {
  run([], ['doctor', paste]);
  const ratios = Array.from({ length: runs }, () => {
    const bare = processorTime(() =>
      assert.equal(spawnSync(process.execPath, [...measured, '-e', ''], { env }).status, 0),
    );
    return processorTime(() => run(measured, ['doctor', paste], env)) / bare;
  });
  const median = ratios.toSorted((a, b) => a - b)[(runs - 1) / 2] as number;
  context.diagnostic(`median of ${runs}: ${median.toFixed(1)} starts`);
  assert.ok(median < most, ratios.map((ratio) => ratio.toFixed(1)).join(', '));
});

/** @param runIt runs a process that is `measured`. @returns microseconds. */
function processorTime(runIt: () => void): number {
  runIt();
  return Number(readFileSync(taken, 'utf8'));
}
