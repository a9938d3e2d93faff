import { hash, timingSafeEqual } from 'node:crypto';
import type { Environment } from '../environment.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { SignedIn } from '../operations/authorize.ts';
import { refuse } from '../refusal.ts';

/** What a request's cookies say of the browser. */
export interface Browser {
  /** Ties authorization sessions and forms to this browser. New where none was sent. */
  readonly secret: string;
  readonly isNew: boolean;
  readonly signedIn: SignedIn | undefined;
}

type CookieName = 'browser' | 'session' | 'known';

/** Reads the browser's cookies and, where there is one, its live session with an enabled user. */
export async function readBrowser(request: HttpRequest, environment: Environment): Promise<Browser> {
  const sent = readCookie(request, cookieName('browser', environment));
  const isUsable = sent !== undefined && /^[A-Za-z0-9_-]{43}$/.test(sent);
  const secret = isUsable ? sent : Buffer.from(environment.deps.randomBytes(32)).toString('base64url');
  return { secret, isNew: !isUsable, signedIn: await readSession(request, environment) };
}

/** Hash of the browser's secret, as an authorization session stores it. */
export function browserHash(browser: Browser): Uint8Array {
  return hash('sha256', browser.secret, 'buffer');
}

export function isSameBrowser(browser: Browser, storedHash: Uint8Array): boolean {
  return timingSafeEqual(browserHash(browser), storedHash);
}

async function readSession(request: HttpRequest, environment: Environment): Promise<SignedIn | undefined> {
  const cookie = readCookie(request, cookieName('session', environment));
  if (cookie === undefined) return undefined;
  const bytes = Buffer.from(cookie, 'base64url');
  if (bytes.length !== sessionIdLength + sessionSecretLength) return undefined;
  const { storage, now } = environment.deps;
  const session = await storage.session(bytes.subarray(0, sessionIdLength));
  if (!session || session.environment !== environment.name) return undefined;
  const secretHash = hash('sha256', bytes.subarray(sessionIdLength), 'buffer');
  if (!timingSafeEqual(secretHash, session.secretHash)) return undefined;
  if (session.endedAt !== undefined || now() >= session.expiresAt) return undefined;
  const user = await storage.user(environment.name, session.userId);
  return user?.enabled ? { user, session } : undefined;
}

const sessionIdLength = 12;
const sessionSecretLength = 32;

/** Begins a session of a user who just proved who they are; the cookie's text leaves the server only here. */
export async function beginSession(
  userId: string,
  environment: Environment,
): Promise<{ readonly session: SignedIn['session']; readonly setCookie: readonly string[] }> {
  const { deps, policy } = environment;
  const now = deps.now();
  const secret = deps.randomBytes(sessionSecretLength);
  const session = {
    id: deps.identifiers.next(),
    secretHash: hash('sha256', secret, 'buffer'),
    environment: environment.name,
    userId,
    authenticatedAt: now,
    createdAt: now,
    expiresAt: now + policy.sessionLifetime * 1000,
  };
  await deps.storage.createSession(session);
  const text = Buffer.concat([session.id, secret]).toString('base64url');
  return {
    session,
    setCookie: [
      cookie('session', text, environment, policy.sessionLifetime),
      cookie('known', knownBrowser(userId, environment), environment, knownBrowserLifetime),
    ],
  };
}

const knownBrowserLifetime = 180 * 24 * 3600;

/** True when this user signed in with this browser before: strangers' wrong passwords don't count against it. */
export function isKnownBrowser(request: HttpRequest, userId: string, environment: Environment): boolean {
  const sent = readCookie(request, cookieName('known', environment));
  if (sent === undefined) return false;
  const expected = Buffer.from(knownBrowser(userId, environment));
  const seen = Buffer.from(sent);
  return seen.length === expected.length && timingSafeEqual(seen, expected);
}

function knownBrowser(userId: string, environment: Environment): string {
  return environment.deps.mac('known-browser', `${environment.name} ${userId}`);
}

/** The cookie that ties authorization sessions to a browser, to be set when the browser is new. */
export function browserCookies(browser: Browser, environment: Environment): readonly string[] {
  return browser.isNew ? [cookie('browser', browser.secret, environment, undefined)] : [];
}

export function endedSessionCookies(environment: Environment): readonly string[] {
  return [cookie('session', '', environment, 0)];
}

/** The token that proves that a form came from a page this browser was shown. */
export function csrfToken(browser: Browser, environment: Environment): string {
  return environment.deps.mac('csrf', `${environment.name} ${browser.secret}`);
}

/**
 * Refuses a form that another origin sent, or that no page of ours made for this browser.
 * @throws Refusal `form-not-from-this-page`.
 */
export function proveForm(
  request: HttpRequest,
  form: ReadonlyMap<string, string>,
  browser: Browser,
  environment: Environment,
): void {
  const origin = request.headers.origin;
  if (origin !== new URL(environment.baseUrl).origin)
    refuse('form-not-from-this-page', { seen: origin ?? 'no Origin' });
  const expected = Buffer.from(csrfToken(browser, environment));
  const seen = Buffer.from(form.get('csrf_token') ?? '');
  if (browser.isNew || seen.length !== expected.length || !timingSafeEqual(seen, expected)) {
    refuse('form-not-from-this-page', { seen: browser.isNew ? 'no cookie' : 'another csrf_token' });
  }
}

/** `__Host-` ties a cookie to this very host over TLS; without TLS the prefix can't be had. */
function cookieName(name: CookieName, environment: Environment): string {
  const prefix = environment.baseUrl.startsWith('https:') ? '__Host-' : '';
  return `${prefix}candor_${environment.name}_${name}`;
}

function cookie(name: CookieName, value: string, environment: Environment, maxAge: number | undefined): string {
  const secure = environment.baseUrl.startsWith('https:') ? '; Secure' : '';
  const age = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
  return `${cookieName(name, environment)}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}${age}`;
}

function readCookie(request: HttpRequest, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals !== -1 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}
