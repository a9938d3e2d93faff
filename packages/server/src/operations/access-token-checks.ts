import type { ClientRecord, TokenRecord, UserRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import type { RefusalFacts } from '../refusal.ts';
import { accessTokenFault, findAccessToken } from './access-token.ts';
import type { CheckList } from './check.ts';

/** What is known of an access token that was presented at a resource of this server. */
export interface AccessTokenFacts {
  readonly tokens: TokenRecord | undefined;
  readonly fault: string | undefined;
  readonly client: ClientRecord | undefined;
  readonly user: UserRecord | undefined;
  readonly environment: Environment;
  readonly now: number;
}

/** Whether a token is a live access token for this server (RFC 6750 section 3.1); what it may do is each resource's. */
export const accessTokenChecks: CheckList<unknown, AccessTokenFacts> = Object.freeze([
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
] satisfies CheckList<unknown, AccessTokenFacts>);

/** A token that is unknown costs the same reads as one that has ended: a stranger can't tell them apart by time. */
export async function accessTokenFacts(text: string, environment: Environment): Promise<AccessTokenFacts> {
  const { storage, now } = environment.deps;
  const { tokens, fault } = await findAccessToken(text, environment);
  const client = await storage.client(environment.name, tokens?.clientId ?? '');
  const user = await storage.user(environment.name, tokens?.authorization?.userId ?? '');
  return { tokens, fault, client, user, environment, now: now() };
}

/** What the owner of the client that the token was issued to may be told. */
export function explainableAccess({ tokens, client }: AccessTokenFacts): RefusalFacts {
  return {
    client,
    authenticated: tokens !== undefined,
    ...(tokens && { tokens }),
    ...(tokens?.authorization && { flowId: tokens.authorization.flowId }),
  };
}

const otherKinds = ['an ID token', 'a refresh token', 'an authorization code', 'a login token', 'a session token'];

function isOtherKind(fault: string | undefined): boolean {
  return fault !== undefined && otherKinds.includes(fault);
}
