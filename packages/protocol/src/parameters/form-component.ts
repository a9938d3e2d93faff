/** Tells whether a character code is a hexadecimal digit of either case. */
export function isHexDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

/**
 * Decodes one name or value of application/x-www-form-urlencoded text: `+` is a space, `%hh` a byte of UTF-8. Refuses
 * (undefined) a per cent sign without two hexadecimal digits, and bytes that are not UTF-8 (overlong forms and
 * surrogates included).
 */
export function decodeFormComponent(text: string): string | undefined {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  return spaced.includes('%') ? decodePercent(spaced) : spaced;
}

/** Decodes `%hh` alone, as in a URI, where `+` is itself. Refuses (undefined) the same as `decodeFormComponent`. */
export function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
