import type { Look } from './sign.ts';

/** Everything that looks for signs, by name. */
export const looks: Readonly<Record<string, Look>> = Object.freeze({});
