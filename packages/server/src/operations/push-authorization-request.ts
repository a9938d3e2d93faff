/**
 * Takes an authorization request from an authenticated client and gives a reference to it (RFC 9126). The reference
 * works once. Refusals are answered here, never redirected.
 */
import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { Refusal, refuse } from '../refusal.ts';
import { locateText } from '../tokens/issued-text.ts';
import {
  type AuthorizationRequest,
  type ValidAuthorizationRequest,
  validateAuthorizationRequest,
} from './authorization-request.ts';

export interface PushedAuthorizationRequestResult {
  readonly requestUri: string;
  /** Seconds. */
  readonly expiresIn: number;
}

const requestUriPrefix = 'urn:ietf:params:oauth:request_uri:';

/** @param client authenticated. @throws Refusal with a problem of the authorization request. */
export async function pushAuthorizationRequest(
  request: AuthorizationRequest,
  client: ClientRecord,
  environment: Environment,
): Promise<PushedAuthorizationRequestResult> {
  const { deps, policy } = environment;
  const valid = await validateWithoutRedirect({ ...request, clientId: client.clientId }, environment);
  const id = deps.identifiers.next();
  const made = environment.dialect.tokenTexts.make(
    'authorization-request-reference',
    environment.name,
    id,
    deps.randomBytes(32),
  );
  await deps.storage.pushAuthorizationRequest({
    id,
    secretHash: made.secretHash,
    environment: environment.name,
    clientId: client.clientId,
    request: JSON.stringify(valid),
    expiresAt: deps.now() + policy.pushedRequestLifetime * 1000,
  });
  return { requestUri: requestUriPrefix + made.text, expiresIn: policy.pushedRequestLifetime };
}

async function validateWithoutRedirect(
  request: AuthorizationRequest,
  environment: Environment,
): Promise<ValidAuthorizationRequest> {
  try {
    return (await validateAuthorizationRequest(request, environment, true)).request;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { redirect: _answeredHere, ...facts } = error.facts;
    return refuse(error.problem, error.detail, facts);
  }
}

/**
 * The request behind a `request_uri`, taken once (RFC 9126 section 4).
 * @throws Refusal `request-uri-not-accepted`, not redirected: nothing is proven without the request.
 */
export async function takePushedRequest(
  requestUri: string,
  clientId: string,
  environment: Environment,
): Promise<ValidAuthorizationRequest> {
  const client = await environment.deps.storage.client(environment.name, clientId);
  const known = { client, authenticated: false };
  const text = requestUri.startsWith(requestUriPrefix) ? requestUri.slice(requestUriPrefix.length) : '';
  const read = await locateText(text, 'authorization-request-reference', environment);
  if (read.outcome !== 'token') return refuse('request-uri-not-accepted', { seen: read.reason }, known);
  const taken = await environment.deps.storage.takePushedRequest({
    environment: environment.name,
    id: read.id,
    secretHash: read.secretHash,
    clientId,
    now: environment.deps.now(),
  });
  if (taken.outcome !== 'taken') return refuse('request-uri-not-accepted', { seen: taken.outcome }, known);
  return JSON.parse(taken.request) as ValidAuthorizationRequest;
}
