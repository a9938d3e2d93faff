/** Browsers by what their User-Agent holds; later ones also hold the names of earlier ones, so the order matters. */
const browsers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdgi?A?(OS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*Safari\//, 'Safari'],
];

const systems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/**
 * Browser and system by their bare names (`Firefox, Windows`), for users to tell their sessions apart: no version, no
 * device, and no text of the sender's own. Undefined where neither is known.
 */
export function agentName(userAgent: string | undefined): string | undefined {
  const text = (userAgent ?? '').slice(0, 512);
  const names = [browsers, systems].flatMap((known) => known.find(([pattern]) => pattern.test(text))?.[1] ?? []);
  return names.length === 0 ? undefined : names.join(', ');
}
