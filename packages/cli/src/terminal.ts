import type { TextOptions } from '@candor/doctor/captures';

/** Colours only on a terminal, unless NO_COLOR is set (https://no-color.org: any value but an empty one). */
export function coloursWanted(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR;
}

/** How a report is laid out here: as wide as the terminal, 80 columns where there is none or it does not say. */
export function textOptions(): TextOptions {
  return { colour: coloursWanted(), width: process.stdout.columns || 80 };
}
