import { redirectUriOfFlow } from '../../evidence/flow.ts';
import { sentValue } from '../../evidence/sent.ts';
import { codeExample, exampleAuthorization, exampleRedirectUri } from '../example.ts';
import { defineRule } from '../rule.ts';
import { differenceKinds, redirectUriLine, shown } from './compared.ts';

const inWords: Readonly<Record<string, string>> = {
  'trailing-slash': 'by a slash at the end',
  scheme: 'in the scheme',
  'localhost-vs-loopback': 'in the name of the loopback host',
  host: 'in the host',
  port: 'in the port',
  'default-port': 'in the default port, which one of them writes out',
  path: 'in the path',
  case: 'in capital and small letters',
  encoding: 'in the percent-encoding',
  query: 'in the query',
  fragment: 'in the fragment',
  'white-space': 'by white space or quotes around it',
  'lookalike-characters': 'by characters that only look alike',
  'user-info': 'in the user info',
};

/** The redirect_uri of the token request is not that of the authorization request. RFC 6749 section 4.1.3. */
export const differsBetweenRequests = defineRule({
  cause: 'redirect-uri/differs-between-requests',
  variant: 'differs-between-requests',
  title: 'Authorization request and token request have different redirect URIs',
  specs: ['RFC 6749 section 4.1.3'],
  needs: ['sent-code', 'sent-redirect-uri', 'redirect-uri-of-the-flow'],
  explains: ['code-redirect-uri-differs'],
  check: (evidence) => {
    const sent = sentValue(evidence, 'redirect_uri');
    const first = redirectUriOfFlow(evidence);
    if (sent === undefined || first === undefined || sent === first) return undefined;
    return {
      confidence: 'certain',
      evidence: [redirectUriLine(sent, first, 'of the authorization request')],
      facts: { first, kinds: differenceKinds(sent, first) },
    };
  },
  say: {
    what: ({ kinds }) => {
      const words = kinds.map((kind) => inWords[kind]).filter((one) => one !== undefined);
      const how = words.length === 1 ? ` ${words[0]}` : '';
      return `The redirect_uri of the token request differs from that of the authorization request${how}.`;
    },
    why: () =>
      'RFC 6749 section 4.1.3 wants the same text in both requests, so that a code which was sent to one address cannot be redeemed as if it had been sent to another.',
    fix: ({ first }) => [
      'Build the redirect URI in one place of the app, and use that value in both requests.',
      `Start a new authorization, and redeem its code with redirect_uri=${shown(first)}.`,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the token request has a slash at the end',
        evidence: codeExample({
          problem: 'code-redirect-uri-differs',
          parameters: { redirect_uri: `${exampleRedirectUri}/` },
          known: exampleAuthorization(),
        }),
      },
      {
        name: 'the token request is built behind a proxy with http',
        evidence: codeExample({
          problem: 'code-redirect-uri-differs',
          parameters: { redirect_uri: 'http://ledger.example/callback' },
          known: exampleAuthorization(),
        }),
      },
    ],
    silent: [
      {
        name: 'both are the same text',
        evidence: codeExample({ problem: 'code-verifier-mismatch', known: exampleAuthorization() }),
      },
      {
        name: 'the token request leaves it out',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          parameters: { redirect_uri: undefined },
          known: exampleAuthorization(),
        }),
      },
    ],
  },
});
