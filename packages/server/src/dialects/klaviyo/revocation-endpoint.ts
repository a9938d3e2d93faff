import { presentParameter } from '@candor/protocol';
import { authenticateClient } from '../../operations/authenticate-client.ts';
import { revokeToken } from '../../operations/revoke-token.ts';
import { refuse } from '../../refusal.ts';
import type { Endpoint } from '../dialect.ts';
import { json } from '../standard/token-response.ts';
import { klaviyoPaths } from './paths.ts';
import { readCredentials } from './read-credentials.ts';
import { readFormBody } from './read-form.ts';
import { refuseRepetition } from './token-endpoint.ts';

const hints = ['access_token', 'refresh_token'];

/** `POST /oauth/revoke`: with the refresh token it uninstalls the app from the account. */
export const revocationEndpoint: Endpoint = {
  name: 'revocation',
  path: klaviyoPaths.revocation,
  methods: ['POST'],
  crossOrigin: 'nobody',
  host: 'api',
  pausable: true,
  async handle(request, environment) {
    const from = environment.deps.fingerprints.address(request.address);
    const client = await authenticateClient(readCredentials(request), from, environment);
    const form = await readFormBody(request);
    const known = { client, authenticated: true };
    refuseRepetition(form, client);
    const token = presentParameter(form, 'token') ?? refuse('parameter-missing', { expected: 'token' }, known);
    const hint = presentParameter(form, 'token_type_hint');
    if (hint !== undefined && !hints.includes(hint)) {
      refuse('token-type-hint-unsupported', { seen: hint, expected: hints }, known);
    }
    const { flowId } = await revokeToken({ token }, client, environment);
    return { response: json({}), clientId: client.clientId, flowId };
  },
};
