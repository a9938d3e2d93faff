/** What a log prints, or a message quotes, and so has against causes that only words or likeness name. */
import type { View } from '../signs/view.ts';

const printedList = /\bAllowedRedirectUris\b[^[\n]{0,8}\[([^\]]{0,4000})\]/;
const printedUri = /\bredirect_?uri\b\W{1,8}(https?:\/\/[^\s"'\\,]{1,300})/i;

/** IdentityServer prints the addresses that it allows, and the one that was sent is among them. */
export function isOnPrintedList({ words }: View): boolean {
  const list = printedList.exec(words)?.[1];
  const sent = printedUri.exec(words)?.[1];
  return list !== undefined && sent !== undefined && list.split(/[\s"\\,]+/).includes(sent);
}

const formHeader = /\bcontent-type["']?\s{0,3}[:=,]\s{0,3}["'[]{0,2}application\/x-www-form-urlencoded/i;
const jsonBody =
  /\{\s{0,12}\\?"(?:grant_type|client_id|code|refresh_token)\\?"\s{0,3}:|JSON\.stringify|json(?:\.dumps|_encode)|\bjson=/;

/** The log shows the type of a form in the header of the request, and no JSON behind it. */
export function printsForm({ printed, words }: View): boolean {
  return formHeader.test(printed) && !jsonBody.test(words);
}

const quotedSecret =
  /\bclient[_-]?secret["'`]?\s{0,2}(?:[:=]|=>)\s{0,2}(["'`])(?!(?:null|undefined|none)\1)[^"'`\s]{6,200}\1/i;

const saysNoSecret =
  /\b(?:provide|missing|required?s?|must|without|no)\b[^\n]{0,30}secret|secret\b[^\n]{0,30}\b(?:missing|required|not (?:sent|given|provided|found))\b/i;

/** The settings of the client are printed, and have a secret; whether it was sent, the server knows. */
export function printsSecret({ printed, words }: View): boolean {
  return quotedSecret.test(printed) && !saysNoSecret.test(words);
}

const namedScopes = /\b(?:invalid|unknown|unsupported) scopes?["'`]?\s?[:=]\s{0,3}["'`]?[\w.:/-]{2,80} [\w.:/-]{2,80}/i;

/** The message has the scopes with blanks between them, as RFC 6749 section 3.3 has it, and the provider wants no comma. */
export function namesInOrder({ words, habits }: View): boolean {
  return habits?.scopeSeparator !== ',' && namedScopes.test(words);
}

/** The log says that the token which took the old one's place was stored. */
export function storesNewToken({ printed }: View): boolean {
  return /\bnew refresh[ _-]?token (?:was |is |has been )?(?:stored|saved|persisted)\b|(?<!not )\b(?:stored|saved|persisted) (?:the )?new refresh[ _-]?token\b/i.test(
    printed,
  );
}
