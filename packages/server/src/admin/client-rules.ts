/** What a client's registration has to fulfil beyond the shapes of its members. */
import { createPublicKey, type webcrypto } from 'node:crypto';
import { isRegistrableRedirectUri, nearestName, type RedirectUriFault } from '@candor/protocol';
import type { Environment } from '../environment.ts';
import type { BodyOf } from './contract.ts';
import type { RecordError } from './json-body.ts';

type ClientDocument = BodyOf<'changeClient'>;
type Member = keyof ClientDocument;

const redirectUriFaults: Readonly<Record<RedirectUriFault, string>> = {
  empty: 'The URI is empty.',
  'too-long': 'The URI is longer than 2,048 characters.',
  characters: 'The URI has a character that a URI can not have: write it percent-encoded.',
  'percent-encoding': 'A percent sign is not followed by two hexadecimal digits.',
  'not-absolute': 'The URI is not absolute: it has to begin with a scheme, such as https:.',
  fragment: 'A redirect URI has no fragment (RFC 6749 section 3.1.2).',
  wildcard: 'A redirect URI is compared character by character (RFC 9700 section 2.1): register each URI, without *.',
  'user-info': 'A redirect URI has no user info before its host.',
  'scheme-without-dot':
    "A private-use scheme has a dot, as the reverse of a domain of the app's own (RFC 8252 section 7.1).",
  'http-not-loopback': 'In a production environment http is accepted for loopback addresses only: use https.',
  'host-missing': 'The URI has no host.',
  'host-malformed': 'The host is not written as browsers read it: small ASCII letters, no shortened address.',
  'port-malformed': 'The port is not a number from 1 to 65535.',
  'dot-segments': 'The path has a . or .. segment, which browsers remove.',
};

/** Every fault of the members that a creation or a change names. @param named members to look at. */
export function clientFaults(
  document: ClientDocument,
  named: ReadonlySet<string>,
  environment: Environment,
): readonly RecordError[] {
  const touches = (...members: readonly Member[]): boolean => members.some((member) => named.has(member));
  return [
    ...(touches('redirectUris') ? redirectUriErrors('redirectUris', document.redirectUris, environment) : []),
    ...(touches('postLogoutRedirectUris')
      ? redirectUriErrors('postLogoutRedirectUris', document.postLogoutRedirectUris, environment)
      : []),
    ...(touches('scopes') ? unknownNames('scopes', document.scopes, [...environment.scopes.keys()]) : []),
    ...(touches('resources') ? unknownNames('resources', document.resources, Object.keys(environment.resources)) : []),
    ...(touches('serves')
      ? unknownNames('serves', document.serves, [environment.issuer, ...Object.keys(environment.resources)])
      : []),
    ...(touches('redirectUris', 'grantTypes') ? redirectUriMissing(document) : []),
    ...(touches('authMethod', 'grantTypes') ? publicClientErrors(document) : []),
    ...(touches('authMethod', 'jwks') ? keyErrors(document) : []),
  ];
}

function redirectUriErrors(
  member: 'redirectUris' | 'postLogoutRedirectUris',
  uris: readonly string[],
  environment: Environment,
): readonly RecordError[] {
  return uris.flatMap((uri, index) => {
    const checked = isRegistrableRedirectUri(uri, environment);
    const message = checked.ok ? policyFault(uri, environment) : redirectUriFaults[checked.why];
    return message === undefined ? [] : [{ pointer: `/${member}/${index}`, message }];
  });
}

/** What a provider's rules refuse beyond the specifications'. */
function policyFault(uri: string, { policy, stage, displayName }: Environment): string | undefined {
  if (policy.redirectUriQuery === 'refuse' && uri.includes('?')) {
    return `${displayName} takes no redirect URI with a query: send what it says in state.`;
  }
  if (!policy.loopbackRedirects && stage === 'production' && /^http:/i.test(uri)) {
    return `${displayName} takes https only, loopback addresses included: use http in its sandbox.`;
  }
  return undefined;
}

function unknownNames(member: Member, names: readonly string[], known: readonly string[]): readonly RecordError[] {
  return names.flatMap((name, index) => {
    if (known.includes(name)) return [];
    const nearest = nearestName(name, known);
    const hint = nearest === undefined ? ` Known: ${known.join(', ') || 'none'}.` : ` Did you mean ${nearest}?`;
    return [{ pointer: `/${member}/${index}`, message: `The environment does not know this.${hint}` }];
  });
}

function redirectUriMissing({ grantTypes, redirectUris }: ClientDocument): readonly RecordError[] {
  if (!grantTypes.includes('authorization_code') || redirectUris.length > 0) return [];
  return [{ pointer: '/redirectUris', message: 'The grant type authorization_code needs a redirect URI.' }];
}

function publicClientErrors({ grantTypes, authMethod }: ClientDocument): readonly RecordError[] {
  if (authMethod !== 'none' || !grantTypes.includes('client_credentials')) return [];
  return [
    { pointer: '/grantTypes', message: 'A public client can not use client_credentials (OAuth 2.1 section 4.2).' },
  ];
}

/** Private members of keys of every type (RFC 7518 section 6): such a key must not be sent at all. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

function keyErrors({ authMethod, jwks }: ClientDocument): readonly RecordError[] {
  if (authMethod === 'private_key_jwt' && !jwks) {
    return [{ pointer: '/jwks', message: 'private_key_jwt needs the public keys of the client.' }];
  }
  return (jwks?.keys ?? []).flatMap((key, index) => {
    const message = keyFault(key);
    return message === undefined ? [] : [{ pointer: `/jwks/keys/${index}`, message }];
  });
}

function keyFault(key: Readonly<Record<string, unknown>>): string | undefined {
  const found = privateMembers.filter((member) => Object.hasOwn(key, member));
  if (found.length > 0) {
    return `The key has private parts (${found.join(', ')}). Register its public part only, and replace the key: it has left its owner.`;
  }
  try {
    createPublicKey({ key: key as webcrypto.JsonWebKey, format: 'jwk' });
    return undefined;
  } catch {
    return 'This is no public key in JWK form (RFC 7517).';
  }
}
