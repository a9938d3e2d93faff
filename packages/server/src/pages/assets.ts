import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One file that pages refer to. `immutable`: its path names its content, so it may be cached for a year. */
export interface Asset {
  readonly path: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly immutable: boolean;
}

const folder = new URL('../../assets/', import.meta.url);
const texts = new Map<string, string>();
const contentTypes: { readonly [extension: string]: string } = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

const fonts = {
  'inter-latin.woff2': '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  'inter-latin-ext.woff2': '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2',
  'jetbrains-mono-latin.woff2': '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  'jetbrains-mono-latin-ext.woff2':
    '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-ext-wght-normal.woff2',
} as const;
const scripts = ['countdown.js', 'copy.js', 'form-post.js'] as const;

/** The names by which pages ask for an asset's path. */
export type AssetName = keyof typeof fonts | (typeof scripts)[number] | 'mark.svg' | 'pages.css' | 'demo.css';

const byName = new Map<AssetName, Asset>();
for (const [name, source] of Object.entries(fonts)) {
  add(name as AssetName, readFileSync(fileURLToPath(import.meta.resolve(source))));
}
for (const name of [...scripts, 'mark.svg', 'demo.css'] as const) add(name, readFileSync(new URL(name, folder)));
add('pages.css', Buffer.from(stylesheet()));

/** Every fixed asset by its path, for the server's `/assets/` route. Accents (see `accentPath`) are not in it. */
export const assets: ReadonlyMap<string, Asset> = new Map([...byName.values()].map((asset) => [asset.path, asset]));

/** The address path of a fixed asset, content hash included. */
export function assetPath(name: AssetName): string {
  const asset = byName.get(name);
  if (asset === undefined) throw new TypeError(`no asset ${name}`);
  return asset.path;
}

/**
 * The path of the stylesheet that gives a page an environment's accent; undefined when the accent is not `#rrggbb`.
 * A stylesheet of its own, because the content security policy allows no inline style.
 */
export function accentPath(accent: string | undefined): string | undefined {
  return accent === undefined ? undefined : accentStylesheet(accent)?.path;
}

/** The asset at an address path, accents included; undefined when there is none. */
export function findAsset(path: string): Asset | undefined {
  const fixed = assets.get(path);
  if (fixed !== undefined) return fixed;
  const accent = /^\/assets\/accent-([0-9a-f]{6})\.[0-9a-f]{12}\.css$/.exec(path)?.[1];
  const made = accent === undefined ? undefined : accentStylesheet(`#${accent}`);
  return made?.path === path ? made : undefined;
}

function accentStylesheet(accent: string): Asset | undefined {
  const hex = /^#([0-9a-f]{6})$/i.exec(accent)?.[1]?.toLowerCase();
  if (hex === undefined) return undefined;
  const css = readOnce('accent.css').replaceAll('#5b5bd6', `#${hex}`);
  return asset(`accent-${hex}.css`, Buffer.from(css));
}

/** tokens.css and pages.css as one file, with the fonts' names replaced by their paths. */
function stylesheet(): string {
  const css = `${readOnce('tokens.css')}\n${readOnce('pages.css')}`;
  return css.replace(/url\("([a-z0-9-]+\.woff2)"\)/g, (_, name: AssetName) => `url("${assetPath(name)}")`);
}

function readOnce(name: string): string {
  const cached = texts.get(name) ?? readFileSync(new URL(name, folder), 'utf8');
  texts.set(name, cached);
  return cached;
}

function add(name: AssetName, body: Uint8Array): void {
  byName.set(name, asset(name, body));
}

function asset(name: string, body: Uint8Array): Asset {
  const dot = name.lastIndexOf('.');
  const extension = name.slice(dot + 1);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const contentType = contentTypes[extension];
  if (contentType === undefined) throw new TypeError(`no content type for ${name}`);
  return { path: `/assets/${name.slice(0, dot)}.${hash}.${extension}`, contentType, body, immutable: true };
}
