/** The longest name of an environment, in characters. */
export const longestEnvironmentName = 31;

/** Tells whether a text is the name of an environment: a small letter, then small letters, digits and hyphens. */
export function isEnvironmentName(text: string): boolean {
  if (text.length === 0 || text.length > longestEnvironmentName) return false;
  for (let at = 0; at < text.length; at++) {
    if (!isEnvironmentNameCode(text.charCodeAt(at), at === 0)) return false;
  }
  return true;
}

/** Tells whether a character code may stand in an environment's name, at its beginning or after it. */
export function isEnvironmentNameCode(code: number, first: boolean): boolean {
  if (code >= 0x61 && code <= 0x7a) return true;
  return !first && ((code >= 0x30 && code <= 0x39) || code === 0x2d);
}
