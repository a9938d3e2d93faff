import type { MemberRecord, SessionRecord } from '@candor/storage';
import type { HttpRequest } from '../http/exchange.ts';
import {
  type CookieJar,
  isSameText,
  proveFormOrigin,
  readBrowserSecret,
  readCookie,
  setCookie,
} from '../interaction/cookies.ts';
import { type ReadForm, readPageForm } from '../interaction/read-page-form.ts';
import { createSession, findSession } from '../interaction/session-cookie.ts';
import type { ServerContext } from '../server.ts';

/** What a request's cookies say of a browser at the console. */
export interface MemberBrowser {
  /** Ties forms to this browser. New where none was sent. */
  readonly secret: string;
  readonly isNew: boolean;
  readonly signedIn: { readonly member: MemberRecord; readonly session: SessionRecord } | undefined;
}

/** Seconds: a working day. */
const sessionLifetime = 12 * 3600;
const knownBrowserLifetime = 180 * 24 * 3600;

/** Members' sessions live by the machine's clock, in no environment. */
export async function readMemberBrowser(request: HttpRequest, server: ServerContext): Promise<MemberBrowser> {
  const jar = jarOf(server);
  const { secret, isNew } = readBrowserSecret(request, jar, server.randomBytes);
  const { storage, machineNow } = server;
  const session = await findSession(readCookie(request, 'session', jar), '', { storage, now: machineNow });
  const member = session && (await storage.member(session.userId));
  return { secret, isNew, signedIn: session && member?.enabled ? { member, session } : undefined };
}

/** The member whose live session the request's cookie proves. */
export async function findMember(request: HttpRequest, server: ServerContext): Promise<MemberRecord | undefined> {
  return (await readMemberBrowser(request, server)).signedIn?.member;
}

/** Begins a session of a member who just proved who they are. @returns the cookies to set. */
export async function beginMemberSession(memberId: string, server: ServerContext): Promise<readonly string[]> {
  const deps = { ...server, now: server.machineNow };
  const { text } = await createSession({ environment: '', userId: memberId }, sessionLifetime, deps);
  const jar = jarOf(server);
  return [
    setCookie('session', text, jar, sessionLifetime),
    setCookie('known', knownBrowser(memberId, server), jar, knownBrowserLifetime),
  ];
}

/** Ends the browser's session. @returns the cookies to set. */
export async function endMemberSession(browser: MemberBrowser, server: ServerContext): Promise<readonly string[]> {
  if (browser.signedIn) await server.storage.endSession(browser.signedIn.session.id, server.machineNow());
  return [setCookie('session', '', jarOf(server), 0)];
}

/** True when this member signed in with this browser before. */
export function isKnownMemberBrowser(request: HttpRequest, memberId: string, server: ServerContext): boolean {
  const sent = readCookie(request, 'known', jarOf(server));
  return sent !== undefined && isSameText(sent, knownBrowser(memberId, server));
}

/** The cookie that ties forms to a browser, to be set when the browser is new. */
export function memberBrowserCookies(browser: MemberBrowser, server: ServerContext): readonly string[] {
  return browser.isNew ? [setCookie('browser', browser.secret, jarOf(server), undefined)] : [];
}

/** The token that proves that a form came from a page this browser was shown. */
export function memberCsrfToken(browser: MemberBrowser, { mac }: ServerContext): string {
  return mac('console-csrf', browser.secret);
}

/** The fields of a form of the console. @throws Refusal `form-not-from-this-page` or `body-malformed`. */
export function readMemberForm(request: HttpRequest, browser: MemberBrowser, server: ServerContext): ReadForm {
  const form = readPageForm(request);
  const expected = { origin: new URL(server.consoleUrl).origin, csrfToken: memberCsrfToken(browser, server) };
  proveFormOrigin(request, form, browser.isNew, expected);
  return form;
}

function knownBrowser(memberId: string, { mac }: ServerContext): string {
  return mac('known-browser', `console ${memberId}`);
}

/** No environment can have this name. */
function jarOf({ consoleUrl }: ServerContext): CookieJar {
  return { name: 'console', secure: consoleUrl.startsWith('https:') };
}
