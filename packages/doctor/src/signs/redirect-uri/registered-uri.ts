import { nearestRedirectUri, type RedirectUriDifferenceKind } from '@candor/protocol';
import { addressOf, originOf } from '../../evidence/address.ts';
import type { CauseId } from '../../rules/causes.ts';
import type { Confidence, EvidenceLine } from '../../rules/rule.ts';
import { showPair } from '../../text/value.ts';
import type { Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { isInList, toldRedirectUris, urisOnTheList } from './told-redirect-uris.ts';
import { uriInMessage } from './uri-in-message.ts';
import { type UriInQuestion, uriInQuestion, uriLine } from './uri-in-question.ts';

/** The cause that each kind of difference is, the first that applies. */
const causeOfKind: readonly (readonly [RedirectUriDifferenceKind, CauseId])[] = [
  ['white-space', 'transport-endpoint/stray-whitespace'],
  ['localhost-vs-loopback', 'redirect-uri/localhost-vs-loopback'],
  ['host', 'redirect-uri/host-port-mismatch'],
  ['user-info', 'redirect-uri/host-port-mismatch'],
  ['scheme', 'redirect-uri/scheme-mismatch'],
  ['port', 'redirect-uri/host-port-mismatch'],
  ['path', 'redirect-uri/path-mismatch'],
  ['slashes-after-scheme', 'redirect-uri/path-mismatch'],
  ['case', 'redirect-uri/path-mismatch'],
  ['encoding', 'redirect-uri/path-mismatch'],
  ['trailing-slash', 'redirect-uri/trailing-slash'],
  ['query', 'redirect-uri/extra-query'],
  ['fragment', 'redirect-uri/extra-query'],
  ['default-port', 'redirect-uri/host-port-mismatch'],
];
/** Who says that the address is registered as it was sent, or tells what the documentation has, names another one aside. */
const doubts =
  /\bexactly (?:as|the same|like|what)\b|\bidentical\b|\bas (?:it is |it was )?sent\b|\bstill (?:fails|the same)|\be\.g\.|for example|\bboth\b[^\n]{0,80}\b(?:registered|listed|added|configured|whitelisted)\b|\bdoc(?:s|umentation) (?:say|has|have)/i;
/** Two differences of these kinds make another address of it. */
const coarse: readonly RedirectUriDifferenceKind[] = ['host', 'path', 'scheme', 'port'];

/** How a redirect URI differs from the nearest one that is registered, or that somebody says is registered. */
export interface DifferenceFromRegistered {
  readonly cause: CauseId;
  readonly confidence: Confidence;
  readonly line: EvidenceLine;
  /** Nobody knows the registration for sure, and what is told of it is another address altogether. */
  readonly isFar: boolean;
  readonly isNamed: boolean;
}

/** Compares the redirect URI in question, or the one that a message alone names, with the registered ones. */
export function differenceFromRegistered(view: View): DifferenceFromRegistered | undefined {
  if (!compared.has(view)) compared.set(view, compare(view));
  return compared.get(view);
}

/** Several signs ask for the same comparison, and it is a dear one. */
const compared = new WeakMap<View, DifferenceFromRegistered | undefined>();

function compare(view: View): DifferenceFromRegistered | undefined {
  if (view.subject === undefined) return ofMessage(view);
  const asked = uriInQuestion(view);
  return asked === undefined ? undefined : ofRequest(view, asked);
}

/** The difference as the sign of one cause, where it is that cause. */
export function* asRegistered(view: View, cause: CauseId): Generator<Shown<'registered'>> {
  const found = differenceFromRegistered(view);
  if (found?.cause !== cause) return;
  yield { variant: 'registered', confidence: found.confidence, specificity: 3, lines: [found.line] };
}

/** The redirect URIs that the client registered in this capture, or has in its metadata document. */
export function registeredUris({ before, subject }: View): readonly string[] {
  return before.flatMap((one) => {
    if (one.outcome === 'refused' || (one.role !== 'registration-request' && one.got('redirect_uris') === undefined))
      return [];
    const id = one.got('client_id');
    if (id !== undefined && subject?.clientId !== undefined && id !== subject.clientId) return [];
    const list = one.got('redirect_uris') ?? one.sent('redirect_uris') ?? '';
    return urisIn(list);
  });
}

/** The addresses in a list of redirect URIs. */
export function urisIn(list: string): readonly string[] {
  return list.match(/(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,120}:\/\/[^"',\s\]]+/gi) ?? [];
}

function ofRequest(view: View, { subject, uri, isNamed }: UriInQuestion): DifferenceFromRegistered | undefined {
  const registered = registeredUris(view);
  const isKnown = registered.length > 0;
  // Of a client that is registered here, only the authorization request shows what is refused.
  if (isKnown && !isNamed && !subject.isOf('authorization-request')) return undefined;
  const difference = nearest(uri, isKnown ? registered : toldRedirectUris(view), isKnown);
  if (difference === undefined) return undefined;
  const isFar = !isKnown && difference.kinds.filter((kind) => coarse.includes(kind)).length > 1;
  // What somebody tells of the registration counts as much as the capture's own, where it is nearly the same address.
  const isOtherHost = difference.cause === 'redirect-uri/host-port-mismatch';
  const isNear = isKnown || !isFar || (isOtherHost && urisOnTheList(view).length > 0);
  // Where the registration is here, an answer without a reason has no other (RFC 6749 section 3.1.2.4).
  const isBare =
    isKnown &&
    subject.status === 400 &&
    `${subject.code ?? ''}${subject.text}`.trim() === '' &&
    !isOtherHost &&
    isPlain(subject);
  const isDoubted = !isKnown && doubts.test(view.remarks);
  const confidence =
    ((isNamed && isNear) || isBare) && !isDoubted ? 'certain' : isFar && !isNamed ? 'possible' : 'likely';
  return { ...difference, confidence, isFar, isNamed };
}

/** Tells whether nothing else is to be seen that a server refuses: each parameter once, and no object that has more. */
function isPlain(subject: Seen): boolean {
  const names = subject.parameters.map(({ name }) => name);
  const isWhole = names.includes('client_id') && /^[a-z_]+(?: [a-z_]+)*$/.test(subject.sent('response_type') ?? '');
  return (
    isWhole && new Set(names).size === names.length && !names.includes('request') && !names.includes('request_uri')
  );
}

function ofMessage(view: View): DifferenceFromRegistered | undefined {
  const uri = uriInMessage(view);
  if (uri === undefined || isInList(view, uri)) return undefined;
  const others = toldRedirectUris(view).filter((one) => one !== uri);
  const difference = hasPassed(view, others) ? undefined : nearest(uri, others, false);
  if (difference === undefined) return undefined;
  const isOne = difference.kinds.length === 1 || difference.kinds.filter((kind) => coarse.includes(kind)).length === 1;
  // What is said to be on the list as well may be the one that was sent, written down at both places.
  const confidence = isOne && !urisOnTheList(view).includes(uri) ? 'certain' : 'likely';
  return { ...difference, confidence, isFar: false, isNamed: true };
}

/** Tells whether a callback brought a code to one of these: the message is of a try before, and was mended. */
function hasPassed({ all }: View, uris: readonly string[]): boolean {
  return all.some(
    (one) => one.role === 'authorization-response' && one.has('code') && uris.includes(one.url.split(/[?#]/)[0] ?? ''),
  );
}

/** Tells whether an address fits a registration with stars, which some servers allow. */
function isOfPattern(uri: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[^\w]/g, '\\$&'));
  return parts.length > 1 && parts.length < 5 && new RegExp(`^${parts.join('[^?#]{0,300}')}$`, 'i').test(uri);
}

/** A registration that ends in a star, with what the address has in its place: the rest can be compared. */
function filledFrom(uri: string, pattern: string): string {
  const [address, other] = [addressOf(uri), addressOf(pattern.replace(/\*$/, ''))];
  if (!pattern.endsWith('*') || address === undefined || other === undefined) return pattern;
  return address.path.startsWith(other.path) ? `${originOf(other)}${address.path}` : pattern;
}

interface Nearest extends Pick<DifferenceFromRegistered, 'cause' | 'line'> {
  readonly kinds: readonly RedirectUriDifferenceKind[];
}

function nearest(uri: string, list: readonly string[], isKnown: boolean): Nearest | undefined {
  if (list.some((one) => one === uri || isOfPattern(uri, one))) return undefined;
  const found = nearestRedirectUri(
    uri,
    list.map((one) => filledFrom(uri, one)),
  );
  const kinds =
    found?.differences.map(({ kind, part }) => (kind === 'lookalike-characters' && part !== 'uri' ? part : kind)) ?? [];
  const cause = causeOfKind.find(([kind]) => kinds.includes(kind))?.[1];
  if (found === undefined || cause === undefined) return undefined;
  const whose = isKnown ? 'registered' : 'named in the description';
  return { cause, kinds, line: uriLine(...showPair(uri, found.registered), whose) };
}
