import { hash } from 'node:crypto';
import type { AuthorizationRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';

/** What an ID token is made from. */
export interface IdTokenSubject
  extends Pick<AuthorizationRecord, 'userId' | 'clientId' | 'authenticatedAt' | 'amr' | 'sessionId'> {
  readonly nonce?: string;
  readonly accessToken: string;
}

/** Signs an ID token (OpenID Connect Core section 2); claims of profile and email stay at the userinfo endpoint. */
export async function mintIdToken(environment: Environment, subject: IdTokenSubject): Promise<string> {
  const { deps, policy, issuer } = environment;
  const now = Math.floor(deps.now() / 1000);
  return deps.signingKeys.sign(
    (algorithm) => ({
      iss: issuer,
      sub: subject.userId,
      aud: subject.clientId,
      iat: now,
      exp: now + policy.idTokenLifetime,
      auth_time: Math.floor(subject.authenticatedAt / 1000),
      // RFC 8176. No acr: its values have no meaning that this server and an app would agree on.
      ...(subject.amr && { amr: subject.amr }),
      ...(subject.nonce !== undefined && { nonce: subject.nonce }),
      at_hash: leftHalf(subject.accessToken, algorithm),
      sid: Buffer.from(subject.sessionId).toString('base64url'),
    }),
    'JWT',
  );
}

/** `at_hash`: the left half of the hash that belongs to the algorithm (section 3.1.3.6); EdDSA over Ed25519 takes SHA-512. */
function leftHalf(accessToken: string, algorithm: string): string {
  const digest = hash(algorithm === 'EdDSA' ? 'sha512' : 'sha256', accessToken, 'buffer');
  return digest.subarray(0, digest.length / 2).toString('base64url');
}
