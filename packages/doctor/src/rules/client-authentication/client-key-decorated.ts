import { keyHeaders } from '../../evidence/client-credentials.ts';
import { sentValue } from '../../evidence/sent.ts';
import { showPair } from '../../text/value.ts';
import { bearerExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The client key has something around it, or other letters. RFC 9110 section 5.5. */
export const clientKeyDecorated = defineRule({
  cause: 'client-authentication/client-key-invalid',
  variant: 'decorated',
  title: 'The client key has something around it',
  specs: ['RFC 9110 section 5.5'],
  needs: ['request', 'client-registration'],
  explains: ['client-key-unknown'],
  specificity: 3,
  check: (evidence) => {
    const sent = sentValue(evidence, keyHeaders.clientId) ?? '';
    const clientId = evidence.known?.client?.clientId ?? '';
    if (sent === clientId || clientId === '' || !isAround(sent.split(clientId))) return undefined;
    const [seen, expected] = showPair(sent, clientId);
    return {
      confidence: 'certain',
      evidence: [{ where: keyHeaders.clientId, seen, expected }],
      facts: { quotes: /["'`]/.test(sent) },
    };
  },
  say: {
    what: ({ quotes }) =>
      quotes ? 'The client key has quotation marks around it.' : 'The client key has other characters around it.',
    why: () =>
      'The value of the header is compared as it stands. What stands around the key in a settings file or a shell became part of it.',
    fix: () => [
      `Send the key alone in ${keyHeaders.clientId}.`,
      'Look at how the setting is read: a loader that keeps quotation marks, or a key that was copied with its name.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'in quotes',
        evidence: bearerExample({ problem: 'client-key-unknown', headers: { 'x-client-key': '"ledger-sync"' } }),
      },
      {
        name: 'with its name before it',
        evidence: bearerExample({ problem: 'client-key-unknown', headers: { 'x-client-key': 'key=ledger-sync' } }),
      },
    ],
    silent: [
      {
        name: 'a key of which a part is missing',
        evidence: bearerExample({ problem: 'client-key-unknown', headers: { 'x-client-key': 'ledger-syn' } }),
      },
      {
        name: 'another key',
        evidence: bearerExample({ problem: 'client-key-unknown', headers: { 'x-client-key': '"planner"' } }),
      },
    ],
  },
});

/** Whether what stands around the key is no part of another text: quotation marks, brackets, the name of a setting. */
function isAround([before = '', after, ...more]: readonly string[]): boolean {
  if (after === undefined || more.length > 0) return false;
  return /^(?:[\w.-]{0,64}[=:])?[\s"'`<({[]*$/.test(before) && /^[\s"'`>)}\],;]*$/.test(after);
}
