import { hash, timingSafeEqual } from 'node:crypto';
import type { SessionRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { SignedIn } from '../operations/authorize.ts';
import { agentName } from './agent-name.ts';
import { type CookieJar, isSameText, proveFormOrigin, readBrowserSecret, readCookie, setCookie } from './cookies.ts';
import { createSession, findSession } from './session-cookie.ts';

/** What a request's cookies say of the browser. */
export interface Browser {
  /** Ties authorization sessions and forms to this browser. New where none was sent. */
  readonly secret: string;
  readonly isNew: boolean;
  readonly signedIn: SignedIn | undefined;
}

/** Reads the browser's cookies and, where there is one, its live session with an enabled user. */
export async function readBrowser(request: HttpRequest, environment: Environment): Promise<Browser> {
  const { secret, isNew } = readBrowserSecret(request, jarOf(environment), environment.deps.randomBytes);
  return { secret, isNew, signedIn: await readSession(request, environment) };
}

/** Hash of the browser's secret, as an authorization session stores it. */
export function browserHash(browser: Browser): Uint8Array {
  return hash('sha256', browser.secret, 'buffer');
}

/** @param storedHash empty for a session that no browser has yet. */
export function isSameBrowser(browser: Browser, storedHash: Uint8Array): boolean {
  const own = browserHash(browser);
  return own.length === storedHash.length && timingSafeEqual(own, storedHash);
}

async function readSession(request: HttpRequest, environment: Environment): Promise<SignedIn | undefined> {
  const { storage, now } = environment.deps;
  const cookie = readCookie(request, 'session', jarOf(environment));
  const session = await findSession(cookie, environment.name, { storage, now });
  if (!session) return undefined;
  const user = await storage.user(environment.name, session.userId);
  if (!user?.enabled) return undefined;
  await noteUse(session, request, environment);
  return { user, session };
}

/** Milliseconds; a session's `lastUsedAt` is no finer, so that hardly a request has to write it. */
const lastUsedGrain = 5 * 60_000;

async function noteUse(session: SessionRecord, { address }: HttpRequest, { deps }: Environment): Promise<void> {
  const now = deps.now();
  if (now < (session.lastUsedAt ?? session.createdAt) + lastUsedGrain) return;
  await deps.storage.noteSessionUse({ id: session.id, now, from: deps.fingerprints.address(address) });
}

/** Begins a session of a user who just proved who they are; the cookie's text leaves the server only here. */
export async function beginSession(
  { userId, amr }: { readonly userId: string; readonly amr: readonly string[] },
  request: HttpRequest,
  environment: Environment,
): Promise<{ readonly session: SignedIn['session']; readonly setCookie: readonly string[] }> {
  const { deps, policy } = environment;
  const usedFrom = deps.fingerprints.address(request.address);
  const agent = agentName(request.headers['user-agent']);
  const of = { environment: environment.name, userId, amr, usedFrom, ...(agent !== undefined && { agent }) };
  const { session, text } = await createSession(of, policy.sessionLifetime, deps);
  const jar = jarOf(environment);
  return {
    session,
    setCookie: [
      setCookie('session', text, jar, policy.sessionLifetime),
      setCookie('known', knownBrowser(userId, environment), jar, knownBrowserLifetime),
    ],
  };
}

const knownBrowserLifetime = 180 * 24 * 3600;

/** True when this user signed in with this browser before: strangers' wrong passwords don't count against it. */
export function isKnownBrowser(request: HttpRequest, userId: string, environment: Environment): boolean {
  const sent = readCookie(request, 'known', jarOf(environment));
  return sent !== undefined && isSameText(sent, knownBrowser(userId, environment));
}

function knownBrowser(userId: string, environment: Environment): string {
  return environment.deps.mac('known-browser', `${environment.name} ${userId}`);
}

/** The cookie that ties authorization sessions to a browser, to be set when the browser is new. */
export function browserCookies(browser: Browser, environment: Environment): readonly string[] {
  return browser.isNew ? [setCookie('browser', browser.secret, jarOf(environment), undefined)] : [];
}

export function endedSessionCookies(environment: Environment): readonly string[] {
  return [setCookie('session', '', jarOf(environment), 0)];
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
  const proof = { origin: new URL(environment.baseUrl).origin, csrfToken: csrfToken(browser, environment) };
  proveFormOrigin(request, form, browser.isNew, proof);
}

function jarOf(environment: Environment): CookieJar {
  return { name: environment.name, secure: environment.baseUrl.startsWith('https:') };
}
