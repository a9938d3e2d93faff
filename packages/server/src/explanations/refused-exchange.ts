/** Where a parameter stood in the request. */
export type ParameterPlace = 'query' | 'body' | 'header';

export interface SentParameter {
  readonly name: string;
  readonly value: string;
  readonly in: ParameterPlace;
  /** The value is not the one that was sent, but what the trace kept of it. */
  readonly redacted?: boolean;
}

/**
 * Everything that the server knows about one refused request, as it is handed to `diagnose`: what was sent, verbatim,
 * and the facts of the refused client's own records. Lives in memory only; what is kept of it is redacted first.
 * Times are Unix milliseconds of the environment's clock.
 */
export interface RefusedExchange {
  readonly requestId: string;
  readonly at: number;
  readonly environment: string;
  /** Id of the problem, the private one. */
  readonly problem: string;
  /** `authorization`, `token`, `pushed-authorization-request`, `revocation`, `introspection`, `userinfo` … */
  readonly endpoint: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly contentType?: string;
    /** The raw header. */
    readonly authorization?: string;
    readonly userAgent?: string;
    /** The raw headers Accept and Date. */
    readonly accept?: string;
    readonly date?: string;
    readonly parameters: readonly SentParameter[];
  };
  readonly response: { readonly status: number; readonly error?: string; readonly description?: string };
  readonly known: KnownFacts;
  /** The refusal's private detail: `seen`, `expected` and whatever the check named. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface KnownFacts {
  /** The client that the request named, when it exists in this environment. */
  readonly client?: {
    readonly clientId: string;
    readonly name: string;
    readonly authMethod: string;
    readonly redirectUris: readonly string[];
    readonly grantTypes: readonly string[];
    readonly scopes: readonly string[];
    readonly enabled: boolean;
    /** True when this request authenticated as the client. */
    readonly authenticated: boolean;
  };
  /** SHA-256 (base64url) of the secrets of this client, live and retired, and of its organisation's other clients. */
  readonly clientSecrets?: readonly {
    readonly hash: string;
    readonly clientId: string;
    readonly environment: string;
    readonly retiredAt?: number;
  }[];
  /** Redirect URIs of the organisation's other clients, other environments included. */
  readonly organisationRedirectUris?: readonly {
    readonly uri: string;
    readonly clientId: string;
    readonly environment: string;
  }[];
  /** The authorization whose code was presented, when it is the client's own. */
  readonly authorization?: {
    readonly codeChallenge: string;
    readonly redirectUri: string;
    readonly redirectUriSent: boolean;
    readonly issuedAt: number;
    readonly codeExpiresAt: number;
    readonly wrongVerifiers: number;
    /** SHA-256 (base64url) of the state of the authorization request, where it had one. */
    readonly stateHash?: string;
    readonly redeemedAt?: number;
    readonly redeemedByRequest?: string;
    readonly redeemedFromSameAddress?: boolean;
    readonly revokedAt?: number;
    readonly revokedBy?: string;
  };
  /** What was refused as a token, where it was recognised afterwards. */
  readonly sentToken?: {
    readonly is: 'access-token' | 'refresh-token' | 'cut' | 'decorated' | 'altered';
    readonly characters: number;
    readonly wholeCharacters: number;
  };
  /** The refresh token that was presented, when it is the client's own. */
  readonly refreshToken?: {
    readonly issuedAt: number;
    readonly expiresAt: number;
    readonly inactiveAt: number;
    readonly rotatedAt?: number;
    readonly rotatedByRequest?: string;
    readonly rotatedFromSameAddress?: boolean;
    readonly rotatedBySameAgent?: boolean;
    readonly successorUsed?: boolean;
    readonly revokedAt?: number;
    readonly revokedBy?: string;
    /** Times that this very token was refused before for the same reason, as far as the trace still knows. */
    readonly refusedBefore?: number;
  };
  /** The access token that was presented: its own client is the refused one. */
  readonly accessToken?: {
    readonly issuedAt: number;
    readonly expiresAt: number;
    readonly scope: string;
    readonly audience: readonly string[];
    readonly revokedAt?: number;
    readonly revokedBy?: string;
  };
  /** Other flows of the refused client, newest first; only where a verifier did not fit. */
  readonly recentFlows?: readonly { readonly flowId: string; readonly codeChallenge: string; readonly at: number }[];
  /** The environment in which the client that the request names is registered, where it is not the one that was asked. */
  readonly registeredIn?: string;
  /** The environment that issued the presented code or token, where it is not the one that was asked. */
  readonly issuedIn?: string;
}

/** One ranked cause, as the doctor gives it (the contract of `GET /api/explanations`). */
export interface Diagnosis {
  readonly cause: string;
  readonly variant: string;
  readonly title: string;
  readonly confidence: 'certain' | 'likely' | 'possible';
  readonly evidence: readonly { readonly where: string; readonly seen: string; readonly expected: string }[];
  readonly why: string;
  readonly fix: string;
  readonly retry: boolean;
  readonly whoseMove: 'app' | 'user' | 'operator' | 'provider';
}

/** The doctor, handed in: pure, synchronous, bounded. Best diagnosis first. */
export type Diagnose = (exchange: RefusedExchange) => readonly Diagnosis[];
