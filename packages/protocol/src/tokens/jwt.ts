import { decodeBase64url } from '../base64url.ts';

/** The parts of a JWT in compact serialization. Nothing of it is verified. */
export interface DecodedJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The text that the signature covers: header, full stop, payload, as they were sent. */
  readonly signingInput: string;
  /** Empty for an unsecured JWT (alg none): the caller refuses those. */
  readonly signature: Uint8Array;
}

/** A longer text is not decoded: no client assertion or ID token of a sane size reaches it. In characters. */
const longestJwt = 16_384;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes a JWT without verifying it (RFC 7519 section 7.2, RFC 7515 section 7.1). Refuses (undefined) a text of more
 * than `limit` characters, anything but three parts, base64url with padding or stray bits, text that is not UTF-8, and
 * a header or payload that is not a JSON object.
 */
export function decodeJwt(text: string, limit = longestJwt): DecodedJwt | undefined {
  if (text.length > limit) return undefined;
  const first = text.indexOf('.');
  const second = first === -1 ? -1 : text.indexOf('.', first + 1);
  if (second === -1 || text.indexOf('.', second + 1) !== -1) return undefined;
  const header = decodeObject(text, 0, first);
  if (header === undefined) return undefined;
  const payload = decodeObject(text, first + 1, second);
  const signature = decodeBase64url(text, second + 1);
  if (payload === undefined || signature === undefined) return undefined;
  return { header, payload, signingInput: text.slice(0, second), signature };
}

function decodeObject(text: string, start: number, end: number): Record<string, unknown> | undefined {
  const bytes = decodeBase64url(text, start, end);
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
