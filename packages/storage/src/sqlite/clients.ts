import type { ClientRecord, ClientStorage } from '../contract/clients.ts';
import type { Engine } from './engine.ts';
import { cursorNumber, listPage } from './page.ts';
import { allRows, changed, firstRow } from './row.ts';

type ClientRow = [number: number, record: string];

const toRecord = (row: ClientRow): ClientRecord => JSON.parse(row[1]) as ClientRecord;

export function clientStorage({ prepare, write, clients }: Engine): ClientStorage {
  const select = prepare(
    `SELECT number, record FROM clients
     WHERE environment = ? AND deleted = 0 AND number > ? ORDER BY number LIMIT ?`,
  );
  const selectOfOrganisation = prepare(
    'SELECT number, record FROM clients WHERE organisation_id = ? AND deleted = 0 ORDER BY number LIMIT 200',
  );
  const selectVersion = prepare('SELECT version FROM clients WHERE environment = ? AND client_id = ? AND deleted = 0');
  const insert = prepare(
    `INSERT INTO clients (environment, client_id, enabled, version, organisation_id, record)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const update = prepare(
    `UPDATE clients SET enabled = ?, version = ?, organisation_id = ?, record = ?
     WHERE environment = ? AND client_id = ? AND deleted = 0 AND version = ?`,
  );
  // The row stays, without its record: its number must never belong to another registration.
  const erase = prepare(
    `UPDATE clients SET deleted = 1, enabled = 0, record = '' WHERE environment = ? AND client_id = ? AND deleted = 0`,
  );

  return {
    async client(environment, clientId) {
      return clients.record(environment, clientId);
    },

    async clients(environment, page) {
      const after = cursorNumber(page, 0);
      if (after === undefined) return { items: [] };
      return listPage(allRows<ClientRow>(select, environment, after, page.limit + 1), page.limit, toRecord);
    },

    async clientsOfOrganisation(organisationId) {
      return allRows<ClientRow>(selectOfOrganisation, organisationId).map(toRecord);
    },

    createClient: (client) =>
      write(() => {
        clients.forget(client.environment, client.clientId);
        const created = changed(
          insert,
          client.environment,
          client.clientId,
          Number(client.enabled),
          client.version,
          client.organisationId,
          JSON.stringify(client),
        );
        return { outcome: created ? 'created' : 'conflict' };
      }),

    updateClient: (client) =>
      write(() => {
        clients.forget(client.environment, client.clientId);
        const updated = changed(
          update,
          Number(client.enabled),
          client.version,
          client.organisationId,
          JSON.stringify(client),
          client.environment,
          client.clientId,
          client.version - 1,
        );
        if (updated) return { outcome: 'updated' };
        const stored = firstRow(selectVersion, client.environment, client.clientId);
        return { outcome: stored === undefined ? 'unknown' : 'conflict' };
      }),

    deleteClient: (environment, clientId) =>
      write(() => {
        clients.forget(environment, clientId);
        return { outcome: changed(erase, environment, clientId) ? 'deleted' : 'unknown' };
      }),
  };
}
