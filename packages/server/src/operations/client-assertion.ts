import { createPrivateKey, generateKeyPairSync, hash } from 'node:crypto';
import { decodeJwt } from '@candor/protocol';
import type { ClientRecord } from '@candor/storage';
import type { JSONWebKeySet, JWTPayload } from 'jose';
import type { Environment } from '../environment.ts';

/** Result of the verification of a `private_key_jwt` assertion (RFC 7523 section 3, OpenID Connect Core section 9). */
export interface VerifiedAssertion {
  readonly client: ClientRecord | undefined;
  readonly assertion: 'accepted' | 'invalid' | 'replayed';
  /** For the explanation only. */
  readonly assertionFault: string | undefined;
}

/** Asymmetric algorithms only: a shared secret is not a private key. */
export const assertionAlgorithms = ['ES256', 'ES384', 'RS256', 'PS256', 'EdDSA'] as const;

const longestLife = 600;
const clockTolerance = 30;

let decoy: JSONWebKeySet | undefined;

/** A key that signs nothing, so that an unknown client costs a verification as well. */
function decoyKeys(): JSONWebKeySet {
  if (!decoy) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { d: _private, ...jwk } = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })).export({
      format: 'jwk',
    });
    decoy = { keys: [jwk as JSONWebKeySet['keys'][number]] };
  }
  return decoy;
}

function audiencesOf(environment: Environment): string[] {
  const { token, pushedAuthorizationRequest } = environment.dialect.addresses(environment);
  const pushed = pushedAuthorizationRequest === undefined ? [] : [pushedAuthorizationRequest];
  return [environment.issuer, token, ...pushed];
}

/**
 * Verifies signature, issuer, subject, audience, times and single use of a client assertion. The audience is the issuer,
 * the token endpoint or the pushed authorization request endpoint (RFC 9126 section 2). A `jti` is required and kept until the assertion has expired.
 */
export async function verifyClientAssertion(
  presented: { readonly clientId: string | undefined; readonly assertion: string },
  environment: Environment,
): Promise<VerifiedAssertion> {
  const { storage } = environment.deps;
  // Loaded with the first assertion: it would take a tenth of the time of every start.
  const { createLocalJWKSet, errors, jwtVerify } = await import('jose');
  const claimed = decodeJwt(presented.assertion)?.payload.iss;
  const clientId = presented.clientId ?? (typeof claimed === 'string' ? claimed : '');
  const client = await storage.client(environment.name, clientId);
  const now = environment.deps.now();
  const keys = (client?.jwks as JSONWebKeySet | undefined) ?? decoyKeys();
  let payload: JWTPayload;
  try {
    const verified = await jwtVerify(presented.assertion, createLocalJWKSet(keys), {
      algorithms: [...assertionAlgorithms],
      issuer: clientId,
      subject: clientId,
      audience: audiencesOf(environment),
      requiredClaims: ['exp', 'jti', 'iss', 'sub', 'aud'],
      currentDate: new Date(now),
      clockTolerance,
    });
    payload = verified.payload;
  } catch (error) {
    return { client, assertion: 'invalid', assertionFault: describeFault(error, errors) };
  }
  const expiresAt = (payload.exp as number) * 1000;
  if (typeof payload.jti !== 'string' || payload.jti.length > 256) {
    return { client, assertion: 'invalid', assertionFault: 'jti is not a string of at most 256 characters' };
  }
  if (expiresAt > now + (longestLife + clockTolerance) * 1000) {
    return { client, assertion: 'invalid', assertionFault: `exp is more than ${longestLife} seconds ahead` };
  }
  const { outcome } = await storage.reserveAssertion({
    environment: environment.name,
    clientId,
    jtiHash: hash('sha256', payload.jti, 'buffer'),
    now,
    expiresAt: expiresAt + clockTolerance * 1000,
  });
  return { client, assertion: outcome === 'reserved' ? 'accepted' : 'replayed', assertionFault: undefined };
}

function describeFault(error: unknown, errors: typeof import('jose').errors): string {
  if (error instanceof errors.JWTClaimValidationFailed) return `claim ${error.claim}: ${error.reason}`;
  return error instanceof errors.JOSEError ? error.code : 'not a JWT';
}
