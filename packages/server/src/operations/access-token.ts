import type { TokenRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { sha256 } from '../sha256.ts';
import { locateText } from '../tokens/issued-text.ts';
import { isSameSecret } from '../tokens/same-secret.ts';

/** An access token's text, looked up: the tokens whose access token it is, or why it is none. */
export type FoundAccessToken =
  | { readonly tokens: TokenRecord; readonly fault?: undefined }
  | {
      readonly tokens?: undefined;
      readonly fault: string;
      /** Of an ID token of this environment: the client that it was issued to. */
      readonly clientId?: string;
    };

/** Finds the record of an opaque access token or of a JWT that this environment signed; its state is not tested. */
export async function findAccessToken(text: string, environment: Environment): Promise<FoundAccessToken> {
  const { deps, name } = environment;
  const read = await locateText(text, 'access-token', environment);
  if (read.outcome === 'token') {
    const tokens = await deps.storage.tokens(name, read.id);
    if (isSameSecret(read.secretHash, tokens?.accessSecretHash) && tokens) return { tokens };
    return { fault: tokens ? 'the secret part differs' : 'no such token' };
  }
  // Where texts say what they are, a JWT is something else than an access token.
  if (!text.startsWith('eyJ') || environment.dialect.tokenTexts.areNamed) return { fault: read.reason };
  const claims = await deps.signingKeys.verify(text, 'at+jwt');
  const jti = claims?.jti;
  if (typeof jti !== 'string') {
    const idToken = await deps.signingKeys.verify(text, 'JWT');
    if (!idToken) return { fault: 'a JWT of another issuer' };
    return { fault: 'an ID token', ...(typeof idToken.aud === 'string' && { clientId: idToken.aud }) };
  }
  const id = Buffer.from(jti, 'base64url');
  const tokens = id.length === 12 ? await deps.storage.tokens(name, id) : undefined;
  const isRight = isSameSecret(sha256(text), tokens?.accessSecretHash);
  return isRight && tokens ? { tokens } : { fault: 'no such token' };
}

/** Why an access token that was found can't be used at `now`, or undefined when it can. */
export function accessTokenFault(tokens: TokenRecord, now: number): 'expired' | 'revoked' | undefined {
  if (tokens.accessRevokedAt !== undefined || tokens.authorization?.revokedAt !== undefined) return 'revoked';
  return now >= tokens.accessExpiresAt ? 'expired' : undefined;
}

/**
 * Remembers the first use of an access token that came from a rotation: from then on a retry of that rotation is reuse.
 * Tokens that replaced none, or were used before, cost nothing.
 */
export async function noteUse(tokens: TokenRecord, environment: Environment): Promise<void> {
  if (tokens.predecessorId === undefined || tokens.accessUsedAt !== undefined) return;
  await environment.deps.storage.recordAccessTokenUse(environment.name, tokens.id, environment.deps.now());
}
