import type { Evidence } from './evidence.ts';
import { receivedAt, sentHeader } from './sent.ts';

/** A Date header is cut to seconds and was written before the request travelled. In milliseconds. */
export const smallestSkew = 30_000;

/**
 * By how many milliseconds the client's clock is ahead of the server's (negative: behind), as far as the Date header of
 * the failed request tells; undefined where it has none.
 */
export function clientClockSkew(evidence: Evidence): number | undefined {
  const now = receivedAt(evidence);
  const date = Date.parse(sentHeader(evidence, 'date') ?? '');
  return now === undefined || Number.isNaN(date) ? undefined : date - now;
}
