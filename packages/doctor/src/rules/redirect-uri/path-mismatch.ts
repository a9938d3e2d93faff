import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchDifference, sendOrRegister } from './compared.ts';

/** Scheme and host fit, the path is another one. RFC 9700 section 2.1. */
export const pathMismatch = defineRule({
  cause: 'redirect-uri/path-mismatch',
  variant: 'path',
  title: 'The redirect URI has another path than the registered one',
  specs: ['RFC 9700 section 2.1'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  noiseWhen: ['environment/environment-mix-up:redirect-uri', 'redirect-uri/not-registered:of-other-client'],
  check: (evidence) => matchDifference(evidence, ['path', 'slashes-after-scheme']),
  say: {
    what: ({ difference }) =>
      difference.kind === 'path'
        ? 'The host of the redirect_uri is registered, and its path is not.'
        : `The redirect_uri has ${slashesIn(difference.sent)} after its scheme, and the registered one has ${slashesIn(difference.registered)}.`,
    why: ({ difference }) =>
      difference.kind === 'slashes-after-scheme'
        ? 'Redirect URIs are compared as text. Behind two slashes stands a host and behind one a path, so the two are different addresses (RFC 3986 section 3, RFC 8252 section 7.1).'
        : 'The whole path is compared as text (RFC 9700 section 2.1): a doubled slash, a prefix such as /index.php, another route or another version is another address.',
    fix: ({ difference, registered }) =>
      sendOrRegister(registered, difference.kind === 'path' ? ', and check the route that answers there' : ''),
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the route is another one',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/oauth/callback' },
        }),
      },
      {
        name: 'a scheme of the app with two slashes, where one is registered',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'com.ledger.app://callback' },
          client: { redirectUris: ['com.ledger.app:/callback'] },
        }),
      },
      {
        name: 'a slash is doubled after the host',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example//callback' },
        }),
      },
    ],
    silent: [
      {
        name: 'the paths differ in case alone',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/Callback' },
        }),
      },
      {
        name: 'the paths differ by the last slash alone',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/callback/' },
        }),
      },
    ],
  },
});

function slashesIn(slashes: string): string {
  return ['no slash', 'one slash', 'two slashes', 'three slashes'][slashes.length] ?? 'more slashes';
}
