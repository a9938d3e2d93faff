import type { ClientRecord, ClientSecretRecord } from '@candor/storage';
import { refuse } from '../refusal.ts';
import { generateSecret, shownSecret } from './client-record.ts';
import { findClient, storeClient } from './clients.ts';
import { contracts } from './contract.ts';
import { readBody } from './json-body.ts';
import type { Operation } from './operation.ts';

/** Two secrets are live at most, so that one can be replaced while the other is in use. */
const mostLive = 2;
/** Retired secrets are kept for explanations: "this secret was retired on …". */
const mostRetired = 5;

export const listClientSecrets: Operation<'listClientSecrets'> = async (context) => {
  const { secrets } = await findClient(context);
  return { answer: { items: secrets.map(shownSecret) } };
};

export const createClientSecret: Operation<'createClientSecret'> = async (context) => {
  const { request, server } = context;
  readBody(request, contracts.createClientSecret.body);
  const client = await findClient(context);
  const live = client.secrets.filter(isLive);
  if (client.authMethod === 'none' || client.authMethod === 'private_key_jwt') {
    conflict(`A client with the authMethod ${client.authMethod} has no secret.`);
  }
  if (live.length >= mostLive) conflict('The client has two live secrets. Retire one of them first.');
  const { text, record } = generateSecret(server);
  await storeClient(withSecrets(client, [...client.secrets, record], server.machineNow()), context);
  const path = `/clients/${encodeURIComponent(client.clientId)}/secrets/${record.id}`;
  return { answer: { ...shownSecret(record), clientSecret: text }, location: path };
};

export const retireClientSecret: Operation<'retireClientSecret'> = async (context) => {
  const { parameters, server } = context;
  const client = await findClient(context);
  const found = client.secrets.find(({ id }) => id === parameters.secretId);
  if (!found) return refuse('record-unknown', { seen: parameters.secretId });
  if (isLive(found)) {
    const now = server.machineNow();
    const secrets = client.secrets.map((secret) => (secret === found ? { ...secret, retiredAt: now } : secret));
    await storeClient(withSecrets(client, secrets, now), context);
  }
  return { answer: undefined };
};

function isLive({ retiredAt }: ClientSecretRecord): boolean {
  return retiredAt === undefined;
}

function withSecrets(client: ClientRecord, secrets: readonly ClientSecretRecord[], now: number): ClientRecord {
  const byRetirement = secrets.toSorted((one, other) => (one.retiredAt ?? 0) - (other.retiredAt ?? 0));
  const retired = byRetirement.filter((secret) => !isLive(secret)).slice(-mostRetired);
  const kept = secrets.filter((secret) => isLive(secret) || retired.includes(secret));
  return { ...client, version: client.version + 1, secrets: kept, updatedAt: now };
}

function conflict(message: string): never {
  return refuse('record-conflict', { errors: [{ pointer: '', message }] });
}
