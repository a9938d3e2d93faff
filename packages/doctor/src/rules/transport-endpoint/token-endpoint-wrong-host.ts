import { isRole } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { authorizationExample, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** A provider with a host for browsers and one for apps was asked on the other one. RFC 9110 section 7.4. */
export const tokenEndpointWrongHost = defineRule({
  cause: 'transport-endpoint/token-endpoint-wrong-host',
  variant: 'token-endpoint-wrong-host',
  title: 'The request went to the other host of the provider',
  specs: ['RFC 9110 section 7.4'],
  needs: ['request', 'raised-problem'],
  explains: ['endpoint-on-wrong-host'],
  check: (evidence) => {
    const { seen, expected } = evidence.detail ?? {};
    if (typeof seen !== 'string' || typeof expected !== 'string') return undefined;
    const isBrowser = isRole(evidence, 'authorization-request');
    return {
      confidence: 'certain',
      evidence: [{ where: 'Host header', seen: showValue(seen), expected: showValue(expected) }],
      facts: { seen: showValue(seen), expected: showValue(expected), isBrowser },
    };
  },
  say: {
    what: ({ expected, isBrowser }) =>
      isBrowser
        ? `The authorization request went to the apps' host, and the pages for people are on ${expected}.`
        : `The request went to the browsers' host, and this endpoint is on ${expected}.`,
    why: ({ isBrowser }) =>
      isBrowser
        ? "The apps' host shows no pages, so nobody can sign in there."
        : "The browsers' host passes only GET and HEAD on. It answers a POST with the 403 page of its content network, before OAuth sees the request; the credentials are not at fault.",
    fix: ({ seen, expected }) => [`Replace ${seen} by ${expected} in the address of this endpoint, and keep the path.`],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: "a token request on the browsers' host",
        evidence: codeExample({
          problem: 'endpoint-on-wrong-host',
          detail: { seen: 'www.provider.example', expected: 'a.provider.example' },
        }),
      },
      {
        name: "an authorization request on the apps' host",
        evidence: authorizationExample({
          problem: 'endpoint-on-wrong-host',
          detail: { seen: 'a.provider.example', expected: 'www.provider.example' },
        }),
      },
    ],
    silent: [
      { name: 'another refusal on the right host', evidence: codeExample({ problem: 'client-secret-wrong' }) },
      { name: 'hosts that are not known', evidence: codeExample({ problem: 'endpoint-on-wrong-host' }) },
    ],
  },
});
