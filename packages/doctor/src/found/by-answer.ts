import type { Found } from '../diagnosis.ts';
import { addressOf } from '../evidence/address.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { addressesIn } from '../signs/addresses-in.ts';
import type { Seen } from '../signs/view.ts';

/** Where an answer leaves open which of two it means, or means the user or the grant and not the client. */
const leavesOpen = /\b(?:or|ou|oder|und|et|o|users?|credentials|grant)\b|disabled/i;
/** What a reporter says of an address or a client that were on the list, or no longer are. */
const doubts =
  /\b(?:registered|listed|whitelist|allowed|[io]n the list|configured|eingetragen|wrong|deleted?|removed|same|exactly|worked)|%25/i;

/** What an answer names that means the address or the scope: one without means the client, or anything. */
const namesEither = /redirect|callback|reply|ur[il]\b|scope/i;

const scopeUnknown = 'scope-consent/scope-unknown';
/** What only the server knows, so that its own word proves it; and the parameter whose value is not on its list. */
const parameterOf: Readonly<Record<string, string>> = {
  'redirect-uri/not-registered': 'redirect_uri',
  'scope-consent/scope-not-allowed-for-client': 'scope',
  [scopeUnknown]: 'scope',
};

/** `Invalid scope: orders`. */
const namedScope = /\bscopes?(?: requested| parameter| value| name)?\s*[:=('"`[][\s'"`[(]{0,4}([\w.:/?=&-]+)/i;

/** Bare `invalid` is said too of a scope that the client or the refresh token was not given. */
const saysUnknown =
  /\bunknown|not? (?:exist|recogni|defined|known|supported)|unsupported|no such|undefined|n['’]t exist/i;

/**
 * Tells whether the answer names one of the scopes that were sent as one that it does not know, and neither repeats them
 * all nor speaks of the client.
 */
function isOneOfSent(said: string, all: readonly Seen[]): boolean {
  const asked =
    all
      .findLast((one) => one.has('scope'))
      ?.sent('scope')
      ?.split(/[\s,]+/) ?? [];
  const named = namedScope.exec(said)?.[1]?.replace(/[.:]$/, '');
  const isAll = asked.length > 1 && asked.every((name) => said.includes(name));
  const isNamed = named !== undefined && asked.includes(named) && !isAll;
  return isNamed && saysUnknown.test(said) && !/\b(?:client|app)/i.test(said);
}

/**
 * Makes the first finding certain where the answer itself says that something is not on a list of the server, and nothing
 * else is likely; of scopes that do not exist, where it names the one. It stays likely, before what is more general, where
 * the reporter speaks of a list, where a registration has the value, and where the capture shows a request without it. A
 * refused grant may mean two requests that differ.
 * @param last is the exchange that failed last.
 */
export function byAnswer(
  found: readonly Found[],
  { notes = [] }: Evidence,
  all: readonly Seen[],
  last: Seen | undefined,
): readonly Found[] {
  const [first, ...others] = found;
  const parameter = parameterOf[first?.rule.cause ?? ''];
  if (first?.finding.confidence !== 'likely' || parameter === undefined || last?.code === 'invalid_grant') return found;
  const [line] = first.finding.evidence;
  if (line === undefined || !/^(?:answer|callback)/.test(line.where)) return found;
  // Keycloak says the same of a scope that the client was not given.
  const isNamed = first.rule.variant !== 'keycloak' && isOneOfSent(line.seen, all);
  if (first.rule.cause === scopeUnknown && !isNamed) return found;
  const remarks = notes.flatMap(({ kind, text }) => (kind === 'remark' ? [text] : []));
  const isDoubted = remarks.some((text) => doubts.test(text) || namesNeighbour(text, last?.sent(parameter)));
  // A scope may have such a word for a part of its name.
  const isOpen =
    leavesOpen.test(line.seen.replace(/\S+[:.]\S+/g, '')) ||
    !namesEither.test(`${line.seen} ${last?.text}`) ||
    others.some(({ finding }) => finding.confidence === 'likely');
  const isProved = !isDoubted && !isOpen && !isMissingOrListed(parameter, all, last);
  return [isProved ? certainly(first) : toTheLetter(first), ...others];
}

/** The same find as one that the server itself has named. */
function toTheLetter({ rule, ...found }: Found): Found {
  return { ...found, rule: { ...rule, specificity: 3 } };
}

/**
 * Tells whether the reporter names another address than the redirect URI whose path is the same, or goes less or further:
 * it may be the one on the list, and then the question is where the two differ.
 */
function namesNeighbour(text: string, sent: string | undefined): boolean {
  const asked = addressOf(sent ?? '');
  return asked !== undefined && [...addressesIn(text)].some(({ address }) => address !== sent && isNeighbour(address));

  function isNeighbour(address: string): boolean {
    const { host, path = '' } = addressOf(address) ?? {};
    const [shorter = '', longer = ''] = [path, asked?.path ?? ''].sort((a, b) => a.length - b.length);
    return host === asked?.host && shorter.length > 1 && longer.startsWith(shorter);
  }
}

/** Tells whether the request lacks the value, or a registration has it. */
function isMissingOrListed(parameter: string, all: readonly Seen[], last: Seen | undefined): boolean {
  if (last?.isOf('authorization-request', 'pushed-authorization-request') !== true) return false;
  const value = last.sent(parameter);
  if (value === undefined) return true;
  return all.some(
    (one) => one.role === 'registration-request' && one.exchange.response?.body?.includes(value) === true,
  );
}

function certainly(one: Found): Found {
  return { ...one, finding: { ...one.finding, confidence: 'certain' } };
}
