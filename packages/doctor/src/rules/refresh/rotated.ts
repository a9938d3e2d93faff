import type { Evidence } from '../../evidence/evidence.ts';
import { receivedAt } from '../../evidence/sent.ts';
import { showDuration, showTime } from '../../text/time.ts';
import { showValue } from '../../text/value.ts';
import type { EvidenceLine } from '../rule.ts';

/** Two uses of one token within this time come from two callers at once. In milliseconds. */
export const raceWindow = 15_000;
/** A client that got no answer tries again between these. In milliseconds. */
const retryFrom = 5000;
const retryUntil = 300_000;

/** Who sends a token again after its rotation, beside who rotated it. */
export type Sender = 'same' | 'other-address' | 'other-agent' | 'unknown';

/** A use of a refresh token after its rotation. Times are milliseconds. */
export interface UseAfterRotation {
  readonly after: number;
  readonly sender: Sender;
  readonly successorUsed: boolean | undefined;
  readonly line: EvidenceLine;
}

/** What is known of a token that was rotated away before it was sent again, or undefined for any other. */
export function useAfterRotation(evidence: Evidence): UseAfterRotation | undefined {
  const record = evidence.known?.refreshToken;
  const now = receivedAt(evidence);
  if (record?.rotatedAt === undefined || now === undefined) return undefined;
  const { rotatedFromSameAddress: sameAddress, rotatedBySameAgent: sameAgent } = record;
  const by = record.rotatedByRequest === undefined ? '' : `, by request ${showValue(record.rotatedByRequest)}`;
  const address = sameAddress === undefined ? '' : `, from ${sameAddress ? 'the same' : 'a different'} address`;
  const agent = sameAgent === undefined ? '' : ` and ${sameAgent ? 'the same' : 'another'} user agent`;
  const after = Math.max(0, now - record.rotatedAt);
  return {
    after,
    sender: senderOf(sameAddress, sameAgent),
    successorUsed: record.successorUsed,
    line: {
      where: 'refresh_token',
      seen: `exchanged ${showDuration(after)} before, on ${showTime(record.rotatedAt)}${by}${address}${agent}`,
      expected:
        record.successorUsed === true
          ? 'the newest refresh token; the successor of this one was used since'
          : 'the newest refresh token, which that response returned',
    },
  };
}

function senderOf(sameAddress: boolean | undefined, sameAgent: boolean | undefined): Sender {
  if (sameAddress === undefined) return 'unknown';
  if (!sameAddress) return 'other-address';
  return sameAgent === false ? 'other-agent' : 'same';
}

/** Tells whether the same sender tries again, with nothing of the first answer used. */
export function isLateRetry({ after, sender, successorUsed }: UseAfterRotation): boolean {
  return after >= retryFrom && after < retryUntil && sender === 'same' && successorUsed === false;
}

/** A sender that is not the one who rotated, as the end of a sentence: `, from a different address`. */
export function senderInWords(sender: Sender): string {
  if (sender === 'other-address') return ', from a different address';
  return sender === 'other-agent' ? ', by another user agent' : '';
}
