import { alteredByClient } from './authorization-code/altered-by-client.ts';
import { consumedByPrefetch } from './authorization-code/consumed-by-prefetch.ts';
import { codeExpired } from './authorization-code/expired.ts';
import { redeemedTwice } from './authorization-code/redeemed-twice.ts';
import { responseInFragment } from './authorization-code/response-in-fragment.ts';
import { devicePollingTooFast } from './availability/device-polling-too-fast.ts';
import { providerIncident } from './availability/provider-incident.ts';
import { providerUnreachable } from './availability/provider-unreachable.ts';
import { rateLimited } from './availability/rate-limited.ts';
import { assertionAudienceWrong } from './client-authentication/assertion-audience-wrong.ts';
import { assertionStale } from './client-authentication/assertion-stale.ts';
import { authMethodMismatch } from './client-authentication/auth-method-mismatch.ts';
import { authorizationHeaderStripped } from './client-authentication/authorization-header-stripped.ts';
import { basicContentWrong } from './client-authentication/basic-content-wrong.ts';
import { basicFormEncodingMismatch } from './client-authentication/basic-form-encoding-mismatch.ts';
import { clientTypeMismatch } from './client-authentication/client-type-mismatch.ts';
import { credentialsMissing } from './client-authentication/credentials-missing.ts';
import { credentialsPlaceholder } from './client-authentication/credentials-placeholder.ts';
import { multipleMethods } from './client-authentication/multiple-methods.ts';
import { secretExpired } from './client-authentication/secret-expired.ts';
import { secretWrong } from './client-authentication/secret-wrong.ts';
import { userCredentialsWrong } from './client-authentication/user-credentials-wrong.ts';
import { clientUnknown } from './client-identification/client-unknown.ts';
import { credentialsOfOtherApp } from './client-identification/credentials-of-other-app.ts';
import { grantTypeNotAllowed } from './client-identification/grant-type-not-allowed.ts';
import { expiryMiscalculated } from './clock/expiry-miscalculated.ts';
import { skew } from './clock/skew.ts';
import { dcrNotSupported } from './discovery/dcr-not-supported.ts';
import { issuerHostMismatch } from './discovery/issuer-host-mismatch.ts';
import { issuerTemplate } from './discovery/issuer-template.ts';
import { issuerTrailingSlash } from './discovery/issuer-trailing-slash.ts';
import { metadataNotFound } from './discovery/metadata-not-found.ts';
import { pkceNotAdvertised } from './discovery/pkce-not-advertised.ts';
import { resourceMetadataMismatch } from './discovery/resource-metadata-mismatch.ts';
import { environmentMixUp } from './environment/environment-mix-up.ts';
import { regionMismatch } from './environment/region-mismatch.ts';
import { wrongAuthority } from './environment/wrong-authority.ts';
import { challengeEncoding } from './pkce/challenge-encoding.ts';
import { challengeMethodMismatch } from './pkce/challenge-method-mismatch.ts';
import { onlyOneHalfSent } from './pkce/only-one-half-sent.ts';
import { requiredNotSent } from './pkce/required-not-sent.ts';
import { verifierFormat } from './pkce/verifier-format.ts';
import { verifierMismatch } from './pkce/verifier-mismatch.ts';
import { embeddedWebviewBlocked } from './provider-policy/embedded-webview-blocked.ts';
import { otpRequired } from './provider-policy/otp-required.ts';
import { differsBetweenRequests } from './redirect-uri/differs-between-requests.ts';
import { extraQuery } from './redirect-uri/extra-query.ts';
import { hostPortMismatch } from './redirect-uri/host-port-mismatch.ts';
import { kindNotAllowed } from './redirect-uri/kind-not-allowed.ts';
import { localhostVsLoopback } from './redirect-uri/localhost-vs-loopback.ts';
import { notEncoded } from './redirect-uri/not-encoded.ts';
import { notRegistered } from './redirect-uri/not-registered.ts';
import { pathMismatch } from './redirect-uri/path-mismatch.ts';
import { schemeMismatch } from './redirect-uri/scheme-mismatch.ts';
import { trailingSlash } from './redirect-uri/trailing-slash.ts';
import { concurrentUse } from './refresh/concurrent-use.ts';
import { expiredInactivity } from './refresh/expired-inactivity.ts';
import { lifetimeEnded } from './refresh/lifetime-ended.ts';
import { notIssued } from './refresh/not-issued.ts';
import { revoked } from './refresh/revoked.ts';
import { rotationNotStored } from './refresh/rotation-not-stored.ts';
import { testingModeLimit } from './refresh/testing-mode-limit.ts';
import { unknownToken } from './refresh/unknown-token.ts';
import { usedOverLimit } from './refresh/used-over-limit.ts';
import { remarkSigns } from './remarks.ts';
import { sayingSigns } from './sayings.ts';
import { defaultScopeRequired } from './scope-consent/default-scope-required.ts';
import { scopeInsufficient } from './scope-consent/scope-insufficient.ts';
import { scopeMissing } from './scope-consent/scope-missing.ts';
import { scopeNotAllowedForClient } from './scope-consent/scope-not-allowed-for-client.ts';
import { scopeSeparator } from './scope-consent/scope-separator.ts';
import { scopeUnknown } from './scope-consent/scope-unknown.ts';
import type { DeclaredSign, Look } from './sign.ts';
import { callbackSignatureWrong } from './state-session/callback-signature-wrong.ts';
import { cookieHostMismatch } from './state-session/cookie-host-mismatch.ts';
import { cookieNameCollision } from './state-session/cookie-name-collision.ts';
import { cookieNotStored } from './state-session/cookie-not-stored.ts';
import { cookieSamesite } from './state-session/cookie-samesite.ts';
import { overwritten } from './state-session/overwritten.ts';
import { sessionExpired } from './state-session/session-expired.ts';
import { stateMismatch } from './state-session/state-mismatch.ts';
import { thirdPartyCookieBlocked } from './state-session/third-party-cookie-blocked.ts';
import { accessTokenExpired } from './token-use/access-token-expired.ts';
import { audienceMismatch } from './token-use/audience-mismatch.ts';
import { audienceNotRequested } from './token-use/audience-not-requested.ts';
import { authorizationHeaderMalformed } from './token-use/authorization-header-malformed.ts';
import { idTokenUsedAsAccessToken } from './token-use/id-token-used-as-access-token.ts';
import { resourceIdentifierWrong } from './token-use/resource-identifier-wrong.ts';
import { tokenFromOtherIssuer } from './token-use/token-from-other-issuer.ts';
import { tokenTruncated } from './token-use/token-truncated.ts';
import { wrongTokenOfFlow } from './token-use/wrong-token-of-flow.ts';
import { acceptHeaderMissing } from './transport-endpoint/accept-header-missing.ts';
import { blockedByFirewall } from './transport-endpoint/blocked-by-firewall.ts';
import { bodyNotForm } from './transport-endpoint/body-not-form.ts';
import { corsBlocked } from './transport-endpoint/cors-blocked.ts';
import { endpointUrlWrong } from './transport-endpoint/endpoint-url-wrong.ts';
import { grantTypeValueWrong } from './transport-endpoint/grant-type-value-wrong.ts';
import { parameterMissing } from './transport-endpoint/parameter-missing.ts';
import { parameterUnknown } from './transport-endpoint/parameter-unknown.ts';
import { paramsNotInBody } from './transport-endpoint/params-not-in-body.ts';
import { strayWhitespace } from './transport-endpoint/stray-whitespace.ts';
import { tokenEndpointWrongHost } from './transport-endpoint/token-endpoint-wrong-host.ts';
import { tokenRequestRedirected } from './transport-endpoint/token-request-redirected.ts';
import { wrongHttpMethod } from './transport-endpoint/wrong-http-method.ts';

