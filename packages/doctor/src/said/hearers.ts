import type { Evidence } from '../evidence/evidence.ts';
import { type TextFinding, textFindings } from './text-findings.ts';

/** Finds what texts mean, best first, each cause once. */
export type Hearer = (evidence: Evidence) => readonly TextFinding[];

/** Who knows the texts of providers and libraries. A page may be given the list after the engine, as the texts. */
export const hearers: readonly Hearer[] = [textFindings];
