import { codeSigns } from './authorization-code.ts';
import { availabilitySigns } from './availability.ts';
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
import { clockSigns } from './clock.ts';
import { discoverySigns } from './discovery.ts';
import { environmentMixUp } from './environment/environment-mix-up.ts';
import { regionMismatch } from './environment/region-mismatch.ts';
import { challengeEncoding } from './pkce/challenge-encoding.ts';
import { challengeMethodMismatch } from './pkce/challenge-method-mismatch.ts';
import { onlyOneHalfSent } from './pkce/only-one-half-sent.ts';
import { requiredNotSent } from './pkce/required-not-sent.ts';
import { verifierFormat } from './pkce/verifier-format.ts';
import { verifierMismatch } from './pkce/verifier-mismatch.ts';
import { redirectSigns } from './redirect-uri.ts';
import { refreshSigns } from './refresh.ts';
import { remarkSigns } from './remarks.ts';
import { sayingSigns } from './sayings.ts';
import { scopeSigns } from './scope.ts';
import type { DeclaredSign, Look } from './sign.ts';
import { stateSigns } from './state-session.ts';
import { tokenUseSigns } from './token-use.ts';
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
  declared(
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
  ),
  declared(credentialsOfOtherApp, clientUnknown),
  declared(
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
  ),
  whole('state-session', stateSigns),
  whole('token-use', tokenUseSigns),
  whole('scope', scopeSigns),
  whole('clock', clockSigns),
  declared(regionMismatch, environmentMixUp),
  whole('discovery', discoverySigns),
  whole('availability', availabilitySigns),
  whole('remarks', remarkSigns),
  whole('sayings', sayingSigns),
];

/** The mistakes that are declared one by one. */
export const signs: readonly DeclaredSign[] = Object.freeze(areas.flatMap((one) => ('look' in one ? [] : one)));

/** Everything that looks for signs. Of equal finds the earlier is the better. */
export const searches: readonly Search[] = Object.freeze(
  areas.flatMap((one) => ('look' in one ? [one] : one.map(({ cause, look }) => ({ name: cause, look })))),
);
