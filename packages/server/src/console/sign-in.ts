import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import { pageResponse, seeOther } from '../interaction/page-response.ts';
import { memberSignInPage, type SignInRefusal } from '../pages/sign-in.ts';
import { Refusal } from '../refusal.ts';
import type { ServerAnswer, ServerRoute } from '../routes/route-table.ts';
import type { ServerContext } from '../server.ts';
import {
  beginMemberSession,
  endMemberSession,
  type MemberBrowser,
  memberBrowserCookies,
  memberCsrfToken,
  readMemberBrowser,
  readMemberForm,
} from './member-browser.ts';
import { signInMember } from './sign-in-member.ts';

const path = '/console/sign-in';

/** Signing in to the console and out of it. */
export const signInRoutes: readonly ServerRoute[] = [
  { method: 'GET', pattern: path, handle: (request, _parameters, server) => show(request, server) },
  { method: 'POST', pattern: path, handle: (request, _parameters, server) => submit(request, server) },
  { method: 'POST', pattern: '/console/sign-out', handle: (request, _parameters, server) => signOut(request, server) },
];

/** Where somebody who is not signed in is sent, to come back to `returnTo` afterwards. */
export function signInAddress(returnTo: string): string {
  return `${path}?return=${encodeURIComponent(returnTo)}`;
}

async function show(request: HttpRequest, server: ServerContext): Promise<HttpResponse> {
  const browser = await readMemberBrowser(request, server);
  if (browser.signedIn) return seeOther(returnPath(request));
  return formResponse(request, browser, {}, server);
}

async function submit(request: HttpRequest, server: ServerContext): Promise<ServerAnswer> {
  const browser = await readMemberBrowser(request, server);
  const form = readMemberForm(request, browser, server);
  const email = form.get('email') ?? '';
  try {
    const member = await signInMember({ email, password: form.get('password') ?? '' }, request, server);
    // Whoever was signed in with this browser is not any more.
    await endMemberSession(browser, server);
    return seeOther(returnPath(request), await beginMemberSession(member.id, server));
  } catch (error) {
    if (!(error instanceof Refusal) || !error.problem.startsWith('sign-in-')) throw error;
    return { ...formResponse(request, browser, { email, refusal: error }, server), refusal: error };
  }
}

async function signOut(request: HttpRequest, server: ServerContext): Promise<HttpResponse> {
  const browser = await readMemberBrowser(request, server);
  readMemberForm(request, browser, server);
  return seeOther(path, await endMemberSession(browser, server));
}

/** The console's own pages only: nobody can send a member elsewhere with a link to the sign-in page. */
function returnPath(request: HttpRequest): string {
  const wanted = new URLSearchParams(request.query).get('return') ?? '';
  return /^\/console(?:\/requests\/req_[0-9a-z]{18})?$/.test(wanted) ? wanted : '/console';
}

/** An unknown member, a wrong password and a disabled member look alike. */
function formResponse(
  request: HttpRequest,
  browser: MemberBrowser,
  { email, refusal }: { readonly email?: string; readonly refusal?: Refusal },
  server: ServerContext,
): HttpResponse {
  const { retryAfter } = refusal?.facts ?? {};
  const throttled = refusal?.problem === 'sign-in-throttled';
  const refused: SignInRefusal = throttled
    ? { reason: 'throttled', minutes: Math.max(1, Math.ceil((retryAfter ?? 60) / 60)) }
    : { reason: 'credentials' };
  const page = memberSignInPage({
    form: { action: signInAddress(returnPath(request)), csrfToken: memberCsrfToken(browser, server) },
    ...(email !== undefined && { email: email.slice(0, 254) }),
    ...(refusal && { refused }),
  });
  return pageResponse(page, {
    formAction: "'self'",
    status: refusal ? (throttled ? 429 : 400) : 200,
    headers: {
      'set-cookie': memberBrowserCookies(browser, server),
      ...(throttled && { 'retry-after': String(Math.ceil(retryAfter ?? 60)) }),
    },
  });
}
