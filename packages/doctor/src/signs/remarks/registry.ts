import type { Clue } from './clue.ts';
import { cluesOfClients } from './of-clients.ts';
import { cluesOfFlows } from './of-flows.ts';
import { cluesOfSurroundings } from './of-surroundings.ts';
import { cluesOfTokens } from './of-tokens.ts';

/** Every clue. A page may be given the list after the engine, as with the sayings. */
export const clues: readonly Clue[] = [...cluesOfTokens, ...cluesOfFlows, ...cluesOfClients, ...cluesOfSurroundings];
