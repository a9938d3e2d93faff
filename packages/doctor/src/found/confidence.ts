import type { Found } from '../diagnosis.ts';
import type { Confidence } from '../rules/rule.ts';
import type { Seen, View } from '../signs/view.ts';

/** The same find, no surer than this. */
export function heldFor(found: Found, most: 'likely' | 'possible'): Found {
  const confidence = most === 'likely' ? noMoreThanLikely(found.finding.confidence) : most;
  return { ...found, finding: { ...found.finding, confidence } };
}

/** Likely in place of certain. */
export function noMoreThanLikely(confidence: Confidence): Confidence {
  return confidence === 'certain' ? 'likely' : confidence;
}

/**
 * Behind a callback the app's own server goes on, and what it prints is about the step that nobody saved; behind
 * `server_error` (RFC 6749 section 4.1.2.1) the server itself does, which may sign in by another one.
 */
export function goesOnUnseen({ role, code }: Seen): boolean {
  return role === 'authorization-response' && (code === undefined || code === 'server_error');
}

/** The name of status 500, which every fault brings, in place of a page. */
const nameOfStatus = /^\W{0,20}(?:500\W{1,8})?(?:internal )?server error\W{0,20}$/i;

/** The words in which the answer, or else the program, gives its reason. */
export function reasonOf({ subject, printed }: View): string {
  const said = subject?.text ?? '';
  return said === '' || nameOfStatus.test(said) ? printed : said;
}
