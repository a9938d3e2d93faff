import type { Library } from './library.ts';

/** Postman, Insomnia, Swagger UI and curl, as people meet failures in them. */
export const postman: Library = {
  name: 'postman',
  title: 'Postman',
  tellingTexts: ['Postman', 'Insomnia', 'oauth.pstmn.io', 'Swagger UI'],
  texts: [
    {
      says: [
        'Could not complete OAuth 2.0 login. Check Postman Console',
        "Couldn't complete OAuth 2.0 login",
        'Error: Could not complete OAuth 2.0 login',
      ],
      cause: 'client-authentication/secret-wrong',
      confidence: 'possible',
      possible: [
        'redirect-uri/not-registered',
        'transport-endpoint/endpoint-url-wrong',
        'client-authentication/auth-method-mismatch',
      ],
      fix: ['Open the Postman console: it shows the answer of the token endpoint.'],
    },
    {
      says: ['Authorization code … Error: invalid_state', 'Failed to obtain access token … Postman'],
      cause: 'state-session/state-mismatch',
      confidence: 'possible',
    },
    {
      says: ['Could not get any response', 'Error: tunneling socket'],
      cause: 'availability/provider-unreachable',
    },
    {
      says: ['Auth errorError: Unauthorized', 'Auth ErrorTypeError: Failed to fetch', 'Auth ErrorTypeError'],
      cause: 'transport-endpoint/cors-blocked',
      variant: 'swagger-ui',
      possible: ['client-authentication/secret-wrong', 'client-authentication/client-type-mismatch'],
    },
    {
      says: ['Authorization may be unsafe, passed state was changed'],
      cause: 'state-session/state-mismatch',
      variant: 'swagger-ui',
      possible: ['state-session/overwritten'],
    },
    {
      says: ['Authorization failed, no accessCode received from the server'],
      cause: 'transport-endpoint/parameter-missing',
      variant: 'swagger-ui-code',
      possible: ['authorization-code/response-in-fragment', 'scope-consent/consent-denied'],
    },
  ],
};
