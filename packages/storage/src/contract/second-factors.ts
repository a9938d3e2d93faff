import type { UserRecord } from './people.ts';

export type ResetPurpose = 'password' | 'second-factor';

/** A link that was mailed for a reset. Found by id; the secret's SHA-256 alone is stored. */
export interface ResetLinkRecord {
  /** 12 bytes, time-ordered. */
  readonly id: Uint8Array;
  readonly secretHash: Uint8Array;
  readonly environment: string;
  /** Empty when nobody has the address that was typed: the same is stored for a stranger. */
  readonly userId: string;
  readonly purpose: ResetPurpose;
  readonly expiresAt: number;
  readonly usedAt?: number;
}

interface Redemption {
  readonly environment: string;
  readonly id: Uint8Array;
  readonly secretHash: Uint8Array;
  readonly now: number;
}

/** What users prove themselves with beside their password, and how they get it back. Single use is exact on every node. */
export interface SecondFactorStorage {
  /**
   * Uses a time step of an authenticator (RFC 6238 section 5.2): each later step once, never an earlier one. Another
   * `secretId` begins anew.
   */
  useTotpStep(input: {
    readonly environment: string;
    readonly userId: string;
    readonly secretId: string;
    readonly step: number;
  }): Promise<{ readonly outcome: 'used' | 'replayed' }>;

  /** Stores the one live code of a user; the one before is void. `binding` says where alone it may be used. */
  setOneTimeCode(input: {
    readonly environment: string;
    readonly userId: string;
    readonly binding: string;
    /** 32 bytes, keyed. */
    readonly codeHash: Uint8Array;
    readonly expiresAt: number;
  }): Promise<void>;
  /** Redeems the user's live code once. Every wrong one is counted, the fifth voids the code. */
  redeemOneTimeCode(input: {
    readonly environment: string;
    readonly userId: string;
    readonly binding: string;
    readonly codeHash: Uint8Array;
    readonly now: number;
  }): Promise<{ readonly outcome: 'redeemed' | 'wrong' | 'void' | 'expired' | 'unknown' }>;

  /**
   * Remembers that the user's password was proved through an app's own form: until then a code may be sent for it.
   * `userVersion`: after any change of the user the proof is void.
   */
  keepPasswordProof(input: {
    readonly environment: string;
    readonly userId: string;
    readonly clientId: string;
    readonly userVersion: number;
    readonly expiresAt: number;
  }): Promise<void>;
  passwordProof(
    environment: string,
    userId: string,
    clientId: string,
  ): Promise<{ readonly userVersion: number; readonly expiresAt: number } | undefined>;

  /** Replaces all recovery codes of a user. */
  replaceRecoveryCodes(input: {
    readonly environment: string;
    readonly userId: string;
    /** 32 bytes each, keyed. */
    readonly codeHashes: readonly Uint8Array[];
  }): Promise<void>;
  /** Uses a recovery code once. */
  useRecoveryCode(input: {
    readonly environment: string;
    readonly userId: string;
    readonly codeHash: Uint8Array;
    readonly now: number;
  }): Promise<{ readonly outcome: 'used' | 'replayed' | 'unknown' }>;
  recoveryCodesLeft(environment: string, userId: string): Promise<number>;

  /**
   * Replaces the user's record whose version is one less, and with it all recovery codes; a one-time code that waits is
   * void.
   */
  changeSecondFactor(input: {
    readonly user: UserRecord;
    readonly recoveryCodeHashes: readonly Uint8Array[];
  }): Promise<{ readonly outcome: 'changed' | 'conflict' | 'unknown' }>;

  /**
   * Replaces the user's record, with another password in it, whose version is one less. In the same transaction all
   * sessions but one end, mailed links are used up, and a one-time code that waits is void.
   */
  changePassword(input: {
    readonly user: UserRecord;
    /** The session in which it was changed. */
    readonly except: Uint8Array;
    readonly now: number;
  }): Promise<{ readonly outcome: 'changed' | 'conflict' | 'unknown' }>;

  createResetLink(link: ResetLinkRecord): Promise<void>;
  resetLink(environment: string, id: Uint8Array): Promise<ResetLinkRecord | undefined>;
  /**
   * Sets a new password by a mailed link, once. In the same transaction the user's other links are used up and all
   * sessions end. `unknown` also for another purpose, a wrong secret, and a user who is gone or disabled.
   */
  resetPassword(
    input: Redemption & { readonly passwordHash: string },
  ): Promise<
    { readonly outcome: 'reset'; readonly user: UserRecord } | { readonly outcome: 'used' | 'expired' | 'unknown' }
  >;
  /**
   * Removes a second factor and its recovery codes by a mailed link, once; sessions end as above. `changed` when the
   * user's record is not the version against which the password was proved.
   */
  resetSecondFactor(
    input: Redemption & { readonly userVersion: number },
  ): Promise<
    | { readonly outcome: 'reset'; readonly user: UserRecord }
    | { readonly outcome: 'used' | 'expired' | 'unknown' | 'changed' }
  >;
}
