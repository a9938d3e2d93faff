import { nearestName } from '@candor/protocol';
import type { z } from 'zod';
import {
  longestStandardFamily,
  policyDefaults,
  stagePolicyDefaults,
  standardOnly,
} from '../dialects/policy-defaults.ts';
import { type Configuration, configurationSchema } from './schema.ts';

/** The configuration can't be used; the message says which key, why, and what was probably meant. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** First segments that an environment can't be named (ARCHITECTURE section 6). */
const reservedNames = new Set(
  'console api problems status metrics healthz readyz demo docs assets .well-known favicon.ico robots.txt'.split(' '),
);

/**
 * Validates a configuration as read from JSON and fills in the defaults.
 * @throws ConfigurationError naming every unusable key, unknown ones with the nearest known name.
 */
export function readConfiguration(input: unknown): Configuration {
  const parsed = configurationSchema.safeParse(withDialectDefaults(input));
  if (!parsed.success) throw new ConfigurationError(parsed.error.issues.map(describeIssue).join('\n'));
  const configuration = parsed.data;
  const faults = [
    ...unsafeSettings(configuration),
    ...ambiguousNames(configuration),
    ...weakened(configuration),
    ...unusableRegions(configuration),
  ];
  if (faults.length > 0) throw new ConfigurationError(faults.join('\n'));
  return configuration;
}

/** Every host name of an environment, whether or not it has one for each side. */
export function hostNames(hosts: Configuration['environments'][string]['hosts']): readonly string[] {
  return Array.isArray(hosts) ? hosts : [hosts.browser, hosts.api];
}

