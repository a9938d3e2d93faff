import { codeSigns } from './authorization-code.ts';
import { devicePollingTooFast } from './availability/device-polling-too-fast.ts';
import { providerIncident } from './availability/provider-incident.ts';
import { providerUnreachable } from './availability/provider-unreachable.ts';
import { rateLimited } from './availability/rate-limited.ts';
import { clientAuthenticationSigns } from './client-authentication.ts';
import { clientIdentificationSigns } from './client-identification.ts';
import { expiryMiscalculated } from './clock/expiry-miscalculated.ts';
import { skew } from './clock/skew.ts';
import { dcrNotSupported } from './discovery/dcr-not-supported.ts';
import { issuerHostMismatch } from './discovery/issuer-host-mismatch.ts';
import { issuerTemplate } from './discovery/issuer-template.ts';
import { issuerTrailingSlash } from './discovery/issuer-trailing-slash.ts';
import { metadataNotFound } from './discovery/metadata-not-found.ts';
import { pkceNotAdvertised } from './discovery/pkce-not-advertised.ts';
import { resourceMetadataMismatch } from './discovery/resource-metadata-mismatch.ts';
import { environmentSigns } from './environment.ts';
import { parameterNameSigns } from './parameter-names.ts';
import { challengeEncoding } from './pkce/challenge-encoding.ts';
import { challengeMethodMismatch } from './pkce/challenge-method-mismatch.ts';
import { onlyOneHalfSent } from './pkce/only-one-half-sent.ts';
import { requiredNotSent } from './pkce/required-not-sent.ts';
import { verifierFormat } from './pkce/verifier-format.ts';
import { verifierMismatch } from './pkce/verifier-mismatch.ts';
import { embeddedWebviewBlocked } from './provider-policy/embedded-webview-blocked.ts';
import { otpRequired } from './provider-policy/otp-required.ts';
import { redirectSigns } from './redirect-uri.ts';
import { refreshSigns } from './refresh.ts';
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
import { transportSigns } from './transport.ts';

/** A search for signs, and its name in reports of faults. */
interface Search {
  readonly name: string;
  readonly look: Look;
}

const whole = (name: string, look: Look): Search => ({ name, look });
const declared = (...signs: readonly DeclaredSign[]): readonly DeclaredSign[] => signs;

const areas: readonly (Search | readonly DeclaredSign[])[] = [
  whole('authorization-code', codeSigns),
  declared(
    requiredNotSent,
    challengeMethodMismatch,
    challengeEncoding,
    verifierMismatch,
    onlyOneHalfSent,
    verifierFormat,
  ),
  whole('refresh', refreshSigns),
  whole('redirect-uri', redirectSigns),
  whole('client-authentication', clientAuthenticationSigns),
  whole('client-identification', clientIdentificationSigns),
  whole('transport', transportSigns),
  whole('parameter-names', parameterNameSigns),
  declared(
    stateMismatch,
    cookieSamesite,
    overwritten,
    callbackSignatureWrong,
    cookieHostMismatch,
    thirdPartyCookieBlocked,
    cookieNotStored,
    cookieNameCollision,
    sessionExpired,
  ),
  declared(
    resourceIdentifierWrong,
    authorizationHeaderMalformed,
    idTokenUsedAsAccessToken,
    wrongTokenOfFlow,
    tokenTruncated,
    audienceNotRequested,
    audienceMismatch,
    accessTokenExpired,
    tokenFromOtherIssuer,
  ),
  declared(
    scopeInsufficient,
    scopeMissing,
    defaultScopeRequired,
    scopeSeparator,
    scopeUnknown,
    scopeNotAllowedForClient,
  ),
  declared(skew, expiryMiscalculated),
  whole('environment', environmentSigns),
  declared(
    issuerTemplate,
    issuerTrailingSlash,
    issuerHostMismatch,
    metadataNotFound,
    resourceMetadataMismatch,
    dcrNotSupported,
    pkceNotAdvertised,
  ),
  declared(
    devicePollingTooFast,
    providerUnreachable,
    rateLimited,
    providerIncident,
    otpRequired,
    embeddedWebviewBlocked,
  ),
  whole('remarks', remarkSigns),
  whole('sayings', sayingSigns),
];

/** The mistakes that are declared one by one. */
export const signs: readonly DeclaredSign[] = Object.freeze(areas.flatMap((one) => ('look' in one ? [] : one)));

/** Everything that looks for signs. Of equal finds the earlier is the better. */
export const searches: readonly Search[] = Object.freeze(
  areas.flatMap((one) => ('look' in one ? [one] : one.map(({ cause, look }) => ({ name: cause, look })))),
);
