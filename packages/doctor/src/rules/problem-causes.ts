import type { ProblemId } from '@candor/protocol';
import type { CauseId } from './causes.ts';

/**
 * The cause that a refusal names when no rule knows more. `exact` is false where the taxonomy has nothing closer than a
 * neighbour. `confidence` is about what is said: certain where the problem says by itself what is wrong, possible where
 * it only says that something is.
 */
export interface ProblemCause {
  readonly cause: CauseId;
  readonly exact: boolean;
  readonly confidence: 'certain' | 'possible';
}

const exactly = (cause: CauseId): ProblemCause => ({ cause, exact: true, confidence: 'certain' });
const nearest = (cause: CauseId): ProblemCause => ({ cause, exact: false, confidence: 'certain' });
const oneOfSeveral = (cause: CauseId): ProblemCause => ({ cause, exact: false, confidence: 'possible' });

/** The coarse cause of every problem of the catalogue. */
export const problemCauses: Readonly<Record<ProblemId, ProblemCause>> = Object.freeze({
  // Transport. A size or a faulty encoding is nearest to a body that is not the form it should be.
  'request-too-large': nearest('transport-endpoint/body-not-form'),
  'method-not-allowed': exactly('transport-endpoint/wrong-http-method'),
  'endpoint-unknown': exactly('transport-endpoint/endpoint-url-wrong'),
  'environment-unknown': exactly('transport-endpoint/endpoint-url-wrong'),
  'host-unknown': exactly('transport-endpoint/endpoint-url-wrong'),
  'endpoint-on-wrong-host': exactly('transport-endpoint/token-endpoint-wrong-host'),
  'body-not-form': exactly('transport-endpoint/body-not-form'),
  'body-malformed': nearest('transport-endpoint/body-not-form'),
  'body-not-json': nearest('transport-endpoint/body-not-form'),
  'body-field-not-allowed': exactly('transport-endpoint/parameter-unknown'),
  'parameter-missing': exactly('transport-endpoint/parameter-missing'),
  // "Misspelt or not allowed": a repetition is a parameter that is not allowed where it stands.
  'parameter-duplicated': nearest('transport-endpoint/parameter-unknown'),
  'parameter-malformed': nearest('transport-endpoint/parameter-unknown'),
  'rate-limited': exactly('availability/rate-limited'),
  'forwarding-not-proved': nearest('environment/region-mismatch'),
  'forwarded-twice': nearest('environment/region-mismatch'),
  'region-unreachable': exactly('availability/provider-unreachable'),
  'region-unanswered': exactly('availability/provider-unreachable'),
  overloaded: exactly('availability/provider-incident'),
  maintenance: exactly('availability/provider-incident'),
  'server-fault': exactly('availability/provider-incident'),

  // Client authentication.
  'client-authentication-failed': oneOfSeveral('client-authentication/secret-wrong'),
  'client-key-missing': exactly('client-authentication/client-key-missing'),
  'client-key-unknown': exactly('client-authentication/client-key-invalid'),
  'client-unknown': exactly('client-identification/client-unknown'),
  'client-secret-wrong': exactly('client-authentication/secret-wrong'),
  'client-authentication-method-wrong': exactly('client-authentication/auth-method-mismatch'),
  'client-credentials-missing': exactly('client-authentication/credentials-missing'),
  // An assertion fails for its audience far more often than for its key; the rules of assertions come later.
  'client-assertion-invalid': oneOfSeveral('client-authentication/assertion-audience-wrong'),
  'client-assertion-replayed': exactly('client-authentication/assertion-stale'),
  // A client that is switched off may use no grant.
  'client-disabled': nearest('client-identification/grant-type-not-allowed'),
  'client-credentials-malformed': exactly('client-authentication/basic-content-wrong'),
  'client-credentials-in-two-places': exactly('client-authentication/multiple-methods'),
  'grant-type-not-allowed': exactly('client-identification/grant-type-not-allowed'),
  'introspection-not-allowed': exactly('client-authentication/client-type-mismatch'),

  // Authorization request.
  'authorization-request-unproven': oneOfSeveral('redirect-uri/not-registered'),
  'authorization-client-unknown': exactly('client-identification/client-unknown'),
  // The taxonomy leaves redirect_uri out of "parameter missing"; it has no cause of its own for the first leg.
  'redirect-uri-missing': nearest('transport-endpoint/parameter-missing'),
  'redirect-uri-not-registered': exactly('redirect-uri/not-registered'),
  'authorization-client-disabled': nearest('client-identification/grant-type-not-allowed'),
  // No cause for a response type or mode: both name a flow that the client may not use here.
  'response-type-unsupported': nearest('client-identification/grant-type-not-allowed'),
  'response-mode-unsupported': nearest('transport-endpoint/parameter-unknown'),
  'scope-unknown': exactly('scope-consent/scope-unknown'),
  'scope-not-allowed-for-client': exactly('scope-consent/scope-not-allowed-for-client'),
  'code-challenge-missing': exactly('pkce/required-not-sent'),
  'code-challenge-method-unsupported': exactly('pkce/challenge-method-mismatch'),
  'code-challenge-malformed': exactly('pkce/challenge-encoding'),
  'prompt-conflict': nearest('transport-endpoint/parameter-unknown'),
  // prompt=none without a session is what a blocked cookie in a hidden frame looks like, but a signed-out user too.
  'login-required': nearest('state-session/third-party-cookie-blocked'),
  'consent-required': exactly('scope-consent/consent-missing'),
  'account-selection-required': nearest('scope-consent/consent-missing'),
  'access-denied': exactly('scope-consent/consent-denied'),
  'role-not-allowed-to-grant': exactly('scope-consent/role-not-allowed-to-grant'),
  'request-object-unsupported': nearest('transport-endpoint/parameter-unknown'),
  // A pushed request that is used late or twice is, like a session, over.
  'request-uri-not-accepted': oneOfSeveral('state-session/session-expired'),
  'resource-not-accepted': exactly('token-use/resource-identifier-wrong'),

  'session-token-invalid': exactly('token-use/wrong-token-of-flow'),
  'session-token-of-other-party': exactly('environment/region-mismatch'),

  // Token request.
  'code-of-other-region': exactly('environment/region-mismatch'),
  'refresh-token-of-other-region': exactly('environment/region-mismatch'),
  'grant-type-unsupported': exactly('transport-endpoint/grant-type-value-wrong'),
  'authorization-code-not-accepted': oneOfSeveral('authorization-code/altered-by-client'),
  'code-unknown': oneOfSeveral('authorization-code/altered-by-client'),
  'code-expired': exactly('authorization-code/expired'),
  'code-redeemed': exactly('authorization-code/redeemed-twice'),
  'code-of-other-client': exactly('client-identification/credentials-of-other-app'),
  'code-burnt': exactly('pkce/verifier-mismatch'),
  'code-redirect-uri-differs': exactly('redirect-uri/differs-between-requests'),
  'code-verifier-mismatch': exactly('pkce/verifier-mismatch'),
  // An authorization that was ended is what refresh/revoked describes, before the first refresh.
  'code-authorization-ended': nearest('refresh/revoked'),
  'code-verifier-missing': exactly('pkce/only-one-half-sent'),
  'code-verifier-malformed': exactly('pkce/verifier-format'),
  'refresh-token-not-accepted': oneOfSeveral('refresh/unknown-token'),
  'refresh-token-unknown': exactly('refresh/unknown-token'),
  'refresh-token-expired': exactly('refresh/lifetime-ended'),
  'refresh-token-inactive': exactly('refresh/expired-inactivity'),
  'refresh-token-reused': exactly('refresh/rotation-not-stored'),
  'refresh-token-revoked': exactly('refresh/revoked'),
  'refresh-token-of-other-client': exactly('refresh/unknown-token'),
  'refresh-token-used-too-often': exactly('refresh/used-over-limit'),
  'token-type-hint-unsupported': nearest('transport-endpoint/parameter-unknown'),
  'refresh-scope-exceeded': exactly('scope-consent/scope-not-allowed-for-client'),

  // Bearer.
  'access-token-missing': exactly('token-use/authorization-header-malformed'),
  'authorization-header-malformed': exactly('token-use/authorization-header-malformed'),
  'access-token-not-accepted': oneOfSeveral('token-use/access-token-expired'),
  'access-token-unknown': oneOfSeveral('token-use/token-from-other-issuer'),
  'access-token-expired': exactly('token-use/access-token-expired'),
  'access-token-revoked': exactly('token-use/access-token-expired'),
  'access-token-of-wrong-kind': exactly('token-use/wrong-token-of-flow'),
  'access-token-audience-wrong': exactly('token-use/audience-mismatch'),
  'access-token-of-other-region': exactly('environment/region-mismatch'),
  'scope-insufficient': exactly('scope-consent/scope-insufficient'),

  // Hosted pages.
  'sign-in-refused': exactly('client-authentication/user-credentials-wrong'),
  'sign-in-user-unknown': exactly('client-authentication/user-credentials-wrong'),
  'sign-in-password-wrong': exactly('client-authentication/user-credentials-wrong'),
  'sign-in-user-disabled': nearest('client-authentication/user-credentials-wrong'),
  'sign-in-user-of-other-region': exactly('environment/region-mismatch'),
  'sign-in-throttled': exactly('availability/rate-limited'),
  'sign-in-paused': exactly('availability/rate-limited'),
  'message-not-expected': exactly('provider-policy/otp-required'),
  'message-without-destination': nearest('provider-policy/otp-required'),
  'second-factor-refused': exactly('client-authentication/user-credentials-wrong'),
  'second-factor-wrong': exactly('client-authentication/user-credentials-wrong'),
  'second-factor-used': exactly('client-authentication/user-credentials-wrong'),
  'second-factor-code-ended': nearest('client-authentication/user-credentials-wrong'),
  'message-limit-reached': exactly('availability/rate-limited'),
  'reset-link-not-accepted': nearest('state-session/session-expired'),
  'second-factor-reset-too-soon': nearest('client-authentication/user-credentials-wrong'),
  'new-password-refused': nearest('client-authentication/user-credentials-wrong'),
  'authorization-session-unknown': oneOfSeveral('state-session/cookie-not-stored'),
  'authorization-session-expired': exactly('state-session/session-expired'),
  'form-not-from-this-page': oneOfSeveral('state-session/cookie-not-stored'),
  'page-not-for-role': nearest('scope-consent/role-not-allowed-to-grant'),
  'post-logout-redirect-uri-not-registered': exactly('redirect-uri/not-registered'),
  'id-token-hint-invalid': oneOfSeveral('token-use/token-from-other-issuer'),

  // The administration API is no OAuth exchange; its refusals have neighbours only.
  'administration-token-missing': exactly('token-use/authorization-header-malformed'),
  'administration-token-not-accepted': oneOfSeveral('token-use/access-token-expired'),
  'administration-forbidden': nearest('scope-consent/scope-insufficient'),
  'record-unknown': nearest('transport-endpoint/endpoint-url-wrong'),
  'record-conflict': nearest('transport-endpoint/parameter-unknown'),
  'record-invalid': nearest('transport-endpoint/parameter-unknown'),
  'owner-link-not-accepted': oneOfSeveral('state-session/session-expired'),
});
