import type { Evidence, Exchange, ExchangeRole, Parameter } from './evidence.ts';

/** The exchange that failed. */
export function subjectOf(evidence: Evidence): Exchange | undefined {
  return evidence.subject === undefined ? undefined : evidence.exchanges[evidence.subject];
}

/** The parameters of the failed request, in the order in which they were sent. */
export function sentParameters(evidence: Evidence): readonly Parameter[] {
  return subjectOf(evidence)?.request?.parameters ?? [];
}

/** The first non-empty value of a parameter of the failed request; undefined where it is missing, empty or cut. */
export function sentValue(evidence: Evidence, name: string): string | undefined {
  return presentValue(sentParameters(evidence), name);
}

/** Tells whether the failed request has a parameter of this name, whatever its value. */
export function hasSent(evidence: Evidence, name: string): boolean {
  return sentParameters(evidence).some((one) => one.name === name);
}

/** The value of a header of the failed request, by its name in lower case; undefined where it is missing or cut. */
export function sentHeader(evidence: Evidence, name: string): string | undefined {
  const found = subjectOf(evidence)?.request?.headers.find((one) => one.name === name);
  return found === undefined || found.cut ? undefined : found.value;
}

/** Tells whether the failed exchange has this role. */
export function isRole(evidence: Evidence, ...roles: readonly ExchangeRole[]): boolean {
  const role = subjectOf(evidence)?.role;
  return role !== undefined && roles.includes(role);
}

/** The last value of a parameter in an earlier request of one of these roles. */
export function earlierValue(evidence: Evidence, name: string, ...roles: readonly ExchangeRole[]): string | undefined {
  const end = evidence.subject ?? evidence.exchanges.length;
  for (let at = end - 1; at >= 0; at--) {
    const exchange = evidence.exchanges[at];
    if (exchange === undefined || !roles.includes(exchange.role)) continue;
    const value = presentValue(exchange.request?.parameters ?? [], name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** When the failed request was received, in Unix milliseconds. */
export function receivedAt(evidence: Evidence): number | undefined {
  return subjectOf(evidence)?.at;
}

function presentValue(parameters: readonly Parameter[], name: string): string | undefined {
  const found = parameters.find((one) => one.name === name && one.value !== '');
  return found === undefined || found.cut ? undefined : found.value;
}
