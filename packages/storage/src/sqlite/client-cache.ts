import type { StatementSync } from 'node:sqlite';
import type { ClientRecord } from '../contract/clients.ts';
import { firstRow } from './row.ts';

interface CachedClient {
  readonly number: number;
  readonly record: ClientRecord;
}

const GENERATION_SIZE = 2000;

/**
 * Clients as parsed, deep-frozen records. Own writes forget the client that they change; a commit by another process
 * (`PRAGMA data_version`, looked at whenever a read snapshot opens) forgets all. Two generations bound it: what was
 * not asked for while the younger one filled is dropped with the older.
 */
export class ClientCache {
  readonly #select: StatementSync;
  readonly #dataVersion: StatementSync;
  #young = new Map<string, CachedClient>();
  #old = new Map<string, CachedClient>();
  #version: unknown;
  readonly #openSnapshot: () => void;

  constructor(prepare: (sql: string) => StatementSync, openSnapshot: () => void) {
    this.#openSnapshot = openSnapshot;
    this.#select = prepare(
      'SELECT number, record FROM clients WHERE environment = ? AND client_id = ? AND deleted = 0',
    );
    this.#dataVersion = prepare('PRAGMA data_version');
  }

  /** The current record, at most one turn of the event loop behind another process. */
  record(environment: string, clientId: string): ClientRecord | undefined {
    this.#openSnapshot();
    return this.#get(environment, clientId)?.record;
  }

  /**
   * The row number of the registration, for use inside a transaction whose statement tests `enabled` of that row. It
   * may be a registration that another process has just replaced: `currentNumber` tells.
   */
  number(environment: string, clientId: string): number | null {
    return this.#get(environment, clientId)?.number ?? null;
  }

  /** As `number`, read from the database. */
  currentNumber(environment: string, clientId: string): number | null {
    this.forget(environment, clientId);
    return this.number(environment, clientId);
  }

  forget(environment: string, clientId: string): void {
    const key = `${environment} ${clientId}`;
    this.#young.delete(key);
    this.#old.delete(key);
  }

  forgetAll(): void {
    this.#young.clear();
    this.#old.clear();
  }

  /** To be called at the beginning of each read transaction. */
  forgetWhenOthersWrote(): void {
    const version = firstRow<[number]>(this.#dataVersion)?.[0];
    if (version === this.#version) return;
    this.#version = version;
    this.forgetAll();
  }

  #get(environment: string, clientId: string): CachedClient | undefined {
    const key = `${environment} ${clientId}`;
    const cached = this.#young.get(key);
    if (cached !== undefined) return cached;
    const found = this.#old.get(key) ?? this.#read(environment, clientId);
    if (found === undefined) return undefined;
    if (this.#young.size >= GENERATION_SIZE) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, found);
    return found;
  }

  #read(environment: string, clientId: string): CachedClient | undefined {
    const row = firstRow<[number, string]>(this.#select, environment, clientId);
    return row && { number: row[0], record: deepFreeze(JSON.parse(row[1]) as ClientRecord) };
  }
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}
