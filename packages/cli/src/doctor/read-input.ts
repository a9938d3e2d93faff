import { closeSync, openSync, readSync } from 'node:fs';
import { type Capture, createHarReader, looksLikeHar, readCapture } from '@candor/doctor/captures';
import { CommandError, exitStatus } from '../exit-status.ts';

/** The largest input that is read, in bytes: one text of this size is what the engine of JavaScript still holds. */
const mostBytes = 400 * 1024 * 1024;
const chunkBytes = 1024 * 1024;

/** Files that people hand over by mistake, by how they begin. */
const beginnings: readonly (readonly [string, string, string])[] = [
  ['89504e470d0a1a0a', 'a PNG picture', 'Copy the text out of the picture.'],
  ['ffd8ff', 'a JPEG picture', 'Copy the text out of the picture.'],
  ['25504446', 'a PDF document', 'Copy the text out of it.'],
  ['504b0304', 'a ZIP archive', 'Unpack it and name the file in it.'],
  ['1f8b', 'compressed with gzip', 'Unpack it, or pipe it in: gunzip -c FILE, and - in place of its name.'],
  ['28b52ffd', 'compressed with zstd', 'Unpack it first.'],
  ['d4c3b2a1', 'a packet capture', 'Export the HTTP exchange as text: TLS hides it in the packets.'],
  ['0a0d0d0a', 'a packet capture', 'Export the HTTP exchange as text: TLS hides it in the packets.'],
];

/**
 * Reads a capture from a file, or from standard input where the name is `-`. A HAR is read as it comes, whatever its size.
 * @throws CommandError as `readInput`.
 */
export function readCaptureOf(name: string): Capture {
  const shown = name === '-' ? 'Standard input' : name;
  const read = readBytes(name, shown);
  return read instanceof Uint8Array ? readCapture(textOf(read, shown)) : read;
}

/**
 * Reads a file, or standard input where the name is `-`, as text: UTF-8, or UTF-16 with its mark, as PowerShell writes.
 * @throws CommandError where it can't be read, is no text, or is larger than 400 MB.
 */
export function readInput(name: string): string {
  const shown = name === '-' ? 'Standard input' : name;
  const read = readBytes(name, shown, false);
  return textOf(read as Buffer, shown);
}

function textOf(bytes: Buffer, shown: string): string {
  const text = decode(bytes, shown);
  if (text.trim() === '') {
    throw new CommandError(exitStatus.usage, `${shown} is empty. Paste the request, the answer or the error message.`);
  }
  return text;
}

function readBytes(name: string, shown: string, mayBeHar = true): Buffer | Capture {
  let descriptor: number | undefined;
  try {
    descriptor = name === '-' ? 0 : openSync(name, 'r');
    return readAll(descriptor, shown, mayBeHar);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(exitStatus.usage, describe(error as NodeJS.ErrnoException, shown));
  } finally {
    if (descriptor !== undefined && descriptor !== 0) closeSync(descriptor);
  }
}

function readAll(descriptor: number, shown: string, mayBeHar: boolean): Buffer | Capture {
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const count = readChunk(descriptor, chunk);
    if (count === 0) return Buffer.concat(chunks, length);
    if (length === 0) refuseBinary(chunk.subarray(0, count), shown);
    if (length === 0 && mayBeHar && looksLikeHar(chunk.subarray(0, count))) return readHar(descriptor, chunk, count);
    chunks.push(chunk.subarray(0, count));
    length += count;
    if (length > mostBytes) {
      throw new CommandError(
        exitStatus.usage,
        `${shown} is larger than 400 MB. Export only the sign-in, or cut the file to the minutes around the failure.`,
      );
    }
  }
}

/** The rest of a HAR, chunk by chunk in the same memory. */
function readHar(descriptor: number, chunk: Buffer, first: number): Capture {
  const reader = createHarReader();
  for (let count = first; count > 0; count = readChunk(descriptor, chunk)) reader.push(chunk.subarray(0, count));
  return reader.finish();
}

function readChunk(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      // A terminal or a pipe without anything to read yet.
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function refuseBinary(start: Buffer, shown: string): void {
  const hex = start.subarray(0, 8).toString('hex');
  const known = beginnings.find(([beginning]) => hex.startsWith(beginning));
  if (known !== undefined) throw new CommandError(exitStatus.usage, `${shown} is ${known[1]}, not text. ${known[2]}`);
  if (hex.startsWith('fffe') || hex.startsWith('feff')) return;
  if (start.subarray(0, 65_536).includes(0)) {
    throw new CommandError(
      exitStatus.usage,
      `${shown} is binary, not text. Give a HAR file, a curl command, a request, a log or the error message.`,
    );
  }
}

function decode(bytes: Buffer, shown: string): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    // Not fatal: one damaged byte of a log must not hide the rest.
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    throw new CommandError(exitStatus.usage, `${shown} can not be decoded as ${encoding}.`);
  }
}

function describe({ code, message }: NodeJS.ErrnoException, shown: string): string {
  if (code === 'ENOENT') return `${shown} does not exist. Check its name, or write - in its place and paste the text.`;
  if (code === 'EISDIR') return `${shown} is a folder. Name the file in it.`;
  if (code === 'EACCES') return `${shown} may not be read by this user.`;
  return `${shown} can not be read: ${message}.`;
}
