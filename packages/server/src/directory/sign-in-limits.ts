import type { Storage } from '@candor/storage';
import { refuse } from '../refusal.ts';
import type { Fingerprints } from '../trace/fingerprint.ts';
import { emailKey } from './email-key.ts';

export interface CountedSignIn {
  /** An environment's name, or the empty text for members of the console. */
  readonly scope: string;
  readonly address: string;
  readonly email: string;
  /** True when the browser has proof of an earlier sign-in of this person. */
  readonly isKnownBrowser: boolean;
  readonly limits: {
    /** Of one person from one address in 15 minutes. */
    readonly passwordAttemptsPerAccount: number;
    /** From one address in 15 minutes. */
    readonly passwordAttemptsPerAddress: number;
    /** Of one person from all unknown browsers in an hour. */
    readonly passwordAttemptsPerUser: number;
  };
}

const quarterHour = 15 * 60_000;
const hour = 60 * 60_000;

/**
 * Counts an attempt to sign in, before its password is hashed: by address, by person and address, and by person over
 * all unknown browsers, so that neither one address nor many can try on, and a known browser is never locked out.
 * @returns the keys under which it was counted, to be forgiven when it turns out well.
 * @throws Refusal `sign-in-throttled`.
 */
export async function countSignIn(
  counted: CountedSignIn,
  deps: {
    readonly storage: Storage;
    readonly now: () => number;
    readonly fingerprints: Fingerprints;
    readonly mac: (purpose: string, text: string) => string;
  },
): Promise<readonly string[]> {
  const { scope, limits } = counted;
  const now = deps.now();
  const address = deps.fingerprints.address(counted.address);
  const person = deps.mac('sign-in-limit', emailKey(counted.email));
  const keys = [
    { key: `${scope} sign-in from ${address}`, window: quarterHour, limit: limits.passwordAttemptsPerAddress },
    {
      key: `${scope} sign-in ${person} from ${address}`,
      window: quarterHour,
      limit: limits.passwordAttemptsPerAccount,
    },
  ];
  if (!counted.isKnownBrowser) {
    keys.push({ key: `${scope} sign-in ${person}`, window: hour, limit: limits.passwordAttemptsPerUser });
  }
  for (const limit of keys) {
    const outcome = await deps.storage.countAttempt({ ...limit, environment: scope, now });
    if (outcome.outcome === 'exceeded') {
      const retryAfter = (outcome.retryAt - now) / 1000;
      refuse('sign-in-throttled', { seen: limit.key.split(' ').length }, { retryAfter });
    }
  }
  return keys.map(({ key }) => key);
}
