import type { Provider } from './provider.ts';

/** Etsy: public clients with PKCE at the token endpoint, and a key in x-api-key at the API. */
export const etsy: Provider = {
  name: 'etsy',
  title: 'Etsy',
  hosts: ['api.etsy.com', 'www.etsy.com'],
  apiHosts: ['openapi.etsy.com'],
  endpoints: {
    'authorization-request': ['/oauth/connect'],
    'token-request': ['/v3/public/oauth/token'],
    'resource-request': ['/v3/application/**'],
  },
  tellingTexts: ['Etsy', 'api.etsy.com'],
  tokens: [{ kind: 'access-token', pattern: /^\d{5,12}\.[\w-]{40,300}$/ }],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['none', 'post'],
    pkce: 'required',
    rotation: 'always',
    lifetimes: { accessToken: 3600, refreshToken: 7_776_000 },
  },
  texts: [
    {
      says: ['Invalid authorization header', 'invalid_authorization'],
      here: true,
      roles: ['token-request'],
      cause: 'client-authentication/auth-method-mismatch',
      what: 'The token endpoint of Etsy reads no Authorization header.',
      why: 'A client proves itself by client_id and code_verifier in the body. A library for another provider adds a Basic header.',
      fix: ['Leave the Authorization header out of the token request.'],
      possible: ['client-authentication/multiple-methods', 'token-use/authorization-header-malformed'],
    },
    {
      says: ['Shared secret is required in x-api-key', "should be in the format 'keystring:shared_secret'"],
      cause: 'client-authentication/client-key-missing',
      variant: 'shared-secret',
      what: 'The x-api-key header has the keystring alone.',
      why: 'Since 2026 every call needs the shared secret of the app as well.',
      fix: ['Send x-api-key: KEYSTRING:SHARED_SECRET, beside the Authorization header.'],
      possible: ['client-authentication/client-key-invalid'],
    },
    {
      says: ['Missing x-api-key header', 'Missing header "x-api-key"', 'x-api-key header is required'],
      here: true,
      cause: 'client-authentication/client-key-missing',
      confidence: 'certain',
      fix: ['Send x-api-key with keystring and shared secret, beside the Authorization header.'],
    },
    {
      says: ['API key not found or not active', 'Invalid API Key'],
      here: true,
      cause: 'client-identification/client-unknown',
      why: 'The keystring is misspelt, or the app waits for its approval or was closed.',
      possible: ['provider-policy/app-not-public', 'client-authentication/client-key-invalid'],
    },
    {
      says: ['code_verifier is required'],
      here: true,
      cause: 'pkce/only-one-half-sent',
      why: 'Etsy demands PKCE of every client.',
      possible: ['pkce/required-not-sent'],
    },
    {
      says: ['The application that is requesting authorization is not recognized'],
      cause: 'client-identification/client-unknown',
      why: 'client_id is no keystring of an app that is active, or redirect_uri is none of those registered.',
      possible: ['redirect-uri/not-registered'],
    },
    {
      says: ['Insufficient scope', 'insufficient_scope'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
  ],
};
