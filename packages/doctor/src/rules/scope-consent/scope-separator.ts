import { sentValue } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** Scopes are joined by something else than one space. RFC 6749 section 3.3. */
export const scopeSeparator = defineRule({
  cause: 'scope-consent/scope-separator',
  variant: 'scope-separator',
  title: 'The scopes are not separated by spaces',
  specs: ['RFC 6749 section 3.3'],
  needs: ['request'],
  explains: ['scope-unknown', 'scope-not-allowed-for-client'],
  specificity: 3,
  check: (evidence) => {
    const scope = sentValue(evidence, 'scope') ?? '';
    const separator = /[,;|]/.exec(scope)?.[0] ?? /%20|\+/.exec(scope)?.[0];
    if (separator === undefined) return undefined;
    const names = scope.split(/[,;|+\s]+|%20/).filter((name) => name !== '');
    return {
      confidence: 'certain',
      evidence: [{ where: 'scope', seen: showValue(scope), expected: showValue(names.join(' ')) }],
      facts: { separator: showValue(separator), isEncodedTwice: separator === '%20' || separator === '+' },
    };
  },
  say: {
    what: ({ separator, isEncodedTwice }) =>
      isEncodedTwice
        ? `The scope was encoded twice: after decoding it still has ${separator} between its names.`
        : `The scopes are joined by ${separator}, so that together they count as one unknown scope.`,
    why: () =>
      'The value of scope is a list of names with one space between them (RFC 6749 section 3.3), encoded once as %20 or + in the address.',
    fix: ({ isEncodedTwice }) => [
      isEncodedTwice
        ? 'Give the plain names with spaces to the URL library, and let it encode them once.'
        : "Join the names with one space: scopes.join(' ').",
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'commas',
        evidence: authorizationExample({ problem: 'scope-unknown', parameters: { scope: 'entries.read,lists:read' } }),
      },
      {
        name: 'encoded twice',
        evidence: authorizationExample({
          problem: 'scope-unknown',
          parameters: { scope: 'entries.read%20lists:read' },
        }),
      },
    ],
    silent: [
      {
        name: 'spaces, and one name that does not exist',
        evidence: authorizationExample({ problem: 'scope-unknown', parameters: { scope: 'entries.read nothing' } }),
      },
      { name: 'one scope', evidence: authorizationExample({ problem: 'scope-not-allowed-for-client' }) },
    ],
  },
});
