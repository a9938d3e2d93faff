import { type ParsedForm, parseForm } from '@candor/protocol';
import type { HttpRequest } from '../../http/exchange.ts';
import { refuse } from '../../refusal.ts';
import { mediaTypeOf } from '../standard/read-form.ts';

const formType = 'application/x-www-form-urlencoded';

/**
 * The form of a POST. Multipart bodies are read as well, without a word, as the provider's framework reads them.
 * @throws Refusal `body-not-form` for JSON or anything else, `body-malformed` for what is no form.
 */
export async function readFormBody(request: HttpRequest): Promise<ParsedForm> {
  const mediaType = mediaTypeOf(request);
  if (mediaType === 'multipart/form-data') return readForm(await urlencoded(request));
  if (mediaType !== formType) {
    refuse('body-not-form', { seen: mediaType ?? 'no Content-Type', expected: formType });
  }
  return readForm(request.bodyIsUtf8 ? request.body : '%FF');
}

function readForm(text: string): ParsedForm {
  const form = parseForm(text);
  if (form.outcome === 'malformed') return refuse('body-malformed', { seen: form.why, at: form.at });
  return form;
}

/** A multipart body's text fields, form-encoded. */
async function urlencoded(request: HttpRequest): Promise<string> {
  const headers = { 'content-type': request.headers['content-type'] as string };
  try {
    const fields = [...(await new Response(request.body, { headers }).formData())];
    const texts = fields.filter((field): field is [string, string] => typeof field[1] === 'string');
    return new URLSearchParams(texts).toString();
  } catch {
    return refuse('body-malformed', { seen: 'a multipart body that can not be read' });
  }
}
