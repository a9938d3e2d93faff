import type { ProblemId } from '@candor/protocol';
import type { KnownFacts } from './known-facts.ts';

/** Where something was learned: from the server itself, or from a place in a capture (`entry 12`, `line 40`). */
export type Source =
  | { readonly from: 'server' }
  | { readonly from: 'capture'; readonly format: string; readonly at: string };

/** What an exchange is for, in the specifications' words. */
export type ExchangeRole =
  | 'authorization-request'
  | 'pushed-authorization-request'
  | 'authorization-response'
  | 'token-request'
  | 'revocation-request'
  | 'introspection-request'
  | 'resource-request'
  | 'metadata-request'
  | 'registration-request'
  | 'device-authorization-request'
  | 'other';

/** One name and value that came over the wire, decoded once. `cut` is set where the value is longer than is kept. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly in: 'query' | 'body' | 'fragment' | 'header';
  readonly cut?: true;
}

/** What was sent. Names of headers are in lower case. */
export interface SentRequest {
  readonly method: string;
  /** Path or whole address, as far as it is known, without query. */
  readonly target: string;
  readonly headers: readonly Parameter[];
  readonly parameters: readonly Parameter[];
  /** The whole address as it was sent, with query and fragment; captures only, and only where it is known. */
  readonly url?: string;
  /** Set where `url` has a scheme that the capture does not show. */
  readonly isSchemeGuessed?: true;
  /** The body as it was sent; captures only. */
  readonly body?: string;
  /** Set where a body was sent that the capture does not show, or not all of it: what it lacks may stand in it. */
  readonly isBodyUnseen?: true;
  /** Set where nothing shows the request, and somebody only tells of it: that proves nothing. Captures only. */
  readonly isMentioned?: true;
}

/** What was answered; `parameters` are the members of the body or of the redirect. */
export interface GivenResponse {
  readonly status: number;
  readonly headers: readonly Parameter[];
  readonly parameters: readonly Parameter[];
  /** The body as it came; captures only. */
  readonly body?: string;
}

/**
 * A text beside the exchanges: what a person says (`remark`), what a client library or a program printed
 * (`client-error`), or a line of a log (`log-line`).
 */
export interface Note {
  readonly kind: 'remark' | 'client-error' | 'log-line';
  readonly text: string;
  readonly source: Source;
  /** Unix milliseconds, where the line says it. */
  readonly at?: number;
  /** Set where it tells of a failure, and the log behind it of the success. */
  readonly isMadeGood?: true;
}

/** One exchange. Either half may be missing in a capture. `at` is Unix milliseconds. */
export interface Exchange {
  readonly role: ExchangeRole;
  readonly source: Source;
  readonly at?: number;
  readonly request?: SentRequest;
  readonly response?: GivenResponse;
  /**
   * Set where the recording leaves out Authorization, Cookie and Set-Cookie, as browsers export one: what shows none may
   * have had one. Captures only.
   */
  readonly areCredentialsUnseen?: true;
}

/**
 * What is known about a failure: exchanges in the order in which they happened, whoever recorded them, and, from inside
 * the server, the facts of the refused client's own records. Rules ask it through the functions beside this file, so
 * that they need not know from which side it comes.
 */
export interface Evidence {
  readonly exchanges: readonly Exchange[];
  /** Texts beside the exchanges; captures only. */
  readonly notes?: readonly Note[];
  /** What logs tell of failures before the one that is asked about; captures only. */
  readonly earlier?: readonly Note[];
  /** Name of the provider that the exchanges are with, where it is recognised. */
  readonly provider?: string;
  /** Index of the exchange that failed and is to be explained. */
  readonly subject?: number;
  /** The problem that the server raised; absent in captures. */
  readonly problem?: ProblemId;
  /** Name of the environment that was addressed. */
  readonly environment?: string;
  readonly known?: KnownFacts;
  /** The refusal's private detail. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** The most exchanges, parameters of one request and characters of one value that are kept as evidence. */
export const evidenceLimits = Object.freeze({ exchanges: 1000, parameters: 200, valueCharacters: 16_384 });
