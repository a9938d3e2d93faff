/** What a server on a file store has issued so far, counted in the file itself. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Everything that a server may have given away. A refusal must change none of these numbers. */
export interface Issued {
  readonly codes: number;
  readonly tokens: number;
  readonly grants: number;
}

/** @param data the data folder of the server, which may be running. */
export function issued(data: string): Issued {
  const database = new DatabaseSync(join(data, 'candor.db'), { readOnly: true, timeout: 5000 });
  try {
    const count = (table: string): number => Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
    return { codes: count('authorizations'), tokens: count('tokens'), grants: count('grants') };
  } finally {
    database.close();
  }
}
