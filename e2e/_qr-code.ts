/**
 * Reads a QR code as a camera would: from what is drawn, module by module (ISO/IEC 18004). A code on a screen needs no
 * error correction, so that the data are taken as they stand.
 */
import type { Locator } from 'playwright-core';

/** Number of data blocks and of error correction codewords in each, level M, by version. */
const levelM: Readonly<Record<number, readonly [blocks: number, correction: number]>> = {
  ...{ 1: [1, 10], 2: [1, 16], 3: [1, 26], 4: [2, 18], 5: [2, 24], 6: [4, 16], 7: [4, 18], 8: [4, 22] },
  ...{ 9: [5, 22], 10: [5, 26], 11: [5, 30], 12: [8, 22] },
};

const masks: readonly ((y: number, x: number) => boolean)[] = [
  (y, x) => (y + x) % 2 === 0,
  (y) => y % 2 === 0,
  (_, x) => x % 3 === 0,
  (y, x) => (y + x) % 3 === 0,
  (y, x) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (y, x) => ((y * x) % 2) + ((y * x) % 3) === 0,
  (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2 === 0,
  (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2 === 0,
];

/** The text of the QR code that an SVG draws with one path on a white ground. */
export async function readQrCode(svg: Locator): Promise<string> {
  const drawn = await svg.evaluate((element) => {
    const picture = element as unknown as SVGSVGElement;
    const path = picture.querySelector('path') as SVGPathElement;
    const { width } = picture.viewBox.baseVal;
    return Array.from({ length: width }, (_row, y) =>
      Array.from({ length: width }, (_module, x) => path.isPointInFill(new DOMPoint(x + 0.5, y + 0.5))),
    );
  });
  const border = drawn.findIndex((row) => row.includes(true));
  return decode(drawn.slice(border, -border).map((row) => row.slice(border, -border)));
}

function decode(modules: readonly (readonly boolean[])[]): string {
  const size = modules.length;
  const version = (size - 17) / 4;
  const dark = (y: number, x: number): boolean => modules[y]?.[x] === true;
  // Format information, unmasked: two bits of level, three of the mask.
  const formatBits = [0, 1, 2, 3, 4, 5].map((x) => Number(dark(8, x)));
  const format = Number.parseInt(formatBits.slice(0, 5).join(''), 2) ^ 0b10101;
  if (format >> 3 !== 0b00) throw new Error('The QR code is not of level M');
  const mask = masks[format & 7] as (typeof masks)[number];
  const bits: number[] = [];
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const y = upwards ? size - 1 - step : step;
      for (const x of [right, right - 1]) if (!isFunction(y, x, version)) bits.push(Number(dark(y, x) !== mask(y, x)));
    }
    upwards = !upwards;
  }
  const codewords = Array.from({ length: Math.floor(bits.length / 8) }, (_, index) =>
    Number.parseInt(bits.slice(index * 8, index * 8 + 8).join(''), 2),
  );
  return textOf(deinterleave(codewords, version), version);
}

/** Finder, timing and alignment patterns, format and version information: no data there. */
function isFunction(y: number, x: number, version: number): boolean {
  const size = 17 + 4 * version;
  if ((y < 9 && (x < 9 || x >= size - 8)) || (y >= size - 8 && x < 9) || y === 6 || x === 6) return true;
  if (version >= 7 && ((y < 6 && x >= size - 11) || (x < 6 && y >= size - 11))) return true;
  const centres = alignmentCentres(version);
  const last = centres.length - 1;
  return centres.some((cy, i) =>
    centres.some(
      (cx, j) =>
        !((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) &&
        Math.abs(y - cy) <= 2 &&
        Math.abs(x - cx) <= 2,
    ),
  );
}

function alignmentCentres(version: number): readonly number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const last = 10 + 4 * version;
  const step = Math.ceil((last - 6) / (count - 1) / 2) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, index) => last - (count - 2 - index) * step)];
}

function deinterleave(codewords: readonly number[], version: number): readonly number[] {
  const [blocks, correction] = levelM[version] ?? [0, 0];
  if (blocks === 0) throw new Error(`A QR code of version ${version} is larger than expected`);
  const data = codewords.length - blocks * correction;
  const short = Math.floor(data / blocks);
  const lengths = Array.from({ length: blocks }, (_, block) => short + Number(block >= blocks - (data % blocks)));
  const read: number[][] = lengths.map(() => []);
  let at = 0;
  for (let index = 0; index <= short; index++) {
    for (const [block, length] of lengths.entries()) if (index < length) read[block]?.push(codewords[at++] as number);
  }
  return read.flat();
}

/** One segment in byte mode. */
function textOf(data: readonly number[], version: number): string {
  const bits = data.map((codeword) => codeword.toString(2).padStart(8, '0')).join('');
  const lengthBits = version < 10 ? 8 : 16;
  if (bits.slice(0, 4) !== '0100') throw new Error('The QR code is not in byte mode');
  const length = Number.parseInt(bits.slice(4, 4 + lengthBits), 2);
  const bytes = Array.from({ length }, (_, index) =>
    Number.parseInt(bits.slice(4 + lengthBits + index * 8, 12 + lengthBits + index * 8), 2),
  );
  return Buffer.from(bytes).toString('utf8');
}
