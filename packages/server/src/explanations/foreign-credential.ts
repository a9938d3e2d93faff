import type { ProblemId } from '@candor/protocol';
import type { ClientRecord } from '@candor/storage';
import { Refusal } from '../refusal.ts';

/** What a code or token of another organisation is to the client that presented it: one that does not exist. */
const asUnknown: { readonly [Problem in ProblemId]?: { readonly problem: ProblemId; readonly detail: object } } = {
  'code-of-other-client': { problem: 'code-unknown', detail: { check: 'code-known', seen: 'no such code' } },
  'refresh-token-of-other-client': {
    problem: 'refresh-token-unknown',
    detail: { check: 'refresh-token-known', seen: 'no such token' },
  },
  'access-token-unknown': { problem: 'access-token-unknown', detail: { seen: 'no such token' } },
};

/**
 * The refusal as it may be recorded and explained. That a presented code or token is another client's is told only
 * where that client belongs to the same organisation (ARCHITECTURE 4.8). The public answer is the same in all cases.
 * @param clientOf finds a client of the environment; what it can't find is nobody's.
 */
export async function withoutForeignFacts(
  refusal: Refusal,
  clientOf: (clientId: string) => Promise<ClientRecord | undefined>,
): Promise<Refusal> {
  const unknown = asUnknown[refusal.problem];
  if (!unknown) return refusal;
  const { issuedTo, ...facts } = refusal.facts;
  if (unknown.problem === refusal.problem && issuedTo === undefined) return refusal;
  const other = issuedTo === undefined ? undefined : await clientOf(issuedTo);
  const isKnown = other !== undefined && other.organisationId === facts.client?.organisationId;
  return isKnown ? refusal : new Refusal(unknown.problem, { ...unknown.detail }, facts);
}
