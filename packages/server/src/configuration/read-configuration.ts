import { nearestName } from '@candor/protocol';
import type { z } from 'zod';
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
  const parsed = configurationSchema.safeParse(input);
  if (!parsed.success) throw new ConfigurationError(parsed.error.issues.map(describeIssue).join('\n'));
  const configuration = parsed.data;
  const faults = [...unsafeSettings(configuration), ...ambiguousNames(configuration)];
  if (faults.length > 0) throw new ConfigurationError(faults.join('\n'));
  return configuration;
}

function describeIssue(issue: z.core.$ZodIssue): string {
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

function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: z.ZodType | undefined = unwrap(schema);
  for (const step of path) {
    if (!at) return [];
    if (at.def.type === 'object') at = (at as z.ZodObject).shape[String(step)] as z.ZodType | undefined;
    else if (at.def.type === 'record') at = (at as z.ZodRecord).valueType as z.ZodType;
    at = at && unwrap(at);
  }
  return at?.def.type === 'object' ? Object.keys((at as z.ZodObject).shape) : [];
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
  if (!configuration.encryptionKey) faults.push('encryptionKey: the production profile needs a key of its own.');
  if (configuration.mail?.security === 'none') {
    faults.push('mail.security: the production profile sends mail over TLS only: tls or starttls.');
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
  const sharing = Object.entries(environments).find(([, environment]) => environment.hosts.includes(hostname));
  return sharing ? [`consoleUrl: ${hostname} is a host of the environment ${sharing[0]}.`] : [];
}

function ambiguousNames(configuration: Configuration): string[] {
  const faults: string[] = [];
  const hosts = new Map<string, string>();
  for (const [name, environment] of Object.entries(configuration.environments)) {
    if (reservedNames.has(name)) faults.push(`environments.${name}: this name is reserved for the server's own pages.`);
    for (const host of environment.hosts) {
      const other = hosts.get(host);
      if (other) faults.push(`environments.${name}.hosts: ${host} already serves the environment ${other}.`);
      hosts.set(host, name);
    }
  }
  return faults;
}
