import { timingSafeEqual } from 'node:crypto';
import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { refuse } from '../refusal.ts';
import { sha256 } from '../sha256.ts';

/** Milliseconds over which failed attempts are counted. */
const window = 15 * 60_000;

/** Hashes of the secrets that this process has seen argon2id accept: in memory only, and gone with the record. */
const proven = new WeakMap<ClientRecord, Uint8Array>();

/** What was sent, and by whom. */
export interface WeakSecretAttempt {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Keyed hash of the caller's address. */
  readonly from: string;
}

/**
 * Tells whether a client that brought a short secret along sent it (ARCHITECTURE 4.4). While an environment has any
 * such client, every secret that is wrong costs the same argon2id hash and the same two counts, so that neither the
 * work nor the answer tells one client from another; a count that is full refuses before anything is hashed
 * (RFC 6749 section 2.3.1 asks for protection against brute force).
 * @throws Refusal `rate-limited`, or `overloaded` when too many hashes wait.
 */
export async function isWeakSecretOf(
  client: ClientRecord | undefined,
  attempt: WeakSecretAttempt,
  environment: Environment,
): Promise<boolean> {
  const expected = client && weakHashOf(client);
  if (expected === undefined && !environment.weakSecrets.exist()) return false;
  const sent = sha256(attempt.clientSecret);
  const known = client && proven.get(client);
  if (known !== undefined && timingSafeEqual(sent, known)) return true;
  const keys = await countAttempt(attempt, client, environment);
  const isRight = await environment.weakSecrets.verify(attempt.clientSecret, expected);
  if (isRight && client) {
    proven.set(client, sent);
    for (const key of keys) await environment.deps.storage.forgiveAttempt(key);
  }
  return isRight;
}

function weakHashOf({ secrets }: ClientRecord): string | undefined {
  return secrets.find(({ algorithm, retiredAt }) => algorithm === 'argon2id' && retiredAt === undefined)?.hash;
}

/** @returns the keys under which the attempt was counted. @throws Refusal `rate-limited`. */
async function countAttempt(
  { clientId, from }: WeakSecretAttempt,
  client: ClientRecord | undefined,
  { name, policy, deps }: Environment,
): Promise<readonly string[]> {
  const now = deps.now();
  const limits = [
    { key: `${name} client-secret from ${from}`, limit: policy.clientSecretAttemptsPerAddress },
    {
      key: `${name} client-secret ${deps.mac('client-secret-limit', clientId)} from ${from}`,
      limit: policy.clientSecretAttemptsPerClient,
    },
  ];
  for (const counted of limits) {
    const outcome = await deps.storage.countAttempt({ ...counted, environment: name, now, window });
    if (outcome.outcome === 'exceeded') {
      const retryAfter = (outcome.retryAt - now) / 1000;
      refuse('rate-limited', { seen: 'wrong client secrets' }, { client, authenticated: false, retryAfter });
    }
  }
  return limits.map(({ key }) => key);
}
