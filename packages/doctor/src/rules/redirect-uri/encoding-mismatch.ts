import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { comparedWithRegistered, redirectUriLine, sendOrRegister } from './compared.ts';

/** The same address in another percent-encoding, of a part or of the whole. RFC 3986 section 2.1. */
export const encodingMismatch = defineRule({
  cause: 'redirect-uri/path-mismatch',
  variant: 'encoding',
  title: 'The redirect URI is percent-encoded in another way than the registered one',
  specs: ['RFC 9700 section 2.1', 'RFC 3986 section 2.1'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  specificity: 3,
  check: (evidence) => {
    const compared = comparedWithRegistered(evidence);
    const difference = compared?.differences.find((one) => one.kind === 'encoding');
    if (compared === undefined || difference === undefined) return undefined;
    return {
      confidence: 'certain',
      evidence: [redirectUriLine(compared.sent, compared.registered, 'registered')],
      facts: { whole: difference.part === 'uri', registered: compared.registered },
    };
  },
  say: {
    what: ({ whole }) =>
      whole
        ? 'The redirect_uri is percent-encoded once more than it should be.'
        : 'The redirect_uri is percent-encoded in another way than the registered one.',
    why: ({ whole }) =>
      whole
        ? 'The server decodes the query once, and what is left still has %3A%2F%2F where :// is due. An app that encodes the address itself and then hands it to a URL builder encodes it twice.'
        : 'Escaped and plain characters mean the same to a browser, but redirect URIs are compared as text (RFC 9700 section 2.1).',
    fix: ({ whole, registered }) =>
      whole
        ? [
            'Hand the plain address to the URL builder, which encodes it, and remove the encoding before it.',
            `Check that the parameter decodes to ${registered} in one step.`,
          ]
        : sendOrRegister(registered, ', with the same escapes'),
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the whole address is encoded twice',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https%3A%2F%2Fledger.example%2Fcallback' },
        }),
      },
      {
        name: 'a letter of the path is escaped',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/%63allback' },
        }),
      },
    ],
    silent: [
      {
        name: 'an escape stands for another path',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/%63allbacks' },
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
