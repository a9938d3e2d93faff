import { hash, timingSafeEqual } from 'node:crypto';
import { readBearer, readToken } from '@candor/protocol';
import type { AdministrationTokenRecord } from '@candor/storage';
import type { HttpRequest } from '../http/exchange.ts';
import { refuse } from '../refusal.ts';
import type { ServerContext } from '../server.ts';

const decoyHash = Buffer.alloc(32);

/**
 * The live administration token that a request carries as `Authorization: Bearer cad_…`; its secret's hash is compared
 * in constant time, whether or not the token exists.
 * @throws Refusal `administration-token-missing` or `administration-token-not-accepted`.
 */
export async function authenticateAdministrator(
  request: HttpRequest,
  server: ServerContext,
): Promise<AdministrationTokenRecord> {
  const { authorization } = request.headers;
  if (authorization === undefined) return refuse('administration-token-missing');
  const token = await findAdministrationToken(authorization, server);
  return token ?? refuse('administration-token-not-accepted');
}

/** The live administration token in an Authorization header, or undefined. */
export async function findAdministrationToken(
  authorization: string,
  server: Pick<ServerContext, 'storage' | 'machineNow'>,
): Promise<AdministrationTokenRecord | undefined> {
  const bearer = readBearer(authorization);
  const reading = bearer.outcome === 'token' ? readToken(bearer.token) : undefined;
  if (reading?.outcome !== 'token' || reading.kind !== 'administration-token') return undefined;
  const record = await server.storage.administrationToken(reading.id);
  const isRight = timingSafeEqual(hash('sha256', reading.secretText, 'buffer'), record?.secretHash ?? decoyHash);
  if (!record || !isRight || record.revokedAt !== undefined) return undefined;
  return server.machineNow() < record.expiresAt ? record : undefined;
}
