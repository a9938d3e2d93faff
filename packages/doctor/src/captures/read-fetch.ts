import type { RawHeader, RawRequest } from './raw-message.ts';
import { parseLenient } from './read-parameters.ts';

/** The beginning of a call of `fetch`, as developer tools copy a request. */
export const fetchCall = /^(?:(?:const|let|var)\s+\w{1,40}\s*=\s*)?(?:await\s+)?fetch\(\s*["'`]/;

/**
 * The request of a call of `fetch` with a literal address and JSON as its options, as developer tools copy it. Nothing
 * is executed. Undefined for a call whose options are no JSON.
 */
export function readFetch(call: string): RawRequest | undefined {
  const { url, rest = '' } =
    /fetch\(\s*(["'`])(?<url>[^"'`\n]{1,16000})\1\s*(?:,(?<rest>[\s\S]*))?/.exec(call)?.groups ?? {};
  if (url === undefined) return undefined;
  const end = rest.lastIndexOf('}');
  const options = end === -1 ? {} : parseLenient(rest.slice(0, end + 1).trim());
  if (typeof options !== 'object' || options === null) return undefined;
  const { method, headers, body, referrer } = options as Readonly<Record<string, unknown>>;
  return {
    method: typeof method === 'string' ? method : 'GET',
    url,
    headers: [...headersOf(headers), ...headersOf(typeof referrer === 'string' ? { referer: referrer } : {})],
    ...(typeof body === 'string' && { body }),
  };
}

function headersOf(value: unknown): readonly RawHeader[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [{ name, value: text }] : []));
}
