import type { Listed, Page } from './clients.ts';

/** What one user allowed one client for one account. One record for each such triple; ended once, then a new one begins. */
export interface GrantRecord {
  readonly id: string;
  readonly environment: string;
  readonly clientId: string;
  readonly userId: string;
  readonly accountId: string;
  readonly scopes: readonly string[];
  readonly resources: readonly string[];
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly endedAt?: number;
  /** Who ended it: `user`, `app`, `administrator`, `reuse` … */
  readonly endedBy?: string;
}

/**
 * One authorization: its code, and the family of every token that came from it. `revokedAt` ends the whole family.
 * Times are Unix milliseconds of the environment's clock.
 */
export interface AuthorizationRecord {
  /** 12 bytes, time-ordered: the identifier inside the code's text. */
  readonly id: Uint8Array;
  readonly codeSecretHash: Uint8Array;
  readonly environment: string;
  readonly clientId: string;
  readonly userId: string;
  readonly accountId: string;
  readonly grantId: string;
  readonly flowId: string;
  readonly redirectUri: string;
  /** False when the authorization request left it out (a single registered one): the token request may as well. */
  readonly redirectUriSent: boolean;
  readonly codeChallenge: string;
  readonly scope: string;
  readonly resources: readonly string[];
  readonly nonce?: string;
  readonly authenticatedAt: number;
  /** How the user proved who they are, as RFC 8176 names it. */
  readonly amr?: readonly string[];
  /** SHA-256 of the state of the authorization request, as base64url: to tell one that was sent as the verifier. */
  readonly stateHash?: string;
  /** Region of the user, where the environment has more than one: its tokens are of no use in another. */
  readonly region?: string;
  readonly sessionId: Uint8Array;
  readonly issuedAt: number;
  readonly codeExpiresAt: number;
  /** Request that issued the code. */
  readonly issuedByRequest: string;
  readonly redeemedAt?: number;
  readonly redeemedByRequest?: string;
  /** Keyed hashes of who redeemed it, for "same or another address"; opaque here. */
  readonly redeemedFrom?: string;
  readonly wrongVerifiers: number;
  readonly revokedAt?: number;
  readonly revokedBy?: string;
}

/**
 * Tokens issued together: an access token, and a refresh token when the grant gives one. Both texts carry the same
 * identifier, each has its own secret.
 */
export interface NewTokens {
  /** 12 bytes, time-ordered. */
  readonly id: Uint8Array;
  readonly environment: string;
  readonly clientId: string;
  /** Absent for client_credentials. */
  readonly authorizationId?: Uint8Array;
  readonly scope: string;
  readonly audience: readonly string[];
  /** SHA-256 of the secret; for a JWT, of its whole text. */
  readonly accessSecretHash: Uint8Array;
  readonly accessFormat: 'opaque' | 'jwt';
  readonly accessExpiresAt: number;
  readonly refresh?: {
    readonly secretHash: Uint8Array;
    /** Absolute end of the family. */
    readonly expiresAt: number;
    /** End by inactivity, unless used. */
    readonly inactiveAt: number;
  };
  readonly issuedAt: number;
  readonly issuedByRequest: string;
}

/** What is stored of tokens, with the state of their family beside it (one read). */
export interface TokenRecord extends NewTokens {
  readonly accessRevokedAt?: number;
  readonly accessUsedAt?: number;
  readonly refreshRotatedAt?: number;
  readonly refreshRotatedByRequest?: string;
  readonly refreshRotatedFrom?: string;
  readonly successorId?: Uint8Array;
  /** Present when these tokens replaced others: the id of those. */
  readonly predecessorId?: Uint8Array;
  /** Present unless client_credentials. */
  readonly authorization?: Pick<
    AuthorizationRecord,
    | 'userId'
    | 'accountId'
    | 'grantId'
    | 'flowId'
    | 'authenticatedAt'
    | 'sessionId'
    | 'revokedAt'
    | 'revokedBy'
    | 'nonce'
    | 'region'
    | 'scope'
    | 'resources'
  >;
}

export interface AuthorizationStorage {
  /** The unended grant of this triple. */
  grant(environment: string, clientId: string, userId: string, accountId: string): Promise<GrantRecord | undefined>;
  grantById(environment: string, id: string): Promise<GrantRecord | undefined>;
  /** Newest first, ended ones included. */
  grants(
    environment: string,
    filter: { readonly clientId?: string; readonly userId?: string },
    page: Page,
  ): Promise<Listed<GrantRecord>>;
  /** Ends a grant and, in the same transaction, every authorization under it. */
  endGrant(input: {
    readonly environment: string;
    readonly id: string;
    readonly now: number;
    readonly by: string;
  }): Promise<{ readonly outcome: 'ended' | 'already-ended' | 'unknown' }>;
  /** Ends every unended grant of this client for this account, whichever user made it, and what hangs on them. */
  endGrantsOfAccount(input: {
    readonly environment: string;
    readonly clientId: string;
    readonly accountId: string;
    readonly now: number;
    readonly by: string;
  }): Promise<{ readonly ended: number }>;

  /**
   * Answers an authorization request with a code: creates the grant or widens the live one to `grant.scopes` and
   * `grant.resources`, stores the authorization under it, and concludes the authorization session when one is named.
   * Tests again that the session is open and unexpired, that client and user are enabled.
   */
  issueAuthorizationCode(input: {
    readonly grant: Omit<GrantRecord, 'endedAt' | 'endedBy'>;
    readonly authorization: Omit<
      AuthorizationRecord,
      'grantId' | 'redeemedAt' | 'redeemedByRequest' | 'redeemedFrom' | 'wrongVerifiers' | 'revokedAt' | 'revokedBy'
    >;
    readonly authorizationSessionId?: Uint8Array;
    readonly now: number;
  }): Promise<{
    readonly outcome: 'issued' | 'session-concluded' | 'session-expired' | 'client-disabled' | 'user-disabled';
  }>;

