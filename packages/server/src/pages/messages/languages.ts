import type { HttpRequest } from '../../http/exchange.ts';
import { de } from './de.ts';
import { en, type Messages } from './en.ts';

/** The languages of the hosted pages, by their tag (RFC 5646). */
const languages: Readonly<Record<string, Messages>> = { en, de };

export const languageTags: readonly string[] = Object.freeze(Object.keys(languages));

/** The cookie that keeps the language that somebody chose on a page, for all environments of this host. */
export const languageCookie = 'candor_language';

/** Each language's tag and its own name for itself. */
export const languageNames: Readonly<Record<string, string>> = { en: 'English', de: 'Deutsch' };

/**
 * The messages for a request: the language that was chosen on a page, then of `ui_locales` (OpenID Connect Core section 3.1.2.1) the first language that there is,
 * then of `Accept-Language` (RFC 9110 section 12.5.4) the most wanted one, then English.
 */
export function messagesFor(request: Pick<HttpRequest, 'headers'>, uiLocales?: string): Messages {
  const chosen = new RegExp(`(?:^|;) *${languageCookie}=([a-z]{2})(?:;|$)`).exec(request.headers.cookie ?? '')?.[1];
  const wanted = [
    chosen ?? '',
    ...(uiLocales ?? '').slice(0, 200).split(' '),
    ...acceptedLanguages(request.headers['accept-language'] ?? ''),
  ];
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0] ?? '';
    if (Object.hasOwn(languages, primary)) return languages[primary] as Messages;
  }
  return en;
}

/** Language ranges, most wanted first; those with weight 0 are not wanted. */
function acceptedLanguages(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';');
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/i.exec(parameter)?.[1]).find(Boolean);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
}
