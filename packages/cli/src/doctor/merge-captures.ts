import type { Capture } from '@candor/doctor/captures';

interface NamedCapture {
  readonly name: string;
  readonly capture: Capture;
}

/** Joins the captures of several files into one, in the order of time where every exchange has one; places name their file. */
export function mergeCaptures(captures: readonly NamedCapture[]): Capture {
  const [only] = captures;
  if (only !== undefined && captures.length === 1) return only.capture;
  const exchanges = captures.flatMap(({ name, capture }) => capture.exchanges.map((one) => within(name, one)));
  const timed = exchanges.every(({ at }) => at !== undefined);
  return {
    exchanges: timed ? exchanges.toSorted((a, b) => (a.at as number) - (b.at as number)) : exchanges,
    notes: captures.flatMap(({ name, capture }) => capture.notes.map((one) => within(name, one))),
    formats: [...new Set(captures.flatMap(({ capture }) => capture.formats))],
    ...(captures.some(({ capture }) => capture.isBrokenOff) && { isBrokenOff: true as const }),
    leftOut: captures.flatMap(({ name, capture }) => capture.leftOut.map((left) => `${left} in ${name}`)),
  };
}

function within<Part extends Capture['exchanges'][number] | Capture['notes'][number]>(name: string, part: Part): Part {
  const { source } = part;
  if (source.from !== 'capture') return part;
  return { ...part, source: { ...source, at: `${name}, ${source.at}` } };
}
