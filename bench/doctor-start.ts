/**
 * `node bench/doctor-start.ts`: how long `candor doctor` takes from its start to its end on a pasted command, beside a
 * Node that does nothing, in turns. The first run, which fills the compile cache, doesn't count.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const runs = 41;
const launcher = fileURLToPath(new URL('../packages/cli/bin/candor.mjs', import.meta.url));
const paste = `curl -X POST https://idp.example.com/oauth2/token -d grant_type=refresh_token -d client_id=c -d refresh_token=r

{"error":"invalid_grant","error_description":"Token has been expired or revoked."}
`;
const commands = {
  'node, nothing': ['-e', ''],
  'candor doctor': [launcher, 'doctor', '-'],
  'candor check pkce': [launcher, 'check', 'pkce', 'short', 'challenge'],
};

/** @returns milliseconds on the clock. */
function measure(args: readonly string[]): number {
  const begun = performance.now();
  spawnSync(process.execPath, args, { input: paste });
  return performance.now() - begun;
}

for (const args of Object.values(commands)) measure(args);
const taken = Array.from({ length: runs }, () => Object.values(commands).map(measure));
Object.keys(commands).forEach((name, column) => {
  const sorted = taken.map((row) => row[column] as number).toSorted((a, b) => a - b);
  const [least, median, most] = [0, (runs - 1) / 2, runs - 1].map((index) => sorted[index]?.toFixed(0));
  console.log(`${name.padEnd(18)} ${median} ms, ${least} to ${most} ms, ${runs} runs`);
});
