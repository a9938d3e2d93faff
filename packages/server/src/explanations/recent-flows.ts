/** What the storage still knows of a client's flows, to explain a verifier that did not fit: their challenges. */
import type { AuthorizationRecord, Storage } from '@candor/storage';
import type { KnownFacts } from './refused-exchange.ts';

type Flow = NonNullable<KnownFacts['recentFlows']>[number];
type FlowStorage = Pick<Storage, 'recentAuthorizations' | 'recentAuthorizationSessions'>;

/** The other flows of the authorization's client, newest first: those with a code, and those still at the pages. */
export async function recentFlows(
  { environment, clientId, flowId }: AuthorizationRecord,
  storage: FlowStorage,
): Promise<readonly Flow[]> {
  const authorizations = await storage.recentAuthorizations(environment, clientId);
  const sessions = await storage.recentAuthorizationSessions(environment, clientId);
  const flows = new Map<string, Flow>();
  for (const { flowId: id, codeChallenge, issuedAt } of authorizations) {
    flows.set(id, { flowId: id, codeChallenge, at: issuedAt });
  }
  for (const { id, request, createdAt } of sessions) {
    const { codeChallenge } = requestOf(request);
    const flow = Buffer.from(id).toString('base64url');
    if (codeChallenge !== undefined) flows.set(flow, { flowId: flow, codeChallenge, at: createdAt });
  }
  flows.delete(flowId);
  return [...flows.values()].sort((one, other) => other.at - one.at);
}

/** As `beginAuthorizationSession` was given it. */
function requestOf(request: string): { readonly codeChallenge?: string } {
  return JSON.parse(request) as { readonly codeChallenge?: string };
}
