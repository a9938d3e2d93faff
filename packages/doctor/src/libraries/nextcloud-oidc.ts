import type { Library } from './library.ts';

/** Nextcloud's app user_oidc: what it shows and logs where a login with another provider fails. */
export const nextcloudOidc: Library = {
  name: 'nextcloud-oidc',
  title: 'Nextcloud user_oidc',
  stack: 'php',
  tellingTexts: ['user_oidc', 'OCA\\UserOIDC'],
  texts: [
    {
      says: ['authorization state … either invalid or has already been consumed'],
      cause: 'state-session/session-expired',
      why: 'The state of the page was thrown away, or the callback was opened a second time.',
      possible: ['state-session/overwritten', 'state-session/state-mismatch'],
    },
    {
      says: ['The received state does not match the expected value', 'state_exists_in_session'],
      cause: 'state-session/cookie-not-stored',
      why: 'The session that began the login is not the one that came back, or holds another state.',
      possible: ['state-session/cookie-host-mismatch', 'state-session/overwritten', 'state-session/session-expired'],
    },
    {
      says: ['Failed to contact the OIDC provider token endpoint'],
      cause: 'client-authentication/secret-wrong',
      confidence: 'possible',
      why: 'Nextcloud says this of every refusal of the token endpoint; what stands behind the colon is the reason.',
      possible: ['availability/provider-unreachable', 'client-authentication/auth-method-mismatch'],
    },
    {
      says: ['The audience does not match ours', 'The authorized party does not match ours'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
      why: 'aud (or azp) of the ID token is not the client id that Nextcloud has for this provider.',
    },
    {
      says: ['The issuer does not match the one from the discovery endpoint'],
      cause: 'discovery/issuer-host-mismatch',
      possible: ['discovery/issuer-trailing-slash', 'token-use/token-from-other-issuer'],
    },
    {
      says: ['Failed to decrypt the OIDC provider client secret', 'Failed to decrypt the client secret'],
      cause: 'client-authentication/credentials-missing',
      variant: 'secret-unreadable',
      what: 'Nextcloud cannot read the client secret that it stored.',
      why: 'It was encrypted with another secret of config.php than the one in use.',
      fix: ['Enter the client secret again in the settings of the provider.'],
    },
    {
      says: ['user not in any whitelisted group', 'You do not have permission to log in to this instance'],
      cause: 'provider-policy/access-policy-missing',
      variant: 'groups',
      why: 'Login is limited to groups, and the token names none of them.',
      fix: ['Add the user to a group that may log in, and the groups claim to the ID token.'],
    },
    {
      says: ['The identity provider failed to authenticate the user'],
      cause: 'scope-consent/consent-denied',
      confidence: 'possible',
      possible: ['scope-consent/scope-unknown', 'provider-policy/access-policy-missing'],
    },
  ],
};
