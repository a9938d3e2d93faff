import { editDistance } from '../edit-distance.ts';
import { decodePercent } from '../parameters/form-component.ts';
import { shapeOf } from './lookalike-characters.ts';
import { splitUri, type UriParts } from './uri-parts.ts';

/** In what way two redirect URIs differ. */
export type RedirectUriDifferenceKind =
  | 'white-space'
  | 'encoding'
  | 'case'
  | 'lookalike-characters'
  | 'scheme'
  | 'slashes-after-scheme'
  | 'user-info'
  | 'localhost-vs-loopback'
  | 'host'
  | 'default-port'
  | 'port'
  | 'trailing-slash'
  | 'path'
  | 'query'
  | 'fragment';

/** One difference: its kind, the part that it is in, and that part of each side as it is written. */
export interface RedirectUriDifference {
  readonly kind: RedirectUriDifferenceKind;
  readonly part: 'uri' | 'scheme' | 'user-info' | 'host' | 'port' | 'path' | 'query' | 'fragment';
  readonly sent: string;
  readonly registered: string;
}

/** The registered redirect URI that is nearest to the one that was sent, with what still differs. */
export interface NearestRedirectUri {
  readonly registered: string;
  readonly differences: readonly RedirectUriDifference[];
}

/** How far each kind of difference takes two URIs apart: slips count little, other places much. */
const weights: Readonly<Record<RedirectUriDifferenceKind, number>> = Object.freeze({
  'white-space': 1,
  encoding: 1,
  case: 1,
  'trailing-slash': 1,
  'slashes-after-scheme': 1,
  'default-port': 1,
  'lookalike-characters': 1,
  fragment: 2,
  'localhost-vs-loopback': 2,
  port: 2,
  scheme: 3,
  query: 3,
  'user-info': 4,
  path: 5,
  host: 9,
});

const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
const defaultPorts: Readonly<Record<string, string>> = Object.freeze({ http: '80', https: '443' });
/** What is beyond this many characters is not compared. */
const longestCompared = 4096;
const mostCompared = 100;

/**
 * Names every difference between the redirect URI that was sent and a registered one, for a diagnosis; empty when the
 * two texts are the same. Knows nothing of the loopback port rule: `matchesRegistered` decides what is accepted.
 */
export function compareRedirectUris(sent: string, registered: string): readonly RedirectUriDifference[] {
  if (sent === registered) return [];
  const differences: RedirectUriDifference[] = [];
  const text = readable(sent.slice(0, longestCompared), registered, differences);
  const ofSent = splitUri(text);
  const ofRegistered = splitUri(registered.slice(0, longestCompared));
  const slashes = slashesOfAppScheme(text, registered, ofSent.scheme);
  if (slashes !== undefined) return [...differences, slashes];
  compareText(ofSent.scheme, ofRegistered.scheme, 'scheme', differences);
  compareOptional(ofSent.userInfo, ofRegistered.userInfo, 'user-info', differences);
  compareHost(ofSent.host, ofRegistered.host, differences);
  comparePort(ofSent, ofRegistered, differences);
  comparePath(ofSent.path, ofRegistered.path, differences);
  compareOptional(ofSent.query, ofRegistered.query, 'query', differences);
  compareOptional(ofSent.fragment, ofRegistered.fragment, 'fragment', differences);
  // Only texts longer than what is compared get here without a difference.
  if (differences.length === 0) differences.push({ kind: 'path', part: 'uri', sent, registered });
  return differences;
}

/**
 * The registered redirect URI that the app most probably means, with the differences, or undefined when none is
 * registered. Compares the first hundred.
 */
export function nearestRedirectUri(sent: string, registeredList: readonly string[]): NearestRedirectUri | undefined {
  let nearest: NearestRedirectUri | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const registered of registeredList.slice(0, mostCompared)) {
    const differences = compareRedirectUris(sent, registered);
    // The letters decide only between URIs that differ in the same ways: their part stays below one.
    const letters = editDistance(sent, registered, 64) / 66;
    const distance = differences.reduce((sum, difference) => sum + weights[difference.kind], 0) + letters;
    if (distance < least) {
      least = distance;
      nearest = { registered, differences };
    }
  }
  return nearest;
}

