import type { Saying } from './saying.ts';

const notThere =
  "(?:missing|required|absent|empty|undefined|null|not (?:included|provided|specified|sent|present|found|supplied|returned|there)|without|needs?|expected|must be (?:provided|included|specified|sent|present)|was(?:n't| not) (?:provided|sent|included))";
const wrong = String.raw`(?:mismatch\w*|(?:do|does|did)(?:n't| not) (?:match|correspond|equal)|not (?:match|correspond|equal|valid|verified)|invalid|incorrect|wrong|fail(?:s|ed|ure)?)`;
const verifier = '(?:code[ _-]?verifier|pkce verifier)';
const challenge = '(?:code[ _-]?challenge|pkce challenge)';
const either = (one: string, two: string, gap = 50): RegExp =>
  new RegExp(`${one}[^\\n]{0,${gap}}${two}|${two}[^\\n]{0,${gap}}${one}`, 'i');

/** What messages say of redirect URIs, PKCE, codes, states and sessions. */
export const sayingsOfFlows: readonly Saying[] = [
  { says: /#(?:access_token|code|id_token)=/, causes: ['authorization-code/response-in-fragment'], specificity: 3 },
  {
    says: new RegExp(`${verifier}[^\\n]{0,60}(?:\\b43\\b|\\b128\\b|too (?:short|long)|length|characters|format)`, 'i'),
    causes: ['pkce/verifier-format', 'pkce/verifier-mismatch'],
    specificity: 3,
  },
  {
    says: either(
      challenge,
      String.raw`(?:\bmethod\b|transform(?:ation)? algorithm)[^\n]{0,40}(?:support|invalid|unknown|allowed|must)`,
      20,
    ),
    causes: ['pkce/challenge-method-mismatch', 'pkce/challenge-encoding'],
  },
  {
    says: new RegExp(`${notThere}[^\\n]{0,30}${verifier}|${verifier}[^\\n]{0,25}${notThere}`, 'i'),
    causes: ['pkce/only-one-half-sent', 'pkce/verifier-mismatch'],
    without: /match|correspond|invalid/i,
  },
  {
    says: new RegExp(
      `${notThere}[^\\n]{0,30}(?:${challenge}|\\bpkce\\b)|(?:${challenge}|\\bpkce\\b)[^\\n]{0,25}${notThere}`,
      'i',
    ),
    causes: ['pkce/required-not-sent', 'pkce/only-one-half-sent'],
    without: /match|correspond|verif/i,
  },
  {
    says: new RegExp(
      `${challenge}[^\\n]{0,40}(?:malformed|length|base64|encod|format|invalid)|invalid[^\\n]{0,20}${challenge}`,
      'i',
    ),
    causes: ['pkce/challenge-encoding', 'pkce/challenge-method-mismatch', 'pkce/verifier-mismatch'],
    without: /verifier/i,
  },
  {
    says: either(String.raw`(?:${verifier}|${challenge}|\bpkce\b)`, wrong),
    causes: ['pkce/verifier-mismatch', 'pkce/challenge-encoding', 'pkce/challenge-method-mismatch'],
    // The cookie that holds the verifier, before anything was sent.
    without: /InvalidCheck|value could not be parsed|cookie/i,
  },
  {
    says: /\bcode\b[^\n]{0,40}(?:already (?:been )?(?:used|redeemed|consumed|exchanged)|used (?:twice|before|more than once)|only be (?:used|redeemed) once|reuse)/i,
    causes: ['authorization-code/redeemed-twice', 'authorization-code/consumed-by-prefetch'],
    specificity: 3,
  },
  {
    says: /\b(?:authori[sz]ation|auth|grant) ?code[^\n]{0,30}(?:expired|too old|no longer valid)|expired (?:authori[sz]ation |auth )code/i,
    causes: ['authorization-code/expired', 'authorization-code/redeemed-twice'],
  },
  {
    says: /(?:login|authori[sz]ation|auth|sign.?in)[ _-]?(?:request|session|flow|transaction)[^\n]{0,30}(?:expired|timed? ?out|too old)|(?:session|state|transaction)[^\n]{0,20}\bexpired/i,
    causes: ['state-session/session-expired', 'state-session/overwritten', 'state-session/cookie-not-stored'],
    about: 'state',
  },
  {
    says: /authori[sz]ation request has expired|login (?:page|attempt|session|ticket)[^\n]{0,20}expired/i,
    causes: ['state-session/session-expired', 'state-session/overwritten'],
    specificity: 3,
  },
  {
    says: /callback[^\n]{0,40}\bPOST\b[^\n]{0,80}cookie|cookie[^\n]{0,120}same ?site ?= ?(?:lax|strict)|same ?site[^\n]{0,30}(?:lax|strict)[^\n]{0,80}(?:not (?:sent|include)|missing|blocked|withh)/i,
    causes: ['state-session/cookie-samesite', 'state-session/cookie-not-stored'],
    specificity: 3,
  },
  {
    says: /(?:hmac|signature)[^\n]{0,40}(?:callback|query|param)|(?:callback|query)[^\n]{0,40}(?:hmac|signature)|hmac[^\n]{0,30}(?:invalid|fail|mismatch|not match)|(?:invalid|wrong) hmac/i,
    causes: ['state-session/callback-signature-wrong'],
  },
  {
    says: /(?:missing|no|lost|cannot find|could not find|can't find|unable to find)\b[^\n]{0,30}\bstate\b(?! of)|\bstate\b(?! of)[^\n]{0,40}(?:missing|not found|absent|undefined|not (?:present|stored|available))/i,
    causes: [
      'state-session/cookie-not-stored',
      'state-session/cookie-host-mismatch',
      'state-session/overwritten',
      'state-session/cookie-samesite',
    ],
    confidence: 'possible',
    about: 'state',
    without: /parameter|query|required|united|internal state/i,
  },
  {
    says: /without (?:the|a) [`'"]?SameSite|SameSite=None[^\n]{0,60}(?:without|must|require|needs?)[^\n]{0,20}Secure/i,
    confidence: 'certain',
    causes: ['state-session/cookie-samesite', 'state-session/cookie-not-stored'],
    specificity: 3,
  },
  {
    says: /redirect[_ ]?ur[il]s?[^\n]{0,40}(?:must|has to|have to|needs? to) (?:use|be) https/i,
    confidence: 'certain',
    causes: ['redirect-uri/kind-not-allowed', 'redirect-uri/scheme-mismatch'],
    specificity: 3,
  },
  {
    says: /(?:redirect(?:ion)?|callback)[ _-]?ur[il][^\n]{0,40}(?:is not valid|(?:is )?invalid|not (?:registered|allowed|match\w*))|invalid (?:redirect(?:ion)?|callback)[ _-]?ur[il]|registered callback[^\n]{0,40}not match/i,
    causes: ['redirect-uri/not-registered', 'redirect-uri/host-port-mismatch', 'redirect-uri/path-mismatch'],
    specificity: 1,
  },
  {
    says: /invalid[_ ]redirect|redirect[_ -]?ur[il][^\n]{0,80}(?:https? (?:is )?(?:required|only)|must (?:be|use) https|insecure)/i,
    causes: ['redirect-uri/not-registered', 'redirect-uri/kind-not-allowed'],
    specificity: 1,
  },
];
