import { anyOf, faultInOtherTongues, within } from '../phrases.ts';
import type { Saying } from './saying.ts';

const clientIdInTongues = /\bclient[_ -]?id\b|identifiant (?:de |du )?client|id (?:do|del|de) cliente|クライアント ?id/;

/** What messages say of clients and how they prove themselves. */
export const sayingsOfClients: readonly Saying[] = [
  {
    example: "AADSTS700016: Application with identifier 'mara' was not found in the directory",
    // The identifiers of Entra are GUIDs, or addresses; of what somebody wrote over nothing can be read.
    says: /application with identifier ["'`](?![\da-f]{8}-|[^"'`\n]{0,60}(?:\*\*|xx|••|__|\.\.|…|[<>[\]{}]|redact|remov|hidden|mask|##|app_?id|client_?id|\bmy\b|your)|(?:my[-_ ]?)?(?:client|app|application)[-_ ]?(?:id|name)?["'`])[^"'`:\s]{1,60}["'`] was not found/i,
    confidence: 'certain',
    without:
      /\b(?:ids?|names?|values?|guids?)\b[^\n.]{0,20} (?:changed|replaced|altered|removed|redacted|mask|anonymi)|(?:changed|replaced|altered|removed|redacted|masked|anonymi[sz]ed) (?:\w{1,20} ){0,3}(?:ids?|names?|values?|guids?)\b/i,
    causes: ['client-identification/client-unknown', 'environment/wrong-authority'],
    specificity: 3,
  },
  {
    example: 'The client with type single page is not allowed to use this grant.',
    says: /clients? (?:with|of)[^\n]{0,20}(?:application_type|type)[^\n]{0,40}not allowed/i,
    confidence: 'certain',
    causes: ['client-identification/grant-type-not-allowed', 'client-authentication/client-type-mismatch'],
    specificity: 3,
  },
  {
    example: 'The client_assertion is missing.',
    says: anyOf(
      /client_assertion(?:_type)?[^\n]{0,20}(?:missing|required|not (?:provided|present))/,
      /missing[^\n]{0,20}client_assertion/,
    ),
    causes: ['client-authentication/auth-method-mismatch', 'client-authentication/credentials-missing'],
    specificity: 3,
  },
  {
    example: 'missing client key',
    says: /missing client[ -]?key/i,
    causes: ['client-authentication/client-key-missing'],
    specificity: 3,
  },
  {
    example: 'Invalid client key.',
    says: /invalid client[ -]?key/i,
    causes: ['client-authentication/client-key-invalid', 'environment/environment-mix-up'],
    specificity: 3,
  },
  {
    example: "Un client_id d'application invalide a été fourni.",
    says: anyOf(within(30, clientIdInTongues, faultInOtherTongues), within(12, faultInOtherTongues, clientIdInTongues)),
    causes: ['client-identification/client-unknown'],
    specificity: 3,
  },
  {
    example: 'Invalid platform app.',
    says: /invalid platform app/i,
    causes: ['client-identification/credentials-of-other-app', 'client-identification/client-unknown'],
    specificity: 3,
  },
  {
    example: "invalid_client: the header reads Basic b'c2hvcDpzZWNyZXQ='",
    says: /\bBasic b['"][A-Za-z0-9+/]{8,}={0,2}/,
    about: 'client',
    confidence: 'certain',
    causes: ['client-authentication/basic-bytes-literal', 'client-authentication/basic-content-wrong'],
    specificity: 3,
  },
  {
    example: 'invalid_client with "Basic " + str(base64.b64encode(pair))',
    says: /\bBasic b['"]|b64encode\((?![^\n]{0,200}\.decode)/,
    about: 'client',
    causes: ['client-authentication/basic-bytes-literal', 'client-authentication/basic-content-wrong'],
    specificity: 3,
  },
  {
    example: 'The client_id must be provided.',
    says: anyOf(
      within(
        60,
        /client[._ ]?(?:id|secret|credentials)\b/,
        anyOf(
          /must be (?:a )?(?:non-?empty|provided|set|specified)/,
          /is (?:undefined|empty|required|missing|not set)/,
          /non-empty/,
        ),
      ),
      /requires? (?:a )?client[._ ]?(?:id|secret)/,
      within(
        12,
        /(?:must|should|have to|need to|please|did(?: not|n['’]t)) (?:provide|supply|specify|include|send|pass|enter)\b/,
        /["'`]?client[._ ]?(?:id|secret|credentials)\b/,
      ),
      /\bno ["'`]?client[._ ]?(?:id|secret|credentials)\b["'`]? (?:was |were )?(?:provided|supplied|specified|included|sent|passed|given)/,
      /client[._ ]?(?:id|secret|credentials)\b["'`]? (?:is|was|were|has been)(?: not|n['’]t) (?:been )?(?:provided|supplied|specified|included|sent|passed|given)/,
    ),
    causes: [
      'client-authentication/credentials-missing',
      'client-authentication/credentials-placeholder',
      'client-authentication/client-type-mismatch',
    ],
    specificity: 3,
    without: /missing or (?:invalid|unknown)/i,
  },
  {
    example: 'Client authentication failed.',
    says: /client authentication (?:has )?failed/i,
    causes: [
      'client-authentication/secret-wrong',
      'client-authentication/credentials-missing',
      'client-authentication/auth-method-mismatch',
    ],
    specificity: 2,
    without: /more than one|multiple|does not allow this method/i,
  },
  {
    example: 'The client secret has expired.',
    says: anyOf(
      /(?:client|app(?:lication)?)[ _-]?secret[^\n]{0,30}(?:has |is |was )?expired/,
      /expired (?:client |app )?secret/,
    ),
    causes: ['client-authentication/secret-expired', 'client-authentication/secret-wrong'],
    specificity: 3,
  },
  {
    example: 'invalid_client: the secret has to be URL-encoded first.',
    says: anyOf(
      /special char/,
      /(?<!form-?)url.?encod\w{0,8}[^\n]{0,60}(?:secret|client|basic|password)/,
      within(80, /secret|password/, /(?<!form-?)url.?encod|percent|special|contains? (?:a )?[+%/:]|has (?:a )?[+%/:]/),
    ),
    about: 'client',
    causes: ['client-authentication/basic-form-encoding-mismatch', 'client-authentication/secret-wrong'],
    specificity: 3,
  },
  {
    example: 'invalid_client: only one client authentication method may be used.',
    says: anyOf(
      within(
        40,
        /only one|more than one|multiple|two|both/,
        within(20, /(?:client )?(?:authentication|credential)/, /(?:method|mechanism)?/),
      ),
      /client credentials[^\n]{0,40}(?:twice|both)/,
    ),
    about: 'client',
    causes: ['client-authentication/multiple-methods', 'client-authentication/auth-method-mismatch'],
    specificity: 3,
  },
  {
    example: 'The authentication method client_secret_post is not allowed.',
    says: anyOf(
      within(
        60,
        anyOf(/token_endpoint_auth_method/, /client_secret_(?:basic|post)/, /authentication method/),
        anyOf(
          /not (?:allowed|supported|registered)/,
          /invalid/,
          /unsupported/,
          /mismatch/,
          /does(?:n't| not)(?! work)/,
        ),
      ),
      /does not allow this (?:authentication )?method/,
    ),
    causes: ['client-authentication/auth-method-mismatch', 'client-authentication/client-type-mismatch'],
    specificity: 3,
  },
  {
    example: 'The grant type is not allowed.',
    says: anyOf(
      within(
        60,
        /grant[ _]?type/,
        anyOf(/not (?:allowed|permitted|enabled|authori[sz]ed)/, /unauthori[sz]ed/, /disallowed/),
      ),
      within(50, /not (?:allowed|authori[sz]ed|enabled|permitted)|disabled/, /grant|flow|service account/),
      // What the whole server lacks is another mistake.
      within(
        60,
        /grant[ _]?type/,
        /not (?:supported|available|configured|registered)/,
        /(?:in|by|for|on) (?:this|the|your) (?:application|client|app)\b/,
      ),
      within(
        40,
        /\b(?:this|the|your) (?:application|client|app)/,
        /(?:does(?:n't| not) (?:support|allow|permit|have)|(?:has|is) not (?:enabled|configured))/,
        /grant/,
      ),
    ),
    confidence: 'certain',
    causes: ['client-identification/grant-type-not-allowed', 'client-authentication/client-type-mismatch'],
    specificity: 3,
  },
  {
    example: 'invalid_client: client not found: my%2Dshop',
    says: within(40, /\b(?:client|application)\b[^\n]{0,40}/, /[\w.]%(?:2[BDEFdef5]|3[ADad]|40|5[Ff]|7[Ee])/),
    about: 'client',
    confidence: 'certain',
    causes: ['client-authentication/basic-form-encoding-mismatch', 'client-identification/client-unknown'],
    specificity: 3,
    without: /https?%3A|https?:\/\/|redirect|scope|state=/i,
  },
  {
    example: 'invalid_client for {"grant_type":"client_credentials","client_secret":"$2y$10$Q9vT1xZ3mN5bK7cJ8dH0eO"}',
    says: within(
      300,
      /grant_type/,
      /client_secret["']?\s{0,12}[:=]>?\s{0,12}["']?(?:\$2[aby]\$\d|\$argon2|pbkdf2_|sha256\$|\{(?:SSHA|bcrypt)\})/,
    ),
    about: 'client',
    causes: ['client-authentication/secret-hashed-value', 'client-authentication/secret-wrong'],
    specificity: 3,
  },
  {
    example: 'The client was not found.',
    says: anyOf(
      within(
        40,
        /(?<![.\w])(?:client|application)(?![.\w])/,
        anyOf(
          /not found/,
          /does(?:n't| not) exist/,
          /unknown/,
          /was deleted/,
          /no longer exists/,
          /not (?:been )?registered/,
        ),
      ),
      /(?:unknown|unrecogni[sz]ed|no such|invalid) client[ _-]?(?:id|identifier)?\b(?!\W{1,5}redirect)/,
    ),
    causes: ['client-identification/client-unknown', 'environment/environment-mix-up', 'environment/wrong-authority'],
    without: /secret|credentials|authentication failed/i,
  },
  {
    example: 'The username or the password: invalid password.',
    says: anyOf(
      /\b(?:user|username|password|login)\b[^\n]{0,30}(?:incorrect|invalid|wrong)(?! (?:param|redirect|request|scope|state|grant|date|time|clock))/,
      /\b(?:invalid|incorrect|wrong|bad) (?:user(?:name)?|password|user credentials|login|email)\b/,
    ),
    causes: ['client-authentication/user-credentials-wrong', 'environment/environment-mix-up'],
    without: /client/i,
  },
  {
    example: 'The client secret is wrong.',
    says: anyOf(
      /client secret (?:is )?(?:invalid|incorrect|wrong|not valid)/,
      /(?:invalid|incorrect|wrong|bad) client secret/,
    ),
    causes: ['client-authentication/secret-wrong'],
    specificity: 2,
  },
  {
    example: 'The client_secret must be sent in the header.',
    says: anyOf(
      within(
        30,
        /client_secret/,
        within(20, /(?:must|should|has to) be (?:provided|sent|passed)/, /header|body|basic/),
      ),
      /credentials? (?:must|should) be (?:sent|provided|passed) (?:in|via|as)/,
    ),
    confidence: 'certain',
    causes: ['client-authentication/auth-method-mismatch', 'client-authentication/credentials-missing'],
    specificity: 3,
  },
  {
    example: 'Public clients must not send a secret.',
    says: anyOf(
      within(
        20,
        /public clients? (?:can(?:no|')t|must not|should not|may not|are not (?:allowed|permitted) to)/,
        /send|use|have/,
        /secret/,
      ),
      /client is public[^\n]{0,60}(?:secret|assertion)/,
    ),
    confidence: 'certain',
    causes: ['client-authentication/client-type-mismatch'],
    specificity: 3,
  },
  {
    example: 'The client has no permission to use this grant.',
    says: anyOf(
      within(20, /client (?:does not have|has no|lacks)/, within(60, /permission|right/, /grant|flow|method|token/)),
      /not permitted to use (?:this|the) grant/,
    ),
    confidence: 'certain',
    causes: ['client-identification/grant-type-not-allowed', 'client-authentication/client-type-mismatch'],
    specificity: 3,
  },
  {
    example: 'The refresh token was issued to a different client: wrong client for this refresh token.',
    says: anyOf(
      /(?:wrong|other|different|another) client[^\n]{0,30}(?:refresh )?token/,
      /token (?:was )?(?:not )?issued (?:to|for) (?:this|the|a different|another) client/,
    ),
    causes: ['client-identification/credentials-of-other-app', 'refresh/unknown-token'],
    specificity: 3,
  },
  {
    example: 'The code may only be redeemed via cross-origin requests.',
    says: /single-page application['"]? client-?type|may only be redeemed via cross-origin/i,
    confidence: 'certain',
    causes: ['client-authentication/client-type-mismatch'],
    specificity: 3,
  },
  {
    example: 'Client authentication failed, and $secret is always null.',
    says: /secret\b["'`)]{0,80} (?:is|was|stays|ends up|comes out)(?: as)? (?:always |still |just |actually )?(?:null|empty|nil|blank|missing|unset|not (?:set|sent|passed))\b/i,
    causes: ['client-authentication/credentials-missing'],
    specificity: 3,
    about: 'client',
  },
  {
    example:
      'The registration was lost with the redeploy, and the app goes on with its cached client_id; no call of /register is made.',
    says: anyOf(
      within(
        120,
        /(?:re-?deploy|restart|re-?install|rebuil|recreat|wiped|reset|upgrad|migrat)/,
        /\/register\b|dynamic(?:ally)? (?:client )?regist|\bDCR\b|cached client/,
      ),
      within(
        120,
        /\/register\b|dynamic(?:ally)? (?:client )?regist|\bDCR\b|cached client|client[ _]?id is cached/,
        /(?:re-?deploy|restart|re-?install|rebuil|recreat|wiped|upgrad|migrat)/,
      ),
    ),
    causes: ['client-identification/client-unknown'],
    specificity: 3,
  },
];
