import { readFileSync } from 'node:fs';
import { CommandError, exitStatus } from './exit-status.ts';

/** Reads what `--config` names: a JSON object, not yet validated. @throws CommandError */
export function readConfigurationFile(file: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
    throw new TypeError('it is not a JSON object');
  } catch (error) {
    throw new CommandError(
      exitStatus.usage,
      `The configuration file ${file} can't be read: ${(error as Error).message}.`,
    );
  }
}
