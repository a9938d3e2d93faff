import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchDifference, sendOrRegister } from './compared.ts';

/** Another host than the registered one, the rest alike. RFC 9700 section 2.1. */
export const hostMismatch = defineRule({
  cause: 'redirect-uri/host-port-mismatch',
  variant: 'host',
  title: 'The redirect URI names another host than the registered one',
  specs: ['RFC 9700 section 2.1'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  noiseWhen: ['environment/environment-mix-up:redirect-uri', 'redirect-uri/not-registered:of-other-client'],
  check: (evidence) => matchDifference(evidence, ['host'], 'likely'),
  say: {
    what: () => 'The redirect_uri names another host than the registered one.',
    why: () =>
      'The host is compared as text, so www and the bare domain, or a preview address and the public one, are different hosts. An app that builds its address from the Host header sends whatever name it was called by.',
    fix: ({ registered }) => sendOrRegister(registered, ', and build it from a setting, not from the request'),
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'www is sent, the bare domain is registered',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://www.ledger.example/callback' },
        }),
      },
      {
        name: 'the address inside the network is sent',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'http://ledger-7f9c:8080/callback' },
        }),
      },
    ],
    silent: [
      {
        name: 'host and path both differ, so that no registered one was meant',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://www.ledger.example/oauth/return' },
        }),
      },
      {
        name: 'the host differs by look-alike characters, which is a finding of its own',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://l\u0435dger.example/callback' },
        }),
      },
    ],
  },
});
