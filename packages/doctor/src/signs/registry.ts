import { alteredByClient } from './authorization-code/altered-by-client.ts';
import { consumedByPrefetch } from './authorization-code/consumed-by-prefetch.ts';
import { codeExpired } from './authorization-code/expired.ts';
import { redeemedTwice } from './authorization-code/redeemed-twice.ts';
import { responseInFragment } from './authorization-code/response-in-fragment.ts';
import { availabilitySigns } from './availability.ts';
import { clientAuthenticationSigns } from './client-authentication.ts';
import { clientIdentificationSigns } from './client-identification.ts';
import { clockSigns } from './clock.ts';
import { discoverySigns } from './discovery.ts';
import { environmentSigns } from './environment.ts';
import { parameterNameSigns } from './parameter-names.ts';
import { challengeEncoding } from './pkce/challenge-encoding.ts';
import { challengeMethodMismatch } from './pkce/challenge-method-mismatch.ts';
import { onlyOneHalfSent } from './pkce/only-one-half-sent.ts';
import { requiredNotSent } from './pkce/required-not-sent.ts';
import { verifierFormat } from './pkce/verifier-format.ts';
import { verifierMismatch } from './pkce/verifier-mismatch.ts';
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
import { rotationNotStored } from './refresh/rotation-not-stored.ts';
import { testingModeLimit } from './refresh/testing-mode-limit.ts';
import { unknownToken } from './refresh/unknown-token.ts';
import { usedOverLimit } from './refresh/used-over-limit.ts';
import { remarkSigns } from './remarks.ts';
import { sayingSigns } from './sayings.ts';
import { scopeSigns } from './scope.ts';
import type { DeclaredSign, Look } from './sign.ts';
import { stateSigns } from './state-session.ts';
import { tokenUseSigns } from './token-use.ts';
import { transportSigns } from './transport.ts';
import { strayWhitespaceOfRedirectUri } from './transport-endpoint/stray-whitespace-of-redirect-uri.ts';

/** A search for signs, and its name in reports of faults. */
interface Search {
  readonly name: string;
  readonly look: Look;
}

const whole = (name: string, look: Look): Search => ({ name, look });
const declared = (...signs: readonly DeclaredSign[]): readonly DeclaredSign[] => signs;

const areas: readonly (Search | readonly DeclaredSign[])[] = [
  declared(responseInFragment, redeemedTwice, consumedByPrefetch, alteredByClient, codeExpired),
  declared(
    requiredNotSent,
    challengeMethodMismatch,
    challengeEncoding,
    verifierMismatch,
    onlyOneHalfSent,
    verifierFormat,
  ),
  declared(
    concurrentUse,
    rotationNotStored,
    unknownToken,
    testingModeLimit,
    lifetimeEnded,
    expiredInactivity,
    usedOverLimit,
    notIssued,
  ),
  declared(
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
    strayWhitespaceOfRedirectUri,
  ),
  whole('client-authentication', clientAuthenticationSigns),
  whole('client-identification', clientIdentificationSigns),
  whole('transport', transportSigns),
  whole('parameter-names', parameterNameSigns),
  whole('state-session', stateSigns),
  whole('token-use', tokenUseSigns),
  whole('scope', scopeSigns),
  whole('clock', clockSigns),
  whole('environment', environmentSigns),
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
