/**
 * Proves a member's password. An unknown member costs what a wrong password costs and is answered alike; attempts are
 * counted as those of users are.
 */
import type { MemberRecord } from '@candor/storage';
import { longestPassword } from '../directory/sign-in.ts';
import { countSignIn } from '../directory/sign-in-limits.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { refuse } from '../refusal.ts';
import type { ServerContext } from '../server.ts';
import { isKnownMemberBrowser } from './member-browser.ts';

const limits = {
  passwordAttemptsPerAccount: 8,
  passwordAttemptsPerAddress: 60,
  passwordAttemptsPerUser: 120,
};

/** @throws Refusal `sign-in-throttled`, `sign-in-user-unknown`, `sign-in-password-wrong`, `sign-in-user-disabled`. */
export async function signInMember(
  sent: { readonly email: string; readonly password: string },
  request: HttpRequest,
  server: ServerContext,
): Promise<MemberRecord> {
  const { storage, passwords } = server;
  const member = await storage.memberByEmail(sent.email);
  const isKnownBrowser = member !== undefined && isKnownMemberBrowser(request, member.id, server);
  const counted = { scope: '', address: request.address, email: sent.email, isKnownBrowser, limits };
  const keys = await countSignIn(counted, { ...server, now: server.machineNow });
  const expected = sent.password.length > longestPassword ? undefined : member?.passwordHash;
  const isRight = await passwords.verify(sent.password.slice(0, longestPassword), expected);
  if (!member) return refuse('sign-in-user-unknown');
  if (!isRight) return refuse('sign-in-password-wrong');
  if (!member.enabled) return refuse('sign-in-user-disabled');
  for (const key of keys) await storage.forgiveAttempt(key);
  return member;
}
