/** The ways in which a secret may stand in a text. */
export function spellings(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  // Base64 of a text that holds the secret: its middle stays the same, whatever stands before it.
  const inner = [1, 2].map((shift) =>
    Buffer.from(secret.slice(3 - shift))
      .toString('base64')
      .slice(0, -4),
  );
  return [...new Set([secret, encodeURIComponent(secret), base64, ...inner])].filter((text) => text.length >= 8);
}
