export interface LimitStorage {
  /**
   * Counts one attempt in a window that starts with its first one; the count is exact on every node. Counting before
   * the costly work keeps concurrent attempts inside the limit. `retryAt` is the window's end.
   */
  countAttempt(input: {
    readonly key: string;
    /** Whose clock `now` is; absent for the server's own. `removeExpired` of that environment (or of '') deletes it. */
    readonly environment?: string;
    readonly now: number;
    /** Milliseconds. */
    readonly window: number;
    readonly limit: number;
    /** Milliseconds: the attempt that reaches the limit makes the window end so long after it, in place of its own end. */
    readonly pauseAtLimit?: number;
  }): Promise<
    { readonly outcome: 'counted'; readonly count: number } | { readonly outcome: 'exceeded'; readonly retryAt: number }
  >;
  /** The running or ended window of a key, without counting; undefined where nothing was counted, or was forgotten. */
  attempts(key: string): Promise<{ readonly count: number; readonly endsAt: number } | undefined>;
  /** Takes back one attempt that turned out well. */
  forgiveAttempt(key: string): Promise<void>;
  /** Remembers an assertion's `jti` until it has expired (RFC 7523 section 3, item 7). */
  reserveAssertion(input: {
    readonly environment: string;
    readonly clientId: string;
    readonly jtiHash: Uint8Array;
    readonly now: number;
    readonly expiresAt: number;
  }): Promise<{ readonly outcome: 'reserved' | 'replayed' }>;
}
