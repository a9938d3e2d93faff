import { sentHeader, sentValue } from '../../evidence/sent.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The credentials are in the body, and this provider reads the Basic header only. RFC 6749 section 2.3.1. */
export const notReadFromBody = defineRule({
  cause: 'client-authentication/auth-method-mismatch',
  variant: 'not-read-from-body',
  title: 'The credentials are in the body, which is not read for them',
  specs: ['RFC 6749 section 2.3.1'],
  needs: ['request', 'raised-problem'],
  explains: ['client-credentials-missing'],
  noiseWhen: ['transport-endpoint/params-not-in-body', 'transport-endpoint/body-not-form'],
  specificity: 3,
  check: (evidence) => {
    const isWhole =
      sentValue(evidence, 'client_id') !== undefined && sentValue(evidence, 'client_secret') !== undefined;
    if (!isWhole || sentHeader(evidence, 'authorization') !== undefined) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'client credentials',
          seen: 'client_id and client_secret in the body',
          expected: 'Authorization: Basic, and base64 of client id, colon, secret',
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The client id and the secret are in the body, and there is no Authorization header.',
    why: () =>
      'This endpoint reads client credentials from the Basic header only (RFC 6749 section 2.3.1 has every server support it). What is in the body does not count.',
    fix: () => [
      "Send Authorization: 'Basic ' + base64(id + ':' + secret); many libraries have a setting for it, client_secret_basic.",
      'Remove client_id and client_secret from the body.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'both in the body',
        evidence: codeExample({
          problem: 'client-credentials-missing',
          authorization: undefined,
          clientKnown: false,
          parameters: { client_id: 'ledger-sync', client_secret: 'example-secret' },
        }),
      },
      {
        name: 'a known client',
        evidence: codeExample({
          problem: 'client-credentials-missing',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: 'x' },
        }),
      },
    ],
    silent: [
      {
        name: 'nothing in the body',
        evidence: codeExample({ problem: 'client-credentials-missing', authorization: undefined }),
      },
      {
        name: 'a header beside it',
        evidence: codeExample({ problem: 'client-credentials-missing', parameters: { client_secret: 'x' } }),
      },
    ],
  },
});
