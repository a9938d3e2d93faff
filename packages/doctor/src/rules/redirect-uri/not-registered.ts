import { nearestRedirectUri } from '@candor/protocol';
import { sentValue } from '../../evidence/sent.ts';
import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { comparedWithRegistered, redirectUriLine, shown } from './compared.ts';

/** No registered redirect URI is near enough to have been meant. RFC 9700 section 2.1. */
export const notRegistered = defineRule({
  cause: 'redirect-uri/not-registered',
  variant: 'not-registered',
  title: 'The redirect URI is not registered, and no registered one is near',
  specs: ['RFC 9700 section 2.1'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  specificity: 1,
  noiseWhen: [
    'redirect-uri/trailing-slash',
    'redirect-uri/scheme-mismatch',
    'redirect-uri/localhost-vs-loopback',
    'redirect-uri/host-port-mismatch',
    'redirect-uri/path-mismatch',
    'redirect-uri/extra-query',
    'redirect-uri/not-encoded',
    'redirect-uri/oob-retired',
    'environment/environment-mix-up:redirect-uri',
    'transport-endpoint/stray-whitespace',
  ],
  check: (evidence) => {
    const sent = sentValue(evidence, 'redirect_uri');
    const registered = evidence.known?.client?.redirectUris ?? [];
    if (sent === undefined || registered.includes(sent)) return undefined;
    const compared = comparedWithRegistered(evidence);
    const nearest = compared ?? nearestRedirectUri(sent, registered);
    const line =
      nearest === undefined
        ? {
            where: 'redirect_uri',
            seen: shown(sent),
            expected: 'one of the registered redirect URIs; none is registered',
          }
        : redirectUriLine(sent, nearest.registered, `the nearest of ${registered.length} registered`);
    return { confidence: 'certain', evidence: [line], facts: { sent, count: registered.length } };
  },
  say: {
    what: ({ count }) =>
      count === 0
        ? 'The client has no registered redirect URI, so none can be accepted.'
        : 'The redirect_uri is not registered for this client, and none of the registered ones is near.',
    why: () =>
      'The code is sent to this address, so only one that the owner of the client has registered is used (RFC 9700 section 2.1). Anyone could have sent this request.',
    fix: ({ sent }) => [
      `If ${shown(sent)} is an address of the app, add it to the client's redirect URIs, character by character.`,
      'Otherwise check the client id: the request may carry the id of another app.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'host and path are those of another app',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://planner.example/oauth/return' },
        }),
      },
      {
        name: 'the client has none registered',
        evidence: authorizationExample({ problem: 'redirect-uri-not-registered', client: { redirectUris: [] } }),
      },
    ],
    silent: [
      {
        name: 'a registered one differs by a slash alone',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/callback/' },
        }),
      },
      {
        name: 'it is the redirect URI of another environment of the organisation',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://planner.example/oauth/return' },
          known: {
            organisationRedirectUris: [
              { uri: 'https://planner.example/oauth/return', clientId: 'planner', environment: 'production' },
            ],
          },
        }),
      },
    ],
  },
});
