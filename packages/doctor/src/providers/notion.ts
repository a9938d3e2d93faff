import type { Provider } from './provider.ts';

/** Notion: JSON at the token endpoint, and rights that the user gives page by page. */
export const notion: Provider = {
  name: 'notion',
  title: 'Notion',
  hosts: ['api.notion.com', 'www.notion.so', 'mcp.notion.com'],
  endpoints: {
    'authorization-request': ['/v1/oauth/authorize', '/install-integration'],
    'token-request': ['/v1/oauth/token'],
    'revocation-request': ['/v1/oauth/revoke'],
    'introspection-request': ['/v1/oauth/introspect'],
    'resource-request': ['/v1/**'],
  },
  tellingTexts: ['api.notion.com', 'notion.so', '@notionhq/client', 'notion-client', 'Notion integration'],
  tokens: [{ kind: 'access-token', pattern: /^(?:secret_|ntn_)[A-Za-z0-9]{40,60}$/, telling: true }],
  habits: { tokenBody: 'json', clientAuthentication: ['basic'], pkce: 'ignored' },
  ownParameters: ['owner', 'external_account'],
  texts: [
    {
      says: ['Notion-Version header should be defined', 'missing_version'],
      here: true,
      cause: 'transport-endpoint/parameter-missing',
      variant: 'version-header',
      fix: ['Send the Notion-Version header with every call of the API.'],
    },
    {
      says: ['Insufficient permissions for this endpoint', 'restricted_resource'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
      fix: ['Switch the capability on in the settings of the integration, and let the user consent again.'],
    },
    {
      says: ['rate_limited'],
      here: true,
      cause: 'availability/rate-limited',
      confidence: 'certain',
    },
    {
      says: ['Missing or invalid redirect_uri'],
      here: true,
      cause: 'redirect-uri/not-registered',
      why: 'Notion takes https addresses only: it writes https:// before a scheme of its own.',
      possible: [
        'redirect-uri/kind-not-allowed',
        'redirect-uri/trailing-slash',
        'transport-endpoint/parameter-missing',
      ],
    },
    {
      says: ['API token is invalid'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['token-use/authorization-header-malformed', 'token-use/token-truncated'],
    },
    {
      says: ['Make sure the relevant pages and databases are shared with your integration'],
      cause: 'scope-consent/scope-insufficient',
      variant: 'not-shared',
      why: 'The token sees only the pages that the user chose at the consent or connected later.',
      fix: ['Let the user connect the page under Connections, or choose it at a new consent.'],
      possible: ['transport-endpoint/endpoint-url-wrong'],
    },
  ],
};
