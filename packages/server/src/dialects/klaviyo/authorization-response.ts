import type { HttpResponse } from '../../http/exchange.ts';
import type { ProvenRedirect } from '../../refusal.ts';

/** Sends the browser back to the app with exactly the documented parameters: no `iss`, no `error_uri`. */
export function writeAuthorizationResponse(
  { redirectUri, state }: ProvenRedirect,
  parameters: Readonly<Record<string, string>>,
): HttpResponse {
  const query = new URLSearchParams({ ...parameters, ...(state !== undefined && { state }) });
  const separator = redirectUri.includes('?') ? '&' : '?';
  return {
    status: 302,
    headers: {
      location: `${redirectUri}${separator}${query}`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
    body: '',
  };
}
