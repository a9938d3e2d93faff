import type { Environment } from '../../environment.ts';
import type { HttpResponse } from '../../http/exchange.ts';
import { formPostResponse } from '../../interaction/form-post-response.ts';
import type { Messages } from '../../pages/messages/en.ts';
import type { ProvenRedirect } from '../../refusal.ts';

/**
 * Sends an authorization response to the proven redirect URI, with `state` and `iss` (RFC 6749 section 4.1.2, RFC 9207).
 * 303, so that a browser that posted a form does not post it to the app (RFC 9700 section 4.12).
 */
export function writeAuthorizationResponse(
  redirect: ProvenRedirect,
  parameters: Readonly<Record<string, string>>,
  environment: Environment,
  messages?: Messages,
): HttpResponse {
  const all = {
    ...parameters,
    ...(redirect.state !== undefined && { state: redirect.state }),
    iss: environment.issuer,
  };
  if (redirect.responseMode === 'form_post') return formPostResponse(redirect.redirectUri, all, environment, messages);
  return {
    status: 303,
    headers: {
      location: withParameters(redirect.redirectUri, all),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
    body: '',
  };
}

/** Adds to the query and keeps what the registered URI has there, byte for byte (RFC 6749 section 3.1.2). */
function withParameters(redirectUri: string, parameters: Readonly<Record<string, string>>): string {
  const separator = redirectUri.includes('?')
    ? redirectUri.endsWith('?') || redirectUri.endsWith('&')
      ? ''
      : '&'
    : '?';
  return redirectUri + separator + new URLSearchParams(parameters).toString();
}
