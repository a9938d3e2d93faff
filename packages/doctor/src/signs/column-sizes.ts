/** Sizes of database columns in which tokens were cut, in characters. */
export const columnSizes: ReadonlySet<number> = new Set([
  128, 191, 250, 255, 256, 500, 512, 1000, 1023, 1024, 2000, 2048, 4000, 4096,
]);
