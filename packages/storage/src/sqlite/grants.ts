import type { AuthorizationStorage, GrantRecord } from '../contract/authorizations.ts';
import type { Engine } from './engine.ts';
import { cursorNumber, listPage } from './page.ts';
import { allRows, changed, firstRow, present } from './row.ts';

type GrantRow = [
  number: number,
  environment: string,
  id: string,
  clientId: string,
  userId: string,
  accountId: string,
  scopes: string,
  resources: string,
  createdAt: number,
  lastUsedAt: number,
  endedAt: number | null,
  endedBy: string | null,
];

type GrantVerb = 'grant' | 'grantById' | 'grants' | 'endGrant' | 'endGrantsOfAccount';

const columns = `g.number, g.environment, g.id, c.client_id, g.user_id, g.account_id, g.scopes, g.resources,
  g.created_at, g.last_used_at, g.ended_at, g.ended_by`;
const source = 'grants g JOIN clients c ON c.number = g.client AND c.deleted = 0';

/**
 * Grants. A grant's end is its row's `ended_at` alone: every statement that asks whether an authorization is alive looks
 * at its grant too, so ending one costs the same however many authorizations hang on it.
 */
export function grantStorage({ prepare, write, clients }: Engine): Pick<AuthorizationStorage, GrantVerb> {
  const selectAlive = prepare(
    `SELECT ${columns} FROM ${source}
     WHERE g.client = ? AND g.user_id = ? AND g.account_id = ? AND g.ended_at IS NULL`,
  );
  const selectById = prepare(`SELECT ${columns} FROM ${source} WHERE g.environment = ? AND g.id = ?`);
  const order = 'g.number < ? ORDER BY g.number DESC LIMIT ?';
  const selectOfClient = prepare(`SELECT ${columns} FROM ${source} WHERE g.client = ? AND ${order}`);
  const selectOfUser = prepare(
    `SELECT ${columns} FROM ${source} WHERE g.environment = ? AND g.user_id = ? AND ${order}`,
  );
  const selectOfBoth = prepare(`SELECT ${columns} FROM ${source} WHERE g.client = ? AND g.user_id = ? AND ${order}`);
  const selectAll = prepare(`SELECT ${columns} FROM ${source} WHERE g.environment = ? AND ${order}`);
  const end = prepare(
    'UPDATE grants SET ended_at = ?, ended_by = ? WHERE environment = ? AND id = ? AND ended_at IS NULL',
  );

  const endOfAccount = prepare(
    'UPDATE grants SET ended_at = ?, ended_by = ? WHERE client = ? AND account_id = ? AND ended_at IS NULL',
  );

  function select(
    environment: string,
    { clientId, userId }: { readonly clientId?: string; readonly userId?: string },
    before: number,
    limit: number,
  ): GrantRow[] {
    if (clientId === undefined) {
      return userId === undefined
        ? allRows<GrantRow>(selectAll, environment, before, limit)
        : allRows<GrantRow>(selectOfUser, environment, userId, before, limit);
    }
    const client = clients.currentNumber(environment, clientId);
    return userId === undefined
      ? allRows<GrantRow>(selectOfClient, client, before, limit)
      : allRows<GrantRow>(selectOfBoth, client, userId, before, limit);
  }

  return {
    async grant(environment, clientId, userId, accountId) {
      const client = clients.currentNumber(environment, clientId);
      const row = firstRow<GrantRow>(selectAlive, client, userId, accountId);
      return row && toGrant(row);
    },

    async grantById(environment, id) {
      const row = firstRow<GrantRow>(selectById, environment, id);
      return row && toGrant(row);
    },

    async grants(environment, filter, page) {
      const before = cursorNumber(page, Number.MAX_SAFE_INTEGER);
      if (before === undefined) return { items: [] };
      return listPage(select(environment, filter, before, page.limit + 1), page.limit, toGrant);
    },

    endGrant: ({ environment, id, now, by }) =>
      write(() => {
        const row = firstRow<GrantRow>(selectById, environment, id);
        if (row === undefined) return { outcome: 'unknown' };
        return { outcome: changed(end, now, by, environment, id) ? 'ended' : 'already-ended' };
      }),

    endGrantsOfAccount: ({ environment, clientId, accountId, now, by }) =>
      write(() => {
        const client = clients.currentNumber(environment, clientId);
        return { ended: Number(endOfAccount.run(now, by, client, accountId).changes) };
      }),
  };
}

function toGrant(row: GrantRow): GrantRecord {
  const [, environment, id, clientId, userId, accountId, scopes, resources, createdAt, lastUsedAt, endedAt, endedBy] =
    row;
  return {
    id,
    environment,
    clientId,
    userId,
    accountId,
    scopes: JSON.parse(scopes) as string[],
    resources: JSON.parse(resources) as string[],
    createdAt,
    lastUsedAt,
    ...present({ endedAt, endedBy }),
  };
}
