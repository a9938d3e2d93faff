import { Connection, type Reply } from './connection.ts';
import { formText, type Headers, requestText } from './request-text.ts';

const mostSteps = 12;

/** As much of a browser as signing in takes: cookies, redirects, and the first form of each page. */
export class Browser {
  readonly #origin: URL;
  readonly #cookies = new Map<string, string>();

  /** @param url origin of the server; other origins are not visited. */
  constructor(url: string) {
    this.#origin = new URL(url);
  }

  /** The headers of the next request. */
  headers(): Headers {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { host: this.#origin.host, accept: 'text/html', ...(cookie !== '' && { cookie }) };
  }

  /**
   * Visits an address, fills in and submits what is shown, until it is sent to `target`.
   * @returns where it was sent to. @throws when a page has no form, or the steps do not end.
   */
  async follow(path: string, form: Readonly<Record<string, string>>, target: string): Promise<URL> {
    const connection = await Connection.open(this.#origin.hostname, Number(this.#origin.port));
    try {
      let at = new URL(path, this.#origin);
      let reply = await this.#visit(connection, 'GET', at);
      for (let step = 0; step < mostSteps; step++) {
        const location = header(reply, 'location');
        if (location !== undefined) {
          at = new URL(location, at);
          if (at.href.startsWith(target)) return at;
          reply = await this.#visit(connection, 'GET', at);
        } else {
          const filled = fillFirstForm(reply.body, form);
          if (reply.status !== 200 || filled === undefined) {
            throw new Error(`${at.pathname} answered ${reply.status} without a form: ${reply.body.slice(0, 200)}`);
          }
          at = new URL(filled.action || at.href, at);
          reply = await this.#visit(connection, 'POST', at, formText(filled.values));
        }
      }
      throw new Error(`Signing in did not end after ${mostSteps} steps; the last was ${at.pathname}`);
    } finally {
      connection.close();
    }
  }

  async #visit(connection: Connection, method: 'GET' | 'POST', at: URL, body = ''): Promise<Reply> {
    const headers = {
      ...this.headers(),
      ...(method === 'POST' && {
        origin: this.#origin.origin,
        'content-type': 'application/x-www-form-urlencoded',
      }),
    };
    const reply = await connection.request(requestText(method, at.pathname + at.search, headers, body));
    for (const [, name = '', value = ''] of reply.head.matchAll(/\r\nset-cookie: *([^=\r]+)=([^;\r]*)/gi)) {
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return reply;
  }
}

/** The value of a reply's header. */
export function header(reply: Reply, name: string): string | undefined {
  const lower = reply.head.toLowerCase();
  const at = lower.indexOf(`\r\n${name}:`);
  if (at === -1) return undefined;
  const end = lower.indexOf('\r\n', at + 2);
  return reply.head.slice(at + name.length + 3, end === -1 ? undefined : end).trim();
}

/** The fields of a page's first form: hidden ones as they are, the others from `given`. */
function fillFirstForm(
  page: string,
  given: Readonly<Record<string, string>>,
): { readonly action: string; readonly values: Record<string, string> } | undefined {
  const form = /<form\b([^>]*)>(.*?)<\/form>/is.exec(page);
  if (form === null) return undefined;
  const [, tag = '', inside = ''] = form;
  const values: Record<string, string> = {};
  for (const [, field = ''] of inside.matchAll(/<(?:input|button)\b([^>]*)>/gi)) {
    const name = attribute(field, 'name');
    if (name === undefined) continue;
    const value = given[name] ?? (attribute(field, 'type') === 'hidden' ? attribute(field, 'value') : undefined);
    if (value !== undefined) values[name] = value;
  }
  return { action: attribute(tag, 'action') ?? '', values };
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1];
  return value?.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
