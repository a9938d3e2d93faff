import { hasSent, sentHeader, sentParameters } from '../../evidence/sent.ts';
import { bearerExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The access token is a parameter of the address or of the body. OAuth 2.1 section 5.1. */
export const bearerInParameters = defineRule({
  cause: 'token-use/authorization-header-malformed',
  variant: 'token-in-parameters',
  title: 'The access token was sent as a parameter',
  specs: ['OAuth 2.1 section 5.1', 'RFC 9700 section 4.3.2'],
  needs: ['request'],
  explains: ['access-token-missing'],
  specificity: 3,
  check: (evidence) => {
    if (!hasSent(evidence, 'access_token') || sentHeader(evidence, 'authorization') !== undefined) return undefined;
    const place =
      sentParameters(evidence).find(({ name }) => name === 'access_token')?.in === 'query' ? 'query' : 'body';
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'access token',
          seen: `the parameter access_token in the ${place}`,
          expected: 'the header Authorization: Bearer, one space, and the access token',
        },
      ],
      facts: { place },
    };
  },
  say: {
    what: ({ place }) => `The access token was sent as a parameter of the ${place}, and is read from the header only.`,
    why: ({ place }) =>
      place === 'query'
        ? 'Addresses end in logs, in histories and in the Referer header, and with them the token, so OAuth 2.1 section 5.1 has removed this way.'
        : 'OAuth 2.1 section 5.1 leaves the header as the one way that every resource reads.',
    fix: ({ place }) => [
      'Send it as the header Authorization: Bearer, one space, and the access token.',
      place === 'query'
        ? 'Refresh now, or start a new authorization: a token that stood in an address may be in a log.'
        : 'Remove access_token from the body.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'in the query',
        evidence: bearerExample({
          problem: 'access-token-missing',
          authorization: undefined,
          query: { access_token: 'example-access-token-0001' },
        }),
      },
      {
        name: 'in the query, and empty',
        evidence: bearerExample({
          problem: 'access-token-missing',
          authorization: undefined,
          query: { access_token: '' },
        }),
      },
    ],
    silent: [
      {
        name: 'another parameter',
        evidence: bearerExample({
          problem: 'access-token-missing',
          authorization: undefined,
          query: { token: 'example-access-token-0001' },
        }),
      },
      {
        name: 'in the header too, where it can not be read',
        evidence: bearerExample({
          problem: 'authorization-header-malformed',
          authorization: 'Bearer',
          query: { access_token: 'example-access-token-0001' },
        }),
      },
    ],
  },
});
