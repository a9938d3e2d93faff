import type { ProblemId } from '@candor/protocol';
import { hasSent, sentValue } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { authorizationExample, codeExample, refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { requiredParameters } from './parameters.ts';

/** Problems that an absent parameter looks like, where a dialect looks for its value first. */
const looksLike: Readonly<Partial<Record<ProblemId, string>>> = {
  'authorization-client-unknown': 'client_id',
  'response-type-unsupported': 'response_type',
  'code-redirect-uri-differs': 'redirect_uri',
};

/** A required parameter is absent or empty. RFC 6749 sections 3.1 and 5.2. */
export const parameterMissing = defineRule({
  cause: 'transport-endpoint/parameter-missing',
  variant: 'parameter-missing',
  title: 'A required parameter is missing',
  specs: ['RFC 6749 section 3.1', 'RFC 6749 section 5.2'],
  needs: ['request', 'raised-problem'],
  explains: [
    'parameter-missing',
    'redirect-uri-missing',
    'authorization-client-unknown',
    'response-type-unsupported',
    'code-redirect-uri-differs',
  ],
  noiseWhen: ['transport-endpoint/parameter-unknown', 'transport-endpoint/body-not-form'],
  check: (evidence) => {
    const { parameter, expected } = evidence.detail ?? {};
    const isMissing = typeof expected === 'string' && sentValue(evidence, expected) === undefined;
    const named = parameter ?? (isMissing ? expected : undefined);
    const only = evidence.problem && looksLike[evidence.problem];
    if (only !== undefined && sentValue(evidence, only) !== undefined) return undefined;
    const required = only === undefined ? requiredParameters(evidence) : [only];
    const name =
      required.find((one) => sentValue(evidence, one) === undefined) ??
      (typeof named === 'string' ? showValue(named.slice(0, 64)) : undefined);
    if (name === undefined) return undefined;
    const empty = hasSent(evidence, name);
    return {
      confidence: 'certain',
      evidence: [{ where: name, seen: empty ? 'an empty value' : 'none', expected: 'a value' }],
      facts: { name, empty },
    };
  },
  say: {
    what: ({ name, empty }) =>
      empty ? `The parameter ${name} is empty, which counts as missing.` : `The parameter ${name} is missing.`,
    why: () =>
      'The endpoint cannot serve the request without it. A parameter with an empty value is treated as if it had been left out (RFC 6749 section 3.1).',
    fix: ({ name, empty }) => [
      empty
        ? `Check the variable or setting behind ${name}: it is empty in the running process.`
        : `Add ${name} to the request, in exactly this spelling.`,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'no code',
        evidence: codeExample({ problem: 'parameter-missing', parameters: { code: undefined } }),
      },
      {
        name: 'no redirect URI in the token request, where the provider wants one',
        evidence: codeExample({ problem: 'code-redirect-uri-differs', parameters: { redirect_uri: undefined } }),
      },
      {
        name: 'an empty refresh token',
        evidence: refreshExample({ problem: 'parameter-missing', parameters: { refresh_token: '' } }),
      },
      {
        name: 'no client_id in the authorization request',
        evidence: authorizationExample({
          problem: 'authorization-client-unknown',
          parameters: { client_id: undefined },
        }),
      },
      {
        name: 'no redirect URI in the authorization request',
        evidence: authorizationExample({ problem: 'redirect-uri-missing', parameters: { redirect_uri: undefined } }),
      },
    ],
    silent: [
      {
        name: 'a response_type that is not supported',
        evidence: authorizationExample({
          problem: 'response-type-unsupported',
          parameters: { response_type: 'token' },
          detail: { seen: 'token', expected: 'code' },
        }),
      },
      {
        name: 'a client_id that nobody has',
        evidence: authorizationExample({ problem: 'authorization-client-unknown' }),
      },
      {
        name: 'the parameter is there under a misspelt name',
        evidence: refreshExample({
          problem: 'parameter-missing',
          parameters: { refresh_token: undefined, refreshToken: 'example' },
        }),
      },
      {
        name: 'the body is JSON',
        evidence: codeExample({
          problem: 'parameter-missing',
          contentType: 'application/json',
          parameters: { grant_type: undefined },
        }),
      },
    ],
  },
});
