import { presentedMethods } from '../../evidence/client-credentials.ts';
import { basicOf, codeExample, exampleSecret } from '../example.ts';
import { defineRule } from '../rule.ts';
import { methodInWords } from './methods.ts';

/** The credentials came by another method than the registered one. RFC 7591 section 2. */
export const authMethodMismatch = defineRule({
  cause: 'client-authentication/auth-method-mismatch',
  variant: 'auth-method-mismatch',
  title: 'The credentials were sent by another method than the registered one',
  specs: ['RFC 6749 section 2.3', 'RFC 7591 section 2'],
  needs: ['request', 'client-registration'],
  explains: ['client-authentication-method-wrong'],
  check: (evidence) => {
    const registered = evidence.known?.client?.authMethod;
    const [used, second] = presentedMethods(evidence);
    if (registered === undefined || registered === 'none' || used === undefined) return undefined;
    if (second !== undefined || used === registered) return undefined;
    return {
      confidence: 'certain',
      evidence: [{ where: 'authentication method', seen: used, expected: `${registered}  (registered)` }],
      facts: { used, registered },
    };
  },
  say: {
    what: ({ used, registered }) => `The client authenticated with ${used}, and is registered for ${registered}.`,
    why: () =>
      'A client authenticates as its registration says (token_endpoint_auth_method, RFC 7591 section 2). Libraries have a default of their own, and some try one method after the other.',
    fix: ({ used, registered }) => [
      `Set the authentication method of the app's library to ${registered}, so that it sends ${methodInWords(registered)}.`,
      used === 'private_key_jwt' || registered === 'private_key_jwt'
        ? `Or change the registration to ${used}, with the key or the secret that belongs to it.`
        : `Or change the registration to ${used}; the secret stays the same.`,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the secret is in the body, Basic is registered',
        evidence: codeExample({
          problem: 'client-authentication-method-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: exampleSecret },
        }),
      },
      {
        name: 'Basic is sent, the body is registered',
        evidence: codeExample({
          problem: 'client-authentication-method-wrong',
          authorization: basicOf('ledger-sync', exampleSecret),
          client: { authMethod: 'client_secret_post' },
        }),
      },
    ],
    silent: [
      {
        name: 'the registered method with a wrong secret',
        evidence: codeExample({ problem: 'client-secret-wrong', authorization: basicOf('ledger-sync', 'wrong') }),
      },
      {
        name: 'a public client that sends a secret, which is another mistake',
        evidence: codeExample({
          problem: 'client-authentication-method-wrong',
          client: { authMethod: 'none' },
        }),
      },
    ],
  },
});
