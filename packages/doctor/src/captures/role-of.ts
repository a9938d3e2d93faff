import type { ExchangeRole, Parameter } from '../evidence/evidence.ts';

/** What a role is told by, apart from any provider. */
interface Asked {
  readonly method: string;
  /** Path or whole address, without query. */
  readonly target: string;
  readonly headers: readonly Parameter[];
  readonly parameters: readonly Parameter[];
}

const paths: readonly (readonly [RegExp, ExchangeRole])[] = [
  [
    /\.well-known\/(?:openid-configuration|oauth-authorization-server|oauth-protected-resource|webfinger)|\/jwks|\/certs$|\/discovery\//i,
    'metadata-request',
  ],
  [/\/revoke$|\/revocation$|\/token\/revoke|\/oauth2\/revoke/i, 'revocation-request'],
  [/introspect/i, 'introspection-request'],
  [/device_?(?:authori[sz](?:ation|e)|code)$|\/device\/(?:code|auth)|devicecode$/i, 'device-authorization-request'],
  [/\/par$|\/pushed_?auth/i, 'pushed-authorization-request'],
];

/** The path of a token endpoint, as most providers have it. */
export const tokenPath =
  /\/(?:oauth2?\/)?(?:v\d[\d.]*\/)?(?:token|access_token|access_tokens|oauth\.access|oauth\.v2\.access)$/i;

/**
 * What a request is for, as far as method, path and parameters tell it without knowing the provider. Its parameters
 * count more than its path.
 */
export function roleOf({ method, target, headers, parameters }: Asked): ExchangeRole {
  const has = (...names: readonly string[]): boolean =>
    names.every((name) => parameters.some((one) => one.name === name));
  const byPath = paths.find(([pattern]) => pattern.test(target))?.[1];
  if (byPath === 'metadata-request') return byPath;
  // A redemption: Meta and VK take that by GET.
  if (has('code', 'client_secret')) return 'token-request';
  if (
    has('response_type', 'client_id') ||
    (has('client_id', 'redirect_uri') &&
      !has('grant_type') &&
      !has('code') &&
      !has('client_secret') &&
      method !== 'POST')
  ) {
    return byPath === 'pushed-authorization-request' && method === 'POST' ? byPath : 'authorization-request';
  }
  if (byPath === 'device-authorization-request' && !has('grant_type')) return byPath;
  if (has('grant_type') || has('grantType')) return 'token-request';
  if (byPath !== undefined) return byPath;
  const isTokenPath = tokenPath.test(target);
  if (isTokenPath && method === 'POST') return 'token-request';
  if (!has('client_secret') && isCallback(has, target)) return 'authorization-response';
  if (
    has('redirect_uris') ||
    (/\/(?:register|registration|clients-registrations)/i.test(target) && method === 'POST')
  ) {
    return 'registration-request';
  }
  if (has('code', 'redirect_uri', 'client_id') || has('refresh_token', 'client_id')) return 'token-request';
  if (isTokenPath) return 'token-request';
  if (/\/(?:authorize|oauth2?\/auth|openid-connect\/auth|dialog\/oauth)$/i.test(target)) return 'authorization-request';
  return headers.some(({ name, value }) => name === 'authorization' && !/^basic/i.test(value))
    ? 'resource-request'
    : 'other';
}

function isCallback(has: (...names: readonly string[]) => boolean, target: string): boolean {
  if (has('code', 'state') || has('error', 'state') || has('error', 'error_description')) return true;
  if (has('id_token') || has('access_token', 'token_type')) return true;
  const looksLikeCallback = /callback|signin|sign-in|redirect|complete|return|authorized|oauth|\/cb\b|login/i.test(
    target,
  );
  return looksLikeCallback && (has('code') || has('error'));
}
