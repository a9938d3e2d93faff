import { keyHeaders, presentedSecrets } from '../../evidence/client-credentials.ts';
import { hasSent, sentValue } from '../../evidence/sent.ts';
import { basicOf, codeExample, exampleSecret } from '../example.ts';
import { defineRule } from '../rule.ts';

/** Who names itself by a key header has to prove itself by the other one, and it is not there. RFC 6749 section 2.3. */
export const secretKeyMissing = defineRule({
  cause: 'client-authentication/credentials-missing',
  variant: 'secret-key-header',
  title: 'The request has no secret key in its header',
  specs: ['RFC 6749 section 2.3'],
  needs: ['request', 'raised-problem'],
  explains: ['client-credentials-missing'],
  specificity: 3,
  check: (evidence) => {
    const { clientId, secret } = keyHeaders;
    if (sentValue(evidence, clientId) === undefined || sentValue(evidence, secret) !== undefined) return undefined;
    const empty = hasSent(evidence, secret);
    const place = presentedSecrets(evidence)[0]?.place;
    const elsewhere = place === 'body' ? 'as client_secret' : place && 'in the Authorization header';
    const seen = empty ? 'an empty value' : elsewhere === undefined ? 'none' : `a secret ${elsewhere}`;
    return {
      confidence: 'certain',
      evidence: [{ where: `header ${secret}`, seen, expected: 'the secret key of the client' }],
      facts: { empty, elsewhere },
    };
  },
  say: {
    what: ({ empty, elsewhere }) => {
      if (empty) return `The header ${keyHeaders.secret} is empty.`;
      return elsewhere === undefined
        ? `The request has no header ${keyHeaders.secret}.`
        : `The client secret was sent ${elsewhere}, and is read from the header ${keyHeaders.secret} only.`;
    },
    why: () =>
      'This client has a secret key, and has to prove itself with it where an authorization begins and at the token endpoint, for both grants.',
    fix: ({ empty }) => [
      empty
        ? 'Check that the running process has the secret key under the name of the setting that the app reads.'
        : `Send the header ${keyHeaders.secret} with the secret key, from your server.`,
      'An app on a phone or in a browser can keep no secret: register it as a public client, which needs none.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'no header', evidence: keyed({}) },
      { name: 'an empty header', evidence: keyed({ 'x-secret-key': '' }) },
      {
        name: 'the secret as client_secret',
        evidence: codeExample({
          problem: 'client-credentials-missing',
          authorization: undefined,
          headers: { 'x-client-key': 'ledger-sync' },
          parameters: { client_secret: exampleSecret },
        }),
      },
    ],
    silent: [
      {
        name: 'a server that reads the Authorization header',
        evidence: codeExample({ problem: 'client-credentials-missing', authorization: undefined }),
      },
      {
        name: 'a wrong secret key',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', 'x'),
          headers: { 'x-client-key': 'ledger-sync', 'x-secret-key': 'x' },
        }),
      },
    ],
  },
});

function keyed(headers: Readonly<Record<string, string>>) {
  return codeExample({
    problem: 'client-credentials-missing',
    authorization: undefined,
    headers: { 'x-client-key': 'ledger-sync', ...headers },
  });
}
