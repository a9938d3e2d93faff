/**
 * Authenticates the client of a request to the token, revocation, introspection or pushed authorization request
 * endpoint (RFC 6749 section 2.3, RFC 7523 section 3). An unknown client, a wrong secret and a wrong method cost the
 * same look-ups, hashes and comparisons and are one public problem: a stranger learns nothing from answer or time.
 */
import { timingSafeEqual } from 'node:crypto';
import type { ClientAuthenticationMethod, ClientRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { sha256 } from '../sha256.ts';
import { type CheckList, runChecks } from './check.ts';
import { verifyClientAssertion } from './client-assertion.ts';
import { isWeakSecretOf } from './weak-secret.ts';

/** A client id with the secret sent for it. */
export interface SentSecret {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The credentials as the dialect's reader found them. */
export type PresentedCredentials =
  | { readonly method: 'none'; readonly clientId: string }
  /** Every way in which the header may be read: form-decoded, then raw where that differs. */
  | { readonly method: 'client_secret_basic'; readonly readings: readonly SentSecret[] }
  | { readonly method: 'client_secret_post'; readonly readings: readonly SentSecret[] }
  | { readonly method: 'private_key_jwt'; readonly clientId: string | undefined; readonly assertion: string }
  | { readonly method: 'missing' };

interface Facts {
  readonly client: ClientRecord | undefined;
  readonly secretMatches: boolean;
  readonly assertion: 'accepted' | 'invalid' | 'replayed' | 'not-sent';
  /** Why the assertion was not accepted. */
  readonly assertionFault: string | undefined;
}

/** In the order in which they are made. */
export const clientAuthenticationChecks: CheckList<PresentedCredentials, Facts> = Object.freeze([
  {
    name: 'credentials-sent',
    spec: 'RFC 6749 section 3.2.1',
    problem: 'client-credentials-missing',
    holds: (presented) => presented.method !== 'missing',
  },
  {
    name: 'client-known',
    spec: 'RFC 6749 section 5.2',
    problem: 'client-unknown',
    holds: (_presented, { client }) => client !== undefined,
  },
  {
    name: 'method-registered',
    spec: 'RFC 7591 section 2, token_endpoint_auth_method',
    problem: 'client-authentication-method-wrong',
    holds: (presented, { client }) => presented.method === client?.authMethod,
    detail: (presented, { client }) => ({ seen: presented.method, expected: client?.authMethod }),
  },
  {
    name: 'secret-right',
    spec: 'RFC 6749 section 2.3.1',
    problem: 'client-secret-wrong',
    holds: (presented, { secretMatches }) => !usesSecret(presented.method) || secretMatches,
  },
  {
    name: 'assertion-valid',
    spec: 'RFC 7523 section 3',
    problem: 'client-assertion-invalid',
    holds: (_presented, { assertion }) => assertion !== 'invalid',
    detail: (_presented, { assertionFault }) => ({ seen: assertionFault }),
  },
  {
    name: 'assertion-unused',
    spec: 'RFC 7523 section 3, item 7',
    problem: 'client-assertion-replayed',
    holds: (_presented, { assertion }) => assertion !== 'replayed',
  },
  {
    name: 'client-enabled',
    spec: 'RFC 6749 section 5.2',
    problem: 'client-disabled',
    holds: (_presented, { client }) => client?.enabled === true,
  },
] satisfies CheckList<PresentedCredentials, Facts>);

/**
 * @param from keyed hash of the caller's address.
 * @returns the current record of the client that the request authenticated as.
 * @throws Refusal with one of the problems of `clientAuthenticationChecks`, or `rate-limited` (`isWeakSecretOf`).
 */
export async function authenticateClient(
  presented: PresentedCredentials,
  from: string,
  environment: Environment,
): Promise<ClientRecord> {
  const facts = await gatherFacts(presented, from, environment);
  runChecks(clientAuthenticationChecks, presented, facts, ({ client }) => ({ client, authenticated: false }));
  return facts.client as ClientRecord;
}

function usesSecret(method: PresentedCredentials['method']): boolean {
  return method === 'client_secret_basic' || method === 'client_secret_post';
}

async function gatherFacts(presented: PresentedCredentials, from: string, environment: Environment): Promise<Facts> {
  const { storage } = environment.deps;
  const nothing = { secretMatches: false, assertion: 'not-sent', assertionFault: undefined } as const;
  switch (presented.method) {
    case 'missing':
      return { client: undefined, ...nothing };
    case 'none':
      return { client: await storage.client(environment.name, presented.clientId), ...nothing };
    case 'private_key_jwt': {
      const verified = await verifyClientAssertion(presented, environment);
      return { ...nothing, ...verified };
    }
    default: {
      const { client, matched } = await findClientBySecret(presented.readings, from, environment);
      return { ...nothing, client: matched ?? client, secretMatches: matched !== undefined };
    }
  }
}

/**
 * The client that the readings name, and the one whose live secret is among them, whatever method it is registered
 * for. Costs the same whether or not there is one: every reading is tried to its end.
 * @param from keyed hash of the caller's address. @throws Refusal as `isWeakSecretOf`.
 */
export async function findClientBySecret(
  readings: readonly SentSecret[],
  from: string,
  environment: Environment,
): Promise<{ readonly client: ClientRecord | undefined; readonly matched: ClientRecord | undefined }> {
  let client: ClientRecord | undefined;
  let matched: ClientRecord | undefined;
  for (const reading of readings) {
    const named = await environment.deps.storage.client(environment.name, reading.clientId);
    client ??= named;
    const isRight =
      isStrongSecretOf(named, reading.clientSecret) || (await isWeakSecretOf(named, { ...reading, from }, environment));
    if (isRight) matched ??= named;
  }
  return { client, matched };
}

/**
 * A client's generated secrets that are not retired, ready to be compared. Always two, the decoy where there are fewer:
 * a client with one secret, or none, costs what one with two does.
 */
type StrongSecrets = readonly { readonly hash: Uint8Array; readonly isReal: boolean }[];

const decoy = { hash: new Uint8Array(32), isReal: false };
const noSecrets: StrongSecrets = [decoy, decoy];
const secretsOfRecord = new WeakMap<ClientRecord, StrongSecrets>();

function strongSecretsOf(client: ClientRecord): StrongSecrets {
  let secrets = secretsOfRecord.get(client);
  if (secrets === undefined) {
    const live = client.secrets
      .filter(({ algorithm, retiredAt }) => algorithm === 'sha256' && retiredAt === undefined)
      .map((record) => ({ hash: Buffer.from(record.hash, 'base64url'), isReal: true }));
    secrets = [live[0] ?? decoy, live[1] ?? decoy];
    secretsOfRecord.set(client, secrets);
  }
  return secrets;
}

function isStrongSecretOf(client: ClientRecord | undefined, secret: string): boolean {
  const sent = sha256(secret);
  let matches = false;
  for (const { hash: expected, isReal } of client ? strongSecretsOf(client) : noSecrets) {
    const equal = timingSafeEqual(sent, expected);
    matches ||= equal && isReal;
  }
  return matches;
}

/** The methods that `authenticateClient` accepts, as metadata announces them. */
export const clientAuthenticationMethods: readonly ClientAuthenticationMethod[] = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'none',
];
