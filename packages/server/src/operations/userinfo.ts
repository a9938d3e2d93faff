/**
 * Gives the claims of the user whom an access token stands for (OpenID Connect Core section 5.3, RFC 6750). Claims of
 * profile and email only with those scopes.
 */
import type { ClientRecord, TokenRecord, UserRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import type { RefusalFacts } from '../refusal.ts';
import { accessTokenFault, findAccessToken, noteUse } from './access-token.ts';
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

interface Facts {
  readonly tokens: TokenRecord | undefined;
  readonly fault: string | undefined;
  readonly client: ClientRecord | undefined;
  readonly user: UserRecord | undefined;
  readonly environment: Environment;
  readonly now: number;
}

export const userinfoChecks: CheckList<UserinfoRequest, Facts> = Object.freeze([
  {
    name: 'access-token-not-of-another-kind',
    spec: 'RFC 6750 section 3.1',
    problem: 'access-token-of-wrong-kind',
    holds: (_request, { tokens, fault }) => tokens !== undefined || !isOtherKind(fault),
    detail: (_request, { fault }) => ({ seen: fault, expected: 'an access token' }),
  },
  {
    name: 'access-token-known',
    spec: 'RFC 6750 section 3.1',
    problem: 'access-token-unknown',
    holds: (_request, { tokens }) => tokens !== undefined,
    detail: (_request, { fault }) => ({ seen: fault }),
  },
  {
    name: 'access-token-unrevoked',
    spec: 'RFC 6750 section 3.1',
    problem: 'access-token-revoked',
    holds: (_request, { tokens, client, user, now }) =>
      accessTokenFault(tokens as TokenRecord, now) !== 'revoked' && client?.enabled === true && user?.enabled !== false,
    detail: (_request, { tokens }) => ({ seen: tokens?.authorization?.revokedBy ?? 'app' }),
  },
  {
    name: 'access-token-unexpired',
    spec: 'RFC 6750 section 3.1',
    problem: 'access-token-expired',
    holds: (_request, { tokens, now }) => accessTokenFault(tokens as TokenRecord, now) === undefined,
    detail: (_request, { tokens, now }) => ({ seen: now, expected: tokens?.accessExpiresAt }),
  },
  {
    name: 'audience-is-this-server',
    spec: 'RFC 9068 section 4',
    problem: 'access-token-audience-wrong',
    holds: (_request, { tokens, environment }) => tokens?.audience.includes(environment.issuer) === true,
    detail: (_request, { tokens, environment }) => ({ seen: tokens?.audience, expected: environment.issuer }),
  },
  {
    name: 'scope-openid',
    spec: 'OpenID Connect Core section 5.3',
    problem: 'scope-insufficient',
    holds: (_request, { tokens, user }) => splitScope(tokens?.scope).includes('openid') && user !== undefined,
    detail: (_request, { tokens }) => ({ seen: tokens?.scope, expected: 'openid' }),
  },
] satisfies CheckList<UserinfoRequest, Facts>);

/** @throws Refusal with one of the problems of `userinfoChecks`. */
export async function userinfo(request: UserinfoRequest, environment: Environment): Promise<UserinfoResult> {
  const { storage, now } = environment.deps;
  const found = await findAccessToken(request.accessToken, environment);
  const { tokens, fault } = found;
  // A token that is unknown costs the same reads as one that has ended: a stranger can't tell them apart by time.
  const clientId = tokens ? tokens.clientId : (found.clientId ?? '');
  const client = await storage.client(environment.name, clientId);
  const user = await storage.user(environment.name, tokens?.authorization?.userId ?? '');
  const facts: Facts = { tokens, fault, client, user, environment, now: now() };
  runChecks(userinfoChecks, request, facts, explainable);
  await noteUse(facts.tokens as TokenRecord, environment);
  return {
    claims: claimsOf(facts.user as UserRecord, splitScope(facts.tokens?.scope)),
    clientId: (facts.tokens as TokenRecord).clientId,
    flowId: facts.tokens?.authorization?.flowId,
  };
}

function isOtherKind(fault: string | undefined): boolean {
  return fault === 'an ID token' || fault === 'a refresh token' || fault === 'an authorization code';
}

function explainable({ tokens, client }: Facts): RefusalFacts {
  return {
    client,
    authenticated: tokens !== undefined,
    ...(tokens && { tokens }),
    ...(tokens?.authorization && { flowId: tokens.authorization.flowId }),
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
