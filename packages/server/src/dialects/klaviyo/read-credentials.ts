import { isClientId, readBasic } from '@candor/protocol';
import type { HttpRequest } from '../../http/exchange.ts';
import type { PresentedCredentials } from '../../operations/authenticate-client.ts';
import { refuse } from '../../refusal.ts';

/**
 * The client's credentials, from the Basic header only: what stands in the body is neither read nor refused.
 * @throws Refusal `client-credentials-malformed`, which does not depend on the client.
 */
export function readCredentials(request: HttpRequest): PresentedCredentials {
  const header = request.headers.authorization;
  if (header === undefined) return { method: 'missing' };
  const basic = readBasic(header);
  if (basic.outcome === 'credentials') {
    const readings = basic.readings.filter(({ clientId }) => isClientId(clientId));
    if (readings.length > 0) return { method: 'client_secret_basic', readings };
  }
  return refuse('client-credentials-malformed', {
    seen:
      basic.outcome === 'credentials'
        ? 'a client id with characters that none has'
        : basic.outcome === 'not-basic'
          ? 'another scheme than Basic'
          : basic.why,
  });
}
