import { nearestName } from '@candor/protocol';
import { showValue } from '../../text/value.ts';
import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { refusedScope } from './refused-scope.ts';

/** A scope that the environment does not have. RFC 6749 section 3.3. */
export const scopeUnknown = defineRule({
  cause: 'scope-consent/scope-unknown',
  variant: 'not-declared',
  title: 'A scope was asked for that does not exist',
  specs: ['RFC 6749 section 3.3'],
  needs: ['request', 'raised-problem', 'client-registration'],
  explains: ['scope-unknown'],
  noiseWhen: ['scope-consent/scope-separator'],
  check: (evidence) => {
    const name = refusedScope(evidence);
    if (name === undefined) return undefined;
    const registered = evidence.known?.client?.scopes ?? [];
    const near = nearestName(name, registered);
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'scope',
          seen: showValue(name),
          expected: near ?? `one of ${registered.slice(0, 20).join(', ') || 'none'}`,
        },
      ],
      facts: { name: showValue(name), near, isSingular: near === name.replace(':', 's:') },
    };
  },
  say: {
    what: ({ name, near }) =>
      `The scope ${name} does not exist here${near === undefined ? '' : `; meant is probably ${near}`}.`,
    why: ({ isSingular }) =>
      isSingular
        ? 'The names of the resources are plural. Older samples have them in the singular.'
        : 'Scopes are names that the environment has declared, compared as text with capitals and signs (RFC 6749 section 3.3). A name of another environment or another provider is not one of them.',
    fix: ({ near }) => [
      near === undefined
        ? 'Take the names from scopes_supported in the metadata of this environment, and remove what is not there.'
        : `Write ${near} in its place.`,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'a misspelling', evidence: asking('entries.raed', 'entries.raed') },
      { name: 'the singular of older samples', evidence: asking('list:read', 'list:read', ['lists:read']) },
      { name: 'a scope of another provider, among right ones', evidence: asking('entries.read wl.basic', 'wl.basic') },
    ],
    silent: [
      {
        name: 'two known scopes with a comma, which is another mistake',
        evidence: asking('entries.read,entries.write', 'entries.read,entries.write'),
      },
      { name: 'the server names none', evidence: asking('entries.read', undefined) },
    ],
  },
});

function asking(
  scope: string,
  seen: string | undefined,
  scopes: readonly string[] = ['entries.read', 'entries.write'],
): ReturnType<typeof authorizationExample> {
  return authorizationExample({
    problem: 'scope-unknown',
    parameters: { scope },
    client: { scopes },
    detail: { seen },
  });
}
