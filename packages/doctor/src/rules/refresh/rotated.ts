import type { Evidence } from '../../evidence/evidence.ts';
import { receivedAt } from '../../evidence/sent.ts';
import { showDuration, showTime } from '../../text/time.ts';
import { showValue } from '../../text/value.ts';
import type { EvidenceLine } from '../rule.ts';

/** Two uses of one token within this time come from two callers at once. In milliseconds. */
export const raceWindow = 15_000;

/** A use of a refresh token after its rotation. Times are milliseconds. */
export interface UseAfterRotation {
  readonly after: number;
  readonly sameAddress: boolean | undefined;
  readonly successorUsed: boolean | undefined;
  readonly line: EvidenceLine;
}

/** What is known of a token that was rotated away before it was sent again, or undefined for any other. */
export function useAfterRotation(evidence: Evidence): UseAfterRotation | undefined {
  const record = evidence.known?.refreshToken;
  const now = receivedAt(evidence);
  if (record?.rotatedAt === undefined || now === undefined) return undefined;
  const same = record.rotatedFromSameAddress;
  const by = record.rotatedByRequest === undefined ? '' : `, by request ${showValue(record.rotatedByRequest)}`;
  const address = same === undefined ? '' : same ? ', from the same address' : ', from a different address';
  const after = Math.max(0, now - record.rotatedAt);
  return {
    after,
    sameAddress: same,
    successorUsed: record.successorUsed,
    line: {
      where: 'refresh_token',
      seen: `exchanged ${showDuration(after)} before, on ${showTime(record.rotatedAt)}${by}${address}`,
      expected:
        record.successorUsed === true
          ? 'the newest refresh token; the successor of this one was used since'
          : 'the newest refresh token, which that response returned',
    },
  };
}
