import type { GrantRecord } from '@candor/storage';
import type { Answer } from '../dialects/dialect.ts';
import { mayGrant } from '../operations/authorize.ts';
import { endAccess } from '../operations/revoke-token.ts';
import { type ConnectedApp, connectedAppsPage } from '../pages/connected-apps.ts';
import { type OwnContext, ownAddress, ownAnswer, ownForm, ownPage, ownPageModel } from './own-page.ts';
import { ownPaths } from './own-paths.ts';
import { seeOther } from './page-response.ts';
import type { ReadForm } from './read-page-form.ts';
import { scopeSentences } from './scope-sentences.ts';

const path = ownPaths.apps;

/** The apps that a user has connected, and their end. */
export const connectedAppsEndpoints = [ownPage(path, { show, submit: disconnect })];

async function show(context: OwnContext, query: ReadForm): Promise<Answer> {
  const ended = await grantOf(query.get('ended'), context);
  const client = ended?.endedAt !== undefined && (await clientOf(ended, context));
  const page = connectedAppsPage(
    {
      ...ownPageModel(context),
      apps: await connectedApps(context),
      form: ownForm(path, context),
      ...(client && { ended: client.name }),
    },
    context.messages,
  );
  return ownAnswer(page, context);
}

/** Ends the grant, and with it every code and token under it, at once. One that has ended, or is not the user's, stays. */
async function disconnect(context: OwnContext, form: ReadForm): Promise<Answer> {
  const grant = await grantOf(form.get('grant'), context);
  if (!grant) return { response: seeOther(ownAddress(path, context)) };
  await end(grant, context);
  const address = `${ownAddress(path, context)}?ended=${encodeURIComponent(grant.id)}`;
  return { response: seeOther(address), clientId: grant.clientId };
}

/** For the whole account where the policy says so and the user's role may; otherwise the user's own grant. */
async function end(grant: GrantRecord, { environment, signedIn }: OwnContext): Promise<void> {
  const { deps, name, policy } = environment;
  const isForAccount = policy.revocationReach === 'account' && mayGrant(signedIn.user, grant.accountId, environment);
  if (isForAccount && grant.endedAt === undefined) {
    await endAccess({ grantId: grant.id, accountId: grant.accountId }, grant, 'user', environment);
  } else {
    await deps.storage.endGrant({ environment: name, id: grant.id, now: deps.now(), by: 'user' });
  }
}

async function grantOf(
  id: string | undefined,
  { environment, signedIn }: OwnContext,
): Promise<GrantRecord | undefined> {
  const grant = id === undefined ? undefined : await environment.deps.storage.grantById(environment.name, id);
  return grant?.userId === signedIn.user.id ? grant : undefined;
}

function clientOf({ clientId }: GrantRecord, { environment }: OwnContext) {
  return environment.deps.storage.client(environment.name, clientId);
}

const mostGrants = 1_000;

async function connectedApps(context: OwnContext): Promise<readonly ConnectedApp[]> {
  const { environment, signedIn } = context;
  const { storage } = environment.deps;
  const apps: ConnectedApp[] = [];
  let after: string | undefined;
  for (let read = 0; read < mostGrants; ) {
    const filter = { userId: signedIn.user.id };
    const page = await storage.grants(environment.name, filter, { limit: 200, ...(after !== undefined && { after }) });
    for (const grant of page.items) {
      const app = grant.endedAt === undefined && (await connectedApp(grant, context));
      if (app) apps.push(app);
    }
    read += page.items.length;
    after = page.next;
    if (after === undefined) break;
  }
  return apps;
}

async function connectedApp(grant: GrantRecord, context: OwnContext): Promise<ConnectedApp | undefined> {
  const { environment, signedIn, messages } = context;
  const { storage } = environment.deps;
  const client = await clientOf(grant, context);
  if (!client) return undefined;
  const organisation = await storage.organisation(client.organisationId);
  const hasChoice = signedIn.user.accounts.length > 1 && grant.accountId !== '';
  const account = hasChoice ? await storage.account(environment.name, grant.accountId) : undefined;
  return {
    id: grant.id,
    name: client.name,
    ...(client.homeUri !== undefined && { home: client.homeUri }),
    ...(organisation && { organisation: organisation.name }),
    verified: client.verified,
    ...(account && { account: account.name }),
    ...scopeSentences(grant.scopes, environment, messages),
    since: new Date(grant.createdAt).toISOString(),
    lastUsed: new Date(grant.lastUsedAt).toISOString(),
  };
}
