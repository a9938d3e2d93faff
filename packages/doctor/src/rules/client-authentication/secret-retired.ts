import { isOwn, placeOf, presentedSecrets, recordOfSecret } from '../../evidence/client-credentials.ts';
import { receivedAt } from '../../evidence/sent.ts';
import { showSecret } from '../../text/secret.ts';
import { showDuration, showTime } from '../../text/time.ts';
import { codeExample, exampleSecret, exampleTime } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The secret was one of this client's, and has been retired. RFC 6749 section 2.3.1. */
export const secretRetired = defineRule({
  cause: 'client-authentication/secret-wrong',
  variant: 'retired',
  title: 'The client secret has been retired',
  specs: ['RFC 6749 section 2.3.1'],
  needs: ['request', 'client-secrets'],
  explains: ['client-secret-wrong'],
  specificity: 3,
  check: (evidence, tools) => {
    for (const { place, secret } of presentedSecrets(evidence)) {
      const record = recordOfSecret(secret, evidence, tools);
      if (record?.retiredAt === undefined || !isOwn(record, evidence)) continue;
      const now = receivedAt(evidence);
      const ago = now === undefined ? '' : `, ${showDuration(now - record.retiredAt)} before this request`;
      return {
        confidence: 'certain',
        evidence: [
          {
            where: placeOf(place),
            seen: `${showSecret('client secret', secret, tools)}, retired on ${showTime(record.retiredAt)}`,
            expected: 'a live secret of this client',
          },
        ],
        facts: { when: showTime(record.retiredAt), ago },
      };
    }
    return undefined;
  },
  say: {
    what: ({ when, ago }) => `The client secret was retired on ${when}${ago}.`,
    why: () =>
      'It was a secret of this client, and somebody replaced it since. A process that was not restarted, a second instance or an older deployment still uses it.',
    fix: () => [
      'Put the current secret into the configuration of every instance of the app, and restart them.',
      'If nobody has it any more, create a new secret for the client: two can be live at once, so nothing stops in between.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'retired two days ago',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          secrets: [
            { secret: 'the-new-secret-of-ledger-sync' },
            { secret: exampleSecret, retiredAt: exampleTime - 2 * 86_400_000 },
          ],
        }),
      },
      {
        name: 'retired a minute ago, sent in the body',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: exampleSecret },
          secrets: [{ secret: exampleSecret, retiredAt: exampleTime - 60_000 }],
        }),
      },
    ],
    silent: [
      {
        name: 'the retired secret of another client',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          secrets: [{ secret: exampleSecret, clientId: 'planner', retiredAt: exampleTime - 60_000 }],
        }),
      },
      {
        name: 'a secret that never was one',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          secrets: [{ secret: 'the-new-secret-of-ledger-sync' }],
        }),
      },
    ],
  },
});
