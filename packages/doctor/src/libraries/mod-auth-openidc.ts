import type { Library } from './library.ts';

/** Apache's mod_auth_openidc: what it writes to the error log and shows on its error page. */
export const modAuthOpenidc: Library = {
  name: 'mod_auth_openidc',
  title: 'mod_auth_openidc',
  stack: 'proxy',
  tellingTexts: ['mod_auth_openidc', 'oidc_util', 'oidc_handle', 'oidc_proto', 'OIDCRedirectURI', 'OIDCCrypto'],
  texts: [
    {
      says: [
        'no authorization state cookie found',
        'state cookie found: check domain and samesite cookie settings',
        'oidc_restore_proto_state',
        'no "mod_auth_openidc_state" cookie',
        'mod_auth_openidc_state',
        'Invalid Authentication Response',
        'invalid authorization response state',
        'unable to restore state',
        'could not decode state',
        'state cookie could not be retrieved/decoded',
      ],
      cause: 'state-session/cookie-not-stored',
      possible: [
        'state-session/session-expired',
        'state-session/cookie-samesite',
        'state-session/cookie-host-mismatch',
        'state-session/overwritten',
      ],
    },
    {
      says: ['calculated state from cookie does not match state parameter passed back in URL'],
      cause: 'state-session/state-mismatch',
      why: 'The state is bound to the browser’s User-Agent and forwarded address, and one of them changed on the way.',
      fix: ['Set OIDCStateInputHeaders to what stays the same behind your proxy (user-agent or none).'],
      possible: ['state-session/overwritten'],
    },
    {
      says: [
        'state has expired',
        'oidc_proto_state … expired',
        'state ( … ) has expired (original_url',
        'too many state cookies',
        'the number of existing, valid state cookies',
      ],
      cause: 'state-session/session-expired',
      possible: ['state-session/overwritten'],
    },
    {
      says: [
        'of the configured OIDCRedirectURI does not match the URL hostname',
        'configured in OIDCCookieDomain does not match the URL hostname',
        'detected attempt to play cookie against a different domain/host than issued for',
      ],
      cause: 'state-session/cookie-host-mismatch',
      confidence: 'certain',
    },
    {
      says: ['of the configured OIDCRedirectURI does not match the URL scheme of the URL being accessed'],
      cause: 'redirect-uri/scheme-mismatch',
      confidence: 'certain',
      fix: [
        'Write OIDCRedirectURI with the scheme by which the site is opened, and behind a proxy pass X-Forwarded-Proto and set OIDCXForwardedHeaders.',
      ],
    },
    {
      says: ["You've hit an OpenID Connect Redirect URI with no parameters"],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
      variant: 'callback-without-answer',
      what: 'The redirect URI was opened without an answer of the provider.',
      why: 'It was opened by hand or by a bookmark, or the site itself uses the same address for a page.',
      fix: ['Give OIDCRedirectURI an address below a protected path that holds no page.'],
      possible: ['authorization-code/response-in-fragment'],
    },
    {
      says: [
        'does not match the issuer provided in the response by the OP',
        'requested issuer ( … ) does not match received',
        "The iss value must match the configured providers' one",
      ],
      cause: 'discovery/issuer-host-mismatch',
      possible: ['discovery/issuer-trailing-slash', 'discovery/issuer-template'],
    },
    {
      says: ['in the id_token did not match the one stored in the browser session'],
      cause: 'state-session/overwritten',
      variant: 'nonce',
    },
    {
      says: ['passed in the browser state was found in the cache already; possible replay attack'],
      cause: 'authorization-code/redeemed-twice',
      variant: 'callback-twice',
      what: 'The same callback was opened a second time.',
      why: 'A reload, the back button or a prefetch sent the answer of the provider again.',
      fix: ['Start the login anew; do not bookmark or reload the callback.'],
      possible: ['authorization-code/consumed-by-prefetch'],
    },
    {
      says: [
        'is present in the id_token, but is not equal to the configured client_id',
        'the configured client_id ( … ) did not match the',
      ],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
      possible: ['client-identification/credentials-of-other-app'],
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
    },
    {
      says: ['oidc_proto_validate_exp', '"exp" validation failure'],
      cause: 'clock/skew',
      variant: 'exp',
      possible: ['token-use/access-token-expired'],
    },
    {
      says: [
        'id_token signature could not be validated',
        'JWT access token signature could not be validated',
        'oidc_proto_jwt_verify',
      ],
      cause: 'token-use/token-from-other-issuer',
      variant: 'key',
      possible: ['environment/environment-mix-up', 'discovery/metadata-not-found'],
    },
    {
      says: ['no refresh_token found in the session', 'no refresh token stored in the session'],
      cause: 'refresh/not-issued',
      confidence: 'certain',
      fix: [
        'Ask for scope offline_access, or the parameter that the provider wants, by OIDCScope and OIDCAuthRequestParams.',
      ],
    },
    {
      says: ['no bearer token found in the allowed methods'],
      cause: 'token-use/authorization-header-malformed',
      possible: ['client-authentication/authorization-header-stripped'],
    },
    {
      says: ['the configuration for the … parameter does not include the … scope'],
      mentions: ['openid', 'OIDCScope'],
      cause: 'scope-consent/scope-missing',
      variant: 'openid',
    },
    {
      says: ['calling the token endpoint without client authentication; only public clients are supported'],
      cause: 'client-authentication/credentials-missing',
      possible: ['client-authentication/client-type-mismatch'],
    },
    {
      says: ['error when calling the token endpoint', 'failed to resolve the code'],
      cause: 'client-authentication/secret-wrong',
      confidence: 'possible',
      possible: [
        'redirect-uri/differs-between-requests',
        'authorization-code/redeemed-twice',
        'availability/provider-unreachable',
      ],
    },
    {
      says: [
        'oidc_metadata_provider_get',
        'could not retrieve metadata',
        'could not parse metadata from url',
        'no provider metadata found for issuer',
        'Could not find valid provider metadata',
      ],
      cause: 'discovery/metadata-not-found',
      possible: ['availability/provider-unreachable', 'discovery/issuer-host-mismatch'],
    },
    {
      says: ['the length of the cookie value ( … ) is greater than'],
      cause: 'state-session/cookie-not-stored',
      variant: 'cookie-too-large',
      what: 'The session cookie is larger than browsers keep.',
      why: 'Tokens are kept in the cookie.',
      fix: ['Keep sessions on the server: OIDCSessionType server-cache.'],
      possible: [],
    },
  ],
};
