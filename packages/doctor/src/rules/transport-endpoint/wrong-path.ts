import { nearestName } from '@candor/protocol';
import { showValue } from '../../text/value.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The path leads to no endpoint, and one that the server has is nearly the same. RFC 8414 section 2. */
export const wrongPath = defineRule({
  cause: 'transport-endpoint/endpoint-url-wrong',
  variant: 'path',
  title: 'The address leads to no endpoint',
  specs: ['RFC 8414 section 2', 'RFC 9110 section 15.5.5'],
  needs: ['request', 'raised-problem'],
  explains: ['endpoint-unknown', 'environment-unknown'],
  check: (evidence) => {
    const { expected, seen } = evidence.detail ?? {};
    if (!Array.isArray(expected)) return undefined;
    const known = expected.map(String);
    const near = typeof seen === 'string' ? nearestName(seen, known, 4) : undefined;
    // What is like no path of the server may be a secret that was put into the address: it is not repeated.
    const shown = near === undefined ? undefined : showValue(String(seen));
    return {
      confidence: near === undefined ? 'likely' : 'certain',
      evidence: [
        {
          where: 'address',
          seen: shown ?? 'an address that is like none of them',
          expected: near ?? `one of ${known.slice(0, 12).join(', ')}`,
        },
      ],
      facts: { shown, near, isEnvironment: evidence.problem === 'environment-unknown' },
    };
  },
  say: {
    what: ({ shown, near, isEnvironment }) => {
      const what = isEnvironment ? 'environment' : 'endpoint';
      return near === undefined
        ? `The address leads to no ${what} of this server.`
        : `There is no ${what} ${shown}; meant is probably ${near}.`;
    },
    why: ({ isEnvironment }) =>
      isEnvironment
        ? 'The first segment of the path names the environment, and everything below it belongs to it: its clients, users and tokens.'
        : 'Each endpoint has one path below the issuer, which the metadata names. A path that is nearly the same leads nowhere.',
    fix: ({ near }) => [
      ...(near === undefined ? [] : [`Write ${near} in its place.`]),
      'Read the addresses from the metadata of the issuer (/.well-known/openid-configuration) and do not build them by hand.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a path of another server',
        evidence: asking('/oauth2/token', 'endpoint-unknown', ['/oauth/token', '/oauth/par']),
      },
      { name: 'a misspelt environment', evidence: asking('sandbx', 'environment-unknown', ['sandbox']) },
      {
        name: 'a path that is like none',
        evidence: asking('/x', 'endpoint-unknown', ['/oauth/authorize', '/oauth/introspect']),
      },
    ],
    silent: [
      {
        name: 'the server names no paths',
        evidence: codeExample({ problem: 'endpoint-unknown', detail: { seen: '/x' } }),
      },
      { name: 'another refusal', evidence: codeExample({ problem: 'code-expired', detail: { seen: 1, expected: 2 } }) },
    ],
  },
});

function asking(seen: string, problem: 'endpoint-unknown' | 'environment-unknown', expected: readonly string[]) {
  return codeExample({ problem, detail: { seen, expected } });
}
