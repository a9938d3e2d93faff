/** The scales of likeness with what was learned: `Tools.likeness`. */
import { byLikeness } from '../found/by-likeness.ts';
import type { Weigh } from '../tools.ts';
import { learned } from './learned.ts';

export const weigh: Weigh = (found, evidence, all, known) => byLikeness(found, evidence, all, { ...known, learned });
