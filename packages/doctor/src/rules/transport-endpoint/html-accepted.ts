import { isRole, sentHeader } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

const browsers = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

/** Whoever asks wants a page: a browser was sent to an endpoint for apps. RFC 6749 section 3.2. */
export const htmlAccepted = defineRule({
  cause: 'transport-endpoint/accept-header-missing',
  variant: 'html-accepted',
  title: 'A page was asked for at an endpoint that answers JSON',
  specs: ['RFC 6749 section 3.2', 'RFC 9110 section 12.5.1'],
  needs: ['request', 'raised-problem'],
  explains: [
    'method-not-allowed',
    'body-not-form',
    'parameter-missing',
    'client-credentials-missing',
    'client-credentials-malformed',
    'code-verifier-missing',
    'code-unknown',
    'code-redeemed',
  ],
  specificity: 1,
  check: (evidence) => {
    if (
      !isRole(evidence, 'token-request', 'revocation-request', 'introspection-request', 'pushed-authorization-request')
    ) {
      return undefined;
    }
    const accept = sentHeader(evidence, 'accept') ?? '';
    if (!/^text\/html\b/i.test(accept.trim()) || /application\/json/i.test(accept)) return undefined;
    return {
      confidence: 'likely',
      evidence: [{ where: 'Accept', seen: showValue(accept), expected: 'application/json' }],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The request asks for a page, as a browser does, and this endpoint answers JSON to apps.',
    why: () =>
      "A browser was sent here, by a link, a form or a redirect, in place of the authorization endpoint; or the app copies a browser's headers. The token endpoint is for the app's own requests (RFC 6749 section 3.2).",
    fix: () => [
      'Send the browser to the authorization endpoint, and call this endpoint from the app itself: from its server, or with fetch.',
      'Send Accept: application/json with it.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a form was posted by a browser',
        evidence: codeExample({ problem: 'code-redeemed', accept: browsers }),
      },
      {
        name: 'text/html alone',
        evidence: codeExample({ problem: 'code-redeemed', accept: 'text/html' }),
      },
    ],
    silent: [
      { name: 'anything', evidence: codeExample({ problem: 'code-redeemed', accept: '*/*' }) },
      {
        name: 'JSON as well',
        evidence: codeExample({ problem: 'code-redeemed', accept: 'text/html, application/json' }),
      },
    ],
  },
});
