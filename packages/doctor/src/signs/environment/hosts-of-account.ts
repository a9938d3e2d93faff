import { addressOf, domainOf } from '../../evidence/address.ts';
import type { Seen, View } from '../view.ts';
import { stageOf } from './stages.ts';

/** A host that an earlier answer named for the account, and where it stood. */
export interface ToldHost {
  readonly host: string;
  readonly name: string;
  /** Whether it is surely meant for the request: by the callback, or by the names of the hosts. */
  readonly isSure: boolean;
}

/** Members and parameters in which an answer names the host of the account. */
const naming = [
  'accounts-server',
  'api_domain',
  'accounts_server',
  'instance_url',
  'api_base_uri',
  'base_uri',
  'resource_server',
];
/** Parameters of a callback in which a provider names the site or region of the account. */
const sites = ['site', 'domain', 'dc', 'region', 'location', 'accounts-server'];

/**
 * The host that an earlier answer named for such a request, where another one was called: a host of the same name, or
 * one for the very token that was sent.
 */
export function toldHost({ before, callback }: View, subject: Seen): ToldHost | undefined {
  for (const one of before) {
    for (const name of naming) {
      const host = addressOf(one.sent(name) ?? one.got(name) ?? '')?.host ?? '';
      if (host === '' || host === subject.host || !isForSuch(name, subject)) continue;
      if (isOfSameRegion(host, one, subject)) continue;
      const names = [host, one.host].map(nameOf);
      const isSure = one === callback || names.includes(nameOf(subject.host));
      if (isSure || isOfToken(one, subject)) return { host, name, isSure };
    }
  }
  return undefined;
}

/** The site that the callback named for the account, where the token request goes to another one of the provider. */
export function toldSite({ callback }: View, subject: Seen): ToldHost | undefined {
  if (callback === undefined || !subject.isOf('token-request')) return undefined;
  for (const name of sites) {
    const site = (callback.sent(name) ?? '').replace(/^https?:\/\//, '').toLowerCase();
    const base = domainOf(site);
    const isOfProvider = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(site) && subject.host.endsWith(`.${base}`);
    const isCountry = /^[a-z0-9-]+\.[a-z0-9-]+\.[a-z]+$/.test(site);
    if (isOfProvider && isCountry && !subject.host.endsWith(site)) return { host: site, name, isSure: true };
  }
  return undefined;
}

/** The name under which a host is registered, in whatever country: `zohoapis` of `www.zohoapis.eu` and `.com`. */
function nameOf(host: string): string {
  return domainOf(host).split('.')[0] ?? '';
}

/**
 * Tells whether the server itself was called, at an endpoint for its own tokens, or another service that it runs in the
 * country of the host that it named: neither is another region.
 */
function isOfSameRegion(told: string, { host }: Seen, subject: Seen): boolean {
  if (host === subject.host && ownEndpoint.test(subject.path)) return true;
  const isSibling = nameOf(host) === nameOf(subject.host) && nameOf(told) !== nameOf(host);
  return isSibling && countryOf(told) === countryOf(subject.host);
}

/** What an authorization server answers about the user or the token. OpenID Connect Core section 5.3. */
const ownEndpoint = /\/(?:oauth2?|openid(?:connect)?|user-?info|id)\b/i;

/** What stands behind the name under which a host is registered: `com.au` of `www.zohoapis.com.au`. */
function countryOf(host: string): string {
  return domainOf(host).split('.').slice(1).join('.');
}

/** Tells whether the answer came with the token that is sent here, or was asked for with it. */
function isOfToken(one: Seen, { credential }: Seen): boolean {
  const token = credential?.split(' ').at(-1);
  return token !== undefined && (one.got('access_token') === token || one.bearer === token);
}

/** An accounts server gives tokens; everything else that is named is an API. */
function isForSuch(name: string, subject: Seen): boolean {
  return name.startsWith('accounts') ? subject.isOf('token-request') : subject.isOf('resource-request', 'other');
}

/** The regions or environments of the provider to which the host belongs that was called, and one that was called before. */
export interface TwoRegions {
  readonly here: string;
  readonly before: string;
}

/** Two regions or environments of the provider in one flow. */
export function twoRegions({ before, habits }: View, subject: Seen): TwoRegions | undefined {
  const regions = Object.entries(habits?.regions ?? {});
  const regionOf = (host: string): string | undefined =>
    regions.find(([, hosts]) => hosts.some((pattern) => isHost(pattern, host)))?.[0];
  const here = regionOf(subject.host);
  if (here === undefined) return undefined;
  const other = before.map((one) => regionOf(one.host)).find((region) => region !== undefined && region !== here);
  return other === undefined ? undefined : { here, before: other };
}

function isHost(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}

/** Tells whether these are environments, such as sandbox and production, and no regions. */
export function areEnvironments({ here, before }: TwoRegions): boolean {
  return [here, before].some((name) => stageOf(`.${name}.`) !== undefined) || /prod/.test(here + before);
}
