import type { Listed, Page } from './clients.ts';

/** A customer's account, whose data is granted. */
export interface AccountRecord {
  readonly environment: string;
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
}

/** A user's role in an account; the policy says which roles may grant. */
export interface AccountRole {
  readonly accountId: string;
  readonly role: string;
}

/** A resource owner of one environment. */
export interface UserRecord {
  readonly environment: string;
  readonly id: string;
  readonly version: number;
  readonly email: string;
  readonly emailVerified: boolean;
  /** Where codes are sent that go by message, in E.164; absent: to the address. */
  readonly phoneNumber?: string;
  readonly name?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  /** argon2id as a PHC string. */
  readonly passwordHash: string;
  /** When a mailed link set it: until it is changed in another way. */
  readonly passwordResetAt?: number;
  readonly region: string;
  readonly secondFactor: 'none' | 'message' | 'totp';
  /** Sealed by the server's key store; absent unless `secondFactor` is `totp`. */
  readonly totpSecretSealed?: string;
  readonly accounts: readonly AccountRole[];
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface PeopleStorage {
  user(environment: string, id: string): Promise<UserRecord | undefined>;
  /** Looked up by `emailKey(email)`: trimmed, NFKC, lower case. */
  userByEmail(environment: string, email: string): Promise<UserRecord | undefined>;
  users(environment: string, page: Page): Promise<Listed<UserRecord>>;
  createUser(user: UserRecord): Promise<{ readonly outcome: 'created' } | { readonly outcome: 'conflict' }>;
  updateUser(user: UserRecord): Promise<{ readonly outcome: 'updated' | 'conflict' | 'unknown' }>;
  account(environment: string, id: string): Promise<AccountRecord | undefined>;
  accountByName(environment: string, name: string): Promise<AccountRecord | undefined>;
  accounts(environment: string, ids: readonly string[]): Promise<readonly AccountRecord[]>;
  /** An account's id and its name are both unique in the environment. */
  createAccount(account: AccountRecord): Promise<{ readonly outcome: 'created' } | { readonly outcome: 'conflict' }>;
}
