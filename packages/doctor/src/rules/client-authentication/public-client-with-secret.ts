import { presentedMethods } from '../../evidence/client-credentials.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { methodInWords } from './methods.ts';

/** A client that is registered as public sent credentials. RFC 6749 section 2.1. */
export const publicClientWithSecret = defineRule({
  cause: 'client-authentication/client-type-mismatch',
  variant: 'public-client-with-credentials',
  title: 'The client is registered as public, and sends credentials',
  specs: ['RFC 6749 section 2.1', 'RFC 7591 section 2'],
  needs: ['request', 'client-registration'],
  explains: ['client-authentication-method-wrong'],
  check: (evidence) => {
    const methods = presentedMethods(evidence);
    if (evidence.known?.client?.authMethod !== 'none' || methods.length === 0) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'authentication method',
          seen: methods.join(' and '),
          expected: 'none  (registered as a public client)',
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The client is registered as public, and the request carries client credentials.',
    why: () =>
      'A public client has no secret (RFC 6749 section 2.1): an app in a browser or on a phone cannot keep one. Credentials that nobody issued cannot be checked.',
    fix: () => [
      `If the app runs in a browser or on a device, remove the secret from it, and send ${methodInWords('none')}.`,
      'If it runs on a server, register it as a confidential client, and give it the secret that it gets there.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'Basic from a public client',
        evidence: codeExample({ problem: 'client-authentication-method-wrong', client: { authMethod: 'none' } }),
      },
      {
        name: 'a secret in the body of a public client',
        evidence: codeExample({
          problem: 'client-authentication-method-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: 'example-secret' },
          client: { authMethod: 'none' },
        }),
      },
    ],
    silent: [
      {
        name: 'Basic from a client that is registered for the body',
        evidence: codeExample({
          problem: 'client-authentication-method-wrong',
          client: { authMethod: 'client_secret_post' },
        }),
      },
      {
        name: 'a public client without credentials',
        evidence: codeExample({
          problem: 'client-authentication-method-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync' },
          client: { authMethod: 'none' },
        }),
      },
    ],
  },
});
