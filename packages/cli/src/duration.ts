const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Milliseconds of `30m`, `12h`, `30d` or `8w`; undefined for anything else. */
export function readDuration(text: string): number | undefined {
  const match = /^([1-9]\d{0,4})([mhdw])$/.exec(text);
  return match ? Number(match[1]) * (units[match[2] as string] as number) : undefined;
}
