import { hash, randomBytes } from 'node:crypto';
import { Browser, header } from './browser.ts';
import { Connection, type Reply } from './connection.ts';
import { formText, requestText } from './request-text.ts';
import { type Subject, tokenRequest } from './subject.ts';

/** A code with the verifier that redeems it. */
export interface AuthorizationCode {
  readonly code: string;
  readonly codeVerifier: string;
}

/** Gives codes, as an app would get them. */
export type TakeCodes = (count: number) => Promise<AuthorizationCode[]>;

const connections = 16;

/**
 * Signs a person in once and has them consent; then every code comes from the authorization endpoint with PKCE, over
 * several connections of that signed-in browser.
 */
export async function signInForCodes(subject: Subject): Promise<TakeCodes> {
  const { authorization } = subject.endpoints;
  if (authorization === undefined) return takeFloorCodes(subject);
  const browser = new Browser(subject.url);
  await browser.follow(authorizationRequest(subject, newCode()).path, subject.form, subject.redirectUri);
  return (count) =>
    inParallel(subject, count, async (connection) => {
      const asked = newCode();
      const { path, state } = authorizationRequest(subject, asked);
      const reply = await connection.request(requestText('GET', path, browser.headers()));
      const location = header(reply, 'location') ?? '';
      const answer = location.startsWith(subject.redirectUri) ? new URL(location).searchParams : undefined;
      const code = answer?.get('code');
      if (!code || answer?.get('state') !== state) throw unexpected('no code', reply);
      return { ...asked, code };
    });
}

/** The floor has no authorization endpoint: what it redeems is a refresh token that it gives on request. */
function takeFloorCodes(subject: Subject): TakeCodes {
  const request = tokenRequest(subject, { grant_type: 'client_credentials', want_refresh: '1' });
  return (count) =>
    inParallel(subject, count, async (connection) => {
      const reply = await connection.request(request);
      if (reply.status !== 200) throw unexpected('no token', reply);
      return { ...newCode(), code: (JSON.parse(reply.body) as { refresh_token: string }).refresh_token };
    });
}

async function inParallel(
  subject: Subject,
  count: number,
  take: (connection: Connection) => Promise<AuthorizationCode>,
): Promise<AuthorizationCode[]> {
  const { hostname, port } = new URL(subject.url);
  const taken: AuthorizationCode[] = [];
  let started = 0;
  const one = async (): Promise<void> => {
    const connection = await Connection.open(hostname, Number(port));
    try {
      while (started < count) {
        started++;
        taken.push(await take(connection));
      }
    } finally {
      connection.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(connections, count) }, one));
  return taken;
}

/** RFC 7636 section 4.1: the verifier is made first; the code is not known yet. */
function newCode(): AuthorizationCode {
  return { code: '', codeVerifier: randomBytes(32).toString('base64url') };
}

function authorizationRequest(subject: Subject, { codeVerifier }: AuthorizationCode): { path: string; state: string } {
  const state = randomBytes(9).toString('base64url');
  const query = formText({
    response_type: 'code',
    client_id: subject.client.id,
    redirect_uri: subject.redirectUri,
    scope: subject.scope,
    state,
    code_challenge: hash('sha256', codeVerifier, 'base64url'),
    code_challenge_method: 'S256',
  });
  return { path: `${subject.endpoints.authorization}?${query}`, state };
}

function unexpected(what: string, reply: Reply): Error {
  return new Error(`${what}: status ${reply.status}, ${header(reply, 'location') ?? ''} ${reply.body.slice(0, 200)}`);
}
