import type { Provider } from './provider.ts';

/** Bitbucket Cloud: its own server, which reads forms only. */
export const bitbucket: Provider = {
  name: 'bitbucket',
  title: 'Bitbucket',
  hosts: ['bitbucket.org'],
  apiHosts: ['api.bitbucket.org'],
  endpoints: {
    'authorization-request': ['/site/oauth2/authorize'],
    'token-request': ['/site/oauth2/access_token'],
  },
  tellingTexts: ['Bitbucket', 'bitbucket.org'],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['basic', 'post'],
    rotation: 'never',
    lifetimes: { accessToken: 7200 },
  },
  texts: [
    {
      says: ['Unsupported grant type: None'],
      here: true,
      cause: 'transport-endpoint/body-not-form',
      why: 'Bitbucket found no grant_type in a form: it does not read JSON.',
      possible: ['transport-endpoint/params-not-in-body', 'transport-endpoint/parameter-missing'],
    },
    {
      says: ['Requests must be authenticated using OAuth client credentials'],
      here: true,
      cause: 'client-authentication/credentials-missing',
      possible: ['client-authentication/secret-wrong', 'client-authentication/auth-method-mismatch'],
    },
    {
      says: ['Invalid redirect_uri…This integration is misconfigured. Contact the vendor for assistance'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/host-port-mismatch', 'redirect-uri/path-mismatch', 'redirect-uri/scheme-mismatch'],
    },
    {
      says: ['No callback uri defined for the OAuth client'],
      cause: 'redirect-uri/not-registered',
      confidence: 'certain',
      what: 'The OAuth consumer of Bitbucket has no callback URL.',
      why: 'Bitbucket issues no token to a consumer without one, not even for client_credentials, which never calls it.',
      fix: ['Fill in the Callback URL of the OAuth consumer in the settings of the workspace.'],
    },
    {
      says: ['No client with requested id'],
      here: true,
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
    },
    {
      says: ['Cannot use client_credentials with a consumer marked as public'],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
      why: 'Bitbucket gives client_credentials only to a private consumer.',
      fix: ['Tick "This is a private consumer" in the settings of the OAuth consumer.'],
      possible: ['client-authentication/client-type-mismatch'],
    },
    {
      says: ['Access token expired. Use your refresh token to obtain a new access token'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
    {
      says: ['Your credentials lack one or more required privilege scopes'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
  ],
};
