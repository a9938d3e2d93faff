import { emailKey } from '../contract/email-key.ts';
import type { UserRecord } from '../contract/people.ts';
import type { Engine } from './engine.ts';
import { changed, firstRow } from './row.ts';

/** Replaces a user's record whose version is one less, inside a transaction. */
export function userUpdate({ prepare }: Engine): (user: UserRecord) => 'updated' | 'conflict' | 'unknown' {
  const update = prepare(
    `UPDATE OR IGNORE users SET email_key = ?, enabled = ?, version = ?, record = ?
     WHERE environment = ? AND id = ? AND version = ?`,
  );
  const select = prepare('SELECT 1 FROM users WHERE environment = ? AND id = ?');
  return (user) => {
    const { environment, id, version, enabled } = user;
    const values = [emailKey(user.email), Number(enabled), version, JSON.stringify(user)] as const;
    if (changed(update, ...values, environment, id, version - 1)) return 'updated';
    return firstRow(select, environment, id) === undefined ? 'unknown' : 'conflict';
  };
}
