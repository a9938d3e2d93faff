import { baanxPolicyDefaults, baanxStageDefaults } from './baanx/policy-defaults.ts';
import { klaviyoPolicyDefaults } from './klaviyo/policy-defaults.ts';

/** What an environment's policy starts from in each dialect, where its configuration says nothing. */
export const policyDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = Object.freeze({
  standard: {},
  klaviyo: klaviyoPolicyDefaults,
  baanx: baanxPolicyDefaults,
});

/** What differs by stage, laid over the defaults of the dialect. */
export const stagePolicyDefaults: Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
> = Object.freeze({ baanx: baanxStageDefaults });

/** Seconds: the longest life of a refresh token family in the standard dialect, two years. */
export const longestStandardFamily = 63_072_000;

/** Switches that weaken what the standard dialect promises: only a provider's dialect may be set so. */
export const standardOnly: Readonly<Record<string, unknown>> = Object.freeze({
  refreshTokenUse: 'rotate',
  revokeOnCodeReuse: true,
  unregisteredScopes: 'refuse',
  codeChallengeForm: 'digest',
  consent: 'ask',
});
