import { formatScope, missingScopes } from '@candor/protocol';
import { bearerExample, exampleAccessRecord } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The token lacks a scope that the resource needs. RFC 6750 section 3.1. */
export const scopeInsufficient = defineRule({
  cause: 'scope-consent/scope-insufficient',
  variant: 'scope-missing',
  title: 'The access token lacks a scope',
  specs: ['RFC 6750 section 3.1', 'OpenID Connect Core section 5.3'],
  needs: ['request', 'access-token-record'],
  explains: ['scope-insufficient'],
  check: (evidence) => {
    const needed = evidence.detail?.expected;
    const granted = (evidence.known?.accessToken?.scope ?? '').split(' ').filter((name) => name !== '');
    if (typeof needed !== 'string') return undefined;
    const missing = missingScopes(needed.split(' '), granted);
    if (missing.length === 0) return undefined;
    const registered = evidence.known?.client?.scopes ?? [];
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'scope of the token',
          seen: granted.length === 0 ? 'none' : granted.slice(0, 20).join(', '),
          expected: `${needed.split(' ').join(', ')} among them`,
        },
      ],
      facts: {
        missing: formatScope(missing),
        unregistered: missing.filter((name) => !registered.includes(name)).join(' '),
      },
    };
  },
  say: {
    what: ({ missing }) => `The access token lacks the scope ${missing}.`,
    why: () =>
      'A token can do what the user agreed to, and the authorization request asks for it by scope. Refreshing keeps the scope or narrows it, and never adds to it (RFC 6749 section 6).',
    fix: ({ missing, unregistered }) => [
      ...(unregistered === '' ? [] : [`Add ${unregistered} to the scopes that the client is registered for.`]),
      `Add ${missing} to scope in the authorization request.`,
      'Start a new authorization: the user is asked for what is new, and the tokens of it have the scope.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'userinfo without openid',
        evidence: bearerExample({
          problem: 'scope-insufficient',
          known: exampleAccessRecord({ scope: 'entries.read email' }),
          detail: { seen: 'entries.read email', expected: 'openid' },
        }),
      },
      {
        name: 'a token without any scope',
        evidence: bearerExample({
          problem: 'scope-insufficient',
          known: exampleAccessRecord({ scope: '' }),
          detail: { expected: 'openid' },
        }),
      },
    ],
    silent: [
      {
        name: 'the scope is there, and the token has no user',
        evidence: bearerExample({
          problem: 'scope-insufficient',
          known: exampleAccessRecord({ scope: 'openid' }),
          detail: { expected: 'openid' },
        }),
      },
      {
        name: 'a token for another resource',
        evidence: bearerExample({
          problem: 'access-token-audience-wrong',
          known: exampleAccessRecord({ scope: '', audience: [] }),
          detail: { expected: 'openid' },
        }),
      },
    ],
  },
});
