import type { AuthorizationStorage } from '../contract/authorizations.ts';
import { WRONG_VERIFIERS_ALLOWED } from './authorizations.ts';
import type { Engine } from './engine.ts';
import { type FamilyColumns, familyColumns, familyEnd } from './family.ts';
import { insertTokens, lastEnd } from './new-tokens.ts';
import { firstRow } from './row.ts';

type Input = Parameters<AuthorizationStorage['redeemAuthorizationCode']>[0];
type Result = Awaited<ReturnType<AuthorizationStorage['redeemAuthorizationCode']>>;

type StateRow = [
  ...family: FamilyColumns,
  enabled: number,
  redeemedAt: number | null,
  redeemedBy: string | null,
  redeemedFrom: string | null,
  wrongVerifiers: number,
  codeExpiresAt: number,
];

export function authorizationCodeRedemption(engine: Engine): Pick<AuthorizationStorage, 'redeemAuthorizationCode'> {
  const { prepare, write, clients } = engine;
  const insert = insertTokens(engine);
  const redeem = prepare(
    `UPDATE authorizations SET redeemed_at = ?, redeemed_by = ?, redeemed_from = ?, ends_at = max(ends_at, ?)
     WHERE id = ? AND client = ? AND redeemed_at IS NULL AND revoked_at IS NULL AND code_expires_at > ?
       AND wrong_verifiers < ${WRONG_VERIFIERS_ALLOWED}
       AND EXISTS (SELECT 1 FROM clients WHERE number = authorizations.client AND enabled = 1)
       AND EXISTS (SELECT 1 FROM grants WHERE number = authorizations.grant_number AND ended_at IS NULL)`,
  );
  const selectState = prepare(
    `SELECT ${familyColumns}, c.enabled, a.redeemed_at, a.redeemed_by, a.redeemed_from, a.wrong_verifiers,
       a.code_expires_at
     FROM authorizations a JOIN grants g ON g.number = a.grant_number JOIN clients c ON c.number = a.client
     WHERE a.id = ? AND a.client = ?`,
  );
  const revokeFamily = prepare(
    `UPDATE authorizations SET revoked_at = ?, revoked_by = 'replay' WHERE id = ? AND revoked_at IS NULL`,
  );

  function redeemFor(input: Input, client: number | null): boolean {
    const { id, now, requestId, from, tokens } = input;
    if (client === null) return false;
    if (redeem.run(now, requestId, from, lastEnd(tokens), id, client, now).changes === 0) return false;
    insert(tokens, { client, authorizationId: id, predecessor: null });
    return true;
  }

  /** Names the condition that did not hold, and revokes the family when the code was used before, unless it is kept. */
  function refusal({ id, now, keepOnReplay }: Input, client: number | null): Result {
    const row = firstRow<StateRow>(selectState, id, client);
    if (row === undefined) return { outcome: 'unknown' };
    const [revokedAt, revokedBy, grantEndedAt, grantEndedBy, enabled, redeemedAt, by, from, wrong, expiredAt] = row;
    if (enabled !== 1) return { outcome: 'client-disabled' };
    if (redeemedAt !== null) {
      if (keepOnReplay !== true) revokeFamily.run(now, id);
      return { outcome: 'replayed', redeemedAt, redeemedByRequest: by ?? '', redeemedFrom: from ?? '' };
    }
    const end = familyEnd([revokedAt, revokedBy, grantEndedAt, grantEndedBy]);
    if (end !== undefined) return { outcome: 'ended', endedAt: end.at, endedBy: end.by };
    if (wrong >= WRONG_VERIFIERS_ALLOWED) return { outcome: 'burnt' };
    if (now >= expiredAt) return { outcome: 'expired', expiredAt };
    throw new Error('An authorization code was neither redeemed nor refused.');
  }

  return {
    redeemAuthorizationCode: (input) =>
      write(() => {
        const { environment, clientId } = input;
        if (redeemFor(input, clients.number(environment, clientId))) return { outcome: 'redeemed' };
        const client = clients.currentNumber(environment, clientId);
        return redeemFor(input, client) ? { outcome: 'redeemed' } : refusal(input, client);
      }),
  };
}
