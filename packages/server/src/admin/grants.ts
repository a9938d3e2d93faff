import type { GrantRecord } from '@candor/storage';
import { refuse } from '../refusal.ts';
import { pageOf } from './clients.ts';
import type { AnswerOf } from './contract.ts';
import { isoTime, type Operation } from './operation.ts';

export const listGrants: Operation<'listGrants'> = async ({ query, environment, server }) => {
  const { storage } = server;
  const { client: clientId, user: named } = query;
  const userId = named?.includes('@') ? (await storage.userByEmail(environment.name, named))?.id : named;
  if (named !== undefined && userId === undefined) return { answer: { items: [] } };
  const filter = { ...(clientId !== undefined && { clientId }), ...(userId !== undefined && { userId }) };
  const { items, next } = await storage.grants(environment.name, filter, pageOf(query));
  return { answer: { items: items.map(shownGrant), ...(next !== undefined && { next }) } };
};

/** Ends the grant and all that hangs on it; one that has ended stays as it is. */
export const endGrant: Operation<'endGrant'> = async ({ parameters, environment, server }) => {
  const id = parameters.grantId ?? '';
  const now = environment.deps.now();
  const ended = await server.storage.endGrant({ environment: environment.name, id, now, by: 'administrator' });
  if (ended.outcome === 'unknown') refuse('record-unknown', { seen: id });
  return { answer: undefined };
};

function shownGrant(grant: GrantRecord): AnswerOf<'listGrants'>['items'][number] {
  const { createdAt, lastUsedAt, endedAt, endedBy, scopes, resources, ...members } = grant;
  return {
    ...members,
    scopes: [...scopes],
    resources: [...resources],
    createdAt: isoTime(createdAt),
    lastUsedAt: isoTime(lastUsedAt),
    ...(endedAt !== undefined && { endedAt: isoTime(endedAt) }),
    ...(endedBy !== undefined && { endedBy }),
  };
}
