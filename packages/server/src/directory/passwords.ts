import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { RandomBytes } from '../randomness.ts';
import { refuse } from '../refusal.ts';

const argon2Async = promisify(argon2);

/** OWASP's second setting for argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const maximumWaiting = 200;

/** Hashing of people's passwords and of weak client secrets: argon2id off the event loop, one at a time for each core. */
export interface Passwords {
  /** A PHC string. @throws Refusal `overloaded` when too many wait. */
  hash(password: string): Promise<string>;
  /**
   * True when the password made the hash. Without a hash the same work is done and the answer is false, so that an
   * unknown user costs what a wrong password costs.
   */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}

/** @param atOnce hashes that run side by side. */
export function createPasswords(randomBytes: RandomBytes, atOnce: number): Passwords {
  const turn = createQueue(atOnce);
  const decoySalt = randomBytes(16);
  const decoyTag = Buffer.alloc(cost.tagLength);
  const derive = (password: string, salt: Uint8Array, parameters: typeof cost | ParsedHash): Promise<Buffer> =>
    turn(() =>
      argon2Async('argon2id', {
        message: Buffer.from(password.normalize('NFKC')),
        nonce: salt,
        memory: parameters.memory,
        passes: parameters.passes,
        parallelism: parameters.parallelism,
        tagLength: parameters.tagLength,
      }),
    ) as Promise<Buffer>;
  return {
    async hash(password) {
      const salt = randomBytes(16);
      const tag = await derive(password, salt, cost);
      return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
    },
    async verify(password, hash) {
      const parsed = hash === undefined ? undefined : parseHash(hash);
      const tag = await derive(password, parsed?.salt ?? decoySalt, parsed ?? cost);
      const equal = timingSafeEqual(tag, parsed?.tag ?? decoyTag);
      return equal && parsed !== undefined;
    },
  };
}

interface ParsedHash {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly tagLength: number;
  readonly salt: Uint8Array;
  readonly tag: Uint8Array;
}

/** @throws TypeError for anything but an argon2id PHC string: such a hash was never stored by us. */
function parseHash(hash: string): ParsedHash {
  const match = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(
    hash,
  );
  if (!match) throw new TypeError('A stored password hash is not an argon2id PHC string');
  const tag = Buffer.from(match[5] as string, 'base64');
  return {
    memory: Number(match[1]),
    passes: Number(match[2]),
    parallelism: Number(match[3]),
    tagLength: tag.length,
    salt: Buffer.from(match[4] as string, 'base64'),
    tag,
  };
}

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}

/** More than one hash at a time for each core only slows all of them, and each holds 19 MiB. */
function createQueue(atOnce: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= maximumWaiting) refuse('overloaded', { waiting: waiting.length }, { retryAfter: 5 });
      await new Promise<void>((start) => waiting.push(start));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
