import { hasSent, isRole, sentHeader } from '../../evidence/sent.ts';
import { bearerExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The request has no Authorization header at all. RFC 6750 section 2.1. */
export const bearerMissing = defineRule({
  cause: 'token-use/authorization-header-malformed',
  variant: 'missing',
  title: 'The request has no Authorization header',
  specs: ['RFC 6750 section 2.1', 'RFC 6750 section 3.1'],
  needs: ['request', 'raised-problem'],
  explains: ['access-token-missing'],
  check: (evidence) => {
    if (!isRole(evidence, 'resource-request') || sentHeader(evidence, 'authorization') !== undefined) return undefined;
    if (hasSent(evidence, 'access_token')) return undefined;
    return {
      confidence: 'certain',
      evidence: [{ where: 'Authorization header', seen: 'none', expected: 'Bearer, one space, and the access token' }],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The request has no Authorization header.',
    why: () =>
      'The access token travels in that header (RFC 6750 section 2.1). Either the app does not set it, or something on the way drops it: HTTP clients drop it when they follow a redirect to another host, some proxies and servers do always.',
    fix: () => [
      'Set the header Authorization: Bearer, one space, and the access token, in the function that makes the request.',
      'Compare what the app sends with what arrives: call the address of the metadata directly, without a redirect.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'nothing was sent',
        evidence: bearerExample({ problem: 'access-token-missing', authorization: undefined }),
      },
      {
        name: 'a POST without it',
        evidence: bearerExample({ problem: 'access-token-missing', authorization: undefined, method: 'POST' }),
      },
    ],
    silent: [
      {
        name: 'the token stands in the query',
        evidence: bearerExample({
          problem: 'access-token-missing',
          authorization: undefined,
          query: { access_token: 'example-access-token-0001' },
        }),
      },
      {
        name: 'the header is there, with another scheme',
        evidence: bearerExample({
          problem: 'authorization-header-malformed',
          authorization: 'Token example-access-token-0001',
        }),
      },
    ],
  },
});
