import type { Log } from '../log.ts';
import type { Diagnose, Diagnosis, RefusedExchange } from './refused-exchange.ts';

/** Diagnoses a refused exchange. A fault of the doctor is logged, and then there is no diagnosis. */
export function runDoctor(
  exchange: RefusedExchange,
  { diagnose, log }: { readonly diagnose: Diagnose; readonly log: Log },
): readonly Diagnosis[] | undefined {
  try {
    return diagnose(exchange);
  } catch (error) {
    log('error', 'diagnosis-failed', { problem: exchange.problem, error: (error as Error).message });
    return undefined;
  }
}
