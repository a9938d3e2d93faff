import type { Evidence } from '../../evidence/evidence.ts';
import { sentValue } from '../../evidence/sent.ts';

/** The scope that the server refused, where it is one of those that were sent. */
export function refusedScope(evidence: Evidence): string | undefined {
  const seen = evidence.detail?.seen;
  const sent = (sentValue(evidence, 'scope') ?? '').split(' ');
  return typeof seen === 'string' && seen !== '' && sent.includes(seen) ? seen : undefined;
}
