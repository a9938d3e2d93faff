/** docs/tour.md does what it says: every command of it runs as it stands there, and prints what stands below it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { startCandor } from './_candor.ts';

const tour = readFileSync(resolve(import.meta.dirname, '../docs/tour.md'), 'utf8');
/** Each block of commands with the block of output below it. */
const steps = [...tour.matchAll(/```sh\n([\s\S]*?)```\n\n```json\n([\s\S]*?)```/g)].map(
  ([, commands = '', output = '']) => ({ commands, output: output.trimEnd() }),
);
const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** What the page shows, with `…` for what differs from run to run. */
function shows(output: string): RegExp {
  const parts = output.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^\\n]*')}\n?$`);
}

test('the tour has no command without the output that proves it', () => {
  assert.ok(steps.length >= 6);
  assert.equal(steps.length, tour.match(/```sh\n/g)?.length);
});

test('the tour does what it says', { skip: hasCurl ? false : 'curl is not installed on this machine' }, async () => {
  const candor = await startCandor();
  const { clientId, clientSecret } = candor.client('Ledger sync');
  const here = (text: string): string => text.replaceAll('http://127.0.0.1:4000', candor.url);
  const mark = '=== next step ===';
  const script = steps.map(({ commands }) => `${here(commands)}echo '${mark}'\n`).join('');
  const env = {
    PATH: process.env.PATH,
    CLIENT_ID: clientId,
    CLIENT_SECRET: clientSecret,
    BASE: `${candor.url}/sandbox`,
  };
  const { stdout, stderr, status } = spawnSync('/bin/sh', ['-c', script], { env, encoding: 'utf8', timeout: 60_000 });
  assert.deepEqual([status, stderr], [0, '']);
  const printed = stdout.split(`${mark}\n`);
  for (const [index, { output }] of steps.entries()) assert.match(printed[index] ?? '', shows(here(output)));
});
