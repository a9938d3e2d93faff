import type { MintedTokens } from '../tokens/issue-tokens.ts';

/** What a token request gives, before the dialect writes it (RFC 6749 section 5.1). */
export interface TokenAnswer {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
  readonly scope: string;
  /** Unix milliseconds; the writer makes `expires_in` of it. */
  readonly accessExpiresAt: number;
  /** When the refresh token ends unless it is used, Unix milliseconds. */
  readonly refreshExpiresAt?: number | undefined;
  readonly clientId: string;
  readonly flowId: string | undefined;
}

export function tokenAnswer(
  minted: MintedTokens,
  rest: { readonly idToken?: string | undefined; readonly flowId?: string | undefined },
): TokenAnswer {
  const { refresh } = minted.record;
  return {
    accessToken: minted.accessToken,
    refreshToken: minted.refreshToken,
    idToken: rest.idToken,
    scope: minted.record.scope,
    accessExpiresAt: minted.record.accessExpiresAt,
    refreshExpiresAt: refresh && Math.min(refresh.expiresAt, refresh.inactiveAt),
    clientId: minted.record.clientId,
    flowId: rest.flowId,
  };
}
