import type { Provider } from './provider.ts';

/** Home Connect, of the appliances of BSH. */
export const homeConnect: Provider = {
  name: 'home-connect',
  title: 'Home Connect',
  hosts: ['api.home-connect.com', 'simulator.home-connect.com', 'api.home-connect.cn'],
  endpoints: {
    'authorization-request': ['/security/oauth/authorize'],
    'token-request': ['/security/oauth/token'],
    'device-authorization-request': ['/security/oauth/device_authorization'],
    'resource-request': ['/api/**'],
  },
  tellingTexts: ['home-connect.com', 'Home Connect', 'homeconnect'],
  habits: { tokenBody: 'form', clientAuthentication: ['post', 'none'], pkce: 'supported', rotation: 'sometimes' },
  texts: [
    {
      says: [
        'The rate limit … was reached. Requests are blocked during the remaining period',
        'Requests are blocked during the remaining period',
      ],
      cause: 'availability/rate-limited',
      confidence: 'certain',
      possible: ['clock/expiry-miscalculated'],
    },
    {
      says: [
        'client has limited user list - user not assigned to client',
        'The given user is not assigned to this app',
        'given user is not assigned to this application in the Home Connect Developer Portal',
      ],
      cause: 'provider-policy/app-not-public',
      confidence: 'certain',
      why: 'The application may be used by the accounts alone that it lists in the developer portal.',
      fix: [
        'Enter the address of the Home Connect account as its user for testing in the application, in small letters, and wait until it is known.',
      ],
    },
    {
      says: ['request rejected by client authorization authority'],
      cause: 'client-identification/client-unknown',
      why: 'The client id or the redirect URI is not one of the developer portal; a new application is known after up to an hour.',
      possible: ['redirect-uri/not-registered'],
    },
    {
      says: ['client or redirection URI not authorized'],
      cause: 'redirect-uri/not-registered',
      possible: ['client-identification/client-unknown'],
    },
  ],
};
