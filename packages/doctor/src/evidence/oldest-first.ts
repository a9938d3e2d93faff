import { addressOf } from './address.ts';
import type { Exchange } from './evidence.ts';

/** An exchange with its index in the capture. */
type Placed = readonly [index: number, exchange: Exchange];

/**
 * The exchanges in the order in which they happened: consoles show logs with the newest line first. Only where each one
 * has a time and all times say so: a capture that is not in order for another reason stays as it is.
 */
export function oldestFirst(exchanges: readonly Exchange[]): readonly Placed[] {
  const placed = exchanges.map((exchange, index): Placed => [index, exchange]);
  return isNewestFirst(exchanges) && isOfOneClock(exchanges) ? placed.reverse() : placed;
}

function isNewestFirst(exchanges: readonly Exchange[]): boolean {
  const times = exchanges.map(({ at = Number.NaN }) => at);
  const isFalling = times.every((at, index) => index === 0 || at <= (times[index - 1] ?? 0));
  return isFalling && times.length > 1 && (times.at(-1) ?? 0) < (times[0] ?? 0);
}

/** Tells whether the times may be compared: those of answers are of their servers' clocks, which differ. */
export function isOfOneClock(exchanges: readonly Exchange[]): boolean {
  const isOfServer = exchanges.some(({ at, response }) => {
    const date = response?.headers.find(({ name }) => name === 'date')?.value;
    return date !== undefined && Date.parse(date) === at;
  });
  return !isOfServer || new Set(exchanges.map(({ request }) => addressOf(request?.url ?? '')?.host)).size === 1;
}
