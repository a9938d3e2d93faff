import { readBearer } from '@candor/protocol';
import type { Environment } from '../../../environment.ts';
import type { HttpRequest } from '../../../http/exchange.ts';
import { refuse } from '../../../refusal.ts';

/** ES256 signatures are 64 bytes. */
const wholeJwt = /^[\w-]{10,}\.[\w-]{10,}\.[\w-]{86}$/;

/**
 * The access token of an API request. A text that has not the shape of one, with missing or extra characters, counts as
 * a header that is formatted wrongly, as the guide says; only a whole one is looked up.
 * @throws Refusal `access-token-missing` or `authorization-header-malformed`.
 */
export function readAccessToken(request: HttpRequest, environment: Environment): string {
  const header = request.headers.authorization;
  if (header === undefined) return refuse('access-token-missing');
  const reading = readBearer(header);
  const expected = 'Bearer, one space and the access token';
  if (reading.outcome !== 'token') {
    const seen = reading.outcome === 'not-bearer' ? `the scheme ${reading.scheme || 'is missing'}` : reading.why;
    return refuse('authorization-header-malformed', { seen, expected });
  }
  if (header.length !== 'Bearer '.length + reading.token.length) {
    return refuse('authorization-header-malformed', { seen: 'more than one space after Bearer', expected });
  }
  const read = environment.dialect.tokenTexts.read(reading.token, 'access-token', environment.name);
  if (read.outcome === 'not-accepted' && !wholeJwt.test(reading.token)) {
    return refuse('authorization-header-malformed', { seen: read.reason, expected });
  }
  return reading.token;
}
