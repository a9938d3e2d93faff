import type { GrantRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { mayGrant } from '../operations/authorize.ts';
import { endAccess } from '../operations/revoke-token.ts';
import { type ConnectedApp, connectedAppsPage } from '../pages/connected-apps.ts';
import { refuse } from '../refusal.ts';
import { brandingOf } from './page-response.ts';
import { type SignedInContext, signedInPage } from './signed-in-page.ts';

export const connectedAppsPath = '/connected-apps';

/** The apps that a user connected, and their end: the user's side of an uninstallation. */
export const connectedAppsEndpoint = signedInPage({
  name: 'page',
  path: connectedAppsPath,
  async show({ request, signedIn, environment, form }) {
    const grants = await grantsOf(signedIn.user.id, environment);
    const apps = await Promise.all(grants.filter(isAlive).map((grant) => connectedApp(grant, environment)));
    const ended = grants.find(({ id }) => id === new URLSearchParams(request.query).get('ended'));
    const client = ended && !isAlive(ended) ? await clientOf(ended, environment) : undefined;
    return connectedAppsPage({
      branding: brandingOf(environment),
      email: signedIn.user.email,
      apps,
      ...(client && { disconnected: client.name }),
      form,
    });
  },
  async submit(context, form) {
    if (form.get('decision') !== 'disconnect') refuse('parameter-malformed', { seen: 'decision' });
    const id = form.get('grant') ?? '';
    await disconnect(id, context);
    return `${connectedAppsPath}?ended=${encodeURIComponent(id)}`;
  },
});

/** Ends it for the whole account where the policy says so and the user's role may; otherwise the user's own grant. */
async function disconnect(id: string, { signedIn, environment }: SignedInContext): Promise<void> {
  const { storage, now } = environment.deps;
  const grant = await storage.grantById(environment.name, id);
  if (grant?.userId !== signedIn.user.id) return refuse('record-unknown', { seen: 'a grant that is not the user’s' });
  const reachesAccount = environment.policy.revocationReach === 'account';
  if (reachesAccount && isAlive(grant) && mayGrant(signedIn.user, grant.accountId, environment)) {
    await endAccess({ grantId: grant.id, accountId: grant.accountId }, grant, 'user', environment);
  } else {
    await storage.endGrant({ environment: environment.name, id: grant.id, now: now(), by: 'user' });
  }
}

const mostGrants = 1000;

async function grantsOf(userId: string, environment: Environment): Promise<readonly GrantRecord[]> {
  const grants: GrantRecord[] = [];
  let after: string | undefined;
  do {
    const page = { limit: 200, ...(after !== undefined && { after }) };
    const { items, next } = await environment.deps.storage.grants(environment.name, { userId }, page);
    grants.push(...items);
    after = next;
  } while (after !== undefined && grants.length < mostGrants);
  return grants;
}

function isAlive({ endedAt }: GrantRecord): boolean {
  return endedAt === undefined;
}

function clientOf(grant: GrantRecord, { name, deps }: Environment): ReturnType<typeof deps.storage.client> {
  return deps.storage.client(name, grant.clientId);
}

async function connectedApp(grant: GrantRecord, environment: Environment): Promise<ConnectedApp> {
  const { storage } = environment.deps;
  const client = await clientOf(grant, environment);
  const organisation = client && (await storage.organisation(client.organisationId));
  const account = grant.accountId === '' ? undefined : await storage.account(environment.name, grant.accountId);
  return {
    grantId: grant.id,
    name: client?.name ?? grant.clientId,
    ...(organisation && { organisation: organisation.name }),
    ...(account && { account: account.name }),
    scopes: grant.scopes.map((scope) => environment.scopes.get(scope)?.meaning ?? scope),
    since: new Date(grant.createdAt).toISOString(),
    lastUsed: new Date(grant.lastUsedAt).toISOString(),
  };
}
