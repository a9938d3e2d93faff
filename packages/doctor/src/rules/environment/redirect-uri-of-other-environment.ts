import { sentValue } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { authorizationExample } from '../example.ts';
import { shown } from '../redirect-uri/compared.ts';
import { defineRule } from '../rule.ts';

/** The redirect URI is registered in another environment of the same organisation. RFC 9700 section 2.1. */
export const redirectUriOfOtherEnvironment = defineRule({
  cause: 'environment/environment-mix-up',
  variant: 'redirect-uri',
  title: 'The redirect URI is registered in another environment',
  specs: ['RFC 9700 section 2.1'],
  needs: ['sent-redirect-uri', 'redirect-uris-of-the-organisation'],
  explains: ['redirect-uri-not-registered'],
  specificity: 3,
  check: (evidence) => {
    const sent = sentValue(evidence, 'redirect_uri');
    const other = evidence.known?.organisationRedirectUris?.find(
      (one) => one.uri === sent && one.environment !== evidence.environment,
    );
    if (sent === undefined || other === undefined) return undefined;
    const here = evidence.environment ?? 'this environment';
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'redirect_uri',
          seen: `${shown(sent)}  (registered in ${other.environment} for client ${showValue(other.clientId)})`,
          expected: `one that is registered in ${here}`,
        },
      ],
      facts: { sent, here, there: other.environment },
    };
  },
  say: {
    what: ({ here, there }) => `The redirect_uri is registered in ${there}, and the request went to ${here}.`,
    why: () =>
      'Each environment has its own clients and redirect URIs. An app that runs with the settings of one and the addresses of another mixes the two.',
    fix: ({ here, there, sent }) => [
      `If the app should use ${there}, change its issuer, client id and secret to those of ${there}.`,
      `If it should use ${here}, register ${shown(sent)} there too, or send the address that is registered there.`,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the public address of the production client is sent to the sandbox',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          client: { redirectUris: ['http://localhost:3000/callback'] },
          known: {
            organisationRedirectUris: [
              { uri: 'https://ledger.example/callback', clientId: 'ledger', environment: 'production' },
            ],
          },
        }),
      },
      {
        name: 'the same host is registered with another path here',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/live' },
          known: {
            organisationRedirectUris: [
              { uri: 'https://ledger.example/live', clientId: 'ledger', environment: 'production' },
            ],
          },
        }),
      },
    ],
    silent: [
      {
        name: 'the other client is in the same environment',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://planner.example/callback' },
          known: {
            organisationRedirectUris: [
              { uri: 'https://planner.example/callback', clientId: 'planner', environment: 'sandbox' },
            ],
          },
        }),
      },
      {
        name: 'the address in the other environment differs by a slash',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/live/' },
          known: {
            organisationRedirectUris: [
              { uri: 'https://ledger.example/live', clientId: 'ledger', environment: 'production' },
            ],
          },
        }),
      },
    ],
  },
});
