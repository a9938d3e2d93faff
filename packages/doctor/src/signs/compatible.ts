import type { ExchangeRole } from '../evidence/evidence.ts';
import type { CauseId } from '../rules/causes.ts';
import { anyOf, within } from './phrases.ts';
import type { Seen } from './view.ts';

/** Causes by their beginning: an area, or one cause. */
type Beginnings = readonly string[];

const client: Beginnings = ['client-authentication/', 'client-identification/'];
const surroundings: Beginnings = ['environment/', 'transport-endpoint/', 'clock/', 'availability/'];
/** What may be around a code that the server knows. */
const surroundingsOfCode: Beginnings = [
  'environment/environment-mix-up',
  'environment/region',
  'transport-endpoint/',
  'clock/',
  'availability/',
];
const redirect: Beginnings = [
  'redirect-uri/',
  'environment/',
  'transport-endpoint/stray-whitespace',
  // The redirect URI came under another name.
  'transport-endpoint/parameter-unknown',
  'client-identification/',
];

/**
 * What an error code can come from, in the words of RFC 6749 sections 4.1.2.1 and 5.2, RFC 6750 section 3.1, RFC 8628
 * section 3.5 and of the providers that have their own. A code that is not here tells nothing. Servers differ, so that
 * only what no server means by the code is left out.
 */
const causesOfCode: Readonly<Record<string, Beginnings>> = {
  invalid_client: [...client, ...surroundings, 'refresh/', 'pkce/required-not-sent'],
  invalid_client_id: [...client, ...surroundings],
  // Google's, of clients that are no more.
  deleted_client: ['client-identification/', 'environment/'],
  disabled_client: ['client-identification/', 'environment/', 'provider-policy/'],
  incorrect_client_credentials: [...client, ...surroundings],
  invalid_grant: [
    'authorization-code/',
    'refresh/',
    'pkce/',
    'redirect-uri/',
    'client-authentication/assertion',
    'client-authentication/user',
    'client-authentication/secret',
    'client-identification/',
    'provider-policy/',
    'scope-consent/consent',
    // AD FS says so of a client that may not call the API.
    'scope-consent/scope-not-allowed',
    'token-use/resource',
    'token-use/token-truncated',
    'token-use/wrong-token-of-flow',
    'state-session/',
    ...surroundings,
  ],
  bad_verification_code: ['authorization-code/', 'client-identification/', 'transport-endpoint/'],
  bad_refresh_token: ['refresh/', 'client-identification/', 'environment/'],
  code_already_used: ['authorization-code/redeemed-twice'],
  unauthorized_client: [
    ...client,
    ...surroundings,
    'scope-consent/',
    'provider-policy/',
    'redirect-uri/',
    'pkce/required-not-sent',
    // Atlassian says so of a refresh token.
    'refresh/r',
    'refresh/unknown',
    'refresh/concurrent',
    'refresh/expired',
    'refresh/lifetime',
  ],
  unsupported_grant_type: ['transport-endpoint/', 'client-identification/grant-type-not-allowed'],
  unsupported_response_type: ['transport-endpoint/', 'client-identification/grant-type-not-allowed'],
  invalid_scope: [
    'scope-consent/',
    'transport-endpoint/',
    'token-use/resource',
    'token-use/audience-not',
    'client-identification/',
  ],
  invalid_target: ['token-use/', 'transport-endpoint/stray-whitespace'],
  redirect_uri_mismatch: redirect,
  redirect_mismatch: redirect,
  bad_redirect_uri: redirect,
  invalid_redirect_uri: redirect,
  invalid_token: [
    'token-use/',
    'clock/',
    'environment/',
    'availability/provider-incident',
    'discovery/',
    'transport-endpoint/stray-whitespace',
    // Some servers say so of refresh tokens, too, and OpenIddict's client of its state.
    'refresh/',
    'state-session/',
    'authorization-code/redeemed',
  ],
  // Keycloak says so of a registration that its policies refuse.
  insufficient_scope: ['scope-consent/', 'discovery/dcr'],
  access_denied: [
    'scope-consent/',
    'provider-policy/',
    'environment/wrong-authority',
    // Auth0 says so at its token endpoint of a client that it refuses, one of a browser without its verifier too, and of an
    // audience that it does not know.
    ...client,
    'pkce/only-one-half-sent',
    'token-use/resource',
  ],
  consent_required: ['scope-consent/consent', 'environment/wrong-authority', 'provider-policy/'],
  interaction_required: ['scope-consent/consent', 'provider-policy/', 'state-session/', 'environment/wrong-authority'],
  login_required: ['state-session/', 'provider-policy/', 'scope-consent/consent'],
  slow_down: ['availability/'],
  // RFC 9449 section 8: it asks for another proof, and has looked at nothing else.
  use_dpop_nonce: ['transport-endpoint/'],
  expired_token: ['availability/', 'authorization-code/expired', 'state-session/session-expired'],
  temporarily_unavailable: ['availability/'],
  server_error: ['availability/', 'transport-endpoint/', 'scope-consent/', 'pkce/', ...client],
  rate_limit_exceeded: ['availability/', 'refresh/used-over-limit', 'clock/expiry-miscalculated'],
};

