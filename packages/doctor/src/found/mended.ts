import type { Found } from '../diagnosis.ts';
import type { Seen } from '../signs/view.ts';
import { heldFor } from './confidence.ts';

/** Causes that stand in the request itself: the next one shows whether they are mended. */
const ofRequest: readonly string[] = [
  'authorization-code/altered',
  'client-authentication/',
  'pkce/',
  'redirect-uri/',
  'scope-consent/scope-',
  'token-use/authorization-header',
  'transport-endpoint/',
];

/** The newest of the refused that asks the same again, and not with the same code, which is good for one request. */
export function nextTry(seen: Seen, refused: readonly Seen[]): Seen | undefined {
  const next = refused.find((one) => one.index > seen.index && one.outcome === 'refused' && isSameEndpoint(one, seen));
  if (seen.outcome !== 'refused' || next === undefined || next.isBodyUnseen) return undefined;
  // What follows a redirect is what became of the same try.
  if (seen.status !== undefined && seen.status >= 300 && seen.status < 400) return undefined;
  const code = seen.sent('code');
  return isSameClient(next, seen) && (code === undefined || code !== next.sent('code')) ? next : undefined;
}

/**
 * Holds for possible what a request shows and the next one, which was refused all the same, does not: it is mended, and
 * was not what keeps the client from its end.
 * @param ofNext is what was found of the next one.
 */
export function heldIfMended(found: readonly Found[], ofNext: readonly Found[]): readonly Found[] {
  const left = new Set(ofNext.flatMap(({ rule, finding }) => (finding.confidence === 'possible' ? [] : [rule.cause])));
  return found.map((one) => {
    const { cause } = one.rule;
    const isOfRequest = ofRequest.some((beginning) => cause.startsWith(beginning));
    return isOfRequest && one.isSaid !== true && !left.has(cause) ? mended(one) : one;
  });
}

/** What the texts say of causes that are found to be mended is said of the try before. */
export function saidOfMended(said: readonly Found[], found: readonly Found[]): readonly Found[] {
  const old = new Set(found.flatMap(({ rule, isMended }) => (isMended ? [rule.cause] : [])));
  return said.map((one) => (old.has(one.rule.cause) ? mended(one) : one));
}

function mended(one: Found): Found {
  return { ...heldFor(one, 'possible'), isMended: true };
}

function isSameEndpoint(one: Seen, other: Seen): boolean {
  // A preflight is no try of what it asks for.
  return (
    one.role !== 'other' &&
    other.method !== 'OPTIONS' &&
    one.role === other.role &&
    one.host === other.host &&
    one.path === other.path
  );
}

/** Tells whether two requests are of one client: an id that was sent wrongly has the right one in it. */
function isSameClient(one: Seen, other: Seen): boolean {
  const [id, second] = [one, other].map(({ clientId = '' }) => clientId.replace(/\W/g, '').toLowerCase());
  return id === undefined || second === undefined || id.includes(second) || second.includes(id);
}
