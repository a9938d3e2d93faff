/** The moment a family ended and who ended it: itself, or the grant above it, whichever came first. */
export interface FamilyEnd {
  readonly at: number;
  readonly by: string;
}

export type FamilyColumns = [
  revokedAt: number | null,
  revokedBy: string | null,
  grantEndedAt: number | null,
  grantEndedBy: string | null,
];

/** Columns of `FamilyColumns`, where `a` is the authorization and `g` its grant. */
export const familyColumns = 'a.revoked_at, a.revoked_by, g.ended_at, g.ended_by';

export function familyEnd(columns: Readonly<FamilyColumns>): FamilyEnd | undefined {
  const [revokedAt, revokedBy, grantEndedAt, grantEndedBy] = columns;
  if (grantEndedAt !== null && (revokedAt === null || grantEndedAt < revokedAt)) {
    return { at: grantEndedAt, by: grantEndedBy ?? '' };
  }
  return revokedAt === null ? undefined : { at: revokedAt, by: revokedBy ?? '' };
}
