/**
 * Tells a resource server, or the client itself, the state of a token (RFC 7662). A token that is unknown, expired,
 * revoked or none of the caller's business is `inactive`, and nothing else is said of it.
 */
import type { ClientRecord, TokenRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { refuse } from '../refusal.ts';
import { accessTokenFault, findAccessToken, noteUse } from './access-token.ts';
import { findRefreshToken } from './revoke-token.ts';

export interface IntrospectTokenRequest {
  readonly token: string;
}

export type IntrospectTokenResult =
  | { readonly outcome: 'inactive' }
  | {
      readonly outcome: 'active';
      readonly kind: 'access-token' | 'refresh-token';
      readonly tokens: TokenRecord;
    };

/** @param caller authenticated. @throws Refusal `introspection-not-allowed` for a public client. */
export async function introspectToken(
  request: IntrospectTokenRequest,
  caller: ClientRecord,
  environment: Environment,
): Promise<IntrospectTokenResult> {
  // A public client proves nothing, so that anybody could try stolen tokens (RFC 7662 section 2.1).
  if (caller.authMethod === 'none') refuse('introspection-not-allowed', {}, { client: caller, authenticated: true });
  const now = environment.deps.now();
  const { tokens } = await findAccessToken(request.token, environment);
  if (tokens) {
    if (!mayKnow(caller, tokens) || accessTokenFault(tokens, now)) return { outcome: 'inactive' };
    if (!(await isClientEnabled(tokens, caller, environment))) return { outcome: 'inactive' };
    await noteUse(tokens, environment);
    return { outcome: 'active', kind: 'access-token', tokens };
  }
  const refresh = await findRefreshToken(request.token, environment);
  if (!refresh || refresh.clientId !== caller.clientId || !isRefreshTokenAlive(refresh, now)) {
    return { outcome: 'inactive' };
  }
  return { outcome: 'active', kind: 'refresh-token', tokens: refresh };
}

function mayKnow(caller: ClientRecord, tokens: TokenRecord): boolean {
  return tokens.clientId === caller.clientId || tokens.audience.some((uri) => caller.serves.includes(uri));
}

async function isClientEnabled(tokens: TokenRecord, caller: ClientRecord, environment: Environment): Promise<boolean> {
  if (tokens.clientId === caller.clientId) return true;
  const client = await environment.deps.storage.client(environment.name, tokens.clientId);
  return client?.enabled === true;
}

function isRefreshTokenAlive(tokens: TokenRecord, now: number): boolean {
  const { refresh, refreshRotatedAt, authorization } = tokens;
  if (!refresh || refreshRotatedAt !== undefined || authorization?.revokedAt !== undefined) return false;
  return now < refresh.expiresAt && now < refresh.inactiveAt;
}
