import { sayingsOfClients } from './of-clients.ts';
import { sayingsOfFlows } from './of-flows.ts';
import { sayingsOfScopes } from './of-scopes.ts';
import { sayingsOfSurroundings } from './of-surroundings.ts';
import { sayingsOfTokens } from './of-tokens.ts';
import type { Saying } from './saying.ts';

/** Every saying. A page may be given the list after the engine, as with the texts of providers and libraries. */
export const sayings: readonly Saying[] = [
  ...sayingsOfClients,
  ...sayingsOfFlows,
  ...sayingsOfTokens,
  ...sayingsOfScopes,
  ...sayingsOfSurroundings,
];
