/** How often a property is tried: more in the long run. */
export const counts = { numRuns: process.env.CANDOR_COUNTS === 'long' ? 20_000 : 300 };
