import { keyHeaders } from '../../evidence/client-credentials.ts';
import { hasSent } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { authorizationExample, bearerExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The client key stands in a header of another name than the one that is read. RFC 9110 section 5.1. */
export const clientKeyMisspelt = defineRule({
  cause: 'client-authentication/client-key-missing',
  variant: 'misspelt-header',
  title: 'The client key was sent in a header of another name',
  specs: ['RFC 9110 section 5.1'],
  needs: ['request', 'raised-problem'],
  explains: ['client-key-missing'],
  specificity: 3,
  check: (evidence) => {
    const { seen } = evidence.detail ?? {};
    const [name] = Array.isArray(seen) ? seen : [];
    if (typeof name !== 'string' || hasSent(evidence, keyHeaders.clientId)) return undefined;
    const shown = showValue(name.slice(0, 64));
    return {
      confidence: 'certain',
      evidence: [{ where: 'name of the header', seen: shown, expected: keyHeaders.clientId }],
      facts: { name: shown },
    };
  },
  say: {
    what: ({ name }) => `The client key was sent in the header ${name}, and is read from ${keyHeaders.clientId}.`,
    why: () =>
      'A header of another name is another header, whatever it holds: the request counts as one without a client key. Capitals make no difference, a dash and an underscore do.',
    fix: ({ name }) => [
      `Rename the header ${name} to ${keyHeaders.clientId}, on every request.`,
      'If the app does send the right name, look for a proxy that renames or drops headers.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'x-client-id',
        evidence: bearerExample({ problem: 'client-key-missing', detail: { seen: ['x-client-id'] } }),
      },
      {
        name: 'an underscore',
        evidence: authorizationExample({ problem: 'client-key-missing', detail: { seen: ['x_client_key'] } }),
      },
    ],
    silent: [
      {
        name: 'no such header at all',
        evidence: bearerExample({ problem: 'client-key-missing', detail: { seen: [] } }),
      },
      {
        name: 'the right header, and empty',
        evidence: bearerExample({
          problem: 'client-key-missing',
          headers: { 'x-client-key': '' },
          detail: { seen: ['x-client-key'] },
        }),
      },
    ],
  },
});
