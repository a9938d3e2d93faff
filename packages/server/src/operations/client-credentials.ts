/**
 * Issues an access token to the client itself (RFC 6749 section 4.4). Never gives a refresh token, never a scope that
 * speaks of a user.
 */
import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { refuse } from '../refusal.ts';
import { mintTokens } from '../tokens/issue-tokens.ts';
import { type CheckList, runChecks } from './check.ts';
import { defaultScopes, resourceNotAccepted, scopeNotAllowed, unknownScope } from './scope.ts';
import { type TokenAnswer, tokenAnswer } from './token-answer.ts';

export interface ClientCredentialsRequest {
  readonly requestId: string;
  readonly scopes: readonly string[];
  readonly resources: readonly string[];
}

interface Facts {
  readonly client: ClientRecord;
  readonly environment: Environment;
}

export const clientCredentialsChecks: CheckList<ClientCredentialsRequest, Facts> = Object.freeze([
  {
    name: 'grant-type-allowed',
    spec: 'RFC 6749 section 5.2',
    problem: 'grant-type-not-allowed',
    // A public client has nothing that proves it (RFC 6749 section 4.4).
    holds: (_request, { client }) => client.grantTypes.includes('client_credentials') && client.authMethod !== 'none',
    detail: (_request, { client }) => ({ seen: 'client_credentials', expected: client.grantTypes }),
  },
  {
    name: 'scope-known',
    spec: 'RFC 6749 section 3.3',
    problem: 'scope-unknown',
    holds: ({ scopes }, { environment }) => unknownScope(scopes, environment) === undefined,
    detail: ({ scopes }, { environment }) => ({ seen: unknownScope(scopes, environment) }),
  },
  {
    name: 'scope-allowed',
    spec: 'RFC 6749 section 3.3',
    problem: 'scope-not-allowed-for-client',
    holds: ({ scopes }, { client, environment }) =>
      scopeNotAllowed(scopes, client) === undefined && identityScope(scopes, environment) === undefined,
    detail: ({ scopes }, { client, environment }) => ({
      seen: scopeNotAllowed(scopes, client) ?? identityScope(scopes, environment),
      expected: client.scopes,
    }),
  },
  {
    name: 'resource-accepted',
    spec: 'RFC 8707 section 2',
    problem: 'resource-not-accepted',
    holds: ({ resources }, { client, environment }) =>
      resourceNotAccepted(resources, client, environment) === undefined,
    detail: ({ resources }, { client, environment }) => ({
      seen: resourceNotAccepted(resources, client, environment),
      expected: client.resources,
    }),
  },
] satisfies CheckList<ClientCredentialsRequest, Facts>);

/** @param client authenticated. @throws Refusal with one of the problems of `clientCredentialsChecks`. */
export async function issueClientCredentialsToken(
  request: ClientCredentialsRequest,
  client: ClientRecord,
  environment: Environment,
): Promise<TokenAnswer> {
  const known = { client, authenticated: true };
  runChecks(clientCredentialsChecks, request, { client, environment }, () => known);
  const scopes = request.scopes.length > 0 ? request.scopes : defaultScopes(client, environment, 'without-identity');
  const minted = await mintTokens(
    environment,
    { clientId: client.clientId, scope: scopes.join(' '), resources: request.resources, withRefreshToken: false },
    request.requestId,
  );
  const { outcome } = await environment.deps.storage.issueTokens(minted.record);
  if (outcome === 'client-disabled') refuse('client-disabled', {}, known);
  return tokenAnswer(minted, {});
}

function identityScope(scopes: readonly string[], environment: Environment): string | undefined {
  return scopes.find((name) => environment.scopes.get(name)?.kind === 'identity');
}
