import type { Capture } from './capture.ts';

/** Reads a text of any form into exchanges and notes. So far every text is a remark. */
export function readCapture(text: string): Capture {
  if (text.trim() === '') return { exchanges: [], notes: [], formats: [], leftOut: [] };
  const source = { from: 'capture', format: 'text', at: 'line 1' } as const;
  return { exchanges: [], notes: [{ kind: 'remark', text, source }], formats: ['text'], leftOut: [] };
}
