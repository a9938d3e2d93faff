import { readBearer } from '@candor/protocol';
import type { Evidence } from './evidence.ts';
import { sentHeader } from './sent.ts';

/** The bearer token of the failed request, or undefined where its header holds none or can't be read. */
export function presentedBearer(evidence: Evidence): string | undefined {
  const reading = readBearer(sentHeader(evidence, 'authorization') ?? '');
  return reading.outcome === 'token' ? reading.token : undefined;
}
