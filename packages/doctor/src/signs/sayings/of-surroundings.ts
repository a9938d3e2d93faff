import { ownServices } from '../own-services.ts';
import { anyOf, within } from '../phrases.ts';
import type { Saying } from './saying.ts';

/** What a login brings is got at other places than the metadata. */
const notOfLogin =
  /(?! (?:\w{1,24} ){0,3}(?:cookie|session|state|user\w{0,12}|profile|e-?mail|claim|code|account|token)s?\b)/;

/** That what was issued for one environment is used in the other. */
function keyAtOther(own: RegExp, other: RegExp): RegExp {
  return within(
    40,
    new RegExp(`\\b(?:${own.source}) (?:api |access |client )?(?:key|token|secret|credential|account)s?\\b`),
    /\b(?:used|provided|offered|sent|passed|supplied|presented|allowed|accepted|valid|invalid|against|only)\b/,
    new RegExp(`\\b(?:${other.source})\\b`),
  );
}

/** What messages say of endpoints, discovery, environments, policies and what is between the two. */
export const sayingsOfSurroundings: readonly Saying[] = [
  {
    example: 'Invalid token issuer.',
    says: /invalid token issuer|issuer of the token[^\n]{0,40}(?:expected|invalid|not match)/i,
    causes: ['discovery/issuer-host-mismatch', 'token-use/token-from-other-issuer'],
    specificity: 3,
  },
  {
    example: 'This is a non-distributed app.',
    says: /non[_-]?distributed/i,
    causes: ['provider-policy/app-not-public'],
    specificity: 3,
  },
  {
    example: 'Unexpected token: the answer access_token=a81kLs&token_type=bearer is no JSON',
    says: anyOf(
      /(?:json|unexpected token|pars|decod)[^{]{0,200}\b(?:access_token|device_code)=[\w.~+/-]{1,4096}&/,
      /\baccess_token=[\w.~+/-]{1,4096}&[^{]{0,200}(?:json|unexpected token|parse error)/,
    ),
    confidence: 'certain',
    causes: ['transport-endpoint/accept-header-missing'],
    specificity: 3,
  },
  {
    example: 'Cannot GET /oauth/tokens',
    says: /\bCannot (?:GET|POST|PUT|PATCH|DELETE) \//,
    causes: ['transport-endpoint/endpoint-url-wrong', 'transport-endpoint/wrong-http-method'],
    without: /well-known|openid-configuration/i,
  },
  {
    example: 'slow_down',
    // Not in a list of the codes that a program knows.
    says: /(?<!(?:authorization_pending|access_denied|expired_token)["'`]?, ?["'`]?)\bslow_down\b(?!["'`]?, ?["'`]?(?:authorization_pending|access_denied|expired_token))/,
    confidence: 'certain',
    causes: ['availability/device-polling-too-fast', 'availability/rate-limited'],
    specificity: 3,
  },
  {
    example: 'There is no client [shop-web\\n] here.',
    says: /\[(?!(?:INFO|WARN|DEBUG|ERROR|TRACE|NOTICE) )[\w.-]{2,60}(?:\\[rnt]|[\r\n\t ])+\]|[`‘'][\w.-]{2,60}(?:\\[rnt]|[\r\n\t])+[`’']/,
    causes: ['transport-endpoint/stray-whitespace'],
    specificity: 3,
  },
  {
    example: 'CLIENT_ID="shop-web "',
    says: /(?:client_?id|client_?secret|app_?(?:id|secret)|redirect_?ur[il]|api_?key)["']?\s{0,3}(?:[=:]|=>)\s{0,3}(?:"(?:[ \t]{1,120}[^\s"]{3,200}|[^\s"]{3,200}(?:[ \t]|\\[rnt])+)"|'(?:[ \t]{1,120}[^\s']{3,200}|[^\s']{3,200}(?:[ \t]|\\[rnt])+)')/i,
    causes: ['transport-endpoint/stray-whitespace'],
    specificity: 3,
  },
  {
    example: 'The POST becomes a GET.',
    says: anyOf(
      /\bGET\b[^\n]{0,60}(?:although|instead|even though|while|but)[^\n]{0,40}\bPOST\b/,
      within(
        60,
        /\bPOST\b/,
        within(
          30,
          anyOf(
            /becomes?/,
            /became/,
            /turned? into/,
            /arrives? as/,
            /converted (?:in)?to/,
            /changed (?:in)?to/,
            /redirected/,
          ),
          /\bGET\b/,
        ),
      ),
      /(?:301|302|redirect\w{0,12})[^\n]{0,60}(?:loses?|drops?|lost)[^\n]{0,30}body/,
    ),
    causes: ['transport-endpoint/token-request-redirected', 'transport-endpoint/wrong-http-method'],
    specificity: 3,
  },
  {
    example: 'unsupported_grant_type; we send the body as JSON.',
    says: anyOf(
      /json_encode/,
      /JSON\.stringify/,
      /(?:body|payload|fields|params|data)[^\n]{0,30}(?:as|in|is) (?:raw )?json/,
      /\bjson (?:body|payload)/,
      /json=\{?/,
      /(?<!accept["']?\s?[:=]>?\s?["']?)application\/json[^\n]{0,40}(?:body|content|request)/,
      /content-?type[^\n]{0,20}application\/json/,
    ),
    about: 'grant',
    causes: ['transport-endpoint/body-not-form', 'transport-endpoint/params-not-in-body'],
    specificity: 3,
  },
  {
    // The page of Entra in other languages.
    example: 'Das Benutzerkonto ist im Mandanten "Shop" nicht vorhanden.',
    says: anyOf(
      /konto[^\n]{0,40}im Mandanten[^\n]{0,60}nicht vorhanden/,
      /n['’]existe pas dans le (?:locataire|client|tenant)/,
      /no existe en el (?:inquilino|directorio|tenant)/,
      /não existe no (?:locatário|diretório|tenant)/,
      /non esiste nel tenant/,
      /bestaat niet in (?:de )?tenant/,
      /テナント[^\n]{0,60}(?:存在しない|存在しません)/,
      /(?:租户|租用戶|租戶)[^\n]{0,60}(?:不存在|中没有)/,
    ),
    confidence: 'certain',
    causes: ['environment/wrong-authority'],
    specificity: 3,
  },
  {
    example: 'The application is not multi-tenant.',
    says: anyOf(
      /not (?:a )?multi-?tenant/,
      /single.?tenant/,
      /different tenant/,
      /(?:user|account)[^\n]{0,60}does not exist in (?:the )?(?:tenant|directory)/,
      /wrong (?:tenant|directory|authority)/,
    ),
    causes: ['environment/wrong-authority', 'client-identification/client-unknown'],
    // Entra ends the text of an unknown client with a guess at the tenant.
    without: /resource principal|you may have sent your authentication request/i,
  },
  {
    example: 'This is the wrong region.',
    says: anyOf(
      /(?:wrong|other|different|incorrect) (?:region|data ?cent(?:er|re)|domain for (?:the|your) account)/,
      /not (?:found|valid|available|registered|known) (?:in|for) (?:this|the requested|your|that) region/,
      /not found in region\b/,
      /(?:user|account|org\w{0,12}) (?:is )?out of region/,
    ),
    causes: ['environment/region-mismatch', 'environment/environment-mix-up'],
    specificity: 3,
  },
  {
    example: 'invalid_client: a live mode key against the sandbox.',
    says: anyOf(
      /(?:live ?mode|production)[^\n]{0,60}(?:test|sandbox)/,
      /(?:test|sandbox)[^\n]{0,60}(?:live ?mode|production)/,
    ),
    about: 'client',
    causes: ['environment/environment-mix-up'],
  },
  {
    example: 'A sandbox key was used with the production gateway.',
    says: anyOf(
      keyAtOther(/sandbox|test(?:[ -]?mode)?/, /production|live/),
      keyAtOther(/production|live(?:[ -]?mode)?/, /sandbox|test/),
    ),
    causes: ['environment/environment-mix-up'],
    specificity: 3,
    without: /\bwork(?:s|ed|ing)?\b/i,
  },
  {
    example: 'The server does not support registration.',
    says: anyOf(
      /dynamic client registration/,
      /registration[_ ]endpoint[^\n]{0,30}(?:missing|not)/,
      /does(?:n't| not) support[^\n]{0,20}registration/,
    ),
    causes: ['discovery/dcr-not-supported'],
  },
  {
    example: 'The protected resource metadata does not match.',
    says: /(?:resource metadata|protected resource)[^\n]{0,60}(?:mismatch|does(?:n't| not) match|differs?)/i,
    causes: ['discovery/resource-metadata-mismatch', 'discovery/metadata-not-found'],
    specificity: 3,
  },
  {
    example: 'The discovery document was not found.',
    says: anyOf(
      within(
        100,
        /openid|oauth|oidc/,
        anyOf(
          /\b404\b/,
          new RegExp(`unable to (?:retrieve|obtain|resolve|download|load|fetch)${notOfLogin.source}`),
          new RegExp(`failed to (?:fetch|load|retrieve|discover)${notOfLogin.source}`),
        ),
      ),
      within(
        100,
        /discovery|metadata|well-known|(?:openid|oidc|provider)[ _-]?(?:connect )?config/,
        anyOf(
          /\b404\b/,
          // What else is not found is named before it.
          /(?<!\b(?:client|user|account|scope|state|session|token|code|cookie|key|group|role) (?:was |is )?)not found/,
          /could not be (?:found|loaded|fetched)/,
          /unable to (?:retrieve|obtain|resolve|download|load|fetch)/,
          /failed to (?:fetch|load|retrieve|discover)/,
        ),
      ),
      /(?:unable|failed|could not|cannot)[^\n]{0,40}(?:discover|metadata|openid.?configuration|well-known)/,
    ),
    causes: [
      'discovery/metadata-not-found',
      'transport-endpoint/endpoint-url-wrong',
      'availability/provider-unreachable',
    ],
    // gRPC calls the credentials of a request its metadata.
    without:
      /ECONN|ETIMEDOUT|ENOTFOUND|timed? ?out|refused|fetch token|token endpoint|access token|auth metadata|metadata from plugin|\/(?:access_)?token(?![\w/-])/i,
  },
  {
    example: 'wellKnown: "https://shop.idp.example.idp.example/v2.0/.well-known/openid-configuration"',
    // The end of the host, the scheme or the well-known path twice in the address of the metadata.
    says: /https?:\/\/(?:[^\s"'<>]{1,120}?(\.[\w-]{3,40}\.[a-z]{2,7})\1\b(?!\.)[^\s"'<>]{0,200}\/\.well-known\/|https?:?\/\/[^\s"'<>]{1,200}\/\.well-known\/|[^\s"'<>]{1,200}\/\.well-known\/[\w-]{1,120}\/\.well-known\/)/i,
    causes: ['discovery/metadata-not-found', 'transport-endpoint/endpoint-url-wrong'],
    specificity: 3,
  },
  {
    example: 'Failed to get the token: 404.',
    says: /(?:cannot|could not|failed to|unable to)[^\n]{0,40}token[^\n]{0,40}\b(?:404|410)\b/i,
    causes: ['transport-endpoint/endpoint-url-wrong'],
    specificity: 3,
  },
  {
    example: 'Blocked by CORS.',
    // Beside a failure that the page was not let to read, the text of the console itself says more.
    says: /(?:blocked by cors|cors (?:policy|error|header)|access-control-allow-origin)(?![\s\S]{0,600}ERR_FAILED [45]\d\d)/i,
    causes: ['transport-endpoint/cors-blocked', 'client-authentication/client-type-mismatch'],
    specificity: 3,
  },
  {
    example: 'Too many requests.',
    says: /too many requests|rate.?limit(?:ed|s)? (?:exceeded|reached)|throttl/i,
    causes: ['availability/rate-limited', 'refresh/used-over-limit'],
    without: /slow_down/,
  },
  {
    example: 'The app is polling too fast.',
    says: /polling[^\n]{0,40}(?:faster|too (?:fast|often|frequent\w{0,12}|quick\w{0,12}))|slow down (?:the )?polling/i,
    confidence: 'certain',
    causes: ['availability/device-polling-too-fast', 'availability/rate-limited'],
    specificity: 3,
  },
  {
    example: 'The user is not approved for this app.',
    says: within(
      20,
      /(?:user|account|e-?mail)\b/,
      /\bnot (?:approved|allow-?listed|white-?listed|added|registered|a tester)\b/,
      /\b(?:for|in|to|of) (?:the |this |your )?(?:app|application|dashboard|project)\b/,
    ),
    confidence: 'certain',
    causes: ['provider-policy/app-not-public', 'provider-policy/access-policy-missing'],
    specificity: 3,
  },
  {
    example: 'The issuer is https://login.shop.example/{tenantid}/v2.0.',
    says: /\{tenant_?id\}[^\n]{0,80}|issuer[^\n]{0,80}\{[\w-]{2,30}\}/i,
    causes: ['discovery/issuer-template', 'environment/wrong-authority'],
    specificity: 3,
    about: 'issuer',
  },
  {
    example: "Unexpected token '<' in the answer.",
    says: anyOf(
      /unexpected (?:token|character)[^\n]{0,60}</,
      /invalid character '<'/,
      /(?:json|parse)[^\n]{0,60}(?:<!doctype|<html)/,
    ),
    causes: [
      'transport-endpoint/endpoint-url-wrong',
      'transport-endpoint/token-request-redirected',
      'transport-endpoint/blocked-by-firewall',
      'availability/provider-incident',
    ],
  },
  {
    example: 'Parameter fehlt: client_id',
    says: anyOf(
      /parameter (?:fehlt|ontbreekt)\b/,
      /fehlende[rs]? (?:\w{1,24} )?parameter/,
      /paramètre (?:requis |obligatoire )?(?:manquant|absent)/,
      /falta (?:el |un )?(?:parámetro|parametro)/,
      /(?:el )?par[aá]metro [`'"]?\w{1,24}[`'"]? es (?:requerido|obligatorio)/,
      /parâmetro (?:obrigatório )?(?:ausente|em falta|faltando)/,
      /parametro (?:obbligatorio )?mancante/,
      /(?:缺少|缺失)(?:必需的|必要的?|必填)?(?:参数|參數)/,
      /(?:必須)?パラメーター?(?:が|を)?(?:ありません|不足|指定されていません)/,
      /отсутствует (?:обязательный )?параметр/,
    ),
    causes: ['transport-endpoint/parameter-missing', 'transport-endpoint/body-not-form'],
  },
  {
    example: "invalid character 'a' looking for beginning of value",
    says: anyOf(
      /invalid character 'a' looking for beginning of value/,
      /unexpected token '?a'?[^\n]{0,20}(?:"access_tok|access_token=)/,
    ),
    causes: ['transport-endpoint/accept-header-missing', 'transport-endpoint/endpoint-url-wrong'],
    specificity: 3,
  },
  {
    example: 'The log has a GET of /oauth/token, and then 405.',
    says: anyOf(
      /\bGET\b[^\n]{0,120}(?:\b|_)token\b[^\n]{0,60}(?:\b405\b|method not allowed)/,
      /no route found for ["'`\\u022]{0,8}GET\b[^\n]{0,200}token/,
    ),
    causes: ['transport-endpoint/token-request-redirected', 'transport-endpoint/wrong-http-method'],
    specificity: 3,
  },
  {
    example: 'The token endpoint answers 301 Moved.',
    says: anyOf(
      /token[^\n]{0,120}\b(?:301|302|303|307|308) (?:moved|found|see other|temporary|permanent)/,
      /\b(?:301|302|303|307|308) (?:moved|found|see other|temporary|permanent)[^\n]{0,80}\btoken\b/,
    ),
    causes: ['transport-endpoint/token-request-redirected', 'transport-endpoint/endpoint-url-wrong'],
    specificity: 3,
  },
  {
    example: 'Private addresses are not allowed.',
    says: anyOf(
      /violates local access rules/,
      /(?:private|local|internal) (?:ip |network )?address(?:es)? (?:is |are )?(?:not allowed|blocked|forbidden|refused)/,
    ),
    causes: ['availability/provider-unreachable', 'transport-endpoint/blocked-by-firewall'],
    specificity: 3,
  },
  {
    example: 'Try again in 30 seconds.',
    says: anyOf(
      /too many (?:attempts|tries|logins?)/,
      /try again in \d{1,9} (?:seconds|minutes|hours)/,
      /only \d{1,9} (?:tries|attempts|requests) per/,
    ),
    causes: ['availability/rate-limited', 'refresh/used-over-limit'],
  },
  {
    example: 'It responded with status 503.',
    says: anyOf(
      /responded with status:? ?5\d\d\b/,
      /\bstatus(?: ?code)?[:= ]{1,3}50[0-9]\b/,
      /\b(?:500 internal server error|502 bad gateway|503 service unavailable|504 gateway time-?out)\b/,
    ),
    causes: ['availability/provider-incident', 'availability/provider-unreachable'],
    specificity: 1,
  },
  {
    example: 'Cannot reach the issuer.',
    says: within(
      40,
      /(?:unable|failed|could not|cannot|can't) (?:to |the )?(?:reach|connect to|contact)/,
      /provider|issuer|idp|identity|openid|oidc|oauth/,
    ),
    causes: [
      'discovery/metadata-not-found',
      'availability/provider-unreachable',
      'transport-endpoint/endpoint-url-wrong',
    ],
    // Who was answered has reached it.
    without: /fetch token|refresh token|\b4\d\d [A-Z]|\b(?:invalid|unauthorized|unsupported)_\w|access_denied|mismatch/,
  },
  {
    example: 'Error checking discovery URL.',
    says: anyOf(
      /error checking (?:oidc )?discovery url/,
      /issuer[ _-]?(?:url|uri|endpoint)["'`]?\s{0,12}[=:|]\s{0,12}["'`]?https?:\/\/[^\s"'`|]{1,120}\/\.well-known\/openid-configuration/,
      /unable to resolve configuration with the provided issuer/,
    ),
    causes: [
      'discovery/metadata-not-found',
      'transport-endpoint/endpoint-url-wrong',
      'availability/provider-unreachable',
      'discovery/issuer-host-mismatch',
    ],
    specificity: 3,
  },
  {
    example: 'Wrong iss.',
    says: anyOf(
      /\b(?:wrong|invalid|bad|unexpected) iss\b/,
      /\biss\b[^\n]{0,20}(?:wrong|invalid|mismatch|not (?:match|valid))/,
    ),
    causes: ['discovery/issuer-host-mismatch', 'token-use/token-from-other-issuer'],
  },
  {
    example: 'Request timed out.',
    says: anyOf(
      /request timed? ?out/,
      /socket hang ?up/,
      /socketErrorListener/,
      /all connection attempts failed/,
      /connection (?:attempts? )?(?:failed|refused|reset)/,
      /no route to host/,
      /network is unreachable/,
    ),
    causes: ['availability/provider-unreachable', 'availability/provider-incident'],
    without: ownServices,
    specificity: 3,
  },
  {
    example: 'The page opens in a webview.',
    says: /web ?view|in-?app browser|embedded browser/i,
    causes: ['provider-policy/embedded-webview-blocked'],
  },
  {
    example: 'shop は Google の審査プロセスを完了していません',
    says: /Google ?の(?:審査|確認)プロセスを?完了していません|承認されたテスター|未完成 ?Google ?的?(?:验证|驗證)|批准的测试人员/,
    confidence: 'certain',
    causes: ['provider-policy/app-not-public', 'scope-consent/consent-denied'],
    specificity: 3,
  },
  {
    example: 'The app is in development mode.',
    says: anyOf(
      /not registered in the developer dashboard/,
      /developer-approved testers/,
      /test users?\b[^\n]{0,60}(?:only|list)/,
      within(
        40,
        /app|application/,
        anyOf(/in development mode/, /not (?:been )?(?:published|verified|distributed|approved)/),
      ),
      /currently being tested/,
    ),
    confidence: 'certain',
    causes: ['provider-policy/app-not-public', 'scope-consent/consent-denied'],
    specificity: 3,
  },
  {
    example: 'The account has MFA switched on.',
    says: within(
      60,
      /(?:multi|two|second)[- ]?factor|\bmfa\b|\b2fa\b/,
      /requir|enforc|enabl|activ|demand|need|must|policy|switched on|turned on|\bon\b|challenge|enrol|prompt|conditional|set ?up/,
    ),
    causes: ['provider-policy/mfa-required', 'provider-policy/otp-required'],
  },
  {
    example: 'MFA?',
    says: /(?:multi|two|second)[- ]?factor|\bmfa\b|\b2fa\b/i,
    confidence: 'possible',
    specificity: 1,
    causes: ['provider-policy/mfa-required', 'provider-policy/otp-required'],
  },
  {
    example: 'A one-time code is required.',
    says: anyOf(
      /one[- ]time (?:code|password)[^\n]{0,30}(?:required|needed|missing)/,
      /\botp\b[^\n]{0,20}(?:required|invalid)/,
    ),
    causes: ['provider-policy/otp-required'],
    specificity: 3,
  },
];
