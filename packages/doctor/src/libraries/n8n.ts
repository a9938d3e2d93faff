import type { Library } from './library.ts';

/** n8n's OAuth credentials. */
export const n8n: Library = {
  name: 'n8n',
  title: 'n8n',
  stack: 'javascript',
  tellingTexts: ['n8n', 'rest/oauth2-credential/callback', 'oauth-error-callback'],
  texts: [
    {
      says: ['Insufficient parameters for OAuth2 callback'],
      cause: 'scope-consent/consent-denied',
      confidence: 'possible',
      what: 'The provider came back to n8n without a code.',
      why: 'The list behind the message is what it sent instead: error and error_description name its reason.',
      fix: ['Read error and error_description in the message; where they are absent, the callback was opened by hand.'],
      possible: [
        'scope-consent/scope-unknown',
        'transport-endpoint/parameter-missing',
        'authorization-code/response-in-fragment',
      ],
    },
    {
      says: ['The OAuth2 callback state is invalid', 'The OAuth callback state is invalid', 'Invalid state format'],
      mentions: ['n8n', 'OAuth2 callback', 'OAuth callback'],
      cause: 'state-session/state-mismatch',
      possible: ['state-session/overwritten', 'state-session/cookie-host-mismatch'],
    },
    {
      says: ['Unable to get OAuth2 access tokens', 'Failed to get OAuth2 access tokens'],
      cause: 'client-authentication/secret-wrong',
      confidence: 'possible',
      possible: [
        'authorization-code/redeemed-twice',
        'redirect-uri/differs-between-requests',
        'client-authentication/auth-method-mismatch',
      ],
    },
  ],
};
