import type { AuthorizationStorage } from './authorizations.ts';
import type { ClientStorage } from './clients.ts';
import type { LimitStorage } from './limits.ts';
import type { PeopleStorage } from './people.ts';
import type { SecondFactorStorage } from './second-factors.ts';
import type { ServerStorage } from './server-wide.ts';
import type { SessionStorage } from './sessions.ts';
import type { TextNameStorage } from './text-names.ts';

/**
 * The storage of a Candor installation. Every verb is atomic, durable when its promise resolves, and tests the mutable
 * conditions that its documentation names again, so that facts read before may be stale. Expected outcomes are tagged
 * results; a rejection means that the engine itself failed and nothing was changed.
 */
export interface Storage
  extends ClientStorage,
    PeopleStorage,
    SessionStorage,
    AuthorizationStorage,
    LimitStorage,
    SecondFactorStorage,
    TextNameStorage,
    ServerStorage {
  /**
   * Deletes what can't matter any more at `now` of the environment: sealed answers, sessions of browsers, reset links,
   * one-time codes, limits and assertions past their end, authorization and pushed requests an hour past theirs (whoever
   * comes late is told that they ran out), authorizations, tokens and sessions of apps `retention` milliseconds past
   * theirs, which also bounds the hour. Bounded: at most `limit` rows in one call; gives back how many it deleted.
   */
  removeExpired(input: {
    readonly environment: string;
    readonly now: number;
    readonly retention: number;
    readonly limit: number;
  }): Promise<number>;
  /** Finishes what is queued and closes; later calls reject. */
  close(): Promise<void>;
}
