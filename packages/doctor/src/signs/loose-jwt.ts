/** Header and claims of a JWT, whatever its signature looks like; captures hold shortened ones. */
export interface LooseJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly parts: number;
}

const longest = 16_384;

/** Decodes what can be decoded of a JWT; undefined where its claims are not readable. Nothing is verified. */
export function looseJwt(text: string | undefined): LooseJwt | undefined {
  if (text === undefined || text.length > longest || !text.startsWith('ey')) return undefined;
  const parts = text.split('.');
  const header = objectIn(parts[0]);
  if (header === undefined) return undefined;
  const claims = objectIn(parts[1]);
  return claims === undefined ? undefined : { header, claims, parts: parts.length };
}

/** The object that a part of a token, or the session of a cookie, is in Base64; undefined where it is none. */
export function objectIn(part: string | undefined): Record<string, unknown> | undefined {
  if (part === undefined || part.length < 2) return undefined;
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The audiences that a token names (RFC 7519 section 4.1.3). */
export function audiencesOf({ aud }: LooseJwt['claims']): readonly string[] {
  if (Array.isArray(aud)) return aud.map(String);
  return aud === undefined ? [] : [String(aud)];
}
