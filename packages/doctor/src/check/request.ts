import type { Diagnosis } from '../diagnosis.ts';
import type { Exchange, ExchangeRole, SentRequest } from '../evidence/evidence.ts';
import { providerNamed, recogniseProvider } from '../providers/recognise.ts';
import { showValue } from '../text/value.ts';
import type { Tools } from '../tools.ts';
import { type Check, type CheckFact, diagnoseAs } from './check.ts';
import { asksForCode, checksOf } from './request-checks.ts';
import { requestFaults } from './request-faults.ts';
import { has, wholeValueOf } from './sent-value.ts';

/** The method that the token endpoint answers, as a server would say it. */
const methodDetail = { expected: ['POST'] };

/**
 * Validates an authorization request or a token request before it is sent: its parameters, PKCE, the encoding, Basic,
 * the scopes' separators and the form of the redirect URI. Undefined for an exchange of another role, or without request.
 */
export function checkRequest(exchange: Exchange, tools: Tools): Check | undefined {
  const { role, request } = exchange;
  const checks = checksOf(role);
  if (request === undefined || checks.length === 0) return undefined;
  const found = new Map<string, Diagnosis>();
  const add = (diagnosis: Diagnosis | undefined): void => {
    if (diagnosis !== undefined && !found.has(diagnosis.cause)) found.set(diagnosis.cause, diagnosis);
  };
  const provider = providerNamed(recogniseProvider({ exchanges: [exchange] }));
  const habits = provider?.habits ?? {};
  for (const { problem, holds, notEverywhere } of checks) {
    if (holds(request, habits)) continue;
    const mustHave = notEverywhere !== true || habits.pkce === 'required';
    // Who does not demand PKCE serves the request without it.
    if (!mustHave && provider !== undefined) continue;
    const { method, parameters } = request;
    // Its type was named already, and would explain every other mistake away.
    const headers = found.has('transport-endpoint/body-not-form')
      ? request.headers.filter(({ name }) => name !== 'content-type')
      : request.headers;
    const detail = problem === 'method-not-allowed' ? methodDetail : {};
    const [diagnosis] = diagnoseAs({ role, method, headers, parameters, detail }, [problem], tools);
    if (diagnosis !== undefined) add(mustHave ? diagnosis : { ...diagnosis, confidence: 'likely' });
  }
  for (const fault of requestFaults) add(fault(request, role, habits));
  const diagnoses = [...found.values()].sort((a, b) => sureness[b.confidence] - sureness[a.confidence]);
  const name = role === 'token-request' ? 'token request' : 'authorization request';
  const certain = diagnoses.some(({ confidence }) => confidence === 'certain');
  const refused = certain ? 'would be refused' : 'may be refused';
  const title = `The ${name} ${diagnoses.length === 0 ? 'is well formed' : refused}.`;
  return { version: 1, right: diagnoses.length === 0, title, facts: factsOf(request, role), diagnoses, redacted: true };
}

const sureness: Readonly<Record<Diagnosis['confidence'], number>> = { certain: 3, likely: 2, possible: 1 };

function factsOf(request: SentRequest, role: ExchangeRole): readonly CheckFact[] {
  const facts: CheckFact[] = [
    {
      name: 'parameters',
      value: [...new Set(request.parameters.map((one) => showValue(one.name)))].join(', ') || 'none',
    },
  ];
  const scope = wholeValueOf(request, 'scope');
  if (scope !== undefined) facts.push({ name: 'scopes', value: String(scope.split(' ').filter(Boolean).length) });
  if (
    role !== 'token-request' &&
    asksForCode(request) &&
    !has(request, 'code_challenge') &&
    !has(request, 'request_uri')
  ) {
    facts.push({ name: 'note', value: 'no PKCE: RFC 9700 section 2.1.1 asks for it of every client' });
  }
  if (role !== 'token-request' && !has(request, 'state')) {
    facts.push({ name: 'note', value: 'no state: send one and compare it in the callback (RFC 6749 section 10.12)' });
  }
  return facts;
}
