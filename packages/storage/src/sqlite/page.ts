import type { Listed, Page } from '../contract/clients.ts';

/** Row number after which the page begins; undefined when the cursor is none of ours, which lists nothing. */
export function cursorNumber(page: Page, first: number): number | undefined {
  if (page.after === undefined) return first;
  return /^\d{1,15}$/.test(page.after) ? Number(page.after) : undefined;
}

/**
 * Makes a page of rows whose first column is the row number, selected with one more than the page holds.
 *
 * @param convert makes a record of a row
 */
export function listPage<Row extends readonly [number, ...unknown[]], Item>(
  rows: readonly Row[],
  limit: number,
  convert: (row: Row) => Item,
): Listed<Item> {
  const items = rows.slice(0, limit).map(convert);
  const last = rows[limit - 1];
  return rows.length > limit && last !== undefined ? { items, next: String(last[0]) } : { items };
}
