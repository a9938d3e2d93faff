import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  hash,
  type KeyObject,
  sign,
  verify,
  type webcrypto,
} from 'node:crypto';
import { promisify } from 'node:util';
import { decodeJwt } from '@candor/protocol';
import type { ServerStorage, SigningKeyRecord } from '@candor/storage';
import type { RandomBytes } from '../randomness.ts';
import { seal, unseal } from './sealing.ts';

type JsonWebKey = webcrypto.JsonWebKey;

export type SigningAlgorithm = SigningKeyRecord['algorithm'];

/** The signing keys of one environment. */
export interface SigningKeys {
  /** A compact JWS over the claims, signed by the active key. */
  sign(claimsFor: (algorithm: string) => Readonly<Record<string, unknown>>, type: 'JWT' | 'at+jwt'): Promise<string>;
  /**
   * The claims of a JWT of this type that one of this environment's published keys signed (RFC 8725 section 3.11); its
   * times are not tested.
   */
  verify(text: string, type: 'JWT' | 'at+jwt'): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** The JWK set as published (RFC 7517): the active key, the next one, and those whose overlap has not ended. */
  publicKeys(): Promise<readonly JsonWebKey[]>;
  algorithms(): Promise<readonly SigningAlgorithm[]>;
}

export interface SigningKeysOptions {
  readonly environment: string;
  readonly storage: ServerStorage;
  /** 32 bytes that open the private keys. */
  readonly encryptionKey: Uint8Array;
  readonly randomBytes: RandomBytes;
  /** Unix milliseconds of the machine's clock: moving an environment's clock does not rotate keys. */
  readonly now: () => number;
  readonly algorithm: SigningAlgorithm;
  /** Milliseconds. */
  readonly lifetime: number;
  readonly overlap: number;
}

interface LoadedKey {
  readonly record: SigningKeyRecord;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly headers: Map<string, string>;
}

/** How long what was read from storage is believed; another node's rotation is seen after that. */
const reloadInterval = 30_000;
/** A new key is published for so long before it signs, so that caches of the key set know it. */
const publishedBefore = 300_000;

/** Opens an environment's signing keys, making the first one, and rotates them when they reach their lifetime. */
export async function openSigningKeys(options: SigningKeysOptions): Promise<SigningKeys> {
  let loaded = await load(options);
  if (loaded.length === 0) loaded = await rotate(options, undefined, options.now());
  let loadedAt = options.now();
  let loading: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    loaded = await load(options);
    const newest = loaded.at(-1);
    const due = newest !== undefined && options.now() >= newest.record.activeAt + options.lifetime;
    if (due || newest?.record.algorithm !== options.algorithm) {
      loaded = await rotate(options, newest?.record.keyId, options.now() + publishedBefore);
    }
    loadedAt = options.now();
  };
  const current = async (): Promise<readonly LoadedKey[]> => {
    if (options.now() - loadedAt >= reloadInterval) {
      loading ??= refresh().finally(() => {
        loading = undefined;
      });
      await loading;
    }
    return loaded;
  };
  const published = async (): Promise<readonly LoadedKey[]> =>
    (await current()).filter(({ record }) => record.retiresAt === undefined || options.now() < record.retiresAt);

  return {
    async sign(claimsFor, type) {
      const now = options.now();
      const key = (await current()).findLast(({ record }) => record.activeAt <= now) ?? (loaded[0] as LoadedKey);
      const input = `${headerOf(key, type)}.${Buffer.from(JSON.stringify(claimsFor(key.record.algorithm))).toString('base64url')}`;
      return `${input}.${signInput(key, input).toString('base64url')}`;
    },
    async verify(text, type) {
      const jwt = decodeJwt(text);
      if (!jwt) return undefined;
      const key = (await published()).find(({ record }) => record.keyId === jwt.header.kid);
      if (!key || jwt.header.alg !== key.record.algorithm || jwt.header.typ !== type) return undefined;
      return verifyInput(key, jwt.signingInput, jwt.signature) ? jwt.payload : undefined;
    },
    async publicKeys() {
      return (await published()).map(({ record }) => JSON.parse(record.publicJwk) as JsonWebKey);
    },
    async algorithms() {
      return [...new Set((await published()).map(({ record }) => record.algorithm))];
    },
  };
}

