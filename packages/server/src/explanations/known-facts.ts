import type { AuthorizationRecord, ClientRecord, Storage, TokenRecord } from '@candor/storage';
import type { RefusalFacts } from '../refusal.ts';
import type { KnownFacts } from './refused-exchange.ts';

/**
 * What the refused client's owner may be told (ARCHITECTURE 4.8): its own records, and what belongs to clients of the
 * same organisation. Read after the answer, only for a refusal.
 * @param from keyed hash of the refused caller's address.
 */
export async function gatherKnownFacts(facts: RefusalFacts, from: string, storage: Storage): Promise<KnownFacts> {
  const { client, authorization, tokens } = facts;
  if (!client) return {};
  const siblings = await storage.clientsOfOrganisation(client.organisationId);
  return {
    client: {
      clientId: client.clientId,
      name: client.name,
      authMethod: client.authMethod,
      redirectUris: client.redirectUris,
      grantTypes: client.grantTypes,
      scopes: client.scopes,
      enabled: client.enabled,
      authenticated: facts.authenticated === true,
    },
    clientSecrets: siblings.flatMap(secretHashes),
    organisationRedirectUris: siblings
      .filter((sibling) => sibling.clientId !== client.clientId || sibling.environment !== client.environment)
      .flatMap(({ clientId, environment, redirectUris }) =>
        redirectUris.map((uri) => ({ uri, clientId, environment })),
      ),
    ...(authorization && { authorization: aboutAuthorization(authorization, from) }),
    ...(tokens?.refresh && { refreshToken: await aboutRefreshToken(tokens, from, storage) }),
  };
}

function secretHashes(client: ClientRecord): NonNullable<KnownFacts['clientSecrets']>[number][] {
  return client.secrets
    .filter(({ algorithm }) => algorithm === 'sha256')
    .map(({ hash, retiredAt }) => ({
      hash,
      clientId: client.clientId,
      environment: client.environment,
      ...(retiredAt !== undefined && { retiredAt }),
    }));
}

function aboutAuthorization(
  authorization: AuthorizationRecord,
  from: string,
): NonNullable<KnownFacts['authorization']> {
  const { redeemedAt, redeemedByRequest, redeemedFrom, revokedAt, revokedBy } = authorization;
  return {
    codeChallenge: authorization.codeChallenge,
    redirectUri: authorization.redirectUri,
    redirectUriSent: authorization.redirectUriSent,
    issuedAt: authorization.issuedAt,
    codeExpiresAt: authorization.codeExpiresAt,
    wrongVerifiers: authorization.wrongVerifiers,
    ...(redeemedAt !== undefined && { redeemedAt, redeemedFromSameAddress: redeemedFrom === from }),
    ...(redeemedByRequest !== undefined && { redeemedByRequest }),
    ...(revokedAt !== undefined && { revokedAt, ...(revokedBy !== undefined && { revokedBy }) }),
  };
}

async function aboutRefreshToken(
  tokens: TokenRecord,
  from: string,
  storage: Storage,
): Promise<NonNullable<KnownFacts['refreshToken']>> {
  const { refresh, authorization, refreshRotatedAt, refreshRotatedByRequest, successorId } = tokens;
  const successor = successorId && (await storage.tokens(tokens.environment, successorId));
  return {
    issuedAt: tokens.issuedAt,
    expiresAt: refresh?.expiresAt ?? 0,
    inactiveAt: refresh?.inactiveAt ?? 0,
    ...(refreshRotatedAt !== undefined && {
      rotatedAt: refreshRotatedAt,
      rotatedFromSameAddress: tokens.refreshRotatedFrom === from,
    }),
    ...(refreshRotatedByRequest !== undefined && { rotatedByRequest: refreshRotatedByRequest }),
    ...(successor && {
      successorUsed: successor.refreshRotatedAt !== undefined || successor.accessUsedAt !== undefined,
    }),
    ...(authorization?.revokedAt !== undefined && {
      revokedAt: authorization.revokedAt,
      ...(authorization.revokedBy !== undefined && { revokedBy: authorization.revokedBy }),
    }),
  };
}
