import type { Explanation } from '../explanations/open-explanation.ts';
import type { Mistake } from './mistakes.ts';
import type { WireMessage } from './wire.ts';

/** A value that the app kept and the one that came back. */
export interface Comparison {
  readonly name: string;
  readonly kept: string;
  readonly returned: string | undefined;
  readonly isSame: boolean;
}

/** The explanation of a refused leg, as the app read it with its own credentials, or why it could not. */
export type ReadExplanation =
  | { readonly outcome: 'read'; readonly explanation: Explanation }
  | { readonly outcome: 'not-read'; readonly why: string };

/** One leg of the flow in the transcript. */
export interface Leg {
  readonly title: string;
  /** Who sends the request to whom. */
  readonly way: 'browser to server' | 'browser to app' | 'app to server' | 'user to server';
  /** `open`: the request stands, and the answer is not there yet. */
  readonly state: 'open' | 'answered' | 'refused';
  /** What the leg is for, or what was wrong with it, in a sentence or two. */
  readonly text: string;
  /** Absent where the app sees none: what the server asks of the user is between the two. */
  readonly request?: WireMessage;
  /** What the app does wrong in this leg, on purpose. */
  readonly mistake?: string;
  readonly response?: WireMessage;
  /** Milliseconds until the answer. */
  readonly took?: number;
  /** The pair of RFC 7636, made for this request. */
  readonly pkce?: { readonly verifier: string; readonly challenge: string };
  readonly comparisons?: readonly Comparison[];
  readonly explanation?: ReadExplanation;
  /** An address at which the reader sees for themselves what the answer looks like to a person. */
  readonly seeAt?: string;
}

/** What the reader can do next. */
export type NextStep =
  /** Goes to the authorization endpoint with the browser. */
  | { readonly kind: 'sign-in'; readonly href: string }
  | { readonly kind: 'try-authorization' | 'call-api' | 'refresh' | 'refresh-twice' | 'ask-silently' };

/** What the app keeps of one authorization request until its answer comes. */
export interface Pending {
  readonly url: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface HeldTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly idToken: string;
}

/** One run of the flow in one browser. */
export interface Run {
  readonly environment: string;
  readonly mistake: Mistake | undefined;
  readonly legs: Leg[];
  /** The authorization request whose answer is waited for. */
  pending: Pending | undefined;
  tokens: HeldTokens | undefined;
  next: NextStep | undefined;
  /** Unix milliseconds at which the user was certainly signed in. */
  signedInAt: number;
}

const mostRuns = 500;
const longestLife = 30 * 60_000;

/** The runs of all browsers: one for each, the oldest dropped first. */
export interface Runs {
  /** @param browser the secret of the browser's cookie. */
  find(browser: string): Run | undefined;
  keep(browser: string, run: Run): void;
}

/** @param now Unix milliseconds. */
export function createRuns(now: () => number): Runs {
  const kept = new Map<string, { readonly run: Run; readonly since: number }>();
  const dropEnded = (): void => {
    for (const [browser, { since }] of kept) {
      if (now() - since < longestLife && kept.size <= mostRuns) return;
      kept.delete(browser);
    }
  };
  return {
    find(browser) {
      dropEnded();
      return kept.get(browser)?.run;
    },
    keep(browser, run) {
      // Deleted first, so that the map stays in the order of age.
      kept.delete(browser);
      kept.set(browser, { run, since: now() });
      dropEnded();
    },
  };
}
