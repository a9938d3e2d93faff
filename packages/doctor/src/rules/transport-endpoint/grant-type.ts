import { nearestName } from '@candor/protocol';
import { hasSent, sentValue } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials'];
/** What people write in their place. */
const shortNames: Readonly<Record<string, string>> = {
  code: 'authorization_code',
  refresh: 'refresh_token',
  client: 'client_credentials',
  authorization: 'authorization_code',
};

const removed = new Set(['password', 'implicit', 'token']);

/** grant_type has a value that is none. RFC 6749 section 4.1.3. */
export const grantType = defineRule({
  cause: 'transport-endpoint/grant-type-value-wrong',
  variant: 'unknown-value',
  title: 'grant_type has a value that is not known, or is not sent',
  specs: ['RFC 6749 section 4.1.3', 'RFC 6749 section 5.2'],
  needs: ['request', 'raised-problem'],
  explains: ['grant-type-unsupported'],
  noiseWhen: ['transport-endpoint/params-not-in-body', 'transport-endpoint/body-not-form'],
  check: (evidence) => {
    const sent = sentValue(evidence, 'grant_type');
    const { expected } = evidence.detail ?? {};
    const known = Array.isArray(expected) ? expected.map(String) : grantTypes;
    if (sent === undefined) {
      const meant = hasSent(evidence, 'code')
        ? 'authorization_code'
        : hasSent(evidence, 'refresh_token')
          ? 'refresh_token'
          : undefined;
      return {
        confidence: 'certain',
        evidence: [{ where: 'grant_type', seen: 'none', expected: meant ?? known.join(', ') }],
        facts: { isSent: false, meant, known: known.join(', '), gone: undefined },
      };
    }
    if (known.includes(sent)) return undefined;
    const plain = sent.trim().toLowerCase().replaceAll('-', '_');
    const meant =
      (Object.hasOwn(shortNames, plain) ? shortNames[plain] : nearestName(plain, known)) ??
      (hasSent(evidence, 'refresh_token') ? 'refresh_token' : undefined);
    return {
      confidence: 'certain',
      evidence: [{ where: 'grant_type', seen: showValue(sent.slice(0, 64)), expected: meant ?? known.join(', ') }],
      facts: { isSent: true, meant, known: known.join(', '), gone: removed.has(plain) ? plain : undefined },
    };
  },
  say: {
    what: ({ isSent, meant, gone }) => {
      if (!isSent) return 'The request has no grant_type.';
      if (gone !== undefined) return `The grant that was asked for, ${gone}, is one that OAuth 2.1 has removed.`;
      return meant === undefined
        ? 'grant_type has a value that this server does not know.'
        : `grant_type has a value that is not known; meant is probably ${meant}.`;
    },
    why: ({ gone, known }) =>
      gone !== undefined
        ? 'An app that takes the password of a user, or a token from an address, can be imitated by any other, so OAuth 2.1 section 10 leaves both ways out. Users sign in at the hosted pages.'
        : `The token endpoint tells requests apart by grant_type, in exactly this spelling. It knows ${known}.`,
    fix: ({ meant, gone }) =>
      gone !== undefined
        ? [
            'Send the user to the authorization endpoint, and redeem the code with grant_type=authorization_code.',
            'An app that acts for itself, without a user, sends grant_type=client_credentials.',
          ]
        : [`Send grant_type=${meant ?? 'authorization_code'}.`],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'a short name', evidence: granting('refresh') },
      { name: 'a misspelling', evidence: granting('authorisation_code') },
      { name: 'a grant that the specification has removed', evidence: granting('password') },
      {
        name: 'none, where the server looks for it first',
        evidence: codeExample({ problem: 'grant-type-unsupported', parameters: { grant_type: undefined } }),
      },
    ],
    silent: [
      { name: 'a value that is known', evidence: granting('authorization_code') },
      {
        name: 'no grant_type at all',
        evidence: codeExample({ problem: 'parameter-missing', parameters: { grant_type: undefined } }),
      },
    ],
  },
});

function granting(value: string) {
  return codeExample({ problem: 'grant-type-unsupported', parameters: { grant_type: value } });
}
