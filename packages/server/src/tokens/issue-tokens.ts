import type { NewTokens } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { sha256 } from '../sha256.ts';
import { issueText } from './issued-text.ts';

/** What a set of tokens is issued for. */
export interface TokenSubject {
  readonly clientId: string;
  /** Absent for client_credentials. */
  readonly authorization?: {
    readonly id: Uint8Array;
    readonly userId: string;
    readonly authenticatedAt: number;
    /** Absolute end of the token family, Unix milliseconds. */
    readonly familyExpiresAt: number;
  };
  readonly scope: string;
  readonly resources: readonly string[];
  readonly withRefreshToken: boolean;
}

/** Texts for the answer, and the record that has to be stored before they leave the server. */
export interface MintedTokens {
  readonly record: NewTokens;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
}

/** Makes an access token, and a refresh token when asked; no record is stored yet. */
export async function mintTokens(
  environment: Environment,
  subject: TokenSubject,
  requestId: string,
): Promise<MintedTokens> {
  const { deps, policy } = environment;
  const now = deps.now();
  const id = deps.identifiers.next();
  const audience = subject.resources.length > 0 ? subject.resources : [environment.issuer];
  const accessExpiresAt = now + policy.accessTokenLifetime * 1000;
  const asJwt =
    subject.resources.length > 0
      ? subject.resources.every((uri) => isJwtResource(environment, uri))
      : policy.accessTokenFormat === 'jwt';
  let accessToken: string;
  let accessSecretHash: Uint8Array;
  if (asJwt) {
    accessToken = await signAccessToken(environment, subject, { id, now, accessExpiresAt, audience });
    accessSecretHash = sha256(accessToken);
  } else {
    const made = await issueText('access-token', { id, endsAt: accessExpiresAt }, environment);
    accessToken = made.text;
    accessSecretHash = made.secretHash;
  }
  const tokens = {
    id,
    environment: environment.name,
    clientId: subject.clientId,
    ...(subject.authorization && { authorizationId: subject.authorization.id }),
    scope: subject.scope,
    audience,
    accessSecretHash,
    accessFormat: asJwt ? 'jwt' : 'opaque',
    accessExpiresAt,
    issuedAt: now,
    issuedByRequest: requestId,
  } as const;
  if (!subject.withRefreshToken || !subject.authorization) {
    return { record: tokens, accessToken, refreshToken: undefined };
  }
  const endsAt = subject.authorization.familyExpiresAt;
  const made = await issueText('refresh-token', { id, endsAt }, environment);
  const refresh = {
    secretHash: made.secretHash,
    expiresAt: endsAt,
    inactiveAt: now + policy.refreshTokenInactivity * 1000,
  };
  return {
    record: { ...tokens, refresh },
    accessToken,
    refreshToken: made.text,
  };
}

function isJwtResource(environment: Environment, uri: string): boolean {
  return environment.resources[uri]?.accessTokenFormat === 'jwt';
}

/** RFC 9068 section 2.2. `jti` is the identifier under which the token's row is found. */
function signAccessToken(
  environment: Environment,
  subject: TokenSubject,
  at: { id: Uint8Array; now: number; accessExpiresAt: number; audience: readonly string[] },
): Promise<string> {
  const claims = {
    iss: environment.issuer,
    sub: subject.authorization?.userId ?? subject.clientId,
    aud: at.audience.length === 1 ? at.audience[0] : at.audience,
    client_id: subject.clientId,
    iat: Math.floor(at.now / 1000),
    exp: Math.floor(at.accessExpiresAt / 1000),
    jti: Buffer.from(at.id).toString('base64url'),
    scope: subject.scope,
    ...(subject.authorization && { auth_time: Math.floor(subject.authorization.authenticatedAt / 1000) }),
  };
  return environment.deps.signingKeys.sign(() => claims, 'at+jwt');
}
