/** A user agent without a screen: cookies, redirects and forms, for tests that need many authorizations. */
import type { DemoUser } from './_candor.ts';
import { type Answered, answered } from './_requests.ts';

export interface UserAgent {
  /** One request with the cookies; redirects are not followed. */
  request(url: string, init?: { readonly method?: string; readonly form?: URLSearchParams }): Promise<Answered>;
  /** Opens an authorization request, signs in and allows where asked, and gives the address it ends at. */
  authorize(url: string, user: DemoUser, decision?: 'allow' | 'deny'): Promise<URL>;
  /** The cookies as one header. */
  cookies(): string;
}

const mostSteps = 12;

export function createUserAgent(): UserAgent {
  const cookies = new Map<string, string>();
  const header = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  const request: UserAgent['request'] = async (url, init = {}) => {
    const response = await fetch(url, {
      method: init.method ?? 'GET',
      redirect: 'manual',
      headers: { cookie: header(), ...(init.form && { origin: new URL(url).origin }) },
      ...(init.form && { body: init.form }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      if (/max-age=0\b/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answered(response);
  };

  return {
    request,
    cookies: header,
    async authorize(start, user, decision = 'allow') {
      const home = new URL(start).origin;
      let at = start;
      let response = await request(at);
      for (let step = 0; step < mostSteps; step++) {
        const location = response.headers.get('location');
        if (location !== null) {
          at = new URL(location, at).href;
          if (new URL(at).origin !== home) return new URL(at);
          response = await request(at);
          continue;
        }
        if (response.status !== 200) throw new Error(`${at} answered ${response.status}:\n${response.text}`);
        const { action, form } = answerOf(response.text, user, decision);
        at = new URL(action, at).href;
        response = await request(at, { method: 'POST', form });
      }
      throw new Error(`The authorization did not end after ${mostSteps} steps; the last one was ${at}`);
    },
  };
}

/** What this user does on a hosted page. */
function answerOf(
  page: string,
  user: DemoUser,
  decision: 'allow' | 'deny',
): { readonly action: string; readonly form: URLSearchParams } {
  const action = /<form[^>]* action="([^"]*)"/.exec(page)?.[1];
  const token = /name="csrf_token" value="([^"]*)"/.exec(page)?.[1];
  if (action === undefined || token === undefined) throw new Error(`A page without a form:\n${page}`);
  const form = new URLSearchParams({ csrf_token: token });
  if (page.includes('name="password"')) {
    form.set('email', user.email);
    form.set('password', user.password);
  } else if (page.includes('name="account"')) {
    const open = [...page.matchAll(/<input type="radio"[^>]*>/g)].find(([input]) => !/ disabled/.test(input));
    form.set('account', / value="([^"]*)"/.exec(open?.[0] ?? '')?.[1] ?? '');
  } else form.set('decision', decision);
  return { action: unescapeHtml(action), form };
}

function unescapeHtml(text: string): string {
  return text.replace(/&#(\d+);/g, (_entity, number: string) => String.fromCharCode(Number(number)));
}
