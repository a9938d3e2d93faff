/**
 * Redeems an authorization code for tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.5, RFC 9700 section 2.1.1).
 * A code works once. Its reuse by the client that proves the verifier revokes what the code gave; anybody else's
 * attempt is refused and recorded, and neither burns the code nor ends the family. Five wrong verifiers burn it.
 */
import { timingSafeEqual } from 'node:crypto';
import { codeChallengeOf, isCodeVerifier } from '@candor/protocol';
import type { AuthorizationRecord, ClientRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { type RefusalFacts, refuse } from '../refusal.ts';
import { sha256 } from '../sha256.ts';
import { mintTokens } from '../tokens/issue-tokens.ts';
import { locateText } from '../tokens/issued-text.ts';
import { isSameSecret } from '../tokens/same-secret.ts';
import { isSameAddress } from '../trace/caller-mark.ts';
import { type CheckList, runChecks } from './check.ts';
import { mintIdToken } from './id-token.ts';
import { splitScope } from './scope.ts';
import { type TokenAnswer, tokenAnswer } from './token-answer.ts';

export interface RedeemAuthorizationCodeRequest {
  readonly requestId: string;
  readonly code: string | undefined;
  readonly codeVerifier: string | undefined;
  /** Compared when sent; PKCE binds the code where it is not (OAuth 2.1 section 4.1.3). */
  readonly redirectUri: string | undefined;
  readonly resources: readonly string[];
  /** The region that the request selects, where the environment has more than one. */
  readonly region?: string;
  /** Keyed hashes of the caller's address and user agent (`callerMark`). */
  readonly from: string;
}

interface Facts {
  readonly client: ClientRecord;
  readonly environment: Environment;
  /** Found by the code's identifier; the secret is right. */
  readonly authorization: AuthorizationRecord | undefined;
  /** Why the code led to none. */
  readonly codeFault: string | undefined;
  readonly verifierMatches: boolean;
  readonly now: number;
}

/** The authorization, unless it is another client's. */
const ownAuthorization = ({ authorization, client }: Facts): AuthorizationRecord | undefined =>
  authorization?.clientId === client.clientId ? authorization : undefined;

export const redeemAuthorizationCodeChecks: CheckList<RedeemAuthorizationCodeRequest, Facts> = Object.freeze([
  {
    name: 'grant-type-allowed',
    spec: 'RFC 6749 section 5.2',
    problem: 'grant-type-not-allowed',
    holds: (_request, { client }) => client.grantTypes.includes('authorization_code'),
    detail: (_request, { client }) => ({ seen: 'authorization_code', expected: client.grantTypes }),
  },
  {
    name: 'code-sent',
    spec: 'RFC 6749 section 4.1.3',
    problem: 'parameter-missing',
    holds: ({ code }) => code !== undefined,
    detail: () => ({ expected: 'code' }),
  },
  {
    name: 'code-verifier-sent',
    spec: 'RFC 7636 section 4.5',
    problem: 'code-verifier-missing',
    holds: ({ codeVerifier }) => codeVerifier !== undefined,
  },
  {
    name: 'code-verifier-well-formed',
    spec: 'RFC 7636 section 4.1',
    problem: 'code-verifier-malformed',
    holds: ({ codeVerifier }) => isCodeVerifier(codeVerifier as string),
    detail: ({ codeVerifier }) => ({
      seen: `${codeVerifier?.length} characters`,
      expected: '43 to 128 unreserved ones',
    }),
  },
  {
    name: 'code-known',
    spec: 'RFC 6749 section 5.2',
    problem: 'code-unknown',
    holds: (_request, { authorization }) => authorization !== undefined,
    detail: (_request, { codeFault }) => ({ seen: codeFault }),
  },
  {
    name: 'code-issued-to-client',
    spec: 'RFC 6749 section 4.1.3',
    problem: 'code-of-other-client',
    holds: (_request, facts) => ownAuthorization(facts) !== undefined,
  },
  {
    name: 'region-same',
    spec: 'RFC 6749 section 5.2',
    problem: 'code-of-other-region',
    holds: ({ region }, { authorization }) => region === undefined || region === authorization?.region,
    detail: ({ region }, { authorization }) => ({ seen: region, expected: authorization?.region }),
  },
  {
    name: 'redirect-uri-same',
    spec: 'RFC 6749 section 4.1.3',
    problem: 'code-redirect-uri-differs',
    holds: ({ redirectUri }, { authorization }) =>
      redirectUri === undefined || redirectUri === authorization?.redirectUri,
    detail: ({ redirectUri }, { authorization }) => ({ seen: redirectUri, expected: authorization?.redirectUri }),
  },
  {
    name: 'code-not-burnt',
    spec: 'RFC 9700 section 2.1.1',
    problem: 'code-burnt',
    holds: (_request, { authorization }) =>
      authorization?.redeemedAt !== undefined || (authorization?.wrongVerifiers ?? 0) < 5,
  },
  {
    name: 'code-verifier-matches',
    spec: 'RFC 7636 section 4.6',
    problem: 'code-verifier-mismatch',
    holds: (_request, { verifierMatches }) => verifierMatches,
  },
  {
    name: 'code-unexpired',
    spec: 'RFC 6749 section 4.1.2',
    problem: 'code-expired',
    // A redeemed code is told by the verb: its reuse counts however late it comes.
    holds: (_request, { authorization, now }) =>
      authorization?.redeemedAt !== undefined || now < (authorization as AuthorizationRecord).codeExpiresAt,
    detail: (_request, { authorization, now }) => ({ seen: now, expected: authorization?.codeExpiresAt }),
  },
  {
    name: 'code-unused',
    spec: 'RFC 6749 section 4.1.2',
    problem: 'code-redeemed',
    // Where reuse revokes, the verb tells it, and only to who proved the verifier.
    holds: (_request, { authorization, environment }) =>
      environment.policy.revokeOnCodeReuse || authorization?.redeemedAt === undefined,
    detail: ({ from }, { authorization }) => ({
      redeemedAt: authorization?.redeemedAt,
      redeemedByRequest: authorization?.redeemedByRequest,
      sameAddress: isSameAddress(authorization?.redeemedFrom ?? '', from),
    }),
  },
  {
    name: 'resource-accepted',
    spec: 'RFC 8707 section 2.2',
    problem: 'resource-not-accepted',
    holds: ({ resources }, facts) => narrowedResources(resources, facts) !== undefined,
    detail: ({ resources }, { authorization }) => ({ seen: resources, expected: authorization?.resources }),
  },
] satisfies CheckList<RedeemAuthorizationCodeRequest, Facts>);

/** @param client authenticated. @throws Refusal with one of the problems above, `code-redeemed` or `code-authorization-ended`. */
export async function redeemAuthorizationCode(
  request: RedeemAuthorizationCodeRequest,
  client: ClientRecord,
  environment: Environment,
  checks: typeof redeemAuthorizationCodeChecks = redeemAuthorizationCodeChecks,
): Promise<TokenAnswer> {
  const facts = await gatherFacts(request, client, environment);
  try {
    runChecks(checks, request, facts, explainable);
  } finally {
    // Counted before the refusal leaves: five answers are five tries, on every node.
    const own = ownAuthorization(facts);
    if (own && own.redeemedAt === undefined && request.codeVerifier !== undefined && !facts.verifierMatches) {
      await environment.deps.storage.countWrongVerifier({ environment: environment.name, id: own.id });
    }
  }
  return issue(request, facts, facts.authorization as AuthorizationRecord);
}

async function issue(
  request: RedeemAuthorizationCodeRequest,
  facts: Facts,
  authorization: AuthorizationRecord,
): Promise<TokenAnswer> {
  const { environment, client, now } = facts;
  const minted = await mintTokens(
    environment,
    {
      clientId: client.clientId,
      authorization: {
        id: authorization.id,
        userId: authorization.userId,
        authenticatedAt: authorization.authenticatedAt,
        familyExpiresAt: now + environment.policy.refreshTokenLifetime * 1000,
      },
      scope: authorization.scope,
      resources: narrowedResources(request.resources, facts) as readonly string[],
      withRefreshToken: client.grantTypes.includes('refresh_token'),
    },
    request.requestId,
  );
  const idToken = splitScope(authorization.scope).includes('openid')
    ? await mintIdToken(environment, { ...authorization, accessToken: minted.accessToken })
    : undefined;
  const result = await environment.deps.storage.redeemAuthorizationCode({
    environment: environment.name,
    id: authorization.id,
    clientId: client.clientId,
    now,
    requestId: request.requestId,
    from: request.from,
    tokens: minted.record,
    keepOnReplay: !environment.policy.revokeOnCodeReuse,
  });
  const known = explainable(facts);
  switch (result.outcome) {
    case 'redeemed':
      return tokenAnswer(minted, { idToken, flowId: authorization.flowId });
    case 'replayed':
      return refuse(
        'code-redeemed',
        { ...result, sameAddress: isSameAddress(result.redeemedFrom, request.from) },
        known,
      );
    case 'expired':
      return refuse('code-expired', { seen: now, expected: result.expiredAt }, known);
    case 'ended':
      return refuse('code-authorization-ended', result, known);
    case 'burnt':
      return refuse('code-burnt', {}, known);
    case 'client-disabled':
      return refuse('client-disabled', {}, known);
    case 'unknown':
      return refuse('code-unknown', {}, known);
  }
}

async function gatherFacts(
  request: RedeemAuthorizationCodeRequest,
  client: ClientRecord,
  environment: Environment,
): Promise<Facts> {
  const { deps, name } = environment;
  const read = await locateText(request.code ?? '', 'authorization-code', environment);
  const found = read.outcome === 'token' ? await deps.storage.authorization(name, read.id) : undefined;
  const isRight = read.outcome === 'token' && isSameSecret(read.secretHash, found?.codeSecretHash);
  const isOwn = found?.clientId === client.clientId;
  const authorization = isRight ? found : undefined;
  return {
    client,
    environment,
    authorization,
    codeFault: read.outcome === 'token' ? (isOwn ? 'the secret part differs' : 'no such code') : read.reason,
    verifierMatches: verifierFits(request.codeVerifier, authorization),
    now: deps.now(),
  };
}

/** What the refused client's owner may be told: of another client's code only whose it is, if that. */
function explainable(facts: Facts): RefusalFacts {
  const { client, authorization } = facts;
  const own = ownAuthorization(facts);
  return {
    client,
    authenticated: true,
    ...(own && { authorization: own, flowId: own.flowId }),
    ...(authorization && !own && { issuedTo: authorization.clientId }),
  };
}

/** No verifier gives it: a code that is unknown costs the hash of the verifier as well. */
const decoyChallenge = '-'.repeat(43);

function verifierFits(codeVerifier: string | undefined, authorization: AuthorizationRecord | undefined): boolean {
  const computed = codeChallengeOf(codeVerifier ?? '', sha256);
  const expected = Buffer.from(authorization?.codeChallenge ?? decoyChallenge);
  const seen = Buffer.from(computed);
  return seen.length === expected.length && timingSafeEqual(seen, expected) && authorization !== undefined;
}

/**
 * The resources asked for now, all of those authorized when none is named, or undefined when one is not among them: the
 * user has consented to no other.
 */
function narrowedResources(resources: readonly string[], { authorization }: Facts): readonly string[] | undefined {
  const authorized = authorization?.resources ?? [];
  if (resources.length === 0) return authorized;
  return resources.every((uri) => authorized.includes(uri)) ? resources : undefined;
}
