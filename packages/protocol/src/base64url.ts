const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The two characters of every 12-bit number: three bytes are two look-ups, which measured faster than four. */
const pairs: readonly string[] = Array.from(
  { length: 4096 },
  (_, bits) => `${alphabet[bits >> 6]}${alphabet[bits & 63]}`,
);

/** The six bits of each character code below 256, or -1. */
const sextets = new Int8Array(256).fill(-1);
for (let bits = 0; bits < 64; bits++) sextets[alphabet.charCodeAt(bits)] = bits;

/** The six bits that a base64url character stands for, or -1 for every other character code (RFC 4648 section 5). */
export function sextetOf(code: number): number {
  return code < 256 ? (sextets[code] as number) : -1;
}

/** Writes bytes as base64url text without padding (RFC 4648 section 5, RFC 7515 section 2). */
export function encodeBase64url(bytes: Uint8Array): string {
  const rest = bytes.length % 3;
  const whole = bytes.length - rest;
  let text = '';
  for (let at = 0; at < whole; at += 3) {
    const bits = ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);
    text += (pairs[bits >> 12] as string) + (pairs[bits & 4095] as string);
  }
  if (rest === 1) {
    text += pairs[(bytes[whole] as number) << 4] as string;
  } else if (rest === 2) {
    const bits = ((bytes[whole] as number) << 8) | (bytes[whole + 1] as number);
    text += (pairs[bits >> 4] as string) + (alphabet[(bits & 15) << 2] as string);
  }
  return text;
}

/**
 * Reads base64url text, the part from `start` to `end` if they are given. Refuses (undefined) every character outside
 * the alphabet, padding, an impossible length, and bits after the last byte that are not zero, so that each byte
 * string has exactly one text (RFC 4648 sections 3.5 and 5).
 */
export function decodeBase64url(text: string, start = 0, end = text.length): Uint8Array | undefined {
  const length = end - start;
  const rest = length % 4;
  if (rest === 1) return undefined;
  const bytes = new Uint8Array((length * 3) >> 2);
  const whole = end - rest;
  let written = 0;
  let refused = 0;
  for (let at = start; at < whole; at += 4) {
    const bits =
      (sextetOf(text.charCodeAt(at)) << 18) |
      (sextetOf(text.charCodeAt(at + 1)) << 12) |
      (sextetOf(text.charCodeAt(at + 2)) << 6) |
      sextetOf(text.charCodeAt(at + 3));
    // A -1 anywhere leaves the sign bit set, whatever it is shifted by.
    refused |= bits;
    bytes[written++] = bits >> 16;
    bytes[written++] = bits >> 8;
    bytes[written++] = bits;
  }
  if (rest > 0) {
    const third = rest === 3 ? sextetOf(text.charCodeAt(whole + 2)) : 0;
    const bits = (sextetOf(text.charCodeAt(whole)) << 18) | (sextetOf(text.charCodeAt(whole + 1)) << 12) | (third << 6);
    refused |= bits;
    bytes[written++] = bits >> 16;
    if (rest === 3) bytes[written++] = bits >> 8;
    if ((bits & (rest === 3 ? 0xff : 0xffff)) !== 0) return undefined;
  }
  return refused < 0 ? undefined : bytes;
}
