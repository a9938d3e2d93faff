import type { CauseId } from '../rules/causes.ts';
import type { Confidence } from '../rules/rule.ts';
import { isCompatible } from './compatible.ts';
import { isAbout, type Topic } from './said-about.ts';
import { type Look, line } from './sign.ts';
import { subjectsOf } from './subjects.ts';

/** What a message says in whatever words, and the causes that it means, the first one best. */
interface Saying {
  readonly says: RegExp;
  readonly causes: readonly [CauseId, ...CauseId[]];
  readonly confidence?: Confidence;
  readonly specificity?: 1 | 2 | 3;
  readonly about?: Topic;
  readonly without?: RegExp;
}

const notThere =
  "(?:missing|required|absent|empty|undefined|null|not (?:included|provided|specified|sent|present|found|supplied|returned|there)|without|needs?|expected|must be (?:provided|included|specified|sent|present)|was(?:n't| not) (?:provided|sent|included))";
const wrong = String.raw`(?:mismatch\w*|(?:do|does|did)(?:n't| not) (?:match|correspond|equal)|not (?:match|correspond|equal|valid|verified)|invalid|incorrect|wrong|fail(?:s|ed|ure)?)`;
const verifier = '(?:code[ _-]?verifier|pkce verifier)';
const challenge = '(?:code[ _-]?challenge|pkce challenge)';
const either = (one: string, two: string, gap = 50): RegExp =>
  new RegExp(`${one}[^\\n]{0,${gap}}${two}|${two}[^\\n]{0,${gap}}${one}`, 'i');

