import { showValue } from '../../text/value.ts';
import { authorizationExample, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The access token was granted less than the resource asks for. RFC 6750 section 3.1. */
export const scopeInsufficient = defineRule({
  cause: 'scope-consent/scope-insufficient',
  variant: 'granted-without-it',
  title: 'The access token lacks the scope of the resource',
  specs: ['RFC 6750 section 3.1'],
  needs: ['request', 'raised-problem'],
  explains: ['scope-insufficient'],
  check: (evidence) => {
    const { seen, expected } = evidence.detail ?? {};
    if (typeof expected !== 'string') return undefined;
    const granted = typeof seen === 'string' ? seen : '';
    const isRegistered = evidence.known?.client?.scopes.includes(expected);
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'scope of the token',
          seen: granted === '' ? 'none' : showValue(granted),
          expected: showValue(expected),
        },
      ],
      facts: { scope: showValue(expected), isRegistered },
    };
  },
  say: {
    what: ({ scope }) => `The access token is live, and was granted without ${scope}.`,
    why: ({ isRegistered }) =>
      isRegistered === false
        ? 'The scope is not set on the app, so that it could not be granted.'
        : 'A token carries what the user granted. Scopes that are added to the app later reach new authorizations only, and a refresh adds none.',
    fix: ({ scope, isRegistered }) => [
      ...(isRegistered === false ? [`Add ${scope} to the scopes of the app.`] : []),
      `Name ${scope} in the authorization request, and send the user through it again.`,
      'Compare the scope member of each token response with what the app needs.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a scope that the client is registered for',
        evidence: resource({
          detail: { seen: 'accounts:read', expected: 'lists:read' },
          client: { scopes: ['accounts:read', 'lists:read'] },
        }),
      },
      {
        name: 'a scope that is not set on the app',
        evidence: resource({
          detail: { seen: 'accounts:read', expected: 'flows:read' },
          client: { scopes: ['accounts:read'] },
        }),
      },
    ],
    silent: [
      {
        name: 'a scope that was refused at the start',
        evidence: authorizationExample({ problem: 'scope-not-allowed-for-client' }),
      },
      { name: 'a scope that is not named', evidence: resource({}) },
    ],
  },
});

function resource(more: Partial<Parameters<typeof codeExample>[0]>): ReturnType<typeof codeExample> {
  return codeExample({
    problem: 'scope-insufficient',
    endpoint: 'api',
    method: 'GET',
    authorization: 'Bearer example',
    ...more,
  });
}
