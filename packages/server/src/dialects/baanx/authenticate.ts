import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../../environment.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { authenticateClient, type PresentedCredentials } from '../../operations/authenticate-client.ts';
import { refuse } from '../../refusal.ts';

/**
 * Proves the client of a request by its secret key, which a public client has not, and that it may use OAuth.
 * @throws Refusal of the client's authentication, or `grant-type-not-allowed`.
 */
export async function authenticateByKeys(
  request: HttpRequest,
  keyed: ClientRecord,
  environment: Environment,
): Promise<ClientRecord> {
  const from = environment.deps.fingerprints.address(request.address);
  const client = await authenticateClient(presentedBy(request, keyed), from, environment);
  refuseWithoutOAuth(client, { authenticated: client.authMethod !== 'none' });
  return client;
}

/** @throws Refusal `grant-type-not-allowed`. */
export function refuseWithoutOAuth(client: ClientRecord, { authenticated }: { readonly authenticated: boolean }): void {
  if (client.grantTypes.includes('authorization_code')) return;
  const detail = { seen: 'authorization_code', expected: client.grantTypes };
  refuse('grant-type-not-allowed', detail, { client, authenticated });
}

function presentedBy({ headers }: HttpRequest, client: ClientRecord): PresentedCredentials {
  const { clientId, authMethod } = client;
  if (authMethod === 'none') return { method: 'none', clientId };
  const secret = headers['x-secret-key'];
  if (typeof secret !== 'string' || secret === '') return { method: 'missing' };
  // Both registered methods mean the same here: the secret in its own header.
  const method = authMethod === 'client_secret_post' ? authMethod : 'client_secret_basic';
  return { method, readings: [{ clientId, clientSecret: secret }] };
}

/**
 * Counts a client's requests to an endpoint; those of a public client, whose key everybody has, for each address alone.
 * @throws Refusal `rate-limited`.
 */
export async function countClientRequest(
  endpoint: string,
  client: ClientRecord,
  { address }: HttpRequest,
  { deps, policy, name }: Environment,
): Promise<void> {
  const limit = policy.clientRequestsPerMinute;
  if (limit === 0) return;
  const now = deps.now();
  const authenticated = client.authMethod !== 'none';
  const from = authenticated ? '' : ` from ${deps.fingerprints.address(address)}`;
  const counted = await deps.storage.countAttempt({
    key: `${name} requests ${endpoint} ${client.clientId}${from}`,
    environment: name,
    now,
    window: 60_000,
    limit,
  });
  if (counted.outcome === 'counted') return;
  refuse(
    'rate-limited',
    { seen: `more than ${limit} requests in a minute`, expected: limit },
    { client, authenticated, retryAfter: Math.max(1, Math.ceil((counted.retryAt - now) / 1000)) },
  );
}
