/**
 * The session token of API mode: a JWT (HS256) that names an authorization session. It is proof for nothing else: the
 * session's own record decides, and says whether it was used.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { decodeJwt } from '@candor/protocol';
import type { AuthorizationSessionRecord, ClientRecord } from '@candor/storage';
import type { Environment } from '../../environment.ts';
import type { ValidAuthorizationRequest } from '../../operations/authorization-request.ts';
import { refuse } from '../../refusal.ts';
import { textKindOf } from './token-texts.ts';

const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');

/** The token of a session that was just begun. */
export function makeSessionToken(session: AuthorizationSessionRecord, environment: Environment): string {
  const claims = {
    jti: Buffer.from(session.id).toString('base64url'),
    client_id: session.clientId,
    iat: Math.floor(session.createdAt / 1000),
    exp: Math.floor(session.expiresAt / 1000),
  };
  const signed = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${signed}.${signatureOf(signed, environment)}`;
}

/** A session that waits for its user, found by its token. */
export interface OpenSession {
  readonly flowId: string;
  readonly session: AuthorizationSessionRecord;
  readonly request: ValidAuthorizationRequest;
}

/**
 * The open session of this client and region that the token names.
 * @throws Refusal `session-token-invalid`, `session-token-of-other-party`, `authorization-session-expired`.
 */
export async function openSession(
  token: string,
  by: { readonly client: ClientRecord; readonly region: string | undefined },
  environment: Environment,
): Promise<OpenSession> {
  const { client, region } = by;
  const { deps, name } = environment;
  const known = { client, authenticated: false };
  const id = identifierIn(token, environment);
  if (!id) refuse('session-token-invalid', { seen: describe(token), expected: 'a session token' }, known);
  const session = await deps.storage.authorizationSession(name, id as Uint8Array);
  if (!session) return refuse('session-token-invalid', { seen: 'a session token without a session' }, known);
  if (session.clientId !== client.clientId) {
    refuse(
      'session-token-of-other-party',
      { seen: 'another client key', expected: 'the key of the first step' },
      known,
    );
  }
  const flowId = Buffer.from(session.id).toString('base64url');
  const request = JSON.parse(session.request) as ValidAuthorizationRequest;
  if (request.region !== region) {
    refuse(
      'session-token-of-other-party',
      { parameter: 'region', seen: region, expected: request.region },
      { ...known, flowId },
    );
  }
  if (session.concludedAt !== undefined) {
    refuse('session-token-invalid', { seen: 'a session token that was used before' }, { ...known, flowId });
  }
  const now = deps.now();
  if (now >= session.expiresAt) {
    const { createdAt: beganAt, expiresAt: expected } = session;
    refuse('authorization-session-expired', { seen: now, expected, beganAt }, { ...known, flowId });
  }
  return { flowId, session, request };
}

function identifierIn(token: string, environment: Environment): Uint8Array | undefined {
  const end = token.lastIndexOf('.');
  const signed = token.slice(0, Math.max(0, end));
  const sent = Buffer.from(token.slice(end + 1));
  const expected = Buffer.from(signatureOf(signed, environment));
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) return undefined;
  const jti = decodeJwt(token)?.payload.jti;
  const id = typeof jti === 'string' ? Buffer.from(jti, 'base64url') : undefined;
  return id?.length === 12 ? id : undefined;
}

function signatureOf(signed: string, { deps, name }: Environment): string {
  return createHmac('sha256', deps.secretMac('session-token', name)).update(signed).digest('base64url');
}

function describe(token: string): string {
  const kind = textKindOf(token);
  return kind === 'a session token'
    ? 'a session token that was altered, or is of another environment'
    : (kind ?? 'no token');
}
