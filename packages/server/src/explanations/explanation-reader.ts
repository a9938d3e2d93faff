import { isClientId, readBasic } from '@candor/protocol';
import type { ClientRecord, MemberRecord } from '@candor/storage';
import { findAdministrationToken } from '../admin/administration-token.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { findClientBySecret } from '../operations/authenticate-client.ts';
import type { ServerContext } from '../server.ts';
import type { RefusedTrace } from '../trace/trace.ts';

/** Tells whether somebody may read the explanation of a recorded refusal (ARCHITECTURE 4.8 and section 6). */
export type MayRead = (recorded: RefusedTrace) => boolean;

/**
 * Finds out who asks, before and without looking at the record: an administration token, or a client's own credentials.
 * Anybody else may read nothing.
 */
export async function readerOf(request: HttpRequest, server: ServerContext): Promise<MayRead> {
  const { authorization } = request.headers;
  if (authorization === undefined) return nothing;
  if (/^bearer /i.test(authorization)) {
    return (await findAdministrationToken(authorization, server)) ? everything : nothing;
  }
  return clientReader(authorization, server.fingerprints.address(request.address), server);
}

/** What a member may read: the refusals of their organisations' clients; with a server-wide role, all of them. */
export function memberReader({ serverRole, organisations }: MemberRecord): MayRead {
  if (serverRole !== undefined) return everything;
  const own = new Set(organisations.map(({ organisationId }) => organisationId));
  return ({ organisationId }) => organisationId !== undefined && own.has(organisationId);
}

const nothing: MayRead = () => false;
/** Of supporters and administrators. */
export const everything: MayRead = () => true;

/**
 * The request's environment decides which client it has to be, and the environment is known by the record only:
 * the credentials are tried in all of them, so that the work tells nothing of the record.
 */
async function clientReader(authorization: string, from: string, { environments }: ServerContext): Promise<MayRead> {
  const basic = readBasic(authorization);
  if (basic.outcome !== 'credentials') return nothing;
  const readings = basic.readings.filter(({ clientId }) => isClientId(clientId));
  const clients: ClientRecord[] = [];
  for (const environment of environments.byName.values()) {
    const { matched } = await findClientBySecret(readings, from, environment);
    if (matched?.enabled && usesSecret(matched)) clients.push(matched);
  }
  return ({ environment, clientId, organisationId }) =>
    clients.some(
      (client) =>
        client.environment === environment &&
        client.clientId === clientId &&
        // A client id that was deleted and registered anew may belong to somebody else today.
        client.organisationId === organisationId,
    );
}

/** A public client's id is no secret, and proves nothing. */
function usesSecret({ authMethod }: ClientRecord): boolean {
  return authMethod === 'client_secret_basic' || authMethod === 'client_secret_post';
}
