import type { ProblemId } from '@candor/protocol';
import { diagnose } from '../diagnose.ts';
import type { Diagnosis } from '../diagnosis.ts';
import type { Evidence, ExchangeRole, Parameter } from '../evidence/evidence.ts';
import type { KnownFacts } from '../evidence/known-facts.ts';
import type { CauseId } from '../rules/causes.ts';
import type { EvidenceLine } from '../rules/rule.ts';
import { adviceFor } from '../said/advice-for.ts';
import type { Tools } from '../tools.ts';

/** One thing that a check tells about what it was given. No secret is in it. */
export interface CheckFact {
  readonly name: string;
  readonly value: string;
}

/** The answer of a check: its JSON form, version 1. */
export interface Check {
  readonly version: 1;
  readonly right: boolean;
  /** What was found, as one sentence. */
  readonly title: string;
  readonly facts: readonly CheckFact[];
  /** What is wrong, best first; empty where it is right. */
  readonly diagnoses: readonly Diagnosis[];
  readonly redacted: true;
}

/** A request that exists only for a check. */
export interface CheckedRequest {
  readonly role: ExchangeRole;
  readonly parameters: readonly Parameter[];
  readonly headers?: readonly Parameter[];
  readonly known?: KnownFacts;
  readonly method?: string;
  /** What the check saw and expected, for rules that cannot tell it from the request. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Asks the rules about a request that a server would refuse with one of these problems, and gives what they find, best
 * first and each cause once. Only where no rule knows more does the first problem explain itself.
 */
export function diagnoseAs(
  request: CheckedRequest,
  problems: readonly [ProblemId, ...ProblemId[]],
  tools: Tools,
): readonly Diagnosis[] {
  const found = new Map<string, Diagnosis>();
  for (const problem of problems) {
    for (const diagnosis of diagnose(evidenceOf(request, problem), tools)) {
      const isProblemItself = diagnosis.variant === problem;
      if (!isProblemItself && !found.has(diagnosis.cause)) found.set(diagnosis.cause, diagnosis);
    }
  }
  return found.size > 0 ? [...found.values()] : diagnose(evidenceOf(request, problems[0]), tools);
}

/** The diagnosis of a cause that a check saw by itself, in the words that every cause has, or in its own. */
export function adviceOn(
  cause: CauseId,
  variant: string,
  line: EvidenceLine,
  title?: string,
  own: { readonly why?: string; readonly fix?: readonly string[] } = {},
): Diagnosis {
  const { what, why, fix, whoseMove = 'app', retry = false } = { ...adviceFor(cause), ...own };
  const steps = fix.map((step, at) => (fix.length > 1 ? `${at + 1}. ${step}` : step)).join('\n');
  return {
    cause,
    variant,
    title: title ?? what,
    confidence: 'certain',
    evidence: [line],
    why,
    fix: steps,
    retry,
    whoseMove,
  };
}

function evidenceOf(checked: CheckedRequest, problem: ProblemId): Evidence {
  const { role, parameters, headers = [], known = {}, detail = {} } = checked;
  const method = checked.method ?? (role === 'token-request' ? 'POST' : 'GET');
  const request = { method, target: '', headers, parameters };
  return { exchanges: [{ role, source: { from: 'server' }, request }], subject: 0, problem, known, detail };
}
