import type { Endpoint } from '../dialects/dialect.ts';
import type { Environment } from '../environment.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { languageCookie, languageTags } from '../pages/messages/languages.ts';
import { refuse } from '../refusal.ts';
import { ownPaths } from './own-paths.ts';
import { seeOther } from './page-response.ts';
import { readPageQuery } from './read-page-form.ts';

/** Seconds. */
const lifetime = 365 * 24 * 3600;

/** Keeps the language that somebody chose, and leads back to the page on which it was chosen. */
export const languageEndpoint: Endpoint = {
  name: 'page',
  path: ownPaths.language,
  methods: ['GET'],
  crossOrigin: 'nobody',
  pausable: true,
  async handle(request, environment) {
    const tag = readPageQuery(request).get('to') ?? '';
    if (!languageTags.includes(tag))
      refuse('parameter-malformed', { seen: 'another language', expected: languageTags });
    const secure = environment.baseUrl.startsWith('https:') ? '; Secure' : '';
    const cookie = `${languageCookie}=${tag}; Path=/; HttpOnly; SameSite=Lax${secure}; Max-Age=${lifetime}`;
    return { response: seeOther(pageBefore(request, environment), [cookie]) };
  },
};

/** The page that had the link, when it is one of this environment: nobody is sent anywhere else. */
function pageBefore({ headers }: HttpRequest, { baseUrl }: Environment): string {
  const own = baseUrl + ownPaths.apps;
  if (headers.referer === undefined || !URL.canParse(headers.referer)) return own;
  const { origin, pathname, search } = new URL(headers.referer);
  const page = `${origin}${pathname}`;
  return page.startsWith(`${baseUrl}/`) && page !== baseUrl + ownPaths.language ? page + search : own;
}
