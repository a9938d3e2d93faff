import type { Diagnosis, Explanation } from '@candor/doctor';

/** An explanation with these diagnoses, of one fixed request. */
export function explanationOf(diagnoses: readonly Diagnosis[], changes: Partial<Explanation> = {}): Explanation {
  return {
    version: 1,
    requestId: 'req_example',
    flowId: '7f3c',
    at: Date.UTC(2026, 10, 21, 14, 3, 27),
    environment: 'sandbox',
    clientId: 'ledger-sync',
    clientName: 'Ledger sync',
    problem: 'redirect-uri-not-registered',
    request: { method: 'GET', path: '/sandbox/oauth/authorize' },
    response: { status: 400, error: 'invalid_request' },
    diagnoses,
    ...changes,
  };
}
