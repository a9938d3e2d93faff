import { nearestName } from '@candor/protocol';
import { sentValue } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** A scope does not exist, and one that the client is registered for is nearly the same. RFC 6749 section 3.3. */
export const scopeMisspelt = defineRule({
  cause: 'scope-consent/scope-unknown',
  variant: 'misspelt',
  title: 'A scope is spelled differently from a registered one',
  specs: ['RFC 6749 section 3.3'],
  needs: ['request', 'raised-problem', 'client-registration'],
  explains: ['scope-unknown'],
  noiseWhen: ['scope-consent/scope-separator'],
  check: (evidence) => {
    const registered = evidence.known?.client?.scopes ?? [];
    const { seen } = evidence.detail ?? {};
    const asked = (sentValue(evidence, 'scope') ?? '').split(' ');
    const unknown = typeof seen === 'string' ? [seen] : asked.filter((name) => !registered.includes(name));
    for (const name of unknown) {
      const nearest = name === '' ? undefined : nearestName(name, registered, 2);
      if (nearest === undefined) continue;
      const isSingular = nearest === name.replace(':', 's:');
      return {
        confidence: 'certain',
        evidence: [{ where: 'scope', seen: showValue(name), expected: showValue(nearest) }],
        facts: { name: showValue(name), nearest: showValue(nearest), isSingular },
      };
    }
    return undefined;
  },
  say: {
    what: ({ name, nearest }) => `The scope ${name} does not exist, and the client is registered for ${nearest}.`,
    why: ({ isSingular }) =>
      isSingular
        ? 'The names of the resources are plural. Older samples have them in the singular.'
        : 'Scopes are compared letter by letter, capitals included.',
    fix: ({ name, nearest }) => [`Replace ${name} by ${nearest} in the authorization request.`],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the singular of older samples',
        evidence: authorizationExample({
          problem: 'scope-unknown',
          parameters: { scope: 'accounts:read list:read' },
          client: { scopes: ['accounts:read', 'lists:read'] },
          detail: { seen: 'list:read' },
        }),
      },
      {
        name: 'a letter too much',
        evidence: authorizationExample({ problem: 'scope-unknown', parameters: { scope: 'entries.reads' } }),
      },
    ],
    silent: [
      {
        name: 'a name that is like none',
        evidence: authorizationExample({ problem: 'scope-unknown', parameters: { scope: 'warehouse' } }),
      },
      {
        name: 'commas, which are a finding of their own',
        evidence: authorizationExample({ problem: 'scope-unknown', parameters: { scope: 'entries.read,x' } }),
      },
    ],
  },
});
