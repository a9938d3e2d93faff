import type { EnvironmentStateRecord, ServerStorage, SigningKeyRecord } from '../contract/server-wide.ts';
import type { Engine } from './engine.ts';
import { allRows, firstRow, present } from './row.ts';

type SigningKeyRow = [
  keyId: string,
  algorithm: SigningKeyRecord['algorithm'],
  publicJwk: string,
  sealedPrivateKey: Uint8Array,
  createdAt: number,
  activeAt: number,
  retiresAt: number | null,
];

/** Signing keys of an environment, oldest first. */
export function signingKeyStorage({ prepare, write }: Engine): Pick<ServerStorage, 'signingKeys' | 'addSigningKey'> {
  const select = prepare(
    `SELECT key_id, algorithm, public_jwk, sealed_private_key, created_at, active_at, retires_at FROM signing_keys
     WHERE environment = ? ORDER BY number`,
  );
  const selectNewest = prepare('SELECT key_id FROM signing_keys WHERE environment = ? ORDER BY number DESC LIMIT 1');
  const insert = prepare(
    `INSERT INTO signing_keys (environment, key_id, algorithm, public_jwk, sealed_private_key, created_at, active_at,
       retires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const retireOthers = prepare(
    'UPDATE signing_keys SET retires_at = ? WHERE environment = ? AND key_id <> ? AND retires_at IS NULL',
  );

  return {
    async signingKeys(environment) {
      return allRows<SigningKeyRow>(select, environment).map((row) => {
        const [keyId, algorithm, publicJwk, sealedPrivateKey, createdAt, activeAt, retiresAt] = row;
        return {
          environment,
          keyId,
          algorithm,
          publicJwk,
          sealedPrivateKey,
          createdAt,
          activeAt,
          ...present({ retiresAt }),
        };
      });
    },

    addSigningKey: (key, { newest, retireOthersAt }) =>
      write(() => {
        const { environment, keyId } = key;
        if (firstRow<[string]>(selectNewest, environment)?.[0] !== newest) return { outcome: 'conflict' };
        insert.run(
          environment,
          keyId,
          key.algorithm,
          key.publicJwk,
          key.sealedPrivateKey,
          key.createdAt,
          key.activeAt,
          key.retiresAt ?? null,
        );
        retireOthers.run(retireOthersAt, environment, keyId);
        return { outcome: 'added' };
      }),
  };
}

type InstallationVerb = 'environmentState' | 'advanceClock' | 'setMaintenance' | 'setting' | 'settingOnce';

/** The state of environments and the settings of the installation. */
export function installationStorage({ prepare, write }: Engine): Pick<ServerStorage, InstallationVerb> {
  const selectState = prepare('SELECT clock_offset, maintenance FROM environment_states WHERE environment = ?');
  const advance = prepare(
    `INSERT INTO environment_states (environment, clock_offset) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET clock_offset = clock_offset + excluded.clock_offset`,
  );
  const maintain = prepare(
    `INSERT INTO environment_states (environment, maintenance) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET maintenance = excluded.maintenance`,
  );
  const selectSetting = prepare('SELECT value FROM settings WHERE name = ?');
  const insertSetting = prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING');

  const state = (environment: string): EnvironmentStateRecord => {
    const [clockOffset, maintenance] = firstRow<[number, number]>(selectState, environment) ?? [0, 0];
    return { environment, clockOffset, maintenance: maintenance === 1 };
  };
  const storedValue = (name: string): string | undefined => firstRow<[string]>(selectSetting, name)?.[0];

  return {
    async environmentState(environment) {
      return state(environment);
    },

    advanceClock: (environment, milliseconds) =>
      write(() => {
        advance.run(environment, milliseconds);
        return state(environment);
      }),

    setMaintenance: (environment, on) =>
      write(() => {
        maintain.run(environment, Number(on));
        return state(environment);
      }),

    async setting(name) {
      return storedValue(name);
    },

    settingOnce: (name, value) =>
      write(() => {
        insertSetting.run(name, value);
        return storedValue(name) ?? value;
      }),
  };
}
