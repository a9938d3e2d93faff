/**
 * Revokes a token (RFC 7009): a refresh token ends its whole family, or, by policy, all of the client's access to the
 * account; an access token ends alone. A token that is
 * unknown, another client's or already revoked is answered like one that was revoked now.
 */
import type { ClientRecord, TokenRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { locateText } from '../tokens/issued-text.ts';
import { isSameSecret } from '../tokens/same-secret.ts';
import { findAccessToken } from './access-token.ts';

export interface RevokeTokenRequest {
  readonly token: string;
}

export interface RevokeTokenResult {
  readonly flowId: string | undefined;
}

/** @param client authenticated. Never refuses for what the token is. */
export async function revokeToken(
  request: RevokeTokenRequest,
  client: ClientRecord,
  environment: Environment,
): Promise<RevokeTokenResult> {
  const { deps, name } = environment;
  const now = deps.now();
  const refresh = await findRefreshToken(request.token, environment);
  if (refresh?.clientId === client.clientId && refresh.authorizationId) {
    if (environment.policy.revocationReach === 'account') {
      await endAccess(refresh.authorization as NonNullable<TokenRecord['authorization']>, client, 'app', environment);
    } else {
      await deps.storage.revokeAuthorization({ environment: name, id: refresh.authorizationId, now, by: 'app' });
    }
    return { flowId: refresh.authorization?.flowId };
  }
  const access = await findAccessToken(request.token, environment);
  if (access.tokens?.clientId === client.clientId) {
    await deps.storage.revokeAccessToken({ environment: name, id: access.tokens.id, now });
    return { flowId: access.tokens.authorization?.flowId };
  }
  return { flowId: undefined };
}

/**
 * Ends all of a client's access to an account, whichever user gave it; where there is no account, the user's own.
 * @param by who ended it: `app` or `user`.
 */
export async function endAccess(
  granted: { readonly grantId: string; readonly accountId: string },
  client: Pick<ClientRecord, 'clientId'>,
  by: 'app' | 'user',
  environment: Environment,
): Promise<void> {
  const { storage, now } = environment.deps;
  const end = { environment: environment.name, now: now(), by };
  if (granted.accountId === '') await storage.endGrant({ ...end, id: granted.grantId });
  else await storage.endGrantsOfAccount({ ...end, clientId: client.clientId, accountId: granted.accountId });
}

/** Ends all of a client's access to what one user granted, in whichever account. @param tokens of that user. */
export async function endAccessOfUser(
  tokens: TokenRecord,
  { clientId }: Pick<ClientRecord, 'clientId'>,
  by: 'app' | 'user',
  { deps, name }: Environment,
): Promise<void> {
  const userId = tokens.authorization?.userId ?? '';
  let after: string | undefined;
  do {
    const page = { limit: 100, ...(after !== undefined && { after }) };
    const { items, next } = await deps.storage.grants(name, { clientId, userId }, page);
    for (const grant of items) {
      if (grant.endedAt !== undefined) continue;
      await deps.storage.endGrant({ environment: name, id: grant.id, now: deps.now(), by });
    }
    after = next;
  } while (after !== undefined);
}

/** Tokens whose refresh token this is. The hint of RFC 7009 is not needed: a text says what it is. */
export async function findRefreshToken(text: string, environment: Environment): Promise<TokenRecord | undefined> {
  const read = await locateText(text, 'refresh-token', environment);
  if (read.outcome !== 'token') return undefined;
  const tokens = await environment.deps.storage.tokens(environment.name, read.id);
  return isSameSecret(read.secretHash, tokens?.refresh?.secretHash) ? tokens : undefined;
}
