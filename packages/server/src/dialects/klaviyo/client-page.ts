import type { AccountRecord, ClientRecord } from '@candor/storage';
import type { Environment } from '../../environment.ts';
import { type OwnContext, ownAnswer, ownPage, ownPageModel } from '../../interaction/own-page.ts';
import { mayGrant } from '../../operations/authorize.ts';
import { clientPage } from '../../pages/client-page.ts';
import { refuse } from '../../refusal.ts';
import type { Answer, Endpoint } from '../dialect.ts';
import { klaviyoPaths } from './paths.ts';

/** The client management page, under its old address and its new one: 404 for a role that may not see it. */
export const clientPageEndpoints: readonly Endpoint[] = [klaviyoPaths.clientPage, klaviyoPaths.manageApps].map((path) =>
  ownPage(path, { name: 'client-page', show }),
);

async function show(context: OwnContext): Promise<Answer> {
  const { environment, signedIn, messages } = context;
  const { user } = signedIn;
  const managed = user.accounts.filter(({ accountId }) => mayGrant(user, accountId, environment));
  if (managed.length === 0) {
    const roles = user.accounts.map(({ role }) => role);
    refuse('page-not-for-role', { seen: roles, expected: environment.policy.grantingRoles });
  }
  const ids = managed.map(({ accountId }) => accountId);
  const accounts = await environment.deps.storage.accounts(environment.name, ids);
  const apps = await Promise.all(accounts.map((account) => appsOf(account, environment)));
  const model = { ...ownPageModel(context), accounts: accounts.map(({ name }) => name), apps: apps.flat() };
  return ownAnswer(clientPage(model, messages), context);
}

/** An account makes the apps of the organisation that has its id. */
async function appsOf(account: AccountRecord, { name, deps }: Environment): Promise<readonly ClientRecord[]> {
  const clients = await deps.storage.clientsOfOrganisation(account.id);
  return clients.filter(({ environment }) => environment === name);
}
