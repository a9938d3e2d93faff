import type { Provider } from './provider.ts';

/** WSO2 Identity Server, Asgardeo and WSO2 API Manager. */
export const wso2: Provider = {
  name: 'wso2',
  title: 'WSO2',
  hosts: ['api.asgardeo.io', 'api.eu.asgardeo.io'],
  endpoints: {
    'authorization-request': ['**/oauth2/authorize'],
    'pushed-authorization-request': ['**/oauth2/par'],
    'token-request': ['**/oauth2/token'],
    'revocation-request': ['**/oauth2/revoke'],
    'introspection-request': ['**/oauth2/introspect'],
    'device-authorization-request': ['**/oauth2/device_authorize'],
    'resource-request': ['**/oauth2/userinfo', '**/scim2/**'],
    'metadata-request': ['**/oauth2/token/.well-known/openid-configuration', '**/oauth2/jwks'],
  },
  tellingPaths: ['**/authenticationendpoint/**', '**/oauth2/token/.well-known/openid-configuration'],
  tellingTexts: ['WSO2', 'Asgardeo', 'authenticationendpoint/oauth2_error.do', 'wso2carbon', 'oauthErrorCode'],
  habits: { clientAuthentication: ['basic', 'post', 'none', 'private-key-jwt'], pkce: 'supported', rotation: 'always' },
  ownParameters: ['fidp', 'sessionDataKey', 'oauthErrorCode', 'oauthErrorMsg'],
  texts: [
    {
      says: ['Registered callback does not match with the provided url', 'oauthErrorCode=invalid_callback'],
      cause: 'redirect-uri/not-registered',
      why: 'The callback of the application in WSO2 is another one; after a change of the host name its own portals have it too.',
      possible: ['redirect-uri/host-port-mismatch', 'redirect-uri/scheme-mismatch', 'redirect-uri/trailing-slash'],
    },
    {
      says: [
        'A valid OAuth client could not be found for client_id',
        'A valid OAuth application could not be found for the given client_id',
      ],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
      possible: ['environment/environment-mix-up', 'client-authentication/credentials-placeholder'],
    },
    {
      says: ['Oauth application is not in active state', 'App is not in active state'],
      cause: 'client-identification/client-unknown',
      variant: 'not-active',
      what: 'The application exists and is not active.',
      fix: ['Activate the application (or its keys) in the console.'],
    },
    {
      says: ['Unsupported client authentication mechanism'],
      cause: 'client-authentication/credentials-missing',
      why: 'WSO2 says so where no way of client authentication is found in the request: no secret, or no client id in the body.',
      possible: ['client-authentication/client-type-mismatch', 'client-authentication/auth-method-mismatch'],
    },
    {
      says: ['Client credentials are invalid'],
      here: true,
      cause: 'client-authentication/secret-wrong',
    },
    {
      says: [
        'Sandbox Key Provided for Production Gateway',
        'Production Key Provided for Sandbox Gateway',
        'Sandbox key offered to the API with no sandbox endpoint',
        'Production key offered to the API with no production endpoint',
      ],
      cause: 'environment/environment-mix-up',
      confidence: 'certain',
      why: 'The token was made with a key of the one kind, and this API or gateway serves the other one.',
      fix: ['Take the token of the production keys of the application, or call the endpoint of the sandbox.'],
    },
    {
      says: ['Client Authentication failed'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: ['client-authentication/auth-method-mismatch', 'client-authentication/credentials-missing'],
    },
  ],
};
