import { hasSent, isRole, sentValue } from '../../evidence/sent.ts';
import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** PKCE is required, and the authorization request has no challenge. RFC 7636 section 4.4.1. */
export const requiredNotSent = defineRule({
  cause: 'pkce/required-not-sent',
  variant: 'required-not-sent',
  title: 'The authorization request has no code_challenge',
  specs: ['RFC 7636 section 4.4.1', 'RFC 9700 section 2.1.1'],
  needs: ['request', 'raised-problem'],
  explains: ['code-challenge-missing'],
  noiseWhen: ['transport-endpoint/parameter-unknown'],
  check: (evidence) => {
    if (!isRole(evidence, 'authorization-request', 'pushed-authorization-request')) return undefined;
    if (sentValue(evidence, 'code_challenge') !== undefined) return undefined;
    const empty = hasSent(evidence, 'code_challenge');
    const half = hasSent(evidence, 'code_challenge_method');
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code_challenge',
          seen: empty ? 'an empty value' : half ? 'none, beside code_challenge_method' : 'none',
          expected: 'BASE64URL(SHA256(code_verifier)), 43 characters, with code_challenge_method=S256',
        },
      ],
      facts: { empty },
    };
  },
  say: {
    what: ({ empty }) =>
      empty
        ? 'The authorization request has an empty code_challenge.'
        : 'The authorization request has no code_challenge, and PKCE is required.',
    why: () =>
      'A code that is stolen on its way through the browser is worthless without the verifier, so every authorization starts with a challenge (RFC 9700 section 2.1.1), with a client secret too.',
    fix: ({ empty }) => [
      empty
        ? 'Find out why the variable behind code_challenge is empty: computing a hash may be asynchronous (crypto.subtle.digest in browsers).'
        : "Switch PKCE on in the app's OAuth library; the option is often called pkce or usePKCE.",
      'Without a library: create 32 random bytes as base64url for code_verifier, and send code_challenge = BASE64URL(SHA256(code_verifier)) with code_challenge_method=S256.',
      'Keep the code_verifier with the state until the callback, and send it with the code.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'neither challenge nor method',
        evidence: authorizationExample({
          problem: 'code-challenge-missing',
          parameters: { code_challenge: undefined, code_challenge_method: undefined },
        }),
      },
      {
        name: 'an empty challenge',
        evidence: authorizationExample({ problem: 'code-challenge-missing', parameters: { code_challenge: '' } }),
      },
    ],
    silent: [
      {
        name: 'a misspelt code_challenge',
        evidence: authorizationExample({
          problem: 'code-challenge-missing',
          parameters: { code_challenge: undefined, codeChallenge: 'example' },
        }),
      },
      {
        name: 'a challenge of the wrong form',
        evidence: authorizationExample({ problem: 'code-challenge-malformed', parameters: { code_challenge: 'x' } }),
      },
    ],
  },
});
