import type { Exchange, GivenResponse, Parameter } from './evidence.ts';

/** How an exchange ended, as far as the capture shows. */
export type Outcome = 'accepted' | 'refused' | 'unknown';

/** What an answer says about a failure. */
export interface SaidError {
  /** The error code, such as `invalid_grant`; undefined where the answer names none. */
  readonly code?: string;
  /** Everything else that is said, as one text. */
  readonly text: string;
}

const mostBody = 20_000;
const errorNames = new Set([
  'error',
  'error_code',
  'errorcode',
  'errcode',
  'error_type',
  'fault',
  'errors',
  'error_description',
  'error_message',
  'oautherrorcode',
]);
const textNames =
  /^(?:error|oautherrormsg|errmsg|error_?description|error_?message|error_?codes?|error_?summary|errors|message|detail|details|title|reason|msg|fault|suberror)$/i;
const errorInPage = /\b(?:Error(?: \d{3})?|error|Oauth error)\s*[:=]?\s*([a-z]+(?:_[a-z]+)+)\b/;
/** A page whose script hands the error to the window that opened it (response modes web_message and okta_post_message). */
const errorInMessage =
  /(?:\bauthorization_response\b[^<]{0,200}["']error["']\s*:|\bdata\.error\s*=)\s*["']([a-z_]{3,60})["']/;
const errorPage =
  /\b(?:error|invalid|denied|forbidden|not (?:found|allowed|registered|match|whitelisted|associated|approved|supported|authori[sz]ed|valid)|did(?: not|n't) match|(?:ur[il]|client|application)\b.{0,120} does(?: not|n['’]t) exist|mismatch|misconfigured|blocked|expired|required|insufficient|failed|could(?: not|n['’]t) (?:complete|connect|sign|log|verify|find|process|be)|(?:having|have) trouble|something went wrong|may not be secure)\b/i;
/** What the exchange says about its failure: in the callback, the answer's members, a redirect, a header or a page. */
export function saidErrorOf({ request, response }: Exchange): SaidError {
  const parameters = [
    ...(request?.parameters ?? []).filter((one) => one.in !== 'header'),
    ...(response?.parameters ?? []),
  ];
  const named = parameters.find((one) => errorNames.has(one.name.toLowerCase()) && one.value !== '');
  const body = response?.body?.slice(0, mostBody) ?? '';
  const challenge = response?.headers.find((one) => one.name === 'www-authenticate')?.value ?? '';
  const code =
    (named === undefined ? undefined : codeIn(named.value)) ??
    /\berror="?([a-z_]{3,60})"?/.exec(challenge)?.[1] ??
    (isFailure(response)
      ? (/"error(?:_?code|Type)?"\s*:\s*"([^"]{1,80})"/.exec(body)?.[1] ??
        errorInMessage.exec(body)?.[1] ??
        errorInPage.exec(body)?.[1])
      : undefined);
  const said = parameters.filter((one) => textNames.test(one.name)).map((one) => one.value);
  const text = [...said, ...reasonsOfEvents(parameters), isFailure(response) ? body : '', challenge]
    .join('\n')
    .slice(0, mostBody);
  return code === undefined ? { text } : { code, text };
}

/** The reasons that events give in one word, spelled out: `user_is_not_assigned`. */
function reasonsOfEvents(members: readonly Parameter[]): readonly string[] {
  const reasons = members.filter(({ name, value }) => name === 'outcome.reason' && /^[a-z]+(?:_[a-z]+)+$/i.test(value));
  return reasons.map(({ value }) => value.replaceAll('_', ' ').toLowerCase());
}

/** Tells whether the answer itself has `status: error`, with a message: that of an order or a build is none of the answer. */
function saysStatus(members: readonly Parameter[]): boolean {
  const has = (name: RegExp, value: RegExp): boolean =>
    members.some((one) => name.test(one.name) && value.test(one.value));
  const isError = has(/^status$/i, /^(?:error|fail(?:ed|ure)?)$/i) && has(/^(?:msg|message|detail)$/i, /./);
  return isError && !has(/^access_token$/, /./);
}

/** How the exchange ended. An answer of status 0 was not saved by anybody, which says nothing. */
export function outcomeOf(exchange: Exchange): Outcome {
  const { request, response, role } = exchange;
  if (hasError(request?.parameters ?? [])) return 'refused';
  if (response === undefined) return 'unknown';
  if (response.status === 0) return withoutStatus(exchange, response);
  const { status, parameters, headers } = response;
  const said = saidErrorOf(exchange).code;
  if (said === 'authorization_pending') return 'accepted';
  if (status >= 400 || hasError(parameters)) return 'refused';
  if (/"(?:ok|success)"\s*:\s*false/.test(response.body?.slice(0, 2000) ?? '')) return 'refused';
  if (role !== 'resource-request' && saysStatus(parameters)) return 'refused';
  const location = headers.find((one) => one.name === 'location')?.value ?? '';
  if (/[?&#]error=/.test(location)) return 'refused';
  if (role === 'authorization-request' && isErrorPage(location, request?.parameters ?? [])) return 'refused';
  if (role === 'token-request' || role === 'metadata-request') {
    if (status >= 300 || isHtml(response)) return 'refused';
  }
  if (role === 'authorization-request' && status === 200) {
    // A sign-in page is in order; a page that says what is wrong, or hands it on, is not.
    if (errorInMessage.test((response.body ?? '').slice(0, mostBody))) return 'refused';
    const text = visibleText(response.body ?? '');
    if (text.length < 1500 && errorPage.test(text) && !/<form/i.test(response.body ?? '')) return 'refused';
  }
  return 'accepted';
}

/** What short answers of APIs say of a refusal beside the words of pages. */
const refusal =
  /\b(?:(?:is|was|are|were|has|have) not|unknown|unauthori[sz]ed|bad credentials|no such|missing|lacks?|revoked|must be|mandatory|no (?:permission|access|credentials))\b/i;

/** Tells whether the server sends the user to a page of its own for errors, and not back to the client. */
function isErrorPage(location: string, sent: readonly Parameter[]): boolean {
  const redirectUri = sent.find((one) => one.name === 'redirect_uri')?.value;
  const isBack = redirectUri !== undefined && redirectUri !== '' && location.startsWith(redirectUri);
  return !isBack && /^(?:https?:\/\/[^/?#]+)?\/[^?#]*error/i.test(location);
}

/** Nobody saved the status: the answer's own members tell, where there are any. */
function withoutStatus(exchange: Exchange, { parameters, body = '' }: GivenResponse): Outcome {
  if (saidErrorOf(exchange).code === 'authorization_pending') return 'accepted';
  if (hasError(parameters)) return 'refused';
  if (isFailedEvent(parameters)) return 'refused';
  if (bringsWhatWasAsked(parameters)) return 'accepted';
  // What members are called, `revoked`, is no word of the answer.
  const text = body.length < 3000 ? visibleText(body).replace(/"[\w.-]{1,60}"\s{0,8}:/g, ' ') : '';
  return errorPage.test(text) || refusal.test(text) ? 'refused' : 'unknown';
}

/** What a registration (RFC 7591 section 3.2.1) or an introspection answers beside the id of a client: logs name one too. */
const besideId =
  /^(?:redirect_uris|client_secret(?:_expires_at)?|client_id_issued_at|registration_\w{1,30}|token_endpoint_auth_method|grant_types|active)$/;

function bringsWhatWasAsked(members: readonly Parameter[]): boolean {
  const has = (name: RegExp): boolean => members.some((one) => name.test(one.name));
  return has(/^(?:access_token|id_token|issuer)$/) || (has(/^client_id$/) && has(besideId));
}

/** Tells whether it is the record of an event that failed, as Okta, Auth0, Entra and the Elastic Common Schema write them. */
function isFailedEvent(members: readonly Parameter[]): boolean {
  const has = (name: RegExp, value: RegExp): boolean =>
    members.some((one) => name.test(one.name) && value.test(one.value));
  const isOfTenant = has(/^(?:log_id|date)$/, /./) && has(/^(?:description|client_name|details)$/, /./);
  return (
    has(/^(?:event\.)?outcome(?:\.result)?$/, /^(?:fail(?:ed|ure)?|deny)$/i) ||
    has(/^status\.errorCode$/, /^[1-9]/) ||
    (isOfTenant && has(/^type$/, /^f[a-z_]{0,24}$/))
  );
}

function hasError(parameters: readonly Parameter[]): boolean {
  return parameters.some(
    (one) => errorNames.has(one.name.toLowerCase()) && !['', 'null', 'false', '{}', '[]', '0'].includes(one.value),
  );
}

function codeIn(value: string): string | undefined {
  const bare = value.trim();
  if (/^[\w.:-]{2,80}$/.test(bare)) return bare;
  return /"(?:code|error|type)"\s*:\s*"([\w.:-]{2,80})"/.exec(bare)?.[1] ?? /^([a-z]+(?:_[a-z]+)+)\b/.exec(bare)?.[1];
}

function isFailure(response: GivenResponse | undefined): boolean {
  return (
    response !== undefined &&
    (response.status >= 400 || response.status === 0 || isHtml(response) || !/^\s*[{[]/.test(response.body ?? ''))
  );
}

/** Tells whether the answer is a page. */
export function isHtml({ headers, body = '' }: GivenResponse): boolean {
  const type = headers.find((one) => one.name === 'content-type')?.value ?? '';
  return /html/i.test(type) || /^\s*<(?:!doctype|html|head)/i.test(body);
}

function visibleText(html: string): string {
  return html
    .slice(0, mostBody)
    .replace(/<(?:script|style)\b[^>]*>[^<]*/gi, ' ')
    .replace(/<[^>]{0,500}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