async function load(options: SigningKeysOptions): Promise<readonly LoadedKey[]> {
  const records = [...(await options.storage.signingKeys(options.environment))];
  records.sort((one, other) => one.activeAt - other.activeAt);
  return records.map((record) => {
    const der = unseal(options.encryptionKey, record.sealedPrivateKey, sealingContext(record));
    if (!der) {
      throw new EncryptionKeyError(
        `The signing key ${record.keyId} of the environment ${record.environment} can't be opened: encryptionKey is not the one it was stored with. Start with that key again: restore encryption.key in the data folder, or set CANDOR_ENCRYPTION_KEY.`,
      );
    }
    const privateKey = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
    return { record, privateKey, publicKey: createPublicKey(privateKey), headers: new Map() };
  });
}

/** The configured encryption key does not open the stored keys. */
export class EncryptionKeyError extends Error {
  override readonly name = 'EncryptionKeyError';
}

async function rotate(
  options: SigningKeysOptions,
  newest: string | undefined,
  activeAt: number,
): Promise<readonly LoadedKey[]> {
  const pair = await generate(options.algorithm);
  const jwk = pair.publicKey.export({ format: 'jwk' });
  const keyId = thumbprint(jwk);
  const record = { environment: options.environment, keyId, algorithm: options.algorithm };
  const der = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  await options.storage.addSigningKey(
    {
      ...record,
      publicJwk: JSON.stringify({ ...jwk, kid: keyId, use: 'sig', alg: options.algorithm }),
      sealedPrivateKey: seal(options.encryptionKey, der, sealingContext(record), options.randomBytes),
      createdAt: options.now(),
      activeAt,
    },
    { newest, retireOthersAt: activeAt + options.overlap },
  );
  // Another node may have been first: what is stored counts.
  return load(options);
}

function sealingContext(record: Pick<SigningKeyRecord, 'environment' | 'keyId'>): string {
  return `signing-key ${record.environment} ${record.keyId}`;
}

const generateKeys = promisify(generateKeyPair);

function generate(algorithm: SigningAlgorithm): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  if (algorithm === 'ES256') return generateKeys('ec', { namedCurve: 'P-256' });
  if (algorithm === 'EdDSA') return generateKeys('ed25519', {});
  return generateKeys('rsa', { modulusLength: 2048 });
}

/** JWK thumbprint (RFC 7638) as key id. */
function thumbprint(jwk: JsonWebKey): string {
  const required =
    jwk.kty === 'RSA' ? ['e', 'kty', 'n'] : jwk.kty === 'EC' ? ['crv', 'kty', 'x', 'y'] : ['crv', 'kty', 'x'];
  const members = required.map(
    (name) => `${JSON.stringify(name)}:${JSON.stringify((jwk as Record<string, unknown>)[name])}`,
  );
  return hash('sha256', `{${members.join(',')}}`, 'base64url');
}

function headerOf(key: LoadedKey, type: string): string {
  let header = key.headers.get(type);
  if (header === undefined) {
    const json = JSON.stringify({ alg: key.record.algorithm, typ: type, kid: key.record.keyId });
    header = Buffer.from(json).toString('base64url');
    key.headers.set(type, header);
  }
  return header;
}

const rsaPss = { padding: 6, saltLength: 32 } as const;

function signInput(key: LoadedKey, input: string): Buffer {
  const bytes = Buffer.from(input);
  switch (key.record.algorithm) {
    case 'ES256':
      return sign('sha256', bytes, { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
    case 'EdDSA':
      return sign(null, bytes, key.privateKey);
    case 'PS256':
      return sign('sha256', bytes, { key: key.privateKey, ...rsaPss });
    case 'RS256':
      return sign('sha256', bytes, key.privateKey);
  }
}

function verifyInput(key: LoadedKey, input: string, signature: Uint8Array): boolean {
  const bytes = Buffer.from(input);
  switch (key.record.algorithm) {
    case 'ES256':
      return verify('sha256', bytes, { key: key.publicKey, dsaEncoding: 'ieee-p1363' }, signature);
    case 'EdDSA':
      return verify(null, bytes, key.publicKey, signature);
    case 'PS256':
      return verify('sha256', bytes, { key: key.publicKey, ...rsaPss }, signature);
    case 'RS256':
      return verify('sha256', bytes, key.publicKey, signature);
  }
}
