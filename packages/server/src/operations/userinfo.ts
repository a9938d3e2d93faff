/**
 * Gives the claims of the user whom an access token stands for (OpenID Connect Core section 5.3, RFC 6750). Claims of
 * profile and email only with those scopes.
 */
import type { TokenRecord, UserRecord } from '@candor/storage';
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

export interface UserinfoRequest {
  /** The bearer token; the dialect's reader refused a request without one. */
  readonly accessToken: string;
}

export interface UserinfoResult {
  readonly claims: Readonly<Record<string, string | boolean>>;
  readonly clientId: string;
  readonly flowId: string | undefined;
}

export const userinfoChecks: CheckList<UserinfoRequest, AccessTokenFacts> = Object.freeze([
  ...accessTokenChecks,
  {
    name: 'scope-openid',
    spec: 'OpenID Connect Core section 5.3',
    problem: 'scope-insufficient',
    holds: (_request, { tokens, user }) => splitScope(tokens?.scope).includes('openid') && user !== undefined,
    detail: (_request, { tokens }) => ({ seen: tokens?.scope, expected: 'openid' }),
  },
] satisfies CheckList<UserinfoRequest, AccessTokenFacts>);

/** @throws Refusal with one of the problems of `userinfoChecks`. */
export async function userinfo(request: UserinfoRequest, environment: Environment): Promise<UserinfoResult> {
  const facts = await accessTokenFacts(request.accessToken, environment);
  runChecks(userinfoChecks, request, facts, explainableAccess);
  await noteUse(facts.tokens as TokenRecord, environment);
  return {
    claims: claimsOf(facts.user as UserRecord, splitScope(facts.tokens?.scope)),
    clientId: (facts.tokens as TokenRecord).clientId,
    flowId: facts.tokens?.authorization?.flowId,
  };
}

function claimsOf(user: UserRecord, scopes: readonly string[]): Record<string, string | boolean> {
  const claims: Record<string, string | boolean> = { sub: user.id };
  if (scopes.includes('profile')) {
    if (user.name !== undefined) claims.name = user.name;
    if (user.givenName !== undefined) claims.given_name = user.givenName;
    if (user.familyName !== undefined) claims.family_name = user.familyName;
  }
  if (scopes.includes('email')) {
    claims.email = user.email;
    claims.email_verified = user.emailVerified;
  }
  return claims;
}
