import { formatClientId } from '@candor/protocol';
import type { ClientRecord } from '@candor/storage';
import { refuse } from '../refusal.ts';
import {
  clientDocumentOf,
  clientMembersOf,
  findOrganisation,
  generateSecret,
  recordOfSecret,
  shownClient,
} from './client-record.ts';
import { clientFaults } from './client-rules.ts';
import { type BodyOf, clientDocument, newClient } from './contract.ts';
import { applyPatch, readBody, readPatch, refuseInvalid } from './json-body.ts';
import type { Operation, OperationContext } from './operation.ts';

export const listClients: Operation<'listClients'> = async ({ query, environment, server }) => {
  const { items, next } = await server.storage.clients(environment.name, pageOf(query));
  return { answer: { items: items.map(shownClient), ...(next !== undefined && { next }) } };
};

/** The page that a list's query asks for, as storage takes it. */
export function pageOf({ after, limit }: { readonly after?: string | undefined; readonly limit: number }): {
  readonly after?: string;
  readonly limit: number;
} {
  return { limit, ...(after !== undefined && { after }) };
}

export const readClient: Operation<'readClient'> = async (context) => ({
  answer: shownClient(await findClient(context)),
});

export const createClient: Operation<'createClient'> = async ({ request, environment, server }) => {
  const body = readBody(request, newClient);
  const { clientId, clientSecret, ...document } = body;
  refuseInvalid([...clientFaults(document, new Set(Object.keys(document)), environment), ...secretFaults(body)]);
  const organisation = await findOrganisation(document.organisation, server);
  const secret = await newSecret(body, server);
  const now = server.machineNow();
  const record: ClientRecord = {
    environment: environment.name,
    clientId: clientId ?? formatClientId(server.identifiers.next()),
    version: 1,
    ...clientMembersOf(document, organisation),
    secrets: secret ? [secret.record] : [],
    createdAt: now,
    updatedAt: now,
  };
  const { outcome } = await server.storage.createClient(record);
  if (outcome === 'conflict') {
    const message = 'A client of this environment has this id, or had it before it was deleted.';
    refuse('record-conflict', { errors: [{ pointer: '/clientId', message }] });
  }
  server.environments.noteClient(record);
  return {
    answer: { ...shownClient(record), ...(secret && { clientSecret: secret.text }) },
    location: `/clients/${encodeURIComponent(record.clientId)}`,
  };
};

export const changeClient: Operation<'changeClient'> = async (context) => {
  const { request, environment, server } = context;
  const patch = readPatch(request);
  const current = await findClient(context);
  const document = applyPatch(clientDocumentOf(current), patch, clientDocument);
  refuseInvalid(clientFaults(document, new Set(Object.keys(patch)), environment));
  const organisation = await findOrganisation(document.organisation, server);
  const { environment: name, clientId, version, secrets, createdAt } = current;
  const changed: ClientRecord = {
    environment: name,
    clientId,
    version: version + 1,
    ...clientMembersOf(document, organisation),
    secrets,
    createdAt,
    updatedAt: server.machineNow(),
  };
  await storeClient(changed, context);
  return { answer: shownClient(changed) };
};

export const deleteClient: Operation<'deleteClient'> = async ({ parameters, environment, server }) => {
  const { outcome } = await server.storage.deleteClient(environment.name, parameters.clientId ?? '');
  if (outcome === 'unknown') refuse('record-unknown', { seen: parameters.clientId });
  return { answer: undefined };
};

type ClientContext = Pick<OperationContext<'readClient'>, 'parameters' | 'environment' | 'server'>;

/** The client that the path names. @throws Refusal `record-unknown` */
export async function findClient({ parameters, environment, server }: ClientContext): Promise<ClientRecord> {
  const client = await server.storage.client(environment.name, parameters.clientId ?? '');
  return client ?? refuse('record-unknown', { seen: parameters.clientId });
}

/** Stores a client's next version. @throws Refusal `record-conflict` when another change came between. */
export async function storeClient(client: ClientRecord, { server }: ClientContext): Promise<void> {
  const { outcome } = await server.storage.updateClient(client);
  if (outcome === 'unknown') refuse('record-unknown', { seen: client.clientId });
  if (outcome === 'conflict') refuse('record-conflict', { errors: [changedMeanwhile] });
  server.environments.noteClient(client);
}

const changedMeanwhile = {
  pointer: '',
  message: 'The record was changed in the meantime. Read it, and change it again.',
};

function usesSecret({ authMethod }: BodyOf<'changeClient'>): boolean {
  return authMethod === 'client_secret_basic' || authMethod === 'client_secret_post';
}

function secretFaults(body: BodyOf<'createClient'>): { readonly pointer: string; readonly message: string }[] {
  if (body.clientSecret === undefined || usesSecret(body)) return [];
  return [{ pointer: '/clientSecret', message: `A client with the authMethod ${body.authMethod} has no secret.` }];
}

async function newSecret(
  body: BodyOf<'createClient'>,
  server: ClientContext['server'],
): Promise<ReturnType<typeof generateSecret> | undefined> {
  if (!usesSecret(body)) return undefined;
  const { clientSecret } = body;
  return clientSecret === undefined
    ? generateSecret(server)
    : { text: clientSecret, record: await recordOfSecret(clientSecret, server) };
}
