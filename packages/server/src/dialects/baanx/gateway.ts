import { isClientId } from '@candor/protocol';
import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../../environment.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { refuse } from '../../refusal.ts';
import type { Endpoint } from '../dialect.ts';

const keyHeader = 'x-client-key';

/** Every request of an app names its client by the key, before anything else is looked at; the pages of people don't. */
export async function admit(
  request: HttpRequest,
  endpoint: Endpoint | undefined,
  environment: Environment,
): Promise<void> {
  if (endpoint?.name === 'page') return;
  await keyedClient(request, environment);
}

/** The client of the key. @throws Refusal `client-key-missing` or `client-key-unknown`. */
export async function keyedClient(request: HttpRequest, environment: Environment): Promise<ClientRecord> {
  const key = request.headers[keyHeader];
  if (typeof key !== 'string' || key === '') {
    const similar = similarHeaders(request);
    const client = await clientIn(similar, request, environment);
    return refuse('client-key-missing', { seen: similar, expected: keyHeader }, { client, authenticated: false });
  }
  const client = await environment.deps.storage.client(environment.name, key);
  return client ?? refuse('client-key-unknown', { parameter: keyHeader, seen: key.slice(0, 256) });
}

/** Whose key stands in a header of another name: who may read why the request was refused. */
async function clientIn(
  names: readonly string[],
  { headers }: HttpRequest,
  { deps, name }: Environment,
): Promise<ClientRecord | undefined> {
  for (const header of names) {
    const key = headers[header];
    const client = typeof key === 'string' && isClientId(key) ? await deps.storage.client(name, key) : undefined;
    if (client) return client;
  }
  return undefined;
}

/** Names of headers that were probably meant: `x-client-id`, `client-key`, `x_client_key`. */
function similarHeaders({ headers }: HttpRequest): readonly string[] {
  return Object.keys(headers)
    .filter((name) => /client|api[-_]?key|^x[-_]?key$/.test(name) && !/^(?:sec-|x-forwarded)/.test(name))
    .map((name) => name.slice(0, 64))
    .slice(0, 3);
}