/** The mistakes that are declared one by one, area by area. */
export const signs: readonly DeclaredSign[] = Object.freeze([
  // Authorization codes
  responseInFragment,
  redeemedTwice,
  consumedByPrefetch,
  alteredByClient,
  codeExpired,
  // PKCE
  requiredNotSent,
  challengeMethodMismatch,
  challengeEncoding,
  verifierMismatch,
  onlyOneHalfSent,
  verifierFormat,
  // Refresh tokens
  concurrentUse,
  rotationNotStored,
  revoked,
  unknownToken,
  testingModeLimit,
  lifetimeEnded,
  expiredInactivity,
  usedOverLimit,
  notIssued,
  // Redirect URIs
  differsBetweenRequests,
  notRegistered,
  extraQuery,
  notEncoded,
  schemeMismatch,
  hostPortMismatch,
  pathMismatch,
  trailingSlash,
  localhostVsLoopback,
  kindNotAllowed,
  // Client authentication
  credentialsPlaceholder,
  basicContentWrong,
  basicFormEncodingMismatch,
  assertionAudienceWrong,
  assertionStale,
  multipleMethods,
  authMethodMismatch,
  authorizationHeaderStripped,
  clientTypeMismatch,
  credentialsMissing,
  secretExpired,
  secretWrong,
  userCredentialsWrong,
  // Client identification
  credentialsOfOtherApp,
  clientUnknown,
  grantTypeNotAllowed,
  // The token endpoint and how it is spoken to
  tokenRequestRedirected,
  endpointUrlWrong,
  tokenEndpointWrongHost,
  blockedByFirewall,
  corsBlocked,
  strayWhitespace,
  wrongHttpMethod,
  paramsNotInBody,
  bodyNotForm,
  grantTypeValueWrong,
  parameterMissing,
  acceptHeaderMissing,
  parameterUnknown,
  // State and session
  stateMismatch,
  cookieSamesite,
  overwritten,
  callbackSignatureWrong,
  cookieHostMismatch,
  thirdPartyCookieBlocked,
  cookieNotStored,
  cookieNameCollision,
  sessionExpired,
  // Use of tokens
  resourceIdentifierWrong,
  authorizationHeaderMalformed,
  idTokenUsedAsAccessToken,
  wrongTokenOfFlow,
  tokenTruncated,
  audienceNotRequested,
  audienceMismatch,
  accessTokenExpired,
  tokenFromOtherIssuer,
  // Scopes and consent
  scopeInsufficient,
  scopeMissing,
  defaultScopeRequired,
  scopeSeparator,
  scopeUnknown,
  scopeNotAllowedForClient,
  // Clocks
  skew,
  expiryMiscalculated,
  // Environments
  regionMismatch,
  environmentMixUp,
  wrongAuthority,
  // Discovery
  issuerTemplate,
  issuerTrailingSlash,
  issuerHostMismatch,
  metadataNotFound,
  resourceMetadataMismatch,
  dcrNotSupported,
  pkceNotAdvertised,
  // Availability
  devicePollingTooFast,
  providerUnreachable,
  rateLimited,
  providerIncident,
  // The policy of the provider
  otpRequired,
  embeddedWebviewBlocked,
]);

/** A search for signs, and its name in reports of faults. */
interface Search {
  readonly name: string;
  readonly look: Look;
  /** Set where it looks at words that servers, libraries and reporters have in common. */
  readonly isHeard?: true;
}

/**
 * Everything that looks for signs. Of finds as sure and as specific the earlier is named first, so what a capture shows
 * stands before what is said of it; the test names the pairs of signs whose order matters.
 */
export const searches: readonly Search[] = Object.freeze([
  ...signs.map(({ cause, look }) => ({ name: cause, look })),
  { name: 'remarks', look: remarkSigns, isHeard: true },
  { name: 'sayings', look: sayingSigns, isHeard: true },
]);
