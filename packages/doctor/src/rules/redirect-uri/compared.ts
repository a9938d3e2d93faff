import {
  compareRedirectUris,
  nearestRedirectUri,
  type RedirectUriDifference,
  type RedirectUriDifferenceKind,
} from '@candor/protocol';
import type { Evidence } from '../../evidence/evidence.ts';
import { sentValue } from '../../evidence/sent.ts';
import { withoutUriSecrets } from '../../text/uri.ts';
import { showInvisible, showPair } from '../../text/value.ts';
import type { EvidenceLine, Match } from '../rule.ts';

/** The redirect URI that was sent beside the one that was most probably meant. */
export interface ComparedRedirectUri {
  readonly sent: string;
  /** With the port that was sent, where any port is allowed. */
  readonly registered: string;
  readonly differences: readonly RedirectUriDifference[];
  readonly registeredCount: number;
  /** Any port is taken with this address, and the one that was sent stands there in the registered one's place. */
  readonly hasOtherPort: boolean;
}

/**
 * Compares the redirect URI of the failed request with the registered one that is nearest to it. Undefined where
 * nothing is registered, or where host and path both differ, so that no registered one can have been meant.
 */
export function comparedWithRegistered(evidence: Evidence): ComparedRedirectUri | undefined {
  if (!compared.has(evidence)) compared.set(evidence, compare(evidence));
  return compared.get(evidence);
}

/** Ten rules ask for the same comparison, and it is the dearest that there is. */
const compared = new WeakMap<Evidence, ComparedRedirectUri | undefined>();

function compare(evidence: Evidence): ComparedRedirectUri | undefined {
  const sent = sentValue(evidence, 'redirect_uri');
  const registered = evidence.known?.client?.redirectUris ?? [];
  const nearest = sent === undefined ? undefined : nearestRedirectUri(sent, registered);
  if (sent === undefined || nearest === undefined) return undefined;
  const meant = withPortOf(sent, nearest.registered);
  const differences = meant === nearest.registered ? nearest.differences : compareRedirectUris(sent, meant);
  const kinds = differences.map((one) => one.kind);
  if (kinds.length === 0 || (kinds.includes('host') && kinds.includes('path'))) return undefined;
  return {
    sent,
    registered: meant,
    differences,
    registeredCount: registered.length,
    hasOtherPort: meant !== nearest.registered,
  };
}

const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?(?=[/?]|$)/;

/** A native app may send any port with a literal loopback address (RFC 8252 section 7.3): another port is no mistake. */
function withPortOf(sent: string, registered: string): string {
  const [, host, port = ''] = loopback.exec(sent) ?? [];
  const [origin = '', ofRegistered] = loopback.exec(registered) ?? [];
  const isFree = ofRegistered !== undefined && ofRegistered !== 'localhost';
  if (!isFree || (host !== ofRegistered && host !== 'localhost')) return registered;
  return `http://${ofRegistered}${port}${registered.slice(origin.length)}`;
}

/** Finds a difference of one of these kinds to the nearest registered redirect URI, and shows the two side by side. */
export function matchDifference(
  evidence: Evidence,
  kinds: readonly RedirectUriDifferenceKind[],
  confidence: Match<unknown>['confidence'] = 'certain',
): Match<{ readonly difference: RedirectUriDifference; readonly registered: string }> | undefined {
  const pair = comparedWithRegistered(evidence);
  const difference = pair?.differences.find((one) => kinds.includes(one.kind));
  if (pair === undefined || difference === undefined) return undefined;
  return {
    confidence,
    evidence: [redirectUriLine(pair.sent, pair.registered, noteOf(pair))],
    facts: { difference, registered: pair.registered },
  };
}

function noteOf({ registeredCount, hasOtherPort }: ComparedRedirectUri): string {
  const which = registeredCount === 1 ? 'registered' : `the nearest of ${registeredCount} registered`;
  return hasOtherPort ? `${which}, with any port` : which;
}

/** One line of evidence: the redirect URI as it was sent, and as it should be, with a remark. */
export function redirectUriLine(sent: string, expected: string, note: string): EvidenceLine {
  const [seen, wanted] = showPair(withoutUriSecrets(sent), withoutUriSecrets(expected));
  const foreign = foreignCharacters(sent);
  return {
    where: 'redirect_uri',
    seen: foreign === '' ? seen : `${seen}  (${foreign})`,
    expected: `${wanted}  (${note})`,
  };
}

/** Names the characters outside of ASCII, three at most: many of them look like others. */
function foreignCharacters(uri: string): string {
  const found = new Set(Array.from(uri.slice(0, 4096)).filter((one) => (one.codePointAt(0) as number) > 0x7e));
  return [...found]
    .slice(0, 3)
    .map(
      (one) =>
        `${showInvisible(one)} is U+${(one.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`,
    )
    .join(', ');
}

/** Tells in which ways two redirect URIs differ, as kinds. */
export function differenceKinds(one: string, other: string): readonly RedirectUriDifferenceKind[] {
  return compareRedirectUris(one, other).map((difference) => difference.kind);
}

/** The two ways out of any redirect URI that is not registered, the app's first. */
export function sendOrRegister(registered: string, why: string): readonly string[] {
  return [
    `Set the redirect URI in the app's configuration to ${shown(registered)}${why}.`,
    "If the address that the app sends is the right one, add it to the client's redirect URIs, character by character.",
  ];
}

/** A redirect URI as it may stand in a sentence. */
export function shown(uri: string): string {
  return showPair(withoutUriSecrets(uri), '')[0];
}
