import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchDifference } from './compared.ts';

/** Another port than the registered one, or the default port written out. RFC 9700 section 2.1. */
export const portMismatch = defineRule({
  cause: 'redirect-uri/host-port-mismatch',
  variant: 'port',
  title: 'The redirect URI has another port than the registered one',
  specs: ['RFC 9700 section 2.1', 'RFC 8252 section 7.3'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  noiseWhen: ['redirect-uri/host-port-mismatch:host'],
  check: (evidence) => matchDifference(evidence, ['port', 'default-port']),
  say: {
    what: ({ difference }) =>
      difference.kind === 'default-port'
        ? 'The redirect_uri and the registered one differ in the default port, which one writes and the other leaves out.'
        : `The redirect_uri has ${portOf(difference.sent)}, and the registered one ${portOf(difference.registered)}.`,
    why: () =>
      'The port is part of the text that is compared. It is free only for http with the literal address 127.0.0.1 or [::1] (RFC 8252 section 7.3), and localhost is not one of them.',
    fix: ({ difference, registered }) => [
      difference.kind === 'default-port'
        ? `Write the redirect URI as it is registered: ${registered}.`
        : `Let the app listen on ${portOf(difference.registered)} and send ${registered}.`,
      'A native app that takes any free port registers http://127.0.0.1 with its path, and sends that address with the port.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the development server took the next free port',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'http://localhost:3001/callback' },
          client: { redirectUris: ['http://localhost:3000/callback'] },
        }),
      },
      {
        name: 'the default port is written out',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example:443/callback' },
        }),
      },
    ],
    silent: [
      {
        name: 'the port comes with another host, which is the finding',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'http://ledger-7f9c:8080/callback' },
        }),
      },
      {
        name: 'the port of a literal loopback address is free',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'http://127.0.0.1:51004/callback/' },
          client: { redirectUris: ['http://127.0.0.1:8400/callback'] },
        }),
      },
      {
        name: 'the ports are alike',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'http://localhost:3000/callback/' },
          client: { redirectUris: ['http://localhost:3000/callback'] },
        }),
      },
    ],
  },
});

function portOf(port: string): string {
  return port === '' ? 'the default port' : `port ${port.slice(0, 8)}`;
}
