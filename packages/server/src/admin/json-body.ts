import { nearestName } from '@candor/protocol';
import type { z } from 'zod';
import type { HttpRequest } from '../http/exchange.ts';
import { refuse } from '../refusal.ts';

/** One fault of a record: where it stands (RFC 6901) and a sentence. */
export interface RecordError {
  readonly pointer: string;
  readonly message: string;
}

/** @throws Refusal `record-invalid` when there is a fault. */
export function refuseInvalid(errors: readonly RecordError[]): void {
  if (errors.length > 0) refuse('record-invalid', { errors });
}

/** The validated JSON body of a request; an empty body is an empty record. @throws Refusal `record-invalid` */
export function readBody<Schema extends z.ZodObject>(request: HttpRequest, schema: Schema): z.output<Schema> {
  const sent = request.body === '' ? {} : readJson(request, ['application/json']);
  return validate(sent, schema);
}

/** A change as JSON merge patch (RFC 7396). @throws Refusal `record-invalid` */
export function readPatch(request: HttpRequest): Readonly<Record<string, unknown>> {
  return readJson(request, ['application/merge-patch+json', 'application/json']);
}

/**
 * The record that a merge patch (RFC 7396) makes of another one, validated.
 * @param current the record's changeable members as they are. @throws Refusal `record-invalid`
 */
export function applyPatch<Schema extends z.ZodObject>(
  current: Readonly<Record<string, unknown>>,
  patch: Readonly<Record<string, unknown>>,
  schema: Schema,
): z.output<Schema> {
  const known = Object.keys(schema.shape);
  refuseInvalid(Object.keys(patch).flatMap((name) => (known.includes(name) ? [] : [unknownMember([], name, known)])));
  return validate(merge(current, patch, 2), schema);
}

/** @param depth levels that may hold objects: members of the records hold no deeper ones, and a stranger's must not. */
function merge(current: unknown, patch: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> {
  const merged = new Map(isRecord(current) ? Object.entries(current) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, isRecord(value) && depth > 1 ? merge(merged.get(name), value, depth - 1) : value);
  }
  return Object.fromEntries(merged);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readJson(request: HttpRequest, accepted: readonly string[]): Record<string, unknown> {
  const contentType = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (contentType === undefined || !accepted.includes(contentType)) {
    return refuseBody(`The Content-Type has to be ${accepted.join(' or ')}, and is ${contentType ?? 'missing'}.`);
  }
  if (!request.bodyIsUtf8) return refuseBody('The body is not UTF-8.');
  let sent: unknown;
  try {
    sent = JSON.parse(request.body);
  } catch {
    return refuseBody('The body is not JSON.');
  }
  return isRecord(sent) ? sent : refuseBody('The body has to be a JSON object.');
}

function refuseBody(message: string): never {
  return refuse('record-invalid', { errors: [{ pointer: '', message }] });
}

/** Validates a record against its contract. @throws Refusal `record-invalid` naming every fault. */
export function validate<Schema extends z.ZodObject>(sent: Record<string, unknown>, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(sent);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, mostErrors).flatMap((issue) => describe(issue, sent, schema));
  return refuse('record-invalid', { errors: errors.slice(0, mostErrors) });
}

const mostErrors = 20;

function describe(issue: z.core.$ZodIssue, sent: unknown, schema: z.ZodObject): readonly RecordError[] {
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path.length === 0 ? Object.keys(schema.shape) : [];
    return issue.keys.map((name) => unknownMember(issue.path, name, known));
  }
  const isMissing = issue.code === 'invalid_type' && at(sent, issue.path) === undefined;
  const message = isMissing ? 'This member is required.' : `${issue.message.replace(/\.$/, '')}.`;
  return [{ pointer: pointerOf(issue.path), message }];
}

function unknownMember(path: readonly PropertyKey[], name: string, known: readonly string[]): RecordError {
  const nearest = nearestName(name, known, 3);
  const rest = known.length > 0 ? ` Known here: ${known.join(', ')}.` : '';
  const hint = nearest === undefined ? rest : ` Did you mean ${nearest}?`;
  return { pointer: pointerOf([...path, name.slice(0, 100)]), message: `There is no such member.${hint}` };
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[step] : undefined,
    value,
  );
}
