import { codeExpired } from './authorization-code/expired.ts';
import { redeemedTwice } from './authorization-code/redeemed-twice.ts';
import { authMethodMismatch } from './client-authentication/auth-method-mismatch.ts';
import { basicFormEncodingMismatch } from './client-authentication/basic-form-encoding-mismatch.ts';
import { clientIdAsSecret } from './client-authentication/client-id-as-secret.ts';
import { clientKeyDecorated } from './client-authentication/client-key-decorated.ts';
import { clientKeyMissing } from './client-authentication/client-key-missing.ts';
import { clientKeyMisspelt } from './client-authentication/client-key-misspelt.ts';
import { clientKeySwapped } from './client-authentication/client-key-swapped.ts';
import { credentialsMissing } from './client-authentication/credentials-missing.ts';
import { notReadFromBody } from './client-authentication/not-read-from-body.ts';
import { publicClientWithSecret } from './client-authentication/public-client-with-secret.ts';
import { secretBase64Encoded } from './client-authentication/secret-base64-encoded.ts';
import { secretInQuotes } from './client-authentication/secret-in-quotes.ts';
import { secretKeyMissing } from './client-authentication/secret-key-missing.ts';
import { secretOfOtherClient } from './client-authentication/secret-of-other-client.ts';
import { secretPercentEncoded } from './client-authentication/secret-percent-encoded.ts';
import { secretRetired } from './client-authentication/secret-retired.ts';
import { secretUnknown } from './client-authentication/secret-unknown.ts';
import { accessTokenOfOtherClient } from './client-identification/access-token-of-other-client.ts';
import { clientUnknown } from './client-identification/client-unknown.ts';
import { codeOfOtherClient } from './client-identification/code-of-other-client.ts';
import { refreshTokenOfOtherClient } from './client-identification/refresh-token-of-other-client.ts';
import { responseType } from './client-identification/response-type.ts';
import { sessionOfOtherClient } from './client-identification/session-of-other-client.ts';
import { clientClockBehind } from './clock/client-clock-behind.ts';
import { clientIdOfOtherEnvironment } from './environment/client-id-of-other-environment.ts';
import { clientKeyOfOtherEnvironment } from './environment/client-key-of-other-environment.ts';
import { redirectUriOfOtherEnvironment } from './environment/redirect-uri-of-other-environment.ts';
import { regionOfRequest } from './environment/region-of-request.ts';
import { secretOfOtherEnvironment } from './environment/secret-of-other-environment.ts';
import { rulesOfRequests } from './of-requests.ts';
import { methodMissing } from './pkce/method-missing.ts';
import { methodNotS256 } from './pkce/method-not-s256.ts';
import { onlyOneHalfSent } from './pkce/only-one-half-sent.ts';
import { requiredNotSent } from './pkce/required-not-sent.ts';
import { verifierIsState } from './pkce/verifier-is-state.ts';
import { verifierOfAnotherFlow } from './pkce/verifier-of-another-flow.ts';
import { codeBeforeLogin } from './provider-policy/code-before-login.ts';
import { loginTokenMissing } from './provider-policy/login-token-missing.ts';
import { caseMismatch } from './redirect-uri/case-mismatch.ts';
import { encodingMismatch } from './redirect-uri/encoding-mismatch.ts';
import { extraQuery } from './redirect-uri/extra-query.ts';
import { redirectUriFragment } from './redirect-uri/fragment.ts';
import { hostMismatch } from './redirect-uri/host-mismatch.ts';
import { localhostVsLoopback } from './redirect-uri/localhost-vs-loopback.ts';
import { lookalikeCharacters } from './redirect-uri/lookalike-characters.ts';
import { notEncoded } from './redirect-uri/not-encoded.ts';
import { notRegistered } from './redirect-uri/not-registered.ts';
import { redirectUriOfOtherClient } from './redirect-uri/of-other-client.ts';
import { pathMismatch } from './redirect-uri/path-mismatch.ts';
import { portMismatch } from './redirect-uri/port-mismatch.ts';
import { schemeMismatch } from './redirect-uri/scheme-mismatch.ts';
import { trailingSlash } from './redirect-uri/trailing-slash.ts';
import { redirectUriUserInfo } from './redirect-uri/user-info.ts';
import { concurrentUse } from './refresh/concurrent-use.ts';
import { endedBeforeRedemption } from './refresh/ended-before-redemption.ts';
import { expiredInactivity } from './refresh/expired-inactivity.ts';
import { lateRetry } from './refresh/late-retry.ts';
import { lifetimeEnded } from './refresh/lifetime-ended.ts';
import { refreshRevoked } from './refresh/revoked.ts';
import { rotationNotStored } from './refresh/rotation-not-stored.ts';
import { refreshTokenTruncated } from './refresh/truncated.ts';
import { unknownToken } from './refresh/unknown-token.ts';
import { usedByAnotherHolder } from './refresh/used-by-another-holder.ts';
import { usedOverLimit } from './refresh/used-over-limit.ts';
import type { Rule } from './rule.ts';
import { scopeInsufficient } from './scope-consent/scope-insufficient.ts';
import { scopeNotRegistered } from './scope-consent/scope-not-registered.ts';
import { scopeSeparator } from './scope-consent/scope-separator.ts';
import { scopeUnknown } from './scope-consent/scope-unknown.ts';
import { sessionRanOut } from './state-session/session-ran-out.ts';
import { signInOlderThanMaxAge } from './state-session/sign-in-older-than-max-age.ts';
import { accessTokenExpired } from './token-use/access-token-expired.ts';
import { accessTokenRevoked } from './token-use/access-token-revoked.ts';
import { audienceMismatch } from './token-use/audience-mismatch.ts';
import { bearerMissing } from './token-use/bearer-missing.ts';
import { idTokenAsAccessToken } from './token-use/id-token-as-access-token.ts';
import { jwtOfOtherIssuer } from './token-use/jwt-of-other-issuer.ts';
import { tokenOfOtherStep } from './token-use/token-of-other-step.ts';
import { bodyNotForm } from './transport-endpoint/body-not-form.ts';
import { fieldNotAllowed } from './transport-endpoint/field-not-allowed.ts';
import { grantType } from './transport-endpoint/grant-type.ts';
import { htmlAccepted } from './transport-endpoint/html-accepted.ts';
import { jsonBody } from './transport-endpoint/json-body.ts';
import { multipartBody } from './transport-endpoint/multipart-body.ts';
import { parameterDuplicated } from './transport-endpoint/parameter-duplicated.ts';
import { parameterMissing } from './transport-endpoint/parameter-missing.ts';
import { parametersInQuery } from './transport-endpoint/parameters-in-query.ts';
import { redirectUriInWhiteSpace } from './transport-endpoint/redirect-uri-in-white-space.ts';
import { secretInWhiteSpace } from './transport-endpoint/secret-in-white-space.ts';
import { tokenEndpointWrongHost } from './transport-endpoint/token-endpoint-wrong-host.ts';
import { wrongHttpMethod } from './transport-endpoint/wrong-http-method.ts';
import { wrongPath } from './transport-endpoint/wrong-path.ts';

