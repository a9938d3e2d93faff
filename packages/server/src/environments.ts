import type { ClientRecord } from '@candor/storage';
import { hostNames, regionNames } from './configuration/read-configuration.ts';
import type { EnvironmentConfiguration } from './configuration/schema.ts';
import { baanxDialect } from './dialects/baanx/baanx.ts';
import type { Dialect } from './dialects/dialect.ts';
import { klaviyoDialect } from './dialects/klaviyo/klaviyo.ts';
import { standardDialect } from './dialects/standard/standard.ts';
import { type Environment, originOf } from './environment.ts';
import type { Forwarding, ForwardingTarget } from './http/forward-region.ts';
import { openSigningKeys } from './keys/signing-keys.ts';
import type { ServerContext } from './server.ts';

/** The environments of a process, with what the administration may change of them while they run. */
export interface Environments {
  readonly byName: ReadonlyMap<string, Environment>;
  /** Moves an environment's clock ahead, durably. @returns its new time in Unix milliseconds. */
  advanceClock(name: string, milliseconds: number): Promise<number>;
  setMaintenance(name: string, on: boolean): Promise<void>;
  /** Milliseconds that the environment's clock is ahead of the machine's. */
  clockOffset(name: string): number;
  /** To be called when a client was stored: keeps `weakSecrets` right. */
  noteClient(client: ClientRecord): void;
  close(): void;
}

const dialects: Readonly<Record<EnvironmentConfiguration['dialect'], Dialect>> = {
  standard: standardDialect,
  klaviyo: klaviyoDialect,
  baanx: baanxDialect,
};

/** How often another process's change of clock and maintenance is looked for. */
const stateInterval = 5_000;

interface RunningState {
  clockOffset: number;
  maintenance: boolean;
  hasWeakSecrets: boolean;
}

/** Opens every configured environment: its state, its signing keys, its dialect. */
export async function openEnvironments(
  shared: Omit<ServerContext, 'environments'>,
  encryptionKey: Uint8Array,
): Promise<Environments> {
  const { storage, configuration } = shared;
  const states = new Map<string, RunningState>();
  const byName = new Map<string, Environment>();
  for (const [name, environment] of Object.entries(configuration.environments)) {
    const stored = await storage.environmentState(name);
    const state: RunningState = { ...stored, hasWeakSecrets: await hasWeakSecrets(name, shared) };
    states.set(name, state);
    byName.set(name, await openEnvironment({ name, environment, state, encryptionKey }, shared));
  }
  const apply = (name: string, stored: { clockOffset: number; maintenance: boolean }): void => {
    const state = stateOf(name);
    state.clockOffset = stored.clockOffset;
    state.maintenance = stored.maintenance;
  };
  const stateOf = (name: string): RunningState => {
    const state = states.get(name);
    if (!state) throw new TypeError(`There is no environment ${name}`);
    return state;
  };
  const timer = setInterval(() => {
    for (const name of states.keys()) {
      storage.environmentState(name).then(
        (stored) => apply(name, stored),
        (error: unknown) => shared.log('error', 'environment-state-unreadable', { error: (error as Error).message }),
      );
    }
  }, stateInterval).unref();
  return {
    byName,
    async advanceClock(name, milliseconds) {
      apply(name, await storage.advanceClock(name, milliseconds));
      return shared.machineNow() + stateOf(name).clockOffset;
    },
    async setMaintenance(name, on) {
      apply(name, await storage.setMaintenance(name, on));
    },
    clockOffset: (name) => stateOf(name).clockOffset,
    noteClient(client) {
      if (isWeak(client)) stateOf(client.environment).hasWeakSecrets = true;
    },
    close: () => clearInterval(timer),
  };
}

async function openEnvironment(
  opened: {
    readonly name: string;
    readonly environment: EnvironmentConfiguration;
    readonly state: RunningState;
    readonly encryptionKey: Uint8Array;
  },
  shared: Omit<ServerContext, 'environments'>,
): Promise<Environment> {
  const { name, environment, state } = opened;
  const { policy } = environment;
  const separateHosts = Array.isArray(environment.hosts) ? undefined : environment.hosts;
  const baseUrl = baseUrlOf(name, environment, shared.url);
  const dialect = dialects[environment.dialect];
  const signingKeys = await openSigningKeys({
    environment: name,
    storage: shared.storage,
    encryptionKey: opened.encryptionKey,
    randomBytes: shared.randomBytes,
    now: shared.machineNow,
    algorithm: policy.signingAlgorithm,
    lifetime: policy.signingKeyLifetime * 1000,
    overlap: policy.signingKeyOverlap * 1000,
  });
  return {
    name,
    displayName: environment.displayName ?? name,
    accent: environment.accent,
    stage: environment.stage,
    regions: regionNames(environment.regions),
    forwarding: forwardingOf(environment, shared.configuration.profile),
    hosts: hostNames(environment.hosts),
    separateHosts,
    isAtSeparateHosts: false,
    baseUrl,
    issuer: baseUrl,
    serverUrl: shared.url,
    dialect,
    policy,
    scopes: new Map(Object.entries({ ...dialect.scopes, ...policy.scopes })),
    resources: policy.resources,
    weakSecrets: { exist: () => state.hasWeakSecrets, verify: shared.weakSecrets.verify },
    inMaintenance: () => state.maintenance,
    deps: {
      storage: shared.storage,
      now: () => shared.machineNow() + state.clockOffset,
      randomBytes: shared.randomBytes,
      identifiers: shared.identifiers,
      passwords: shared.passwords,
      signingKeys,
      fingerprints: shared.fingerprints,
      mac: shared.mac,
      machineNow: shared.machineNow,
      secretMac: shared.secretMac,
      secondFactorKey: shared.secondFactorKey,
      mailer: shared.mailer,
    },
  };
}

function forwardingOf(
  { regions, forwardedBy }: EnvironmentConfiguration,
  profile: ServerContext['configuration']['profile'],
): Forwarding {
  const to = new Map<string, ForwardingTarget>();
  for (const [region, { forwardTo, key }] of Array.isArray(regions) ? [] : Object.entries(regions)) {
    if (forwardTo === undefined || key === undefined) continue;
    to.set(region, { url: forwardTo, key, line: { waiting: 0, silentUntil: 0 } });
  }
  return { to, acceptedKey: forwardedBy?.key, mayBePrivate: profile === 'development' };
}

/** An environment with host names of its own lives at the root of the first: one issuer, wherever it is asked. */
function baseUrlOf(name: string, { hosts }: EnvironmentConfiguration, serverUrl: string): string {
  const [first] = Array.isArray(hosts) ? hosts : [];
  return first === undefined ? `${serverUrl}/${name}` : originOf(first, serverUrl);
}

async function hasWeakSecrets(environment: string, { storage }: Pick<ServerContext, 'storage'>): Promise<boolean> {
  let after: string | undefined;
  do {
    const page = await storage.clients(environment, { limit: 200, ...(after !== undefined && { after }) });
    if (page.items.some(isWeak)) return true;
    after = page.next;
  } while (after !== undefined);
  return false;
}

function isWeak({ secrets }: ClientRecord): boolean {
  return secrets.some(({ algorithm, retiredAt }) => algorithm === 'argon2id' && retiredAt === undefined);
}
