import { readBearer } from '@candor/protocol';
import type { HttpRequest } from '../../http/exchange.ts';
import { refuse } from '../../refusal.ts';

/**
 * The access token of a request to a protected resource, from the Authorization header only (OAuth 2.1 section 5.1.1).
 * @throws Refusal `access-token-missing` or `authorization-header-malformed`.
 */
export function readBearerToken(request: HttpRequest): string {
  const header = request.headers.authorization;
  if (header === undefined) return refuse('access-token-missing');
  const reading = readBearer(header);
  if (reading.outcome === 'token') return reading.token;
  return refuse('authorization-header-malformed', {
    seen: reading.outcome === 'not-bearer' ? `scheme ${reading.scheme || 'missing'}` : reading.why,
    expected: 'Bearer, one space and the access token',
  });
}
