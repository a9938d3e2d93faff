import { encodeBase64url } from '@candor/protocol';
import type { UserRecord } from '@candor/storage';
import { refuse } from '../refusal.ts';
import { pageOf } from './clients.ts';
import { newUser, userDocument } from './contract.ts';
import { applyPatch, readBody, readPatch, refuseInvalid } from './json-body.ts';
import type { Operation, OperationContext } from './operation.ts';
import { namesOf, placeUser, sealedSecretOf, shownUser, userDocumentOf, userFaults } from './user-record.ts';

export const listUsers: Operation<'listUsers'> = async ({ query, environment, server }) => {
  const { items, next } = await server.storage.users(environment.name, pageOf(query));
  const shown = await Promise.all(items.map((user) => shownUser(user, server)));
  return { answer: { items: shown, ...(next !== undefined && { next }) } };
};

export const readUser: Operation<'readUser'> = async (context) => ({
  answer: await shownUser(await findUser(context), context.server),
});

export const createUser: Operation<'createUser'> = async ({ request, environment, server }) => {
  const document = readBody(request, newUser);
  refuseInvalid(userFaults(document, false, environment));
  // Looked up before an account is created for a user that can't be.
  if (await server.storage.userByEmail(environment.name, document.email)) emailTaken();
  const id = encodeBase64url(server.identifiers.next());
  const now = server.machineNow();
  const { email, emailVerified, phoneNumber, secondFactor, enabled } = document;
  const user: UserRecord = {
    environment: environment.name,
    id,
    version: 1,
    email,
    emailVerified,
    ...namesOf(document),
    passwordHash: await server.passwords.hash(document.password),
    ...(phoneNumber !== undefined && { phoneNumber }),
    secondFactor,
    ...sealedSecretOf(document, { id, environment: environment.name }, server),
    ...(await placeUser(document, environment, server)),
    enabled,
    createdAt: now,
    updatedAt: now,
  };
  const { outcome } = await server.storage.createUser(user);
  if (outcome === 'conflict') emailTaken();
  return { answer: await shownUser(user, server), location: `/users/${id}` };
};

export const changeUser: Operation<'changeUser'> = async (context) => {
  const { request, environment, server } = context;
  const patch = readPatch(request);
  const current = await findUser(context);
  const document = applyPatch(userDocumentOf(current), withAccounts(patch, current), userDocument);
  refuseInvalid(userFaults(document, current.totpSecretSealed !== undefined, environment));
  const { passwordHash, passwordResetAt, id, version, createdAt } = current;
  const { email, emailVerified, phoneNumber, secondFactor, enabled } = document;
  const changed: UserRecord = {
    environment: environment.name,
    id,
    version: version + 1,
    email,
    emailVerified,
    ...namesOf(document),
    passwordHash: document.password === undefined ? passwordHash : await server.passwords.hash(document.password),
    ...(document.password === undefined && passwordResetAt !== undefined && { passwordResetAt }),
    ...(phoneNumber !== undefined && { phoneNumber }),
    secondFactor,
    ...sealedSecretOf(document, current, server),
    ...(await placeUser(document, environment, server)),
    enabled,
    createdAt,
    updatedAt: server.machineNow(),
  };
  const isNewFactor = secondFactor !== current.secondFactor || document.totpSecret !== undefined;
  await storeUser(changed, context, isNewFactor);
  // Whoever knew the old password or holds the old second factor is signed out; a disabled user's sessions must not
  // come back to life.
  if (document.password !== undefined || isNewFactor || !enabled) await endSessions(changed, context);
  if (!enabled) await endGrants(changed, context);
  return { answer: await shownUser(changed, server) };
};

/** Disables the user, so that nothing new is granted, and then ends sessions and grants. The record stays. */
export const deleteUser: Operation<'deleteUser'> = async (context) => {
  const current = await findUser(context);
  const { server } = context;
  if (current.enabled) {
    const disabled = { ...current, version: current.version + 1, enabled: false, updatedAt: server.machineNow() };
    await storeUser(disabled, context);
  }
  await endSessions(current, context);
  await endGrants(current, context);
  return { answer: undefined };
};

type UserContext = Pick<OperationContext<'readUser'>, 'parameters' | 'environment' | 'server'>;

async function findUser({ parameters, environment, server }: UserContext): Promise<UserRecord> {
  const user = await server.storage.user(environment.name, parameters.userId ?? '');
  return user ?? refuse('record-unknown', { seen: parameters.userId });
}

/** @param isNewFactor true when recovery codes and codes that were sent for the second factor before are void. */
async function storeUser(user: UserRecord, { server, environment }: UserContext, isNewFactor = false): Promise<void> {
  const { outcome } = isNewFactor
    ? await server.storage.changeSecondFactor({ user, recoveryCodeHashes: [] })
    : await server.storage.updateUser(user);
  if (outcome === 'unknown') refuse('record-unknown', { seen: user.id });
  if (outcome !== 'conflict') return;
  const holder = await server.storage.userByEmail(environment.name, user.email);
  if (holder !== undefined && holder.id !== user.id) emailTaken();
  const message = 'The record was changed in the meantime. Read it, and change it again.';
  refuse('record-conflict', { errors: [{ pointer: '', message }] });
}

function emailTaken(): never {
  const message = 'A user of this environment has this e-mail address.';
  return refuse('record-conflict', { errors: [{ pointer: '/email', message }] });
}

/** `account` and `role` in a patch stand for the list of accounts: the account replaces it, the role alone its first. */
function withAccounts(patch: Readonly<Record<string, unknown>>, user: UserRecord): Readonly<Record<string, unknown>> {
  if ('accounts' in patch || !('account' in patch || 'role' in patch)) return patch;
  const [first, ...others] = user.accounts;
  const { account, role, ...rest } = patch;
  if (account !== undefined) return { ...rest, accounts: [{ account, role: role ?? first?.role ?? 'owner' }] };
  const kept = others.map(({ accountId, role: unchanged }) => ({ account: accountId, role: unchanged }));
  return { ...rest, accounts: [{ account: first?.accountId, role }, ...kept] };
}

async function endSessions({ id }: UserRecord, { environment, server }: UserContext): Promise<void> {
  const { storage } = server;
  const now = environment.deps.now();
  for (const session of await storage.sessionsOfUser(environment.name, id)) await storage.endSession(session.id, now);
}

async function endGrants({ id }: UserRecord, { environment, server }: UserContext): Promise<void> {
  const { storage } = server;
  const now = environment.deps.now();
  let after: string | undefined;
  do {
    const { items, next } = await storage.grants(environment.name, { userId: id }, pageOf({ after, limit: 200 }));
    for (const grant of items.filter(({ endedAt }) => endedAt === undefined)) {
      await storage.endGrant({ environment: environment.name, id: grant.id, now, by: 'administrator' });
    }
    after = next;
  } while (after !== undefined);
}
