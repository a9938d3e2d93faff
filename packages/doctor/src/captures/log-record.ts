/** Lines of a log that are JSON, each of them a record. */
import type { Members } from './literal.ts';
import { type LogPart, partOfFields } from './log-part.ts';
import { isoTime } from './logged-time.ts';
import { printedAt } from './read-literal.ts';
import { parseLenient } from './read-parameters.ts';

/** The lines of a text; the records of a list each on a line of its own. */
export function linesOf(text: string): readonly string[] {
  const isList = /^\s{0,40}[[{]/.test(text) && /[\]}]\s{0,40}$/.test(text);
  return (isList ? recordsIn(text) : undefined) ?? text.split('\n');
}

function recordsIn(text: string): readonly string[] | undefined {
  try {
    const found: unknown = JSON.parse(text);
    const lines = (Array.isArray(found) ? found : [found]).map((one) => JSON.stringify(one));
    return lines.some((line) => recordIn(line) !== undefined) ? lines : undefined;
  } catch {
    return undefined;
  }
}

/** The fields of a record: JSON that says when or how grave it is, or has a request. */
export function recordIn(text: string): Members | undefined {
  if (!text.startsWith('{') || !text.endsWith('}') || parseLenient(text) === undefined) return undefined;
  const members = printedAt(text, 0)?.members;
  if (members === undefined) return undefined;
  const has = (...names: readonly string[]): boolean => names.some((name) => members.has(name));
  const isLog =
    has('@timestamp') ||
    (has('level', 'severity', 'msg', 'stream', 'httpRequest') && has('time', 'timestamp', 'ts', '@timestamp', 'level'));
  if (isLog) return members;
  return isWholeRequest(partOfFields(new Map([...members, ['msg', ''], ['message', '']]))) ? members : undefined;
}

/** When it was written; empty where it does not say so. */
export function timeOfRecord(record: Members): string {
  const found = ['time', 'timestamp', '@timestamp', 'ts', 't', 'datetime'].map((name) => record.get(name));
  const text = found.find((value) => typeof value === 'string') ?? '';
  if (typeof text !== 'string' || !/^\d{10}(?:\d{3})?(?:\.\d{1,9})?$/.test(text)) return isoTime(String(text));
  const number = Number(text);
  return new Date(number < 1e11 ? number * 1000 : number).toISOString();
}

/** A request that more is shown of than its address, which many an error names beside its own words. */
export function isWholeRequest({ method, url, status, sent }: LogPart): boolean {
  return method !== undefined && url !== undefined && (status ?? sent) !== undefined;
}
