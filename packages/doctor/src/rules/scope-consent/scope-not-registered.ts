import { showValue } from '../../text/value.ts';
import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { refusedScope } from './refused-scope.ts';

/** A scope that exists, and that the client is not registered for. RFC 7591 section 2. */
export const scopeNotRegistered = defineRule({
  cause: 'scope-consent/scope-not-allowed-for-client',
  variant: 'scope-not-registered',
  title: 'A scope was asked for that the client is not registered for',
  specs: ['RFC 6749 section 3.3', 'RFC 7591 section 2'],
  needs: ['request', 'raised-problem', 'client-registration'],
  explains: ['scope-not-allowed-for-client'],
  check: (evidence) => {
    const name = refusedScope(evidence);
    const registered = evidence.known?.client?.scopes ?? [];
    if (name === undefined || registered.includes(name)) return undefined;
    const list = registered.slice(0, 20).join(', ') || 'none';
    return {
      confidence: 'certain',
      evidence: [{ where: 'scope', seen: showValue(name), expected: `one of the registered ones: ${list}` }],
      facts: { name: showValue(name) },
    };
  },
  say: {
    what: ({ name }) => `The scope ${name} exists, and the client is not registered for it.`,
    why: () =>
      'A client may ask for the scopes of its registration only (RFC 7591 section 2), so that an app whose settings were changed by somebody else gains nothing by it.',
    fix: ({ name }) => [
      `Add ${name} to the scopes of the client's registration, if the app needs it.`,
      'Otherwise remove it from the scope parameter: users are asked for less, and agree more often.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'one more scope than registered', evidence: asking('entries.read entries.write', 'entries.write') },
      { name: 'a client without scopes', evidence: asking('entries.read', 'entries.read', []) },
    ],
    silent: [
      { name: 'the scope is registered in the meantime', evidence: asking('entries.read', 'entries.read') },
      { name: 'the server names none', evidence: asking('entries.write', undefined) },
    ],
  },
});

function asking(
  scope: string,
  seen: string | undefined,
  scopes: readonly string[] = ['entries.read'],
): ReturnType<typeof authorizationExample> {
  return authorizationExample({
    problem: 'scope-not-allowed-for-client',
    parameters: { scope },
    client: { scopes },
    detail: { seen },
  });
}
