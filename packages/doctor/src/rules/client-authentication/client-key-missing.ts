import { keyHeaders } from '../../evidence/client-credentials.ts';
import { hasSent, sentParameters } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { authorizationExample, bearerExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** Every request needs the client key in its header, and this one has none. RFC 6749 section 2.3. */
export const clientKeyMissing = defineRule({
  cause: 'client-authentication/client-key-missing',
  variant: 'missing',
  title: 'The request has no client key',
  specs: ['RFC 6749 section 2.3'],
  needs: ['request', 'raised-problem'],
  explains: ['client-key-missing'],
  check: (evidence) => {
    const { clientId } = keyHeaders;
    const empty = hasSent(evidence, clientId);
    // In the query or the body the key is read by nobody.
    const elsewhere = sentParameters(evidence).find(({ name }) => /^(?:x[-_])?client[-_]?(?:key|id)$/i.test(name));
    const place = empty || elsewhere === undefined ? undefined : `${showValue(elsewhere.name)} in the ${elsewhere.in}`;
    const seen = empty ? 'an empty value' : (place ?? 'none');
    return {
      confidence: 'certain',
      evidence: [{ where: `header ${clientId}`, seen, expected: 'the client key' }],
      facts: { empty, place },
    };
  },
  say: {
    what: ({ empty, place }) => {
      if (empty) return `The header ${keyHeaders.clientId} is empty.`;
      return place === undefined
        ? `The request has no header ${keyHeaders.clientId}.`
        : `The request has no header ${keyHeaders.clientId}; its key stands as ${place}.`;
    },
    why: () =>
      'This is looked at before anything else, on every request, also on those that need no user: without the key nobody knows whose request it is.',
    fix: ({ empty }) => [
      empty
        ? `Check that the running process has the client key under the name of the setting that the app reads.`
        : `Send the header ${keyHeaders.clientId} with the client key, on every request.`,
      'Set it once where the HTTP client is made, so that no call can be without it.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'no header', evidence: bearerExample({ problem: 'client-key-missing' }) },
      {
        name: 'an empty header',
        evidence: bearerExample({ problem: 'client-key-missing', headers: { 'x-client-key': '' } }),
      },
      { name: 'client_id in the query only', evidence: authorizationExample({ problem: 'client-key-missing' }) },
    ],
    silent: [
      {
        name: 'a header of nearly that name',
        evidence: bearerExample({ problem: 'client-key-missing', detail: { seen: ['client-key'] } }),
      },
      {
        name: 'a key that nobody knows',
        evidence: bearerExample({ problem: 'client-key-unknown', headers: { 'x-client-key': 'another-app' } }),
      },
    ],
  },
});
