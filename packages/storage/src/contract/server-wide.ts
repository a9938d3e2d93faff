/** Owns clients. Server-wide. */
export interface OrganisationRecord {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

export type OrganisationRole = 'owner' | 'admin' | 'manager' | 'analyst' | 'support';
export type ServerRole = 'administrator' | 'supporter';

/** A person who uses the console and opens explanations. */
export interface MemberRecord {
  readonly id: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly serverRole?: ServerRole;
  readonly organisations: readonly { readonly organisationId: string; readonly role: OrganisationRole }[];
  readonly enabled: boolean;
  readonly createdAt: number;
}

export interface AdministrationTokenRecord {
  readonly id: Uint8Array;
  readonly secretHash: Uint8Array;
  readonly role: ServerRole;
  readonly name: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly revokedAt?: number;
}

/** A one-time link for the first owner. */
export interface OwnerLinkRecord {
  readonly id: Uint8Array;
  readonly secretHash: Uint8Array;
  readonly expiresAt: number;
}

export interface SigningKeyRecord {
  readonly environment: string;
  readonly keyId: string;
  readonly algorithm: 'ES256' | 'RS256' | 'EdDSA' | 'PS256';
  /** Public JWK as JSON. */
  readonly publicJwk: string;
  /** PKCS#8 sealed under the configured encryption key. */
  readonly sealedPrivateKey: Uint8Array;
  readonly createdAt: number;
  /** Signs from then on (published before). */
  readonly activeAt: number;
  /** Published until then; stops signing when a later one is active. */
  readonly retiresAt?: number;
}

export interface EnvironmentStateRecord {
  readonly environment: string;
  /** Milliseconds that the environment's clock is ahead. */
  readonly clockOffset: number;
  readonly maintenance: boolean;
}

export interface ServerStorage {
  organisation(id: string): Promise<OrganisationRecord | undefined>;
  organisations(): Promise<readonly OrganisationRecord[]>;
  createOrganisation(organisation: OrganisationRecord): Promise<void>;
  member(id: string): Promise<MemberRecord | undefined>;
  memberByEmail(email: string): Promise<MemberRecord | undefined>;
  createMember(member: MemberRecord): Promise<{ readonly outcome: 'created' | 'conflict' }>;
  /** Whether anybody is an administrator: as long as nobody is, an owner link makes the first one. */
  hasAdministrator(): Promise<boolean>;
  createOwnerLink(link: OwnerLinkRecord): Promise<void>;
  /** Redeems the link once, creating organisation and owner in the same transaction, while nobody is an administrator. */
  redeemOwnerLink(input: {
    readonly id: Uint8Array;
    readonly secretHash: Uint8Array;
    readonly now: number;
    readonly organisation: OrganisationRecord;
    readonly member: MemberRecord;
    readonly token: AdministrationTokenRecord;
  }): Promise<{ readonly outcome: 'redeemed' | 'used' | 'expired' | 'unknown' }>;
  createAdministrationToken(token: AdministrationTokenRecord): Promise<void>;
  administrationToken(id: Uint8Array): Promise<AdministrationTokenRecord | undefined>;
  signingKeys(environment: string): Promise<readonly SigningKeyRecord[]>;
  /**
   * Adds a key only when the environment's newest key is still `newest` (undefined: it has none), so that of many nodes
   * one rotates; the older keys get `retiresAt` in the same transaction.
   */
  addSigningKey(
    key: SigningKeyRecord,
    expected: { readonly newest: string | undefined; readonly retireOthersAt: number },
  ): Promise<{ readonly outcome: 'added' | 'conflict' }>;
  environmentState(environment: string): Promise<EnvironmentStateRecord>;
  advanceClock(environment: string, milliseconds: number): Promise<EnvironmentStateRecord>;
  setMaintenance(environment: string, on: boolean): Promise<EnvironmentStateRecord>;
  /** Small settings of the installation, written once: the fingerprint key, the demonstration's marker. */
  setting(name: string): Promise<string | undefined>;
  /** Sets the value unless one exists; gives back what is stored. */
  settingOnce(name: string, value: string): Promise<string>;
}
