import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../../environment.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { type RefusalFacts, refuse } from '../../refusal.ts';
import { mediaTypeOf } from '../standard/read-form.ts';

/** The members of a body, by name; one that is null reads as empty. */
export interface JsonFields {
  readonly names: readonly string[];
  /** The text of a member that is a text. */
  get(name: string): string | undefined;
  /** What a member is that is no text: `a number`. */
  otherKind(name: string): string | undefined;
}

/** The JSON object of a POST. @throws Refusal `body-not-json` for a form, an array or a text that is no JSON. */
export function readJson(request: HttpRequest, client: ClientRecord): JsonFields {
  const known = { client, authenticated: false };
  const mediaType = mediaTypeOf(request);
  if (mediaType !== 'application/json') {
    refuse('body-not-json', { seen: mediaType ?? 'no Content-Type', expected: 'application/json' }, known);
  }
  const body = parse(request.body);
  if (body === undefined) return refuse('body-not-json', { seen: 'a text that is no JSON object' }, known);
  const values = new Map<string, unknown>(Object.entries(body));
  return {
    names: [...values.keys()],
    get(name) {
      const value = values.get(name);
      return value === null ? '' : typeof value === 'string' ? value : undefined;
    },
    otherKind(name) {
      const value = values.get(name) ?? '';
      if (typeof value === 'string') return undefined;
      return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
    },
  };
}

function parse(text: string): object | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Refuses a field that the endpoint does not document, where the policy is strict, and one that is no text: a code that
 * is sent as a number has lost its leading zeros.
 * @throws Refusal `body-field-not-allowed` or `parameter-malformed`.
 */
export function refuseOtherFields(
  fields: JsonFields,
  allowed: readonly string[],
  known: RefusalFacts,
  { policy }: Environment,
): void {
  const other = fields.names.find((name) => !allowed.includes(name));
  if (other !== undefined && policy.unknownBodyFields !== 'ignore') {
    refuse('body-field-not-allowed', { seen: other, expected: allowed }, known);
  }
  const noText = allowed.find((name) => fields.otherKind(name) !== undefined);
  if (noText === undefined) return;
  refuse('parameter-malformed', { seen: noText, expected: `a text, not ${fields.otherKind(noText)}` }, known);
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
