import type { Saying } from './saying.ts';

/** What messages say of clients and how they prove themselves. */
export const sayingsOfClients: readonly Saying[] = [
  {
    says: /clients? (?:with|of)[^\n]{0,20}(?:application_type|type)[^\n]{0,40}not allowed/i,
    confidence: 'certain',
    causes: ['client-identification/grant-type-not-allowed', 'client-authentication/client-type-mismatch'],
    specificity: 3,
  },
  {
    says: /client_assertion(?:_type)?[^\n]{0,20}(?:missing|required|not (?:provided|present))|missing[^\n]{0,20}client_assertion/i,
    causes: ['client-authentication/auth-method-mismatch', 'client-authentication/credentials-missing'],
    specificity: 3,
  },
  { says: /missing client[ -]?key/i, causes: ['client-authentication/client-key-missing'], specificity: 3 },
  {
    says: /invalid client[ -]?key/i,
    causes: ['client-authentication/client-key-invalid', 'environment/environment-mix-up'],
    specificity: 3,
  },
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
    says: /client secret (?:is )?(?:invalid|incorrect|wrong|not valid)|(?:invalid|incorrect|wrong|bad) client secret/i,
    causes: ['client-authentication/secret-wrong'],
    specificity: 2,
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
    says: /single-page application['"]? client-?type|may only be redeemed via cross-origin/i,
    confidence: 'certain',
    causes: ['client-authentication/client-type-mismatch'],
    specificity: 3,
  },
];
