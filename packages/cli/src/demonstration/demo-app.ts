import { matchesRegistered } from '@candor/protocol';
import type { DemoClient, ServerContext } from '@candor/server';
import type { Demonstration } from './demonstration-file.ts';

/** Name of the client that the demonstration app at `/demo` is. */
export const demoAppName = 'Candor Demo';

/** The app lives on the server's own address. */
export function demoRedirectUri(url: string): string {
  return `${url}/demo/callback`;
}

/**
 * The registrations of the demonstration app, its redirect URI brought up to date: a loopback address may change its port
 * (RFC 8252 section 7.3), but a server that was started under a name or another address than before has a new one.
 */
export async function demoClients(server: ServerContext, demonstration: Demonstration): Promise<readonly DemoClient[]> {
  const clients: DemoClient[] = [];
  const redirectUri = demoRedirectUri(server.url);
  for (const [environment, { clients: registered, users }] of Object.entries(demonstration.environments)) {
    const issuer = server.environments.byName.get(environment)?.issuer;
    const client = registered.find(({ name }) => name === demoAppName);
    const user = users.find(({ role, secondFactor }) => role === 'owner' && secondFactor === 'none');
    if (issuer === undefined || client?.clientSecret === undefined || !user) continue;
    const { clientId, clientSecret } = client;
    await keepRedirectUri(environment, clientId, redirectUri, server);
    clients.push({
      ...{ environment, issuer, clientId, clientSecret, redirectUri },
      signInAs: user.email,
      withMessage: users.find(({ secondFactor }) => secondFactor === 'message')?.email,
      withTotp: users.find(({ secondFactor }) => secondFactor === 'totp')?.email,
    });
  }
  return clients;
}

async function keepRedirectUri(
  environment: string,
  clientId: string,
  redirectUri: string,
  { storage, machineNow }: ServerContext,
): Promise<void> {
  const record = await storage.client(environment, clientId);
  if (!record || record.redirectUris.some((registered) => matchesRegistered(redirectUri, registered))) return;
  await storage.updateClient({
    ...record,
    version: record.version + 1,
    redirectUris: [...record.redirectUris, redirectUri],
    updatedAt: machineNow(),
  });
}
