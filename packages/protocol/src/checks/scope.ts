import { isScopeToken, parameterSizes } from './parameter-text.ts';

/** Why a text is no scope. */
export type ScopeFault = 'empty' | 'too-long' | 'too-many' | 'spaces' | 'characters';

/** A parsed scope: its values, each once, in the order of their first occurrence. */
export type ScopeReading =
  | { readonly outcome: 'parsed'; readonly values: readonly string[] }
  | { readonly outcome: 'malformed'; readonly why: ScopeFault };

const mostValues = 100;

/**
 * Parses a scope: values of NQCHAR, separated by single spaces (RFC 6749 section 3.3). A value that is repeated counts
 * once, for the scope is a set. Refuses other white space, spaces at the ends or in a row, more than 4,096 characters
 * and more than 100 values.
 */
export function parseScope(text: string): ScopeReading {
  if (text.length === 0) return malformed('empty');
  if (text.length > parameterSizes.scope) return malformed('too-long');
  const values: string[] = [];
  let start = 0;
  while (start <= text.length) {
    const space = text.indexOf(' ', start);
    const end = space === -1 ? text.length : space;
    if (end === start) return malformed('spaces');
    const value = text.slice(start, end);
    if (!isScopeToken(value, parameterSizes.scope)) return malformed('characters');
    if (!values.includes(value) && values.push(value) > mostValues) return malformed('too-many');
    start = end + 1;
  }
  return { outcome: 'parsed', values };
}

/** Writes values as a scope: joined by single spaces. */
export function formatScope(values: readonly string[]): string {
  return values.join(' ');
}

/** The values of `asked` that `allowed` has not, in their order. */
export function missingScopes(asked: readonly string[], allowed: readonly string[]): string[] {
  return asked.filter((value) => !allowed.includes(value));
}

/** Tells whether every value of `inner` is one of `outer`. */
export function isScopeSubset(inner: readonly string[], outer: readonly string[]): boolean {
  return inner.every((value) => outer.includes(value));
}

/** Tells whether two lists have the same values, in whatever order. */
export function isSameScope(one: readonly string[], other: readonly string[]): boolean {
  return isScopeSubset(one, other) && isScopeSubset(other, one);
}

function malformed(why: ScopeFault): ScopeReading {
  return { outcome: 'malformed', why };
}
