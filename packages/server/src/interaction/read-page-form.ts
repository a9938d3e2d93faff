import { parseForm } from '@candor/protocol';
import type { HttpRequest } from '../http/exchange.ts';
import { refuse } from '../refusal.ts';

/** Fields by their name. */
export type ReadForm = ReadonlyMap<string, string>;

/** The fields of a page's own form. @throws Refusal `body-malformed`. */
export function readPageForm(request: HttpRequest): ReadForm {
  return readForm(request.bodyIsUtf8 ? request.body : '%FF');
}

/** The parameters of a page's address. @throws Refusal `body-malformed`. */
export function readPageQuery(request: HttpRequest): ReadForm {
  return readForm(request.query);
}

function readForm(text: string): ReadForm {
  const form = parseForm(text);
  return form.outcome === 'parsed' ? form.parameters : refuse('body-malformed', { seen: form.why, at: form.at });
}
