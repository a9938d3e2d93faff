import type { ProblemId } from '@candor/protocol';
import type { AuthorizationRecord, ClientRecord, Storage, TokenRecord } from '@candor/storage';
import type { RefusalFacts } from '../refusal.ts';
import { isSameAddress, isSameAgent } from '../trace/caller-mark.ts';
import { recentFlows } from './recent-flows.ts';
import type { KnownFacts } from './refused-exchange.ts';

/** A refusal as far as its facts depend on it. */
export interface Explainable {
  readonly problem: ProblemId;
  readonly facts: RefusalFacts;
  /** `callerMark` of the refused caller, or its address part alone. */
  readonly from: string;
}

/**
 * What the refused client's owner may be told (ARCHITECTURE 4.8): its own records, and what belongs to clients of the
 * same organisation. Read after the answer, only for a refusal.
 */
export async function gatherKnownFacts(refused: Explainable, storage: Storage): Promise<KnownFacts> {
  const { client, authorization, tokens } = refused.facts;
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
      authenticated: refused.facts.authenticated === true,
    },
    clientSecrets: siblings.flatMap(secretHashes),
    organisationRedirectUris: siblings
      .filter((sibling) => sibling.clientId !== client.clientId || sibling.environment !== client.environment)
      .flatMap(({ clientId, environment, redirectUris }) =>
        redirectUris.map((uri) => ({ uri, clientId, environment })),
      ),
    ...(authorization && (await aboutAuthorization(authorization, refused, storage))),
    ...(tokens && { accessToken: aboutAccessToken(tokens) }),
    ...(tokens?.refresh && { refreshToken: await aboutRefreshToken(tokens, refused.from, storage) }),
  };
}

function secretHashes(client: ClientRecord): NonNullable<KnownFacts['clientSecrets']>[number][] {
  return client.secrets
    .filter(({ algorithm }) => algorithm === 'sha256')
    .map(({ hash: secretHash, retiredAt }) => ({
      hash: secretHash,
      clientId: client.clientId,
      environment: client.environment,
      ...(retiredAt !== undefined && { retiredAt }),
    }));
}

/** Problems for which it matters what else the app may have sent as the verifier. */
const aboutVerifier: ReadonlySet<ProblemId> = new Set([
  'code-verifier-mismatch',
  'code-verifier-malformed',
  'code-burnt',
]);

async function aboutAuthorization(
  authorization: AuthorizationRecord,
  { problem, from }: Explainable,
  storage: Storage,
): Promise<Pick<KnownFacts, 'authorization' | 'recentFlows'>> {
  const { redeemedAt, redeemedByRequest, redeemedFrom, revokedAt, revokedBy } = authorization;
  const verifierMatters = aboutVerifier.has(problem);
  const { stateHash } = authorization;
  return {
    authorization: {
      codeChallenge: authorization.codeChallenge,
      redirectUri: authorization.redirectUri,
      redirectUriSent: authorization.redirectUriSent,
      issuedAt: authorization.issuedAt,
      codeExpiresAt: authorization.codeExpiresAt,
      wrongVerifiers: authorization.wrongVerifiers,
      ...(verifierMatters && stateHash !== undefined && { stateHash }),
      ...(redeemedAt !== undefined && {
        redeemedAt,
        ...(redeemedFrom !== undefined && { redeemedFromSameAddress: isSameAddress(redeemedFrom, from) }),
      }),
      ...(redeemedByRequest !== undefined && { redeemedByRequest }),
      ...(revokedAt !== undefined && { revokedAt, ...(revokedBy !== undefined && { revokedBy }) }),
    },
    ...(verifierMatters && { recentFlows: await recentFlows(authorization, storage) }),
  };
}

function aboutAccessToken(tokens: TokenRecord): NonNullable<KnownFacts['accessToken']> {
  const { accessRevokedAt, authorization } = tokens;
  const revokedAt = accessRevokedAt ?? authorization?.revokedAt;
  // An access token is revoked alone by its app only (RFC 7009); everybody else ends the authorization.
  const revokedBy = accessRevokedAt === undefined ? authorization?.revokedBy : 'app';
  return {
    issuedAt: tokens.issuedAt,
    expiresAt: tokens.accessExpiresAt,
    scope: tokens.scope,
    audience: tokens.audience,
    ...(revokedAt !== undefined && { revokedAt }),
    ...(revokedBy !== undefined && { revokedBy }),
  };
}

async function aboutRefreshToken(
  tokens: TokenRecord,
  from: string,
  storage: Storage,
): Promise<NonNullable<KnownFacts['refreshToken']>> {
  // Of two requests at the same time both found a token that was not rotated yet.
  const current =
    tokens.refreshRotatedAt === undefined ? ((await storage.tokens(tokens.environment, tokens.id)) ?? tokens) : tokens;
  const { refresh, authorization, refreshRotatedAt, refreshRotatedByRequest, refreshRotatedFrom, successorId } =
    current;
  const successor = successorId && (await storage.tokens(tokens.environment, successorId));
  const sameAgent = refreshRotatedFrom === undefined ? undefined : isSameAgent(refreshRotatedFrom, from);
  return {
    issuedAt: tokens.issuedAt,
    expiresAt: refresh?.expiresAt ?? 0,
    inactiveAt: refresh?.inactiveAt ?? 0,
    ...(refreshRotatedAt !== undefined && { rotatedAt: refreshRotatedAt }),
    ...(refreshRotatedFrom !== undefined && { rotatedFromSameAddress: isSameAddress(refreshRotatedFrom, from) }),
    ...(sameAgent !== undefined && { rotatedBySameAgent: sameAgent }),
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
