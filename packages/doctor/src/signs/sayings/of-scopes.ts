import { anyOf, within } from '../phrases.ts';
import type { Saying } from './saying.ts';

/** What messages say of scopes, and of consent and who may give it. */
export const sayingsOfScopes: readonly Saying[] = [
  {
    example: 'id_token not found in the response of the token endpoint.',
    says: anyOf(
      /\bid_?token (?:was |is )?(?:not found|not present|not included|missing|absent) (?:in|from)\b/,
      /(?:no|without(?: an)?|missing) id_?token (?:in|from) (?:the )?(?:token )?(?:response|answer|oauth)/,
    ),
    causes: ['scope-consent/scope-missing', 'scope-consent/scope-insufficient'],
    specificity: 3,
  },
  {
    example: 'The owner must install it.',
    says: anyOf(
      within(
        60,
        /(?<![\w/-])(?:owner|admin\w{0,12}|manager|account role)s?\b(?![\w./-])/,
        /\b(?:only|required|must|can (?:connect|install|authori[sz]e|manage))/,
      ),
      /(?:do(?:es)? ?n[o']t|without|no) ?(?:have )?authori[sz]ation to (?:view|install|authori[sz]e|connect|manage) /,
      /(?:do(?:es)? ?n[o']t|without|no) ?(?:have )?permission to (?:view|install|authori[sz]e|connect|manage) /,
      /(?:do(?:es)? ?n[o']t|without|no) ?(?:have )?rights? to (?:view|install|authori[sz]e|connect|manage) /,
    ),
    causes: ['scope-consent/role-not-allowed-to-grant', 'scope-consent/consent-missing'],
    without: /scope|consent/i,
  },
  {
    example: 'Unknown scope: "orders.reed"',
    says: anyOf(
      /(?:unknown|unrecogni[sz]ed|nonexistent|deprecated|retired) (?:oauth )?scopes?\b[^\n]{0,10}[:"'`]/,
      within(
        60,
        /scopes?/,
        anyOf(/does(?:n't| not) exist/, /(?:is|are) (?:unknown|deprecated)/, /not (?:recogni[sz]ed|defined)/),
      ),
    ),
    confidence: 'certain',
    causes: ['scope-consent/scope-unknown', 'scope-consent/scope-not-allowed-for-client'],
    without: /[\w.:/-],[\w.:/-]|scopes? of (?:this|the) (?:variable|function|template)/i,
  },
  {
    example: 'The scope orders.reed is invalid.',
    says: anyOf(
      /(?:unknown|invalid|unsupported|unrecogni[sz]ed|nonexistent|deprecated|retired) scopes?\b/,
      within(
        60,
        /scopes?/,
        anyOf(
          /does(?:n't| not) exist/,
          /unknown/,
          /(?:is|are) (?:invalid|not valid|not supported|deprecated|unknown)/,
          /not (?:found|recogni[sz]ed|defined)/,
        ),
      ),
    ),
    causes: [
      'scope-consent/scope-unknown',
      'scope-consent/scope-not-allowed-for-client',
      'scope-consent/scope-separator',
    ],
  },
  {
    example: 'The scope orders.write is not allowed.',
    says: anyOf(
      within(
        60,
        /scopes?/,
        anyOf(
          /not (?:allowed|permitted|authori[sz]ed|enabled|assigned|granted to (?:the|this) client)/,
          /exceeds?/,
          /cannot be (?:combined|requested together)/,
        ),
      ),
      /not (?:allowed|authori[sz]ed|permitted)[^\n]{0,40}scopes?/,
      /cannot request both[^\n]{0,40}scopes?/,
    ),
    causes: ['scope-consent/scope-not-allowed-for-client', 'scope-consent/scope-unknown'],
    without: /unauthorized_scope_error/,
  },
  {
    example: 'Scope 参数错误或没有 Scope 权限',
    says: /scope ?(?:参数错误|權限不足|权限不足)|没有 ?scope ?权限/i,
    causes: ['scope-consent/scope-not-allowed-for-client', 'scope-consent/scope-unknown'],
  },
  {
    example: 'Scope has changed from "orders" to "orders profile".',
    says: /scope has changed|(?:returned|granted) scopes?[^\n]{0,40}(?:differ|not (?:the same|match|equal))/i,
    confidence: 'certain',
    causes: ['scope-consent/client-rejects-scope-change'],
    specificity: 3,
  },
  {
    example: 'The token lacks the permission for this.',
    says: anyOf(
      /insufficient[^\n]{0,20}(?:scope|permission|privilege)/,
      /\b(?:missing|lacks?|requires?|needs?)\b[^\n]{0,30}\b(?:scope|permission)s?\b[^\n]{0,40}/,
      /\b(?:scope|permission)s?\b[^\n]{0,20}(?:missing|absent|lacking|not (?:present|included|found|contained|in\b))[^\n]{0,20}\btoken\b/,
      /\btoken\b[^\n]{0,30}(?:do(?:es)?(?: not|n['’]t) (?:have|contain|include|carry)|without)[^\n]{0,30}\b(?:scope|permission)s?\b/,
    ),
    causes: ['scope-consent/scope-insufficient', 'scope-consent/scope-not-allowed-for-client'],
    without: /parameter|authorize url|offline_access/i,
  },
  {
    example: 'The user has not given consent.',
    says: anyOf(
      /(?:user|admin\w{0,12})[^\n]{0,40}(?:not|never|has(?:n't| not))[^\n]{0,20}consent/,
      /(?:needs?|requires?) (?:admin(?:istrator)? )?(?:approval|consent)/,
      // A device that waits for its user says the same without the administrator.
      /waiting for (?:(?:an? |the )?admin(?:istrator)?(?:['’]s)? (?:approval|consent)|consent)/,
      /consent[ _]required/,
    ),
    causes: ['scope-consent/consent-missing'],
  },
  {
    example: 'Shop benötigt Zugriff auf Ressourcen in Ihrer Organisation, den nur ein Administrator gewähren kann.',
    says: anyOf(
      within(
        80,
        /(?:in ihrer|votre|su|sua|uw|je) organi[sz]a(?:tion|ción|ção|tie)|organizzazione/,
        /nur ein administrator|seul un administrateur|s[oó]lo (?:un|os|los) administrador|(?:apenas|somente|só) um administrador|solo (?:un|da un) amministratore|alleen (?:door )?een (?:beheerder|administrator)/,
      ),
      /administratorgenehmigung erforderlich|approbation (?:de l['’]|d['’])administrateur requise|aprobación del administrador|aprovação do administrador|approvazione (?:dell['’])?amministratore|goedkeuring (?:door|van) (?:de |een )?(?:beheerder|administrator)|管理者の承認が必要|需要管理员批准|需要系統管理員核准/,
    ),
    confidence: 'certain',
    causes: ['scope-consent/consent-missing'],
    specificity: 3,
  },
  {
    example: 'The user cancelled the login.',
    says: anyOf(
      /(?:user|owner|you|customer)[^\n]{0,30}(?:denied|declined|refused|rejected|cancel(?:l?ed)?)[^\n]{0,40}/,
      /(?:denied|declined|cancell?ed) by (?:the )?(?:user|owner|resource owner)/,
    ),
    causes: ['scope-consent/consent-denied', 'provider-policy/access-policy-missing'],
    without: /policy|admin/i,
  },
  {
    example: 'The scope "orders,profile" does not exist.',
    says: anyOf(
      within(
        60,
        /scopes?\b["'`:= ]{1,6}["'`]?[\w.:/-]{2,60}(?:,[\w.:/-]{2,60}){1,20}["'`]?/,
        /exist|unknown|invalid|not found/,
      ),
      /(?:invalid|unknown) (?:oauth )?scopes?[:= ]{1,4}["'`]?[\w.:/-]{2,60}(?:,[\w.:/-]{2,60}){1,20}/,
    ),
    causes: ['scope-consent/scope-separator', 'scope-consent/scope-unknown'],
    specificity: 3,
  },
  {
    example: 'At least one scope is required.',
    says: anyOf(
      /scopes?\b[^\n]{0,20}(?:can(?:no|')t be|must not be|may not be|are|is) (?:blank|empty)/,
      /(?:no|at least one|empty) scopes? (?:was |were |is |are |has been )?(?:requested|provided|specified|required)/,
      /scope parameter (?:is )?(?:missing|required|empty)/,
    ),
    confidence: 'certain',
    causes: ['scope-consent/scope-missing', 'scope-consent/scope-unknown'],
    specificity: 3,
  },
  {
    example: 'You lack the necessary permissions to install this.',
    says: anyOf(
      /(?:right|enough|necessary|sufficient|required|proper) permissions? to (?:install|connect|approve|add) /,
      within(
        60,
        /(?:only|must be|ask|contact) (?:an? |your |the )?(?:\w{1,24} ){0,2}(?:admin\w{0,12}|owner)s?\b/,
        /\b(?:install|connect|authori[sz]e|approve)/,
      ),
    ),
    causes: ['scope-consent/role-not-allowed-to-grant', 'scope-consent/consent-missing'],
    without: /scope|consent/i,
    specificity: 3,
  },
  {
    example: 'There is a mismatch between the scopes of the two.',
    says: anyOf(
      /mismatch between the scopes/,
      within(40, /scopes?/, /do(?:es)?(?:n't| not) match|differ from/, /app|configur|install|regist/),
      /provided scopes are insufficient/,
    ),
    confidence: 'certain',
    causes: ['scope-consent/scope-not-allowed-for-client', 'scope-consent/scope-insufficient'],
    specificity: 3,
  },
  {
    example: 'Empty or missing scope.',
    says: /(?:empty|missing|blank) or (?:missing|empty|blank) scope|(?<!\b(?:no|any) )scope (?:is )?(?:empty|missing|blank)\b/i,
    confidence: 'certain',
    causes: ['scope-consent/scope-missing', 'scope-consent/scope-unknown'],
    specificity: 3,
  },
  {
    example: 'Invalid scope for this client.',
    says: anyOf(
      /invalid scope for (?:the |this )?client/,
      /scopes?[^\n]{0,30}not (?:available|enabled|configured) for (?:the |this )?(?:client|app)/,
    ),
    confidence: 'certain',
    causes: ['scope-consent/scope-not-allowed-for-client', 'scope-consent/scope-unknown'],
    specificity: 3,
  },
  {
    example: 'The server granted additional scopes.',
    says: within(20, /granted|returned|issued/, /(?:unauthori[sz]ed|unexpected|additional|other|different) scopes?/),
    confidence: 'certain',
    causes: ['scope-consent/client-rejects-scope-change'],
    specificity: 3,
  },
  {
    example: 'The token does not contain enough scopes.',
    says: anyOf(
      /not (?:contain )?enough scopes?/,
      /does not (?:have|contain|include)[^\n]{0,20}(?:required|needed|necessary) scopes?/,
    ),
    confidence: 'certain',
    causes: ['scope-consent/scope-insufficient'],
    specificity: 3,
  },
];
