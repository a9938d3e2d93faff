const duration =
  /^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,10})(?:[.,](\d{1,9}))?S)?)?$/;

/** Milliseconds of each part, in the order in which they stand. */
const units = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000] as const;

/** What a text that should be a duration says. `why` is a sentence. */
export type DurationReading =
  | { readonly outcome: 'duration'; readonly milliseconds: number }
  | { readonly outcome: 'refused'; readonly why: string };

/**
 * Reads an ISO 8601 duration of weeks, days, hours, minutes, seconds and fractions of a second, cut to milliseconds.
 * Refuses negative ones, and years and months, whose length depends on the calendar.
 */
export function readDuration(text: string): DurationReading {
  if (/^[-+]|\d-|-\d/.test(text)) return refused('A duration has no sign: time only moves ahead.');
  if (/^P[^T]*\d[YM]/.test(text)) {
    return refused('Years and months have no fixed length. Use weeks, days, hours, minutes and seconds.');
  }
  const parts = duration.exec(text);
  if (!parts || !/\d/.test(text) || text.endsWith('T')) {
    return refused('This is no ISO 8601 duration such as PT11M, P1DT2H or PT0.5S.');
  }
  let milliseconds = Number((parts[6] ?? '').padEnd(3, '0').slice(0, 3));
  for (const [index, unit] of units.entries()) milliseconds += Number(parts[index + 1] ?? 0) * unit;
  return { outcome: 'duration', milliseconds };
}

function refused(why: string): DurationReading {
  return { outcome: 'refused', why };
}
