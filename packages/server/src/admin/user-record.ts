import { encodeBase64url } from '@candor/protocol';
import type { AccountRecord, AccountRole, UserRecord } from '@candor/storage';
import { readBase32, sealTotpSecret } from '../directory/second-factor-secret.ts';
import type { Environment } from '../environment.ts';
import { refuse } from '../refusal.ts';
import type { ServerContext } from '../server.ts';
import type { AnswerOf, BodyOf } from './contract.ts';
import type { RecordError } from './json-body.ts';
import { isoTime } from './operation.ts';

type UserDocument = BodyOf<'changeUser'>;

/** A user as the administration API gives it: no hash of the password, no secret. */
export async function shownUser(user: UserRecord, { storage }: ServerContext): Promise<AnswerOf<'readUser'>> {
  const ids = user.accounts.map(({ accountId }) => accountId);
  const accounts = await storage.accounts(user.environment, ids);
  const { email, emailVerified, region, secondFactor, enabled, id, environment } = user;
  return {
    id,
    environment,
    email,
    emailVerified,
    ...namesOf(user),
    region,
    ...(user.phoneNumber !== undefined && { phoneNumber: user.phoneNumber }),
    secondFactor,
    enabled,
    accounts: user.accounts.map(({ accountId, role }) => ({
      id: accountId,
      name: accounts.find((account) => account.id === accountId)?.name ?? '',
      role,
    })),
    createdAt: isoTime(user.createdAt),
    updatedAt: isoTime(user.updatedAt),
  };
}

/** What of a user may be changed, as it is; password and authenticator secret are not told. */
export function userDocumentOf(user: UserRecord): UserDocument {
  const { email, emailVerified, region, phoneNumber, secondFactor, enabled } = user;
  const phone = phoneNumber === undefined ? {} : { phoneNumber };
  const accounts = user.accounts.map(({ accountId, role }) => ({ account: accountId, role }));
  return { email, emailVerified, ...namesOf(user), region, ...phone, secondFactor, enabled, accounts };
}

/** The names that are there. */
export function namesOf({
  name,
  givenName,
  familyName,
}: {
  readonly name?: string | undefined;
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
}): Pick<UserRecord, 'name' | 'givenName' | 'familyName'> {
  return {
    ...(name !== undefined && { name }),
    ...(givenName !== undefined && { givenName }),
    ...(familyName !== undefined && { familyName }),
  };
}

/** Faults of a user's members beyond their shapes. @param hasSecret an authenticator secret is stored already. */
export function userFaults(
  document: UserDocument,
  hasSecret: boolean,
  environment: Environment,
): readonly RecordError[] {
  const { password, region, account, accounts, role, secondFactor, totpSecret } = document;
  const { passwordMinimumLength } = environment.policy;
  const faults: RecordError[] = [];
  const fault = (pointer: string, message: string): number => faults.push({ pointer, message });
  if (password !== undefined && [...password].length < passwordMinimumLength) {
    fault('/password', `A password has at least ${passwordMinimumLength} characters.`);
  }
  if (region !== undefined && !environment.regions.includes(region)) {
    fault('/region', `The environment has no such region. Known: ${environment.regions.join(', ')}.`);
  }
  if (account === undefined && accounts === undefined) fault('/account', 'This member is required.');
  if (accounts !== undefined && (account !== undefined || role !== undefined)) {
    fault('/accounts', 'Send account and role, or accounts, but not both.');
  }
  if (secondFactor === 'totp' && totpSecret === undefined && !hasSecret) {
    fault('/totpSecret', 'The second factor totp needs the secret of the authenticator app.');
  }
  if (totpSecret !== undefined && secondFactor !== 'totp') {
    fault('/totpSecret', `The second factor ${secondFactor} has no secret.`);
  }
  if (totpSecret !== undefined && readBase32(totpSecret) === undefined) {
    fault('/totpSecret', 'The secret is not base32 of 10 to 64 bytes (RFC 4648 section 6).');
  }
  return faults;
}

/** The authenticator secret as it is stored: the new one sealed, the stored one, or none. */
export function sealedSecretOf(
  document: UserDocument,
  user: { readonly id: string; readonly environment: string; readonly totpSecretSealed?: string },
  { secondFactorKey, randomBytes }: ServerContext,
): Pick<UserRecord, 'totpSecretSealed'> {
  if (document.secondFactor !== 'totp') return {};
  const secret = document.totpSecret === undefined ? undefined : readBase32(document.totpSecret);
  if (!secret) return user.totpSecretSealed === undefined ? {} : { totpSecretSealed: user.totpSecretSealed };
  const owner = { environment: user.environment, userId: user.id };
  return { totpSecretSealed: sealTotpSecret(secret, owner, secondFactorKey, randomBytes) };
}

interface Placed {
  readonly region: string;
  readonly accounts: readonly AccountRole[];
}

/**
 * The accounts that a document names, those with a new name created, and the region of them all.
 * @throws Refusal `record-invalid` when an account lies in another region than the user.
 */
export async function placeUser(
  document: UserDocument,
  environment: Environment,
  server: ServerContext,
): Promise<Placed> {
  const { storage } = server;
  const { account = '', role = 'owner' } = document;
  const wanted = document.accounts ?? [{ account, role }];
  const found: (AccountRecord | undefined)[] = [];
  for (const { account: named } of wanted) {
    found.push(
      (await storage.account(environment.name, named)) ?? (await storage.accountByName(environment.name, named)),
    );
  }
  const region = document.region ?? found.find(Boolean)?.region ?? (environment.regions[0] as string);
  const elsewhere = found.find((known) => known !== undefined && known.region !== region);
  if (elsewhere) {
    const message = `The account ${elsewhere.name} is in the region ${elsewhere.region}.`;
    refuse('record-invalid', { errors: [{ pointer: '/region', message }] });
  }
  const accounts: AccountRole[] = [];
  for (const [index, { account: named, role: wantedRole }] of wanted.entries()) {
    const { id } = found[index] ?? (await createAccount(named, region, environment, server));
    if (accounts.every(({ accountId }) => accountId !== id)) accounts.push({ accountId: id, role: wantedRole });
  }
  return { region, accounts };
}

async function createAccount(
  name: string,
  region: string,
  environment: Environment,
  { storage, identifiers, machineNow }: ServerContext,
): Promise<AccountRecord> {
  const id = encodeBase64url(identifiers.next());
  const account = { environment: environment.name, id, name, region, createdAt: machineNow() };
  const { outcome } = await storage.createAccount(account);
  // Another request made the same account in between: that one is meant.
  const other = outcome === 'conflict' ? await storage.accountByName(environment.name, name) : undefined;
  return other ?? account;
}
