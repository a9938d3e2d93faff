import { showValue } from '../../text/value.ts';
import { bearerExample, exampleAccessRecord } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The token was issued for other resources than the one that was asked. RFC 8707 section 2. */
export const audienceMismatch = defineRule({
  cause: 'token-use/audience-mismatch',
  variant: 'other-resource',
  title: 'The access token is for another resource',
  specs: ['RFC 8707 section 2', 'RFC 9068 section 4'],
  needs: ['request', 'access-token-record'],
  explains: ['access-token-audience-wrong'],
  check: (evidence) => {
    const audience = evidence.known?.accessToken?.audience ?? [];
    const wanted = evidence.detail?.expected;
    const expected = typeof wanted === 'string' ? showValue(wanted) : 'this resource';
    if (typeof wanted === 'string' && audience.includes(wanted)) return undefined;
    const seen = audience.slice(0, 5).map(showValue);
    return {
      confidence: 'certain',
      evidence: [{ where: 'aud of the token', seen: seen.join(' and ') || 'none', expected }],
      facts: { expected, seen: seen.join(' and ') || 'no resource' },
    };
  },
  say: {
    what: ({ seen, expected }) => `The access token is for ${seen}, and was sent to ${expected}.`,
    why: () =>
      'A token names the resources that it is for, so that one resource can not use it at another (RFC 8707 section 2). The resource parameter of the authorization or token request chose them.',
    fix: ({ expected }) => [
      `Ask for a token for this resource: the same request with resource=${expected}, or without resource for the server's own endpoints.`,
      'Keep one access token for each resource, and choose it by the address that is called.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a token for an API at userinfo',
        evidence: bearerExample({
          problem: 'access-token-audience-wrong',
          known: exampleAccessRecord({ audience: ['https://api.example/ledger'] }),
          detail: { expected: 'https://as.example/sandbox' },
        }),
      },
      {
        name: 'a token without an audience',
        evidence: bearerExample({
          problem: 'access-token-audience-wrong',
          known: exampleAccessRecord({ audience: [] }),
          detail: { expected: 'https://as.example/sandbox' },
        }),
      },
    ],
    silent: [
      {
        name: 'one of two resources is the right one',
        evidence: bearerExample({
          problem: 'access-token-audience-wrong',
          known: exampleAccessRecord({ audience: ['https://api.example/ledger', 'https://as.example/sandbox'] }),
          detail: { expected: 'https://as.example/sandbox' },
        }),
      },
      {
        name: 'the right resource without the scope',
        evidence: bearerExample({ problem: 'scope-insufficient', known: exampleAccessRecord({ scope: 'email' }) }),
      },
    ],
  },
});
