/** The values that are written out in a program, and what a request makes of them. */
import type { RawHeader, RawRequest } from './raw-message.ts';
import { unseen } from './shell-variables.ts';

/** A text, the values of a list, or named members; what is not known stands as `…`, also in place of a member's name. */
export type Literal = string | readonly Literal[] | Members;
export interface Members extends ReadonlyMap<string, Literal> {}

/** The header of credentials that come from elsewhere. */
export const unseenCredentials: RawHeader = { name: 'Authorization', value: unseen };

export function isMembers(value: Literal | undefined): value is Members {
  return value instanceof Map;
}

/** The headers that a value stands for; those that nobody sees are there for the credentials in most cases. */
export function headersOf(value: Literal | undefined): readonly RawHeader[] {
  if (!isMembers(value)) return value === undefined ? [] : [unseenCredentials];
  const headers = seenIn(value).map(([name, text]) => ({ name, value: typeof text === 'string' ? text : unseen }));
  return value.has(unseen) && !hasHeader(headers, 'authorization') ? [...headers, unseenCredentials] : headers;
}

export function hasHeader(headers: readonly RawHeader[], name: string): boolean {
  return headers.some((one) => one.name.toLowerCase() === name);
}

/** The body that a text is, or members are once they are written as a form or as JSON. */
export function bodyOf(
  value: Literal,
  written: (members: Members) => string,
): Pick<RawRequest, 'body' | 'bodySize' | 'isBodyCut'> {
  if (isMembers(value)) return { body: written(value), ...(value.has(unseen) && { isBodyCut: true as const }) };
  return typeof value === 'string' && value !== unseen ? { body: value } : { bodySize: 1 };
}

/** Members as a form, without those that nobody sees. */
export function formOf(members: Members): string {
  return seenIn(members)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(plainOf(value))}`)
    .join('&');
}

export function jsonOf(value: Literal): string {
  const plain = (one: Literal): unknown =>
    isMembers(one) ? Object.fromEntries(seenIn(one).map(([name, inner]) => [name, plain(inner)])) : one;
  return JSON.stringify(plain(value));
}

function plainOf(value: Literal): string {
  return typeof value === 'string' ? value : jsonOf(value);
}

function seenIn(members: Members): readonly (readonly [string, Literal])[] {
  return [...members].filter(([name]) => name !== unseen);
}
