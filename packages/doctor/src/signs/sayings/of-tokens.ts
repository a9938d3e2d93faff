import type { Saying } from './saying.ts';

/** What messages say of tokens, scopes and times. */
export const sayingsOfTokens: readonly Saying[] = [
  {
    says: /(?:\bnot|n't|without|missing|\bno|omits?|lacks?)\b[^\n]{0,50}\b(?:resource|audience)\b[`'"]? ?param|\baud\b[^\n]{0,12}(?:=|is|of|to)[^\n]{0,10}\bclient[_ ]?id\b/i,
    without: /not match/i,
    causes: ['token-use/audience-not-requested', 'token-use/audience-mismatch'],
    specificity: 3,
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
    says: /(?:token|\bjwt\b|assertion)[^\n]{0,40}(?:used before (?:issued|valid)|not yet valid|not active yet|from the future|issued in the future|used too early|before its nbf)|clock (?:skew|drift)|nbf[^\n]{0,20}future|iat[^\n]{0,20}future/i,
    causes: ['clock/skew', 'client-authentication/assertion-stale'],
    specificity: 3,
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
    says: /scopes?\b["'`:= ]{1,6}["'`]?[\w.:/-]{2,60}(?:,[\w.:/-]{2,60}){1,20}["'`]?[^\n]{0,60}(?:exist|unknown|invalid|not found)|(?:invalid|unknown) (?:oauth )?scopes?[:= ]{1,4}["'`]?[\w.:/-]{2,60}(?:,[\w.:/-]{2,60}){1,20}/i,
    causes: ['scope-consent/scope-separator', 'scope-consent/scope-unknown'],
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
    says: /mismatch between the scopes|scopes?[^\n]{0,40}(?:do(?:es)?(?:n't| not) match|differ from)[^\n]{0,40}(?:app|configur|install|regist)|provided scopes are insufficient/i,
    confidence: 'certain',
    causes: ['scope-consent/scope-not-allowed-for-client', 'scope-consent/scope-insufficient'],
    specificity: 3,
  },
  {
    says: /expect(?:ed|s|ing)? an? (?:id|access|refresh|custom|session) token\b[^\n]{0,40}(?:but|got|given|received|was)/i,
    confidence: 'certain',
    causes: ['token-use/wrong-token-of-flow', 'token-use/id-token-used-as-access-token'],
    specificity: 3,
  },
  {
    says: /'?aud'? claim[^\n]{0,30}(?:and|does)[^\n]{0,40}(?:not match|mismatch)|expected audience ["'`]?[^\s"'`]{1,100}["'`]? (?:got|but)/i,
    confidence: 'certain',
    causes: ['token-use/audience-mismatch', 'token-use/audience-not-requested'],
    specificity: 3,
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
    says: /(?:client )?assertion[^\n]{0,80}not (?:yet )?active|jwt[^\n]{0,40}not (?:yet )?active/i,
    causes: ['clock/skew', 'client-authentication/assertion-stale'],
    specificity: 3,
  },
];
