import { readBasic } from '@candor/protocol';
import { basicCredentials } from '../../evidence/client-credentials.ts';
import { sentHeader } from '../../evidence/sent.ts';
import { countOf } from '../../text/secret.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** Client id and secret stand in the Basic header as plain text. RFC 7617 section 2. */
export const basicNotEncoded = defineRule({
  cause: 'client-authentication/basic-content-wrong',
  variant: 'not-encoded',
  title: 'The Basic header holds client id and secret as plain text',
  specs: ['RFC 6749 section 2.3.1', 'RFC 7617 section 2'],
  needs: ['authorization-header'],
  explains: ['client-credentials-malformed'],
  specificity: 3,
  check: (evidence) => {
    const value = basicCredentials(evidence) ?? '';
    if (readBasic(sentHeader(evidence, 'authorization') ?? '').outcome !== 'malformed') return undefined;
    if (!/^[^:\s]+:[^:\s]+$/.test(value) || value.split(':').every(isPaddedBase64)) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization header',
          seen: `Basic and ${countOf(value.length, 'character')} with a colon, not base64`,
          expected: 'Basic, one space, and base64 of client id, colon, secret',
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The Authorization header holds client id, colon and secret as plain text, without base64.',
    why: () =>
      'client_secret_basic is "Basic " and the base64 text of client id, colon and secret (RFC 7617 section 2). The pair was put behind the word Basic as it is.',
    fix: () => [
      "Encode the pair: 'Basic ' + Buffer.from(id + ':' + secret).toString('base64'), or let the OAuth library do it.",
      'With curl, use -u "$ID:$SECRET", which encodes by itself.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'plain id and secret', evidence: sending('Basic ledger-sync:example-secret') },
      { name: 'a secret with signs in it', evidence: sending('Basic ledger-sync:example/secret+1') },
    ],
    silent: [
      { name: 'each side encoded alone', evidence: sending(`Basic ${btoa('ledger-sync!')}:${btoa('a secret!')}`) },
      { name: 'a colon and a blank', evidence: sending('Basic ledger-sync: example-secret') },
    ],
  },
});

function sending(authorization: string) {
  return codeExample({ problem: 'client-credentials-malformed', authorization });
}

function isPaddedBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]{8,}={0,2}$/.test(text);
}
