import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The code is not this client's. Whose it is, is not told. RFC 6749 section 4.1.3. */
export const codeOfOtherClient = defineRule({
  cause: 'client-identification/credentials-of-other-app',
  variant: 'code',
  title: 'The code was not issued to this client',
  specs: ['RFC 6749 section 4.1.3'],
  needs: ['sent-code', 'raised-problem'],
  explains: ['code-of-other-client'],
  check: () => ({
    confidence: 'certain',
    evidence: [{ where: 'code', seen: 'not issued to this client', expected: 'a code that was issued to this client' }],
    facts: undefined,
  }),
  say: {
    what: () => 'The code was not issued to this client.',
    why: () =>
      'A code works only for the client that began the authorization (RFC 6749 section 4.1.3). The app has one client id in the browser and another at the token endpoint.',
    fix: () => [
      'Use the same client id in both requests: look for a second setting, or for a second app that shares the callback address.',
      'Start a new authorization with it.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'a code of another client', evidence: codeExample({ problem: 'code-of-other-client' }) },
      {
        name: 'sent with client_secret_post',
        evidence: codeExample({
          problem: 'code-of-other-client',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: 'example-secret-of-ledger-sync-1' },
          client: { authMethod: 'client_secret_post' },
        }),
      },
    ],
    silent: [
      { name: 'a code that nobody has', evidence: codeExample({ problem: 'code-unknown' }) },
      {
        name: 'a request without a code',
        evidence: codeExample({ problem: 'parameter-missing', parameters: { code: undefined } }),
      },
    ],
  },
});
