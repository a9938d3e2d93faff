import type { Provider } from './provider.ts';

/** Shopify: shop hosts, online and offline access, token exchange, signed callbacks. */
export const shopify: Provider = {
  name: 'shopify',
  title: 'Shopify',
  hosts: ['*.myshopify.com', 'accounts.shopify.com', 'admin.shopify.com', 'shopify.com', '*.account.shopify.com'],
  endpoints: {
    'authorization-request': ['/admin/oauth/authorize', '**/oauth/authorize', '/oauth/install_custom_app'],
    'token-request': ['/admin/oauth/access_token', '**/oauth/token'],
    'resource-request': ['/admin/api/**', '/api/**'],
  },
  tellingPaths: ['/admin/oauth/access_token', '/admin/oauth/authorize'],
  tellingTexts: ['Shopify', 'myshopify.com', 'shopify-api', 'X-Shopify-Access-Token', '@shopify/shopify-app'],
  tokens: [
    { kind: 'access-token', pattern: /^shp(?:at|ca|ua|pa)_[0-9a-f]{32}$/, telling: true },
    { kind: 'client-secret', pattern: /^shpss_[0-9a-f]{32}$/, telling: true },
    { kind: 'client-id', pattern: /^[0-9a-f]{32}$/ },
  ],
  habits: {
    scopeSeparator: ',',
    tokenBody: 'form-or-json',
    clientAuthentication: ['post'],
    pkce: 'ignored',
    rotation: 'never',
    tokenHeader: { name: 'X-Shopify-Access-Token', below: '/admin/' },
    headers: [],
  },
  ownParameters: ['hmac', 'host', 'shop', 'timestamp', 'session', 'locale', 'embedded', 'id_token', 'grant_options[]'],
  texts: [
    {
      says: ['The Shopify API application does not support oauth'],
      cause: 'client-identification/grant-type-not-allowed',
      why: 'The key is of a custom (private) app of one shop, which has an access token of its own and no OAuth.',
      fix: [
        'Create the app in the Partner or Dev Dashboard and take its client id, or use the access token of the custom app.',
      ],
      possible: ['client-identification/credentials-of-other-app'],
    },
    {
      says: [
        'The redirect_uri is not whitelisted',
        'redirect_uri and application url must have matching hosts',
        'The redirect_uri and application url must have matching hosts',
      ],
      cause: 'redirect-uri/not-registered',
      fix: [
        "Add the exact callback to Allowed redirection URLs in the app's settings; its host is that of the app URL.",
      ],
      possible: ['redirect-uri/host-port-mismatch', 'redirect-uri/scheme-mismatch', 'redirect-uri/path-mismatch'],
    },
    {
      says: [
        'Invalid OAuth callback',
        'InvalidOAuthError',
        'InvalidHmacError',
        'Request does not match any known HMAC',
        'hmac validation failed',
      ],
      cause: 'state-session/callback-signature-wrong',
      why: 'Shopify signs all parameters of the callback but hmac, decoded and sorted by name, with the app secret.',
      possible: ['state-session/state-mismatch', 'client-authentication/secret-wrong'],
    },
    {
      says: [
        'Cannot complete OAuth process. Could not find an OAuth cookie',
        'ShopifyErrors.CookieNotFound',
        'Could not find an OAuth cookie for shop url',
      ],
      cause: 'state-session/cookie-host-mismatch',
      why: 'The cookie set at the start did not come back at the callback: another host, a tunnel that changed, or an iframe.',
      possible: [
        'state-session/cookie-samesite',
        'state-session/third-party-cookie-blocked',
        'state-session/cookie-not-stored',
      ],
    },
    {
      says: ['Enable cookies…Shopify', 'Top level cookie', 'your browser needs to allow third-party cookies'],
      here: true,
      cause: 'state-session/third-party-cookie-blocked',
    },
    {
      says: ['application_cannot_be_found', 'Could not find Shopify API application with api_key'],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
    },
    {
      says: ['authorization code was not found or was already used', 'The authorization code was not found'],
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired', 'environment/environment-mix-up'],
    },
    {
      says: ['Invalid API key or access token (unrecognized login or wrong password)'],
      cause: 'token-use/access-token-expired',
      why: 'The shop does not know this token: the app was uninstalled, the token belongs to another shop, or it was never installed here.',
      possible: ['token-use/authorization-header-malformed', 'token-use/token-from-other-issuer'],
    },
    {
      says: [
        'This action requires merchant approval for',
        'requires merchant approval for … scope',
        'ACCESS_DENIED…access scope',
        'Required access: `',
        'Access denied for … field',
      ],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: ['invalid_scope', 'The access scope is invalid', 'are not valid access scopes'],
      here: true,
      cause: 'scope-consent/scope-unknown',
      possible: ['scope-consent/scope-not-allowed-for-client', 'scope-consent/scope-separator'],
    },
    {
      says: ['invalid_subject_token', 'Invalid session token', 'session token … expired'],
      here: true,
      cause: 'token-use/access-token-expired',
      variant: 'session-token',
      possible: ['token-use/wrong-token-of-flow', 'client-identification/credentials-of-other-app'],
      why: 'A session token lives one minute and holds for one app.',
    },
    {
      says: ['app_not_installed', 'shop_not_permitted', 'Client credentials cannot be performed on this shop'],
      cause: 'provider-policy/app-not-public',
      confidence: 'certain',
      why: 'Client credentials work only for shops of the same organisation in which the app is installed.',
    },
    {
      says: ['Exceeded 2 calls per second', 'Exceeded 40 calls per second', 'THROTTLED'],
      here: true,
      cause: 'availability/rate-limited',
      confidence: 'certain',
    },
    {
      says: ['Non-expiring access tokens are no longer accepted'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
      variant: 'non-expiring',
      what: 'The Admin API refused an offline token of the old kind, which never expires.',
      why: 'Shopify takes only expiring offline tokens from this app: they come with a refresh token.',
      fix: [
        'Ask for the token with expiring=1 (in the Shopify app library: expiringOfflineAccessTokens), and drop the stored one.',
        'Renew it with grant_type=refresh_token before it ends.',
      ],
    },
    {
      says: ['installation link for this app is invalid'],
      cause: 'provider-policy/app-not-public',
      variant: 'custom-distribution',
      why: 'An app of custom distribution installs only by the signed link of the one shop that was chosen for it; the same page comes where the redirect address is not the allowed one.',
      fix: [
        'Take the install link from Distribution in the dashboard; it holds for that one shop.',
        'Compare application URL and allowed redirection URLs with what the app sends.',
      ],
      possible: ['redirect-uri/not-registered', 'environment/environment-mix-up'],
    },
    {
      says: ['This app is not approved to access'],
      here: true,
      cause: 'provider-policy/access-policy-missing',
      confidence: 'certain',
      variant: 'protected-customer-data',
      fix: ['Ask for access to protected customer data under API access in the dashboard.'],
    },
  ],
};
