import { memberReader } from '../explanations/explanation-reader.ts';
import { countAtDoor, openExplanation } from '../explanations/open-explanation.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import { pageResponse, seeOther } from '../interaction/page-response.ts';
import { consoleHomePage } from '../pages/console-home.ts';
import { explanationPage } from '../pages/explanation.ts';
import type { ServerRoute } from '../routes/route-table.ts';
import type { ServerContext } from '../server.ts';
import { memberCsrfToken, readMemberBrowser } from './member-browser.ts';
import { signInAddress } from './sign-in.ts';

/** What members find at the console: a page of their own, and the explanation of a refused request. */
export const requestRoutes: readonly ServerRoute[] = [
  { method: 'GET', pattern: '/console', handle: (request, _parameters, server) => showHome(request, server) },
  {
    method: 'GET',
    pattern: '/console/requests/:requestId',
    handle: (request, { requestId = '' }, server) => showRequest(requestId, request, server),
  },
];

async function showHome(request: HttpRequest, server: ServerContext): Promise<HttpResponse> {
  const browser = await readMemberBrowser(request, server);
  if (!browser.signedIn) return seeOther(signInAddress('/console'));
  const { email, organisations } = browser.signedIn.member;
  const named = await Promise.all(
    organisations.map(async ({ organisationId, role }) => ({
      name: (await server.storage.organisation(organisationId))?.name ?? '',
      role,
    })),
  );
  const form = { action: '/console/sign-out', csrfToken: memberCsrfToken(browser, server) };
  return pageResponse(consoleHomePage({ email, organisations: named, url: server.consoleUrl, signOut: form }), {
    formAction: "'self'",
  });
}

/** @throws Refusal `record-unknown`, the same for a request of others and for one that does not exist. */
async function showRequest(requestId: string, request: HttpRequest, server: ServerContext): Promise<HttpResponse> {
  const { signedIn } = await readMemberBrowser(request, server);
  if (!signedIn) return seeOther(signInAddress(request.path));
  await countAtDoor(request.address, server);
  const explanation = await openExplanation(requestId, memberReader(signedIn.member), server);
  return pageResponse(explanationPage(withSteps(explanation)), { formAction: "'none'" });
}

/** The doctor numbers the lines of a fix that has several steps; the page makes a list of them. */
function withSteps(explanation: Awaited<ReturnType<typeof openExplanation>>): Parameters<typeof explanationPage>[0] {
  const diagnoses = explanation.diagnoses.map((diagnosis) => ({
    ...diagnosis,
    fix: diagnosis.fix.split('\n').map((line) => line.replace(/^\d+\. /, '')),
  }));
  return { ...explanation, diagnoses };
}
