import { readBearer } from '@candor/protocol';
import type { ClientRecord } from '@candor/storage';
import type { HttpRequest } from '../../http/exchange.ts';
import { refuse } from '../../refusal.ts';

/** The token of the Authorization header. @throws Refusal `access-token-missing` or `authorization-header-malformed`. */
export function readBearerText(request: HttpRequest, client: ClientRecord): string {
  const known = { client, authenticated: false };
  const header = request.headers.authorization;
  if (header === undefined) return refuse('access-token-missing', {}, known);
  const reading = readBearer(header);
  if (reading.outcome === 'token') return reading.token;
  const seen = reading.outcome === 'not-bearer' ? `the scheme ${reading.scheme || 'is missing'}` : reading.why;
  return refuse('authorization-header-malformed', { seen, expected: 'Bearer, one space and the token' }, known);
}
