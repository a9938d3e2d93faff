/**
 * Resets by mail: of a forgotten password, and of a lost second factor. Asking does the same for an address that nobody
 * has as for one that somebody has, and the mail leaves after the answer; a link works once, for 30 minutes.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import type { ResetLinkRecord, ResetPurpose, UserRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import type { Messages } from '../pages/messages/en.ts';
import { refuse } from '../refusal.ts';
import { emailKey } from './email-key.ts';
import { checkNewPassword } from './new-password.ts';

const hour = 60 * 60_000;
const idLength = 12;
const secretLength = 32;
const linkLifetimeMinutes = 30;
/** Milliseconds after a password was reset by mail in which no second factor is. */
const factorResetWait = 72 * hour;
const mostFromAddress = 20;
const mostForPerson = 5;

/** Pages of the links, below the environment's base address. */
export const resetPaths = { password: '/reset-password', 'second-factor': '/reset-second-factor' } as const;

export interface ResetRequest {
  readonly purpose: ResetPurpose;
  readonly email: string;
  readonly address: string;
  readonly messages: Messages;
}

/** Mails a link when there is somebody to mail it to; nothing in the answer tells. @throws Refusal `message-limit-reached`. */
export async function requestReset(request: ResetRequest, environment: Environment): Promise<void> {
  const { deps, name, displayName } = environment;
  const { purpose, email, messages } = request;
  await countRequest(request, environment);
  const user = await deps.storage.userByEmail(name, email);
  const applies = user?.enabled === true && (purpose === 'password' || user.secondFactor !== 'none');
  const now = deps.now();
  const id = deps.identifiers.next();
  const secret = deps.randomBytes(secretLength);
  await deps.storage.createResetLink({
    id,
    secretHash: hash('sha256', secret, 'buffer'),
    environment: name,
    userId: applies ? user.id : '',
    purpose,
    expiresAt: now + linkLifetimeMinutes * 60_000,
  });
  const text = Buffer.concat([id, secret]).toString('base64url');
  const link = `${environment.baseUrl}${resetPaths[purpose]}?link=${text}`;
  const texts = messages.mail[purpose === 'password' ? 'resetPassword' : 'resetSecondFactor'];
  const mail = {
    environment: name,
    to: user?.email ?? email,
    subject: texts.subject(displayName),
    text: texts.text(displayName, link, linkLifetimeMinutes),
    link,
    at: now,
  };
  if (applies) deps.mailer?.send(mail);
}

async function countRequest({ email, address, purpose }: ResetRequest, { deps, name }: Environment): Promise<void> {
  const now = deps.now();
  const person = deps.mac('reset-limit', emailKey(email));
  const from = deps.fingerprints.address(address);
  const limits = [
    { key: `${name} reset from ${from}`, window: hour, limit: mostFromAddress },
    { key: `${name} reset ${purpose} ${person}`, window: hour, limit: mostForPerson },
  ];
  for (const limit of limits) {
    const counted = await deps.storage.countAttempt({ ...limit, environment: name, now });
    if (counted.outcome === 'exceeded') {
      refuse('message-limit-reached', { seen: purpose }, { retryAfter: Math.ceil((counted.retryAt - now) / 1000) });
    }
  }
}

/** A link's text, read; whether it can be used is decided by the storage's verb. */
export interface ResetLink {
  readonly id: Uint8Array;
  readonly secretHash: Uint8Array;
  readonly record: ResetLinkRecord;
}

/** The usable link of this purpose. @throws Refusal `reset-link-not-accepted`. */
export async function openResetLink(
  text: string | undefined,
  purpose: ResetPurpose,
  { deps, name }: Environment,
): Promise<ResetLink> {
  const bytes = Buffer.from(text ?? '', 'base64url');
  if (bytes.length !== idLength + secretLength) return refuse('reset-link-not-accepted', { seen: 'another length' });
  const id = Uint8Array.from(bytes.subarray(0, idLength));
  const secretHash = hash('sha256', bytes.subarray(idLength), 'buffer');
  const record = await deps.storage.resetLink(name, id);
  if (record?.purpose !== purpose || record.userId === '' || !timingSafeEqual(secretHash, record.secretHash)) {
    return refuse('reset-link-not-accepted', { seen: 'no such link' });
  }
  if (record.usedAt !== undefined) refuse('reset-link-not-accepted', { seen: 'used before' });
  if (deps.now() >= record.expiresAt) refuse('reset-link-not-accepted', { seen: 'expired' });
  return { id, secretHash, record };
}

/** Sets a new password and ends all sessions. @throws Refusal `new-password-refused`, `reset-link-not-accepted`. */
export async function resetPassword(
  link: ResetLink,
  password: string,
  messages: Messages,
  environment: Environment,
): Promise<void> {
  const { deps, name } = environment;
  checkNewPassword(password, environment);
  const passwordHash = await deps.passwords.hash(password);
  const { id, secretHash } = link;
  const reset = await deps.storage.resetPassword({ environment: name, id, secretHash, now: deps.now(), passwordHash });
  if (reset.outcome !== 'reset') return refuse('reset-link-not-accepted', { seen: reset.outcome });
  notify(reset.user, 'passwordChanged', messages, environment);
}

/**
 * Removes the second factor of a user whose password was proved just now, and ends all sessions.
 * @throws Refusal `reset-link-not-accepted`, `second-factor-reset-too-soon`.
 */
export async function resetSecondFactor(
  link: ResetLink,
  user: UserRecord,
  messages: Messages,
  environment: Environment,
): Promise<void> {
  const { deps, name } = environment;
  const { id, secretHash } = link;
  // Otherwise a mailbox alone would be enough: first for the password, then, with that one, for the second factor.
  const endsAt = (user.passwordResetAt ?? 0) + factorResetWait;
  if (deps.now() < endsAt) {
    const retryAfter = Math.ceil((endsAt - deps.now()) / 1000);
    refuse('second-factor-reset-too-soon', { seen: user.passwordResetAt, expected: endsAt }, { retryAfter });
  }
  const redemption = { environment: name, id, secretHash, now: deps.now(), userVersion: user.version };
  const reset = await deps.storage.resetSecondFactor(redemption);
  if (reset.outcome !== 'reset') return refuse('reset-link-not-accepted', { seen: reset.outcome });
  notify(reset.user, 'secondFactorRemoved', messages, environment);
}

/** Tells a user by mail what was changed for them. */
export function notify(
  user: UserRecord,
  what: keyof Messages['mail']['notices'],
  messages: Messages,
  { deps, name, displayName, baseUrl }: Environment,
): void {
  const texts = messages.mail.notices[what];
  deps.mailer?.send({
    environment: name,
    to: user.email,
    subject: texts.subject(displayName),
    text: texts.text(displayName, baseUrl),
    at: deps.now(),
  });
}
