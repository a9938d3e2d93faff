import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { makeBundle } from '@candor/doctor';
import manifest from '../../package.json' with { type: 'json' };
import { nothingNamed, parseArguments } from '../arguments.ts';
import { bundleCommand } from '../commands.ts';
import { doctorTools } from '../doctor/doctor-tools.ts';
import { mergeCaptures } from '../doctor/merge-captures.ts';
import { readCaptureOf } from '../doctor/read-input.ts';
import { CommandError, exitStatus } from '../exit-status.ts';

/**
 * `candor bundle`: shows the whole bundle and what was taken out, and writes it when that is agreed to. Refuses to write
 * one in which the last look finds anything secret-shaped.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { text, isSet, words } = parseArguments(bundleCommand, args);
  if (words.length === 0) throw nothingNamed(bundleCommand);
  const out = text.out ?? 'candor-bundle.md';
  const capture = mergeCaptures(words.map((name) => ({ name, capture: readCaptureOf(name) })));
  const versions = {
    Candor: manifest.version,
    Node: process.version.slice(1),
    System: `${process.platform} ${process.arch}`,
  };
  const bundle = makeBundle(capture, { at: Date.now(), versions }, doctorTools());
  if (bundle.leaks.length > 0) {
    const places = bundle.leaks
      .map(
        ({ line, kind, after }) =>
          `  ${kind}${after === '' ? ` at the start of line ${line} of the bundle` : `, behind "${after}"`}`,
      )
      .join('\n');
    throw new CommandError(
      exitStatus.fault,
      `The bundle was not written: something that looks secret is left in it.\n${places}\nTake it out of what you hand over, for example a secret that is broken over two lines, and run the command again.`,
    );
  }
  if (existsSync(out)) throw new CommandError(exitStatus.usage, `${out} exists already. Name another file with --out.`);
  if (!isSet('yes')) process.stdout.write(`${bundle.text}\n`);
  process.stderr.write(`The bundle has:\n${bundle.contents.map((line) => `  - ${line}`).join('\n')}\n`);
  if (!isSet('yes') && process.stdin.isTTY !== true) {
    const next = 'Look at what is above, and run the command again with --yes to write it.';
    throw new CommandError(exitStatus.usage, `Nothing was written: there is no terminal to ask on. ${next}`);
  }
  if (!isSet('yes') && !(await isAgreed(out))) {
    process.stderr.write('Nothing was written.\n');
    return exitStatus.fine;
  }
  write(out, bundle.text);
  process.stderr.write(`Written to ${out}\n`);
  return exitStatus.fine;
}

/** Writes a file that only its owner reads, and over no other. @throws CommandError where that can't be. */
function write(out: string, text: string): void {
  try {
    writeFileSync(out, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? `the folder ${dirname(out)} does not exist. Make it first`
        : code === 'EACCES'
          ? `this user may not write in ${dirname(out)}. Change that`
          : `${message}. Mend that`;
    throw new CommandError(exitStatus.usage, `${out} can not be written: ${why}, or name another file with --out.`);
  }
}

async function isAgreed(out: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`Write ${out}? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
