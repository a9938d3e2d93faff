import { join } from 'node:path';
import { readPrivateFile, writePrivateFile } from '../data-folder.ts';

/** A client of the demonstration, as the start line prints it. */
export interface DemonstrationClient {
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly authMethod: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
}

export interface DemonstrationUser {
  readonly email: string;
  readonly password: string;
  readonly role: string;
  readonly account: string;
  readonly region: string;
  readonly secondFactor: 'none' | 'message' | 'totp';
  readonly totpSecret?: string;
}

/** The demonstration's random credentials, kept so that a later start prints the same. */
export interface Demonstration {
  readonly adminToken: string;
  readonly member: { readonly email: string; readonly password: string };
  readonly environments: Readonly<
    Record<string, { readonly clients: readonly DemonstrationClient[]; readonly users: readonly DemonstrationUser[] }>
  >;
}

export const demonstrationFileName = 'demonstration.json';

/** Reads the demonstration of a data folder; undefined when there is none. */
export function openDemonstrationFile(data: string): Demonstration | undefined {
  if (data === ':memory:') return undefined;
  const text = readPrivateFile(join(data, demonstrationFileName));
  return text === undefined ? undefined : (JSON.parse(text) as Demonstration);
}

export function writeDemonstrationFile(data: string, demonstration: Demonstration): void {
  if (data === ':memory:') return;
  writePrivateFile(join(data, demonstrationFileName), `${JSON.stringify(demonstration, undefined, 2)}\n`);
}
