import type { Library } from './library.ts';

/** The filters for JWTs and OAuth 2.0 of Envoy, which Istio and other gateways are built on. */
export const envoy: Library = {
  name: 'envoy',
  title: 'Envoy, Istio',
  stack: 'proxy',
  tellingTexts: ['istio-envoy', 'jwt_authn', 'RequestAuthentication'],
  texts: [
    {
      says: ['Audiences in Jwt are not allowed'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
      fix: ['Compare aud of the token with the audiences of the rule (RequestAuthentication, jwt_authn provider).'],
    },
    {
      says: ['Jwt issuer is not configured'],
      cause: 'token-use/token-from-other-issuer',
      confidence: 'certain',
      why: 'No rule of the gateway names the iss of this token; it is compared letter by letter, closing slash included.',
      possible: ['discovery/issuer-trailing-slash', 'environment/environment-mix-up'],
    },
    {
      // The key that istiod makes up where it could not fetch the real ones, readable and in Base64.
      says: ['IstiodFailedToFetchJwksUri', 'RXJyb3ItSXN0aW9kRmFpbGVkVG9GZXRjaEp3a3NVcmkt…'],
      cause: 'availability/provider-unreachable',
      confidence: 'certain',
      variant: 'istiod',
      what: 'istiod could not fetch the keys of the issuer.',
      why: 'The control plane, and not the gateway, fetches jwksUri; where it fails, it hands out a key that fits no token.',
      fix: ['Call jwksUri from the pod of istiod: its network policy, proxy, DNS and certificates count.'],
      possible: ['discovery/metadata-not-found'],
    },
    {
      says: ["Jwks doesn't have key to match kid or alg from Jwt", 'Jwt verification fails'],
      cause: 'token-use/token-from-other-issuer',
      variant: 'key',
      possible: ['discovery/metadata-not-found', 'token-use/token-truncated'],
    },
    { says: ['Jwt is expired'], cause: 'token-use/access-token-expired', possible: ['clock/skew'] },
    { says: ['Jwt not yet valid'], cause: 'clock/skew', confidence: 'certain' },
    {
      says: ['csrf token validation failed'],
      mentions: ['OAuth flow failed', 'OauthNonce', 'filters/http/oauth2', 'envoy'],
      cause: 'state-session/overwritten',
      variant: 'oauth2-filter',
      why: 'The filter keeps one nonce for all logins of a browser: of several requests that each start one, only the last ends well. A nonce that another HMAC secret signed is refused too.',
      fix: [
        'Let requests of scripts, icons and other tabs start no login of their own (deny_redirect_matcher).',
        'Give all instances one HMAC secret, and delete the OauthNonce cookie after it has changed.',
      ],
      possible: ['state-session/cookie-not-stored', 'state-session/state-mismatch', 'state-session/session-expired'],
    },
    {
      says: ['Jwt is missing'],
      mentions: ['401', 'Bearer realm', 'envoy', 'istio', 'UNAUTHENTICATED', 'RequestAuthentication', 'espv2'],
      cause: 'token-use/authorization-header-malformed',
      possible: ['client-authentication/authorization-header-stripped'],
    },
    {
      says: ['Jwt is not in the form of Header.Payload.Signature', 'Jwt header is an invalid Base64url encoded'],
      cause: 'token-use/audience-not-requested',
      possible: ['token-use/token-truncated', 'token-use/authorization-header-malformed'],
    },
    {
      says: ['Jwks remote fetch is failed', 'Jwks fetch is failed'],
      cause: 'discovery/metadata-not-found',
      possible: ['availability/provider-unreachable'],
    },
  ],
};
