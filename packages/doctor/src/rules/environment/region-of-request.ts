import type { Evidence } from '../../evidence/evidence.ts';
import { sentParameters } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { bearerExample, codeExample, refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** What a request to one region carries, for each problem that says so. */
const subjects: Readonly<Record<string, string>> = {
  'code-of-other-region': 'The authorization code',
  'refresh-token-of-other-region': 'The refresh token',
  'access-token-of-other-region': 'The token',
  'sign-in-user-of-other-region': 'The user',
  'session-token-of-other-party': 'The authorization session',
};

/** The request selects another region than the one in which the flow was begun. RFC 6749 section 5.2. */
export const regionOfRequest = defineRule({
  cause: 'environment/region-mismatch',
  variant: 'region-of-request',
  title: 'The request selects another region than the flow belongs to',
  specs: ['RFC 6749 section 5.2'],
  needs: ['request', 'raised-problem'],
  explains: [
    'code-of-other-region',
    'refresh-token-of-other-region',
    'access-token-of-other-region',
    'sign-in-user-of-other-region',
    'session-token-of-other-party',
  ],
  check: (evidence) => {
    const { seen, expected, parameter } = evidence.detail ?? {};
    if (evidence.problem === 'session-token-of-other-party' && parameter !== 'region') return undefined;
    const what = subjects[evidence.problem ?? ''] ?? 'The token';
    const [here, there] = [nameOf(seen), nameOf(expected)];
    return {
      confidence: 'certain',
      evidence: [{ where: 'region', seen: `${here}  (${selectedBy(evidence)})`, expected: there }],
      facts: { what, here, there },
    };
  },
  say: {
    what: ({ what, here, there }) => `${what} belongs to the region ${there}, and the request went to ${here}.`,
    why: () =>
      'Each region has its own users and tokens. The header x-us-env: true, or region=us in the query, selects the region us; without it a request goes to the international one.',
    fix: ({ there }) => [
      there === 'us'
        ? 'Send x-us-env: true on every step of this flow, refreshes and API calls included.'
        : 'Leave out x-us-env and region on every step of this flow, refreshes and API calls included.',
      'Keep the region of a user beside their tokens, and set it once where the HTTP client is made.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a code of the region us',
        evidence: codeExample({ problem: 'code-of-other-region', detail: { seen: 'default', expected: 'us' } }),
      },
      {
        name: 'an international refresh token in the region us',
        evidence: refreshExample({
          problem: 'refresh-token-of-other-region',
          headers: { 'x-us-env': 'true' },
          detail: { seen: 'us', expected: 'default' },
        }),
      },
      {
        name: 'a session of the region us',
        evidence: codeExample({
          problem: 'session-token-of-other-party',
          query: { region: 'eu' },
          detail: { parameter: 'region', seen: 'default', expected: 'us' },
        }),
      },
    ],
    silent: [
      {
        name: 'a session of another client key',
        evidence: codeExample({
          problem: 'session-token-of-other-party',
          detail: { seen: 'another client key', expected: 'the key of the first step' },
        }),
      },
      { name: 'a token that nobody has', evidence: bearerExample({ problem: 'access-token-unknown' }) },
    ],
  },
});

function nameOf(region: unknown): string {
  return typeof region === 'string' && region !== '' ? showValue(region) : 'default';
}

function selectedBy(evidence: Evidence): string {
  const sent = sentParameters(evidence).find(({ name }) => name === 'x-us-env' || name === 'region');
  return sent === undefined ? 'nothing selects one' : `${sent.name}: ${showValue(sent.value)}`;
}
