import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export const root = resolve(import.meta.dirname, '..');

/** A module of the project that a tool needs and that is missing or exports something else. */
export class MissingExport extends Error {}

/**
 * The export `name` of the module at `path` (from the project's root).
 * Refuses with a MissingExport whose message says which file has to export what.
 */
export async function loadExport<Value>(path: string, name: string): Promise<Value> {
  const file = resolve(root, path);
  if (!existsSync(file)) throw new MissingExport(`${path} does not exist; it has to export \`${name}\``);
  const module: Record<string, unknown> = await import(pathToFileURL(file).href);
  if (module[name] === undefined) throw new MissingExport(`${path} does not export \`${name}\``);
  return module[name] as Value;
}
