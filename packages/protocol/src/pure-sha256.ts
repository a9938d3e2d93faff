/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4 section 4.2.2). */
const constants = new Uint32Array(64);
/** Of the square roots of the first eight primes (section 5.3.3). */
const initial = new Uint32Array(8);
for (let candidate = 2, found = 0; found < 64; candidate++) {
  let prime = true;
  for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) prime = false;
  if (!prime) continue;
  if (found < 8) initial[found] = fraction(candidate ** (1 / 2));
  constants[found++] = fraction(candidate ** (1 / 3));
}

/**
 * SHA-256 (FIPS 180-4) of bytes, as 32 bytes, for places that have no synchronous one, such as a page. Some fifty times
 * slower than the platform's, and not for secrets that an attacker can time.
 */
export function pureSha256(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array((((bytes.length + 8) >> 6) << 6) + 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = Uint32Array.from(initial);
  for (let at = 0; at < padded.length; at += 64) compress(state, view, at);
  const digest = new DataView(new ArrayBuffer(32));
  for (const [at, word] of state.entries()) digest.setUint32(at * 4, word);
  return new Uint8Array(digest.buffer);
}

const schedule = new Uint32Array(64);

function compress(state: Uint32Array, view: DataView, start: number): void {
  for (let at = 0; at < 64; at++) schedule[at] = at < 16 ? view.getUint32(start + at * 4) : extended(at);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at++) {
    const sumE = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const one = (h + sumE + choice + word(constants, at) + word(schedule, at)) | 0;
    const sumA = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const two = (sumA + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  for (const [at, value] of [a, b, c, d, e, f, g, h].entries()) state[at] = word(state, at) + value;
}

function extended(at: number): number {
  const near = word(schedule, at - 2);
  const far = word(schedule, at - 15);
  const one = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10);
  const two = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3);
  return one + word(schedule, at - 7) + two + word(schedule, at - 16);
}

function rotate(value: number, bits: number): number {
  return (value >>> bits) | (value << (32 - bits));
}

function word(words: Uint32Array, at: number): number {
  return words[at] as number;
}

function fraction(root: number): number {
  return (root - Math.floor(root)) * 2 ** 32;
}
