import type { Provider } from './provider.ts';

/** UAA of Cloud Foundry, which is also XSUAA of SAP BTP, the logon of SAS Viya and the login of Spring Cloud. */
export const uaa: Provider = {
  name: 'uaa',
  title: 'UAA',
  hosts: [],
  endpoints: {
    'authorization-request': ['**/oauth/authorize'],
    'token-request': ['**/oauth/token'],
    'introspection-request': ['**/check_token', '**/introspect'],
    'resource-request': ['**/userinfo'],
    'metadata-request': ['**/token_keys', '**/token_key'],
  },
  tellingPaths: ['**/SASLogon/oauth/**', '**/token_keys'],
  tellingTexts: ['UAA/client', 'UAA/oauth', 'xsuaa', 'xs-security.json', 'hana.ondemand.com', 'SASLogon', 'uaac'],
  habits: { tokenBody: 'form', clientAuthentication: ['basic', 'post', 'private-key-jwt'], pkce: 'supported' },
  ownParameters: ['token_format', 'login_hint', 'passcode', 'authorities'],
  texts: [
    {
      says: ['Bad credentials'],
      here: true,
      grant: 'password',
      cause: 'client-authentication/user-credentials-wrong',
      why: 'UAA has these words for the client and for the user alike.',
      possible: ['client-authentication/secret-wrong', 'client-identification/client-unknown'],
    },
    {
      says: [
        '"error":"unauthorized","error_description":"Bad credentials"',
        'Basic realm="UAA/client"…Bad credentials',
      ],
      cause: 'client-authentication/secret-wrong',
      why: 'UAA has these words for an unknown client and for a wrong secret alike.',
      fix: ['Take clientid and clientsecret from the newest key of the service, and url from the same key.'],
      possible: [
        'client-identification/client-unknown',
        'client-authentication/user-credentials-wrong',
        'environment/environment-mix-up',
      ],
    },
    {
      says: ['Name or password mismatch'],
      cause: 'client-authentication/user-credentials-wrong',
      possible: ['environment/wrong-authority'],
    },
    {
      says: ['The redirect_uri has an invalid domain'],
      cause: 'redirect-uri/not-registered',
      why: 'The host of the app is none of the redirect-uris under oauth2-configuration in xs-security.json; some landscapes and every own domain have to be named there.',
      fix: ['Add the address of the app to redirect-uris in xs-security.json, and update the service.'],
      possible: ['redirect-uri/host-port-mismatch'],
    },
    {
      says: ['Invalid redirect … did not match one of the registered values'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/host-port-mismatch', 'redirect-uri/path-mismatch', 'redirect-uri/scheme-mismatch'],
    },
    {
      says: ['An Authentication object was not found in the SecurityContext'],
      roles: ['token-request', 'introspection-request'],
      cause: 'client-authentication/credentials-missing',
      possible: ['client-authentication/authorization-header-stripped'],
    },
  ],
};
