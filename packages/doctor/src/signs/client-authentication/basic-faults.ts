import { isWordForHalf } from '../../text/placeholder.ts';
import { line, type Shown } from '../sign.ts';
import type { Seen } from '../view.ts';
import { isClientRefused } from './request-of-client.ts';

/** By what a header is no Basic header. */
export type Fault = 'without-scheme' | 'as-it-is' | 'without-colon' | 'blank' | 'decorated';

/** Id and secret, of which one at least is no word. */
const plainPair = /^(?=\S*\d)[\w.-]{4,200}:[^\s:/]{8,400}$/;

/** What a template or a setting has around the value that it stands for. */
const decoration =
  /^basic +(?:\{([^{}]{8,800})\}|<([^<>]{8,800})>|\[([^[\]]{8,800})\]|"([^"]{8,800})"|'([^']{8,800})'|([^\s,;]{8,800}))[,;]?$/i;

/** Tells whether id and secret stand between braces, brackets or quotes, or before a comma. */
function isDecorated(value: string): boolean {
  const pair = decodedOf(decoration.exec(value)?.slice(1).find(Boolean) ?? '');
  const [id = '', secret = ''] = pair.split(':');
  return !/[\w+/=]$/.test(value) && isPrintable(pair) && !isWordForHalf(id) && !isWordForHalf(secret);
}

/** Faults by which the header is no Basic header. */
export function* ofForm(request: Seen): Generator<Shown<Fault>> {
  const value = request.credential ?? '';
  const shown = (variant: Fault, seen: string): Shown<Fault> => ({
    variant,
    confidence: 'certain',
    specificity: 3,
    lines: [line('Authorization header', seen, 'Basic, one blank, and Base64 of id, colon and secret')],
  });
  if (/^[A-Za-z0-9+/]{12,}={0,2}$/.test(value) && isPrintable(decodedOf(value)))
    yield shown('without-scheme', 'Base64 of id and secret alone');
  if (request.status === 401 && plainPair.test(value))
    yield shown('as-it-is', 'id and secret, neither encoded nor named');
  const sent = /^basic +([A-Za-z0-9+/]{6,}={0,2})$/i.exec(value)?.[1] ?? '';
  if (isClientRefused(request) && /^[\x20-\x39\x3b-\x7e]{8,}\s*$/.test(decodedOf(sent)))
    yield shown('without-colon', 'Base64 of one text without a colon');
  if (isClientRefused(request) && isDecorated(value))
    yield shown('decorated', 'Base64 with a sign around it or behind it');
  if (/^basic +[A-Za-z0-9+/=]{6,}[ \t]+[A-Za-z0-9+/=]{6,}$/i.test(value))
    yield shown('blank', 'two parts with white space between them');
}

/** Tells whether a text is id, colon and secret in letters that can be typed. */
export function isPrintable(text: string): boolean {
  return /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(text);
}

function decodedOf(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}

/** Base64 that decodes to plain text: random letters hardly ever do. */
export function isEncodedText(value: string): boolean {
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value) || value.length % 4 !== 0) return false;
  return /^[\x21-\x7e]+$/.test(atob(value));
}
