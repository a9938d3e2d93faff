import { alteredByClient } from './authorization-code/altered-by-client.ts';
import { codeExpired } from './authorization-code/expired.ts';
import { redeemedTwice } from './authorization-code/redeemed-twice.ts';
import { authMethodMismatch } from './client-authentication/auth-method-mismatch.ts';
import { basicBytesLiteral } from './client-authentication/basic-bytes-literal.ts';
import { basicFormEncodingMismatch } from './client-authentication/basic-form-encoding-mismatch.ts';
import { basicMalformed } from './client-authentication/basic-malformed.ts';
import { basicSwapped } from './client-authentication/basic-swapped.ts';
import { credentialsMissing } from './client-authentication/credentials-missing.ts';
import { credentialsPlaceholder } from './client-authentication/credentials-placeholder.ts';
import { multipleMethods } from './client-authentication/multiple-methods.ts';
import { publicClientWithSecret } from './client-authentication/public-client-with-secret.ts';
import { secretBase64Encoded } from './client-authentication/secret-base64-encoded.ts';
import { secretHashedValue } from './client-authentication/secret-hashed-value.ts';
import { secretInQuotes } from './client-authentication/secret-in-quotes.ts';
import { secretOfOtherClient } from './client-authentication/secret-of-other-client.ts';
import { secretPercentEncoded } from './client-authentication/secret-percent-encoded.ts';
import { secretRetired } from './client-authentication/secret-retired.ts';
import { secretUnknown } from './client-authentication/secret-unknown.ts';
import { clientUnknown } from './client-identification/client-unknown.ts';
import { redirectUriOfOtherEnvironment } from './environment/redirect-uri-of-other-environment.ts';
import { secretOfOtherEnvironment } from './environment/secret-of-other-environment.ts';
import { tokenOfOtherEnvironment } from './environment/token-of-other-environment.ts';
import { challengeBase64OfHex } from './pkce/challenge-base64-of-hex.ts';
import { challengeEqualsVerifier } from './pkce/challenge-equals-verifier.ts';
import { challengeForm } from './pkce/challenge-form.ts';
import { challengeHex } from './pkce/challenge-hex.ts';
import { challengeMethod } from './pkce/challenge-method.ts';
import { challengePadded } from './pkce/challenge-padded.ts';
import { challengeStandardBase64 } from './pkce/challenge-standard-base64.ts';
import { hashOfDecodedBytes } from './pkce/hash-of-decoded-bytes.ts';
import { onlyOneHalfSent } from './pkce/only-one-half-sent.ts';
import { requiredNotSent } from './pkce/required-not-sent.ts';
import { verifierAlphabet } from './pkce/verifier-alphabet.ts';
import { verifierAndChallengeSwapped } from './pkce/verifier-and-challenge-swapped.ts';
import { verifierLength } from './pkce/verifier-length.ts';
import { verifierMismatch } from './pkce/verifier-mismatch.ts';
import { caseMismatch } from './redirect-uri/case-mismatch.ts';
import { differsBetweenRequests } from './redirect-uri/differs-between-requests.ts';
import { encodingMismatch } from './redirect-uri/encoding-mismatch.ts';
import { extraQuery } from './redirect-uri/extra-query.ts';
import { hostMismatch } from './redirect-uri/host-mismatch.ts';
import { localhostVsLoopback } from './redirect-uri/localhost-vs-loopback.ts';
import { lookalikeCharacters } from './redirect-uri/lookalike-characters.ts';
import { notRegistered } from './redirect-uri/not-registered.ts';
import { redirectUriOfOtherClient } from './redirect-uri/of-other-client.ts';
import { pathMismatch } from './redirect-uri/path-mismatch.ts';
import { portMismatch } from './redirect-uri/port-mismatch.ts';
import { schemeMismatch } from './redirect-uri/scheme-mismatch.ts';
import { trailingSlash } from './redirect-uri/trailing-slash.ts';
import { concurrentUse } from './refresh/concurrent-use.ts';
import { expiredInactivity } from './refresh/expired-inactivity.ts';
import { lifetimeEnded } from './refresh/lifetime-ended.ts';
import { refreshRevoked } from './refresh/revoked.ts';
import { rotationNotStored } from './refresh/rotation-not-stored.ts';
import { unknownToken } from './refresh/unknown-token.ts';
import { usedByAnotherHolder } from './refresh/used-by-another-holder.ts';
import type { Rule } from './rule.ts';
import { signInOlderThanMaxAge } from './state-session/sign-in-older-than-max-age.ts';
import { idTokenUsedAsAccessToken } from './token-use/id-token-used-as-access-token.ts';
import { bodyNotForm } from './transport-endpoint/body-not-form.ts';
import { clientIdInWhiteSpace } from './transport-endpoint/client-id-in-white-space.ts';
import { lineBreakInBasic } from './transport-endpoint/line-break-in-basic.ts';
import { parameterMissing } from './transport-endpoint/parameter-missing.ts';
import { parameterUnknown } from './transport-endpoint/parameter-unknown.ts';
import { redirectUriInWhiteSpace } from './transport-endpoint/redirect-uri-in-white-space.ts';
import { secretInWhiteSpace } from './transport-endpoint/secret-in-white-space.ts';

/** Every rule, sorted by cause and variant. */
export const rules: readonly Rule[] = Object.freeze([
  alteredByClient,
  codeExpired,
  redeemedTwice,
  authMethodMismatch,
  basicBytesLiteral,
  basicSwapped,
  basicMalformed,
  basicFormEncodingMismatch,
  publicClientWithSecret,
  credentialsMissing,
  credentialsPlaceholder,
  multipleMethods,
  secretHashedValue,
  secretBase64Encoded,
  secretOfOtherClient,
  secretPercentEncoded,
  secretInQuotes,
  secretRetired,
  secretUnknown,
  clientUnknown,
  secretOfOtherEnvironment,
  redirectUriOfOtherEnvironment,
  tokenOfOtherEnvironment,
  challengeBase64OfHex,
  challengeForm,
  challengeHex,
  challengePadded,
  challengeStandardBase64,
  hashOfDecodedBytes,
  challengeEqualsVerifier,
  challengeMethod,
  onlyOneHalfSent,
  requiredNotSent,
  verifierAlphabet,
  verifierLength,
  verifierAndChallengeSwapped,
  verifierMismatch,
  differsBetweenRequests,
  extraQuery,
  hostMismatch,
  lookalikeCharacters,
  portMismatch,
  localhostVsLoopback,
  notRegistered,
  redirectUriOfOtherClient,
  caseMismatch,
  encodingMismatch,
  pathMismatch,
  schemeMismatch,
  trailingSlash,
  concurrentUse,
  expiredInactivity,
  lifetimeEnded,
  refreshRevoked,
  usedByAnotherHolder,
  rotationNotStored,
  unknownToken,
  signInOlderThanMaxAge,
  idTokenUsedAsAccessToken,
  bodyNotForm,
  parameterMissing,
  parameterUnknown,
  lineBreakInBasic,
  clientIdInWhiteSpace,
  secretInWhiteSpace,
  redirectUriInWhiteSpace,
]);
