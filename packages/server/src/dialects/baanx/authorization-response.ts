import type { HttpResponse } from '../../http/exchange.ts';
import type { ProvenRedirect } from '../../refusal.ts';

/** Sends the browser back to the app: `state` first, as the provider's own sample has it. */
export function writeAuthorizationResponse(
  redirect: ProvenRedirect,
  parameters: Readonly<Record<string, string>>,
): HttpResponse {
  return {
    status: 302,
    headers: {
      location: redirectAddress(redirect, parameters),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
    body: '',
  };
}

/** The complete address of a redirect. */
export function redirectAddress(
  { redirectUri, state }: ProvenRedirect,
  parameters: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams({ ...(state !== undefined && { state }), ...parameters });
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query}`;
}
