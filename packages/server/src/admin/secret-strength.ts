/**
 * A cautious estimate, in bits, of how hard a secret that was brought along is to guess. Only text that looks drawn at
 * random counts in full: text that reads like words, runs or repetitions counts two bits for a character. A strong
 * secret that is taken for a weak one costs time (argon2id); the other mistake would cost the secret.
 */
export function estimatedBits(secret: string): number {
  // A UUID of version 4 has 122 random bits (RFC 9562 section 5.4).
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(secret)) return 122;
  const pool = poolOf(secret);
  const pairs = Math.max(1, secret.length - 1);
  const looksRandom =
    count(secret, differInKind) / pairs >= pool.mixed &&
    count(secret, (one, other) => Math.abs(one.charCodeAt(0) - other.charCodeAt(0)) <= 1) / pairs <= 1 / 3;
  return (secret.length - repeated(secret)) * (looksRandom ? Math.log2(pool.size) : 2);
}

/** How many characters a secret was drawn from, and how often neighbours differ in kind where it was at random. */
function poolOf(secret: string): { readonly size: number; readonly mixed: number } {
  if (/^[0-9]+$/.test(secret)) return { size: 10, mixed: 0 };
  if (/^[0-9a-f-]+$/.test(secret) || /^[0-9A-F-]+$/.test(secret)) return { size: 16, mixed: 0.25 };
  const hasBoth = /[a-z]/.test(secret) && /[A-Z]/.test(secret) && /[0-9]/.test(secret);
  if (hasBoth) return { size: 62, mixed: 0.4 };
  return /[0-9]/.test(secret) ? { size: 36, mixed: 0.25 } : { size: 4, mixed: 0 };
}

/** A separator between words is no sign of chance. */
function differInKind(one: string, other: string): boolean {
  const [first, second] = [kindOf(one), kindOf(other)];
  return first !== second && first !== 'other' && second !== 'other';
}

function kindOf(character: string): 'small' | 'capital' | 'digit' | 'other' {
  if (/[a-z]/.test(character)) return 'small';
  if (/[A-Z]/.test(character)) return 'capital';
  return /[0-9]/.test(character) ? 'digit' : 'other';
}

function count(text: string, holds: (one: string, other: string) => boolean): number {
  let found = 0;
  for (let at = 1; at < text.length; at++) if (holds(text.charAt(at - 1), text.charAt(at))) found++;
  return found;
}

/** Places at which three characters stand that stood before; two such places happen by chance. */
function repeated(text: string): number {
  const seen = new Set<string>();
  for (let at = 0; at + 3 <= text.length; at++) seen.add(text.slice(at, at + 3));
  return Math.max(0, text.length - 2 - seen.size - 2);
}
