import type { UserRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';

/** Where a user's codes by message go: to the telephone where there is one and a way to it, else to the address. */
export function codeDestination(
  { phoneNumber, email }: UserRecord,
  { deps }: Environment,
): { readonly to: string; readonly channel: 'email' | 'sms' } {
  if (phoneNumber === undefined || !deps.mailer?.hasSms) return { to: email, channel: 'email' };
  return { to: phoneNumber, channel: 'sms' };
}

/**
 * The destination for whoever has proved the password alone: `+445*****225`, and of an address the first letter and the
 * domain.
 */
export function maskedDestination(user: UserRecord, environment: Environment): string {
  const { to, channel } = codeDestination(user, environment);
  return channel === 'sms' ? `${to.slice(0, 4)}*****${to.slice(-3)}` : to.replace(/^(.)[^@]*/, '$1*****');
}
