/** Refusals of the baanx dialect, compared whole: status, body, headers, the private problem, and that nothing was issued. */
import assert from 'node:assert/strict';
import type { ProblemId } from '@candor/protocol';
import { refusalOf } from '../_refused.ts';
import type { Answered } from '../_server.ts';
import type { BaanxServer } from './_baanx.ts';

export interface Wire {
  readonly status: number;
  /** JSON, or the text of another body. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string | RegExp | null>>;
}

export interface Refused extends Wire {
  readonly problem: ProblemId;
}

const message = (status: number, text: string, headers?: Wire['headers']): Wire => ({
  status,
  body: { message: text },
  ...(headers && { headers }),
});
const oauth = (status: number, error: string, description: string): Wire => ({
  status,
  body: { error, error_description: description },
});

/** The provider's answers, by the ids of the dossier's section 2. */
export const wire = {
  G1: message(499, 'Missing client key'),
  G2: message(498, 'Invalid client key'),
  G3: message(401, 'Not authenticated', { 'www-authenticate': 'Bearer' }),
  G4: message(403, 'Not authorized'),
  G6: (field: string) => message(422, `${field} field is not allowed`),
  G7: message(429, 'Too many requests, please try again later.', { 'retry-after': /^[1-9]\d*$/ }),
  G8: message(500, 'Internal server error'),
  missing: (name: string) => oauth(400, 'invalid_request', `Missing required parameter: ${name}`),
  missingMessage: (name: string) => message(400, `Missing required parameter: ${name}`),
  notJson: oauth(400, 'invalid_request', 'The request body must be a JSON object'),
  notJsonMessage: message(400, 'The request body must be a JSON object'),
  I2: oauth(400, 'invalid_request', 'Invalid response_type: must be code'),
  I3: oauth(400, 'invalid_request', 'Invalid code_challenge_method: must be S256'),
  I3b: oauth(400, 'invalid_request', 'Invalid code_challenge: must be 43 base64url characters'),
  I4: oauth(400, 'invalid_request', 'redirect_uri mismatch'),
  I5: oauth(401, 'invalid_client', 'Authentication failed'),
  I6: oauth(403, 'unauthorized_client', 'OAuth is not enabled for this client'),
  H2: oauth(400, 'invalid_request', 'Authorization session expired'),
  L1: message(401, 'Incorrect email or password'),
  L2: message(403, 'Your account has been disabled. Please contact support.'),
  L3: message(401, 'Too many attempts, your account is locked. Please try again later.', {
    'retry-after': /^[1-9]\d*$/,
  }),
  L5: message(400, 'Invalid OTP code'),
  L7: message(400, 'user has no phone number'),
  A3: oauth(400, 'invalid_request', 'Invalid session token'),
  A5: oauth(400, 'invalid_grant', 'Invalid session token'),
  T1: oauth(400, 'invalid_grant', 'Invalid or expired authorization code'),
  T2: oauth(400, 'invalid_grant', 'PKCE validation failed'),
  T3: oauth(400, 'invalid_request', 'Invalid code_verifier: must be 43 to 128 unreserved characters'),
  T4: oauth(400, 'invalid_grant', 'redirect_uri mismatch'),
  T6: oauth(400, 'invalid_grant', 'The refresh token is invalid, expired or revoked'),
  T7: oauth(400, 'unsupported_grant_type', 'grant_type must be authorization_code or refresh_token'),
} as const;

/** The page of a web framework for an unknown path or method. */
export function cannot(method: string, path: string): Wire {
  return {
    status: 404,
    body: `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>Cannot ${method} ${path}</pre>\n</body>\n</html>\n`,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  };
}

/** @param act ends with the refused call; what it arranges before may issue something. */
export async function assertRefused(
  server: BaanxServer,
  act: () => Promise<Answered>,
  expected: Refused,
): Promise<Answered> {
  const answer = await act();
  assert.equal(server.begun(), server.begunBeforeCall, 'something was issued');
  assertWire(answer, expected);
  assert.equal((await refusalOf(server, answer.requestId)).problem, expected.problem);
  return answer;
}

/** Status, whole body and headers, as the provider says them. */
export function assertWire(answer: Answered, expected: Wire): void {
  assert.deepEqual([answer.status, answer.json ?? answer.text], [expected.status, expected.body]);
  assert.match(answer.requestId, /^req_/);
  const headers: Wire['headers'] = {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'www-authenticate': null,
    'retry-after': null,
    location: null,
    ...expected.headers,
  };
  for (const [name, value] of Object.entries(headers)) {
    const sent = answer.headers.get(name);
    if (value instanceof RegExp) assert.match(sent ?? '', value, name);
    else assert.equal(sent, value, name);
  }
}
