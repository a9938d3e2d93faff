import type { Evidence } from '../../evidence/evidence.ts';
import { isRole, sentHeader } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { codeExample } from '../example.ts';
import type { Match } from '../rule.ts';

const form = 'application/x-www-form-urlencoded';

type BodyKind = 'none' | 'json' | 'multipart' | 'other';

/** Problems that a body of another type than a form may be the cause of. */
export const problemsOfBodyType = Object.freeze([
  'body-not-form',
  'parameter-missing',
  'client-credentials-missing',
  'client-unknown',
  'grant-type-unsupported',
] as const);

/** Finds a body of one of these kinds at an endpoint that reads a form. */
export function matchBodyType(
  evidence: Evidence,
  kinds: readonly BodyKind[],
): Match<{ readonly kind: BodyKind }> | undefined {
  if (
    !isRole(evidence, 'token-request', 'revocation-request', 'introspection-request', 'pushed-authorization-request')
  ) {
    return undefined;
  }
  const type = sentHeader(evidence, 'content-type');
  const mediaType = type?.split(';')[0]?.trim().toLowerCase();
  const kind = kindOf(mediaType);
  // A request without a body needs no type: what it lacks is the body.
  if (type === undefined && evidence.problem !== 'body-not-form') return undefined;
  if (mediaType === form || !kinds.includes(kind)) return undefined;
  return {
    confidence: 'certain',
    evidence: [{ where: 'Content-Type', seen: type === undefined ? 'none' : showValue(type), expected: form }],
    facts: { kind },
  };
}

function kindOf(mediaType: string | undefined): BodyKind {
  if (mediaType === undefined || mediaType === '') return 'none';
  if (mediaType === 'application/json' || mediaType.endsWith('+json')) return 'json';
  return mediaType === 'multipart/form-data' ? 'multipart' : 'other';
}

/** Why a body of another type is refused. */
export const onlyFormsAreRead =
  'OAuth sends the parameters of this request as application/x-www-form-urlencoded (RFC 6749 appendix B). A body of another type is not read, so every parameter counts as missing.';

/** The step that follows the change of the body. */
export const setTheContentType = `Set the header Content-Type: ${form}, or leave it to the HTTP client, which sets it for URLSearchParams by itself.`;

/** A token request with a body of this type, of which nothing was read. */
export function bodyExample(contentType: string): ReturnType<typeof codeExample> {
  const parameters = { grant_type: undefined, code: undefined, redirect_uri: undefined, code_verifier: undefined };
  return codeExample({ problem: 'body-not-form', contentType, parameters });
}
