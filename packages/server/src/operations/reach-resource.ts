/**
 * Lets a request with an access token through to a resource of this server (RFC 6750), when the token has the scope of
 * the resource and belongs to an account.
 */
import type { ClientRecord, TokenRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { noteUse } from './access-token.ts';
import {
  type AccessTokenFacts,
  accessTokenChecks,
  accessTokenFacts,
  explainableAccess,
} from './access-token-checks.ts';
import { type CheckList, runChecks } from './check.ts';
import { splitScope } from './scope.ts';

export interface ReachResourceRequest {
  readonly accessToken: string;
  /** Absent where any live token will do. */
  readonly scope?: string;
  /** The region that the request selects, where the environment has more than one. */
  readonly region?: string;
}

export interface ReachedResource {
  readonly tokens: TokenRecord;
  readonly client: ClientRecord;
  readonly accountId: string;
  readonly flowId: string | undefined;
}

export const reachResourceChecks: CheckList<ReachResourceRequest, AccessTokenFacts> = Object.freeze([
  ...accessTokenChecks,
  {
    name: 'region-same',
    spec: 'RFC 6750 section 3.1',
    problem: 'access-token-of-other-region',
    holds: ({ region }, { tokens }) => region === undefined || region === tokens?.authorization?.region,
    detail: ({ region }, { tokens }) => ({ seen: region, expected: tokens?.authorization?.region }),
  },
  {
    name: 'scope-of-the-resource',
    spec: 'RFC 6750 section 3.1',
    problem: 'scope-insufficient',
    holds: ({ scope }, { tokens }) => scope === undefined || splitScope(tokens?.scope).includes(scope),
    detail: ({ scope }, { tokens }) => ({ seen: tokens?.scope, expected: scope }),
  },
] satisfies CheckList<ReachResourceRequest, AccessTokenFacts>);

/** @throws Refusal with one of the problems of `reachResourceChecks`. */
export async function reachResource(request: ReachResourceRequest, environment: Environment): Promise<ReachedResource> {
  const facts = await accessTokenFacts(request.accessToken, environment);
  runChecks(reachResourceChecks, request, facts, explainableAccess);
  const tokens = facts.tokens as TokenRecord;
  await noteUse(tokens, environment);
  return {
    tokens,
    client: facts.client as ClientRecord,
    accountId: tokens.authorization?.accountId ?? '',
    flowId: tokens.authorization?.flowId,
  };
}
