import { sentValue } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { shown } from './compared.ts';

/** The redirect URI is registered for another client of the organisation, in the same environment. */
export const redirectUriOfOtherClient = defineRule({
  cause: 'redirect-uri/not-registered',
  variant: 'of-other-client',
  title: 'The redirect URI is registered for another client of the organisation',
  specs: ['RFC 9700 section 2.1'],
  needs: ['sent-redirect-uri', 'redirect-uris-of-the-organisation'],
  explains: ['redirect-uri-not-registered'],
  specificity: 3,
  check: (evidence) => {
    const sent = sentValue(evidence, 'redirect_uri');
    const client = evidence.known?.client;
    const other = evidence.known?.organisationRedirectUris?.find(
      (one) => one.uri === sent && one.environment === evidence.environment && one.clientId !== client?.clientId,
    );
    if (sent === undefined || other === undefined) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'redirect_uri',
          seen: `${shown(sent)}  (registered for client ${showValue(other.clientId)})`,
          expected: `one that is registered for client ${showValue(client?.clientId ?? '')}`,
        },
      ],
      facts: { other: other.clientId },
    };
  },
  say: {
    what: ({ other }) => `The redirect_uri belongs to another client of the organisation, ${showValue(other)}.`,
    why: () => 'Redirect URIs are registered for one client, and the request carries the client id of another.',
    fix: ({ other }) => [
      `If this is the app ${showValue(other)}, send its client id, and use its secret.`,
      "Otherwise send this client's own redirect URI, or register this one for it too.",
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the address of the planner is sent with the id of the ledger',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://planner.example/return' },
          known: {
            organisationRedirectUris: [
              { uri: 'https://planner.example/return', clientId: 'planner', environment: 'sandbox' },
            ],
          },
        }),
      },
      {
        name: 'both apps live on one host',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/planner' },
          known: {
            organisationRedirectUris: [
              { uri: 'https://ledger.example/planner', clientId: 'planner', environment: 'sandbox' },
            ],
          },
        }),
      },
    ],
    silent: [
      {
        name: "the other client's address is only like it",
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://planner.example/return/' },
          known: {
            organisationRedirectUris: [
              { uri: 'https://planner.example/return', clientId: 'planner', environment: 'sandbox' },
            ],
          },
        }),
      },
      {
        name: 'it is registered in another environment',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://planner.example/return' },
          known: {
            organisationRedirectUris: [
              { uri: 'https://planner.example/return', clientId: 'planner', environment: 'production' },
            ],
          },
        }),
      },
    ],
  },
});