const sayings: readonly Saying[] = [
  { says: /missing client[ -]?key/i, causes: ['client-authentication/client-key-missing'], specificity: 3 },
  {
    says: /invalid client[ -]?key/i,
    causes: ['client-authentication/client-key-invalid', 'environment/environment-mix-up'],
    specificity: 3,
  },
  { says: /non[_-]?distributed/i, causes: ['provider-policy/app-not-public'], specificity: 3 },
  {
    says: /invalid platform app/i,
    causes: ['client-identification/credentials-of-other-app', 'client-identification/client-unknown'],
    specificity: 3,
  },
  {
    says: /\bBasic b['"]|b64encode\((?![^\n]*\.decode)/,
    about: 'client',
    causes: ['client-authentication/basic-bytes-literal', 'client-authentication/basic-content-wrong'],
    specificity: 3,
  },
  {
    says: /(?:\bnot|n't|without|missing|\bno|omits?|lacks?)\b[^\n]{0,50}\b(?:resource|audience)\b[`'"]? ?param|\baud\b[^\n]{0,12}(?:=|is|of|to)[^\n]{0,10}\bclient[_ ]?id\b/i,
    without: /not match/i,
    causes: ['token-use/audience-not-requested', 'token-use/audience-mismatch'],
    specificity: 3,
  },
  {
    says: /client[._ ]?(?:id|secret|credentials)\b[^\n]{0,60}(?:must be (?:a )?(?:non-?empty|provided|set|specified)|is (?:undefined|empty|required|missing|not set)|non-empty)|requires? (?:a )?client[._ ]?(?:id|secret)/i,
    causes: [
      'client-authentication/credentials-missing',
      'client-authentication/credentials-placeholder',
      'client-authentication/client-type-mismatch',
    ],
    specificity: 3,
  },
  {
    says: /client authentication (?:has )?failed/i,
    causes: [
      'client-authentication/secret-wrong',
      'client-authentication/credentials-missing',
      'client-authentication/auth-method-mismatch',
    ],
    specificity: 2,
  },
  {
    says: /\bid[_ -]?token\b[^\n]{0,40}\b(?:as|to|for)\b[^\n]{0,30}(?:bearer|\bapi\b|graph|access[_ ]token|authori[sz]ation)|(?:send|sent|use|using|pass|passed)\b[^\n]{0,20}\bid[_ -]?token\b/i,
    about: 'audience',
    causes: ['token-use/id-token-used-as-access-token', 'token-use/audience-mismatch'],
    specificity: 3,
  },
  {
    says: /(?:owner|admin\w*|manager|account role)s?\b[^\n]{0,60}\b(?:only|required|must|can (?:connect|install|authori[sz]e|manage))|(?:do(?:es)? ?n[o']t|without|no) ?(?:have )?(?:authori[sz]ation|permission|rights?) to (?:view|install|authori[sz]e|connect|manage) /i,
    causes: ['scope-consent/role-not-allowed-to-grant', 'scope-consent/consent-missing'],
    without: /scope|consent/i,
  },
  { says: /#(?:access_token|code|id_token)=/, causes: ['authorization-code/response-in-fragment'], specificity: 3 },
  {
    says: /(?:json|unexpected token|parse|decode)[^{]{0,200}\baccess_token=[\w.~+/-]+&|\baccess_token=[\w.~+/-]+&[^{]{0,200}(?:json|unexpected token|parse error)/i,
    confidence: 'certain',
    causes: ['transport-endpoint/accept-header-missing'],
    specificity: 3,
  },
  {
    says: /\bslow_down\b/,
    confidence: 'certain',
    causes: ['availability/device-polling-too-fast', 'availability/rate-limited'],
    specificity: 3,
  },
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
    says: /refresh[ _]?token[^\n]{0,60}(?:reuse|re-used|already (?:been )?used|used (?:twice|before|more than once)|rotated|superseded)|(?:reuse|re-use)[^\n]{0,40}refresh[ _]?token/i,
    causes: ['refresh/concurrent-use', 'refresh/rotation-not-stored', 'refresh/revoked'],
    specificity: 3,
  },
  {
    says: /refresh[ _]?token[^\n]{0,80}(?:inactiv|idle)|(?:inactiv|idle)[^\n]{0,60}refresh[ _]?token|session (?:is )?(?:idle|not active)/i,
    causes: ['refresh/expired-inactivity', 'refresh/lifetime-ended'],
    without: /authori[sz]ation code or refresh/i,
    specificity: 3,
  },
  {
    says: /refresh[ _]?token[^\n]{0,40}\brevoked|revoked refresh[ _]?token/i,
    causes: ['refresh/revoked', 'refresh/expired-inactivity', 'refresh/rotation-not-stored'],
    without: /expired or revoked|reuse/i,
  },
  {
    says: /refresh[ _]?token[^\n]{0,30}(?:has |is |was )?expired|expired refresh[ _]?token/i,
    causes: ['refresh/lifetime-ended', 'refresh/expired-inactivity', 'refresh/revoked'],
    without: /expired or revoked|inactiv|incorrect or|invalid or/i,
  },
  {
    says: /refresh[ _]?token[^\n]{0,30}(?:does(?:n't| not) exist|not found|unknown|malformed|not recogni[sz]ed)|unknown refresh[ _]?token/i,
    causes: ['refresh/unknown-token', 'refresh/revoked', 'refresh/rotation-not-stored'],
  },
  {
    says: /(?:\bno|\bnot (?:getting|returning|receiving|returned|getting back)|never (?:get|got|receive)\w*|missing|without|lacks?|(?:does|did|is|was|are)(?:n't| not)[^\n]{0,20}(?:return|includ|contain|receiv|get|provid|give|send)\w*)[^\n]{0,40}refresh[ _-]?token(?!.{0,40}(?:expired|invalid|revoked))|refresh[ _-]?token[^\n]{0,30}(?:is |was |always |comes? )?(?:missing from|missing in|undefined|null\b|none\b|not (?:returned|there|included|present|given|issued|received|provided)|absent|never (?:returned|issued|comes?))/i,
    causes: ['refresh/not-issued'],
    specificity: 3,
    without:
      /invalid_grant|not issued to|bad_refresh_token|required parameter|parameter: refresh|missing "?refresh_token"? in request|missing parameters?:? refresh|parameter is missing/i,
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
    says: /\[(?!(?:INFO|WARN|DEBUG|ERROR|TRACE|NOTICE) )[\w.-]{2,60}(?:\\[rnt]|[\r\n\t ])+\]|[`‘'][\w.-]{2,60}(?:\\[rnt]|[\r\n\t])+[`’']/,
    causes: ['transport-endpoint/stray-whitespace'],
    specificity: 3,
  },
  {
    says: /\bGET\b[^\n]{0,60}(?:although|instead|even though|while|but)[^\n]{0,40}\bPOST\b|\bPOST\b[^\n]{0,60}(?:becomes?|became|turned? into|arrives? as|converted (?:in)?to|changed (?:in)?to|redirected)[^\n]{0,30}\bGET\b|(?:301|302|redirect\w*)[^\n]{0,60}(?:loses?|drops?|lost)[^\n]{0,30}body/i,
    causes: ['transport-endpoint/token-request-redirected', 'transport-endpoint/wrong-http-method'],
    specificity: 3,
  },
  {
    says: /json_encode|JSON\.stringify|(?:body|payload|fields|params|data)[^\n]{0,30}(?:as|in|is) (?:raw )?json|\bjson (?:body|payload)|json=\{?|application\/json[^\n]{0,40}(?:body|content|request)|content-?type[^\n]{0,20}application\/json/i,
    about: 'grant',
    causes: ['transport-endpoint/body-not-form', 'transport-endpoint/params-not-in-body'],
    specificity: 3,
  },
  {
    says: /not (?:a )?multi-?tenant|single.?tenant|different tenant|(?:user|account)[^\n]{0,60}does not exist in (?:the )?(?:tenant|directory)|wrong (?:tenant|directory|authority)/i,
    causes: ['environment/wrong-authority', 'client-identification/client-unknown'],
    without: /resource principal/i,
  },
  {
    says: /(?:wrong|other|different|incorrect) (?:region|data ?cent(?:er|re)|domain for (?:the|your) account)/i,
    causes: ['environment/region-mismatch', 'environment/environment-mix-up'],
  },
  {
    says: /(?:live ?mode|production)[^\n]{0,60}(?:test|sandbox)|(?:test|sandbox)[^\n]{0,60}(?:live ?mode|production)/i,
    about: 'client',
    causes: ['environment/environment-mix-up'],
  },
  {
    says: /(?:token|\bjwt\b|assertion)[^\n]{0,40}(?:used before (?:issued|valid)|not yet valid|not active yet|from the future|issued in the future|used too early|before its nbf)|clock (?:skew|drift)|nbf[^\n]{0,20}future|iat[^\n]{0,20}future/i,
    causes: ['clock/skew', 'client-authentication/assertion-stale'],
    specificity: 3,
  },
  {
    says: /(?:client|app(?:lication)?)[ _-]?secret[^\n]{0,30}(?:has |is |was )?expired|expired (?:client |app )?secret/i,
    causes: ['client-authentication/secret-expired', 'client-authentication/secret-wrong'],
    specificity: 3,
  },
  {
    says: /special char|url.?encod\w*[^\n]{0,60}(?:secret|client|basic|password)|(?:secret|password)[^\n]{0,80}(?:url.?encod|percent|special|contains? (?:a )?[+%/:]|has (?:a )?[+%/:])/i,
    about: 'client',
    causes: ['client-authentication/basic-form-encoding-mismatch', 'client-authentication/secret-wrong'],
    specificity: 3,
  },
  {
    says: /(?:only one|more than one|multiple|two|both)[^\n]{0,40}(?:client )?(?:authentication|credential)[^\n]{0,20}(?:method|mechanism)?|client credentials[^\n]{0,40}(?:twice|both)/i,
    about: 'client',
    causes: ['client-authentication/multiple-methods', 'client-authentication/auth-method-mismatch'],
  },
  {
    says: /(?:token_endpoint_auth_method|client_secret_(?:basic|post)|authentication method)[^\n]{0,60}(?:not (?:allowed|supported|registered)|invalid|unsupported|mismatch|does(?:n't| not))|does not allow this (?:authentication )?method/i,
    causes: ['client-authentication/auth-method-mismatch', 'client-authentication/client-type-mismatch'],
    specificity: 3,
  },
  {
    says: /grant[ _]?type[^\n]{0,60}(?:not (?:allowed|permitted|enabled|authori[sz]ed)|unauthori[sz]ed|disallowed)|(?:not (?:allowed|authori[sz]ed|enabled|permitted)|disabled)[^\n]{0,50}(?:grant|flow|service account)/i,
    confidence: 'certain',
    causes: ['client-identification/grant-type-not-allowed', 'client-authentication/client-type-mismatch'],
    specificity: 3,
  },
  {
    says: /(?<![.\w])(?:client|application)(?![.\w])[^\n]{0,40}(?:not found|does(?:n't| not) exist|unknown|was deleted|no longer exists|not (?:been )?registered)|(?:unknown|unrecogni[sz]ed|no such|invalid) client[ _-]?(?:id|identifier)?\b/i,
    causes: ['client-identification/client-unknown', 'environment/environment-mix-up', 'environment/wrong-authority'],
    without: /secret|credentials|authentication failed/i,
  },
  {
    says: /\b(?:user|username|password|login)\b[^\n]{0,30}(?:incorrect|invalid|wrong)|\b(?:invalid|incorrect|wrong|bad) (?:user(?:name)?|password|user credentials|login|email)\b/i,
    causes: ['client-authentication/user-credentials-wrong', 'environment/environment-mix-up'],
    without: /client/i,
  },
  {
    says: /(?:unknown|unrecogni[sz]ed|nonexistent|deprecated|retired) (?:oauth )?scopes?\b[^\n]{0,10}[:"'`]|scopes?[^\n]{0,60}(?:does(?:n't| not) exist|(?:is|are) (?:unknown|deprecated)|not (?:recogni[sz]ed|defined))/i,
    confidence: 'certain',
    causes: ['scope-consent/scope-unknown', 'scope-consent/scope-not-allowed-for-client'],
    without: /,[\w.:/-]+,/,
  },
  {
    says: /(?:unknown|invalid|unsupported|unrecogni[sz]ed|nonexistent|deprecated|retired) scopes?\b|scopes?[^\n]{0,60}(?:does(?:n't| not) exist|unknown|(?:is|are) (?:invalid|not valid|not supported|deprecated|unknown)|not (?:found|recogni[sz]ed|defined))/i,
    causes: [
      'scope-consent/scope-unknown',
      'scope-consent/scope-not-allowed-for-client',
      'scope-consent/scope-separator',
    ],
  },
  {
    says: /scopes?[^\n]{0,60}(?:not (?:allowed|permitted|authori[sz]ed|enabled|assigned|granted to (?:the|this) client)|exceeds?|cannot be (?:combined|requested together))|not (?:allowed|authori[sz]ed|permitted)[^\n]{0,40}scopes?|cannot request both[^\n]{0,40}scopes?/i,
    causes: ['scope-consent/scope-not-allowed-for-client', 'scope-consent/scope-unknown'],
    without: /unauthorized_scope_error/,
  },
  {
    says: /scope has changed|(?:returned|granted) scopes?[^\n]{0,40}(?:differ|not (?:the same|match|equal))/i,
    confidence: 'certain',
    causes: ['scope-consent/client-rejects-scope-change'],
    specificity: 3,
  },
  {
    says: /insufficient[^\n]{0,20}(?:scope|permission|privilege)|\b(?:missing|lacks?|requires?|needs?)\b[^\n]{0,30}\b(?:scope|permission)s?\b[^\n]{0,40}/i,
    causes: ['scope-consent/scope-insufficient', 'scope-consent/scope-not-allowed-for-client'],
    without: /parameter|authorize url|offline_access/i,
  },
  {
    says: /(?:user|admin\w*)[^\n]{0,40}(?:not|never|has(?:n't| not))[^\n]{0,20}consent|(?:needs?|requires?|waiting for) (?:admin(?:istrator)? )?(?:approval|consent)|consent[ _]required/i,
    causes: ['scope-consent/consent-missing'],
  },
  {
    says: /(?:user|owner|you|customer)[^\n]{0,30}(?:denied|declined|refused|rejected|cancel(?:l?ed)?)[^\n]{0,40}|(?:denied|declined|cancell?ed) by (?:the )?(?:user|owner|resource owner)/i,
    causes: ['scope-consent/consent-denied', 'provider-policy/access-policy-missing'],
    without: /policy|admin/i,
  },
  {
    says: /\b(?:audience|aud)\b[^\n]{0,60}(?:not (?:allowed|valid|match|trusted|found|accepted)|(?:does|did)(?:n't| not)|invalid|mismatch|missing|unexpected|wrong)|(?:invalid|wrong|unexpected|missing|required|bad) (?:token )?(?:audience|aud)\b/i,
    causes: [
      'token-use/audience-mismatch',
      'token-use/audience-not-requested',
      'token-use/id-token-used-as-access-token',
    ],
    without: /assertion|\baud=|stray/i,
  },
  {
    says: /(?:jwt|token)[^\n]{0,20}(?:malformed|not (?:a )?(?:valid )?jwt|must (?:have|consist of) (?:3|three)|not enough segments|wrong number of segments)/i,
    causes: [
      'token-use/audience-not-requested',
      'token-use/token-truncated',
      'token-use/authorization-header-malformed',
    ],
  },
  {
    says: /access[ _]?token[^\n]{0,30}expired|expired access[ _]?token|\btoken (?:has |is |was )?expired\b|jwt expired/i,
    causes: ['token-use/access-token-expired', 'clock/skew'],
    without: /refresh|expired or revoked|assertion|secret/i,
  },
  {
    says: /(?:signing|public) key[^\n]{0,40}(?:not found|unable|no match)|(?:unable|failed|cannot|could not)[^\n]{0,30}(?:match|find)[^\n]{0,20}(?:kid|key)|(?:invalid|unknown|untrusted|unexpected) issuer|issuer[^\n]{0,160}(?:not (?:trusted|valid|accepted)|\bis invalid)/i,
    causes: ['token-use/token-from-other-issuer', 'discovery/issuer-host-mismatch'],
  },
  {
    says: /dynamic client registration|registration[_ ]endpoint[^\n]{0,30}(?:missing|not)|does(?:n't| not) support[^\n]{0,20}registration/i,
    causes: ['discovery/dcr-not-supported'],
    specificity: 3,
  },
  {
    says: /(?:resource metadata|protected resource)[^\n]{0,60}(?:mismatch|does(?:n't| not) match|differs?)/i,
    causes: ['discovery/resource-metadata-mismatch', 'discovery/metadata-not-found'],
    specificity: 3,
  },
  {
    says: /(?:openid|oauth|discovery|metadata|well-known|configuration)[^\n]{0,100}(?:\b404\b|not found|could not be (?:found|loaded|fetched)|unable to (?:retrieve|obtain|resolve|download|load|fetch)|failed to (?:fetch|load|retrieve|discover))|(?:unable|failed|could not|cannot)[^\n]{0,40}(?:discover|metadata|openid.?configuration|well-known)/i,
    causes: [
      'discovery/metadata-not-found',
      'transport-endpoint/endpoint-url-wrong',
      'availability/provider-unreachable',
    ],
    without: /ECONN|ETIMEDOUT|ENOTFOUND|timed? ?out|refused|fetch token|token endpoint|access token/i,
  },
  {
    says: /(?:cannot|could not|failed to|unable to)[^\n]{0,40}token[^\n]{0,40}\b(?:404|410)\b/i,
    causes: ['transport-endpoint/endpoint-url-wrong'],
    specificity: 3,
  },
  {
    says: /blocked by cors|cors (?:policy|error|header)|access-control-allow-origin/i,
    causes: ['transport-endpoint/cors-blocked', 'client-authentication/client-type-mismatch'],
    specificity: 3,
  },
  {
    says: /too many requests|rate.?limit(?:ed|s)? (?:exceeded|reached)|throttl/i,
    causes: ['availability/rate-limited', 'refresh/used-over-limit'],
    without: /slow_down/,
  },
  {
    says: /scopes?\b["'`:= ]{1,6}["'`]?[\w.:/-]{2,60}(?:,[\w.:/-]{2,60}){1,20}["'`]?[^\n]{0,60}(?:exist|unknown|invalid|not found)|(?:invalid|unknown) (?:oauth )?scopes?[:= ]{1,4}["'`]?[\w.:/-]{2,60}(?:,[\w.:/-]{2,60}){1,20}/i,
    causes: ['scope-consent/scope-separator', 'scope-consent/scope-unknown'],
    specificity: 3,
  },
  {
    says: /polling[^\n]{0,40}(?:faster|too (?:fast|often|frequent\w*|quick\w*))|slow down (?:the )?polling/i,
    confidence: 'certain',
    causes: ['availability/device-polling-too-fast', 'availability/rate-limited'],
    specificity: 3,
  },
  {
    says: /scopes?\b[^\n]{0,20}(?:can(?:no|')t be|must not be|may not be|are|is) (?:blank|empty)|(?:no|at least one|empty) scopes? (?:was |were |is |are |has been )?(?:requested|provided|specified|required)|scope parameter (?:is )?(?:missing|required|empty)/i,
    confidence: 'certain',
    causes: ['scope-consent/scope-missing', 'scope-consent/scope-unknown'],
    specificity: 3,
  },
  {
    says: /(?:right|enough|necessary|sufficient|required|proper) permissions? to (?:install|connect|approve|add) |(?:only|must be|ask|contact) (?:an? |your |the )?(?:\w+ ){0,2}(?:admin\w*|owner)s?\b[^\n]{0,60}\b(?:install|connect|authori[sz]e|approve)/i,
    causes: ['scope-consent/role-not-allowed-to-grant', 'scope-consent/consent-missing'],
    without: /scope|consent/i,
    specificity: 3,
  },
  {
    says: /(?:user|account|e-?mail)\b[^\n]{0,20}\bnot (?:approved|allow-?listed|white-?listed|added|registered|a tester)\b[^\n]{0,20}\b(?:for|in|to|of) (?:the |this |your )?(?:app|application|dashboard|project)\b/i,
    confidence: 'certain',
    causes: ['provider-policy/app-not-public', 'provider-policy/access-policy-missing'],
    specificity: 3,
  },
  {
    says: /mismatch between the scopes|scopes?[^\n]{0,40}(?:do(?:es)?(?:n't| not) match|differ from)[^\n]{0,40}(?:app|configur|install|regist)|provided scopes are insufficient/i,
    confidence: 'certain',
    causes: ['scope-consent/scope-not-allowed-for-client', 'scope-consent/scope-insufficient'],
    specificity: 3,
  },
  {
    says: /\{tenant_?id\}[^\n]{0,80}|issuer[^\n]{0,80}\{[\w-]{2,30}\}/i,
    causes: ['discovery/issuer-template', 'environment/wrong-authority'],
    specificity: 3,
    about: 'issuer',
  },
  {
    says: /unexpected (?:token|character)[^\n]{0,60}<|invalid character '<'|(?:json|parse)[^\n]{0,60}(?:<!doctype|<html)/i,
    causes: [
      'transport-endpoint/endpoint-url-wrong',
      'transport-endpoint/token-request-redirected',
      'transport-endpoint/blocked-by-firewall',
      'availability/provider-incident',
    ],
  },
  {
    says: /invalid character 'a' looking for beginning of value|unexpected token '?a'?[^\n]{0,20}(?:"access_tok|access_token=)/i,
    causes: ['transport-endpoint/accept-header-missing', 'transport-endpoint/endpoint-url-wrong'],
    specificity: 3,
  },
  {
    says: /\bGET\b[^\n]{0,120}(?:\b|_)token\b[^\n]{0,60}(?:\b405\b|method not allowed)|no route found for ["'`\\u022]{0,8}GET\b[^\n]{0,200}token/i,
    causes: ['transport-endpoint/token-request-redirected', 'transport-endpoint/wrong-http-method'],
    specificity: 3,
  },
  {
    says: /token[^\n]{0,120}\b(?:301|302|303|307|308) (?:moved|found|see other|temporary|permanent)|\b(?:301|302|303|307|308) (?:moved|found|see other|temporary|permanent)[^\n]{0,80}\btoken\b/i,
    causes: ['transport-endpoint/token-request-redirected', 'transport-endpoint/endpoint-url-wrong'],
    specificity: 3,
  },
  {
    says: /violates local access rules|(?:private|local|internal) (?:ip |network )?address(?:es)? (?:is |are )?(?:not allowed|blocked|forbidden|refused)/i,
    causes: ['availability/provider-unreachable', 'transport-endpoint/blocked-by-firewall'],
    specificity: 3,
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
    says: /expect(?:ed|s|ing)? an? (?:id|access|refresh|custom|session) token\b[^\n]{0,40}(?:but|got|given|received|was)/i,
    confidence: 'certain',
    causes: ['token-use/wrong-token-of-flow', 'token-use/id-token-used-as-access-token'],
    specificity: 3,
  },
  {
    says: /too many (?:attempts|tries|logins?)|try again in \d+ (?:seconds|minutes|hours)|only \d+ (?:tries|attempts|requests) per/i,
    causes: ['availability/rate-limited', 'refresh/used-over-limit'],
  },
  {
    says: /'?aud'? claim[^\n]{0,30}(?:and|does)[^\n]{0,40}(?:not match|mismatch)|expected audience ["'`]?[^\s"'`]{1,100}["'`]? (?:got|but)/i,
    confidence: 'certain',
    causes: ['token-use/audience-mismatch', 'token-use/audience-not-requested'],
    specificity: 3,
  },
  {
    says: /responded with status:? ?5\d\d\b|\bstatus(?: ?code)?[:= ]{1,3}50[0-9]\b|\b(?:500 internal server error|502 bad gateway|503 service unavailable|504 gateway time-?out)\b/i,
    causes: ['availability/provider-incident', 'availability/provider-unreachable'],
    specificity: 1,
  },
  {
    says: /(?:unable|failed|could not|cannot|can't) (?:to |the )?(?:reach|connect to|contact)[^\n]{0,40}(?:provider|issuer|idp|identity|openid|oidc|oauth)/i,
    causes: [
      'discovery/metadata-not-found',
      'availability/provider-unreachable',
      'transport-endpoint/endpoint-url-wrong',
    ],
  },
  {
    says: /KeyError: ['"]refresh_token|refresh_token['"`]?\]? (?:of|on) (?:undefined|null)|undefined (?:index|array key|method)[^\n]{0,20}refresh_token/i,
    causes: ['refresh/not-issued', 'refresh/unknown-token'],
    specificity: 3,
  },
  {
    says: /(?:unable|failed|could not|cannot) (?:to )?(?:refresh|renew)[^\n]{0,30}token|(?:token )?refresh (?:has )?failed/i,
    causes: ['refresh/revoked', 'refresh/rotation-not-stored', 'refresh/lifetime-ended', 'refresh/expired-inactivity'],
    specificity: 1,
  },
  {
    says: /client secret (?:is )?(?:invalid|incorrect|wrong|not valid)|(?:invalid|incorrect|wrong|bad) client secret/i,
    causes: ['client-authentication/secret-wrong'],
    specificity: 2,
  },
  {
    says: /resource principal named[^\n]{0,120}was not found|(?:resource|audience)\b[^\n]{0,40}\b(?:does(?:n't| not) exist|is not (?:registered|known|recogni[sz]ed)|not found in the tenant)/i,
    causes: ['token-use/resource-identifier-wrong', 'environment/wrong-authority', 'scope-consent/scope-unknown'],
    specificity: 3,
  },
  {
    says: /(?:empty|missing|blank) or (?:missing|empty|blank) scope|scope (?:is )?(?:empty|missing|blank)\b/i,
    confidence: 'certain',
    causes: ['scope-consent/scope-missing', 'scope-consent/scope-unknown'],
    specificity: 3,
  },
  {
    says: /invalid scope for (?:the |this )?client|scopes?[^\n]{0,30}not (?:available|enabled|configured) for (?:the |this )?(?:client|app)/i,
    confidence: 'certain',
    causes: ['scope-consent/scope-not-allowed-for-client', 'scope-consent/scope-unknown'],
    specificity: 3,
  },
  {
    says: /(?:granted|returned|issued)[^\n]{0,20}(?:unauthori[sz]ed|unexpected|additional|other|different) scopes?/i,
    confidence: 'certain',
    causes: ['scope-consent/client-rejects-scope-change'],
    specificity: 3,
  },
  {
    says: /(?:current|server) (?:date|time)[^\n]{0,40}(?:must|before|after|expir)|\b(?:exp|iat|nbf)\b["'`]? claim[^\n]{0,60}(?:past|future|must|invalid|too)|['"`](?:exp|iat|nbf)['"`][^\n]{0,40}(?:in the (?:past|future)|too (?:far|old|early))/i,
    causes: ['clock/skew', 'client-authentication/assertion-stale'],
    specificity: 3,
  },
  {
    says: /audiences?[^\n]{0,60}(?:not (?:a )?trusted|did not match|not (?:allowed|accepted))|audience validation failed/i,
    confidence: 'certain',
    causes: ['token-use/audience-mismatch', 'token-use/audience-not-requested'],
    specificity: 3,
    without: /assertion/i,
  },
  {
    says: /(?:invalid|untrusted|unexpected|wrong) audiences?\b|audiences?[^\n]{0,30}not valid/i,
    causes: ['token-use/audience-mismatch', 'token-use/audience-not-requested'],
    specificity: 3,
    without: /assertion/i,
  },
  {
    says: /error checking (?:oidc )?discovery url|(?:issuer|discovery)[ _-]?(?:url|uri|endpoint)["'`]?\s*[=:|]\s*["'`]?https?:\/\/[^\s"'`|]+\/\.well-known\/openid-configuration|unable to resolve configuration with the provided issuer/i,
    causes: [
      'discovery/metadata-not-found',
      'transport-endpoint/endpoint-url-wrong',
      'availability/provider-unreachable',
      'discovery/issuer-host-mismatch',
    ],
    specificity: 3,
  },
  {
    says: /client_secret[^\n]{0,30}(?:must|should|has to) be (?:provided|sent|passed)[^\n]{0,20}(?:header|body|basic)|credentials? (?:must|should) be (?:sent|provided|passed) (?:in|via|as)/i,
    confidence: 'certain',
    causes: ['client-authentication/auth-method-mismatch', 'client-authentication/credentials-missing'],
    specificity: 3,
  },
  {
    says: /public clients? (?:can(?:no|')t|must not|should not|may not)[^\n]{0,20}(?:send|use|have)[^\n]{0,20}secret|client is public[^\n]{0,60}(?:secret|assertion)/i,
    confidence: 'certain',
    causes: ['client-authentication/client-type-mismatch'],
    specificity: 3,
  },
  {
    says: /client (?:does not have|has no|lacks)[^\n]{0,20}(?:permission|right)[^\n]{0,60}(?:grant|flow|method|token)|not permitted to use (?:this|the) grant/i,
    confidence: 'certain',
    causes: ['client-identification/grant-type-not-allowed', 'client-authentication/client-type-mismatch'],
    specificity: 3,
  },
  {
    says: /(?:wrong|other|different|another) client[^\n]{0,30}(?:refresh )?token|token (?:was )?(?:not )?issued (?:to|for) (?:this|the|a different|another) client/i,
    causes: ['client-identification/credentials-of-other-app', 'refresh/unknown-token'],
    specificity: 3,
  },
  {
    says: /without (?:the|a) [`'"]?SameSite|SameSite=None[^\n]{0,60}(?:without|must|require|needs?)[^\n]{0,20}Secure/i,
    confidence: 'certain',
    causes: ['state-session/cookie-samesite', 'state-session/cookie-not-stored'],
    specificity: 3,
  },
  {
    says: /token was not issued for (?:this|the) audience/i,
    causes: ['token-use/audience-mismatch', 'token-use/wrong-token-of-flow'],
    specificity: 3,
  },
  {
    says: /access[_ ]?token[^\n]{0,40}\b(?:is|was) (?:not|no)\b[^\n]{0,14}\bjwt\b|opaque (?:access[_ ]?)?token/i,
    causes: ['token-use/audience-not-requested', 'token-use/wrong-token-of-flow'],
  },
  {
    says: /not (?:contain )?enough scopes?|does not (?:have|contain|include)[^\n]{0,20}(?:required|needed|necessary) scopes?/i,
    confidence: 'certain',
    causes: ['scope-consent/scope-insufficient'],
    specificity: 3,
  },
  {
    says: /\b(?:wrong|invalid|bad|unexpected) iss\b|\biss\b[^\n]{0,20}(?:wrong|invalid|mismatch|not match)/i,
    causes: ['discovery/issuer-host-mismatch', 'token-use/token-from-other-issuer'],
  },
  {
    says: /request timed? ?out|socket hang ?up|socketErrorListener|all connection attempts failed|connection (?:attempts? )?(?:failed|refused|reset)|no route to host|network is unreachable/i,
    causes: ['availability/provider-unreachable', 'availability/provider-incident'],
    specificity: 3,
  },
  {
    says: /(?:client )?assertion[^\n]{0,80}not (?:yet )?active|jwt[^\n]{0,40}not (?:yet )?active/i,
    causes: ['clock/skew', 'client-authentication/assertion-stale'],
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
    says: /single-page application['"]? client-?type|may only be redeemed via cross-origin/i,
    confidence: 'certain',
    causes: ['client-authentication/client-type-mismatch'],
    specificity: 3,
  },
  { says: /web ?view|in-?app browser|embedded browser/i, causes: ['provider-policy/embedded-webview-blocked'] },
  {
    says: /not registered in the developer dashboard|developer-approved testers|test users?\b[^\n]{0,60}(?:only|list)|(?:app|application)[^\n]{0,40}(?:in development mode|not (?:been )?(?:published|verified|distributed|approved))|currently being tested/i,
    confidence: 'certain',
    causes: ['provider-policy/app-not-public', 'scope-consent/consent-denied'],
    specificity: 3,
  },
  {
    says: /(?:multi|two|second)[- ]?factor|\bmfa\b|\b2fa\b/i,
    causes: ['provider-policy/mfa-required', 'provider-policy/otp-required'],
  },
  {
    says: /one[- ]time (?:code|password)[^\n]{0,30}(?:required|needed|missing)|\botp\b[^\n]{0,20}(?:required|invalid)/i,
    causes: ['provider-policy/otp-required'],
    specificity: 3,
  },
  {
    says: /invalid[_ ]redirect|redirect[_ -]?ur[il][^\n]{0,80}(?:https? (?:is )?(?:required|only)|must (?:be|use) https|insecure)/i,
    causes: ['redirect-uri/not-registered', 'redirect-uri/kind-not-allowed'],
    specificity: 1,
  },
];

/** What messages and answers say about themselves, in the words that servers and libraries have in common. */
export const sayingSigns: Look = function* saying(view) {
  if (view.subject !== undefined || view.words.trim() === '') return;
  const [last] = subjectsOf(view.all);
  for (const { says, causes, confidence = 'likely', specificity = 2, about, without } of sayings) {
    const found = says.exec(view.words);
    if (found === null || (about !== undefined && !isAbout(view, about))) continue;
    const around = view.words.slice(Math.max(0, found.index - 80), found.index + found[0].length + 80);
    if (without?.test(around)) continue;
    const lines = [line('message', found[0].replace(/\s+/g, ' ').trim().slice(0, 160), 'see the steps below')];
    const first = causes.find((cause) => last === undefined || isCompatible(cause, last)) ?? causes[0];
    const others = causes.filter((cause) => cause !== first);
    yield { cause: first, variant: 'said', confidence, specificity, lines };
    for (const cause of others) yield { cause, variant: 'said', confidence: 'possible', lines };
  }
};
