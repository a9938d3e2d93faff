import type { Seen } from '../view.ts';

/** What a grant needs beside itself. */
export const neededBy: ReadonlyMap<string, readonly string[]> = new Map([
  ['authorization_code', ['code']],
  ['refresh_token', ['refresh_token']],
  ['password', ['username', 'password']],
  ['urn:ietf:params:oauth:grant-type:device_code', ['device_code']],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', ['assertion']],
]);

/** `redirect_uri must be included`, `The mandatory 'state' parameter is missing`, `missing parameter: nonce` */
const atStart =
  /["'`]?\b(redirect_uri|client_id|response_type|state|nonce)\b["'`]?(?: (?:request |query )?(?:parameter|param|field|value|argument))?:? (?:(?:is|was|are) )?(?:must (?:be )?(?:included|provided|specified|sent|supplied|present|set)|required|mandatory|missing|not (?:included|provided|specified|sent|supplied|present|set|found)\b)|\b(?:missing|required|mandatory)(?: (?:required|mandatory|the|request|query|string|parameters?|params?|fields?|is|are|or|invalid|value)(?![a-z])(?:\(s\))?)*:? ["'`]?(redirect_uri|client_id|response_type|state|nonce)\b(?!["'`]? (?:mismatch|value))|\binvalid ["'`](state|nonce|response_type)["'`] parameter/i;

/** `You need to pass the "state" parameter` */
const asked =
  /\b(?:need to|must|have to|should|please) (?:pass|provide|send|specify|include|supply|set) (?:(?:an?|the|your|valid) ){0,2}["'`]?(redirect_uri|client_id|response_type|state|nonce)\b["'`]?(?! (?:mismatch|that|which|from))/i;

/** What the answer to an authorization request names as missing. RFC 6749 section 4.1.1. */
export function missedAtStart(text: string): string | undefined {
  const [, before, behind, invalid] = atStart.exec(text) ?? [];
  return (before ?? behind ?? invalid ?? asked.exec(text)?.[1])?.toLowerCase();
}

/** What the answer names as missing, right behind the verb; an id in a header that is not read is another mistake. */
export function namedAsMissing(request: Seen): string | undefined {
  const named =
    /\b(?:missing|required|must (?:contain|include|be provided)|not (?:provided|present|set))(?:[ _](?:required|mandatory|following|the|an?|your|form|request|query|body|parameters?|params?|fields?|values?|arguments?|is|are|for|of|in|or|invalid|valid|empty)(?![a-z])|\(s\)|[\s:([])*?["'`: ]((?:client_id|code|refresh_token|device_code|response_type|state|grant_type|username|assertion|nonce|id_token_hint|subject_token))\b/i.exec(
      request.text,
    )?.[1];
  const isIdInHeader = named === 'client_id' && /^basic/i.test(request.header('authorization') ?? '');
  return named === 'grant_type' || isIdInHeader || isOfOtherGrant(named, request) ? undefined : named;
}

/** Tells whether a grant needs the parameter that is not the one of this request. */
function isOfOtherGrant(name: string | undefined, request: Seen): boolean {
  const ofGrant = neededBy.get(request.sent('grant_type') ?? '');
  if (name === undefined || ofGrant === undefined || ofGrant.includes(name)) return false;
  return [...neededBy.values()].some((names) => names.includes(name));
}

/** Tells whether the answer misses something, and does not say what: one grant_type is due in every token request. */
export function isUnnamed({ text }: Seen): boolean {
  const isMissed =
    /(?:\bnot|n['’]t) be (?:blank|empty|null)|missing (?:a )?(?:required )?(?:parameter|param|field)s?\b/i;
  const names =
    /client|code|redirect|secret|scope|header|token|assertion|user|state|\b\w+ (?:must|may|can|should)(?: ?not|n['’]t) be (?:blank|empty|null)/i;
  return (
    isMissed.test(text) &&
    !names.test(text.replace(/\b(?:it|this|value|parameters?|fields?) (?=must|may|can|should)/gi, ''))
  );
}
