import type { SaidText } from '../said/said-text.ts';

/** What stands beside a bare number in the sign-in log, in its tables, and in a query of it. */
const columns = ['failureReason', 'Failure reason', 'resultDescription', 'appDisplayName', 'SigninLogs'];
/** What stands before it. */
const names = ['errorCode', 'Sign-in error code', 'resultType'];

/**
 * The same texts as the sign-in log has them, which writes the numbers without letters: `"errorCode": 7000215`.
 * Texts that ask for other words beside are left out.
 */
export function inLogs(texts: readonly SaidText[]): readonly SaidText[] {
  return texts.flatMap((text) => {
    const numbers = [text.says].flat().flatMap((says) => /^AADSTS(\d{5,8})$/.exec(says)?.[1] ?? []);
    if (numbers.length === 0 || text.mentions !== undefined) return [];
    return [{ ...text, says: numbers.flatMap((one) => names.map((name) => `${name}: ${one}`)), mentions: columns }];
  });
}
