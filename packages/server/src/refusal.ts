import type { ProblemId } from '@candor/protocol';
import type { AuthorizationRecord, ClientRecord, TokenRecord } from '@candor/storage';

/** Private detail of a refusal: never on the wire, redacted before it is stored. */
export type RefusalDetail = Readonly<Record<string, unknown>>;

/** Where the answer of an authorization request goes, once its redirect URI is proven. */
export interface ProvenRedirect {
  readonly redirectUri: string;
  readonly responseMode: 'query' | 'form_post';
  readonly state: string | undefined;
}

/** What was known when the refusal was decided: for the trace, the explanation and the dialect's writer. */
export interface RefusalFacts {
  readonly client?: ClientRecord | undefined;
  /** True when the request authenticated as `client`. */
  readonly authenticated?: boolean;
  readonly flowId?: string;
  readonly authorization?: AuthorizationRecord;
  readonly tokens?: TokenRecord;
  /** Client id of another client that the presented code or token was issued to; whose, decides what may be told. */
  readonly issuedTo?: string;
  readonly redirect?: ProvenRedirect;
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
}

/**
 * The one way to refuse: a declared problem with private detail. Only a dialect's error writer puts it on the wire and
 * only the trace stores the detail (ARCHITECTURE 4.6).
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly problem: ProblemId;
  readonly detail: RefusalDetail;
  readonly facts: RefusalFacts;

  constructor(problem: ProblemId, detail: RefusalDetail, facts: RefusalFacts) {
    // Refusals are answers, not faults: collecting a stack for each would cost more than the whole check.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(problem);
    Error.stackTraceLimit = limit;
    this.problem = problem;
    this.detail = detail;
    this.facts = facts;
  }
}

/** Refuses with a declared problem. */
export function refuse(problem: ProblemId, detail: RefusalDetail = {}, facts: RefusalFacts = {}): never {
  throw new Refusal(problem, detail, facts);
}
