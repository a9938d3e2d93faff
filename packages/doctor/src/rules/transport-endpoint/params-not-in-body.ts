import { isRole, sentParameters } from '../../evidence/sent.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The parameters of a POST stand in its query, and the body is empty. RFC 6749 section 3.2. */
export const paramsNotInBody = defineRule({
  cause: 'transport-endpoint/params-not-in-body',
  variant: 'params-in-query',
  title: 'The parameters are in the query, not in the body',
  specs: ['RFC 6749 section 3.2', 'RFC 6749 section 4.1.3'],
  needs: ['request', 'raised-problem'],
  explains: ['body-not-form', 'grant-type-unsupported', 'parameter-missing'],
  specificity: 3,
  check: (evidence) => {
    if (!isRole(evidence, 'token-request', 'revocation-request')) return undefined;
    const parameters = sentParameters(evidence);
    const inQuery = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
    const known = inQuery.filter((name) => wanted.has(name));
    if (known.length === 0 || parameters.some((one) => one.in === 'body')) return undefined;
    return {
      confidence: 'certain',
      evidence: [{ where: 'query', seen: known.join(', '), expected: 'an empty query, and these in the body' }],
      facts: { names: known },
    };
  },
  say: {
    what: ({ names }) => `The query holds ${names.join(', ')}, and the body is empty.`,
    why: () =>
      'The parameters of this request are read from its body (RFC 6749 section 3.2). In an address they would end in logs and histories, codes and secrets among them.',
    fix: () => [
      'Send the parameters as the form-encoded body of the POST; with axios or requests, as data, not as params.',
      'What was in the address has to count as seen: create a new client secret when one was there.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a redemption in the query',
        evidence: codeExample({
          problem: 'body-not-form',
          parameters: nothing(),
          query: { grant_type: 'authorization_code', code: 'example' },
        }),
      },
      {
        name: 'a refresh in the query',
        evidence: codeExample({
          problem: 'grant-type-unsupported',
          parameters: nothing(),
          query: { grant_type: 'refresh_token', refresh_token: 'example' },
        }),
      },
    ],
    silent: [
      {
        name: 'a body, and a query that says something else',
        evidence: codeExample({
          problem: 'parameter-missing',
          parameters: { code: undefined },
          query: { tenant: '7' },
        }),
      },
      {
        name: 'an empty body without a query',
        evidence: codeExample({ problem: 'body-not-form', parameters: nothing() }),
      },
    ],
  },
});

const wanted = new Set(['grant_type', 'code', 'code_verifier', 'redirect_uri', 'refresh_token', 'token']);

function nothing(): Readonly<Record<string, undefined>> {
  return { grant_type: undefined, code: undefined, redirect_uri: undefined, code_verifier: undefined };
}
