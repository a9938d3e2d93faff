import type { SaidText } from '../said/said-text.ts';

/** How Entra speaks of codes, PKCE and refresh tokens. */
export const grantTexts: readonly SaidText[] = [
  {
    says: ['AADSTS54005', 'OAuth2 Authorization code was already redeemed'],
    cause: 'authorization-code/redeemed-twice',
    confidence: 'certain',
    variant: 'aadsts54005',
  },
  {
    says: ['AADSTS70008…due to it being revoked', 'StsRefreshTokensValidFrom date'],
    cause: 'refresh/revoked',
    confidence: 'certain',
    variant: 'aadsts70008',
    why: 'The password was changed or the sessions were ended after the token was issued.',
  },
  {
    says: ['AADSTS70008'],
    grant: 'authorization_code',
    cause: 'authorization-code/expired',
    variant: 'aadsts70008',
    possible: ['authorization-code/redeemed-twice', 'refresh/expired-inactivity'],
  },
  {
    says: ['AADSTS70008'],
    cause: 'refresh/expired-inactivity',
    variant: 'aadsts70008',
    possible: ['authorization-code/expired'],
  },
  {
    says: ['AADSTS501481', 'AADSTS50148', 'The Code_Verifier does not match the code_challenge'],
    cause: 'pkce/verifier-mismatch',
    confidence: 'certain',
    variant: 'aadsts501481',
    possible: ['pkce/challenge-encoding', 'pkce/challenge-method-mismatch'],
  },
  { says: ['AADSTS501491…Code_Verifier', 'AADSTS501490…Code_Verifier'], cause: 'pkce/verifier-format' },
  {
    says: ['AADSTS50147', 'AADSTS501471', 'AADSTS501491', 'AADSTS501490'],
    cause: 'pkce/challenge-encoding',
    variant: 'aadsts50147',
    possible: ['pkce/only-one-half-sent', 'pkce/verifier-format'],
  },
  { says: ['AADSTS50149', 'AADSTS501441'], cause: 'pkce/only-one-half-sent' },
  {
    says: ['AADSTS9002313', 'AADSTS9000410', 'AADSTS9000411'],
    mentions: ['duplicated'],
    cause: 'transport-endpoint/parameter-unknown',
    variant: 'duplicated',
  },
  {
    says: 'AADSTS9002313',
    grant: 'refresh_token',
    cause: 'refresh/unknown-token',
    possible: ['transport-endpoint/body-not-form', 'token-use/token-truncated'],
  },
  {
    says: 'AADSTS9002313',
    cause: 'authorization-code/altered-by-client',
    possible: ['transport-endpoint/body-not-form', 'refresh/unknown-token', 'transport-endpoint/parameter-missing'],
  },

  // Refresh tokens.
  {
    says: ['AADSTS700082', 'The refresh token has expired due to inactivity'],
    cause: 'refresh/expired-inactivity',
    confidence: 'certain',
    variant: 'aadsts700082',
  },
  {
    says: [
      'AADSTS700084',
      'The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime',
    ],
    cause: 'refresh/lifetime-ended',
    confidence: 'certain',
    variant: 'single-page-24-hours',
    fix: [
      'Sign in again: refresh tokens of single-page apps live 24 hours from the sign-in.',
      'Catch this error and start an interactive or silent sign-in.',
    ],
  },
  {
    says: ['AADSTS70043', 'AADSTS70044', 'AADSTS700081'],
    cause: 'refresh/lifetime-ended',
    confidence: 'certain',
    variant: 'sign-in-frequency',
  },
  {
    says: ['AADSTS50089'],
    roles: ['authorization-request', 'authorization-response', 'other'],
    cause: 'state-session/session-expired',
    variant: 'flow-token',
    what: 'The sign-in page was left open too long: the token of its flow has expired.',
    possible: ['refresh/lifetime-ended', 'authorization-code/expired'],
  },
  {
    says: ['AADSTS70043', 'AADSTS70044', 'AADSTS700081', 'AADSTS50089'],
    cause: 'refresh/lifetime-ended',
    variant: 'sign-in-frequency',
    possible: ['provider-policy/mfa-required'],
  },
  {
    says: ['AADSTS50173', 'AADSTS50132', 'AADSTS50133', 'the grant has been revoked…AADSTS', 'TokensValidFrom'],
    cause: 'refresh/revoked',
    confidence: 'certain',
    variant: 'aadsts50173',
    why: 'The password was changed or reset, or an administrator revoked the sessions, after the token was issued.',
  },
  {
    says: ['AADSTS50085', 'AADSTS50139'],
    cause: 'refresh/revoked',
    variant: 'federated-session',
    why: 'The session with the provider behind the account is gone, so Entra cannot renew its own.',
    possible: ['refresh/lifetime-ended'],
  },
  {
    says: [
      'AADSTS70000…scopes requested are unauthorized or expired',
      'one or more scopes requested are unauthorized or expired',
    ],
    cause: 'scope-consent/consent-missing',
    variant: 'aadsts70000-scope',
    possible: ['refresh/revoked', 'scope-consent/scope-insufficient'],
  },
  {
    says: [
      "AADSTS70000…The provided value for the 'code' parameter is not valid",
      "The provided value for the input parameter 'code' is not valid",
      "The provided value for the 'code' parameter is not valid",
    ],
    cause: 'authorization-code/altered-by-client',
    possible: ['authorization-code/redeemed-twice', 'authorization-code/expired', 'environment/wrong-authority'],
  },
  { says: ['AADSTS70000…redirect_uri', 'AADSTS70000…reply address'], cause: 'redirect-uri/differs-between-requests' },
  {
    says: 'AADSTS70000',
    grant: 'refresh_token',
    without: ['scopes requested are unauthorized'],
    cause: 'refresh/revoked',
    variant: 'aadsts70000',
    possible: [
      'refresh/unknown-token',
      'scope-consent/consent-missing',
      'environment/wrong-authority',
      'refresh/lifetime-ended',
    ],
  },
  {
    says: 'AADSTS70000',
    without: ['scopes requested are unauthorized'],
    cause: 'authorization-code/expired',
    variant: 'aadsts70000',
    possible: [
      'authorization-code/redeemed-twice',
      'redirect-uri/differs-between-requests',
      'refresh/revoked',
      'authorization-code/altered-by-client',
    ],
  },
  {
    // Microsoft Graph and Exchange, to a token whose scopes do not reach this mailbox or file.
    says: ['ErrorAccessDenied', 'Access is denied. Check credentials and try again'],
    cause: 'scope-consent/scope-insufficient',
    possible: ['provider-policy/access-policy-missing'],
  },
  { says: ['AKV10000: Request is missing a Bearer'], cause: 'token-use/authorization-header-malformed' },
  {
    says: ['AADSTS50196'],
    cause: 'clock/expiry-miscalculated',
    variant: 'request-loop',
    possible: ['availability/rate-limited'],
  },
  {
    says: ['AADSTS500133', 'AADSTS50013…not within its valid time range'],
    cause: 'token-use/access-token-expired',
    variant: 'user-assertion',
    possible: ['clock/skew', 'client-authentication/assertion-stale'],
  },
  {
    says: ['AADSTS50027', 'AADSTS900384', 'AADSTS50006'],
    cause: 'token-use/token-from-other-issuer',
    variant: 'presented-token',
    possible: ['token-use/audience-mismatch', 'client-authentication/secret-wrong', 'clock/skew'],
  },
  {
    says: ['AADSTS50013', 'AADSTS500131', 'AADSTS500132', 'AADSTS5002723'],
    cause: 'token-use/audience-mismatch',
    variant: 'user-assertion',
    why: 'The token that was handed in on behalf of a user was not issued for this app, so it may not exchange it.',
    possible: ['client-authentication/assertion-audience-wrong', 'token-use/token-from-other-issuer'],
  },
];
