import { type AssetName, accentPath, assetPath } from './assets.ts';
import { attributes, type Content, type Html, html, isOwnPath } from './html.ts';
import { candorMark } from './icons.ts';
import type { Messages } from './messages/en.ts';
import { languageNames } from './messages/languages.ts';

/** How an environment presents itself on its hosted pages. */
export interface Branding {
  readonly name: string;
  /** A path on this origin or an embedded image (`data:image/…;base64,…`); anything else shows the letter tile. */
  readonly logo?: string;
  /** `#rrggbb`; lightness is corrected so that text on it and in it keeps its contrast. */
  readonly accent?: string;
  /** Where another language is chosen, as `?to=…`; absent: no page offers it. */
  readonly languageHref?: string;
}

/** One form: where it is posted and the token that proves that the page made it (hidden field `csrf_token`). */
export interface Form {
  readonly action: string;
  readonly csrfToken: string;
}

interface Page {
  /** The h1's text; the window's title is made from it and the environment's name. */
  readonly title: string;
  /** Absent: Candor itself speaks (problems, start, owner). */
  readonly branding?: Branding | undefined;
  /** `card`: one question on a quiet ground. `sheet`: something to read. `bench`: something to work with, as wide as it helps. */
  readonly layout: 'card' | 'sheet' | 'bench';
  readonly main: Html;
  /** Below the card: small links. */
  readonly foot?: Content;
  /** True for what is shown once: choosing another language would open it anew. */
  readonly isShownOnce?: boolean;
  /** Beside the brand, on sheets: the menu of a user's own pages. */
  readonly menu?: Html;
  /** Where the mark and name at the top lead, on sheets. */
  readonly homeHref?: string;
  /** Beside the stylesheet of all pages. */
  readonly stylesheet?: Extract<AssetName, `${string}.css`>;
  readonly scripts?: readonly Extract<AssetName, `${string}.js`>[];
}

/** A complete HTML document without inline style, script or event handler, in the language of the messages. */
export function renderDocument(page: Page, messages: Messages): string {
  const name = page.branding?.name ?? messages.product;
  const accent = accentPath(page.branding?.accent);
  const foot = [page.foot, languageLinks(page, messages)].filter(Boolean);
  const document = html`<!doctype html>
<html lang="${messages.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${page.title} · ${name}</title>
<link rel="preload" href="${assetPath('inter-latin.woff2')}" as="font" type="font/woff2" crossorigin>
<link rel="icon" href="${assetPath('mark.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetPath('pages.css')}">
${page.stylesheet !== undefined && html`<link rel="stylesheet" href="${assetPath(page.stylesheet)}">`}
${accent !== undefined && html`<link rel="stylesheet" href="${accent}">`}
${(page.scripts ?? []).map((script) => html`<script src="${assetPath(script)}" type="module"></script>`)}
</head>
<body class="${page.layout}">
<header class="top">${brandLine(page)}${page.menu}</header>
<main>${page.main}</main>
${foot.length > 0 && html`<footer class="foot">${foot}</footer>`}
</body>
</html>
`;
  return document.toString();
}

/** In that language itself, so that whoever needs it can read it. */
function languageLinks({ branding, isShownOnce }: Page, { lang }: Messages): Content {
  const href = branding?.languageHref;
  if (href === undefined || isShownOnce) return undefined;
  return Object.entries(languageNames)
    .filter(([tag]) => tag !== lang)
    .map(([tag, name]) => html`<a href="${`${href}?to=${tag}`}" lang="${tag}" hreflang="${tag}">${name}</a>`);
}

function brandLine({ branding, homeHref }: Page): Html {
  const line =
    branding === undefined
      ? html`${candorMark}<span>Candor</span>`
      : html`${markOf(branding, 'small')}<span>${branding.name}</span>`;
  return homeHref === undefined
    ? html`<p class="brand">${line}</p>`
    : html`<a class="brand" href="${homeHref}">${line}</a>`;
}

/** A logo, or a tile with the name's first letter where there is none that the page may load. */
export function markOf(
  { name, logo }: { readonly name: string; readonly logo?: string },
  size: 'small' | 'large',
): Html {
  const loadable =
    logo !== undefined &&
    (isOwnPath(logo) || /^data:image\/(png|jpeg|webp|gif|svg\+xml);base64,[A-Za-z0-9+/=]*$/.test(logo));
  if (loadable) return html`<img class="tile tile-${size}" ${attributes({ src: logo, alt: '' })}>`;
  const letter = /\p{L}|\p{N}/u.exec(name)?.[0].toUpperCase() ?? '·';
  return html`<span class="tile tile-letter tile-${size}" aria-hidden="true">${letter}</span>`;
}

/** The hidden field that every form carries. */
export function csrfField(form: Form): Html {
  return html`<input type="hidden" name="csrf_token" value="${form.csrfToken}">`;
}

/** Selectable text with a button that copies it, shown by `copy.js` only. `id` is unique in the page. */
export function copyable(id: string, text: string, messages: Messages, kind: 'line' | 'block' = 'line'): Html {
  const { copy, copied, selected, copyLabel } = messages.copying;
  const label = html`<span data-label aria-live="polite">${copy}</span><span class="unseen"> ${copyLabel(text)}</span>`;
  const button = html`<button type="button" class="button-small" hidden ${attributes({ 'data-copy': id, 'data-done': copied, 'data-selected': selected })}>${label}</button>`;
  return html`<div class="copyable copyable-${kind}"><pre><code id="${id}">${text}</code></pre>${button}</div>`;
}
