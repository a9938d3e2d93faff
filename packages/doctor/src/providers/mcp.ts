import type { Provider } from './provider.ts';

/** Clients and servers of the Model Context Protocol: what their kits and inspectors print. */
export const mcp: Provider = {
  name: 'mcp',
  title: 'MCP',
  hosts: [],
  endpoints: {
    'metadata-request': ['/.well-known/oauth-protected-resource/**', '/.well-known/oauth-authorization-server/**'],
  },
  tellingTexts: [
    'modelcontextprotocol',
    'mcp-remote',
    'MCP server',
    'MCP client',
    'MCP Inspector',
    'StreamableHTTP',
    'fastmcp',
    'claude.ai/api/mcp',
    'MCP',
  ],
  habits: {
    pkce: 'required',
    audienceParameter: 'resource',
    clientAuthentication: ['none', 'post', 'basic'],
    anyLoopbackPort: true,
  },
  ownParameters: ['resource'],
  texts: [
    {
      says: [
        'Incompatible auth server: does not support dynamic client registration',
        'does not support dynamic client registration',
        'Dynamic client registration not supported',
        'authorization server does not support dynamic client registration',
      ],
      cause: 'discovery/dcr-not-supported',
      confidence: 'certain',
    },
    {
      says: [
        'Dynamic client registration failed: HTTP 404',
        'Dynamic client registration failed: HTTP 403',
        'Dynamic client registration failed: HTTP 405',
        'Dynamic client registration failed: HTTP 401',
        'Registration failed: 404',
        'Registration failed: 403',
      ],
      cause: 'discovery/dcr-not-supported',
      possible: ['discovery/metadata-not-found', 'provider-policy/access-policy-missing'],
    },
    {
      says: [
        'Dynamic client registration failed: HTTP 400',
        'Registration failed: 400',
        'invalid_client_metadata',
        'invalid_redirect_uri',
      ],
      here: true,
      cause: 'redirect-uri/kind-not-allowed',
      possible: [
        'client-identification/grant-type-not-allowed',
        'scope-consent/scope-not-allowed-for-client',
        'discovery/dcr-not-supported',
      ],
    },
    {
      says: [
        'Incompatible auth server: does not support code challenge method S256',
        'does not support code challenge method S256',
        'code_challenge_methods_supported … missing',
        'does not advertise PKCE',
        'PKCE is not supported by the authorization server',
      ],
      cause: 'discovery/pkce-not-advertised',
      confidence: 'certain',
    },
    {
      says: [
        'Protected resource … does not match expected',
        'does not match expected … (or origin)',
        'Protected resource metadata resource mismatch',
        'resource … does not match the server URL',
      ],
      cause: 'discovery/resource-metadata-mismatch',
      confidence: 'certain',
    },
    {
      says: [
        'Resource server does not implement OAuth 2.0 Protected Resource Metadata',
        'trying to load well-known OAuth protected resource metadata',
        'HTTP 404 trying to load well-known OAuth metadata',
        'trying to load well-known OAuth metadata',
        'Failed to discover OAuth metadata',
        'trying to load OAuth metadata',
        'trying to load OpenID provider metadata',
      ],
      cause: 'discovery/metadata-not-found',
    },
    {
      says: [
        'Existing OAuth client information is required when exchanging an authorization code',
        'OAuth client information must be saveable for dynamic registration',
        'Client ID mismatch',
        'client is not registered',
        'OAuth client registration … expired',
      ],
      here: true,
      cause: 'client-identification/client-unknown',
    },
    {
      says: [
        'InvalidClientError',
        'Invalid client_id',
        'Client ID … not found',
        "The client ID … was not found in the server's client registry",
        "was not found in the server's client registry",
      ],
      here: true,
      cause: 'client-identification/client-unknown',
      why: 'The client replays the id of an earlier registration that the server has forgotten.',
      fix: ['Delete the stored registration (for mcp-remote the folder ~/.mcp-auth) and connect again.'],
    },
    {
      says: ['Unregistered redirect_uri', 'Redirect URI … not registered for client', 'redirect_uri … not registered'],
      here: true,
      cause: 'redirect-uri/host-port-mismatch',
      possible: [
        'redirect-uri/not-registered',
        'redirect-uri/localhost-vs-loopback',
        'client-identification/client-unknown',
      ],
      why: 'The registration that is replayed names another loopback port than the client listens on now.',
    },
    {
      says: [
        'Missing Authorization header',
        'No authorization provided',
        'HTTP 401 Unauthorized … WWW-Authenticate',
        'Authorization header missing',
      ],
      here: true,
      cause: 'token-use/authorization-header-malformed',
    },
    {
      says: ["Invalid Authorization header format, expected 'Bearer TOKEN'", "expected 'Bearer TOKEN'"],
      cause: 'token-use/authorization-header-malformed',
      confidence: 'certain',
    },
    {
      says: [
        'Server returned 401 after successful authentication',
        'returned 401 after successful auth',
        '401 after re-authentication',
        'Server returned 401 after re-authentication',
      ],
      cause: 'token-use/audience-mismatch',
      why: 'The server does not accept the token it was just given: its audience, its issuer or its form is another one.',
      possible: [
        'token-use/audience-not-requested',
        'token-use/token-from-other-issuer',
        'token-use/wrong-token-of-flow',
      ],
    },
    {
      says: ['Token has no expiration time', 'Token has expired'],
      here: true,
      cause: 'token-use/access-token-expired',
    },
    {
      says: ['code_verifier does not match the challenge'],
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding', 'state-session/overwritten'],
    },
    {
      says: ['Cannot refresh token: No refresh token', 'No refresh token available'],
      here: true,
      cause: 'refresh/not-issued',
    },
    {
      says: ['insufficient_scope', 'Server returned 403 after trying upscoping'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
  ],
};
