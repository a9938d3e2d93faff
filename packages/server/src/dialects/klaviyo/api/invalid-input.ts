import type { HttpRequest } from '../../../http/exchange.ts';
import type { ReachedResource } from '../../../operations/reach-resource.ts';
import { refuse } from '../../../refusal.ts';
import type { Collection } from './resources.ts';

const largestPage = 100;

/** The resource object of a JSON:API document, or undefined where the text is none. */
export function resourceIn(body: string): { readonly type?: unknown; readonly attributes?: unknown } | undefined {
  try {
    const { data } = JSON.parse(body) as { readonly data?: unknown };
    return typeof data === 'object' && data !== null ? data : undefined;
  } catch {
    return undefined;
  }
}

/** @throws Refusal `parameter-malformed`, which is the API's `invalid`, with the place in `parameter` or `pointer`. */
export function refuseInvalidInput({ type }: Collection, request: HttpRequest, reached: ReachedResource): void {
  const { client, tokens, flowId } = reached;
  const known = { client, authenticated: true, tokens, ...(flowId !== undefined && { flowId }) };
  const size = new URLSearchParams(request.query).get('page[size]');
  if (size !== null && !(/^\d{1,3}$/.test(size) && Number(size) >= 1 && Number(size) <= largestPage)) {
    const sentence = `page[size] must be an integer from 1 to ${largestPage}.`;
    refuse('parameter-malformed', { seen: size, parameter: 'page[size]', sentence }, known);
  }
  if (request.method !== 'POST') return;
  const resource = resourceIn(request.body);
  if (!resource) {
    const sentence = 'The body must be a JSON:API document with a data member.';
    refuse('parameter-malformed', { seen: 'a body without data', pointer: '/data', sentence }, known);
  }
  if (resource.type !== type) {
    const sentence = `The type of the resource must be ${type}.`;
    refuse('parameter-malformed', { seen: String(resource.type), pointer: '/data/type', sentence }, known);
  }
}
