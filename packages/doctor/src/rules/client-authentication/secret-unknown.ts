import { isWholeClientSecret, readToken } from '@candor/protocol';
import { placeOf, presentedSecrets } from '../../evidence/client-credentials.ts';
import { showSecret } from '../../text/secret.ts';
import { basicOf, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The secret is none of the organisation's, and no usual slip explains it. RFC 6749 section 2.3.1. */
export const secretUnknown = defineRule({
  cause: 'client-authentication/secret-wrong',
  variant: 'unknown',
  title: 'The client secret is none that this client ever had',
  specs: ['RFC 6749 section 2.3.1'],
  needs: ['request', 'raised-problem'],
  explains: ['client-secret-wrong'],
  specificity: 1,
  noiseWhen: [
    'client-authentication/secret-hashed-value',
    'client-authentication/credentials-placeholder',
    'client-authentication/basic-content-wrong',
    'client-authentication/basic-form-encoding-mismatch',
    'environment/environment-mix-up:client-secret',
    'transport-endpoint/stray-whitespace',
  ],
  check: (evidence, tools) => {
    const presented = presentedSecrets(evidence)[0];
    if (presented === undefined) return undefined;
    const { place, secret } = presented;
    const form = formOf(secret);
    return {
      confidence: 'certain',
      evidence: [
        {
          where: placeOf(place),
          seen: `${showSecret('client secret', secret, tools)}${form === undefined ? '' : `, ${form}`}`,
          expected: 'a live secret of this client',
        },
      ],
      facts: { form },
    };
  },
  say: {
    what: ({ form }) =>
      form === undefined
        ? 'The client secret is none that this client has.'
        : `The client secret is none that this client has; it is ${form}.`,
    why: () =>
      'It is no live or retired secret of this client, none of another client of the organisation, and does not become one when white space, quotation marks or an encoding is removed. A settings loader may have cut it at a # or $.',
    fix: () => [
      'Compare the length above with that of the secret in the secret store: what was sent is often another text, or a part of it.',
      'Put the current secret into the configuration of the app, in quotation marks where the loader needs them, and restart it.',
      'When it is lost, create a second secret for the client, switch the app over, and then delete the first.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a secret that nobody knows',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', 'wrong-secret-of-this-client'),
        }),
      },
      {
        name: 'a generated secret that was cut',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', 'ccs_example'),
        }),
      },
    ],
    silent: [
      {
        name: 'a secret of another environment',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', 'the-secret-of-production'),
          secrets: [{ secret: 'the-secret-of-production', environment: 'production' }],
        }),
      },
      {
        name: 'a placeholder',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', 'undefined'),
        }),
      },
    ],
  },
});

function formOf(secret: string): string | undefined {
  if (secret.startsWith('ccs_') && !isWholeClientSecret(secret)) return 'cut or altered: its checksum does not fit';
  if (secret.startsWith('cid_')) return 'a client id';
  const token = readToken(secret);
  return token.outcome === 'not-a-token' ? undefined : `of the form of another credential (${token.kind})`;
}
