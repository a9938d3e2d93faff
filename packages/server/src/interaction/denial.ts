import type { Answer } from '../dialects/dialect.ts';
import { authorizationFacts } from '../operations/authorize.ts';
import { refuse } from '../refusal.ts';
import type { StepContext } from './page-endpoints.ts';

/**
 * The user declined: the flow ends, and the app is told so (RFC 6749 section 4.1.2.1).
 * @throws Refusal `access-denied`, redirected; `authorization-session-unknown` or `-expired` when it was over before.
 */
export async function deny({ flow, environment }: Pick<StepContext, 'flow' | 'environment'>): Promise<Answer> {
  const { outcome } = await environment.deps.storage.concludeAuthorizationSession({
    environment: environment.name,
    id: flow.session.id,
    now: flow.progress.now,
  });
  const { redirect: _over, ...known } = authorizationFacts(flow.progress, flow.flowId);
  if (outcome === 'expired') refuse('authorization-session-expired', {}, known);
  if (outcome !== 'concluded') refuse('authorization-session-unknown', { seen: 'answered before' }, known);
  return refuse('access-denied', { seen: 'the user declined' }, authorizationFacts(flow.progress, flow.flowId));
}
