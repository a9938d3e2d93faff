import { isLiveSecret, placeOf, presentedSecrets } from '../../evidence/client-credentials.ts';
import { showSecret } from '../../text/secret.ts';
import { basicOf, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { percentDecoded } from './secret-altered.ts';

/** The two sides disagree on form-encoding before base64. RFC 6749 section 2.3.1. */
export const basicFormEncodingMismatch = defineRule({
  cause: 'client-authentication/basic-form-encoding-mismatch',
  variant: 'encoded-twice',
  title: 'The secret in the Basic header is form-encoded more than once',
  specs: ['RFC 6749 section 2.3.1', 'RFC 6749 appendix B'],
  needs: ['authorization-header', 'client-secrets'],
  explains: ['client-secret-wrong'],
  specificity: 3,
  check: (evidence, tools) => {
    for (const { place, secret } of presentedSecrets(evidence)) {
      const right = place === 'Authorization header' ? percentDecoded(secret) : undefined;
      if (right === undefined || right === secret || !isLiveSecret(right, evidence, tools)) continue;
      return {
        confidence: 'certain',
        evidence: [
          {
            where: placeOf(place),
            seen: `${showSecret('client secret', secret, tools)}, after decoding once still percent-encoded`,
            expected: showSecret('client secret', right, tools),
          },
        ],
        facts: undefined,
      };
    }
    return undefined;
  },
  say: {
    what: () => 'The client secret in the Basic header is right, but form-encoded more than once.',
    why: () =>
      'RFC 6749 section 2.3.1 has id and secret form-encoded once before base64. The app encodes the secret, and its library encodes it again.',
    fix: () => [
      'Give the plain secret to the OAuth library, and let it encode.',
      'Or create a new secret: generated ones have no characters that encoding would change.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a slash in the secret was encoded twice',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', 'example%252Fsecret'),
          secrets: [{ secret: 'example/secret' }],
        }),
      },
      {
        name: 'a per cent sign in the secret was encoded twice',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', '100%2525-example'),
          secrets: [{ secret: '100%-example' }],
        }),
      },
    ],
    silent: [
      {
        name: 'the decoded secret is wrong too',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', 'example%252Fsecret'),
          secrets: [{ secret: 'example/secrets' }],
        }),
      },
      {
        name: 'the same in the body, where it is another mistake',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: 'example%2Fsecret' },
          secrets: [{ secret: 'example/secret' }],
        }),
      },
    ],
  },
});
