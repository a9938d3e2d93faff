import { givesReason } from '../said-about.ts';
import type { Seen, View } from '../view.ts';
import { type BodySent, isMalformed, isRead, isUnanswered, namesGrantOf, speaksOfForm } from './body-sent.ts';

/** What an HTTP library takes beside the body, with the form in it: it was given as the body. */
const options = /"(?:data|body|form|params|headers)" ?: ?\{[^{}]*"grant_type"/;

/** How surely a request failed since its body is JSON. */
export function surenessOfJson({ request, text }: BodySent, { habits }: View): 'certain' | 'likely' | 'possible' {
  if (isTypeRefused(request) || (options.test(text) && !request.has('grant_type'))) return 'certain';
  if (isRead(request)) return 'possible';
  if (isMalformed(request)) return 'certain';
  if (habits?.tokenBody === 'form') return missesClient(request) ? 'certain' : 'likely';
  if (isUnanswered(request)) return 'likely';
  return request.code === undefined && !speaksOfForm(request) ? 'possible' : 'likely';
}

/** Tells whether the client is refused that stands in the body alone, by an answer that repeats nothing of it. */
function missesClient(request: Seen): boolean {
  const id = request.sent('client_id');
  const isInBodyAlone =
    request.header('authorization') === undefined && id !== undefined && request.has('client_secret');
  return request.code === 'invalid_client' && isInBodyAlone && !givesReason(request);
}

/** Tells whether the answer misses what a form would have brought, or refuses the type. */
export function isTypeRefused(request: Seen): boolean {
  return request.status === 415 || (missesForm(request) && !namesGrantOf(request));
}

/** Tells whether the answer names the form, or the one parameter that every form has. */
export function missesForm({ code = '', text }: Seen): boolean {
  return /unsupported_grant_type|grant[_ ]type|content.?type|form-?urlencoded|media type|(?:must contain|missing).{0,60}param/i.test(
    `${code} ${text}`,
  );
}
