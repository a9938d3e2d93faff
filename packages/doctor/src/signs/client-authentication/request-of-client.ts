import { hasFailed, saysAbout } from '../said-about.ts';
import type { Seen, View } from '../view.ts';

/** Tells whether a request is for an endpoint where the client itself asks, and authenticates. RFC 6749 section 2.3. */
export function isOfClient(request: Seen): boolean {
  return request.isOf(
    'token-request',
    'revocation-request',
    'introspection-request',
    'pushed-authorization-request',
    'device-authorization-request',
  );
}

/** The request of a client that failed, or is said to have failed. */
export function failedRequestOfClient(view: View): Seen | undefined {
  const { subject } = view;
  return subject !== undefined && isOfClient(subject) && hasFailed(view) ? subject : undefined;
}

const codesForClients = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_client_id',
  'incorrect_client_credentials',
  'invalid_client_secret',
  'invalid_credentials',
]);

/** Tells whether the error code is one by which servers refuse a client. */
export function hasCodeForClients({ code }: Seen): boolean {
  return code !== undefined && codesForClients.has(code);
}

/** Tells whether it is the client that was refused, by the code, the words or the status (RFC 6749 section 5.2). */
export function isClientRefused(request: Seen): boolean {
  return (
    hasCodeForClients(request) ||
    saysAbout(request, 'client') ||
    (request.status === 401 && /^(?:\d*|access_denied)$/.test(request.code ?? ''))
  );
}

/** Tells whether credentials stand in a Basic header, readable or blotted out. */
export function hasBasicHeader(request: Seen): boolean {
  return /^basic\b/i.test(request.header('authorization') ?? '');
}

/** A redirect URI of an app on a device (RFC 8252 section 7.1). */
const ownScheme = /^(?!https?:)[a-z][a-z0-9+.-]*:/i;

/**
 * Tells whether the request comes from where no secret can be kept: a page that runs in a browser, or an app with a scheme
 * of its own. RFC 6749 section 2.1.
 */
export function isOfPublicApp(request: Seen): boolean {
  return request.header('origin') !== undefined || ownScheme.test(request.sent('redirect_uri') ?? '');
}

/** Tells whether the answer names the credentials of clients. */
export function namesCredentials({ text }: { readonly text: string }): boolean {
  return /client[_ -]?secret|client[_ -]?authentication|client[_ -]?credentials|client_assertion/i.test(text);
}

/** Tells whether the answer says that it does not know the id: of a public client nothing else is wrong. */
export function refusesId({ text }: { readonly text: string }): boolean {
  return (
    /\b(?:invalid|unknown|unrecogni[sz]ed|no such)(?: value for)?(?: the)?(?: parameter)?:? ["'`]?client[_ -]?id\b|\bclient[_ -]?id["'`]?(?: \S{1,60})?(?: parameter| value)? is (?:invalid|unknown|not (?:valid|known|recogni[sz]ed|registered))\b|\bclient\b[^\n]{0,40}\b(?:not found|does(?: not|n['’]t) exist)/i.test(
      text,
    ) && !/secret|credential|\bor\b|authenticat/i.test(text)
  );
}

/** Tells whether the answer speaks of a secret that it was given: a wrong or an old one. */
export function refusesSecret({ text }: { readonly text: string }): boolean {
  const wrong = "(?:wrong|invalid|incorrect|bad|expired|(?:did|does|do)(?: not|n['’]t) match)";
  const inWords = new RegExp(String.raw`\bsecret\b[^\n]{0,30}\b${wrong}|\b${wrong} (?:client[ _-]?)?secret\b`, 'i');
  // Who names the id beside it, or a secret that is not there, means none in particular.
  return (
    inWords.test(text) &&
    !/\b(?:and|or|and\/or)\s+client[ _-]?secret|missing|required|must|not (?:sent|provided)/i.test(text)
  );
}

/**
 * Tells whether a request has neither header, secret nor assertion, and the answer is about the client, or what was
 * printed in the place of one.
 */
export function lacksCredentials(request: Seen, said: { readonly text: string } = request): boolean {
  return !hasCredentials(request) && (isClientRefused(request) || namesCredentials(said) || missesHeader(said));
}

/** Tells whether an answer misses the Authorization header, in which a client proves itself. */
export function missesHeader({ text }: { readonly text: string }): boolean {
  return /\b(?:missing|no) (?:valid )?authorization header\b|\bauthorization header (?:is |was )?(?:missing|required|not (?:found|present|provided|sent|set))\b/i.test(
    text,
  );
}

/** What is seen of credentials where none are: a recording may leave the header out. */
export function noneIn({ areCredentialsUnseen }: Seen): string {
  return areCredentialsUnseen ? 'none in the body, and the recording leaves the header out' : 'none';
}

/** Tells whether a request has a header, a secret or an assertion, read by the server or not. */
export function hasCredentials(request: Seen): boolean {
  return (
    request.header('authorization') !== undefined ||
    request.has('client_assertion') ||
    request.has('assertion') ||
    // Deeper in a body of JSON, where the server does not look for it.
    /"client_?secret" ?: ?"[^"]/i.test(request.exchange.request?.body ?? '') ||
    request.parameters.some(({ name, value }) => /^client[-_.]?secret$/i.test(name) && value !== '')
  );
}