const wrong = String.raw`(?:wrong|invalid|incorrect|bad|expired|mismatch\w*|(?:did|does|do)(?: not|n['’]t) match)`;
/** What an answer gives as its reason, in words, and the causes that can lie behind it. */
const causesOfReason: readonly { readonly says: RegExp; readonly behind: Beginnings }[] = [
  {
    says: new RegExp(String.raw`\bsecret\b[^\n]{0,30}\b${wrong}|\b${wrong} (?:client[ _-]?)?secret\b`, 'i'),
    behind: [...client, ...surroundings],
  },
  {
    // Where the client is not known, or no longer, nobody has looked at how it proves itself.
    says: /^(?!.*\b(?:or|and|authentication|credentials?|secret)\b)(?:.*\b)?(?:(?:client|application)\b.{0,70}(?:not found|(?:does not|doesn['’]t) exist|(?:is|was|has been) (?:disabled|deleted|suspended|inactive))|(?:unknown|no such) client\b)/im,
    behind: [...redirect, ...surroundings, 'client-authentication/credentials-placeholder'],
  },
  {
    says: /\b(?:multiple|more than one|two)\b[^\n]{0,20}\b(?:authentication|credentials)\b/i,
    behind: ['client-authentication/multiple-methods', 'client-authentication/auth-method', ...surroundings],
  },
  {
    says: /\bgrant(?:[ _-]?type)?\b[^\n]{0,30}\bnot (?:allowed|supported|enabled|permitted)|\bnot (?:allowed|permitted|authori[sz]ed) to use[^\n]{0,30}\bgrant/i,
    behind: [
      'client-identification/grant',
      'client-authentication/client-type',
      'transport-endpoint/',
      'provider-policy/',
    ],
  },
  {
    // Who finds a code used or too old has found it: it is a code of that tenant.
    says: /\bcode\b[^\n]{0,40}(?:expired|already|has been (?:used|redeemed)|was (?:used|redeemed))|expired (?:authori[sz]ation )?code/i,
    behind: ['authorization-code/', 'state-session/', ...surroundingsOfCode],
  },
  {
    // A server that has these words for every code that it does not take.
    says: /\bcode\b[^\n]{0,40}\b(?:(?:invalid|incorrect|unknown|malformed|not (?:valid|found|exist))\b[^\n]{0,20}\bor\b[^\n]{0,40}\b(?:expired|used|redeemed)|(?:expired|used|redeemed)\b[^\n]{0,20}\bor\b[^\n]{0,20}\b(?:invalid|incorrect|unknown|malformed|not (?:valid|found|exist)))|\b(?:invalid|unknown) or expired (?:authori[sz]ation )?code/i,
    behind: ['authorization-code/', 'state-session/', ...surroundings],
  },
  {
    says: /\b(?:code[ _]?)?verifier\b|\bcode[ _]?challenge\b|\bpkce\b/i,
    behind: [
      'pkce/',
      'authorization-code/',
      'state-session/',
      'client-authentication/client-type',
      'discovery/',
      ...surroundings,
    ],
  },
  {
    // A page that shows the parameters of the request says nothing of this one.
    says: /redirect[ _-]?ur[il](?!=)|redirection ur[il]|callback ur[il]|reply (?:url|address)/i,
    behind: [...redirect, 'transport-endpoint/parameter-missing'],
  },
  {
    says: /\b(?:user|account|tenant|mailbox)\b[^\n]{0,30}(?:not exist|not found|disabled|unknown|suspended)/i,
    behind: ['provider-policy/', 'environment/', 'scope-consent/', 'client-identification/'],
  },
  {
    says: /\b(?:user|owner|admin\w*) (?:has |have |was |were )?(?:revoked|disconnected|uninstalled|deauthori[sz]ed|removed)\b/i,
    behind: ['refresh/revoked', 'token-use/access-token-expired', 'provider-policy/', 'scope-consent/', 'environment/'],
  },
  {
    says: /\bnot a member\b|\b(?:plan|subscription|licen[cs]e) (?:do(?:es)? not|do(?:es)?n['’]t|is|has)\b/i,
    behind: ['provider-policy/', 'scope-consent/', 'environment/'],
  },
  {
    says: /\bissuer\b[^\n]{0,20}\b(?:not (?:trusted|allowed|known)|untrusted|unknown|mismatch)/i,
    behind: [...client, 'token-use/', 'discovery/', 'environment/'],
  },
  {
    says: /(?<!\bcode or (?:refresh )?)\btoken (?:has |is |was )?expired\b(?! or)/i,
    behind: [
      'token-use/access',
      'refresh/',
      'client-authentication/',
      'authorization-code/',
      'state-session/',
      ...surroundings,
    ],
  },
  {
    says: /\baud(?:ience)?\b(?: claim)?(?: is)? (?:mismatch|do(?:es)? not match|invalid)|\binvalid audience\b/i,
    behind: [
      ...client,
      'token-use/audience',
      'token-use/id-',
      'token-use/wrong',
      'token-use/resource',
      'token-use/token-from',
      'discovery/',
      'environment/',
    ],
  },
  {
    says: /\b(?:consent|login|interaction)_required\b/i,
    behind: ['scope-consent/', 'provider-policy/', 'environment/', 'state-session/', 'client-identification/'],
  },
  {
    says: /\bmissing (?:the )?(?:required |mandatory )?(?:parameters?|param|field)?:? ?["'`]?(?:client_id|response_type|grant_type)\b|\b(?:client_id|response_type|grant_type)["'`]? (?:parameter )?(?:is )?(?:missing|required)\b/i,
    behind: [...client, ...surroundings, 'scope-consent/', 'pkce/'],
  },
  {
    // The phrase of status 500 alone gives no reason.
    says: /\bdatabase\b|internal (?:server )?error\W*\w|maintenance/i,
    behind: ['availability/', 'transport-endpoint/'],
  },
];

const token: readonly ExchangeRole[] = [
  'token-request',
  'revocation-request',
  'introspection-request',
  'pushed-authorization-request',
  'device-authorization-request',
  'other',
];
const authorize: readonly ExchangeRole[] = ['authorization-request', 'pushed-authorization-request', 'other'];

/** The exchanges in which a cause can show itself, by the cause's beginning; the longest that fits decides. */
const rolesOfCause: Readonly<Record<string, readonly ExchangeRole[]>> = {
  'client-authentication/': token,
  'client-authentication/authorization-header-stripped': [...token, 'resource-request'],
  'client-authentication/credentials-placeholder': [...token, ...authorize, 'metadata-request'],
  'client-authentication/client-key': [...token, ...authorize, 'resource-request'],
  'authorization-code/': ['token-request', 'authorization-response', 'other'],
  'refresh/': ['token-request', 'other'],
  'pkce/': ['token-request', 'device-authorization-request', ...authorize],
  // RFC 7636 section 4.4.1: the callback brings the refusal of a request without challenge.
  'pkce/required-not-sent': ['token-request', 'device-authorization-request', 'authorization-response', ...authorize],
  'redirect-uri/': [...authorize, 'token-request', 'registration-request', 'authorization-response'],
  'redirect-uri/differs-between-requests': ['token-request', 'other'],
  'scope-consent/scope-insufficient': ['resource-request', 'other'],
  'token-use/authorization-header-malformed': ['resource-request', 'other'],
};

/** Tells whether a mistake of this cause can lie behind what was answered to this request. */
export function isCompatible(cause: CauseId, seen: Seen): boolean {
  const roles = longest(rolesOfCause, cause);
  if (roles !== undefined && !roles.includes(seen.role)) return false;
  const { secret = '', in: place } = seen.credentials ?? {};
  // What is there is not missing: the server does not read it where it is.
  if (cause === 'client-authentication/credentials-missing' && place === 'header' && secret !== '') return false;
  if (seen.status === 429) return /^(?:availability\/|refresh\/used|clock\/)/.test(cause);
  const code = seen.code?.toLowerCase();
  // Some servers have this one code for all that is wrong with what was asked of a client, its address included.
  const isOfClient = code === 'invalid_client' && seen.role === 'authorization-request';
  if (isOfClient && cause.startsWith('redirect-uri/')) return true;
  const allowed = code !== undefined && Object.hasOwn(causesOfCode, code) ? causesOfCode[code] : undefined;
  return allowed === undefined || allowed.some((beginning) => cause.startsWith(beginning));
}

/**
 * Tells whether the words give a reason of their own behind which the cause can't lie: its mistake may be there, but
 * something else was refused.
 */
export function isContradicted(cause: CauseId, words: string): boolean {
  // Advice that a server adds to every such answer (Ory Hydra), and the whole sentence of RFC 6749 section 5.2 for
  // invalid_grant (Doorkeeper, League), are no reason.
  const reason = words.replace(
    /\bmake sure that [^.\n]{0,200}|does not match the redirection ur[il] used in [^.\n]{0,90}/gi,
    '',
  );
  const given = causesOfReason.filter(({ says }) => says.test(reason));
  return given.length > 0 && !given.some(({ behind }) => behind.some((beginning) => cause.startsWith(beginning)));
}

const hideable = /\b(?:secret|credential|key|password|value|id)s?\b/;
const onPaper =
  /\b(?:here|below|above|(?:from|in|for) (?:the|this|my) (?:logs?|post|issue|capture|paste|output|report))\b/;

/** What reporters did to what they show: a secret that was replaced or removed elsewhere is none of it. */
const saysHidden = anyOf(
  within(24, /\b(?:redact|mask|anonymi[sz]|omitt|censor|blurr)ed\b/, hideable),
  within(24, hideable, /\b(?:redact|mask|anonymi[sz]|omitt|censor|blurr)ed\b/),
  within(60, hideable, /\b(?:replac|remov)ed\b/, onPaper),
  within(60, /\b(?:replac|remov)ed\b/, hideable, onPaper),
);

/** Tells whether credentials that look missing or unfilled may be what the reporter made of them. */
export function isWithheld(cause: string, remarks: string): boolean {
  return cause.startsWith('client-authentication/credentials-') && saysHidden.test(remarks);
}

/** Causes that show themselves by what does not stand in a request. */
const ofAbsence: Beginnings = [
  'client-authentication/credentials-missing',
  'client-authentication/authorization-header-stripped',
  'pkce/required-not-sent',
  'pkce/only-one-half-sent',
  'redirect-uri/differs-between-requests',
  'scope-consent/scope-missing',
  'scope-consent/default-scope-required',
  'token-use/audience-not-requested',
  'transport-endpoint/parameter-missing',
  'transport-endpoint/params-not-in-body',
  'transport-endpoint/body-not-form',
];

/** Causes that show themselves by a header with credentials that is not there. */
const ofAbsentHeader: Beginnings = [
  'client-authentication/credentials-missing',
  'client-authentication/authorization-header-stripped',
  'state-session/cookie-not-stored',
  'state-session/cookie-samesite',
  'token-use/authorization-header-malformed',
];

/** Tells whether what looks missing may stand in the body, or in a header, that nobody saved. */
export function mayBeUnseen(cause: CauseId, seen: Seen | undefined): boolean {
  return (
    (seen?.isBodyUnseen === true && ofAbsence.some((beginning) => cause.startsWith(beginning))) ||
    (seen?.areCredentialsUnseen === true && ofAbsentHeader.some((beginning) => cause.startsWith(beginning)))
  );
}

/** Causes that show themselves by the cookies that a callback does not bring. */
const ofCookie: Beginnings = [
  'state-session/cookie-not-stored',
  'state-session/cookie-samesite',
  'state-session/cookie-name',
];

/** Tells whether the cookie that looks missing may stand in a header that somebody blotted out. */
export function isBlottedCookie(cause: CauseId, seen: Seen | undefined): boolean {
  const cookie = seen?.exchange.request?.headers.find(({ name }) => name === 'cookie');
  return cookie?.cut === true && ofCookie.some((beginning) => cause.startsWith(beginning));
}

/** Causes that show themselves by what stands in a request, each with a sign that looks for it there. */
const ofSight: Beginnings = [
  'client-authentication/basic-bytes',
  'client-authentication/basic-content',
  'client-authentication/credentials-placeholder',
  'client-authentication/multiple-methods',
  'client-authentication/secret-hashed-value',
  'pkce/challenge-encoding',
  'pkce/verifier-format',
  'redirect-uri/not-encoded',
  'redirect-uri/oob-retired',
  'transport-endpoint/body-not-form',
  'transport-endpoint/grant-type-value-wrong',
  'transport-endpoint/params-not-in-body',
  'transport-endpoint/stray-whitespace',
];

/** Tells whether the request would show the cause, if it were that. */
export function isInSight(cause: CauseId, seen: Seen | undefined): boolean {
  const isWhole = seen?.exchange.request !== undefined && !seen.isBodyUnseen && seen.parameters.length > 0;
  const isInHeader = cause.startsWith('client-authentication/');
  if (isInHeader && seen?.areCredentialsUnseen) return false;
  return isWhole && ofSight.some((beginning) => cause.startsWith(beginning));
}

function longest<Value>(table: Readonly<Record<string, Value>>, cause: string): Value | undefined {
  const [best] = Object.keys(table)
    .filter((beginning) => cause.startsWith(beginning))
    .sort((a, b) => b.length - a.length);
  return best === undefined ? undefined : table[best];
}
