import { anyOf, within } from '../phrases.ts';
import type { Saying } from './saying.ts';

/** What messages say of tokens and their times. */
export const sayingsOfTokens: readonly Saying[] = [
  {
    example: 'The API answers 401 invalid_token; I call it with the id_token.',
    says: anyOf(
      /\b(?:call(?:s|ed|ing)?|send(?:s|ing)?|sent|pass(?:es|ed|ing)?|us(?:e|es|ed|ing)|with|present(?:s|ed|ing)?)\b[^\n.,;]{0,40}\b(?:the|my|our|an|its|that) id[_ -]?token\b(?![_ -]?(?:hint|claim|signature|aud|nonce|valid|verif|payload|expir|decod|endpoint|sign|response))[^\n.;]{0,30}\b(?:(?:as|for|in) (?:the |an |my )?(?:bearer|access[_ -]?token|authorization|credential)|to (?:the |my |our )?(?:api|backend|resource)|(?:and |we |i )?(?:get|receive)s? (?:a |back )?(?:401|403|invalid|unauthori[sz]ed))/,
      /\bcall(?:s|ed|ing)?\b[^\n.,;]{0,40}\bwith (?:the|my|our|an|its) id[_ -]?token\b/,
    ),
    causes: ['token-use/id-token-used-as-access-token'],
    specificity: 3,
  },
  {
    example: 'The refresh fails when the absolute lifetime expires.',
    says: anyOf(
      /\b(?:absolute|maximum|max|fixed|total) (?:life ?time|expir(?:y|ation)|session (?:length|duration|lifetime)|age)\b[^\n]{0,30}(?:expire|end|reach|over|pass|exceed|elapse)/,
      /(?:expire|end|reach|pass|exceed)\w{0,8}[^\n]{0,30}\b(?:absolute|maximum|max) (?:life ?time|expir(?:y|ation)|session)/,
    ),
    causes: ['refresh/lifetime-ended'],
    specificity: 3,
    about: 'refresh',
  },
  {
    example: 'We send no audience parameter.',
    says: anyOf(
      /(?:\bnot|n't|without|missing|\bno|omits?|lacks?)\b[^\n]{0,50}\b(?:resource|audience)\b[`'"]? ?param/,
      /\baud\b[^\n]{0,12}(?:=|is|of|to)[^\n]{0,10}\bclient[_ ]?id\b/,
    ),
    without: /not match/i,
    causes: ['token-use/audience-not-requested', 'token-use/audience-mismatch'],
    specificity: 3,
  },
  {
    example: 'The audience is wrong; we send the id_token as bearer.',
    says: anyOf(
      within(
        40,
        /\bid[_ -]?token\b/,
        within(30, /\b(?:as|to|for)\b/, /bearer|\bapi\b|graph|access[_ ]token|authori[sz]ation/),
      ),
      /(?:send|sent|use|using|pass|passed)\b[^\n]{0,20}\bid[_ -]?token\b/,
    ),
    about: 'audience',
    causes: ['token-use/id-token-used-as-access-token', 'token-use/audience-mismatch'],
    specificity: 3,
  },
  {
    example: 'The refresh token was already used.',
    says: anyOf(
      within(
        60,
        /refresh[ _]?token/,
        anyOf(
          /reuse/,
          /re-used/,
          /already (?:been )?used/,
          /used (?:twice|before|more than once)/,
          /rotated/,
          /superseded/,
        ),
      ),
      /(?:reuse|re-use)[^\n]{0,40}refresh[ _]?token/,
    ),
    causes: ['refresh/concurrent-use', 'refresh/rotation-not-stored', 'refresh/revoked'],
    without: /code or refresh/i,
    specificity: 3,
  },
  {
    example: 'The refresh token was idle for too long.',
    says: anyOf(
      /refresh[ _]?token[^\n]{0,80}(?:inactiv|idle)/,
      /(?:inactiv|idle)[^\n]{0,60}refresh[ _]?token/,
      /session (?:is )?(?:idle(?! (?:timeout )?\W{0,3}\d)|not active)/,
    ),
    causes: ['refresh/expired-inactivity', 'refresh/lifetime-ended'],
    without: /authori[sz]ation code or refresh/i,
    specificity: 3,
  },
  {
    example: 'This refresh token is revoked.',
    says: /refresh[ _]?token[^\n]{0,40}\brevoked|revoked refresh[ _]?token/i,
    causes: ['refresh/revoked', 'refresh/expired-inactivity', 'refresh/rotation-not-stored'],
    without: /expired or revoked|reuse/i,
  },
  {
    example: 'The refresh token has expired.',
    says: /refresh[ _]?token[^\n]{0,30}(?:has |is |was )?expired|expired refresh[ _]?token/i,
    causes: ['refresh/lifetime-ended', 'refresh/expired-inactivity', 'refresh/revoked'],
    without: /expired or revoked|inactiv|incorrect or|invalid or/i,
  },
  {
    example: 'The refresh token does not exist.',
    says: anyOf(
      /refresh[ _]?token[^\n]{0,30}(?:does(?:n't| not) exist|not found|unknown|malformed|not recogni[sz]ed)/,
      /unknown refresh[ _]?token/,
    ),
    causes: ['refresh/unknown-token', 'refresh/revoked', 'refresh/rotation-not-stored'],
  },
  {
    example: 'We never get a refresh token.',
    says: anyOf(
      within(
        40,
        anyOf(
          /\bno/,
          /\bnot (?:getting|returning|receiving|returned|getting back)/,
          /never (?:get|got|receive)\w{0,12}/,
          /missing/,
          /without/,
          /lacks?/,
          within(
            20,
            /(?:does|did|is|was|are)(?:n't| not)/,
            /(?:return|includ|contain|receiv|get|provid|give|send)\w{0,12}/,
          ),
        ),
        // The name of the grant, which an event has behind its reason, is none that came.
        /(?<!grant_type["'`]{0,2}[:=]{1,2}["'`]{0,2})refresh[ _-]?token(?!.{0,40}(?:expired|invalid|revoked))/,
      ),
      within(
        30,
        /refresh[ _-]?token/,
        anyOf(
          /(?:is |was |always |comes? )?(?:missing from|missing in|undefined|null\b|none\b)/,
          /(?:is |was |always |comes? )?not (?:returned|there|included|present|given|issued|received|provided)/,
          /(?:is |was |always |comes? )?(?:absent|never (?:returned|issued|comes?))/,
        ),
      ),
    ),
    causes: ['refresh/not-issued'],
    specificity: 3,
    without: anyOf(
      /invalid_grant/,
      /not issued to/,
      /bad_refresh_token/,
      /required parameter/,
      /parameter: refresh/,
      /missing "?refresh_token"? in request/,
      /missing parameters?:? refresh/,
      /parameter is missing/,
    ),
  },
  {
    example: 'The token is not yet valid.',
    says: anyOf(
      within(
        40,
        /token|\bjwt\b|assertion/,
        anyOf(
          /used before (?:issued|valid)/,
          /not yet valid/,
          /not active yet/,
          /from the future/,
          /issued in the future/,
          /used too early/,
          /before its nbf/,
        ),
      ),
      /clock (?:skew|drift)/,
      /nbf[^\n]{0,20}future/,
      /iat[^\n]{0,20}future/,
    ),
    causes: ['clock/skew', 'client-authentication/assertion-stale'],
    specificity: 3,
  },
  {
    example: "The 'audience' parameter is not valid.",
    says: anyOf(
      /\b(?:audience|resource)\b["'`]? (?:parameter|param|value)\b["'`]?[^\n]{0,20}(?:invalid|not (?:valid|allowed|known|supported|recogni[sz]ed)|unknown)/,
      /(?:invalid|unknown|unsupported|bad) (?:value (?:for|of) )?(?:the )?["'`]?(?:audience|resource)\b["'`]? param/,
    ),
    causes: ['token-use/resource-identifier-wrong', 'token-use/audience-not-requested'],
    specificity: 3,
  },
  {
    example: 'The audience is not accepted.',
    says: anyOf(
      within(
        60,
        /\b(?:audience|aud)\b/,
        anyOf(
          /not (?:allowed|valid|match|trusted|found|accepted)/,
          /(?:does|did)(?:n't| not)/,
          /invalid/,
          /mismatch/,
          /missing/,
          /unexpected/,
          /wrong/,
        ),
      ),
      /(?:invalid|wrong|unexpected|missing|required|bad) (?:token )?(?:audience|aud)\b/,
    ),
    causes: [
      'token-use/audience-mismatch',
      'token-use/audience-not-requested',
      'token-use/id-token-used-as-access-token',
    ],
    without: /assertion|\baud=|stray/i,
  },
  {
    example: 'The token is bound to a different resource.',
    says: anyOf(
      /\btoken\b[^\n]{0,30}\b(?:bound|issued|meant|intended|minted) (?:to|for) (?:(?:an?|the) (?:different|other|wrong)|another) (?:resource|api|service|server)\b/,
      /\btoken\b[^\n]{0,30}\bnot (?:bound|issued|meant|intended|minted) (?:to|for) (?:this|the requested) (?:resource|api|service|server|mcp)\b/,
      /\btoken\b[^\n]{0,12} resource (?:mismatch|do(?:es)?(?: not|n['’]t) match)/,
    ),
    causes: ['token-use/audience-mismatch', 'token-use/resource-identifier-wrong'],
    specificity: 3,
  },
  {
    example: 'The token is malformed.',
    says: within(
      20,
      /jwt|token/,
      anyOf(
        /malformed/,
        /not (?:a )?(?:valid )?jwt/,
        /must (?:have|consist of) (?:3|three)/,
        /not enough segments/,
        /wrong number of segments/,
      ),
    ),
    causes: [
      'token-use/audience-not-requested',
      'token-use/token-truncated',
      'token-use/authorization-header-malformed',
    ],
  },
  {
    example: 'The login failed: id_token: jwt expired.',
    says: anyOf(within(30, /\bid[ _-]?token\b/, /\bexpired\b/), within(12, /\bexpired\b/, /\bid[ _-]?token\b/)),
    // One that is stored is old, and one that is sent to an API is the wrong token.
    without: /refresh|api\b|\bhint\b|stored|cached|saved|\bor\b|access[ _]?token/i,
    causes: ['clock/skew', 'token-use/access-token-expired'],
  },
  {
    example: 'The access token has expired.',
    says: anyOf(
      /access[ _]?token[^\n]{0,30}expired/,
      /expired access[ _]?token/,
      /\btoken (?:has|is|was) expired\b/,
      // AppAuth says so of an ID token that it has just got.
      /(?<!\bid[ _])\btoken expired\b/,
      /jwt expired/,
    ),
    causes: ['token-use/access-token-expired', 'clock/skew'],
    without: /refresh|expired or revoked|assertion|secret|invalid_id_token|\bid[ _]token: /i,
  },
  {
    example: 'The signing key was not found.',
    says: anyOf(
      /(?:signing|public) key[^\n]{0,40}(?:not found|unable|no match)/,
      /(?:unable|failed|cannot|could not)[^\n]{0,30}(?:match|find)[^\n]{0,20}(?:kid|key)/,
      /\b(?:no|did(?:n['’]t| not) find(?: an?| the)?|found no)\b[^\n]{0,20}(?:jwk\b|(?:public|signing|verification|matching) ?key\b|key (?:for|with) (?:key ?id|kid)\b)/,
      /(?:invalid|unknown|untrusted|unexpected) issuer/,
      /issuer[^\n]{0,160}(?:not (?:trusted|valid|accepted)|\bis invalid)/,
    ),
    causes: ['token-use/token-from-other-issuer', 'discovery/issuer-host-mismatch'],
  },
  {
    example: 'We expected an access token but got another one.',
    says: within(
      40,
      /expect(?:ed|s|ing)? an? (?:id|access|refresh|custom|session) token\b/,
      // Where nothing came, or an error, no token was taken for another.
      /(?:but|got|given|received|was)(?! (?:(?:got|received|was) )?(?:undefined|null|nothing|none|not?\b|(?:an? |the )?(?:empty|error|response|answer)))/,
    ),
    confidence: 'certain',
    causes: ['token-use/wrong-token-of-flow', 'token-use/id-token-used-as-access-token'],
    specificity: 3,
  },
  {
    example: "The 'aud' claim and the expected value do not match: mismatch.",
    says: anyOf(
      /'?aud'? claim[^\n]{0,30}(?:and|does)[^\n]{0,40}(?:not match|mismatch)/,
      /expected audience ["'`]?[^\s"'`]{1,100}["'`]? (?:got|but)/,
      /\baud(?:ience)?\b[^\n]{0,12} ["'`][^"'`\n]{1,140}["'`] (?:do(?:es)?|did)(?: not|n['’]t) match[^\n]{0,20} ["'`]/,
      /(?:invalid|wrong|unexpected) audience:? [^\n]{1,140}\b(?:allowed|accepted|valid|expected) audiences?\b:? ?\S/,
      /\btoken (?:was |is )?not (?:issued|meant|intended|minted) for this audience\b/,
      /\baud(?:ience)?\b[^\n]{0,60}\bexpect(?:ed|ing)\b[^\n]{1,140}[,;]? (?:but (?:was|got|found|received)|(?:got|found|received|actual):?) /,
      /(?:wrong|incorrect|unexpected|invalid) (?:aud|audience)\b[^\n]{1,140}\bexpect(?:ed|ing)\b[^\n]{0,20}["'`[]/,
    ),
    confidence: 'certain',
    causes: ['token-use/audience-mismatch', 'token-use/audience-not-requested'],
    specificity: 3,
    without: /assertion/i,
  },
  {
    example: "KeyError: 'refresh_token'",
    says: anyOf(
      /KeyError: ['"]refresh_token/,
      /refresh_token['"`]?\]? (?:of|on) (?:undefined|null)/,
      /undefined (?:index|array key|method)[^\n]{0,20}refresh_token/,
    ),
    causes: ['refresh/not-issued', 'refresh/unknown-token'],
    specificity: 3,
  },
  {
    example: 'The token refresh has failed.',
    says: anyOf(
      /(?:unable|failed|could not|cannot) (?:to )?(?:refresh|renew)[^\n]{0,30}token/,
      /(?:token )?refresh (?:has )?failed/,
    ),
    causes: ['refresh/revoked', 'refresh/rotation-not-stored', 'refresh/lifetime-ended', 'refresh/expired-inactivity'],
    specificity: 1,
  },
  {
    example: 'The resource https://api.shop.example does not exist.',
    says: anyOf(
      /resource principal named[^\n]{0,120}was not found/,
      within(
        40,
        /(?:resource|audience)\b/,
        /\b(?:does(?:n't| not) exist|is not (?:registered|known|recogni[sz]ed)|not found in the tenant)/,
      ),
    ),
    causes: ['token-use/resource-identifier-wrong', 'environment/wrong-authority', 'scope-consent/scope-unknown'],
    specificity: 3,
  },
  {
    example: 'The "exp" claim lies in the past.',
    says: anyOf(
      /(?:current|server) (?:date|time)[^\n]{0,40}(?:must|before|after|expir)/,
      /\b(?:exp|iat|nbf)\b["'`]? claim[^\n]{0,60}(?:past|future|must|invalid|too)/,
      /['"`](?:exp|iat|nbf)['"`][^\n]{0,40}(?:in the (?:past|future)|too (?:far|old|early))/,
    ),
    causes: ['clock/skew', 'client-authentication/assertion-stale'],
    specificity: 3,
  },
  {
    example: 'The audience is not a trusted one: audience validation failed.',
    says: anyOf(
      /audiences?[^\n]{0,60}(?:not (?:a )?trusted|did not match|not (?:allowed|accepted))/,
      /audience validation failed/,
    ),
    confidence: 'certain',
    causes: ['token-use/audience-mismatch', 'token-use/audience-not-requested'],
    specificity: 3,
    without: /assertion/i,
  },
  {
    example: 'Invalid audience.',
    says: /(?:invalid|untrusted|unexpected|wrong) audiences?\b|audiences?[^\n]{0,30}not valid/i,
    causes: ['token-use/audience-mismatch', 'token-use/audience-not-requested'],
    specificity: 3,
    without: /assertion/i,
  },
  {
    example: 'The token was not issued for this audience.',
    says: /token was not issued for (?:this|the) audience/i,
    causes: ['token-use/audience-mismatch', 'token-use/wrong-token-of-flow'],
    specificity: 3,
  },
  {
    example: 'We got an opaque access token.',
    says: /access[_ ]?token[^\n]{0,40}\b(?:is|was) (?:not|no)\b[^\n]{0,14}\bjwt\b|opaque (?:access[_ ]?)?token|\b(?:get|got|back|receive|token|returns?|appears?|looks?)\b[^\n]{0,30}\bJWE\b/i,
    causes: ['token-use/audience-not-requested', 'token-use/wrong-token-of-flow'],
  },
  {
    example: "Data too long for column 'access_token'",
    says: anyOf(
      /data too long for column \W{0,4}\w{0,12}token(?!\w{0,12}_(?:name|type|id)\b)/,
      // The first column that stands there, and a token of OAuth: not one of a device, nor a note on a token.
      /string or binary data would be truncated(?:(?!\bcolumn\b)[^\n]){0,200}\bcolumn \W{0,2}(?:(?:access|refresh|id|oauth|auth|jwt|bearer)_?)?token\b/,
      /value too large for column "?(?:\w{1,60}"?\."?){0,2}(?:\w{0,20}(?:access|refresh|id|oauth|auth|jwt|bearer)_?)?token(?:_(?:value|data))?"?(?![\w".])/,
    ),
    confidence: 'certain',
    causes: ['token-use/token-truncated', 'refresh/unknown-token'],
    specificity: 3,
  },
  {
    // PostgreSQL names no column, and the names of others may be that of another thing.
    example: "value too long for type character varying(255): UPDATE users SET access_token = 'k39f'",
    says: anyOf(
      /value too long for type character varying[\s\S]{0,200}token(?!s\b|_)/,
      /token(?!s\b|_)[\s\S]{0,200}value too long for type character varying/,
      /string or binary data would be truncated(?![^\n]{0,200}\bcolumn\b)[^\n]{0,120}token/,
      /string or binary data would be truncated(?:(?!\bcolumn\b)[^\n]){0,200}\bcolumn \W{0,2}\w{0,40}token/,
      /value too large for column "?(?:\w{1,60}"?\."?){0,2}\w{0,40}token\w{0,40}"?(?![\w".])/,
    ),
    causes: ['token-use/token-truncated', 'refresh/unknown-token'],
    specificity: 3,
  },
  {
    example: 'DataError: value too long for type character varying(1024)',
    says: /value too long for type character varying\((?:255|500|512|[1-4]\d{3})\)|string ?data ?right ?truncation/i,
    causes: ['token-use/token-truncated'],
  },
  {
    example: 'Invalid client assertion: iat is not accepted.',
    says: anyOf(
      within(60, /\bassertion\b/, /\biat\b/, anyOf(/future/, /invalid/, /not (?:valid|accepted)/, /ahead/)),
      within(40, /invalid/, /\bassertion\b/, /\biat\b/),
      /\bsubtract\w{0,5}[^\n]{0,30}\bseconds?\b[^\n]{0,30}\biat\b|\biat\b[^\n]{0,60}\bsubtract\w{0,5}[^\n]{0,30}\bseconds?\b/,
    ),
    causes: ['clock/skew', 'client-authentication/assertion-stale'],
    specificity: 3,
  },
  {
    example: 'The client assertion is not active.',
    says: /(?:client )?assertion[^\n]{0,80}not (?:yet )?active|jwt[^\n]{0,40}not (?:yet )?active/i,
    causes: ['clock/skew', 'client-authentication/assertion-stale'],
    specificity: 3,
  },
];