/** The input with each environment's policy laid over the defaults of its dialect. */
function withDialectDefaults(input: unknown): unknown {
  if (!isRecord(input) || !isRecord(input.environments)) return input;
  const environments = Object.entries(input.environments).map(([name, environment]) => {
    if (!isRecord(environment) || typeof environment.dialect !== 'string') return [name, environment];
    const defaults = Object.hasOwn(policyDefaults, environment.dialect) ? policyDefaults[environment.dialect] : {};
    if (environment.policy !== undefined && !isRecord(environment.policy)) return [name, environment];
    const { dialect, stage = 'sandbox', policy } = environment;
    const ofStage = stagePolicyDefaults[dialect as string]?.[String(stage)] ?? {};
    return [name, { ...environment, policy: { ...defaults, ...ofStage, ...(policy as object | undefined) } }];
  });
  return { ...input, environments: Object.fromEntries(environments) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names of an environment's regions, the first of which is meant where a request selects none. */
export function regionNames(regions: Configuration['environments'][string]['regions']): readonly string[] {
  if (Array.isArray(regions)) return regions;
  const names = Object.keys(regions);
  return names.some((name) => regions[name]?.forwardTo === undefined) ? names : ['default', ...names];
}

function unusableRegions({ environments, profile }: Configuration): string[] {
  return Object.entries(environments).flatMap(([name, { regions, dialect }]) => {
    if (Array.isArray(regions)) return [];
    return Object.entries(regions).flatMap(([region, { forwardTo, key }]) => {
      const place = `environments.${name}.regions.${region}`;
      if (forwardTo === undefined) return [];
      return [
        ...(dialect === 'baanx' ? [] : [`${place}.forwardTo: no request of the dialect ${dialect} selects a region.`]),
        ...(key === undefined
          ? [`${place}.key: what is forwarded has to be proved by a key that both servers share.`]
          : []),
        ...(profile === 'production' && !forwardTo.startsWith('https:')
          ? [`${place}.forwardTo: the production profile needs an https address.`]
          : []),
        ...(dialect === 'baanx' && region !== 'us'
          ? [`${place}: no request of the dialect baanx selects this region; what it selects is called us.`]
          : []),
        ...(/[?#]|\/\/[^/]*@/.test(forwardTo)
          ? [`${place}.forwardTo: an address without user info, query and fragment, such as https://us.example/cards.`]
          : []),
      ];
    });
  });
}

function weakened({ environments }: Configuration): string[] {
  return Object.entries(environments).flatMap(([name, { dialect, policy }]) => {
    if (dialect !== 'standard') return [];
    const tooLong =
      policy.refreshTokenLifetime > longestStandardFamily
        ? [
            `environments.${name}.policy.refreshTokenLifetime: in the standard dialect it is at most ${longestStandardFamily} seconds.`,
          ]
        : [];
    const switched = Object.entries(standardOnly)
      .filter(([key, value]) => policy[key as keyof typeof policy] !== value)
      .map(
        ([key, value]) => `environments.${name}.policy.${key}: it is ${JSON.stringify(value)} in the standard dialect.`,
      );
    return [...tooLong, ...switched];
  });
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') return describeUnion(issue);
  const place = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return `${place || 'The configuration'}: ${issue.message}.`;
  return issue.keys
    .map((key) => {
      const known = keysAt(configurationSchema, issue.path);
      const nearest = nearestName(key, known, 3);
      const hint = nearest ? `Did you mean "${nearest}"?` : `Known here: ${known.join(', ')}.`;
      return `${[...issue.path, key].join('.')}: there is no such setting. ${hint}`;
    })
    .join('\n');
}

/** The alternative that was probably meant: the one whose faults lie deepest. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion): string {
  const depthOf = (issues: readonly z.core.$ZodIssue[]): number =>
    Math.max(0, ...issues.map(({ path }) => path.length + 1));
  const [meant = []] = [...issue.errors].sort((one, other) => depthOf(other) - depthOf(one));
  return meant.map((fault) => describeIssue({ ...fault, path: [...issue.path, ...fault.path] })).join('\n');
}

function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: z.ZodType | undefined = unwrap(schema);
  for (const step of path) {
    if (!at) return [];
    if (at.def.type === 'object') at = (at as z.ZodObject).shape[String(step)] as z.ZodType | undefined;
    else if (at.def.type === 'record') at = (at as z.ZodRecord).valueType as z.ZodType;
    at = at && unwrap(at);
    if (at?.def.type === 'union') at = tableOf(at as z.ZodUnion);
  }
  return at?.def.type === 'object' ? Object.keys((at as z.ZodObject).shape) : [];
}

/** Of several forms of a setting the one that has keys. */
function tableOf(union: z.ZodUnion): z.ZodType | undefined {
  return (union.options as readonly z.ZodType[]).find(({ def }) => def.type === 'object' || def.type === 'record');
}

function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while ('innerType' in inner.def) inner = inner.def.innerType as z.ZodType;
  return inner;
}

function unsafeSettings(configuration: Configuration): string[] {
  if (configuration.profile !== 'production') return [];
  const faults: string[] = [];
  if (!configuration.url?.startsWith('https://')) faults.push('url: the production profile needs an https address.');
  faults.push(...sharedConsoleOrigins(configuration));
  if (!configuration.encryptionKey)
    faults.push(
      'encryptionKey: the production profile needs a key of its own, here or in CANDOR_ENCRYPTION_KEY: openssl rand 32 | basenc --base64url | tr -d =',
    );
  if (configuration.mail?.security === 'none') {
    faults.push('mail.security: the production profile sends mail over TLS only: tls or starttls.');
  }
  if (configuration.sms && !configuration.sms.url.startsWith('https:')) {
    faults.push('sms.url: the production profile needs an https address.');
  }
  if (configuration.sms && !configuration.mail) {
    faults.push('sms: needs mail beside it, for resets and for users without a telephone number.');
  }
  if (configuration.data === ':memory:') faults.push('data: the production profile needs a folder, not :memory:.');
  return faults;
}

/** A console on the origin of pages that users see shares its cookies and its storage with them. */
function sharedConsoleOrigins({ url, consoleUrl, environments }: Configuration): string[] {
  if (!consoleUrl?.startsWith('https://')) {
    return ['consoleUrl: the production profile needs an https address for the console, on another origin than url.'];
  }
  const { origin, hostname } = new URL(consoleUrl);
  if (url !== undefined && new URL(url).origin === origin) {
    return ["consoleUrl: the console can't share its origin with the environments' pages, which are below url."];
  }
  const sharing = Object.entries(environments).find(([, environment]) =>
    hostNames(environment.hosts).includes(hostname),
  );
  return sharing ? [`consoleUrl: ${hostname} is a host of the environment ${sharing[0]}.`] : [];
}

function ambiguousNames(configuration: Configuration): string[] {
  const faults: string[] = [];
  const hosts = new Map<string, string>();
  for (const [name, environment] of Object.entries(configuration.environments)) {
    if (reservedNames.has(name)) faults.push(`environments.${name}: this name is reserved for the server's own pages.`);
    for (const host of hostNames(environment.hosts)) {
      const other = hosts.get(host);
      if (other) faults.push(`environments.${name}.hosts: ${host} already serves the environment ${other}.`);
      hosts.set(host, name);
    }
  }
  return faults;
}
