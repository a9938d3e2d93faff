import type { ProblemId } from '@candor/protocol';
import type { Refusal } from '../refusal.ts';
import type { Redactor } from '../trace/redact.ts';
import type { RefusedTrace, Trace } from '../trace/trace.ts';
import type { SentParameter } from './refused-exchange.ts';

/** Ends of a refresh token that no retry changes. */
const permanent: ReadonlySet<string> = new Set<ProblemId>([
  'refresh-token-revoked',
  'refresh-token-inactive',
  'refresh-token-expired',
]);

/**
 * How often the same refresh token was refused before for the same reason, or undefined where that says nothing. The
 * trace keeps no tokens: they are compared as they are redacted, by a keyed fingerprint.
 */
export async function refusedBefore(
  { problem, facts }: Refusal,
  parameters: readonly SentParameter[],
  { trace, redactor }: { readonly trace: Trace; readonly redactor: Redactor },
): Promise<number | undefined> {
  if (!permanent.has(problem) || facts.flowId === undefined) return undefined;
  const token = tokenIn(redactor.parameters(parameters));
  const exchanges = await trace.exchangesOfFlow(facts.flowId);
  return exchanges.filter(
    (exchange) => 'problem' in exchange && exchange.problem === problem && tokenIn(exchange.parameters) === token,
  ).length;
}

function tokenIn(parameters: RefusedTrace['parameters']): string | undefined {
  return parameters.find(({ name }) => name === 'refresh_token')?.value;
}
