import { showDuration } from '../../text/time.ts';
import { hasFailed } from '../said-about.ts';
import type { Seen, View } from '../view.ts';

/** The use of a refresh token that is looked at, however it ended. */
export function refreshOf({ subject }: View): Seen | undefined {
  return subject?.role === 'token-request' && subject.sent('grant_type') === 'refresh_token' ? subject : undefined;
}

/** The refresh token that was sent: at the endpoint of an app's own login, the path stands for the grant. */
export function refreshTokenOf(seen: Seen): string | undefined {
  const isOwn = seen.role === 'other' && /refresh/i.test(seen.path);
  if (!isOwn && seen.role !== 'token-request') return undefined;
  return seen.sent('refresh_token') ?? (isOwn ? seen.sent('refreshToken') : undefined);
}

/** The use of a refresh token that failed, or is said to have failed. */
export function failedRefresh(view: View): Seen | undefined {
  return hasFailed(view) ? refreshOf(view) : undefined;
}

/** The answer that gave the newest refresh token; where the token that was sent is blotted out, the newest answer. */
export function issueBefore({ before }: View, refresh: Seen): Seen | undefined {
  const isBlotted = refresh.sent('refresh_token') === undefined;
  return before.findLast(
    (one) => one.role === 'token-request' && (isBlotted || one.got('refresh_token') !== undefined),
  );
}

/** Seconds between the issue of the token and its use, where the capture has both times. */
export function ageOf(issue: Seen | undefined, refresh: Seen): number | undefined {
  return issue?.at === undefined || refresh.at === undefined ? undefined : (refresh.at - issue.at) / 1000;
}

/** How late a token was sent, in words; the age and the limit are seconds. */
export function lateness(age: number | undefined, limit: number): string {
  return age === undefined ? `of ${limit} seconds` : `sent ${showDuration(age * 1000)} after it was issued`;
}

/** A limit of seconds, in words. */
export function within(limit: number): string {
  return `within ${showDuration(limit * 1000)}`;
}
