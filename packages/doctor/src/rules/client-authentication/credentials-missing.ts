import { basicCredentials, presentedMethods } from '../../evidence/client-credentials.ts';
import { hasSent, sentHeader, sentValue } from '../../evidence/sent.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { methodInWords } from './methods.ts';

/** A client that must authenticate sent nothing, or something empty. RFC 6749 section 3.2.1. */
export const credentialsMissing = defineRule({
  cause: 'client-authentication/credentials-missing',
  variant: 'credentials-missing',
  title: 'The request carries no client credentials',
  specs: ['RFC 6749 section 2.3', 'RFC 6749 section 3.2.1'],
  needs: ['request', 'raised-problem'],
  explains: ['client-credentials-missing', 'client-credentials-malformed', 'client-authentication-method-wrong'],
  noiseWhen: ['transport-endpoint/parameter-unknown', 'transport-endpoint/body-not-form'],
  check: (evidence) => {
    const header = basicCredentials(evidence);
    const secret = sentValue(evidence, 'client_secret');
    if ((header ?? '') !== '' || secret !== undefined || hasSent(evidence, 'client_assertion')) return undefined;
    const authorization = sentHeader(evidence, 'authorization');
    if (authorization !== undefined && header === undefined) return undefined;
    const empty = presentedMethods(evidence).length > 0;
    const registered = evidence.known?.client?.authMethod;
    if (registered === 'none') return undefined;
    const seen =
      header === '' ? 'an Authorization header with nothing after Basic' : empty ? 'an empty client_secret' : 'none';
    return {
      confidence: 'certain',
      evidence: [{ where: 'client credentials', seen, expected: methodInWords(registered ?? 'client_secret_basic') }],
      facts: { empty, registered },
    };
  },
  say: {
    what: ({ empty }) =>
      empty ? 'The client secret that was sent is empty.' : 'The request carries no client credentials.',
    why: ({ registered }) =>
      registered === undefined
        ? 'A client that was given a secret or a key has to authenticate in every token request (RFC 6749 section 3.2.1).'
        : `The client is registered with ${registered}, so it has to authenticate in every request to this endpoint (RFC 6749 section 3.2.1).`,
    fix: ({ empty, registered }) => [
      empty
        ? 'Check that the running process has the secret under the name of the setting that the app reads.'
        : `Send the credentials: ${methodInWords(registered ?? 'client_secret_basic')}.`,
      empty
        ? 'Restart it after the change, since settings are read at the start.'
        : 'If the app does send them, look at what is between: a proxy, or an HTTP client that follows a redirect, may drop the Authorization header.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'no header and no secret',
        evidence: codeExample({
          problem: 'client-credentials-missing',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync' },
        }),
      },
      {
        name: 'an empty secret in the body',
        evidence: codeExample({
          problem: 'client-credentials-missing',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: '' },
        }),
      },
    ],
    silent: [
      {
        name: 'a misspelt client_secret',
        evidence: codeExample({
          problem: 'client-credentials-missing',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', clientsecret: 'example' },
        }),
      },
      {
        name: 'a wrong secret',
        evidence: codeExample({ problem: 'client-secret-wrong', parameters: { client_secret: 'x' } }),
      },
    ],
  },
});
