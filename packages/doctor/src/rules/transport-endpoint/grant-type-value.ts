import { hasSent, sentValue } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { codeExample, refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** grant_type is missing or has a value that names no grant. RFC 6749 sections 4.1.3 and 6. */
export const grantTypeValue = defineRule({
  cause: 'transport-endpoint/grant-type-value-wrong',
  variant: 'grant-type-value',
  title: 'grant_type is not one of the values of this endpoint',
  specs: ['RFC 6749 section 4.1.3', 'RFC 6749 section 6'],
  needs: ['request', 'raised-problem'],
  explains: ['grant-type-unsupported'],
  noiseWhen: ['transport-endpoint/params-not-in-body', 'transport-endpoint/body-not-form'],
  check: (evidence) => {
    const value = sentValue(evidence, 'grant_type');
    const meant = hasSent(evidence, 'refresh_token')
      ? 'refresh_token'
      : hasSent(evidence, 'code')
        ? 'authorization_code'
        : undefined;
    const shown = value === undefined ? 'none' : showValue(value);
    return {
      confidence: 'certain',
      evidence: [{ where: 'grant_type', seen: shown, expected: meant ?? 'authorization_code or refresh_token' }],
      facts: { value, shown, meant },
    };
  },
  say: {
    what: ({ value, shown }) =>
      value === undefined ? 'The request has no grant_type.' : `The grant_type ${shown} is none of this endpoint.`,
    why: () =>
      'The value is compared letter by letter: authorization_code for a code, refresh_token for a refresh (RFC 6749 sections 4.1.3 and 6). It is looked at before anything else.',
    fix: ({ meant }) => [
      meant === undefined
        ? 'Send grant_type=authorization_code with a code, or grant_type=refresh_token with a refresh token.'
        : `The request carries what belongs to ${meant}: send grant_type=${meant}.`,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the name of the parameter in its place',
        evidence: codeExample({ problem: 'grant-type-unsupported', parameters: { grant_type: 'code' } }),
      },
      {
        name: 'in capitals, with a refresh token',
        evidence: refreshExample({ problem: 'grant-type-unsupported', parameters: { grant_type: 'Refresh_Token' } }),
      },
      {
        name: 'none',
        evidence: codeExample({ problem: 'grant-type-unsupported', parameters: { grant_type: undefined } }),
      },
    ],
    silent: [
      {
        name: 'a JSON body',
        evidence: codeExample({ problem: 'body-not-form', contentType: 'application/json' }),
      },
      { name: 'a client that may not use the grant', evidence: codeExample({ problem: 'grant-type-not-allowed' }) },
    ],
  },
});
