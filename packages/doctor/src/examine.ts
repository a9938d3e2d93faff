import type { Capture } from './captures/capture.ts';
import { diagnose } from './diagnose.ts';
import type { Examination } from './examination.ts';
import { recogniseProvider } from './providers/recognise.ts';
import type { Tools } from './tools.ts';

/** Examines a capture: names the provider and the causes, best first. So far without a timeline. */
export function examine({ exchanges, notes }: Capture, tools: Tools): Examination {
  const evidence = { exchanges, notes };
  const provider = recogniseProvider(evidence);
  const diagnoses = diagnose(provider === undefined ? evidence : { ...evidence, provider }, tools);
  return { version: 1, diagnoses, exchanges: [], ...(provider === undefined ? {} : { provider }), redacted: true };
}
