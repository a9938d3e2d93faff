import type { Storage } from '@candor/storage';
import type { EnvironmentConfiguration, Policy } from './configuration/schema.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { Passwords } from './directory/passwords.ts';
import type { Forwarding } from './http/forward-region.ts';
import type { Identifiers } from './identifiers.ts';
import type { SigningKeys } from './keys/signing-keys.ts';
import type { Mailer } from './mail/mail.ts';
import type { RandomBytes } from './randomness.ts';
import type { Fingerprints } from './trace/fingerprint.ts';

/** Everything impure that an environment's operations use, handed in. */
export interface Deps {
  readonly storage: Storage;
  /** Unix milliseconds of the environment's clock. */
  readonly now: () => number;
  /** Unix milliseconds of the machine's clock: authenticator apps live by it. */
  readonly machineNow: () => number;
  readonly randomBytes: RandomBytes;
  readonly identifiers: Identifiers;
  readonly passwords: Passwords;
  readonly signingKeys: SigningKeys;
  readonly fingerprints: Fingerprints;
  /** HMAC-SHA-256 under the installation's key, for one purpose: 43 characters of base64url. */
  readonly mac: (purpose: string, text: string) => string;
  /** The same under the encryption key, which no copy of the store gives away. */
  readonly secretMac: (purpose: string, text: string) => string;
  /** 32 bytes under which users' authenticator secrets are sealed. */
  readonly secondFactorKey: Uint8Array;
  /** Absent where no delivery is configured: then nothing that needs a mail is offered. */
  readonly mailer: Mailer | undefined;
}

export interface ScopeDefinition {
  readonly meaning: string;
  /** The meaning in other languages, by their tag. */
  readonly translations?: Readonly<Record<string, string>>;
  readonly kind: 'read' | 'do' | 'identity';
  readonly default: boolean;
}

/** One issuer with its dialect, its stage, its policy and its own data. */
export interface Environment {
  readonly name: string;
  readonly displayName: string;
  readonly accent: string | undefined;
  readonly stage: 'sandbox' | 'production';
  readonly regions: readonly string[];
  /** Which regions another server serves, and what another server may forward here. */
  readonly forwarding: Forwarding;
  readonly hosts: readonly string[];
  /** Present where browsers and apps have a host each, beside the server's own address, which serves both. */
  readonly separateHosts: { readonly browser: string; readonly api: string } | undefined;
  /** True for a request that came to one of them. */
  readonly isAtSeparateHosts: boolean;
  /** Address under which its endpoints live, without a slash at the end. */
  readonly baseUrl: string;
  readonly issuer: string;
  /** Origin of the process; the public problem pages live there. */
  readonly serverUrl: string;
  readonly dialect: Dialect;
  readonly policy: Policy;
  /** Scopes by name, those of the dialect included. */
  readonly scopes: ReadonlyMap<string, ScopeDefinition>;
  readonly resources: EnvironmentConfiguration['policy']['resources'];
  readonly deps: Deps;
  /** Client secrets too weak for a plain hash. Their hashes wait in a queue of their own: no stranger delays a sign-in. */
  readonly weakSecrets: { exist(): boolean } & Pick<Passwords, 'verify'>;
  /** True while the operator has switched the OAuth endpoints off. */
  inMaintenance(): boolean;
}

/** The environment as it is seen at the hosts of its own: its pages stay on the browsers' host. */
export function atSeparateHosts(
  environment: Environment,
  { browser }: NonNullable<Environment['separateHosts']>,
): Environment {
  return { ...environment, isAtSeparateHosts: true, baseUrl: originOf(browser, environment.serverUrl) };
}

/** The server's origin under another host name: scheme and port stay. */
export function originOf(host: string, serverUrl: string): string {
  const { protocol, port } = new URL(serverUrl);
  return `${protocol}//${host}${port === '' ? '' : `:${port}`}`;
}
