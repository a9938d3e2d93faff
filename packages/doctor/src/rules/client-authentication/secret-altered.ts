import { decodeFormComponent } from '@candor/protocol';
import { isLiveSecret, type PresentedSecret, placeOf, presentedSecrets } from '../../evidence/client-credentials.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { showSecret } from '../../text/secret.ts';
import { showInvisible } from '../../text/value.ts';
import type { Tools } from '../../tools.ts';
import type { Match } from '../rule.ts';

/** What is shown of a secret that becomes the right one when one thing is undone. */
export interface AlteredSecret {
  readonly place: PresentedSecret['place'];
  readonly sent: string;
  readonly right: string;
}

/**
 * Looks for a presented secret that becomes a live one of this client when `undo` is applied to it. The proof is the
 * hash of the result, so a match is certain.
 */
export function matchAltered(
  evidence: Evidence,
  tools: Tools,
  undo: (secret: string) => string | undefined,
  remark: (altered: AlteredSecret) => string,
): Match<AlteredSecret> | undefined {
  for (const { place, secret } of presentedSecrets(evidence)) {
    const right = undo(secret);
    if (right === undefined || right === secret || right === '' || !isLiveSecret(right, evidence, tools)) continue;
    const altered: AlteredSecret = { place, sent: secret, right };
    return {
      confidence: 'certain',
      evidence: [
        {
          where: placeOf(place),
          seen: `${showSecret('client secret', secret, tools)}, ${remark(altered)}`,
          expected: showSecret('client secret', right, tools),
        },
      ],
      facts: altered,
    };
  }
  return undefined;
}

/** Removes white space, visible or not, from both ends. */
export function trimmed(secret: string): string {
  return secret.replace(/^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/gu, '');
}

/** Names the white space at the ends of a secret by its signs, without showing the secret. */
export function whiteSpaceAround(secret: string): string {
  const inner = trimmed(secret);
  const start = secret.indexOf(inner);
  const before = secret.slice(0, start);
  const after = secret.slice(start + inner.length);
  const parts = [];
  if (before !== '') parts.push(`beginning with ${showInvisible(before.slice(0, 8))}`);
  if (after !== '') parts.push(`ending in ${showInvisible(after.slice(0, 8))}`);
  return parts.join(' and ');
}

const quotes = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['\u201c', '\u201d'],
  ['\u2018', '\u2019'],
]);

/** Removes a pair of quotation marks, or a single one that was left at one end. */
export function unquoted(secret: string): string | undefined {
  const first = secret.charAt(0);
  const last = secret.charAt(secret.length - 1);
  if (secret.length > 2 && quotes.get(first) === last) return secret.slice(1, -1);
  if (quotes.has(first)) return secret.slice(1);
  return [...quotes.values()].includes(last) ? secret.slice(0, -1) : undefined;
}

/** Percent-decodes once or twice; undefined where nothing is encoded. */
export function percentDecoded(secret: string): string | undefined {
  return secret.includes('%') ? decodeFormComponent(secret.replaceAll('+', '%2B')) : undefined;
}

/** Decodes base64 to text, or undefined. */
export function base64Decoded(secret: string): string | undefined {
  if (!/^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(secret)) return undefined;
  try {
    return atob(secret.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return undefined;
  }
}
