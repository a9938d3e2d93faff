import type { Environment } from '../environment.ts';
import type { HttpResponse } from '../http/exchange.ts';
import { formPostPage } from '../pages/form-post.ts';
import type { Messages } from '../pages/messages/en.ts';
import { brandingOf, pageResponse } from './page-response.ts';

/** The authorization response as a form that the browser posts to the app (OAuth 2.0 Form Post Response Mode). */
export function formPostResponse(
  redirectUri: string,
  parameters: Readonly<Record<string, string>>,
  environment: Environment,
  messages: Messages | undefined,
): HttpResponse {
  const page = formPostPage(
    {
      branding: brandingOf(environment),
      appName: new URL(redirectUri).host,
      action: redirectUri,
      fields: Object.entries(parameters).map(([name, value]) => ({ name, value })),
    },
    messages,
  );
  return pageResponse(page, { formAction: { redirectUri }, headers: { 'referrer-policy': 'no-referrer' } });
}
