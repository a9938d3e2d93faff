import type { SaidText } from '../../said/said-text.ts';

/** How a rule of the provider or of its operator keeps somebody out. */
export const providerPolicyWords: readonly SaidText[] = [
  {
    says: [
      'mfa_required',
      'multi-factor authentication required',
      'two-factor authentication required',
      'Two factor required',
      '2FA required',
      'second factor required',
      'mfa required',
    ],
    cause: 'provider-policy/mfa-required',
    variant: 'said-so',
  },
  {
    says: [
      'otp_required',
      'OTP required',
      'one-time code required',
      'otp is required',
      'one-time password required',
      'invalid OTP',
      'incorrect OTP',
      'invalid_otp',
      'otp_expired',
      'isOtpRequired true',
      'requiresOtp',
    ],
    cause: 'provider-policy/otp-required',
    variant: 'said-so',
  },
  {
    says: ['disallowed_useragent', 'classified as an embedded user-agent'],
    cause: 'provider-policy/embedded-webview-blocked',
    variant: 'said-so',
    confidence: 'certain',
  },
  {
    says: [
      'embedded browser',
      'embedded user agent',
      'in-app browser … not',
      'embedded webview',
      'WebView … not allowed',
    ],
    cause: 'provider-policy/embedded-webview-blocked',
    variant: 'said-so',
  },
  {
    says: [
      'access policy',
      'no policy',
      'policy evaluation failed',
      'policy denied',
      'not assigned to the application',
      'not assigned to this app',
      'not permitted to access this application',
      'not authorized to access this application',
      'permission denied … policy',
    ],
    cause: 'provider-policy/access-policy-missing',
    variant: 'said-so',
  },
];
