/**
 * Takes out of a text what must not leave the machine: known secrets in every spelling, then whatever looks like one, and
 * personal data. What stays says of each its kind, its length and, where that tells nothing, a fingerprint.
 */

import type { Evidence } from '../evidence/evidence.ts';
import { withoutNamedValues } from '../text/named-values.ts';
import { looksRandom } from '../text/random-text.ts';
import { joinedUuids, secretsOf } from '../text/scrub.ts';
import { secretKindInText, showSecret } from '../text/secret.ts';
import type { Tools } from '../tools.ts';

export interface Redaction {
  redact(text: string): string;
  /** What is shown of a value that its name says to be secret. */
  hide(kind: string, value: string): string;
  /** How many of each kind were taken out so far. */
  readonly counts: ReadonlyMap<string, number>;
}

/** @param evidence whose secrets are known by their names. @param open values that may be shown, such as client ids. */
export function createRedaction(evidence: Evidence, open: ReadonlySet<string>, tools: Tools): Redaction {
  const secrets = secretsOf(evidence).filter(({ text }) => !open.has(text));
  const counts = new Map<string, number>();
  const replaced = (kind: string, text: string): string => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return `[${showSecret(kind, text, tools)}]`;
  };
  return {
    counts,
    hide: replaced,
    redact(text) {
      let clean = text;
      for (const { text: secret, kind } of secrets) {
        // A state or a cookie may be a word that is also part of an address.
        if (/^[a-z]{1,16}$/.test(secret) || !clean.includes(secret)) continue;
        clean = clean.split(secret).join(replaced(kind, secret));
      }
      clean = withoutNamedValues(clean, (value, name) =>
        open.has(value) ? value : replaced(secretKindInText(name), value),
      );
      for (const { kind, pattern } of shapes) {
        clean = clean.replace(pattern, (found: string) =>
          open.has(found) || isMark(found) ? found : replaced(kind, found),
        );
      }
      return clean.replace(longRun, (found) => (isOpenRun(found, open) ? found : replaced('random text', found)));
    },
  };
}

interface Shape {
  readonly kind: string;
  readonly pattern: RegExp;
}

/** What a secret looks like, whoever issued it, and personal data. */
const shapes: readonly Shape[] = [
  {
    kind: 'private key',
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,8192}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  },
  { kind: 'token', pattern: /\beyJ[A-Za-z0-9_-]{6,8192}(?:\.[A-Za-z0-9_-]{0,8192}){1,4}/g },
  {
    kind: 'token',
    pattern:
      /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|ya29\.|1\/\/0|EAA[A-Z]|sk_(?:live|test)_|rk_(?:live|test)_|shp(?:at|ca|pa|ss)_|pk_|AKIA|SG\.|c(?:at|rt|ac|ar|ad|ol|cs)_)[A-Za-z0-9_.\-/]{10,512}/g,
  },
  { kind: 'authorization code', pattern: joinedUuids },
  { kind: 'secret', pattern: /\bGOCSPX-[\w-]{4,64}/g },
  {
    kind: 'address of a webhook',
    pattern: /\b(?:hooks\.slack\.com\/services|discord(?:app)?\.com\/api\/webhooks)\/[\w/-]{4,200}/g,
  },
  { kind: 'e-mail address', pattern: /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}\.[A-Za-z]{2,24}/g },
  { kind: 'telephone number', pattern: /(?<![\w.+-])\+\d{8,15}(?!\w)/g },
];

/** Letters and digits in a row that are too many for a word. */
const longRun = /[A-Za-z0-9_-]{16,}/g;

function isOpenRun(text: string, open: ReadonlySet<string>): boolean {
  return open.has(text) || [...open].some((one) => one.includes(text)) || !looksRandom(text);
}

/** What this very redaction wrote. */
function isMark(text: string): boolean {
  return /^\[[a-z -]+ of \d/i.test(text);
}
