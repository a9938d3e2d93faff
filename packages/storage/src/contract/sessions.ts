/** A browser's sign-in. Found by id; the secret's SHA-256 alone is stored. Also used for members (`environment` = ''). */
export interface SessionRecord {
  /** 12 bytes, time-ordered. */
  readonly id: Uint8Array;
  readonly secretHash: Uint8Array;
  /** Empty for a member's console session. */
  readonly environment: string;
  readonly userId: string;
  /** The app in whose own form the user signed in, for one of a provider's dialect; absent for a browser's. */
  readonly clientId?: string;
  /** When the user last proved who they are. */
  readonly authenticatedAt: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** How the user proved who they are, as RFC 8176 names it. */
  readonly amr?: readonly string[];
  /** No finer than a few minutes; absent until the session is used after its beginning. */
  readonly lastUsedAt?: number;
  /** Keyed hash of the address of the last use, for "same or another address". */
  readonly usedFrom?: string;
  /** Browser and system by their bare names, for the user to tell their sessions apart: `Firefox, Windows`. */
  readonly agent?: string;
  readonly endedAt?: number;
}

/**
 * One authorization request between its arrival and its answer: what the hosted pages work on. Bound to the browser
 * that began it by the hash of a cookie.
 */
export interface AuthorizationSessionRecord {
  /** 12 bytes, time-ordered; its base64url is the flow id. */
  readonly id: Uint8Array;
  readonly environment: string;
  readonly clientId: string;
  /**
   * The validated authorization request, as the authorization operation serialised it; for a user's own pages, which no
   * client asks for (`clientId` is empty), the page to go on to. At most 16 KiB.
   */
  readonly request: string;
  readonly browserHash: Uint8Array;
  readonly createdAt: number;
  readonly expiresAt: number;
  /**
   * The user whose password was proved here while the second factor is owed, and the version of their record at that
   * moment: after any change of the user the proof is void.
   */
  readonly passwordProof?: { readonly userId: string; readonly userVersion: number };
  readonly userId?: string;
  readonly accountId?: string;
  readonly authenticatedAt?: number;
  /** Set when the request was answered: no second answer. */
  readonly concludedAt?: number;
}

export interface PushedRequestRecord {
  readonly id: Uint8Array;
  readonly secretHash: Uint8Array;
  readonly environment: string;
  readonly clientId: string;
  readonly request: string;
  readonly expiresAt: number;
}

export interface SessionStorage {
  createSession(session: SessionRecord): Promise<void>;
  session(id: Uint8Array): Promise<SessionRecord | undefined>;
  /** Moves `authenticatedAt` forward after a new proof. */
  renewSession(id: Uint8Array, authenticatedAt: number): Promise<void>;
  endSession(id: Uint8Array, endedAt: number): Promise<{ readonly outcome: 'ended' | 'unknown' }>;
  /** Remembers when and from where a session was used last. */
  noteSessionUse(input: { readonly id: Uint8Array; readonly now: number; readonly from: string }): Promise<void>;
  /** Ends all sessions of a user, but for the one excepted. */
  endSessionsOfUser(input: {
    readonly environment: string;
    readonly userId: string;
    readonly now: number;
    readonly except?: Uint8Array;
  }): Promise<{ readonly ended: number }>;
  /** The unended ones, newest first; expired ones may be among them. */
  sessionsOfUser(environment: string, userId: string): Promise<readonly SessionRecord[]>;

  beginAuthorizationSession(session: AuthorizationSessionRecord): Promise<void>;
  authorizationSession(environment: string, id: Uint8Array): Promise<AuthorizationSessionRecord | undefined>;
  /**
   * The client's latest authorization requests, answered or not, within the bounds of `recentAuthorizations`: a flow
   * whose user is still at the pages has no authorization yet.
   */
  recentAuthorizationSessions(
    environment: string,
    clientId: string,
  ): Promise<readonly Pick<AuthorizationSessionRecord, 'id' | 'request' | 'createdAt'>[]>;
  /**
   * Ties an open session, which was begun by the app and not by a browser, to the first browser that opens it: one
   * whose `browserHash` is empty. `taken` when it is another browser's.
   */
  claimAuthorizationSession(input: {
    readonly environment: string;
    readonly id: Uint8Array;
    readonly browserHash: Uint8Array;
    readonly now: number;
  }): Promise<{ readonly outcome: 'claimed' | 'taken' | 'concluded' | 'expired' | 'unknown' }>;
  /** Records that the password of a user with a second factor was proved, while the session is open and unexpired. */
  recordPasswordProof(input: {
    readonly environment: string;
    readonly id: Uint8Array;
    readonly now: number;
    readonly userId: string;
    readonly userVersion: number;
  }): Promise<{ readonly outcome: 'recorded' | 'concluded' | 'expired' | 'unknown' }>;
  /**
   * Sets user, account and time of authentication while the session is open and unexpired; a proof of the password
   * alone is forgotten.
   */
  continueAuthorizationSession(input: {
    readonly environment: string;
    readonly id: Uint8Array;
    readonly now: number;
    readonly userId: string;
    readonly authenticatedAt: number;
    readonly accountId?: string;
  }): Promise<{ readonly outcome: 'continued' | 'concluded' | 'expired' | 'unknown' }>;
  /** Ends the session without a code (denied, refused after consent). */
  concludeAuthorizationSession(input: {
    readonly environment: string;
    readonly id: Uint8Array;
    readonly now: number;
  }): Promise<{ readonly outcome: 'concluded' | 'already-concluded' | 'expired' | 'unknown' }>;

  pushAuthorizationRequest(request: PushedRequestRecord): Promise<void>;
  /** Single use (RFC 9126 section 4). `secretHash` and client are compared by the verb as well. */
  takePushedRequest(input: {
    readonly environment: string;
    readonly id: Uint8Array;
    readonly secretHash: Uint8Array;
    readonly clientId: string;
    readonly now: number;
  }): Promise<
    | { readonly outcome: 'taken'; readonly request: string }
    | { readonly outcome: 'used' | 'expired' | 'other-client' | 'unknown' }
  >;
}
