import { type ParsedForm, parseForm } from '@candor/protocol';
import type { HttpRequest } from '../../http/exchange.ts';
import { refuse } from '../../refusal.ts';

/**
 * The form of a POST (RFC 6749 section 3.2).
 * @throws Refusal `body-not-form` for JSON, multipart or anything else, `body-malformed` for bytes that are no form.
 */
export function readFormBody(request: HttpRequest): ParsedForm {
  const mediaType = mediaTypeOf(request);
  if (mediaType !== 'application/x-www-form-urlencoded' && (mediaType !== undefined || request.body !== '')) {
    refuse('body-not-form', { seen: mediaType ?? 'no Content-Type', expected: 'application/x-www-form-urlencoded' });
  }
  return readForm(request.bodyIsUtf8 ? request.body : '%FF');
}

/** The query of a GET as a form. @throws Refusal `body-malformed`. */
export function readQuery(request: HttpRequest): ParsedForm {
  return readForm(request.query);
}

/** The media type of the body in lower case, without parameters. */
export function mediaTypeOf(request: HttpRequest): string | undefined {
  const header = request.headers['content-type'];
  if (header === undefined) return undefined;
  const end = header.indexOf(';');
  return (end === -1 ? header : header.slice(0, end)).trim().toLowerCase();
}

function readForm(text: string): ParsedForm {
  const form = parseForm(text);
  if (form.outcome === 'malformed') return refuse('body-malformed', { seen: form.why, at: form.at });
  return form;
}

/** Refuses a form in which a name other than `resource` stands twice (RFC 6749 section 3.2). */
export function refuseDuplicates(form: ParsedForm): void {
  const duplicated = form.duplicated.filter((name) => name !== 'resource');
  if (duplicated.length > 0) refuse('parameter-duplicated', { seen: duplicated });
}

/** A parameter that has to be there. @throws Refusal `parameter-missing`. */
export function required(value: string | undefined, name: string): string {
  return value ?? refuse('parameter-missing', { expected: name });
}
