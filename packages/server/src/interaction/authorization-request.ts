import type { ClientRecord } from '@candor/storage';
import type { Answer } from '../dialects/dialect.ts';
import type { Environment } from '../environment.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { ValidAuthorizationRequest } from '../operations/authorization-request.ts';
import {
  answerWithCode,
  authorizationFacts,
  mayGrant,
  nextStep,
  refuseSilentRequest,
  type SignedIn,
} from '../operations/authorize.ts';
import { refuse } from '../refusal.ts';
import { type Browser, browserCookies, browserHash, readBrowser } from './browser.ts';
import { codeResponse, proceed, progressOf, type WriteAuthorizationResponse } from './flow.ts';

/** An authorization request that passed every check. */
export interface AuthorizationRequestToAnswer {
  readonly httpRequest: HttpRequest;
  readonly request: ValidAuthorizationRequest;
  readonly client: ClientRecord;
}

/** Answers it with a code where everything is settled, and with its first page where something is not. */
export async function answerAuthorizationRequest(
  { httpRequest, request, client }: AuthorizationRequestToAnswer,
  write: WriteAuthorizationResponse,
  environment: Environment,
): Promise<Answer> {
  const browser = await readBrowser(httpRequest, environment);
  const progress = await progressOf({ request, client, browser, session: undefined }, environment);
  const flow = environment.deps.identifiers.next();
  const flowId = Buffer.from(flow).toString('base64url');
  const step = nextStep(progress);
  if (step !== 'answer') {
    refuseSilentRequest(step, progress);
    return begin({ httpRequest, request, client, browser, flow, flowId }, write, environment);
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
  return { response: codeResponse(request, code, leaving, write, environment), clientId: client.clientId, flowId };
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
  write: WriteAuthorizationResponse,
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
  return proceed({ flowId, session, progress, browser }, { request: httpRequest }, write, environment);
}
