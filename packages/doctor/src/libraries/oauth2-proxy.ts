import type { Library } from './library.ts';

/** Proxies that sign people in: oauth2-proxy, mod_auth_openidc, lua-resty-openidc, Traefik's and nginx's. */
export const oauth2Proxy: Library = {
  name: 'oauth2-proxy',
  title: 'oauth2-proxy, mod_auth_openidc',
  stack: 'proxy',
  tellingTexts: [
    'oauth2-proxy',
    'oauth2_proxy',
    '_oauth2_proxy',
    'mod_auth_openidc',
    'lua-resty-openidc',
    'oidc_util',
    'oidc_handle',
  ],
  texts: [
    {
      says: [
        'unable to obtain CSRF cookie',
        'Error while loading CSRF cookie',
        'named cookie not present',
        'http: named cookie not present',
        'Unable to find a valid CSRF token',
        'CSRF token mismatch, potential attack',
        'Error while parsing OAuth2 callback: unable to obtain CSRF',
      ],
      cause: 'state-session/cookie-not-stored',
      fix: [
        'Check cookie-domain, cookie-secure (false over http), cookie-samesite=lax, and that the callback comes to the host on which the login began.',
        'With several tabs use cookie-csrf-per-request.',
      ],
      possible: [
        'state-session/overwritten',
        'state-session/cookie-samesite',
        'state-session/cookie-host-mismatch',
        'state-session/session-expired',
      ],
    },
    {
      says: [
        'no authorization state cookie found',
        'oidc_restore_proto_state',
        'no "mod_auth_openidc_state" cookie',
        'mod_auth_openidc_state',
        'Invalid Authentication Response',
        'unable to restore state',
        'could not decode state',
      ],
      cause: 'state-session/cookie-not-stored',
      variant: 'mod_auth_openidc',
      possible: [
        'state-session/session-expired',
        'state-session/cookie-samesite',
        'state-session/cookie-host-mismatch',
        'state-session/overwritten',
      ],
    },
    {
      says: [
        'state has expired',
        'oidc_proto_state … expired',
        'too many state cookies',
        'the number of existing, valid state cookies',
      ],
      cause: 'state-session/session-expired',
      variant: 'mod_auth_openidc',
      possible: ['state-session/overwritten'],
    },
    {
      says: [
        "request to the redirect_uri path but there's no session state found",
        "there's no session state found",
        'state from argument',
        'does not match state restored from session',
      ],
      cause: 'state-session/cookie-not-stored',
      variant: 'lua-resty-openidc',
      possible: ['state-session/cookie-samesite', 'state-session/cookie-host-mismatch', 'state-session/overwritten'],
    },
    {
      says: [
        'email in id_token',
        "isn't verified",
        'could not verify id_token',
        'failed to verify token',
        'failed to verify id token',
      ],
      mentions: ['oauth2-proxy', 'oauth2_proxy', "isn't verified"],
      cause: 'provider-policy/access-policy-missing',
      confidence: 'possible',
      variant: 'email-unverified',
      possible: ['discovery/issuer-host-mismatch', 'token-use/audience-mismatch'],
    },
    {
      says: [
        'Invalid authentication via OAuth2: unauthorized',
        'Permission denied: Permission Denied',
        'invalid account',
      ],
      cause: 'provider-policy/access-policy-missing',
      why: 'The proxy let the provider sign the person in, and its own list of domains, groups or addresses does not have them.',
      fix: ['Extend email-domains, allowed-groups or the list of addresses of the proxy.'],
    },
    {
      says: [
        'audience claims … do not exist in claims',
        'audience from claim aud with value',
        'does not match with any of allowed audiences',
      ],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
      fix: ['Add an audience mapper at the provider, or set oidc-extra-audiences.'],
    },
    {
      says: [
        'error redeeming code: token exchange failed',
        'Error redeeming code during OAuth2 callback',
        'Error creating session during OAuth2 callback',
      ],
      cause: 'client-authentication/secret-wrong',
      confidence: 'possible',
      possible: [
        'redirect-uri/differs-between-requests',
        'authorization-code/redeemed-twice',
        'availability/provider-unreachable',
        'pkce/verifier-mismatch',
      ],
    },
    {
      says: ['upstream sent too big header while reading response header from upstream'],
      cause: 'state-session/cookie-not-stored',
      variant: 'header-too-big',
      what: 'The answer with the session cookie is larger than the buffer of nginx.',
      why: 'Tokens in the cookie make the header large, and nginx drops the answer.',
      fix: ['Raise proxy_buffer_size, or keep sessions in Redis instead of the cookie.'],
    },
    {
      says: [
        'oidc_metadata_provider_get',
        'could not retrieve metadata',
        'accessing discovery url',
        'failed to discover OIDC configuration',
        'error performing discovery',
      ],
      cause: 'discovery/metadata-not-found',
      possible: ['availability/provider-unreachable', 'discovery/issuer-host-mismatch'],
    },
    {
      says: ['cookie_secret must be 16, 24, or 32 bytes'],
      cause: 'client-authentication/credentials-placeholder',
      variant: 'cookie-secret',
      possible: [],
    },
    {
      says: [
        'oidc_proto_validate_iat',
        'oidc_jose … "iat" validation failure',
        '"iat" validation failure',
        'JWT was issued more than',
      ],
      cause: 'clock/skew',
      confidence: 'certain',
      variant: 'mod_auth_openidc',
    },
    {
      says: ['oidc_proto_validate_exp', '"exp" validation failure'],
      cause: 'clock/skew',
      variant: 'mod_auth_openidc-exp',
      possible: ['token-use/access-token-expired'],
    },
  ],
};
