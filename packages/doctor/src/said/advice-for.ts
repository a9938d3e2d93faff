import type { CauseId } from '../rules/causes.ts';
import { type CauseAdvice, causeAdvice } from './cause-advice.ts';

/** What is said about a cause; its name alone in a page that was not given the words. */
export function adviceFor(cause: CauseId): CauseAdvice {
  return causeAdvice.find((one) => one.cause === cause) ?? { cause, what: cause, why: '', fix: [], expected: '' };
}
