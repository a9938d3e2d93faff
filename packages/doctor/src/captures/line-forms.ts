/** What a single line of a paste is, by its form alone. */

const methods = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS';
export const requestLine = new RegExp(`^(${methods})\\s+(\\S.{0,16000}?)(?:\\s+HTTP/[\\d.]+)?$`);
export const accessLine = new RegExp(`"?(${methods})\\s+(/\\S*)(?:\\s+HTTP/[\\d.]+")?\\s+(\\d{3})\\b`);
/** What stands before the request in each line of one log: its form, without times, addresses and numbers. */
export function logOf(prefix: string): string {
  return prefix.slice(0, 200).replace(/[\da-f]+/gi, '0');
}
export const statusLine = /^(?:HTTP\/[\d.]+\s+|(?:Response |HTTP )?Status(?: Code)?\s*[:=]\s*)(\d{3})\b/i;
export const bareStatus =
  /^(\d{3})\s+(?:OK|Created|No Content|Found|See Other|Moved|Temporary Redirect|Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Conflict|Gone|Unsupported Media Type|Unprocessable|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)\b[^=]{0,40}$/i;
export const headerLine =
  /^([A-Za-z][A-Za-z0-9-]{0,63}|grant_type|client_id|client_secret|refresh_token|redirect_uri|code_verifier):(?:\s(.*)|$)/;
/** A header of an answer whose name has an underscore, as Intuit's `intuit_tid`; members of answers have known names. */
export const underscoredHeader =
  /^(?!error|access_|refresh_|id_token|token_|expires_|client_|redirect_|grant_|code_|request_id)([A-Za-z][A-Za-z0-9]{0,31}(?:[_-][A-Za-z0-9]{1,31}){1,4}):\s(\S{1,256})$/i;
export const knownHeader =
  /^(?:accept|authorization|cache-control|connection|content-(?:type|length|encoding|security-policy|language)|cookie|date|dpop|etag|expires|host|location|origin|pragma|referer|retry-after|sec-[\w-]+|server|set-cookie|user-agent|vary|via|www-authenticate|x-[\w-]+|access-control-[\w-]+|transfer-encoding|strict-transport-security|cf-[\w-]+|ratelimit[\w-]*|request-id|traceparent|priority|upgrade-[\w-]+|dnt|te|alt-svc|age|allow|link|keep-alive)$/i;
/** What begins a line of a page or a message, and is no header of anybody's. */
export const pageWord = /^(?:error|message|reason|exception|details?|description)$/i;
export const number = /^(?:[-=#*\s]{0,6})(?:step\s*)?[([]?\d{1,3}[.)\]:]?(?:[-=#*\s]{0,6})$/i;
export const fence = /^\s*(?:`{3,}|~{3,})[\w-]*\s*$/;
export const requestLabel =
  /^(?:the )?(?:request|what we send|we send|sent|(?:http )?request sent|i send|our request|call|token request|authorization request|refresh request)\s*(?:\(.*\))?:?$/i;
export const responseLabel =
  /^(?:the )?(?:response|answer|reply|what comes back|comes back|received|we get|i get|result|(?:http )?response received|server response|token (?:response|answer|endpoint response)|it answers|returns|output of the server)\s*(?:\(.*\))?:?$/i;
/** A label that says whose answer stands below, and maybe with which status. */
export const tokenAnswerLabel = /^(?:the )?token (?:response|answer|endpoint response)\b/i;
export const statusOfLabel =
  /\((?:HTTP )?([1-5]\d\d)\b(?![.,]\d|\s?(?:m?s|µs|sec\w{0,5}|milli\w{1,8}|[km]?i?b|bytes?|char\w{0,6}|lines?)\b)[^()]{0,30}\)/i;
export const clientLabel =
  /^(?:the )?(?:client (?:output|prints|says|error|log)|client prints|error|errors|error message|exception|stack ?trace|console|log|logs|output|browser console|the (?:app|client|library|browser) (?:prints|says|shows))\s*(?:\((?!\d{3}\)).*\))?:?$/i;
export const bodyLabel =
  /^(?:form data|request payload|payload|body|request body|post data|query string parameters)\s*(?:\(.*\))?:?$/i;
export const headersLabel = /^(?:request headers|response headers|headers|general)\s*:?$/i;
/** An address alone, as settings have it, and the heading of a list of such: `Allowed callback URLs:`. */
export const bareAddress = /^\s*<?https?:\/\/[^\s?#<>]{1,300}>?\s*[,;]?\s*$/;
export const settingsHeading =
  /^(?!.*\b(?:requests?|visit\w*|opens?|opened|browser|navigat\w*|goes|went|call(?:s|ed|ing)?)\b).*\b(?:(?:redirect(?:ion)?|callback|reply|return|logout|app(?:lication)?|home ?page|base|site) ur[il]s?|redirects?|callbacks?|origins?|allowed|registered|configured|whitelist(?:ed)?|settings?|console|dashboard|portal)\b[^\n]{0,40}[:：]\s*$|^\W{0,6}(?:authori[sz]ed|allowed|valid|registered) (?:redirect(?:ion)?|callback|reply) ur[il]s?\s*$/i;
/** The number that a console gives to an address of its list. */
export const settingNumber = /^\s*ur[il]s? \d{1,3}\s*[*:.]?\s*$/i;

/** Words of a sentence, which no log and no name has: `We changed GET …`. */
const sentenceWord =
  /^(?:I|we|you|they|he|she|it|the|a|an|our|my|this|that|is|was|are|were|has|have|had|if|when|for|from|to|of|and|or|not|no|chang\w{1,3}|mov\w{1,3}|replac\w{1,3}|switch\w{0,3}|renam\w{1,3}|us(?:e|es|ed|ing))$/i;

/** What may stand before a request in a line: times, levels, names; no sentence. */
export function isPrefix(prefix: string): boolean {
  const words = prefix.split(/[\s[\]|]+/).filter((word) => word !== '' && !/^[\d:.,TZ+-]+$/.test(word));
  return (
    words.length <= 3 &&
    words.every((word) => !sentenceWord.test(word) && /^[\p{L}\p{N}@#._/()=<>:-]{1,40}$/u.test(word))
  );
}

/** True for an address that may have spaces in its last value, as scopes often have. */
export function isWholeAddress(address: string): boolean {
  const space = address.search(/\s/);
  if (space === -1) return true;
  const [before, after] = [address.slice(0, space), address.slice(space + 1)];
  return (
    /[?&][\w.-]+=[^&]*$/.test(before) &&
    (after.includes('=') || /^[\w:./ -]{1,200}$/.test(after)) &&
    /scope=|[&=]/.test(before.slice(-200))
  );
}
