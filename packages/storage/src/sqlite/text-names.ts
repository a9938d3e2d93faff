import type { TextNameStorage } from '../contract/text-names.ts';
import type { Engine } from './engine.ts';
import { firstRow } from './row.ts';

export function textNameStorage({ prepare, write, snapshot }: Engine): TextNameStorage {
  const insert = prepare('INSERT INTO text_names (environment, hash, id, ends_at) VALUES (?, ?, ?, ?)');
  const select = prepare('SELECT id FROM text_names WHERE environment = ? AND hash = ?');
  return {
    nameTexts: (environment, names) =>
      write(() => {
        for (const { hash, id, endsAt } of names) insert.run(environment, hash, id, endsAt);
      }),

    async idOfText(environment, hash) {
      snapshot.open();
      const row = firstRow<[id: Uint8Array]>(select, environment, hash);
      return row && Uint8Array.from(row[0]);
    },
  };
}
