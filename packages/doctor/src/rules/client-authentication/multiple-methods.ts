import { presentedMethods } from '../../evidence/client-credentials.ts';
import { codeExample, exampleSecret } from '../example.ts';
import { defineRule } from '../rule.ts';
import { methodInWords } from './methods.ts';

/** One request authenticates in more than one way. RFC 6749 section 2.3. */
export const multipleMethods = defineRule({
  cause: 'client-authentication/multiple-methods',
  variant: 'multiple-methods',
  title: 'The client authenticates in two ways at once',
  specs: ['RFC 6749 section 2.3'],
  needs: ['request'],
  explains: ['client-credentials-in-two-places', 'client-authentication-method-wrong'],
  specificity: 3,
  check: (evidence) => {
    const methods = presentedMethods(evidence);
    if (methods.length < 2) return undefined;
    const registered = evidence.known?.client?.authMethod;
    const expected = registered === undefined ? 'one of them' : `${registered}  (registered)`;
    return {
      confidence: 'certain',
      evidence: [{ where: 'authentication methods', seen: methods.join(' and '), expected }],
      facts: { methods, registered },
    };
  },
  say: {
    what: ({ methods }) =>
      `The request authenticates the client ${methods.length === 2 ? 'twice' : 'three times'}: ${methods.join(' and ')}.`,
    why: () =>
      'A client must not use more than one method in each request (RFC 6749 section 2.3). Often a library adds the header, and the app adds the parameters.',
    fix: ({ registered }) => {
      if (registered === undefined || registered === 'none') return ['Remove all but one of them.'];
      return [`Keep ${methodInWords(registered)}, and remove the rest.`];
    },
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'header and body',
        evidence: codeExample({
          problem: 'client-credentials-in-two-places',
          parameters: { client_id: 'ledger-sync', client_secret: exampleSecret },
        }),
      },
      {
        name: 'header and assertion',
        evidence: codeExample({
          problem: 'client-credentials-in-two-places',
          parameters: { client_assertion: 'example.assertion.text' },
        }),
      },
    ],
    silent: [
      {
        name: 'the header, with client_id repeated in the body, which is no method',
        evidence: codeExample({ problem: 'client-secret-wrong', parameters: { client_id: 'ledger-sync' } }),
      },
      {
        name: 'the body alone',
        evidence: codeExample({
          problem: 'client-authentication-method-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: exampleSecret },
        }),
      },
    ],
  },
});
