/**
 * Opaque token texts: 59 characters of base64url that say nothing to the eye, of 32 random bytes and the row's
 * identifier, masked. The layout is the first half of the secret, the identifier under a mask made from that half, the
 * second half. So a row is found without an index on random keys, and a text that was cut in its second half still
 * leads to its row, where the cut is named; the SHA-256 of the whole secret decides whether a token is accepted.
 */
import { hash } from 'node:crypto';
import type { TokenTexts } from '../../tokens/token-texts.ts';

const half = 16;
const idLength = 12;
const byteLength = half + idLength + half;
/** Characters of a whole text. */
const klaviyoTokenLength = Math.ceil((byteLength * 4) / 3);
const wholeText = new RegExp(`^[A-Za-z0-9_-]{${klaviyoTokenLength}}$`);
/** Characters that carry the first half and the identifier. */
const shortestTelling = Math.ceil(((half + idLength) * 4) / 3);

export const klaviyoTokenTexts: TokenTexts = {
  make(_kind, _environment, id, secret) {
    const first = secret.subarray(0, half);
    const bytes = Buffer.concat([first, masked(id, first), secret.subarray(half)]);
    return { text: bytes.toString('base64url'), secretHash: hash('sha256', secret, 'buffer') };
  },
  read(text) {
    if (!wholeText.test(text)) return { outcome: 'not-accepted', reason: describe(text) };
    const bytes = Buffer.from(text, 'base64url');
    const first = bytes.subarray(0, half);
    const secret = Buffer.concat([first, bytes.subarray(half + idLength)]);
    const id = masked(bytes.subarray(half, half + idLength), first);
    return { outcome: 'token', id, secretHash: hash('sha256', secret, 'buffer') };
  },
  characters: klaviyoTokenLength,
  identifierIn,
};

/** The identifier that a damaged text still carries: one that was cut, or has something around it. */
function identifierIn(text: string): Uint8Array | undefined {
  const found = /[A-Za-z0-9_-]{38,}/.exec(text)?.[0];
  if (found === undefined) return undefined;
  const bytes = Buffer.from(found, 'base64url');
  return masked(bytes.subarray(half, half + idLength), bytes.subarray(0, half));
}

function masked(id: Uint8Array, first: Uint8Array): Uint8Array {
  const mask = hash('sha256', first, 'buffer');
  return Uint8Array.from(id, (byte, at) => byte ^ (mask[at] as number));
}

/** For the explanation only. */
function describe(text: string): string {
  if (text.length > 2 * klaviyoTokenLength) return `${text.length} characters that are no token of this environment`;
  const trimmed = text.replaceAll(/^["'\s]+|["'\s]+$/g, '');
  if (trimmed !== text && wholeText.test(trimmed)) return 'a token with other characters around it';
  if (/^[A-Za-z0-9_-]+$/.test(text) && text.length < klaviyoTokenLength && text.length >= shortestTelling) {
    return `a token whose end is missing: ${text.length} of ${klaviyoTokenLength} characters`;
  }
  return `${text.length} characters that are no token of this environment`;
}
