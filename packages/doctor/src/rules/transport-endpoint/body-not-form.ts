import { isRole, sentHeader } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

const form = 'application/x-www-form-urlencoded';

/** The body is JSON, multipart or of no type, at an endpoint that reads a form. RFC 6749 appendix B. */
export const bodyNotForm = defineRule({
  cause: 'transport-endpoint/body-not-form',
  variant: 'body-not-form',
  title: 'The body is not form-encoded',
  specs: ['RFC 6749 section 4.1.3', 'RFC 6749 appendix B'],
  needs: ['request', 'raised-problem'],
  explains: ['body-not-form', 'parameter-missing', 'client-credentials-missing', 'client-unknown'],
  noiseWhen: ['transport-endpoint/params-not-in-body'],
  specificity: 3,
  check: (evidence) => {
    if (
      !isRole(evidence, 'token-request', 'revocation-request', 'introspection-request', 'pushed-authorization-request')
    ) {
      return undefined;
    }
    const type = sentHeader(evidence, 'content-type');
    const mediaType = type?.split(';')[0]?.trim().toLowerCase();
    if (mediaType === form) return undefined;
    return {
      confidence: 'certain',
      evidence: [{ where: 'Content-Type', seen: type === undefined ? 'none' : showValue(type), expected: form }],
      facts: { kind: kindOf(mediaType) },
    };
  },
  say: {
    what: ({ kind }) => {
      if (kind === 'none') return 'The request has no Content-Type that says how its body is to be read.';
      return `The body is ${kind === 'json' ? 'JSON' : kind === 'multipart' ? 'multipart/form-data' : 'of another type than a form'}, and this endpoint reads a form.`;
    },
    why: () =>
      'OAuth sends the parameters of this request as application/x-www-form-urlencoded (RFC 6749 appendix B). A body of another type is not read, so every parameter counts as missing.',
    fix: ({ kind }) => [
      kind === 'multipart'
        ? 'Use URLSearchParams in place of FormData as the body; with curl, --data-urlencode in place of -F.'
        : kind === 'json'
          ? 'Send new URLSearchParams({ … }) as the body in place of JSON.stringify({ … }); with axios or requests, pass it as data, not as json.'
          : 'Send name=value pairs joined by &, percent-encoded.',
      `Set the header Content-Type: ${form}, or leave it to the HTTP client, which sets it for URLSearchParams by itself.`,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'JSON',
        evidence: codeExample({ problem: 'body-not-form', contentType: 'application/json', parameters: nothing() }),
      },
      {
        name: 'multipart',
        evidence: codeExample({
          problem: 'body-not-form',
          contentType: 'multipart/form-data; boundary=example',
          parameters: nothing(),
        }),
      },
    ],
    silent: [
      {
        name: 'a form with a character set',
        evidence: codeExample({
          problem: 'parameter-missing',
          contentType: 'application/x-www-form-urlencoded; charset=UTF-8',
          parameters: { code: undefined },
        }),
      },
      {
        name: 'a form in capital letters',
        evidence: codeExample({
          problem: 'parameter-missing',
          contentType: 'Application/X-WWW-Form-Urlencoded',
          parameters: { code: undefined },
        }),
      },
    ],
  },
});

function kindOf(mediaType: string | undefined): 'none' | 'json' | 'multipart' | 'other' {
  if (mediaType === undefined || mediaType === '') return 'none';
  if (mediaType === 'application/json' || mediaType.endsWith('+json')) return 'json';
  return mediaType === 'multipart/form-data' ? 'multipart' : 'other';
}

function nothing(): Readonly<Record<string, undefined>> {
  return { grant_type: undefined, code: undefined, redirect_uri: undefined, code_verifier: undefined };
}
