import { authorizationExample } from '../example.ts';
import { matchDifference } from '../redirect-uri/compared.ts';
import { defineRule } from '../rule.ts';

/** White space or quotation marks stand around the redirect URI. RFC 9700 section 2.1. */
export const redirectUriInWhiteSpace = defineRule({
  cause: 'transport-endpoint/stray-whitespace',
  variant: 'redirect-uri',
  title: 'White space or quotation marks stand around the redirect URI',
  specs: ['RFC 9700 section 2.1'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  specificity: 3,
  check: (evidence) => matchDifference(evidence, ['white-space']),
  say: {
    what: () => 'White space or quotation marks stand around the redirect_uri.',
    why: () =>
      'Redirect URIs are compared as text (RFC 9700 section 2.1). What was copied along, or kept by the loader of the settings, is part of that text.',
    fix: ({ registered }) => [
      `Set the redirect URI in the app's configuration to ${registered}, with nothing around it.`,
      'Trim the value where the app reads it.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a blank at the end',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/callback ' },
        }),
      },
      {
        name: 'quotation marks around it',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: '"https://ledger.example/callback"' },
        }),
      },
    ],
    silent: [
      {
        name: 'an escaped blank inside the path',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/call%20back' },
        }),
      },
      {
        name: 'a slash at the end',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/callback/' },
        }),
      },
    ],
  },
});
