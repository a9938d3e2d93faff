import { isClientId, type ParsedForm, presentParameter, readBasic } from '@candor/protocol';
import type { HttpRequest } from '../../http/exchange.ts';
import type { PresentedCredentials } from '../../operations/authenticate-client.ts';
import { refuse } from '../../refusal.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * The client's credentials, wherever they stand (RFC 6749 section 2.3, RFC 7521 section 4.2).
 * @throws Refusal `client-credentials-malformed` or `client-credentials-in-two-places`: neither depends on the client.
 */
export function readCredentials(request: HttpRequest, form: ParsedForm): PresentedCredentials {
  const header = request.headers.authorization;
  const clientId = presentParameter(form, 'client_id');
  const clientSecret = presentParameter(form, 'client_secret');
  const assertion = presentParameter(form, 'client_assertion');
  const places = [header !== undefined, clientSecret !== undefined, assertion !== undefined];
  if (places.filter(Boolean).length > 1) {
    refuse('client-credentials-in-two-places', {
      seen: ['Authorization header', 'client_secret', 'client_assertion'].filter((_name, index) => places[index]),
    });
  }
  if (header !== undefined) return readHeader(header, clientId);
  if (assertion !== undefined) {
    if (presentParameter(form, 'client_assertion_type') !== assertionType) {
      refuse('client-credentials-malformed', { seen: 'client_assertion_type', expected: assertionType });
    }
    return { method: 'private_key_jwt', clientId, assertion };
  }
  if (clientId === undefined || !isClientId(clientId)) return { method: 'missing' };
  if (clientSecret !== undefined) return { method: 'client_secret_post', readings: [{ clientId, clientSecret }] };
  return { method: 'none', clientId };
}

function readHeader(header: string, clientIdInBody: string | undefined): PresentedCredentials {
  const basic = readBasic(header);
  if (basic.outcome !== 'credentials') {
    return refuse('client-credentials-malformed', {
      seen: basic.outcome === 'not-basic' ? 'another scheme than Basic' : basic.why,
    });
  }
  // Some clients repeat client_id in the body; another one than the header's is two clients in one request.
  if (clientIdInBody !== undefined && basic.readings.every(({ clientId }) => clientId !== clientIdInBody)) {
    refuse('client-credentials-in-two-places', { seen: ['Authorization header', 'another client_id in the body'] });
  }
  return { method: 'client_secret_basic', readings: basic.readings };
}
