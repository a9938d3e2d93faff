import { nearestName } from '@candor/protocol';
import { secretKindOf } from '../../text/secret.ts';
import { showValue } from '../../text/value.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The endpoint takes its documented fields only, and the body has another one. RFC 9110 section 15.5.21. */
export const fieldNotAllowed = defineRule({
  cause: 'transport-endpoint/parameter-unknown',
  variant: 'field-not-allowed',
  title: 'The body has a field that the endpoint does not take',
  specs: ['RFC 9110 section 15.5.21'],
  needs: ['request', 'raised-problem'],
  explains: ['body-field-not-allowed'],
  specificity: 3,
  check: (evidence) => {
    const { seen, expected } = evidence.detail ?? {};
    if (typeof seen !== 'string') return undefined;
    const allowed = Array.isArray(expected) ? expected.filter((name) => typeof name === 'string') : [];
    const name = showValue(seen.slice(0, 64));
    return {
      confidence: 'certain',
      evidence: [{ where: 'field of the body', seen: name, expected: allowed.map(showValue).join(', ') || 'no other' }],
      facts: {
        name,
        nearest: nearestName(seen, allowed),
        isCredential: /^client[_-]?(?:id|secret)$/i.test(seen) || secretKindOf(seen) === 'client secret',
      },
    };
  },
  say: {
    what: ({ name }) => `The body has the field ${name}, which this endpoint does not take.`,
    why: ({ isCredential }) =>
      isCredential
        ? 'This endpoint takes the documented fields and no others. Key and secret stand in headers of their own, and nothing of the client belongs into the body.'
        : 'This endpoint takes the documented fields and no others. A sandbox may ignore more than a production environment does.',
    fix: ({ name, nearest }) => [
      nearest === undefined ? `Leave ${name} out of the body.` : `Rename ${name} to ${nearest}, if that was meant.`,
      'OAuth libraries add client_id and client_secret of their own: switch the client authentication of the body off.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'client authentication of a library',
        evidence: codeExample({
          problem: 'body-field-not-allowed',
          parameters: { client_id: 'ledger-sync' },
          detail: { seen: 'client_id', expected: ['grant_type', 'code', 'redirect_uri', 'code_verifier'] },
        }),
      },
      {
        name: 'a misspelt field',
        evidence: codeExample({
          problem: 'body-field-not-allowed',
          parameters: { redirect_url: 'https://ledger.example/callback' },
          detail: { seen: 'redirect_url', expected: ['grant_type', 'code', 'redirect_uri', 'code_verifier'] },
        }),
      },
    ],
    silent: [
      {
        name: 'a field that is missing',
        evidence: codeExample({ problem: 'parameter-missing', detail: { expected: 'code' } }),
      },
      { name: 'a body that is no JSON', evidence: codeExample({ problem: 'body-not-json' }) },
    ],
  },
});
