import { emailKey } from '../contract/email-key.ts';
import type { AccountRecord, PeopleStorage, UserRecord } from '../contract/people.ts';
import type { Engine } from './engine.ts';
import { cursorNumber, listPage } from './page.ts';
import { allRows, changed, firstRow } from './row.ts';
import { userUpdate } from './user-update.ts';

type UserRow = [number: number, record: string];
type AccountRow = [environment: string, id: string, name: string, region: string, createdAt: number];

const toUser = (row: UserRow): UserRecord => JSON.parse(row[1]) as UserRecord;

const toAccount = ([environment, id, name, region, createdAt]: AccountRow): AccountRecord => ({
  environment,
  id,
  name,
  region,
  createdAt,
});

export function peopleStorage(engine: Engine): PeopleStorage {
  return { ...userStorage(engine), ...accountStorage(engine) };
}

type AccountVerb = 'account' | 'accountByName' | 'accounts' | 'createAccount';

function userStorage(engine: Engine): Omit<PeopleStorage, AccountVerb> {
  const { prepare, write } = engine;
  const selectById = prepare('SELECT number, record FROM users WHERE environment = ? AND id = ?');
  const selectByEmail = prepare('SELECT number, record FROM users WHERE environment = ? AND email_key = ?');
  const selectPage = prepare(
    'SELECT number, record FROM users WHERE environment = ? AND number > ? ORDER BY number LIMIT ?',
  );
  const insert = prepare(
    `INSERT INTO users (environment, id, email_key, enabled, version, record) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const update = userUpdate(engine);
  const voidLinks = prepare(
    'UPDATE reset_links SET used_at = ? WHERE environment = ? AND user_id = ? AND used_at IS NULL',
  );

  return {
    async user(environment, id) {
      const row = firstRow<UserRow>(selectById, environment, id);
      return row && toUser(row);
    },

    async userByEmail(environment, email) {
      const row = firstRow<UserRow>(selectByEmail, environment, emailKey(email));
      return row && toUser(row);
    },

    async users(environment, page) {
      const after = cursorNumber(page, 0);
      if (after === undefined) return { items: [] };
      return listPage(allRows<UserRow>(selectPage, environment, after, page.limit + 1), page.limit, toUser);
    },

    createUser: (user) =>
      write(() => {
        const { environment, id, version } = user;
        const created = changed(
          insert,
          environment,
          id,
          emailKey(user.email),
          Number(user.enabled),
          version,
          JSON.stringify(user),
        );
        return { outcome: created ? 'created' : 'conflict' };
      }),

    updateUser: (user) =>
      write(() => {
        const outcome = update(user);
        // A link that was mailed before must not undo what an operator sets.
        if (outcome === 'updated') voidLinks.run(user.updatedAt, user.environment, user.id);
        return { outcome };
      }),
  };
}

function accountStorage({ prepare, write }: Engine): Pick<PeopleStorage, AccountVerb> {
  const columns = 'environment, id, name, region, created_at';
  const selectById = prepare(`SELECT ${columns} FROM accounts WHERE environment = ? AND id = ?`);
  const selectByName = prepare(`SELECT ${columns} FROM accounts WHERE environment = ? AND name = ?`);
  const insert = prepare(`INSERT INTO accounts (${columns}) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);

  return {
    async account(environment, id) {
      const row = firstRow<AccountRow>(selectById, environment, id);
      return row && toAccount(row);
    },

    async accountByName(environment, name) {
      const row = firstRow<AccountRow>(selectByName, environment, name);
      return row && toAccount(row);
    },

    async accounts(environment, ids) {
      const found: AccountRecord[] = [];
      for (const id of ids) {
        const row = firstRow<AccountRow>(selectById, environment, id);
        if (row !== undefined) found.push(toAccount(row));
      }
      return found;
    },

    createAccount: ({ environment, id, name, region, createdAt }) =>
      write(() => ({
        outcome: changed(insert, environment, id, name, region, createdAt) ? 'created' : 'conflict',
      })),
  };
}
