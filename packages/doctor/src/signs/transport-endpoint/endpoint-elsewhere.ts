import { addressOf, originOf } from '../../evidence/address.ts';
import type { ExchangeRole } from '../../evidence/evidence.ts';
import type { Seen, View } from '../view.ts';

/** The registration endpoint of the metadata, where another address was called. */
export function registrationElsewhere({ all }: View, subject: Seen): string | undefined {
  if (!subject.isOf('registration-request') || subject.outcome !== 'refused') return undefined;
  // Codes of RFC 7591 section 3.2.2: only a registration endpoint has them.
  if (
    /^(?:invalid_client_metadata|invalid_redirect_uri|(?:invalid|unapproved)_software_statement)$/.test(
      subject.code ?? '',
    )
  )
    return undefined;
  const before = all.filter(({ index }) => index < subject.index);
  const named = before.map((one) => one.got('registration_endpoint')).findLast((one) => one !== undefined);
  return named === undefined || named === subject.url.split('?')[0] ? undefined : named;
}

/** The member of a server's metadata that names the endpoint of a request. RFC 8414 section 2. */
const memberOf: Partial<Readonly<Record<ExchangeRole, string>>> = {
  'authorization-request': 'authorization_endpoint',
  'token-request': 'token_endpoint',
};

/** Where clients of the Model Context Protocol ask that read no metadata of the server. */
const atRoot = /^\/(?:authorize|token|register)\/?$/;

/**
 * The endpoint that the metadata name where another address was called, or the address below the issuer with a path that
 * a resource names (RFC 9728 section 2), where its host was called without that path.
 */
export function endpointElsewhere({ all }: View, subject: Seen): string | undefined {
  const member = memberOf[subject.role];
  if (member === undefined || subject.outcome !== 'refused') return undefined;
  const before = all.filter(({ index, outcome }) => index < subject.index && outcome === 'accepted');
  const named = before.map((one) => one.got(member)).findLast((one) => one !== undefined);
  if (named !== undefined) return isElsewhere(named, subject) ? named : undefined;
  const issuer = before.map((one) => one.got('authorization_servers')).findLast((one) => one !== undefined);
  const address = addressOf(issuer?.match(/https?:[^"',\s\]]+/)?.[0] ?? '');
  if (address === undefined || address.host !== subject.host) return undefined;
  const path = address.path.replace(/\/$/, '');
  if (path === '' || !atRoot.test(subject.path)) return undefined;
  return `${originOf(address)}${path}${subject.path}`;
}

/** Tells whether the endpoint has the host of the request and another path: of other hosts one may be a proxy's. */
function isElsewhere(endpoint: string, subject: Seen): boolean {
  const address = addressOf(endpoint);
  const pathOf = (path: string): string => path.replace(/\/+$/, '').toLowerCase();
  return address?.host === subject.host && pathOf(address.path) !== pathOf(subject.path);
}
