import { showValue } from '../../text/value.ts';
import { line, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { isTypeRefused, missesForm } from './body-refused.ts';
import { type BodySent, isMalformed, isRead, showsMoreThanHost } from './body-sent.ts';
import { grantTypes } from './grant-types.ts';

type Variant = 'multipart' | 'other-type' | 'no-type';

/** The type that RFC 6749 section 3.2 wants. */
export const form = 'application/x-www-form-urlencoded';

/** A Content-Type that is none of a form, or is not there, where the body is one. */
export function* ofType({ request, type }: BodySent, { habits }: View): Generator<Shown<Variant>> {
  if (type === undefined) {
    if (!missesForm(request) || !grantTypes.has(request.sent('grant_type') ?? '')) return;
    // A capture without any header may have lost this one too.
    yield ofContentType('no-type', showsMoreThanHost(request) ? 'certain' : 'likely', 'none');
    return;
  }
  const sureness = isTypeRefused(request) || isMalformed(request) ? 'certain' : isRead(request) ? 'possible' : 'likely';
  if (type.includes('multipart')) {
    if (habits?.readsMultipart !== true) yield ofContentType('multipart', sureness, 'multipart/form-data');
  } else if (!type.includes('form-urlencoded'))
    yield ofContentType('other-type', sureness, showValue(type.slice(0, 80)));
}

function ofContentType(variant: Variant, confidence: Shown['confidence'], seen: string): Shown<Variant> {
  return { variant, confidence, specificity: 3, lines: [line('Content-Type', seen, form)] };
}
