import type { Library } from './library.ts';

/** Gitea and Forgejo as servers, on whatever host: what they answer, and what their log says. */
export const gitea: Library = {
  name: 'gitea',
  title: 'Gitea and Forgejo',
  stack: 'go',
  tellingTexts: ['gitea', 'forgejo', 'codeberg.org'],
  texts: [
    {
      says: ['token does not have at least one of required scope(s)'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
      fix: ['Ask for the scope in the authorization request, such as read:user, and sign in again.'],
    },
    {
      // The function in whose name the log reports the refusal.
      says: ['403 Forbidden in … tokenRequiresScopes'],
      cause: 'scope-consent/scope-insufficient',
      fix: ['Ask for the scope in the authorization request, such as read:user, and sign in again.'],
    },
    {
      says: ['Client ID not registered'],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
    },
    {
      says: ['Unregistered Redirect URI'],
      mentions: ['gitea', 'forgejo', 'codeberg'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/host-port-mismatch', 'redirect-uri/path-mismatch'],
    },
    {
      says: ['invalid empty client secret'],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      possible: ['client-authentication/client-type-mismatch'],
    },
    {
      says: ['client_id in request body inconsistent with Authorization header'],
      cause: 'client-authentication/multiple-methods',
      confidence: 'certain',
    },
    {
      says: ['failed PKCE code challenge'],
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding', 'pkce/only-one-half-sent'],
    },
  ],
};
