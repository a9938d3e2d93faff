/** OAuth requests as a client without a library sends them. */
import { createHash, randomBytes } from 'node:crypto';
import type { Candor, DemoClient, DemoEnvironment } from './_candor.ts';

/** A code_verifier and its S256 code_challenge (RFC 7636 section 4). */
export function pkcePair(): { readonly verifier: string; readonly challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export interface AuthorizationRequest {
  readonly url: string;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

/** An authorization request with PKCE, state and nonce; `more` replaces parameters, and drops those given as ''. */
export function authorizationRequest(
  environment: DemoEnvironment,
  client: DemoClient,
  redirectUri: string,
  more: Readonly<Record<string, string>> = {},
): AuthorizationRequest {
  const { verifier, challenge } = pkcePair();
  const state = randomBytes(12).toString('base64url');
  const nonce = randomBytes(12).toString('base64url');
  const parameters = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    scope: 'openid profile email ledger:read',
    state,
    nonce,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...more,
  };
  const url = new URL(environment.endpoints.authorization);
  for (const [name, value] of Object.entries(parameters)) if (value !== '') url.searchParams.set(name, value);
  return { url: url.href, verifier, state, nonce, redirectUri };
}

/** The `Authorization` header of client_secret_basic. */
export function basic(client: DemoClient): string {
  return `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64')}`;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly requestId: string;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  readonly json: any;
}

/** Posts a form to an endpoint, authenticated in the client's own way. */
export async function post(
  address: string,
  client: DemoClient | undefined,
  form: Readonly<Record<string, string>>,
): Promise<Answered> {
  const body = new URLSearchParams(form);
  const headers: Record<string, string> = {};
  if (client?.authMethod === 'client_secret_basic') headers.authorization = basic(client);
  else if (client) body.set('client_id', client.clientId);
  if (client?.authMethod === 'client_secret_post') body.set('client_secret', client.clientSecret ?? '');
  return answered(await fetch(address, { method: 'POST', body, headers, redirect: 'manual' }));
}

export async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    requestId: response.headers.get('candor-request-id') ?? '',
    text,
    json: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}

export function redeem(
  environment: DemoEnvironment,
  client: DemoClient,
  code: string,
  { verifier, redirectUri }: Pick<AuthorizationRequest, 'verifier' | 'redirectUri'>,
): Promise<Answered> {
  return post(environment.endpoints.token, client, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: redirectUri,
  });
}

export function refresh(environment: DemoEnvironment, client: DemoClient, refreshToken: string): Promise<Answered> {
  return post(environment.endpoints.token, client, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

export function introspect(environment: DemoEnvironment, client: DemoClient, token: string): Promise<Answered> {
  return post(`${environment.baseUrl}/oauth/introspect`, client, { token });
}

/** One diagnosis, as the explanations' door gives it. */
interface Diagnosis {
  readonly cause: string;
  readonly variant: string;
  readonly title: string;
  readonly confidence: string;
  readonly evidence: readonly { readonly where: string; readonly seen: string; readonly expected: string }[];
  readonly why: string;
  readonly fix: string;
  readonly whoseMove: string;
}

export interface Explanation {
  readonly version: number;
  readonly requestId: string;
  readonly flowId?: string;
  readonly environment: string;
  readonly clientId: string;
  readonly problem: string;
  readonly response: { readonly status: number; readonly error: string };
  readonly diagnoses: readonly Diagnosis[];
}

/** Opens the explanations' door with a client's own credentials, or as the administrator when none is given. */
export async function openExplanation(candor: Candor, requestId: string, client?: DemoClient): Promise<Answered> {
  const authorization = client ? basic(client) : `Bearer ${candor.adminToken}`;
  return answered(await fetch(`${candor.url}/api/explanations/${requestId}`, { headers: { authorization } }));
}

/** The explanation that a client's developer reads. @throws when the door stays shut. */
export async function explanationFor(candor: Candor, requestId: string, client?: DemoClient): Promise<Explanation> {
  const { status, json, text } = await openExplanation(candor, requestId, client);
  if (status !== 200) throw new Error(`The explanation of ${requestId} was answered with ${status}: ${text}`);
  return json as Explanation;
}

/** The request id that an `error_uri` carries. */
export function requestIdOf(errorUri: string | null | undefined): string {
  const id = new URL(errorUri ?? 'about:blank').searchParams.get('request');
  if (id === null) throw new Error(`${errorUri} names no request`);
  return id;
}
