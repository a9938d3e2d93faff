import { hash } from 'node:crypto';
import { formatToken, readToken } from '@candor/protocol';
import type { AdministrationTokenRecord, ServerRole, Storage } from '@candor/storage';
import type { Identifiers } from '../identifiers.ts';
import type { RandomBytes } from '../randomness.ts';

export interface NewAdministrationToken {
  readonly identifiers: Identifiers;
  readonly randomBytes: RandomBytes;
  readonly role: ServerRole;
  /** What it is for, as its owner will recognise it. */
  readonly name: string;
  /** Unix milliseconds of the machine's clock, as `expiresAt`. */
  readonly now: number;
  readonly expiresAt: number;
}

/** Makes an administration token without storing it: its text, which is shown once, and its record. */
export function makeAdministrationToken(made: NewAdministrationToken): {
  readonly text: string;
  readonly record: AdministrationTokenRecord;
} {
  const id = made.identifiers.next();
  const text = formatToken({ kind: 'administration-token', id, secret: made.randomBytes(32) });
  const { role, name, now, expiresAt } = made;
  return { text, record: { id, secretHash: secretHashOf(text), role, name, createdAt: now, expiresAt } };
}

/** Stores a new administration token. Needs no running server. @returns its text, which exists nowhere else. */
export async function createAdministrationToken(
  made: NewAdministrationToken & { readonly storage: Storage },
): Promise<string> {
  const { text, record } = makeAdministrationToken(made);
  await made.storage.createAdministrationToken(record);
  return text;
}

/** SHA-256 of the secret inside a server-wide token's text, as it is stored. */
export function secretHashOf(text: string): Uint8Array {
  const reading = readToken(text);
  if (reading.outcome !== 'token') throw new TypeError('This is no whole token');
  return hash('sha256', reading.secretText, 'buffer');
}
