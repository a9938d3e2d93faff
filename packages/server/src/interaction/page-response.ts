import type { Environment } from '../environment.ts';
import type { HttpResponse } from '../http/exchange.ts';
import { contentSecurityPolicy } from '../pages/content-security-policy.ts';
import type { Branding } from '../pages/document.ts';
import { ownPaths } from './own-paths.ts';

export type FormAction = Parameters<typeof contentSecurityPolicy>[0];

/** A hosted page with the headers that keep it from being framed, cached, leaked or scripted. */
export function pageResponse(
  body: string,
  options: {
    readonly formAction: FormAction;
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  },
): HttpResponse {
  return {
    status: options.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(options.formAction),
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      // Not no-referrer: with it browsers send `Origin: null` with a form, and the form could not prove its origin.
      'referrer-policy': 'same-origin',
      ...options.headers,
    },
    body,
  };
}

/** Sends the browser to another page of this server. */
export function seeOther(location: string, setCookie: readonly string[] = []): HttpResponse {
  return {
    status: 303,
    headers: { location, 'cache-control': 'no-store', ...(setCookie.length > 0 && { 'set-cookie': setCookie }) },
    body: '',
  };
}

export function brandingOf(environment: Environment): Branding {
  return {
    name: environment.displayName,
    languageHref: environment.baseUrl + ownPaths.language,
    ...(environment.accent !== undefined && { accent: environment.accent }),
  };
}
