import { emailKey } from '../contract/email-key.ts';
import type {
  AdministrationTokenRecord,
  MemberRecord,
  OrganisationRecord,
  ServerRole,
  ServerStorage,
} from '../contract/server-wide.ts';
import type { Engine } from './engine.ts';
import { sameHash } from './pushed-requests.ts';
import { allRows, changed, firstRow, present } from './row.ts';

type InstallationVerb =
  | 'signingKeys'
  | 'addSigningKey'
  | 'environmentState'
  | 'advanceClock'
  | 'setMaintenance'
  | 'setting'
  | 'settingOnce';

type OrganisationRow = [id: string, name: string, createdAt: number];
type AdministrationTokenRow = [
  secretHash: Uint8Array,
  role: ServerRole,
  name: string,
  createdAt: number,
  expiresAt: number,
  revokedAt: number | null,
];
type OwnerLinkRow = [secretHash: Uint8Array, expiresAt: number, usedAt: number | null];

const toOrganisation = ([id, name, createdAt]: OrganisationRow): OrganisationRecord => ({ id, name, createdAt });

/** Organisations, members, administration tokens and the owner's link. */
export function ownerStorage({ prepare, write }: Engine): Omit<ServerStorage, InstallationVerb> {
  const selectOrganisation = prepare('SELECT id, name, created_at FROM organisations WHERE id = ?');
  const selectOrganisations = prepare('SELECT id, name, created_at FROM organisations ORDER BY number');
  const insertOrganisation = prepare('INSERT INTO organisations (id, name, created_at) VALUES (?, ?, ?)');
  const selectMember = prepare('SELECT record FROM members WHERE id = ?');
  const selectMemberByEmail = prepare('SELECT record FROM members WHERE email_key = ?');
  const selectAdministrator = prepare(
    `SELECT 1 FROM members WHERE json_extract(record, '$.serverRole') = 'administrator' LIMIT 1`,
  );
  const insertMember = prepare('INSERT INTO members (id, email_key, record) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const insertLink = prepare('INSERT INTO owner_links (id, secret_hash, expires_at) VALUES (?, ?, ?)');
  const selectLink = prepare('SELECT secret_hash, expires_at, used_at FROM owner_links WHERE id = ?');
  const useLink = prepare('UPDATE owner_links SET used_at = ? WHERE id = ?');
  const insertToken = prepare(
    `INSERT INTO administration_tokens (id, secret_hash, role, name, created_at, expires_at, revoked_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const selectToken = prepare(
    `SELECT secret_hash, role, name, created_at, expires_at, revoked_at FROM administration_tokens WHERE id = ?`,
  );

  const addOrganisation = ({ id, name, createdAt }: OrganisationRecord): void => {
    insertOrganisation.run(id, name, createdAt);
  };
  const addMember = (member: MemberRecord): boolean =>
    changed(insertMember, member.id, emailKey(member.email), JSON.stringify(member));
  const addToken = (token: AdministrationTokenRecord): void => {
    const { id, secretHash, role, name, createdAt, expiresAt, revokedAt } = token;
    insertToken.run(id, secretHash, role, name, createdAt, expiresAt, revokedAt ?? null);
  };
  const memberFrom = (row: [record: string] | undefined): MemberRecord | undefined =>
    row && (JSON.parse(row[0]) as MemberRecord);

  return {
    async organisation(id) {
      const row = firstRow<OrganisationRow>(selectOrganisation, id);
      return row && toOrganisation(row);
    },

    async organisations() {
      return allRows<OrganisationRow>(selectOrganisations).map(toOrganisation);
    },

    createOrganisation: (organisation) => write(() => addOrganisation(organisation)),

    async member(id) {
      return memberFrom(firstRow(selectMember, id));
    },

    async memberByEmail(email) {
      return memberFrom(firstRow(selectMemberByEmail, emailKey(email)));
    },

    createMember: (member) => write(() => ({ outcome: addMember(member) ? 'created' : 'conflict' })),

    async hasAdministrator() {
      return firstRow(selectAdministrator) !== undefined;
    },

    createOwnerLink: ({ id, secretHash, expiresAt }) =>
      write(() => {
        insertLink.run(id, secretHash, expiresAt);
      }),

    redeemOwnerLink: ({ id, secretHash, now, organisation, member, token }) =>
      write(() => {
        const row = firstRow<OwnerLinkRow>(selectLink, id);
        if (row === undefined || !sameHash(row[0], secretHash)) return { outcome: 'unknown' };
        const [, expiresAt, usedAt] = row;
        if (usedAt !== null || firstRow(selectAdministrator) !== undefined) return { outcome: 'used' };
        if (now >= expiresAt) return { outcome: 'expired' };
        useLink.run(now, id);
        addOrganisation(organisation);
        addMember(member);
        addToken(token);
        return { outcome: 'redeemed' };
      }),

    createAdministrationToken: (token) => write(() => addToken(token)),

    async administrationToken(id) {
      const row = firstRow<AdministrationTokenRow>(selectToken, id);
      if (row === undefined) return undefined;
      const [secretHash, role, name, createdAt, expiresAt, revokedAt] = row;
      return { id: Uint8Array.from(id), secretHash, role, name, createdAt, expiresAt, ...present({ revokedAt }) };
    },
  };
}
