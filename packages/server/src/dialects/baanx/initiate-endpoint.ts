import { presentParameter } from '@candor/protocol';
import type { AuthorizationSessionRecord, ClientRecord } from '@candor/storage';
import type { Environment } from '../../environment.ts';
import type { HttpRequest, HttpResponse } from '../../http/exchange.ts';
import {
  type AuthorizationRequest,
  type ValidAuthorizationRequest,
  validateAuthorizationRequest,
} from '../../operations/authorization-request.ts';
import { splitScope } from '../../operations/scope.ts';
import { refuse } from '../../refusal.ts';
import type { Endpoint } from '../dialect.ts';
import { readQuery } from '../standard/read-form.ts';
import { json } from '../standard/token-response.ts';
import { authenticateByKeys, countClientRequest } from './authenticate.ts';
import { baanxAuthorizationOrder } from './check-orders.ts';
import { keyedClient } from './gateway.ts';
import { hostedPageAddress } from './hosted-page.ts';
import { baanxPaths } from './paths.ts';
import { refuseMissing } from './read-json.ts';
import { regionOf } from './region.ts';
import { makeSessionToken } from './session-token.ts';

/** In the order in which the first that is missing is named. */
const required = ['response_type', 'client_id', 'redirect_uri', 'state', 'code_challenge', 'code_challenge_method'];

/**
 * `GET …/authorize/initiate`, by the app: begins an authorization session. It is answered with the way to the hosted page,
 * and in API mode with the session's token beside it; either door leads on.
 */
export const initiateEndpoint: Endpoint = {
  name: 'authorization',
  path: baanxPaths.initiate,
  methods: ['GET'],
  crossOrigin: 'nobody',
  host: 'api',
  pausable: true,
  async handle(httpRequest, environment) {
    const keyed = await keyedClient(httpRequest, environment);
    const client = await authenticateByKeys(httpRequest, keyed, environment);
    await countClientRequest('authorization', client, httpRequest, environment);
    const isAuthenticated = client.authMethod !== 'none';
    const asked = readAuthorizationRequest(httpRequest, client, environment);
    const { request } = await validateAuthorizationRequest(
      asked,
      environment,
      isAuthenticated,
      baanxAuthorizationOrder,
    );
    const session = await begin(request, client, environment);
    const flowId = Buffer.from(session.id).toString('base64url');
    return { response: answer(httpRequest, session, environment), clientId: client.clientId, flowId };
  },
};

/** @throws Refusal `parameter-missing`, or `authorization-client-unknown` for the id of another client than the key's. */
function readAuthorizationRequest(
  httpRequest: HttpRequest,
  client: ClientRecord,
  environment: Environment,
): AuthorizationRequest {
  const form = readQuery(httpRequest);
  const known = { client, authenticated: client.authMethod !== 'none' };
  const parameter = (name: string): string | undefined => presentParameter(form, name);
  refuseMissing(parameter, required, known);
  const clientId = parameter('client_id');
  if (clientId !== client.clientId) {
    refuse(
      'authorization-client-unknown',
      { parameter: 'client_id', seen: clientId, expected: client.clientId },
      known,
    );
  }
  return {
    clientId,
    redirectUri: parameter('redirect_uri'),
    responseType: parameter('response_type'),
    scopes: splitScope(parameter('scope')),
    state: parameter('state'),
    codeChallenge: parameter('code_challenge'),
    codeChallengeMethod: parameter('code_challenge_method'),
    duplicated: form.duplicated.filter((name) => required.includes(name)),
    region: regionOf(httpRequest, environment),
    // The hosted page asks who it is and whether they allow it, each time.
    prompts: environment.policy.consent === 'automatic' ? ['login'] : ['login', 'consent'],
    responseMode: undefined,
    nonce: undefined,
    maxAge: undefined,
    loginHint: undefined,
    uiLocales: undefined,
    idTokenHint: undefined,
    resources: [],
    requestObject: undefined,
  };
}

/** Keeps the request. No browser has it yet: the first that opens the hosted page gets it. */
async function begin(
  request: ValidAuthorizationRequest,
  client: ClientRecord,
  { deps, policy, name }: Environment,
): Promise<AuthorizationSessionRecord> {
  const now = deps.now();
  const session = {
    id: deps.identifiers.next(),
    environment: name,
    clientId: client.clientId,
    request: JSON.stringify(request),
    browserHash: new Uint8Array(0),
    createdAt: now,
    expiresAt: now + policy.authorizationSessionLifetime * 1000,
  };
  await deps.storage.beginAuthorizationSession(session);
  return session;
}

function answer(request: HttpRequest, session: AuthorizationSessionRecord, environment: Environment): HttpResponse {
  const url = hostedPageAddress(session.id, environment);
  if (presentParameter(readQuery(request), 'mode') === 'api') {
    return json({ token: makeSessionToken(session, environment), url });
  }
  return { status: 302, headers: { location: url, 'cache-control': 'no-store' }, body: '' };
}
