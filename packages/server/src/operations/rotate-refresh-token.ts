/**
 * Exchanges a refresh token for new tokens and rotates it (RFC 6749 section 6, RFC 9700 section 4.14.2), or, where the
 * policy of a provider's dialect says so, gives the same one back. Reuse of a
 * rotated token revokes its family. Within a short window the same client's identical retry gets the very same tokens
 * again, as long as neither has been used (ARCHITECTURE 4.5). Never widens scope or resources.
 */
import type { ClientRecord, TokenRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { seal, unseal } from '../keys/sealing.ts';
import { type RefusalFacts, refuse } from '../refusal.ts';
import { sha256 } from '../sha256.ts';
import { type MintedTokens, mintTokens } from '../tokens/issue-tokens.ts';
import { locateText } from '../tokens/issued-text.ts';
import { isSameSecret } from '../tokens/same-secret.ts';
import { isSameAddress } from '../trace/caller-mark.ts';
import { type CheckList, runChecks } from './check.ts';
import { splitScope } from './scope.ts';
import { type TokenAnswer, tokenAnswer } from './token-answer.ts';

export interface RotateRefreshTokenRequest {
  readonly requestId: string;
  readonly refreshToken: string | undefined;
  /** Empty: the scope of the authorization. */
  readonly scopes: readonly string[];
  readonly resources: readonly string[];
  /** The region that the request selects, where the environment has more than one. */
  readonly region?: string;
  /** Keyed hashes of the caller's address and user agent (`callerMark`). */
  readonly from: string;
}

interface Facts {
  readonly client: ClientRecord;
  readonly environment: Environment;
  /** Found by the token's identifier; the secret is right. */
  readonly tokens: TokenRecord | undefined;
  readonly tokenFault: string | undefined;
  readonly now: number;
}

type FamilyTokens = TokenRecord & Required<Pick<TokenRecord, 'refresh' | 'authorization' | 'authorizationId'>>;

export const rotateRefreshTokenChecks: CheckList<RotateRefreshTokenRequest, Facts> = Object.freeze([
  {
    name: 'grant-type-allowed',
    spec: 'RFC 6749 section 5.2',
    problem: 'grant-type-not-allowed',
    holds: (_request, { client }) => client.grantTypes.includes('refresh_token'),
    detail: (_request, { client }) => ({ seen: 'refresh_token', expected: client.grantTypes }),
  },
  {
    name: 'refresh-token-sent',
    spec: 'RFC 6749 section 6',
    problem: 'parameter-missing',
    holds: ({ refreshToken }) => refreshToken !== undefined,
    detail: () => ({ expected: 'refresh_token' }),
  },
  {
    name: 'refresh-token-known',
    spec: 'RFC 6749 section 5.2',
    problem: 'refresh-token-unknown',
    holds: (_request, { tokens }) => tokens !== undefined,
    detail: (_request, { tokenFault }) => ({ seen: tokenFault }),
  },
  {
    name: 'refresh-token-issued-to-client',
    spec: 'RFC 6749 section 6',
    problem: 'refresh-token-of-other-client',
    holds: (_request, { tokens, client }) => tokens?.clientId === client.clientId,
  },
  {
    name: 'region-same',
    spec: 'RFC 6749 section 5.2',
    problem: 'refresh-token-of-other-region',
    holds: ({ region }, { tokens }) => region === undefined || region === tokens?.authorization?.region,
    detail: ({ region }, { tokens }) => ({ seen: region, expected: tokens?.authorization?.region }),
  },
  {
    name: 'family-unrevoked',
    spec: 'RFC 7009 section 2.1',
    problem: 'refresh-token-revoked',
    holds: (_request, { tokens }) => isRotated(tokens) || tokens?.authorization?.revokedAt === undefined,
    detail: (_request, { tokens }) => ({
      revokedAt: tokens?.authorization?.revokedAt,
      revokedBy: tokens?.authorization?.revokedBy,
    }),
  },
  {
    name: 'refresh-token-unexpired',
    spec: 'RFC 6749 section 5.2',
    problem: 'refresh-token-expired',
    // A rotated token is told by the verb: its reuse counts however late it comes.
    holds: (_request, { tokens, now }) => isRotated(tokens) || now < (tokens?.refresh?.expiresAt ?? 0),
    detail: (_request, { tokens, now }) => ({ seen: now, expected: tokens?.refresh?.expiresAt }),
  },
  {
    name: 'refresh-token-active',
    spec: 'RFC 9700 section 4.14.2',
    problem: 'refresh-token-inactive',
    holds: (_request, { tokens, now }) => isRotated(tokens) || now < (tokens?.refresh?.inactiveAt ?? 0),
    detail: (_request, { tokens, now, environment }) => ({
      seen: now,
      expected: tokens?.refresh?.inactiveAt,
      limit: environment.policy.refreshTokenInactivity * 1000,
    }),
  },
  {
    name: 'scope-not-wider',
    spec: 'RFC 6749 section 6',
    problem: 'refresh-scope-exceeded',
    holds: ({ scopes }, { tokens }) => isWithin(scopes, splitScope(tokens?.authorization?.scope)),
    detail: ({ scopes }, { tokens }) => ({ seen: scopes, expected: splitScope(tokens?.authorization?.scope) }),
  },
  {
    name: 'resource-not-wider',
    spec: 'RFC 8707 section 2.2',
    problem: 'resource-not-accepted',
    holds: ({ resources }, { tokens }) => isWithin(resources, tokens?.authorization?.resources ?? []),
    detail: ({ resources }, { tokens }) => ({ seen: resources, expected: tokens?.authorization?.resources }),
  },
] satisfies CheckList<RotateRefreshTokenRequest, Facts>);

/**
 * Exchanges the refresh token as the policy says: for a successor, or for an access token while it stays.
 * @param client authenticated. @param checks in the dialect's order.
 * @throws Refusal with one of the problems above, of the token's state, or `refresh-token-used-too-often`.
 */
export async function rotateRefreshToken(
  request: RotateRefreshTokenRequest,
  client: ClientRecord,
  environment: Environment,
  checks: typeof rotateRefreshTokenChecks = rotateRefreshTokenChecks,
): Promise<TokenAnswer> {
  const facts = await gatherFacts(request, client, environment);
  runChecks(checks, request, facts, explainable);
  await countUse(facts, environment);
  return environment.policy.refreshTokenUse === 'rotate' ? rotate(request, facts) : reissue(request, facts);
}

/** Counts the uses of one token in a window that starts with the first, where the policy limits them. */
async function countUse(facts: Facts, environment: Environment): Promise<void> {
  const { deps, policy, name } = environment;
  const limit = policy.refreshUsesPerMinute;
  if (limit === 0) return;
  const counted = await deps.storage.countAttempt({
    key: `refresh-use ${name} ${Buffer.from((facts.tokens as TokenRecord).id).toString('base64url')}`,
    environment: name,
    now: facts.now,
    window: 60_000,
    limit,
  });
  if (counted.outcome === 'counted') return;
  const wait = Math.max(1, Math.ceil((counted.retryAt - facts.now) / 1000));
  refuse(
    'refresh-token-used-too-often',
    { seen: `more than ${limit} uses in a minute`, expected: `at most ${limit}`, waitSeconds: wait },
    { ...explainable(facts), ...(policy.announceRefreshWait && { retryAfter: wait }) },
  );
}

function mintFor(
  request: RotateRefreshTokenRequest,
  tokens: FamilyTokens,
  withRefreshToken: boolean,
  environment: Environment,
): Promise<MintedTokens> {
  return mintTokens(
    environment,
    {
      clientId: tokens.clientId,
      authorization: {
        id: tokens.authorizationId,
        userId: tokens.authorization.userId,
        authenticatedAt: tokens.authorization.authenticatedAt,
        familyExpiresAt: tokens.refresh.expiresAt,
      },
      scope: request.scopes.length > 0 ? request.scopes.join(' ') : tokens.authorization.scope,
      resources: request.resources.length > 0 ? request.resources : tokens.authorization.resources,
      withRefreshToken,
    },
    request.requestId,
  );
}

/** Issues an access token and gives the presented refresh token back. */
async function reissue(request: RotateRefreshTokenRequest, facts: Facts): Promise<TokenAnswer> {
  const { environment, client, now } = facts;
  const tokens = facts.tokens as FamilyTokens;
  const minted = await mintFor(request, tokens, false, environment);
  const result = await environment.deps.storage.useRefreshToken({
    environment: environment.name,
    id: tokens.id,
    clientId: client.clientId,
    now,
    inactiveAt: now + environment.policy.refreshTokenInactivity * 1000,
    tokens: minted.record,
  });
  if (result.outcome !== 'issued') return refuseRotation(result, request, facts);
  return { ...tokenAnswer(minted, { flowId: tokens.authorization.flowId }), refreshToken: request.refreshToken };
}

async function rotate(request: RotateRefreshTokenRequest, facts: Facts): Promise<TokenAnswer> {
  const { environment, client, now } = facts;
  const { deps, policy } = environment;
  const tokens = facts.tokens as FamilyTokens;
  const minted = await mintFor(request, tokens, true, environment);
  const answer = tokenAnswer(minted, { flowId: tokens.authorization.flowId });
  const window = policy.refreshRetryWindow * 1000;
  const result = await deps.storage.rotateRefreshToken({
    environment: environment.name,
    id: tokens.id,
    clientId: client.clientId,
    now,
    requestId: request.requestId,
    from: request.from,
    parametersHash: hashParameters(request),
    window,
    successor: minted.record,
    sealedAnswer: window > 0 ? sealAnswer(answer, request.refreshToken as string, environment) : new Uint8Array(),
  });
  if (result.outcome === 'rotated') return answer;
  if (result.outcome === 'retried') {
    return { ...answer, ...openAnswer(result.sealedAnswer, request.refreshToken as string) };
  }
  return refuseRotation(result, request, facts);
}

type RefusedRotation = Exclude<
  Awaited<ReturnType<Environment['deps']['storage']['useRefreshToken']>>,
  { readonly outcome: 'issued' }
>;

/** What became of the token between the look-up and the verb. */
function refuseRotation(result: RefusedRotation, request: RotateRefreshTokenRequest, facts: Facts): never {
  const known = explainable(facts);
  switch (result.outcome) {
    case 'reused':
      return refuse(
        'refresh-token-reused',
        { ...result, sameAddress: isSameAddress(result.rotatedFrom, request.from) },
        known,
      );
    case 'expired':
      return refuse('refresh-token-expired', result, known);
    case 'inactive':
      return refuse('refresh-token-inactive', result, known);
    case 'revoked':
      return refuse('refresh-token-revoked', result, known);
    case 'client-disabled':
      return refuse('client-disabled', {}, known);
    case 'unknown':
      return refuse('refresh-token-unknown', {}, known);
  }
}

async function gatherFacts(
  request: RotateRefreshTokenRequest,
  client: ClientRecord,
  environment: Environment,
): Promise<Facts> {
  const { deps, name } = environment;
  const read = await locateText(request.refreshToken ?? '', 'refresh-token', environment);
  const found = read.outcome === 'token' ? await deps.storage.tokens(name, read.id) : undefined;
  const isRight = read.outcome === 'token' && isSameSecret(read.secretHash, found?.refresh?.secretHash);
  const isOwn = found?.clientId === client.clientId;
  return {
    client,
    environment,
    tokens: isRight ? found : undefined,
    tokenFault: read.outcome === 'token' ? (isOwn ? 'the secret part differs' : 'no such token') : read.reason,
    now: deps.now(),
  };
}

function explainable({ client, tokens }: Facts): RefusalFacts {
  const own = tokens?.clientId === client.clientId ? tokens : undefined;
  return {
    client,
    authenticated: true,
    ...(own && { tokens: own }),
    ...(tokens && !own && { issuedTo: tokens.clientId }),
    ...(own?.authorization && { flowId: own.authorization.flowId }),
  };
}

function isRotated(tokens: TokenRecord | undefined): boolean {
  return tokens?.refreshRotatedAt !== undefined;
}

function isWithin(asked: readonly string[], allowed: readonly string[]): boolean {
  return asked.every((name) => allowed.includes(name));
}

type ShapingParameters = Pick<RotateRefreshTokenRequest, 'scopes' | 'resources'>;

/** Over everything in the request that shapes the answer; most requests name neither scope nor resource. */
function hashParameters({ scopes, resources }: ShapingParameters): Uint8Array {
  if (scopes.length + resources.length === 0) return noParametersHash;
  return sha256(JSON.stringify([scopes, resources]));
}

const noParametersHash = sha256(JSON.stringify([[], []]));
const sealingContext = 'refresh-answer';

/** Only the presented token opens the answer: what is stored of it is its hash. */
function sealingKey(refreshToken: string): Uint8Array {
  return sha256(`candor ${sealingContext} ${refreshToken}`);
}

/** What of an answer the request and the token's record don't give again: every byte is written once per refresh. */
type SealedPart = Pick<TokenAnswer, 'accessToken' | 'refreshToken' | 'accessExpiresAt' | 'scope'>;

function sealAnswer(answer: SealedPart, refreshToken: string, environment: Environment): Uint8Array {
  const { accessToken, refreshToken: successor, accessExpiresAt, scope } = answer;
  const plain = Buffer.from(JSON.stringify([accessToken, successor, accessExpiresAt, scope]));
  return seal(sealingKey(refreshToken), plain, sealingContext, environment.deps.randomBytes);
}

function openAnswer(sealed: Uint8Array, refreshToken: string): SealedPart {
  const plain = unseal(sealingKey(refreshToken), sealed, sealingContext);
  if (!plain) throw new TypeError('A stored refresh answer does not open with the token that it was sealed under');
  const [accessToken, successor, accessExpiresAt, scope] = JSON.parse(Buffer.from(plain).toString());
  return { accessToken, refreshToken: successor, accessExpiresAt, scope };
}
