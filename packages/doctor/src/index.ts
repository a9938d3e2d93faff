export type { Capture, CaptureFormat } from './captures/capture.ts';
export { createHarReader, type HarReader, looksLikeHar } from './captures/har-reader.ts';
export { readCapture } from './captures/read-capture.ts';
export { checkBasic } from './check/basic.ts';
export type { Check, CheckFact } from './check/check.ts';
export { checkPkce } from './check/pkce.ts';
export { checkRedirect } from './check/redirect.ts';
export { checkRequest } from './check/request.ts';
export { checkToken } from './check/token.ts';
export { diagnose } from './diagnose.ts';
export type { Diagnosis } from './diagnosis.ts';
export type {
  Evidence,
  Exchange,
  ExchangeRole,
  GivenResponse,
  Parameter,
  SentRequest,
  Source,
} from './evidence/evidence.ts';
export { evidenceLimits } from './evidence/evidence.ts';
export type { RefusedExchange } from './evidence/from-server.ts';
export { evidenceFromServer } from './evidence/from-server.ts';
export type {
  KnownAccessToken,
  KnownAuthorization,
  KnownClient,
  KnownClientSecret,
  KnownFacts,
  KnownRefreshToken,
  OrganisationRedirectUri,
  RecentFlow,
} from './evidence/known-facts.ts';
export type { Examination, ExchangeSummary } from './examination.ts';
export { examine } from './examine.ts';
export { type Bundle, makeBundle, type Versions } from './redaction/bundle.ts';
export type { Leak } from './redaction/secret-scan.ts';
export type { CausePage, CauseText, CauseVariant } from './report/cause-page.ts';
export { causePage } from './report/cause-page.ts';
export { renderCause } from './report/cause-text.ts';
export { renderCheck } from './report/check-text.ts';
export type { ReportContext } from './report/examination-text.ts';
export { isClean, renderExamination } from './report/examination-text.ts';
export type { Explanation } from './report/explanation.ts';
export { renderMarkdown } from './report/markdown.ts';
export { renderSarif } from './report/sarif.ts';
export type { Stack } from './report/stack.ts';
export { stackOf } from './report/stack.ts';
export type { TextOptions } from './report/text.ts';
export { renderExplanation } from './report/text.ts';
export type { CauseId } from './rules/causes.ts';
export { causes } from './rules/causes.ts';
export type { ProblemCause } from './rules/problem-causes.ts';
export { problemCauses } from './rules/problem-causes.ts';
export { rules } from './rules/registry.ts';
export type { Case, Confidence, EvidenceLine, Finding, Match, Rule, RuleDeclaration } from './rules/rule.ts';
export { defineRule } from './rules/rule.ts';
export { signs } from './signs/registry.ts';
export type { DeclaredSign, SignCase } from './signs/sign.ts';
export { secretKindOf, showSecret } from './text/secret.ts';
export { showDuration, showTime } from './text/time.ts';
export { showInvisible, showValue } from './text/value.ts';
export type { RuleFault, Tools } from './tools.ts';
