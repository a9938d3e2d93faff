/**
 * Records the work that answers a request: verbs of the storage, hashes, comparisons, signatures and password checks, in
 * their order. Named imports of node:crypto are bound to its exports, so that `syncBuiltinESMExports` hands the recording
 * functions to the server's modules as well.
 */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { Storage } from '@candor/storage';
import type { OAuthServer } from './_oauth.ts';

let work: string[] | undefined;

/** What runs after the answer: a stranger's clock does not see it. */
const besideTheAnswer = /\/(explanations|trace)\//;
/** Verbs that only timers call. */
const byTimer = ['removeExpired', 'environmentState'];

function note(name: string): void {
  if (!work) return;
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 60;
  const { stack = '' } = new Error(name);
  Error.stackTraceLimit = limit;
  if (!besideTheAnswer.test(stack)) work.push(name);
}

type Functions = Record<string, (...input: unknown[]) => unknown>;

function record(target: object, names: readonly string[], describe: (name: string, input: unknown[]) => string): void {
  const functions = target as Functions;
  for (const name of names) {
    const original = functions[name] as (...input: unknown[]) => unknown;
    functions[name] = function (this: unknown, ...input: unknown[]) {
      note(describe(name, input));
      return original.apply(this, input);
    };
  }
}

record(crypto, ['hash', 'createHmac', 'createHash'], (name, [algorithm]) => `${name} ${algorithm}`);
record(crypto, ['timingSafeEqual', 'sign', 'verify'], (name) => name);
record(SubtleCrypto.prototype, ['verify', 'digest', 'importKey'], (name) => `subtle ${name}`);
syncBuiltinESMExports();

/** To be given as `wrapStorage`. */
export function recordStorage(storage: Storage): Storage {
  const verbs = Object.keys(storage).filter((verb) => !byTimer.includes(verb));
  const recorded = { ...storage };
  record(recorded, verbs, (verb) => `storage ${verb}`);
  return recorded;
}

/** Records the server's password checks as well. */
export function recordPasswords({ server }: OAuthServer): void {
  record(server.context.passwords, ['hash', 'verify'], (name) => `password ${name}`);
}

/** The result of `act`, and the work that was done while it ran. */
export async function recordedWork<Result>(act: () => Promise<Result>): Promise<readonly [Result, readonly string[]]> {
  const recorded: string[] = [];
  work = recorded;
  try {
    return [await act(), recorded];
  } finally {
    work = undefined;
  }
}
