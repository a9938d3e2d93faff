import { type ParsedForm, presentParameter } from '@candor/protocol';
import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../../environment.ts';
import { answerAuthorizationRequest } from '../../interaction/authorization-request.ts';
import {
  redirectOf,
  type ValidAuthorizationRequest,
  validateAuthorizationRequest,
} from '../../operations/authorization-request.ts';
import { takePushedRequest } from '../../operations/push-authorization-request.ts';
import { refuse } from '../../refusal.ts';
import type { Endpoint } from '../dialect.ts';
import { writeAuthorizationResponse } from './authorization-response.ts';
import { standardPaths } from './paths.ts';
import { readAuthorizationForm, readAuthorizationRequest } from './read-authorization-request.ts';

/** The authorization endpoint (RFC 6749 section 3.1, OpenID Connect Core section 3.1.2). */
export const authorizationEndpoint: Endpoint = {
  name: 'authorization',
  path: standardPaths.authorization,
  methods: ['GET', 'POST'],
  crossOrigin: 'nobody',
  pausable: true,
  async handle(httpRequest, environment) {
    const { request: sent, client } = await validRequest(readAuthorizationForm(httpRequest), environment);
    const hintedSubject = await readHint(sent, client, environment);
    const request = hintedSubject === undefined ? sent : { ...sent, hintedSubject };
    return answerAuthorizationRequest({ httpRequest, request, client }, writeAuthorizationResponse, environment);
  },
};

async function validRequest(
  form: ParsedForm,
  environment: Environment,
): Promise<{ readonly request: ValidAuthorizationRequest; readonly client: ClientRecord }> {
  const requestUri = presentParameter(form, 'request_uri');
  if (requestUri === undefined) {
    return validateAuthorizationRequest(readAuthorizationRequest(form), environment, false);
  }
  const clientId = presentParameter(form, 'client_id') ?? '';
  const request = await takePushedRequest(requestUri, clientId, environment);
  const client = await environment.deps.storage.client(environment.name, clientId);
  if (!client?.enabled) return refuse('authorization-client-disabled', {}, { client, authenticated: false });
  return { request, client };
}

/**
 * The subject of `id_token_hint` (OpenID Connect Core section 3.1.2.1); an expired ID token is still a hint.
 * @throws Refusal `id-token-hint-invalid`, redirected.
 */
async function readHint(
  request: ValidAuthorizationRequest,
  client: ClientRecord,
  environment: Environment,
): Promise<string | undefined> {
  if (request.idTokenHint === undefined) return undefined;
  const claims = await environment.deps.signingKeys.verify(request.idTokenHint, 'JWT');
  if (claims?.aud === client.clientId && typeof claims.sub === 'string') return claims.sub;
  return refuse('id-token-hint-invalid', {}, { client, authenticated: false, redirect: redirectOf(request) });
}
