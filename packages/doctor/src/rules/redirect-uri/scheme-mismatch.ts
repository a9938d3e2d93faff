import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchDifference, sendOrRegister } from './compared.ts';

/** http where https is registered, or another scheme. RFC 9700 section 2.1. */
export const schemeMismatch = defineRule({
  cause: 'redirect-uri/scheme-mismatch',
  variant: 'scheme-mismatch',
  title: 'The redirect URI has another scheme than the registered one',
  specs: ['RFC 9700 section 2.1'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  noiseWhen: ['redirect-uri/host-port-mismatch:host'],
  check: (evidence) => matchDifference(evidence, ['scheme']),
  say: {
    what: ({ difference }) =>
      `The redirect_uri begins with ${schemeOf(difference.sent)}, and the registered one with ${schemeOf(difference.registered)}.`,
    why: ({ difference }) =>
      difference.sent.toLowerCase() === 'http'
        ? 'Redirect URIs are compared as text (RFC 9700 section 2.1). An app behind a proxy that ends TLS sees http and builds its own address with it, unless it is told the outer scheme.'
        : 'Redirect URIs are compared as text (RFC 9700 section 2.1), and the scheme is part of it.',
    fix: ({ difference, registered }) =>
      difference.sent.toLowerCase() === 'http'
        ? [
            "Set the app's public address to https, or let it trust X-Forwarded-Proto from the proxy before it.",
            `Check that the authorization request then has redirect_uri=${registered}.`,
          ]
        : sendOrRegister(registered, ''),
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'http is sent from behind a proxy, https is registered',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'http://ledger.example/callback' },
        }),
      },
      {
        name: 'https is sent in development, http is registered',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://localhost:3000/callback' },
          client: { redirectUris: ['http://localhost:3000/callback'] },
        }),
      },
    ],
    silent: [
      {
        name: 'the scheme differs from the registered one in case alone',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'HTTPS://ledger.example/callback' },
        }),
      },
      {
        name: 'nothing is registered to compare with',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'http://ledger.example/callback' },
          client: { redirectUris: [] },
        }),
      },
    ],
  },
});

function schemeOf(scheme: string): string {
  return scheme === '' ? 'no scheme' : `${scheme.slice(0, 20)}:`;
}
