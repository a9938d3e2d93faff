export { decodeBase64url, encodeBase64url } from './base64url.ts';
export { shapeOf } from './checks/lookalike-characters.ts';
export {
  isClientId,
  isNonce,
  isScopeToken,
  isState,
  isUnreserved,
  isVisibleAscii,
  parameterSizes,
  readSeconds,
} from './checks/parameter-text.ts';
export { codeChallengeOf, isCodeChallenge, isCodeVerifier } from './checks/pkce.ts';
export type { RedirectUriCheck, RedirectUriFault, RegistrationStage } from './checks/redirect-uri.ts';
export { isRegistrableRedirectUri, matchesRegistered } from './checks/redirect-uri.ts';
export type {
  NearestRedirectUri,
  RedirectUriDifference,
  RedirectUriDifferenceKind,
} from './checks/redirect-uri-difference.ts';
export { compareRedirectUris, nearestRedirectUri } from './checks/redirect-uri-difference.ts';
export type { ResourceCheck, ResourceFault } from './checks/resource-indicator.ts';
export { isResourceIndicator } from './checks/resource-indicator.ts';
export type { ScopeFault, ScopeReading } from './checks/scope.ts';
export { formatScope, isSameScope, isScopeSubset, missingScopes, parseScope } from './checks/scope.ts';
export type { UriParts } from './checks/uri-parts.ts';
export { splitUri } from './checks/uri-parts.ts';
export type { BearerFault, BearerReading } from './client-authentication/bearer-header.ts';
export { readBearer } from './client-authentication/bearer-header.ts';
export type { BasicFault, BasicReading, BasicReadings } from './client-authentication/client-secret-basic.ts';
export { readBasic } from './client-authentication/client-secret-basic.ts';
export { crc32OfText } from './crc32.ts';
export { editDistance, nearestName } from './edit-distance.ts';
export type { AlignedRun, MarkedDifference, MarkedSegment } from './marked-difference.ts';
export { alignDifference, markDifference } from './marked-difference.ts';
export type { FormFault, FormLimits, MalformedForm, ParsedForm } from './parameters/form.ts';
export { allParameters, parseForm, presentParameter, requestLimits } from './parameters/form.ts';
export { decodeFormComponent, decodePercent } from './parameters/form-component.ts';
export type { ProblemId } from './problems/catalogue.ts';
export { isProblemId, problemIds, problems, publicProblem } from './problems/catalogue.ts';
export type { Problem, WhoseMove } from './problems/problem.ts';
export { pureSha256 } from './pure-sha256.ts';
export type { Sha256 } from './sha256.ts';
export {
  clientCredentialKindOf,
  formatClientId,
  formatClientSecret,
  isWholeClientSecret,
} from './tokens/client-credential-text.ts';
export { isEnvironmentName } from './tokens/environment-name.ts';
export type { DecodedJwt } from './tokens/jwt.ts';
export { decodeJwt } from './tokens/jwt.ts';
export type {
  EnvironmentTokenKind,
  ServerTokenKind,
  TokenKind,
  TokenParts,
  TokenReading,
} from './tokens/token-text.ts';
export { formatToken, readToken, tokenKinds } from './tokens/token-text.ts';
