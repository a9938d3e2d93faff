import { parseForm } from '@candor/protocol';
import type { HttpRequest } from '../http/exchange.ts';
import type { SentParameter } from './refused-exchange.ts';

const mostMembers = 100;

/**
 * Parameters of query and body, and of the headers that stand for some, also of a body that the endpoint does not read, JSON or multipart, so that a client
 * that sent one sees what it sent.
 */
export function sentParameters(request: HttpRequest, headerNames: readonly string[] = []): readonly SentParameter[] {
  const fromQuery = formParameters(request.query).map((sent) => ({ ...sent, in: 'query' as const }));
  const fromHeaders = headerNames.flatMap((name) => {
    const value = request.headers[name];
    return typeof value === 'string' ? [{ name, value, in: 'header' as const }] : [];
  });
  return [...fromQuery, ...fromHeaders, ...bodyParameters(request).map((sent) => ({ ...sent, in: 'body' as const }))];
}

type Sent = Omit<SentParameter, 'in'>;

function bodyParameters({ headers, body }: HttpRequest): readonly Sent[] {
  const type = headers['content-type'] ?? '';
  if (type.includes('json')) return jsonParameters(body);
  return type.includes('multipart/form-data') ? multipartParameters(body) : formParameters(body);
}

function formParameters(text: string): readonly Sent[] {
  const form = parseForm(text);
  if (form.outcome !== 'parsed') return [];
  return [...form.parameters].flatMap(([name, value]) =>
    (form.repeated.get(name) ?? [value]).map((repeated) => ({ name, value: repeated })),
  );
}

function jsonParameters(text: string): readonly Sent[] {
  try {
    const members: unknown = JSON.parse(text);
    if (typeof members !== 'object' || members === null) return [];
    return Object.entries(members)
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      .slice(0, mostMembers)
      .map(([name, value]) => ({ name, value }));
  } catch {
    return [];
  }
}

/** A part's name and, behind the empty line, its value, as far as it is one line (RFC 7578 section 4.2). */
const part =
  /content-disposition: *form-data; *name="([^"\r\n]{1,100})"[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n([^\r\n]*)/gi;

function multipartParameters(text: string): readonly Sent[] {
  const parts = text.matchAll(part).take(mostMembers);
  return [...parts].map(([, name = '', value = '']) => ({ name, value }));
}
