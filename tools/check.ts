/** `npm run check [-- gate…]`: runs every gate, or the named ones, and says which failed and why. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

interface Gate {
  readonly name: string;
  /** A script and its arguments, run by this Node from the project's root. */
  readonly script: readonly string[];
}

const gates: readonly Gate[] = [
  { name: 'types', script: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  { name: 'lint', script: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
  { name: 'dead-code', script: ['node_modules/knip/bin/knip.js'] },
  { name: 'boundaries', script: ['tools/check-boundaries.ts'] },
  { name: 'catalogue', script: ['tools/check-catalogue.ts'] },
  { name: 'generated-pages', script: ['tools/generate-docs.ts', '--check'] },
  { name: 'likeness', script: ['tools/learn-likeness.ts', '--check'] },
  { name: 'dependencies', script: ['tools/check-dependencies.ts'] },
];

function passes(gate: Gate): boolean {
  const started = performance.now();
  const run = spawnSync(process.execPath, gate.script, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const ok = run.status === 0;
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'}  ${gate.name.padEnd(16)} ${seconds.padStart(5)} s\n`);
  if (ok) return true;
  const said = `${run.stdout}${run.stderr}${run.error?.message ?? ''}`.trim() || `exit status ${run.status}, no output`;
  process.stdout.write(`${said.replaceAll(/^/gm, '        ')}\n`);
  return false;
}

function main(names: readonly string[]): void {
  const unknown = names.filter((name) => !gates.some((gate) => gate.name === name));
  if (unknown.length > 0) {
    process.stderr.write(
      `no gate is named ${unknown.join(', ')}; the gates are ${gates.map((gate) => gate.name).join(', ')}\n`,
    );
    process.exit(2);
  }
  const chosen = names.length === 0 ? gates : gates.filter((gate) => names.includes(gate.name));
  const failed = chosen.filter((gate) => !passes(gate));
  process.stdout.write(
    failed.length === 0
      ? `all ${chosen.length} gates passed\n`
      : `${failed.length} of ${chosen.length} gates failed: ${failed.map((gate) => gate.name).join(', ')}\n`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}

if (import.meta.main) main(process.argv.slice(2));
