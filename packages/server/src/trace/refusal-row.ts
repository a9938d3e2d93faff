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
    let diagnosed = diagnoses === undefined ? null : JSON.stringify(diagnoses);
    if (diagnosed !== null && diagnosed.length > longestBody) diagnosed = null;
    const columns = { requestId, at, environment, problem, clientId: clientId ?? null, flowId: flowId ?? null };
    return { ...columns, authenticated, body, diagnoses: diagnosed };
  } catch {
    return undefined;
  }
}
