/** One pattern of several phrases, in any letter case. Where two begin at one place, the earlier one counts. */
export function anyOf(...phrases: readonly RegExp[]): RegExp {
  return new RegExp(phrases.map(({ source }) => source).join('|'), 'i');
}

/** What stands in one line in this order, with so many characters from one part to the next at most. */
export function within(gap: number, ...parts: readonly RegExp[]): RegExp {
  return new RegExp(parts.map(({ source }) => `(?:${source})`).join(`[^\\n]{0,${gap}}`), 'i');
}

/** That a value is invalid, in the words of a page that is not in English. */
export const faultInOtherTongues = anyOf(
  /\binvalide\b|n['’]est pas valide|introuvable|inconnue?\b/,
  /ungültig|nicht gültig|nicht gefunden|unbekannt/,
  /inválid[oa]|no es válid[oa]|não é válid[oa]|no existe|não existe|desconocid[oa]|desconhecid[oa]/,
  /non (?:è )?valid[oa]|sconosciut[oa]|ongeldig|onbekend/,
  /無効|正しくありません|无效|無效|不存在/,
);

/** That two values differ, or one is not on the list, in the words of a page that is not in English. */
export const mismatchInOtherTongues = anyOf(
  /ne correspond(?:ent)? pas|n['’]est pas (?:enregistrée?|autorisée?|dans la liste)/,
  /stimm(?:t|en) nicht überein|nicht (?:registriert|zulässig|in der (?:liste|positivliste|whitelist))/,
  /no coincide|no está (?:registrad|autorizad|permitid|en la lista)|não (?:corresponde|coincide|está (?:registrad|na lista))/,
  /non corrisponde|non è (?:registrat|autorizzat|nell['’]elenco)|komt niet overeen|niet geregistreerd/,
  /一致しません|登録されていません|許可されていません|不匹配|不一致|未注册|未註冊|不在白名单/,
);
