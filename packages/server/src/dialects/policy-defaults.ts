import { klaviyoPolicyDefaults } from './klaviyo/policy-defaults.ts';

/** What an environment's policy starts from in each dialect, where its configuration says nothing. */
export const policyDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = Object.freeze({
  standard: {},
  klaviyo: klaviyoPolicyDefaults,
});

/** Switches that weaken what the standard dialect promises: only a provider's dialect may be set so. */
export const standardOnly: Readonly<Record<string, unknown>> = Object.freeze({
  refreshTokenUse: 'rotate',
  revokeOnCodeReuse: true,
  unregisteredScopes: 'refuse',
  codeChallengeForm: 'digest',
});
