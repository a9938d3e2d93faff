/**
 * `npm test [-- what…]`: runs every test of the project with this Node, or those that are asked for.
 *
 * A word that occurs in the path of a test file selects that file; any other word selects tests by their title; what
 * begins with a dash goes to `node --test` as it is.
 */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const testFiles = ['packages/*/test/**/*.test.ts', 'tools/test/**/*.test.ts', 'e2e/**/*.test.ts'];
/** A bound for one test file, in milliseconds: a hanging test fails instead of holding the run. */
const timeLimits = { short: 5 * 60_000, long: 2 * 60 * 60_000 };

/** The arguments for Node that run the tests selected by `words` among `files` (paths from the root, with slashes). */
export function testArguments(files: readonly string[], words: readonly string[], counts: 'short' | 'long'): string[] {
  const options: string[] = [];
  const selected = new Set<string>();
  for (const word of words) {
    const matching = word.startsWith('-') ? [] : files.filter((file) => file.includes(word.replace(/^\.\//, '')));
    if (word.startsWith('-')) options.push(word);
    else if (matching.length === 0) options.push(`--test-name-pattern=${word}`);
    for (const file of matching) selected.add(file);
  }
  const run = ['--test', '--test-reporter=spec', '--test-concurrency=2', `--test-timeout=${timeLimits[counts]}`];
  return [...run, ...options, ...(selected.size > 0 ? selected : files)];
}

function main(words: readonly string[]): void {
  const counts = process.env.CANDOR_COUNTS === 'long' ? 'long' : 'short';
  const files = globSync(testFiles, { cwd: root, exclude: ['**/node_modules/**'] })
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
  if (files.length === 0) {
    // Without a file `node --test` would look for some by its own rules, and pass.
    process.stderr.write(`no test was run: no file matches ${testFiles.join(', ')}\n`);
    process.exit(1);
  }
  const child = spawn(process.execPath, testArguments(files, words, counts), {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CANDOR_COUNTS: counts },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (status) => process.exit(status ?? 1));
}

if (import.meta.main) main(process.argv.slice(2));
