/** Which exchanges of a capture have nothing to do with each other: a paste may hold the failures of two providers. */

import { addressOf, domainOf } from '../evidence/address.ts';
import type { Evidence, ExchangeRole } from '../evidence/evidence.ts';
import { flowNumbers } from '../evidence/flow-numbers.ts';
import { providerOfHost, recogniseProvider } from '../providers/recognise.ts';
import { subjectsOf } from '../signs/subjects.ts';
import type { Seen } from '../signs/view.ts';
import { isUnfilled } from '../text/placeholder.ts';

/** What is asked of an authorization server, by whom. */
const ofServer: readonly ExchangeRole[] = [
  'authorization-request',
  'pushed-authorization-request',
  'token-request',
  'device-authorization-request',
  'revocation-request',
  'introspection-request',
];

/** Who takes part in the exchanges that are linked with each other. */
interface Party {
  readonly clients: Set<string>;
  readonly hosts: Set<string>;
  readonly domains: Set<string>;
  readonly providers: Set<string>;
  /** Hosts that the user is sent back to. */
  readonly returns: Set<string>;
}

/**
 * The evidence in parts, the one of the last failure first: each has the exchanges that may belong to one failure, and all
 * notes. One part alone where nothing that failed is a stranger to anything.
 */
export function partedByStrangers(evidence: Evidence, all: readonly Seen[]): readonly Evidence[] {
  const areStrangers = strangersIn(all);
  const parts: Evidence[] = [];
  let subjects = subjectsOf(all);
  while (subjects.length > 0) {
    const [{ index: last }] = subjects as [Seen];
    parts.push(
      among(
        evidence,
        all.filter(({ index }) => !areStrangers(last, index)),
      ),
    );
    subjects = subjects.filter(({ index }) => areStrangers(last, index));
  }
  const isParted = parts.some(({ exchanges }) => exchanges.length < all.length);
  return isParted ? parts : [evidence];
}

function among({ provider: _, ...rest }: Evidence, own: readonly Seen[]): Evidence {
  const exchanges = own.map(({ exchange }) => exchange);
  const provider = recogniseProvider({ ...rest, exchanges });
  return { ...rest, exchanges, ...(provider !== undefined && { provider }) };
}

/**
 * Tells for two exchanges, by their indexes, whether they are of two servers and two clients, and nothing links them. A
 * server that signs its users in by another one is no stranger to that.
 */
function strangersIn(all: readonly Seen[]): (one: number, other: number) => boolean {
  const numbers = flowNumbers(all);
  const parties = new Map<string, Party>();
  const nameOf = (index: number): string => (numbers.has(index) ? `flow ${numbers.get(index)}` : `${index}`);
  for (const seen of all) {
    if (!seen.isOf(...ofServer)) continue;
    const name = nameOf(seen.index);
    const party = parties.get(name) ?? nobody();
    parties.set(name, party);
    join(party, seen);
  }
  return (one, other) => {
    const [first, second] = [parties.get(nameOf(one)), parties.get(nameOf(other))];
    return first !== undefined && second !== undefined && first !== second && areStrangers(first, second);
  };
}

function nobody(): Party {
  return { clients: new Set(), hosts: new Set(), domains: new Set(), providers: new Set(), returns: new Set() };
}

function join({ clients, hosts, domains, providers, returns }: Party, seen: Seen): void {
  const { clientId, host } = seen;
  if (clientId !== undefined && !isUnfilled(clientId)) clients.add(clientId);
  if (host !== '') {
    hosts.add(host);
    domains.add(domainOf(host));
    const provider = providerOfHost(host);
    if (provider !== undefined) providers.add(provider);
  }
  const back = addressOf(seen.sent('redirect_uri') ?? '')?.host;
  if (back !== undefined) returns.add(back);
}

function areStrangers(one: Party, other: Party): boolean {
  const isOtherServer =
    one.domains.size > 0 &&
    other.domains.size > 0 &&
    one.domains.isDisjointFrom(other.domains) &&
    one.providers.isDisjointFrom(other.providers);
  const isOtherClient = one.clients.isDisjointFrom(other.clients);
  const isKnown =
    (one.clients.size > 0 && other.clients.size > 0) || (one.providers.size > 0 && other.providers.size > 0);
  const isBroker = !one.returns.isDisjointFrom(other.hosts) || !other.returns.isDisjointFrom(one.hosts);
  return isOtherServer && isOtherClient && isKnown && !isBroker;
}
