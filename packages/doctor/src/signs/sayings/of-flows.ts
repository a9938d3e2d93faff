import { anyOf, faultInOtherTongues, mismatchInOtherTongues, within } from '../phrases.ts';
import type { Saying } from './saying.ts';

const notThere = anyOf(
  /missing|required|absent|empty|undefined|null/,
  /not (?:included|provided|specified|sent|present|found|supplied|returned|there)/,
  /should be non-?empty|(?:should|must|can)(?: ?not|n['’]t) be empty/,
  /without|needs?|expected/,
  /must be (?:provided|included|specified|sent|present)/,
  /was(?:n't| not) (?:provided|sent|included)/,
);
const wrong = anyOf(
  /mismatch\w{0,12}/,
  /(?:do|does|did)(?:n't| not) (?:match|correspond|equal)/,
  /not (?:match|correspond|equal|valid|verified)/,
  /invalid|incorrect|wrong|fail(?:s|ed|ure)?/,
);
const verifier = /code[ _-]?verifier|pkce verifier/;
const challenge = /code[ _-]?challenge|pkce challenge/;
const eitherWay = (gap: number, one: RegExp, two: RegExp): RegExp =>
  anyOf(within(gap, one, two), within(gap, two, one));

const redirectUriInTongues =
  /redirect[_ -]?ur[il]|ur[il] d[ei] (?:redir\w{1,24}|reindirizzamento)|(?:weiterleitungs|umleitungs)-?ur[il]|リダイレクト ?ur[il]|重定向|리(?:다이렉트|디렉션) ?ur[il]/;

const codeInTongues =
  /autorisierungscode|code d['’]autorisation|c[óo]d(?:igo|ice) d[ei] (?:autoriza(?:ción|ção)|autorizzazione)|autorisatiecode|認可コード|[授认認][权權可証证]码|授權碼|(?:인증|인가) ?코드/;

/** What messages say of redirect URIs, PKCE, codes, states and sessions. */
export const sayingsOfFlows: readonly Saying[] = [
  {
    example: 'The cookie of the state is gone; SESSION_COOKIE_SAMESITE is "Strict".',
    // The cookie that Django has against forged forms does not keep the state.
    says: /(?<!csrf_cookie_)same[-_]?site\w{0,20}["'`\])]{0,3}\s{0,8}(?:=>?|:|is|to)\s{0,8}[:"'`]?(?:[\w.]{1,40}\.)?(?:samesite)?strict/i,
    about: 'state',
    causes: ['state-session/cookie-samesite'],
    specificity: 3,
  },
  {
    example: 'The state does not match, and as soon as I log in at the server I am logged out of the client.',
    says: within(
      60,
      /(?:as soon as|when(?:ever)?|after|once|if) (?:i|you|we|users?|they) (?:log|sign)(?:ged|ned)? ?in\b/,
      /(?:logged|signed|logs|signs|kicks?|kicked) (?:\w{1,24} )?out\b/,
    ),
    about: 'state',
    causes: ['state-session/cookie-name-collision'],
    specificity: 3,
  },
  {
    example: 'The address ends with #access_token=, says the page.',
    says: /#(?:[\w.-]{1,40}=[^\s#&]{0,2000}&){0,8}(?:access_token|code|id_token)=/,
    causes: ['authorization-code/response-in-fragment'],
    specificity: 3,
  },
  {
    example: 'The code_verifier is too short.',
    says: within(60, verifier, /\b43\b|\b128\b|too (?:short|long)|length|characters|format/),
    causes: ['pkce/verifier-format', 'pkce/verifier-mismatch'],
    specificity: 3,
  },
  {
    example: 'The code_challenge_method is not supported: plain',
    says: eitherWay(
      20,
      challenge,
      within(40, /(?:\b|_)method\b|transform(?:ation)? algorithm/, /support|invalid|unknown|allowed|must/),
    ),
    causes: ['pkce/challenge-method-mismatch', 'pkce/challenge-encoding'],
  },
  {
    example: 'The code_verifier is missing.',
    says: anyOf(within(30, notThere, verifier), within(25, verifier, notThere)),
    causes: ['pkce/only-one-half-sent', 'pkce/verifier-mismatch'],
    without: /match|correspond|invalid/i,
  },
  {
    example: 'PKCE is required.',
    says: anyOf(within(30, notThere, anyOf(challenge, /\bpkce\b/)), within(25, anyOf(challenge, /\bpkce\b/), notThere)),
    causes: ['pkce/required-not-sent', 'pkce/only-one-half-sent'],
    without: /match|correspond|verif/i,
  },
  {
    example: 'The code challenge is malformed.',
    says: anyOf(
      within(40, challenge, /malformed|length|base64|encod|format|invalid/),
      within(20, /invalid/, challenge),
    ),
    causes: ['pkce/challenge-encoding', 'pkce/challenge-method-mismatch', 'pkce/verifier-mismatch'],
    without: /verifier/i,
  },
  {
    example: 'The code verifier does not match.',
    says: eitherWay(50, anyOf(verifier, challenge, /\bpkce\b/), wrong),
    causes: ['pkce/verifier-mismatch', 'pkce/challenge-encoding', 'pkce/challenge-method-mismatch'],
    // The cookie that holds the verifier, before anything was sent.
    without: /InvalidCheck|value could not be parsed|cookie|non-?empty/i,
  },
  {
    example: 'The code has already been used.',
    says: within(
      40,
      /\bcode\b/,
      anyOf(
        /already (?:been )?(?:used|redeemed|consumed|exchanged)/,
        /(?:has |had |was )?been (?:used|redeemed|consumed|exchanged)/,
        /used (?:twice|before|more than once)/,
        /only be (?:used|redeemed) once/,
        /reuse/,
      ),
    ),
    causes: ['authorization-code/redeemed-twice', 'authorization-code/consumed-by-prefetch'],
    specificity: 3,
  },
  {
    example: 'Le code d’autorisation a expiré.',
    says: within(
      40,
      codeInTongues,
      /abgelaufen|expir(?:é|ado)|caducado|scaduto|verlopen|有効期限|期限切れ|已?[过過]期|失效|만료/,
    ),
    causes: ['authorization-code/expired', 'authorization-code/redeemed-twice'],
    specificity: 3,
  },
  {
    example: 'Der Autorisierungscode wurde bereits verwendet.',
    says: within(
      40,
      codeInTongues,
      /(?:bereits|schon) (?:ein)?(?:verwendet|benutzt|gelöst)|déjà (?:été )?utilisé|(?:ya|já|già) (?:ha sido |fue |foi |(?:è )?stato )?(?:usado|utili(?:zado|zzato))|al gebruikt|使用されています|使用済み|已(?:经|經)?被?使用|이미 사용/,
    ),
    causes: ['authorization-code/redeemed-twice', 'authorization-code/consumed-by-prefetch'],
    specificity: 3,
  },
  {
    example: 'The authorization code has expired.',
    says: anyOf(
      /\b(?:authori[sz]ation|auth|grant) ?code[^\n]{0,30}(?:expired|too old|no longer valid)/,
      /expired (?:authori[sz]ation |auth )code/,
    ),
    causes: ['authorization-code/expired', 'authorization-code/redeemed-twice'],
  },
  {
    example: 'The state is gone: the login request has expired.',
    says: anyOf(
      within(
        30,
        /(?:login|authori[sz]ation|auth|sign.?in)[ _-]?(?:request|session|flow|transaction)/,
        /expired|timed? ?out|too old/,
      ),
      /(?:session|state|transaction)[^\n]{0,20}\bexpired/,
    ),
    causes: ['state-session/session-expired', 'state-session/overwritten', 'state-session/cookie-not-stored'],
    about: 'state',
  },
  {
    example: 'The state is invalid: token is expired.',
    says: anyOf(
      /\bstate\b(?! of)[^\n]{0,30}(?<!\bor )(?<!\bor has )\bexpired/,
      /(?<!\bor )\bexpired[_ ](?:\w{1,24}[_ ])?state\b/,
    ),
    causes: ['state-session/session-expired', 'state-session/overwritten'],
    about: 'state',
    specificity: 3,
    without: /\bor (?:has )?expired|refresh|united/i,
  },
  {
    example: 'The login page has expired.',
    says: /authori[sz]ation request has expired|login (?:page|attempt|session|ticket)[^\n]{0,20}expired/i,
    causes: ['state-session/session-expired', 'state-session/overwritten'],
    specificity: 3,
  },
  {
    example: 'The callback comes by POST without its cookie.',
    says: anyOf(
      /callback[^\n]{0,40}\bPOST\b[^\n]{0,80}cookie/,
      // Behind a sign it is part of an option's name.
      /cookie[^\n]{0,120}(?<![-_.])same ?site ?= ?(?:lax|strict)/,
      /same ?site[^\n]{0,30}(?:lax|strict)[^\n]{0,80}(?:not (?:sent|include)|missing|blocked|withh)/,
    ),
    causes: ['state-session/cookie-samesite', 'state-session/cookie-not-stored'],
    specificity: 3,
  },
  {
    example: 'Invalid redirect_uri; adding the port by hand helps.',
    says: anyOf(
      within(20, /\b(?:add|append|insert|put)(?:ing|ed|s)?\b/, /\bport\b/),
      within(
        20,
        /\b(?:without|missing|omit\w{0,12}|drop\w{0,12}|strip\w{0,12}|lack\w{0,12}|ignor\w{0,12}|los(?:es|t))\b/,
        /\bport\b/,
      ),
      /\bport (?:is|was|gets?) (?:missing|lost|dropped|stripped|omitted|ignored)/,
    ),
    causes: ['redirect-uri/host-port-mismatch'],
    about: 'redirect',
    specificity: 3,
  },
  {
    example: 'The signature of the callback is wrong.',
    says: anyOf(
      /(?:hmac|signature)[^\n]{0,40}(?:callback|query|param)/,
      /(?:callback|query)[^\n]{0,40}(?:hmac|signature)/,
      /hmac[^\n]{0,30}(?:invalid|fail|mismatch|not match)/,
      /(?:invalid|wrong) hmac/,
    ),
    causes: ['state-session/callback-signature-wrong'],
  },
  {
    example: "The state 'k39fL20fkLsQ' does not equal the expected 'p02kQmd93hgW'.",
    says: anyOf(
      /\bstate\b(?! of)[^\n]{0,30}["'`][^\s"'`]{6,400}["'`][^\n]{0,20}(?:not (?:be )?(?:equal|match)|differs?|mismatch|!==?|<>)[^\n]{0,40}["'`][^\s"'`]{6,400}["'`]/,
      /\bstate\b[^\n]{0,40}\bexpect(?:ed|ing)\b:? ?["'`]?[^\s"'`,;]{6,400}["'`,;]{0,2} (?:but |and |instead )?(?:got|received|actual|was):? ?["'`]?[^\s"'`,;]{6,400}/,
    ),
    causes: ['state-session/state-mismatch', 'state-session/overwritten', 'state-session/session-expired'],
    about: 'state',
    specificity: 3,
  },
  {
    example: 'Cannot find the state.',
    says: anyOf(
      within(30, /(?:missing|no|lost|cannot find|could not find|can't find|unable to find)\b/, /\bstate\b(?! of)/),
      /\bstate\b(?! of)[^\n]{0,40}(?:missing|not found|absent|undefined|not (?:present|stored|available))/,
    ),
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
    example: 'A cookie without the SameSite attribute was set aside.',
    says: anyOf(
      /without (?:the|a) [`'"]?SameSite/,
      /SameSite=None[^\n]{0,60}(?:without|must|require|needs?)[^\n]{0,20}Secure/,
    ),
    confidence: 'certain',
    causes: ['state-session/cookie-samesite', 'state-session/cookie-not-stored'],
    specificity: 3,
  },
  {
    // A domain in reverse, as apps name their packages: its last label is no domain of the top.
    example: 'redirect_uri: https://com.garden.orders-app',
    says: /redirect_?ur[il][^\n]{0,20}https?:\/\/(?:com|org|net|io)\.(?:[\w-]{1,120}\.)*(?!example\b|localhost\b|internal\b)[\w-]{7,}(?![\w.-])/i,
    causes: ['redirect-uri/kind-not-allowed', 'redirect-uri/scheme-mismatch'],
    about: 'redirect',
    specificity: 3,
  },
  {
    example: 'The redirect URI does not match the redirect URI used to obtain the code.',
    says: within(
      80,
      /(?:redirect(?:ion)?|callback)[ _-]?ur[il]/,
      anyOf(
        /used (?:to (?:obtain|get|request|issue|create|generate)|when (?:obtaining|requesting|getting)|for|in) (?:the )?(?:passed )?(?:authori[sz]ation |auth )?(?:code|request|dialog)/,
        /(?:same|identical)[^\n]{0,30}(?:you used|as (?:the one )?(?:used|in))[^\n]{0,30}authori[sz]/,
        /of the (?:original |initial )?authori[sz](?:ation|e) request/,
      ),
    ),
    causes: ['redirect-uri/differs-between-requests', 'redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch'],
    without: /expired|revoked|another client/i,
    specificity: 3,
  },
  {
    example: 'Your callback URL must be https.',
    says: within(
      30,
      /(?:accept(?:ed)?|callback|return|redirect(?:ion)?|reply)[ _-]?(?:ur[il]|address)(?:es|s)?/,
      /(?:must|has to|have to|needs? to|should|can only) (?:be|use|start with|begin with|have) ["'`]?https\b(?!:\/\/\w)/,
    ),
    causes: ['redirect-uri/kind-not-allowed', 'redirect-uri/scheme-mismatch'],
    specificity: 3,
  },
  {
    example: 'Redirect URLs: please use a complete URL beginning with https.',
    says: /please (?:use|enter) (?:a (?:complete |valid )?(?:url|address) (?:beginning|starting) with )?["'`]?https\b(?!:\/\/\w)/i,
    about: 'redirect',
    causes: ['redirect-uri/kind-not-allowed', 'redirect-uri/scheme-mismatch'],
    specificity: 3,
  },
  {
    example: 'Invalid authorization code: YOUR_CODE',
    says: within(
      4,
      /\b(?:invalid|unknown|bad) (?:authori[sz]ation|auth|access|grant)?[ _]?code/,
      /["'`]?(?:your[_-]\w{0,12}code|auth(?:ori[sz]ation)?[_-]?code(?! (?:is|was|has|or|for|in))|<[\w -]{1,30}>|\{\{?\w{1,30}\}|undefined|null|none)\b/,
    ),
    causes: ['authorization-code/altered-by-client'],
    specificity: 3,
  },
  {
    example: 'The redirect_uri must use https.',
    says: /redirect[_ ]?ur[il]s?[^\n]{0,40}(?:must|has to|have to|needs? to) (?:use|be) https/i,
    confidence: 'certain',
    causes: ['redirect-uri/kind-not-allowed', 'redirect-uri/scheme-mismatch'],
    specificity: 3,
  },
  {
    example: 'The redirect URI is not registered.',
    says: anyOf(
      within(
        40,
        /(?:redirect(?:ion)?|callback)[ _-]?ur[il]/,
        /is not valid|(?:is )?invalid(?!_(?:client|grant|scope|token)\b)|not (?:registered|allowed|match\w{0,12}|(?:in|on|among) (?:the|its|your|our)\b|(?:been )?(?:configured|whitelisted|allow-?listed|permitted|approved|recogni[sz]ed))/,
      ),
      /invalid (?:redirect(?:ion)?|callback)[ _-]?ur[il]/,
      /registered callback[^\n]{0,40}not match/,
    ),
    causes: ['redirect-uri/not-registered', 'redirect-uri/host-port-mismatch', 'redirect-uri/path-mismatch'],
    specificity: 1,
  },
  {
    example: 'Die Umleitungs-URI stimmt nicht überein.',
    says: anyOf(
      within(
        20,
        /ungültige?[rsn]?|invalide|inválid[oa]|(?:no|non|não) v[áa]lid[oa]|ongeldige?|无效|無效|無効|不正|잘못된|недопустим|неверн/,
        /redirect[ _-]?ur[il]/,
      ),
      within(
        120,
        redirectUriInTongues,
        anyOf(
          faultInOtherTongues,
          mismatchInOtherTongues,
          /liste blanche|lista blanca|wei(?:ß|ss)en? liste/,
          /nicht (?:registriert|gültig|zulässig|erlaubt|überein)|stimmt nicht/,
          /(?:n['’]est pas|non) (?:valide|autorisée?|enregistrée?)/,
          /no (?:coincide|es válid[oa]|está (?:registrad|permitid))|não (?:corresponde|é válid[oa]|está registrad)/,
          /non (?:corrisponde|è valid[oa]|registrat)|komt niet overeen|niet (?:geregistreerd|toegestaan)/,
          /不匹配|不一致|参数错误|參數錯誤|不合法|有误|有誤|未注册|未註冊|一致しません|登録されていません|白名[单單]|ホワイトリスト|일치하지|не совпада|не зарегистрир/,
        ),
      ),
    ),
    causes: ['redirect-uri/not-registered', 'redirect-uri/host-port-mismatch', 'redirect-uri/path-mismatch'],
    specificity: 1,
  },
  {
    example: 'invalid_redirect',
    says: anyOf(
      /invalid[_ ]redirect/,
      /redirect[_ -]?ur[il][^\n]{0,80}(?:https? (?:is )?(?:required|only)|must (?:be|use) https|insecure)/,
    ),
    causes: ['redirect-uri/not-registered', 'redirect-uri/kind-not-allowed'],
    specificity: 1,
  },
];
