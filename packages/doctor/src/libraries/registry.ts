import type { Library } from './library.ts';

/** Every library, sorted by name. */
export const libraries: readonly Library[] = Object.freeze([]);
