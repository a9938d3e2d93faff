import type { Evidence } from './evidence.ts';
import { codeChallengeOfFlow, redirectUriOfFlow } from './flow.ts';
import { sentHeader, sentValue, subjectOf } from './sent.ts';

/** What a capture can have too, each kind with the test of its presence. */
const kindsOfRequests = {
  request: (evidence: Evidence) => subjectOf(evidence)?.request !== undefined,
  'authorization-header': (evidence: Evidence) => sentHeader(evidence, 'authorization') !== undefined,
  'sent-redirect-uri': (evidence: Evidence) => sentValue(evidence, 'redirect_uri') !== undefined,
  'redirect-uri-of-the-flow': (evidence: Evidence) => redirectUriOfFlow(evidence) !== undefined,
  'sent-code': (evidence: Evidence) => sentValue(evidence, 'code') !== undefined,
  'sent-code-verifier': (evidence: Evidence) => sentValue(evidence, 'code_verifier') !== undefined,
  'sent-refresh-token': (evidence: Evidence) => sentValue(evidence, 'refresh_token') !== undefined,
  'code-challenge-of-the-flow': (evidence: Evidence) => codeChallengeOfFlow(evidence) !== undefined,
};

/** What only the server has: its own word for why it refused, and its records. */
const kindsOfRecords = {
  'raised-problem': (evidence: Evidence) => evidence.problem !== undefined,
  'client-registration': (evidence: Evidence) => evidence.known?.client !== undefined,
  'client-secrets': (evidence: Evidence) => (evidence.known?.clientSecrets?.length ?? 0) > 0,
  'redirect-uris-of-the-organisation': (evidence: Evidence) =>
    (evidence.known?.organisationRedirectUris?.length ?? 0) > 0,
  'authorization-record': (evidence: Evidence) => evidence.known?.authorization !== undefined,
  'refresh-token-record': (evidence: Evidence) => evidence.known?.refreshToken !== undefined,
  'access-token-record': (evidence: Evidence) => evidence.known?.accessToken !== undefined,
  'recent-flows': (evidence: Evidence) => (evidence.known?.recentFlows?.length ?? 0) > 0,
};

/** The kinds of evidence that a rule can need. */
export const evidenceKinds = Object.freeze({ ...kindsOfRecords, ...kindsOfRequests });

/** A kind of evidence. */
export type EvidenceKind = keyof typeof evidenceKinds;

/** Tells whether the evidence has all of these kinds. */
export function hasEvidence(evidence: Evidence, kinds: readonly EvidenceKind[]): boolean {
  return kinds.every((kind) => evidenceKinds[kind](evidence));
}

/** Tells whether only the server has one of these kinds. */
export function needsRecords(kinds: readonly EvidenceKind[]): boolean {
  return kinds.some((kind) => kind in kindsOfRecords);
}
