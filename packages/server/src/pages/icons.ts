import { type Html, raw } from './html.ts';

/** A 20 by 20 line drawing that says the same as the word beside it, and is therefore hidden from screen readers. */
function icon(paths: string): Html {
  return raw(
    `<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`,
  );
}

export const reads: Html = icon(
  '<path d="M2.2 10S5 4.8 10 4.8 17.8 10 17.8 10 15 15.2 10 15.2 2.2 10 2.2 10Z"/><circle cx="10" cy="10" r="2.3"/>',
);
export const does: Html = icon(
  '<path d="m4 13.6-.7 3.1 3.1-.7 9.4-9.4a1.7 1.7 0 0 0-2.4-2.4Z"/><path d="m12 5.6 2.4 2.4"/>',
);
export const identity: Html = icon('<circle cx="10" cy="7" r="3.2"/><path d="M3.8 16.8a6.3 6.3 0 0 1 12.4 0"/>');
export const refused: Html = icon('<circle cx="10" cy="10" r="7.4"/><path d="M10 6.2v4.6M10 13.7v.1"/>');
export const attention: Html = icon('<path d="M10 3.2 17.6 16H2.4Z"/><path d="M10 8v3.6M10 13.8v.1"/>');
export const fine: Html = icon('<circle cx="10" cy="10" r="7.4"/><path d="m6.8 10.3 2.2 2.2 4.3-4.8"/>');
export const clock: Html = icon('<circle cx="10" cy="10" r="7.4"/><path d="M10 6v4.2l2.8 1.7"/>');
export const phone: Html = icon('<rect x="5.8" y="2.4" width="8.4" height="15.2" rx="2"/><path d="M9 14.6h2"/>');
export const mail: Html = icon(
  '<rect x="2.6" y="4.4" width="14.8" height="11.2" rx="2"/><path d="m3.2 6 6.8 5 6.8-5"/>',
);
export const key: Html = icon('<circle cx="6.8" cy="13.2" r="3.6"/><path d="m9.4 10.6 7-7M13.6 6.4l2.4 2.4"/>');
export const lock: Html = icon(
  '<rect x="4.2" y="8.6" width="11.6" height="8.2" rx="1.8"/><path d="M6.8 8.6V6.2a3.2 3.2 0 0 1 6.4 0v2.4"/>',
);
export const screen: Html = icon(
  '<rect x="2.6" y="3.8" width="14.8" height="9.6" rx="1.6"/><path d="M7 16.6h6M10 13.4v3.2"/>',
);

/** Candor's own mark: what was sent, what was expected, and the character that differs. */
export const candorMark: Html = raw(
  '<svg class="tile tile-small" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><rect width="24" height="24" rx="6" fill="#3f46b8"/><path d="M6 9.5h12M6 14.5h6.5" stroke="#fff" stroke-width="2.2" stroke-linecap="round"/><circle cx="17" cy="14.5" r="1.6" fill="#ffc857"/></svg>',
);
