import type { Diagnosis } from '../explanations/refused-exchange.ts';
import type { RefusalRow } from './thread-messages.ts';
import type { RefusedTrace } from './trace.ts';

/** In characters of JSON; what the redactor leaves is far below it. */
const longestBody = 65_536;

/** Writes a refusal as a row; undefined when it can't be written as JSON. One that is too long loses its particulars. */
export function refusalRow(exchange: RefusedTrace): RefusalRow | undefined {
  try {
    const { diagnoses, ...rest } = exchange;
    const { requestId, at, environment, problem, clientId, flowId, authenticated } = exchange;
    let body = JSON.stringify(rest);
    if (body.length > longestBody) {
      const { userAgent: _, ...kept } = rest;
      body = JSON.stringify({ ...kept, path: kept.path.slice(0, 512), parameters: [], detail: { truncated: true } });
    }
    const columns = { requestId, at, environment, problem, clientId: clientId ?? null, flowId: flowId ?? null };
    return { ...columns, authenticated, body, diagnoses: diagnoses === undefined ? null : diagnosesText(diagnoses) };
  } catch {
    return undefined;
  }
}

/** Writes diagnoses as JSON; null when they are too long or can't be written: they are then made anew when opened. */
export function diagnosesText(diagnoses: readonly Diagnosis[]): string | null {
  try {
    const text = JSON.stringify(diagnoses);
    return text.length > longestBody ? null : text;
  } catch {
    return null;
  }
}
