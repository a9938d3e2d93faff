import { hash } from 'node:crypto';
import { encodeBase64url, formatClientSecret } from '@candor/protocol';
import type { ClientRecord, ClientSecretRecord, OrganisationRecord } from '@candor/storage';
import { refuse } from '../refusal.ts';
import type { ServerContext } from '../server.ts';
import type { AnswerOf, BodyOf } from './contract.ts';
import { isoTime } from './operation.ts';
import { estimatedBits } from './secret-strength.ts';

/** A client as the administration API gives it: no hash of any secret. */
export function shownClient(client: ClientRecord): AnswerOf<'readClient'> {
  return {
    clientId: client.clientId,
    environment: client.environment,
    ...clientDocumentOf(client),
    secrets: client.secrets.map(shownSecret),
    createdAt: isoTime(client.createdAt),
    updatedAt: isoTime(client.updatedAt),
  };
}

/** What of a client may be changed, as it is. */
export function clientDocumentOf(client: ClientRecord): BodyOf<'changeClient'> & { readonly organisation: string } {
  return {
    name: client.name,
    organisation: client.organisationId,
    redirectUris: [...client.redirectUris],
    postLogoutRedirectUris: [...client.postLogoutRedirectUris],
    grantTypes: [...client.grantTypes],
    scopes: [...client.scopes],
    authMethod: client.authMethod,
    resources: [...client.resources],
    serves: [...client.serves],
    ...(client.jwks && { jwks: { keys: client.jwks.keys.map((key) => ({ ...key })) } }),
    verified: client.verified,
    ...(client.homeUri !== undefined && { homeUri: client.homeUri }),
    enabled: client.enabled,
  };
}

/** The stored members of a validated document. */
export function clientMembersOf(
  document: BodyOf<'changeClient'>,
  organisation: OrganisationRecord,
): Omit<ClientRecord, 'environment' | 'clientId' | 'version' | 'secrets' | 'createdAt' | 'updatedAt'> {
  const { organisation: _named, jwks, homeUri, ...members } = document;
  return {
    ...members,
    organisationId: organisation.id,
    redirectUris: unique(members.redirectUris),
    postLogoutRedirectUris: unique(members.postLogoutRedirectUris),
    grantTypes: unique(members.grantTypes),
    scopes: unique(members.scopes),
    resources: unique(members.resources),
    serves: unique(members.serves),
    ...(jwks && { jwks }),
    ...(homeUri !== undefined && { homeUri }),
  };
}

export function shownSecret({
  id,
  createdAt,
  retiredAt,
}: ClientSecretRecord): AnswerOf<'listClientSecrets'>['items'][number] {
  return {
    id,
    createdAt: isoTime(createdAt),
    ...(retiredAt !== undefined && { retiredAt: isoTime(retiredAt) }),
  };
}

/** A new generated secret of 256 bits, and its record. */
export function generateSecret(server: ServerContext): { readonly text: string; readonly record: ClientSecretRecord } {
  const text = formatClientSecret(server.randomBytes(32));
  return { text, record: { ...secretHead(server), ...plainHash(text) } };
}

/**
 * The record of a secret that was brought along: below 128 bits by estimate it is hashed with argon2id (ARCHITECTURE
 * 4.4), otherwise as the token endpoint compares it, with SHA-256 over its UTF-8 text.
 */
export async function recordOfSecret(text: string, server: ServerContext): Promise<ClientSecretRecord> {
  const isWeak = estimatedBits(text) < 128;
  const hashed = isWeak
    ? ({ algorithm: 'argon2id', hash: await server.passwords.hash(text) } as const)
    : plainHash(text);
  return { ...secretHead(server), ...hashed };
}

function secretHead({ identifiers, machineNow }: ServerContext): Pick<ClientSecretRecord, 'id' | 'createdAt'> {
  return { id: encodeBase64url(identifiers.next()), createdAt: machineNow() };
}

function plainHash(text: string): Pick<ClientSecretRecord, 'algorithm' | 'hash'> {
  return { algorithm: 'sha256', hash: hash('sha256', text, 'base64url') };
}

/** The organisation with this id or name; the first one when none is named. @throws Refusal `record-invalid` */
export async function findOrganisation(
  named: string | undefined,
  { storage }: Pick<ServerContext, 'storage'>,
): Promise<OrganisationRecord> {
  const organisations = await storage.organisations();
  const found =
    named === undefined
      ? organisations[0]
      : (organisations.find(({ id }) => id === named) ?? organisations.find(({ name }) => name === named));
  if (found) return found;
  const message =
    organisations.length === 0
      ? 'There is no organisation yet. The owner link that the server prints at its start makes the first one.'
      : 'There is no organisation with this id or name.';
  return refuse('record-invalid', { errors: [{ pointer: '/organisation', message }] });
}

function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)];
}
