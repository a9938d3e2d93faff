import { type ParsedForm, presentParameter } from '@candor/protocol';
import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../../environment.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { type Browser, browserCookies, browserHash, readBrowser } from '../../interaction/browser.ts';
import { codeResponse, proceed, progressOf } from '../../interaction/flow.ts';
import {
  redirectOf,
  type ValidAuthorizationRequest,
  validateAuthorizationRequest,
} from '../../operations/authorization-request.ts';
import {
  answerWithCode,
  authorizationFacts,
  mayGrant,
  nextStep,
  refuseSilentRequest,
  type SignedIn,
} from '../../operations/authorize.ts';
import { takePushedRequest } from '../../operations/push-authorization-request.ts';
import { refuse } from '../../refusal.ts';
import type { Answer, Endpoint } from '../dialect.ts';
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
    const browser = await readBrowser(httpRequest, environment);
    const hintedSubject = await readHint(sent, client, environment);
    const request = hintedSubject === undefined ? sent : { ...sent, hintedSubject };
    const progress = await progressOf({ request, client, browser, session: undefined }, environment);
    const flow = environment.deps.identifiers.next();
    const flowId = Buffer.from(flow).toString('base64url');
    const step = nextStep(progress);
    if (step !== 'answer') {
      refuseSilentRequest(step, progress);
      return begin({ httpRequest, request, client, browser, flow, flowId }, environment);
    }
    const { signedIn, accountId } = progress as { signedIn: SignedIn; accountId: string };
    if (!mayGrant(signedIn.user, accountId, environment)) {
      refuse(
        'role-not-allowed-to-grant',
        { expected: environment.policy.grantingRoles },
        authorizationFacts(progress, flowId),
      );
    }
    const context = { requestId: httpRequest.requestId, flow };
    const { code } = await answerWithCode({ ...progress, signedIn, accountId }, context, environment);
    const leaving = { setCookie: browserCookies(browser, environment), request: httpRequest };
    const response = codeResponse(request, code, leaving, writeAuthorizationResponse, environment);
    return { response, clientId: client.clientId, flowId };
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

/** Keeps the request for its pages, tied to this browser. */
async function begin(
  input: {
    readonly httpRequest: HttpRequest;
    readonly request: ValidAuthorizationRequest;
    readonly client: ClientRecord;
    readonly browser: Browser;
    readonly flow: Uint8Array;
    readonly flowId: string;
  },
  environment: Environment,
): Promise<Answer> {
  const { deps, policy, name } = environment;
  const { httpRequest, request, client, browser, flow, flowId } = input;
  const now = deps.now();
  const session = {
    id: flow,
    environment: name,
    clientId: client.clientId,
    request: JSON.stringify(request),
    browserHash: browserHash(browser),
    createdAt: now,
    expiresAt: now + policy.authorizationSessionLifetime * 1000,
  };
  await deps.storage.beginAuthorizationSession(session);
  const progress = await progressOf({ request, client, browser, session }, environment);
  return proceed(
    { flowId, session, progress, browser },
    { request: httpRequest },
    writeAuthorizationResponse,
    environment,
  );
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
