import { anyOf } from '../phrases.ts';
import type { Clue } from './clue.ts';

/** What reporters state of clients and their secrets. */
export const cluesOfClients: readonly Clue[] = [
  {
    example: 'For the access token I copied the value next to "secret" in the console, and each call is answered 401.',
    says: anyOf(
      /\baccess[ _-]?token\b[^\n]{0,120}\b(?:copy|copied|copying|take|took|taking|taken|paste|pasted|pasting)\b[^\n]{0,40}\b(?:next to|beside|labell?ed|named|called|under)\b[^\n]{0,10}["'`](?:client |app )?(?:secret|key|id|code)["'`]/,
      /\b(?:use|used|using|pass|passed|passing|sent|sending|set|put|copied|took)\b[^\n]{0,10} (?:client|app|consumer|api|authori[sz]ation)[ _-]?(?:secret|key|id|code)[^\n.]{0,24} as (?:the |my |an? |our )?(?:access[ _-]?token|bearer(?: token)?)\b/,
    ),
    without:
      /\b(?:can|should|do|may|must) (?:I|we|you|one)\b[^\n]{0,10} (?:use|pass|send)\b|(?:\bnot|n['’]t|\bnever) (?:use|using|pass|send)/i,
    cause: 'token-use/wrong-token-of-flow',
    variant: 'credential-told',
    confidence: 'likely',
  },
  {
    example: 'The client secret in our vault had a trailing newline. It says invalid_client.',
    says: /\b(?:trailing|leading|extra|stray|additional)\b[^\n.,;]{0,12}\b(?:new ?lines?|line ?breaks?|white ?spaces?|blanks?|spaces?|carriage returns?|tabs?)\b/i,
    about: ['client'],
    without:
      /\b(?:no|without|not an?|checked for|remov\w{1,3}|trim\w{0,4}|stripp?\w{0,3}) (?:any |the |all )?(?:trailing|leading|extra|stray|additional)\b/i,
    cause: 'transport-endpoint/stray-whitespace',
    variant: 'told',
    confidence: 'likely',
  },
  {
    example: 'invalid_client, and I think these are the sandbox credentials.',
    says: anyOf(
      /(?:sandbox|test|staging) (?:credentials|keys?|client|app|secret|tab)\b/,
      /(?:credentials|keys?|secret|client)[^\n]{0,20} (?:of|from|for) (?:the )?(?:sandbox|staging|test)\b/,
    ),
    about: ['client'],
    cause: 'environment/environment-mix-up',
    variant: 'credentials-told',
    confidence: 'likely',
    without: /AADSTS7000215/,
  },
  {
    example: 'invalid_client behind Apache with mod_wsgi, never without it.',
    says: anyOf(
      /(?<!org\.)apache(?!\.)/,
      /mod_wsgi/,
      /fastcgi/,
      /\bcgi\b/,
      /htaccess/,
      /passenger/,
      /without (?:the )?(?:proxy|nginx|apache)/,
      /proxy (?:strips|drops|removes)/,
      /header (?:is |was |gets )?(?:missing|stripped|dropped|removed)/,
    ),
    about: ['client'],
    cause: 'client-authentication/authorization-header-stripped',
    variant: 'told',
    confidence: 'likely',
  },
  {
    example: 'invalid_client since somebody regenerated the secret.',
    says: anyOf(
      /(?:rotated|regenerated|renewed|changed|reset|recreated)[^\n]{0,30}secret/,
      /copied[^\n]{0,12}secret(?! (?:as|into|from|and))/,
      /\bnew (?:client )?secret\b(?! ?\()/,
      /secret[^\n]{0,40}(?:rotated|regenerated|renewed|changed|reset|expired|copied|has [#$])/,
    ),
    about: ['client'],
    cause: 'client-authentication/secret-wrong',
    variant: 'told',
    confidence: 'likely',
  },
  {
    example: 'invalid_client; the secret contains a plus sign.',
    says: anyOf(
      /secret[^\n]{0,80}(?:["'`]\+["'`]|plus (?:sign|character))/,
      /special characters/,
      /(?:\bplus\b|\(\+\)|\bpercent|\bslash|\bampersand|\bcolon)[^\n]{0,20} in (?:the |my |our |a )?(?:client[ _-]?)?(?:secret|password)/,
      /[+%/] in (?:the )?secret/,
      /secret (?:contains|has|with|includes)[^\n]{0,30}(?:special|%|\+|\/|slash|plus|percent|colon)/,
      /(?<!form-?)url.?encod/,
    ),
    about: ['client'],
    cause: 'client-authentication/basic-form-encoding-mismatch',
    variant: 'told',
    confidence: 'likely',
  },
  {
    example: 'The same credentials work as form parameters and fail in the Basic header.',
    says: anyOf(
      /(?:works?|worked|succeeds?|accepted|fine|ok)\b[^\n.]{0,60}(?:form param|(?:request |post |form )?body|client_secret_post)[^\n.]{0,60}(?:\bnot\b|fail|n['’]t\b|refus|reject)[^\n.]{0,60}(?:authorization header|\bbasic\b)/,
      /(?:\bnot\b|fail|n['’]t\b|refus|reject)[^\n.]{0,60}(?:authorization header|\bbasic\b)[^\n.]{0,60}(?:works?|worked|succeeds?|accepted|fine|ok)\b[^\n.]{0,60}(?:form param|body|client_secret_post)/,
      /(?:authorization header|\bbasic\b)[^\n.]{0,30}(?:\bnot\b|fail|n['’]t\b|refus|reject)[^\n.]{0,60}(?:form param|body|client_secret_post)[^\n.]{0,30}(?:works?|worked|succeeds?|accepted|fine|ok)\b/,
    ),
    beside: /client|credential|secret|invalid_client/i,
    cause: 'client-authentication/auth-method-mismatch',
    variant: 'other-way-works',
    confidence: 'likely',
  },
  {
    example: 'invalid_client, but this provider does not support Basic auth, only the body.',
    says: anyOf(
      /(?:does(?: not|n['’]t)|do(?: not|n['’]t)|can(?:not|['’]t)|won['’]t) (?:take|accept|support|allow|read|understand)[^\n.]{0,60}(?:\bbasic\b|authorization header|client_secret_(?:basic|post))/,
      /(?:only|just) (?:takes?|accepts?|supports?|allows?|reads?)[^\n.]{0,60}(?:\bbasic\b|authorization header|client_secret_(?:basic|post)|(?:request |post )body)/,
    ),
    about: ['client'],
    cause: 'client-authentication/auth-method-mismatch',
    variant: 'method-told',
    confidence: 'likely',
  },
];
