import type { Seen } from './view.ts';

/** Headers in which browsers say that nobody has asked for the page yet. */
const purposeHeaders = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'];

/** For what a browser opened the address before anybody asked for it; undefined where it says nothing of that. */
export function prefetchPurpose(seen: Seen): string | undefined {
  const purpose = purposeHeaders.map((name) => seen.header(name)).find((value) => value !== undefined) ?? '';
  return /prefetch|preview|prerender/i.test(purpose) ? purpose : undefined;
}
