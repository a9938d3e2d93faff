/** Everything that a server has written to its data folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdDecompressSync } from 'node:zlib';

/** The stored rows and their files' raw bytes; compressed values are opened. */
export function filesOf(folder: string): { place: string; text: string }[] {
  const texts: { place: string; text: string }[] = [];
  for (const file of readdirSync(folder)) {
    // The demonstration's own credentials, of which the start line says that they are kept.
    if (file === 'demonstration.json') continue;
    const bytes = readFileSync(join(folder, file));
    texts.push({ place: `file ${file}`, text: bytes.toString('latin1') });
    if (!file.endsWith('.db')) continue;
    const database = new DatabaseSync(join(folder, file), { readOnly: true });
    for (const { name } of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()) {
      for (const row of database.prepare(`SELECT * FROM "${name}"`).all()) {
        texts.push({
          place: `${file === 'trace.db' ? 'trace' : 'row'} ${name}`,
          text: Object.values(row).map(readable).join('\n'),
        });
      }
    }
    database.close();
  }
  return texts;
}

function readable(value: unknown): string {
  if (!(value instanceof Uint8Array)) return String(value);
  try {
    return zstdDecompressSync(value).toString();
  } catch {
    return `${Buffer.from(value).toString('latin1')} ${Buffer.from(value).toString('base64url')} ${Buffer.from(value).toString('hex')}`;
  }
}