  authorization(environment: string, id: Uint8Array): Promise<AuthorizationRecord | undefined>;
  /**
   * The client's latest authorizations, newest first, at most 50 and only among the thousand newest of the whole
   * storage: the bound on the work. Read after a refusal only, to name the flow that a wrong verifier belongs to.
   */
  recentAuthorizations(
    environment: string,
    clientId: string,
  ): Promise<readonly Pick<AuthorizationRecord, 'flowId' | 'codeChallenge' | 'issuedAt'>[]>;

  /**
   * Redeems a code once. The caller has proved client, redirect URI, code secret and verifier; the verb tests again
   * that the code is unused, unexpired and not burnt, that its family is not revoked and that its client is enabled.
   * `replayed` revokes the family in the same transaction (RFC 9700 section 2.1.1, RFC 6749 section 4.1.2), unless
   * `keepOnReplay` says that what the code gave stays.
   */
  redeemAuthorizationCode(input: {
    readonly environment: string;
    readonly id: Uint8Array;
    readonly clientId: string;
    readonly now: number;
    readonly requestId: string;
    readonly from: string;
    readonly tokens: NewTokens;
    readonly keepOnReplay?: boolean;
  }): Promise<
    | { readonly outcome: 'redeemed' }
    | {
        readonly outcome: 'replayed';
        readonly redeemedAt: number;
        readonly redeemedByRequest: string;
        readonly redeemedFrom: string;
      }
    | { readonly outcome: 'expired'; readonly expiredAt: number }
    | { readonly outcome: 'ended'; readonly endedAt: number; readonly endedBy: string }
    | { readonly outcome: 'burnt' | 'client-disabled' | 'unknown' }
  >;
  /** Counts a wrong verifier on an unused code; the fifth burns it. */
  countWrongVerifier(input: {
    readonly environment: string;
    readonly id: Uint8Array;
  }): Promise<{ readonly outcome: 'counted' | 'burnt'; readonly count: number } | { readonly outcome: 'unknown' }>;

  /** client_credentials: stores the tokens while the client is enabled. */
  issueTokens(tokens: NewTokens): Promise<{ readonly outcome: 'issued' | 'client-disabled' }>;

  /**
   * Rotates a refresh token whose secret and client the caller has proved. Exactly one successor is ever created.
   * `retried`: the token was rotated less than `window` ago with the same `parametersHash` and neither successor token
   * has been used; the sealed answer of the first is given back. Otherwise a rotated token is `reused` and the family
   * is revoked in the same transaction (RFC 9700 section 4.14.2). With `window` 0 nothing sealed is stored.
   */
  rotateRefreshToken(input: {
    readonly environment: string;
    readonly id: Uint8Array;
    readonly clientId: string;
    readonly now: number;
    readonly requestId: string;
    /** Keyed hashes of the caller's address and user agent; opaque here. */
    readonly from: string;
    /** 32 bytes over everything in the request that shapes the answer. */
    readonly parametersHash: Uint8Array;
    /** Milliseconds. */
    readonly window: number;
    readonly successor: NewTokens;
    /** The answer, sealed under a key that only the presented token gives. */
    readonly sealedAnswer: Uint8Array;
  }): Promise<
    | { readonly outcome: 'rotated' }
    | { readonly outcome: 'retried'; readonly sealedAnswer: Uint8Array; readonly rotatedAt: number }
    | {
        readonly outcome: 'reused';
        readonly rotatedAt: number;
        readonly rotatedByRequest: string;
        readonly rotatedFrom: string;
      }
    | { readonly outcome: 'expired' | 'inactive'; readonly endedAt: number }
    | { readonly outcome: 'revoked'; readonly revokedAt: number; readonly revokedBy: string }
    | { readonly outcome: 'client-disabled' | 'unknown' }
  >;

  /**
   * Issues an access token on a refresh token that stays, where the policy does not rotate. The caller has proved secret
   * and client; the verb tests what `rotateRefreshToken` tests, and moves the refresh token's end by inactivity.
   * A token that was rotated before, under another policy, is `reused` and ends its family.
   */
  useRefreshToken(input: {
    readonly environment: string;
    readonly id: Uint8Array;
    readonly clientId: string;
    readonly now: number;
    /** The new end by inactivity, Unix milliseconds. */
    readonly inactiveAt: number;
    /** Without a refresh token. */
    readonly tokens: NewTokens;
  }): Promise<
    | { readonly outcome: 'issued' }
    | Exclude<
        Awaited<ReturnType<AuthorizationStorage['rotateRefreshToken']>>,
        { readonly outcome: 'rotated' | 'retried' }
      >
  >;

  /** Tokens by the identifier in either token's text; hot: one read per introspection. */
  tokens(environment: string, id: Uint8Array): Promise<TokenRecord | undefined>;
  /** Remembers the first use of an access token that replaced another (a later retry of the rotation is then reuse). */
  recordAccessTokenUse(environment: string, id: Uint8Array, now: number): Promise<void>;
  /** Ends one access token. */
  revokeAccessToken(input: {
    readonly environment: string;
    readonly id: Uint8Array;
    readonly now: number;
  }): Promise<{ readonly outcome: 'revoked' | 'already-revoked' | 'unknown' }>;
  /** Ends an authorization and every token of its family. */
  revokeAuthorization(input: {
    readonly environment: string;
    readonly id: Uint8Array;
    readonly now: number;
    readonly by: string;
  }): Promise<{ readonly outcome: 'revoked' | 'already-revoked' | 'unknown' }>;
}
