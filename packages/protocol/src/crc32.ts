const table = new Int32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  table[byte] = remainder;
}

/**
 * The CRC-32 (as in zlib and PNG) of the first `end` characters of a text, each taken as the byte of its code. Only for
 * text below U+0100; the caller checks that.
 */
export function crc32OfText(text: string, end = text.length): number {
  let remainder = -1;
  for (let at = 0; at < end; at++) {
    remainder = (table[(remainder ^ text.charCodeAt(at)) & 255] as number) ^ (remainder >>> 8);
  }
  return ~remainder >>> 0;
}
