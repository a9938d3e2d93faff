import type { Found } from '../diagnose.ts';

/** What only the server knows: its own word proves it. */
const listed: ReadonlySet<string> = new Set([
  'redirect-uri/not-registered',
  'scope-consent/scope-not-allowed-for-client',
]);

/** Where an answer leaves open which of two it means, or means the user and not the client. */
const leavesOpen = /\bor\b|\busers?\b|disabled/i;

/**
 * Makes the first finding certain where the answer itself says that something is not on a list of the server, and nothing
 * else is likely. What the reporter holds against it makes it likely, and the code of a refused grant speaks of two
 * requests that differ.
 * @param code is the error code of the answer that failed last.
 * @param remarks are the reporter's words.
 */
export function byAnswer(found: readonly Found[], code: string | undefined, remarks: string): readonly Found[] {
  const [first, ...others] = found;
  if (code === 'invalid_grant') return found;
  if (first === undefined || !listed.has(first.rule.cause) || first.finding.confidence !== 'likely') return found;
  const [line] = first.finding.evidence;
  const isOpen = line === undefined || !line.where.startsWith('answer') || leavesOpen.test(line.seen);
  const isDoubted = /\bregistered\b|\bwrong\b|%25/i.test(remarks);
  if (isOpen || isDoubted || others.some(({ finding }) => finding.confidence === 'likely')) return found;
  return [{ ...first, finding: { ...first.finding, confidence: 'certain' } }, ...others];
}
