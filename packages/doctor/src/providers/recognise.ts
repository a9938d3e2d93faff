import type { Evidence, ExchangeRole } from '../evidence/evidence.ts';
import { hasPhrase, phraseOf, squash } from '../said/phrase.ts';
import type { Provider, TokenKind } from './provider.ts';
import { providers } from './registry.ts';

/** How much each sign says; a provider is named by the sum. */
const weights = { host: 20, path: 12, token: 12, apiHost: 6, hostInText: 5, text: 4 };
const mostText = 100_000;
/** Values longer than any credential whose shape is declared are not compared. */
const longestToken = 4096;

/** The provider of this name. */
export function providerNamed(name: string | undefined): Provider | undefined {
  return providers.find((one) => one.name === name);
}

const tokenKinds: readonly TokenKind[] = ['access-token', 'refresh-token', 'authorization-code'];

/**
 * Tells whether a value is a token of another kind than `wanted`, by its shape: only where the provider's tokens of that
 * kind have a shape of their own.
 */
export function isOfOtherKind(name: string | undefined, value: string, wanted: TokenKind): boolean {
  const shapes = providerNamed(name)?.tokens?.filter((one) => one.telling && tokenKinds.includes(one.kind)) ?? [];
  if (value.length > longestToken || !shapes.some(({ kind }) => kind === wanted)) return false;
  const found = shapes.filter(({ pattern }) => pattern.test(value));
  return found.length > 0 && found.every(({ kind }) => kind !== wanted);
}

/** Tells whether a value has a form that only this provider's credentials of one kind have. */
export function isOfKind(name: string | undefined, value: string, kind: TokenKind): boolean {
  const shapes = providerNamed(name)?.tokens ?? [];
  return (
    value.length <= longestToken && shapes.some((one) => one.telling && one.kind === kind && one.pattern.test(value))
  );
}

/** Tells whether the host is one of this provider's own. */
export function isHostOfProvider(name: string, host: string): boolean {
  const { hosts = [], apiHosts = [] } = providerNamed(name) ?? {};
  return isHostOf([...hosts, ...apiHosts], host);
}

/** The name of the provider whose own host this is. */
export function providerOfHost(host: string): string | undefined {
  return providers.find(({ hosts, apiHosts = [] }) => isHostOf([...hosts, ...apiHosts], host))?.name;
}

/** Tells whether the host is one of those that a provider gives to each of its customers. */
export function isHostOfCustomer(host: string): boolean {
  const wildcards = providers.map(({ hosts }) => hosts.filter((one) => one.startsWith('*.')));
  return !providers.some(({ hosts }) => hosts.includes(host)) && wildcards.some((patterns) => isHostOf(patterns, host));
}

/**
 * Names the provider that the exchanges are with: by the hosts and paths that were called, the shapes of credentials,
 * and what answers and notes say. Undefined where nothing points to one.
 */
export function recogniseProvider(evidence: Evidence): string | undefined {
  const scores = new Map<string, number>();
  const add = ({ name }: Provider, weight: number): void => void scores.set(name, (scores.get(name) ?? 0) + weight);
  const addresses = new Set(evidence.exchanges.map((one) => one.request?.url ?? one.request?.target ?? ''));
  for (const address of addresses) {
    const { host, path } = partsOf(address);
    for (const provider of providers) {
      if (isHostOf(provider.hosts, host)) add(provider, weights.host);
      else if (isHostOf(provider.apiHosts ?? [], host)) add(provider, weights.apiHost);
      else if (provider.tellingPaths?.some((pattern) => isPath(pattern, path))) add(provider, weights.path);
    }
  }
  addByTokens(evidence, add);
  addByText(evidence, add);
  const [best] = [...scores].sort((a, b) => b[1] - a[1]);
  return best?.[0];
}

/** What an exchange is for, by the provider's endpoints. Undefined where they do not tell. */
export function recogniseRole(url: string, provider: string | undefined): ExchangeRole | undefined {
  const { host, path } = partsOf(url);
  const found = provider === undefined ? providers.find((one) => isHostOf(one.hosts, host)) : providerNamed(provider);
  if (found === undefined) return undefined;
  for (const [role, patterns] of Object.entries(found.endpoints)) {
    if (patterns.some((pattern) => isPath(pattern, path))) return role as ExchangeRole;
  }
  return isHostOf(found.apiHosts ?? [], host) ? 'resource-request' : undefined;
}

function addByTokens(evidence: Evidence, add: (provider: Provider, weight: number) => void): void {
  const values = new Set<string>();
  for (const { request, response } of evidence.exchanges.slice(0, 50)) {
    for (const { value } of [...(request?.parameters ?? []), ...(response?.parameters ?? [])]) {
      if (value.length >= 8 && value.length <= longestToken) values.add(value);
    }
  }
  for (const provider of providers) {
    const shapes = provider.tokens?.filter((shape) => shape.telling) ?? [];
    if (shapes.length === 0) continue;
    for (const value of values) {
      if (shapes.some((shape) => shape.pattern.test(value))) {
        add(provider, weights.token);
        break;
      }
    }
  }
}

function addByText(evidence: Evidence, add: (provider: Provider, weight: number) => void): void {
  const texts = [
    ...(evidence.notes ?? []).map((note) => note.text),
    ...evidence.exchanges.map((one) => one.response?.body ?? ''),
  ];
  const all = texts
    .map((text) => text.slice(0, 16_384))
    .join('\n')
    .slice(0, mostText);
  const words = squash(all);
  // `AADSTS50011` is one word, of which the beginning tells.
  const codes = new Set([...all.matchAll(/\b([A-Z][A-Z0-9]{2,11}?)\d{4,8}\b/g)].map(([, letters]) => letters));
  const hosts = new Set(
    words.readable
      .toLowerCase()
      .match(/[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}/g)
      ?.slice(0, 500),
  );
  for (const provider of providers) {
    const own = [...provider.hosts, ...(provider.apiHosts ?? [])];
    if ([...hosts].some((host) => isHostOf(own, host))) add(provider, weights.hostInText);
    for (const text of provider.tellingTexts ?? [])
      if (codes.has(text) || hasPhrase(words, phraseOf(text))) add(provider, weights.text);
  }
}

function isHostOf(patterns: readonly string[], host: string): boolean {
  if (host === '') return false;
  return patterns.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one));
}

/** Tells whether the path fits: `*` is one segment, a leading or closing `**` any number of them. */
function isPath(pattern: string, path: string): boolean {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  const open = wanted[0] === '**';
  const loose = wanted.at(-1) === '**';
  const core = wanted.slice(open ? 1 : 0, loose ? -1 : undefined);
  if (core.length > given.length || given.length > 64) return false;
  const last = open ? given.length - core.length : 0;
  for (let start = 0; start <= last; start++) {
    const fits = core.every((part, at) => part === '*' || part === given[start + at]);
    if (fits && (loose || start + core.length === given.length)) return true;
  }
  return false;
}

function partsOf(address: string): { readonly host: string; readonly path: string } {
  const found = /^(?:[a-z][a-z0-9+.-]{0,20}:)?\/\/(?:[^/?#@]{0,200}@)?([^/?#:]{1,255})(?::\d{1,5})?([^?#]*)/i.exec(
    address.slice(0, 2048),
  );
  if (found === null) return { host: '', path: /^[^?#]*/.exec(address.slice(0, 2048))?.[0] ?? '' };
  return { host: (found[1] ?? '').toLowerCase(), path: found[2] ?? '' };
}
