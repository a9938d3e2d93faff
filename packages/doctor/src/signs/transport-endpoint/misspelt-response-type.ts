import { showValue } from '../../text/value.ts';
import { line, type Shown } from '../sign.ts';
import type { Seen } from '../view.ts';
import { saidAs } from './misspelt-names.ts';

const responseTypes = ['code', 'token', 'id_token', 'none'];

/** Response types are compared letter by letter, and several have blanks between them. RFC 6749 section 3.1.1. */
export function* ofResponseType(request: Seen): Generator<Shown<'misspelt-value'>> {
  const sent = request.sent('response_type');
  if (sent === undefined || request.outcome !== 'refused') return;
  const meant = sent
    .toLowerCase()
    .replaceAll('-', '_')
    .split(/[ ,+;|]+/);
  const isKnown = meant.every((one) => responseTypes.includes(one));
  if (!isKnown || meant.join(' ') === sent) return;
  const isTold =
    /^(?:unsupported|invalid)_response_type$/.test(request.code ?? '') || saidAs('response_type').test(request.text);
  yield {
    variant: 'misspelt-value',
    confidence: isTold ? 'certain' : 'likely',
    specificity: 3,
    lines: [line('response_type', showValue(sent), meant.join(' '))],
    what: 'The response_type is written in another way than the server knows it.',
    why: 'Response types are compared letter by letter, with one blank between two of them (RFC 6749 section 3.1.1).',
    fix: [`Send response_type=${meant.join('%20')}.`],
  };
}