/** An app's own scheme with another number of slashes behind it, the rest alike: `com.app://cb` and `com.app:/cb`. */
function slashesOfAppScheme(sent: string, registered: string, scheme: string): RedirectUriDifference | undefined {
  const start = `${scheme}:`;
  if (scheme === '' || /^https?$/i.test(scheme) || !registered.startsWith(start)) return undefined;
  const [ofSent, ofRegistered] = [sent, registered].map(
    (uri) => /^\/{0,3}/.exec(uri.slice(start.length))?.[0] ?? '',
  ) as [string, string];
  const isRestAlike = sent.slice(start.length + ofSent.length) === registered.slice(start.length + ofRegistered.length);
  if (!isRestAlike || ofSent === ofRegistered) return undefined;
  return { kind: 'slashes-after-scheme', part: 'uri', sent: ofSent, registered: ofRegistered };
}

/** Removes what surrounds the whole URI, white space, quotes or a second encoding, and notes it. */
function readable(sent: string, registered: string, differences: RedirectUriDifference[]): string {
  const trimmed = sent.replace(/^[\s"'<]+/u, '').trimEnd();
  const bare = trimmed.replace(/["'>]{1,3}$/u, '').trimEnd();
  if (bare !== sent) differences.push({ kind: 'white-space', part: 'uri', sent, registered });
  const decoded = splitUri(bare).scheme === '' ? decodeFully(bare) : bare;
  if (decoded === bare || splitUri(decoded).scheme === '') return bare;
  differences.push({ kind: 'encoding', part: 'uri', sent, registered });
  return decoded;
}

/** Decodes escapes until none is left, at most three times: an app that encodes twice may do so thrice. */
function decodeFully(text: string): string {
  let decoded = text;
  for (let round = 0; round < 3 && decoded.includes('%'); round++) decoded = decodePercent(decoded) ?? decoded;
  return decoded;
}

type Part = RedirectUriDifference['part'];

/** Compares one part, and names slips of spelling before it says that the part is another one altogether. */
function compareText(
  sent: string,
  registered: string,
  part: Exclude<Part, 'uri'>,
  differences: RedirectUriDifference[],
): void {
  if (sent === registered) return;
  const add = (kind: RedirectUriDifferenceKind) => differences.push({ kind, part, sent, registered });
  const ofSent = decodeFully(sent);
  const ofRegistered = decodeFully(registered);
  if (ofSent === ofRegistered) {
    add('encoding');
  } else if (ofSent.toLowerCase() === ofRegistered.toLowerCase()) {
    add('case');
    if (sent.toLowerCase() !== registered.toLowerCase()) add('encoding');
  } else if (shapeOf(ofSent) === shapeOf(ofRegistered)) {
    add('lookalike-characters');
  } else {
    add(part);
  }
}

/** Compares a part that may be absent; absent and empty are different texts, and different parts. */
function compareOptional(
  sent: string | undefined,
  registered: string | undefined,
  part: 'user-info' | 'query' | 'fragment',
  differences: RedirectUriDifference[],
): void {
  if (sent === registered) return;
  if (sent !== undefined && registered !== undefined) compareText(sent, registered, part, differences);
  else differences.push({ kind: part, part, sent: sent ?? '', registered: registered ?? '' });
}

function compareHost(sent: string, registered: string, differences: RedirectUriDifference[]): void {
  const bothLoopback = loopbackNames.includes(sent.toLowerCase()) && loopbackNames.includes(registered.toLowerCase());
  if (bothLoopback && sent.toLowerCase() !== registered.toLowerCase()) {
    differences.push({ kind: 'localhost-vs-loopback', part: 'host', sent, registered });
  } else {
    compareText(sent, registered, 'host', differences);
  }
}

function comparePort(sent: UriParts, registered: UriParts, differences: RedirectUriDifference[]): void {
  if (sent.port === registered.port) return;
  const same = effectivePort(sent) === effectivePort(registered);
  const kind = same ? 'default-port' : 'port';
  differences.push({ kind, part: 'port', sent: sent.port ?? '', registered: registered.port ?? '' });
}

function effectivePort(parts: UriParts): string {
  return parts.port || (defaultPorts[parts.scheme.toLowerCase()] ?? '');
}

function comparePath(sent: string, registered: string, differences: RedirectUriDifference[]): void {
  if (sent === registered) return;
  const ofSent = withoutSlash(sent);
  const ofRegistered = withoutSlash(registered);
  if (sent.endsWith('/') !== registered.endsWith('/')) {
    differences.push({ kind: 'trailing-slash', part: 'path', sent, registered });
  }
  compareText(ofSent, ofRegistered, 'path', differences);
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
