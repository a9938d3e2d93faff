import type { Explanation } from '../explanations/open-explanation.ts';
import { call } from './call.ts';
import { basicHeader, type DemoClient } from './demo-client.ts';
import type { ReadExplanation } from './run.ts';

/** Reads why a request was refused, with the refused client's own credentials (ARCHITECTURE section 6). */
export async function readExplanation(
  requestId: string | undefined,
  client: DemoClient,
  url: string,
): Promise<ReadExplanation> {
  if (requestId === undefined) return { outcome: 'not-read', why: 'The answer names no request id.' };
  const called = await call(`${url}/api/explanations/${encodeURIComponent(requestId)}`, {
    headers: { authorization: basicHeader(client.clientId, client.clientSecret), accept: 'application/json' },
  });
  if (called.outcome === 'no-answer') return { outcome: 'not-read', why: `The server did not answer: ${called.why}.` };
  if (called.status !== 200) {
    return { outcome: 'not-read', why: `The explanation of ${requestId} was answered with status ${called.status}.` };
  }
  return { outcome: 'read', explanation: JSON.parse(called.text) as Explanation };
}
