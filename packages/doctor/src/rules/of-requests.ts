import { alteredByClient } from './authorization-code/altered-by-client.ts';
import { codeEncoded } from './authorization-code/encoded.ts';
import { otherCredentialAsCode } from './authorization-code/other-credential.ts';
import { codeWithRestOfQuery } from './authorization-code/rest-of-query.ts';
import { codeTruncated } from './authorization-code/truncated.ts';
import { basicBytesLiteral } from './client-authentication/basic-bytes-literal.ts';
import { basicEncodedTwice } from './client-authentication/basic-encoded-twice.ts';
import { basicMalformed } from './client-authentication/basic-malformed.ts';
import { basicNotEncoded } from './client-authentication/basic-not-encoded.ts';
import { basicSwapped } from './client-authentication/basic-swapped.ts';
import { basicWronglyJoined } from './client-authentication/basic-wrongly-joined.ts';
import { credentialsPlaceholder } from './client-authentication/credentials-placeholder.ts';
import { multipleMethods } from './client-authentication/multiple-methods.ts';
import { otherScheme } from './client-authentication/other-scheme.ts';
import { secretHashedValue } from './client-authentication/secret-hashed-value.ts';
import { twoClients } from './client-authentication/two-clients.ts';
import { tokenOfOtherEnvironment } from './environment/token-of-other-environment.ts';
import { challengeBase64OfHex } from './pkce/challenge-base64-of-hex.ts';
import { challengeEqualsVerifier } from './pkce/challenge-equals-verifier.ts';
import { challengeForm } from './pkce/challenge-form.ts';
import { challengeHex } from './pkce/challenge-hex.ts';
import { challengeIsState } from './pkce/challenge-is-state.ts';
import { challengePadded } from './pkce/challenge-padded.ts';
import { challengeStandardBase64 } from './pkce/challenge-standard-base64.ts';
import { hashOfDecodedBytes } from './pkce/hash-of-decoded-bytes.ts';
import { verifierAlphabet } from './pkce/verifier-alphabet.ts';
import { verifierAndChallengeSwapped } from './pkce/verifier-and-challenge-swapped.ts';
import { verifierLength } from './pkce/verifier-length.ts';
import { verifierMismatch } from './pkce/verifier-mismatch.ts';
import { differsBetweenRequests } from './redirect-uri/differs-between-requests.ts';
import { oobRetired } from './redirect-uri/oob-retired.ts';
import { otherCredentialAsRefreshToken } from './refresh/other-credential.ts';
import type { Rule } from './rule.ts';
import { bearerInParameters } from './token-use/bearer-in-parameters.ts';
import { bearerMalformed } from './token-use/bearer-malformed.ts';
import { bearerPlaceholder } from './token-use/bearer-placeholder.ts';
import { otherCredential } from './token-use/other-credential.ts';
import { accessTokenTruncated } from './token-use/token-truncated.ts';
import { clientIdInWhiteSpace } from './transport-endpoint/client-id-in-white-space.ts';
import { lineBreakInBasic } from './transport-endpoint/line-break-in-basic.ts';
import { parameterUnknown } from './transport-endpoint/parameter-unknown.ts';

/**
 * The rules that need nothing that only the server knows, sorted as the registry is: a capture can be asked these alone, and
 * the command that reads one loads no others.
 */
export const rulesOfRequests: readonly Rule[] = Object.freeze([
  alteredByClient,
  codeEncoded,
  codeWithRestOfQuery,
  codeTruncated,
  otherScheme,
  basicBytesLiteral,
  basicEncodedTwice,
  basicSwapped,
  basicMalformed,
  basicNotEncoded,
  basicWronglyJoined,
  credentialsPlaceholder,
  multipleMethods,
  twoClients,
  secretHashedValue,
  tokenOfOtherEnvironment,
  challengeBase64OfHex,
  challengeForm,
  challengeHex,
  challengeIsState,
  challengePadded,
  challengeStandardBase64,
  hashOfDecodedBytes,
  challengeEqualsVerifier,
  verifierAlphabet,
  verifierLength,
  verifierAndChallengeSwapped,
  verifierMismatch,
  differsBetweenRequests,
  oobRetired,
  bearerMalformed,
  bearerPlaceholder,
  bearerInParameters,
  accessTokenTruncated,
  otherCredential,
  otherCredentialAsCode,
  otherCredentialAsRefreshToken,
  parameterUnknown,
  lineBreakInBasic,
  clientIdInWhiteSpace,
]);
