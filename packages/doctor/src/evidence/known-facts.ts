/** SHA-256 of a client secret, as base64url of the 32 bytes, and whose it is. */
export interface KnownClientSecret {
  readonly hash: string;
  readonly clientId: string;
  readonly environment: string;
  readonly retiredAt?: number;
}

/** A redirect URI that another client of the same organisation has registered. */
export interface OrganisationRedirectUri {
  readonly uri: string;
  readonly clientId: string;
  readonly environment: string;
}

/** The client that the request named, as it is registered. */
export interface KnownClient {
  readonly clientId: string;
  readonly name: string;
  readonly authMethod: string;
  readonly redirectUris: readonly string[];
  readonly grantTypes: readonly string[];
  readonly scopes: readonly string[];
  readonly enabled: boolean;
  /** True when this request authenticated as the client. */
  readonly authenticated: boolean;
}

/** The authorization whose code was presented, when it is the client's own. Times are Unix milliseconds. */
export interface KnownAuthorization {
  readonly codeChallenge: string;
  readonly redirectUri: string;
  readonly redirectUriSent: boolean;
  readonly issuedAt: number;
  readonly codeExpiresAt: number;
  readonly wrongVerifiers: number;
  /** SHA-256 of the state of the authorization request, as base64url, where it had one. */
  readonly stateHash?: string;
  readonly redeemedAt?: number;
  readonly redeemedByRequest?: string;
  readonly redeemedFromSameAddress?: boolean;
  readonly revokedAt?: number;
  readonly revokedBy?: string;
}

/** The refresh token that was presented, when it is the client's own. Times are Unix milliseconds. */
export interface KnownRefreshToken {
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly inactiveAt: number;
  readonly rotatedAt?: number;
  readonly rotatedByRequest?: string;
  readonly rotatedFromSameAddress?: boolean;
  /** Whether the User-Agent header of the rotation said the same. */
  readonly rotatedBySameAgent?: boolean;
  readonly successorUsed?: boolean;
  readonly revokedAt?: number;
  readonly revokedBy?: string;
  /** Times that this very token was refused before for the same reason, as far as the trace still knows. */
  readonly refusedBefore?: number;
}

/** The access token that was presented. Times are Unix milliseconds. */
export interface KnownAccessToken {
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly scope: string;
  readonly audience: readonly string[];
  readonly revokedAt?: number;
  readonly revokedBy?: string;
}

/** A flow of the refused client, by the challenge that it began with. `at` is Unix milliseconds. */
export interface RecentFlow {
  readonly flowId: string;
  readonly codeChallenge: string;
  readonly at: number;
}

/** What was refused as a token, where it was recognised afterwards; lengths in characters. */
export interface KnownSentToken {
  readonly is: 'access-token' | 'refresh-token' | 'cut' | 'decorated' | 'altered';
  readonly characters: number;
  readonly wholeCharacters: number;
}

/** What only the server can know, limited to the records of the refused client and of its organisation. */
export interface KnownFacts {
  readonly client?: KnownClient;
  readonly clientSecrets?: readonly KnownClientSecret[];
  readonly organisationRedirectUris?: readonly OrganisationRedirectUri[];
  readonly authorization?: KnownAuthorization;
  readonly refreshToken?: KnownRefreshToken;
  readonly accessToken?: KnownAccessToken;
  /** Other flows of the refused client, newest first; only where a verifier did not fit. */
  readonly recentFlows?: readonly RecentFlow[];
  /** The environment in which the client that the request names is registered, where it is not the one that was asked. */
  readonly registeredIn?: string;
  readonly sentToken?: KnownSentToken;
  /** The environment that issued the presented code or token, where it is not the one that was asked. */
  readonly issuedIn?: string;
}
