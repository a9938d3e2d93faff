import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../../environment.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { type RefusalFacts, refuse } from '../../refusal.ts';
import { mediaTypeOf } from '../standard/read-form.ts';

/** The text members of a body, by name. */
export type JsonFields = ReadonlyMap<string, string>;

/** The JSON object of a POST. @throws Refusal `body-not-json` for a form, an array or a text that is no JSON. */
export function readJson(request: HttpRequest, client: ClientRecord): JsonFields {
  const known = { client, authenticated: false };
  const mediaType = mediaTypeOf(request);
  if (mediaType !== 'application/json') {
    refuse('body-not-json', { seen: mediaType ?? 'no Content-Type', expected: 'application/json' }, known);
  }
  const body = parse(request.body);
  if (body === undefined) return refuse('body-not-json', { seen: 'a text that is no JSON object' }, known);
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(body)) {
    if (value === null) continue;
    fields.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return fields;
}

function parse(text: string): object | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** Refuses a field that the endpoint does not document, where the policy is strict. @throws Refusal `body-field-not-allowed`. */
export function refuseOtherFields(
  fields: JsonFields,
  allowed: readonly string[],
  known: RefusalFacts,
  { policy }: Environment,
): void {
  if (policy.unknownBodyFields === 'ignore') return;
  const other = [...fields.keys()].find((name) => !allowed.includes(name));
  if (other !== undefined) refuse('body-field-not-allowed', { seen: other, expected: allowed }, known);
}

/** Refuses at the first of the parameters that is missing or empty. @throws Refusal `parameter-missing`. */
export function refuseMissing(
  read: (name: string) => string | undefined,
  names: readonly string[],
  known: RefusalFacts,
): void {
  const missing = names.find((name) => !read(name));
  if (missing !== undefined) refuse('parameter-missing', { expected: missing }, known);
}
