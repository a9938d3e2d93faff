import { type Address, addressOf, isInternal, isLoopback } from '../evidence/address.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Seen } from '../signs/view.ts';

/** One thing that is true of a capture, e.g. `status:400`, and the word that may be shown for it. */
export interface Fact {
  readonly fact: string;
  readonly word?: string;
}

const mostParameters = 40;
const mostExchanges = 4;
const mostScopes = 5;
const longestName = 30;
/** How much of a path tells which endpoint it is, in segments from its end, and what such a segment looks like. */
const endOfPath = 2;
const endpointWord = /^[a-z][a-z0-9._-]{1,24}$/;
const telling: readonly string[] = ['openid', 'offline_access', 'email', 'profile'];
/** Parameters of the exchanges before, which say how the flow began. */
const beginnings: readonly string[] = [
  'code_challenge',
  'scope',
  'redirect_uri',
  'state',
  'code_verifier',
  'client_secret',
  'audience',
  'resource',
];

/**
 * Reads the facts of a capture: what was asked, how and where, and what was answered. None holds a value but error codes,
 * grants, scopes of the standard and words of paths, so that facts of captures can be kept that can't be kept themselves.
 * @param subject is the exchange that the capture is about; undefined where there is none.
 */
export function factsOf(evidence: Evidence, all: readonly Seen[], subject: Seen | undefined): readonly Fact[] {
  const noted = (evidence.notes ?? []).reduce((sum, { text }) => sum + text.length, 0);
  const facts = [
    `provider:${evidence.provider ?? ''}`,
    `exchanges:${Math.min(all.length, mostExchanges)}`,
    `noted:${magnitude(noted)}`,
    ...(subject === undefined ? all.map(besideOf) : factsOfSubject(all, subject)),
  ];
  const named = Object.entries({ code: subject?.code, grant: subject?.sent('grant_type') });
  return [
    ...facts.map((fact): Fact => ({ fact })),
    ...(subject === undefined ? [] : named).map(([name, value = '']): Fact => {
      const word = value.slice(0, longestName);
      return { fact: `${name}:${word}`, word };
    }),
  ];
}

function factsOfSubject(all: readonly Seen[], subject: Seen): readonly string[] {
  const { role, outcome, status, credential = '', code = '', bearer, text } = subject;
  const others = all.filter((one) => one !== subject);
  const grant = (subject.sent('grant_type') ?? '').slice(0, longestName);
  const answer = code.slice(0, longestName);
  return [
    ...others.map(besideOf),
    `role:${role}`,
    `outcome:${outcome}`,
    `status:${status ?? ''}`,
    // A header that nobody saved is no header that was not sent.
    ...(subject.areCredentialsUnseen ? [] : [`scheme:${schemeOfCredential(credential)}`]),
    `role and code:${role}:${answer}`,
    `grant and code:${grant}:${answer}`,
    `described:${magnitude(text.length)}`,
    `body:${(subject.header('content-type') ?? '').split(';', 1)[0]}`,
    `hosts:${new Set(all.map(({ host }) => host)).size}`,
    `starts:${others.filter((one) => one.isOf('authorization-request')).length}`,
    ...(bearer === undefined ? [] : [`bearer:${bearer.startsWith('ey') ? 'jwt' : 'opaque'}`]),
    ...subject.parameters.slice(0, mostParameters).map(({ name }) => `sent:${name.slice(0, longestName)}`),
    ...factsOfAddress(subject),
    ...factsOfRedirectUri(subject.sent('redirect_uri')),
    ...factsOfScope(subject.sent('scope')),
    ...others.flatMap((one) => [
      ...beginnings.filter((name) => one.has(name)).map((name) => `beside sent:${one.role}:${name}`),
      ...(one.got('refresh_token') === undefined ? [] : ['beside got:refresh_token']),
    ]),
  ];
}

/** The scheme, where it is one that is known: without one the credential itself stands there. */
function schemeOfCredential(credential: string): string {
  return (
    /^(?:basic|bearer|token|oauth|dpop|digest|hmac)(?= |$)/i.exec(credential)?.[0].toLowerCase() ??
    (credential === '' ? '' : 'other')
  );
}

function besideOf({ role, outcome }: Seen): string {
  return `beside:${role}:${outcome}`;
}

function factsOfAddress({ host, path }: Seen): readonly string[] {
  const segments = path.toLowerCase().split('/').filter(Boolean).slice(-endOfPath);
  return [
    `host:${kindOfHost(host)}`,
    ...segments.filter((one) => endpointWord.test(one)).map((segment) => `path:${segment}`),
  ];
}

function factsOfRedirectUri(uri: string | undefined): readonly string[] {
  if (uri === undefined) return [];
  const address = addressOf(uri);
  if (address === undefined) return ['redirect:other'];
  return [
    `redirect:${schemeOf(address)}:${kindOfHost(address.host)}`,
    `redirect path:${kindOfPath(address)}`,
    `redirect port:${address.port !== ''}`,
    `redirect query:${address.query !== ''}`,
  ];
}

function schemeOf({ scheme }: Address): string {
  return scheme === 'http' || scheme === 'https' ? scheme : 'private';
}

function kindOfHost(host: string): string {
  if (host === '') return 'none';
  if (host === 'localhost') return host;
  if (isLoopback(host)) return 'loopback';
  return isInternal(host) ? 'internal' : 'public';
}

function kindOfPath({ path }: Address): string {
  if (path === '' || path === '/') return 'root';
  return path.endsWith('/') ? 'slash' : 'plain';
}

function factsOfScope(scope: string | undefined): readonly string[] {
  if (scope === undefined) return [];
  const scopes = scope.split(/[\s+]+/);
  return [
    `scopes:${Math.min(scopes.length, mostScopes)}`,
    ...telling.filter((one) => scopes.includes(one)).map((one) => `scope:${one}`),
    ...(scope.includes(',') ? ['scope:,'] : []),
  ];
}

/** How long something is, in steps that double. */
function magnitude(length: number): number {
  return Math.floor(Math.log2(length + 1));
}