/** The rules that need the server's records, or its own word for why it refused. */
const rulesOfRecords: readonly Rule[] = [
  codeExpired,
  redeemedTwice,
  authMethodMismatch,
  notReadFromBody,
  basicFormEncodingMismatch,
  clientKeyDecorated,
  clientKeySwapped,
  clientKeyMissing,
  clientKeyMisspelt,
  publicClientWithSecret,
  credentialsMissing,
  secretKeyMissing,
  secretBase64Encoded,
  clientIdAsSecret,
  secretOfOtherClient,
  secretPercentEncoded,
  secretInQuotes,
  secretRetired,
  secretUnknown,
  clientUnknown,
  accessTokenOfOtherClient,
  codeOfOtherClient,
  refreshTokenOfOtherClient,
  sessionOfOtherClient,
  responseType,
  clientClockBehind,
  clientIdOfOtherEnvironment,
  clientKeyOfOtherEnvironment,
  secretOfOtherEnvironment,
  redirectUriOfOtherEnvironment,
  regionOfRequest,
  methodMissing,
  methodNotS256,
  onlyOneHalfSent,
  requiredNotSent,
  verifierIsState,
  verifierOfAnotherFlow,
  codeBeforeLogin,
  loginTokenMissing,
  redirectUriFragment,
  extraQuery,
  hostMismatch,
  lookalikeCharacters,
  portMismatch,
  redirectUriUserInfo,
  localhostVsLoopback,
  notEncoded,
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
  endedBeforeRedemption,
  refreshRevoked,
  usedByAnotherHolder,
  lateRetry,
  rotationNotStored,
  refreshTokenTruncated,
  unknownToken,
  usedOverLimit,
  scopeInsufficient,
  scopeNotRegistered,
  scopeSeparator,
  scopeUnknown,
  sessionRanOut,
  signInOlderThanMaxAge,
  accessTokenExpired,
  accessTokenRevoked,
  audienceMismatch,
  bearerMissing,
  idTokenAsAccessToken,
  jwtOfOtherIssuer,
  tokenOfOtherStep,
  htmlAccepted,
  jsonBody,
  multipartBody,
  bodyNotForm,
  wrongPath,
  grantType,
  parameterMissing,
  fieldNotAllowed,
  parameterDuplicated,
  parametersInQuery,
  secretInWhiteSpace,
  redirectUriInWhiteSpace,
  tokenEndpointWrongHost,
  wrongHttpMethod,
];

/** Every rule, sorted by cause and variant. */
export const rules: readonly Rule[] = Object.freeze(
  [...rulesOfRequests, ...rulesOfRecords].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
);

function nameOf({ cause, variant }: Rule): string {
  return `${cause}:${variant}`;
}
