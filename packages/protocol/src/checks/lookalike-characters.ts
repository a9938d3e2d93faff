/** Letters of other scripts, and digits, that are drawn like a Latin letter. */
const lookalikes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аαɑ',
    b: 'Ьƅ',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еҽє',
    g: 'ɡ',
    h: 'һ',
    i: 'іιıɩ',
    j: 'јϳ',
    k: 'кκ',
    l: '1|ӏⅼǀ',
    m: 'м',
    n: 'ոп',
    o: '0оοσօ',
    p: 'рρ',
    q: 'ԛ',
    r: 'г',
    s: 'ѕ',
    t: 'тτ',
    u: 'υս',
    v: 'νѵ',
    w: 'ԝω',
    x: 'хχ',
    y: 'уγ',
    z: 'ᴢ',
    '-': '‐‑‒–—―−',
    "'": '‘’‛′',
    '/': '⁄∕',
  }).flatMap(([letter, drawnLike]) => Array.from(drawnLike, (other): [string, string] => [other, letter])),
);

/** Characters that are drawn as nothing: zero-width spaces and joiners, soft hyphen, byte order mark. */
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/gu;

/**
 * The shape of a text: two texts that look alike to a reader have the same (Cyrillic а and Latin a, a dash and a hyphen,
 * O and 0, rn and m, invisible characters). For finding copied or forged look-alikes, never for accepting them.
 */
export function shapeOf(text: string): string {
  let shape = '';
  for (const character of text.normalize('NFKC').replace(invisible, '').toLowerCase()) {
    shape += lookalikes.get(character) ?? character;
  }
  // Case is folded already, so a capital I has become i: both it and the small L count as one letter.
  return shape.replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('i', 'l');
}
