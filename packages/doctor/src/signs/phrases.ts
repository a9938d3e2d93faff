/** One pattern of several phrases, in any letter case. Where two begin at one place, the earlier one counts. */
export function anyOf(...phrases: readonly RegExp[]): RegExp {
  return new RegExp(phrases.map(({ source }) => source).join('|'), 'i');
}

/** What stands in one line in this order, with so many characters from one part to the next at most. */
export function within(gap: number, ...parts: readonly RegExp[]): RegExp {
  return new RegExp(parts.map(({ source }) => `(?:${source})`).join(`[^\\n]{0,${gap}}`), 'i');
}

/** That a value is invalid, in the words of a page that is not in English. */
export const faultInOtherTongues =
  /\binvalide\b|introuvable|inconnue?\b|ungültig|unbekannt|inválid[oa]|desco(?:nocid|nhecid)[oa]|non (?:è )?valid[oa]|ongeldig|無効|无效|無效/;

/** That two values differ, or one is not on the list, in the same words. */
export const mismatchInOtherTongues =
  /ne correspond pas|stimmt nicht überein|no coincide|não (?:corresponde|coincide)|non corrisponde|komt niet overeen|一致しません|不匹配|不一致/;

/** Where the ID token of a login is checked, seconds after it was issued: Spring, .NET, and programs in their own words. */
export const checksIdToken =
  /\binvalid_id_token\b|\bOidc(?:AuthorizationCodeAuthenticationProvider|IdTokenDecoderFactory)\b|\bOpenIdConnect(?:Authentication)?(?:Handler|Middleware)\b|\bid[ _]token: /i;

/** That something was new when it was used: who says so of a token that is refused as old leaves the clocks as the other reading. */
export const saysNew =
  /\bnew(?=,? (?:[\w-]{1,120} ){0,2}?(?:\w{0,12}tokens?|one|codes?|jwts?|login|session)\b)|\b(?:is|are|was|were|brand) new\b|\b(?:fresh|just (?:got|issued|created|fetched|obtained|generated)|immediately|at once|right (?:after|away)|straight after|seconds? (?:old|after|later))\b|\bsofort\b|\bfrisch|\bneue[sn]? token|tout de suite|immédiatement|recién|inmediatamente|imediatamente|appena|すぐ|直後|立即|刚(?:刚|获取|拿到)/i;
