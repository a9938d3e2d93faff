import { isRole, sentParameters, subjectOf } from '../../evidence/sent.ts';
import { basicOf, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { definedParameters } from './parameters.ts';

/** The parameters of a POST stand in its address, and its body is empty. RFC 6749 section 3.2. */
export const parametersInQuery = defineRule({
  cause: 'transport-endpoint/params-not-in-body',
  variant: 'in-query',
  title: 'The parameters were sent in the query, not in the body',
  specs: ['RFC 6749 section 3.2', 'RFC 6749 section 4.1.3'],
  needs: ['request', 'raised-problem'],
  explains: [
    'parameter-missing',
    'body-not-form',
    'grant-type-unsupported',
    'client-credentials-missing',
    'code-verifier-missing',
    'code-challenge-missing',
  ],
  specificity: 3,
  check: (evidence) => {
    if (subjectOf(evidence)?.request?.method !== 'POST') return undefined;
    if (
      !isRole(evidence, 'token-request', 'revocation-request', 'introspection-request', 'pushed-authorization-request')
    ) {
      return undefined;
    }
    const defined = definedParameters(evidence);
    const inBody = new Set(
      sentParameters(evidence)
        .filter((one) => one.in === 'body')
        .map((one) => one.name),
    );
    const misplaced = sentParameters(evidence).filter(
      (one) => one.in === 'query' && defined.includes(one.name) && !inBody.has(one.name),
    );
    if (misplaced.length === 0) return undefined;
    const names = misplaced.map((one) => one.name).join(', ');
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'place of parameters',
          seen: `${names} in the query`,
          expected: 'in the body, as application/x-www-form-urlencoded',
        },
      ],
      facts: { names, all: inBody.size === 0 },
    };
  },
  say: {
    what: ({ names, all }) =>
      all
        ? 'The parameters stand in the query of the address, and the body is empty.'
        : `In the query stands what belongs into the body: ${names}.`,
    why: () =>
      'This endpoint reads its parameters from the body of the POST (RFC 6749 section 3.2), because addresses with codes and secrets in them end in logs.',
    fix: () => [
      'Send the parameters as the body: new URLSearchParams({ … }) with fetch, data= with requests, -d with curl. With axios the body is the second argument, and params the query.',
      'What stood in the address may be in a log: create a new client secret if one was among it, and start a new authorization.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'all of them',
        evidence: codeExample({
          problem: 'parameter-missing',
          parameters: empty(),
          query: { grant_type: 'authorization_code', code: 'example-code-0001' },
        }),
      },
      {
        name: 'the credentials too',
        evidence: codeExample({
          problem: 'client-credentials-missing',
          authorization: undefined,
          parameters: empty(),
          query: { grant_type: 'client_credentials', client_id: 'ledger-sync', client_secret: 'example-secret' },
        }),
      },
    ],
    silent: [
      {
        name: 'a tenant in the query, which is none of them',
        evidence: codeExample({
          problem: 'parameter-missing',
          parameters: { code: undefined },
          query: { tenant: '4' },
        }),
      },
      {
        name: 'the client id in both places',
        evidence: codeExample({
          problem: 'parameter-missing',
          authorization: basicOf('ledger-sync', 'x'),
          parameters: { code: undefined, client_id: 'ledger-sync' },
          query: { client_id: 'ledger-sync' },
        }),
      },
    ],
  },
});

function empty(): Readonly<Record<string, undefined>> {
  return { grant_type: undefined, code: undefined, redirect_uri: undefined, code_verifier: undefined };
}
