import { Buffer } from 'node:buffer';
import { classOfName, isSecretName } from './secret-names.ts';

/** How the parts of a detail are redacted. */
export interface DetailParts {
  /** Redacts the value of a parameter. */
  readonly named: (name: string, value: string) => string;
  /** Redacts a text by its value. */
  readonly text: (value: string) => string;
  /** Redacts a name. */
  readonly label: (name: string) => string;
}

const longestDetail = 8192;
const deepest = 5;
const mostEntries = 60;
/** Kept free for the closing brackets and for `truncated`. */
const reserve = 256;

/** Redacts a record of anything: bounded in depth, entries and size; what JSON can't hold is said in words. */
export function redactDetail(record: Readonly<Record<string, unknown>>, parts: DetailParts): Record<string, unknown> {
  let room = longestDetail - reserve;
  let truncated = false;
  const fits = (text: string): boolean => {
    const size = Buffer.byteLength(JSON.stringify(text)) + 4;
    if (size > room) {
      truncated = true;
      return false;
    }
    room -= size;
    return true;
  };

  const scalar = (value: unknown, name: string | undefined): unknown => {
    if (value === null || typeof value === 'boolean') return value;
    const hidden = name !== undefined && (isSecretName(name) || classOfName(name) !== 'unknown');
    if (typeof value === 'string') return hidden ? parts.named(name, value) : parts.text(value);
    if (typeof value === 'number' || typeof value === 'bigint') {
      if (name !== undefined && isSecretName(name)) return parts.named(name, String(value));
      return typeof value === 'number' && Number.isFinite(value) ? value : String(value).slice(0, 40);
    }
    if (value instanceof Uint8Array) return `(${value.length} bytes)`;
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? '(no date)' : value.toISOString();
    if (value instanceof Error) return parts.text(`${value.name}: ${value.message}`);
    return undefined;
  };

  const visit = (value: unknown, name: string | undefined, depth: number): unknown => {
    const simple = scalar(value, name);
    if (simple !== undefined) return fits(String(simple)) ? simple : undefined;
    if (typeof value !== 'object' || value === null) return undefined;
    if (depth === deepest) return '(deeper)';
    if (value instanceof Map || value instanceof Set) return visit([...value].slice(0, mostEntries), name, depth + 1);
    if (Array.isArray(value)) {
      if (value.length > mostEntries) truncated = true;
      room -= 4;
      return value.slice(0, mostEntries).map((item) => visit(item, name, depth + 1) ?? null);
    }
    return visitRecord(value as Record<string, unknown>, name, depth);
  };

  const visitRecord = (value: Record<string, unknown>, name: string | undefined, depth: number) => {
    const result: Record<string, unknown> = {};
    // `{ parameter: 'code_verifier', seen: … }`: the sibling's name says what the value is.
    const about = [value.parameter, value.name, value.field].find((text) => typeof text === 'string') as
      | string
      | undefined;
    const keys = Object.keys(value);
    if (keys.length > mostEntries) truncated = true;
    for (const key of keys.slice(0, mostEntries)) {
      if (room <= 0) break;
      const meant = meaningOf(key, name ?? about);
      const shown = parts.label(key);
      if (!fits(shown)) break;
      try {
        const kept = visit(value[key], meant, depth + 1);
        if (kept !== undefined) result[shown] = kept;
      } catch {
        result[shown] = '(unreadable)';
      }
    }
    return result;
  };

  const result = visitRecord(record as Record<string, unknown>, undefined, 0);
  return truncated ? { ...result, truncated: true } : result;
}

/** `tokenKind`, `codeExpiresAt`: says something about a secret and isn't one. */
const aboutSecret =
  /[a-z](?:At|Length|Count|Lifetime|Method|Methods|Kind|Type|Outcome|Environment|RequestId|Request|Sent)$/;

const isNaming = (key: string): boolean => key === 'parameter' || key === 'name' || key === 'field';

/** The name that says how a key's value is treated: the key itself, or what the record is about. */
function meaningOf(key: string, about: string | undefined): string | undefined {
  if (isNaming(key)) return undefined;
  if (/ClientId$/.test(key)) return 'client_id';
  if (aboutSecret.test(key)) return undefined;
  return classOfName(key) === 'unknown' ? about : key;
}
