import type { Seen, View } from '../view.ts';
import { hasBasicHeader } from './request-of-client.ts';

/** The method that was used, and the one that the server keeps for this client. */
export interface NamedMethods {
  readonly used: string;
  readonly wanted: string;
}

const method = '(client_secret_(?:basic|post|jwt)|private_key_jwt|(?:self_signed_)?tls_client_auth)';
const kept =
  '(?:registered|configured|expected|expects|requires?|required|supports?|allows?|(?:must|should|please) use)';
const used = '(?:not (?:allowed|supported|permitted|registered|accepted)|(?:was|is) (?:used|requested|sent)|but)';

/** `client_secret_basic is not allowed, the registered method is client_secret_post`. */
const usedFirst = new RegExp(
  String.raw`\b${method}\b["'\`]?[^\n.;]{0,40}\b${used}\b[^\n;]{0,60}\b${kept}\b[^\n]{0,40}\b${method}\b`,
  'i',
);
/** `client_secret_post is registered, but client_secret_basic was used`. */
const keptFirst = new RegExp(
  String.raw`\b(?:${kept}\b[^\n.;]{0,40}\b${method}|${method}["'\`]?[^\n.;]{0,20}\b${kept})\b[^\n]{0,20}\b(?:but|got|received|not)\b[^\n]{0,40}\b${method}\b`,
  'i',
);

/** The two methods that the answer, or what a program printed of it, puts against each other. */
export function methodsNamed({ subject, printed }: View): NamedMethods | undefined {
  const said = subject === undefined ? complaintsIn(printed) : subject.outcome === 'refused' ? subject.text : '';
  const named = namedIn(said);
  return named === undefined || (subject !== undefined && isOtherwise(subject, named)) ? undefined : named;
}

function namedIn(said: string): NamedMethods | undefined {
  const [, sent, registered] = usedFirst.exec(said) ?? [];
  if (sent !== undefined && registered !== undefined) return ofTwo(sent, registered);
  const [, one, other, got] = keptFirst.exec(said) ?? [];
  return got === undefined ? undefined : ofTwo(got, one ?? other ?? got);
}

/** Tells whether the request has its secret elsewhere than the method would have it that is said to be used: a server lists what it has not seen, too. */
function isOtherwise(request: Seen, { used }: NamedMethods): boolean {
  const [isInHeader, isInBody] = [hasBasicHeader(request), request.has('client_secret')];
  if (/^client_secret_basic$/i.test(used)) return isInBody && !isInHeader;
  return /^client_secret_post$/i.test(used) && isInHeader && !isInBody;
}

/** The lines of a failure: a log names the methods of what goes well, too. */
function complaintsIn(printed: string): string {
  const lines = printed.split('\n');
  return lines
    .filter((one) => /invalid_client|unauthori|error|exception|fail|denied|refus|reject/i.test(one))
    .join('\n');
}

function ofTwo(used: string, wanted: string): NamedMethods | undefined {
  return used.toLowerCase() === wanted.toLowerCase() ? undefined : { used, wanted };
}
