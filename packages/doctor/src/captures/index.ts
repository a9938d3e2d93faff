// What a command that is given a capture needs when it starts. It is a part of the package's whole, which also has what the
// server, the checks and the pages of causes need.

export type { Diagnosis } from '../diagnosis.ts';
export type { Examination, ExchangeSummary } from '../examination.ts';
export { examine } from '../examine.ts';
export type { ReportContext } from '../report/examination-text.ts';
export { isClean, renderExamination } from '../report/examination-text.ts';
export { renderMarkdown } from '../report/markdown.ts';
export { renderSarif } from '../report/sarif.ts';
export type { Stack } from '../report/stack.ts';
export { stackOf } from '../report/stack.ts';
export type { TextOptions } from '../report/text.ts';
export type { RuleFault, Tools } from '../tools.ts';
export type { Capture, CaptureFormat } from './capture.ts';
export { createHarReader, type HarReader, looksLikeHar } from './har-reader.ts';
export { readCapture } from './read-capture.ts';
