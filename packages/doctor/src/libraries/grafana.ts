import type { Library } from './library.ts';

/** Grafana's sign-in with OAuth. */
export const grafana: Library = {
  name: 'grafana',
  title: 'Grafana',
  stack: 'go',
  tellingTexts: ['Grafana', 'auth.generic_oauth', 'auth.azuread', 'login/generic_oauth', 'login.OAuthLogin'],
  texts: [
    {
      says: [
        'Missing saved oauth state',
        'auth.oauth.state.missing',
        'login.OAuthLogin(missing saved state)',
        'Missing required pkce cookie',
        'auth.oauth.pkce.missing',
      ],
      cause: 'state-session/cookie-not-stored',
      fix: [
        'Open Grafana at the very address of root_url; over http set cookie_secure to false, and cookie_samesite to lax.',
      ],
      possible: ['state-session/cookie-host-mismatch', 'state-session/cookie-samesite', 'state-session/overwritten'],
    },
    {
      says: [
        'Provided state does not match stored state',
        'auth.oauth.state.invalid',
        'login.OAuthLogin(state mismatch)',
      ],
      cause: 'state-session/overwritten',
      why: 'The cookie holds the hash of another state: a second login was started, or instances have different secret_key.',
      possible: ['state-session/state-mismatch'],
    },
    {
      says: [
        'Failed to get token from provider',
        'auth.oauth.token.exchange',
        'login.OAuthLogin(NewTransportWithCode)',
      ],
      cause: 'client-authentication/secret-wrong',
      confidence: 'possible',
      fix: ['Read the rest of the line: it holds the answer of the token endpoint, or why it was not reached.'],
      possible: [
        'availability/provider-unreachable',
        'redirect-uri/differs-between-requests',
        'client-authentication/auth-method-mismatch',
      ],
    },
    {
      says: ["Provider didn't return an email address", 'auth.oauth.email.missing'],
      cause: 'scope-consent/scope-insufficient',
      variant: 'email',
      fix: ['Ask for scope email, or name the attribute that holds the address by email_attribute_path.'],
    },
    {
      says: [
        'Required email domain not fulfilled',
        'auth.oauth.email.not-allowed',
        'User not a member of one of the required',
      ],
      cause: 'provider-policy/access-policy-missing',
      variant: 'app-list',
      what: 'The provider signed the person in, and Grafana’s own list does not have them.',
      why: 'allowed_domains, allowed_organizations, allowed_groups or team_ids keep the person out.',
      fix: ['Extend the list, or ask for the scope by which the provider tells groups or organisations.'],
      possible: ['scope-consent/scope-insufficient'],
    },
    {
      says: ['Login provider denied login request'],
      cause: 'scope-consent/consent-denied',
      possible: ['provider-policy/access-policy-missing', 'scope-consent/scope-unknown'],
    },
  ],
};
