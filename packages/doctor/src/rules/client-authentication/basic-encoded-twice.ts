import { readBasic } from '@candor/protocol';
import { basicCredentials } from '../../evidence/client-credentials.ts';
import { countOf } from '../../text/secret.ts';
import { basicOf, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The base64 text was encoded once more. RFC 7617 section 2. */
export const basicEncodedTwice = defineRule({
  cause: 'client-authentication/basic-content-wrong',
  variant: 'encoded-twice',
  title: 'Client id and secret are base64-encoded twice',
  specs: ['RFC 7617 section 2'],
  needs: ['authorization-header'],
  explains: ['client-credentials-malformed', 'client-unknown'],
  specificity: 3,
  check: (evidence) => {
    // base64 on the command line breaks its lines and ends the last one: the next round encodes that as well.
    const value = withoutWhiteSpace(basicCredentials(evidence) ?? '');
    if (!isBase64(value)) return undefined;
    const once = withoutWhiteSpace(atob(value).replace(/^Basic /i, ''));
    if (!isBase64(once) || readBasic(`Basic ${btoa(atob(once).trim())}`).outcome !== 'credentials') return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization header',
          seen: `Basic and ${countOf(value.length, 'character')} that decode to base64 of id and secret`,
          expected: `Basic and ${countOf(once.length, 'character')}: encoded once`,
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => 'What follows Basic is base64 of the base64 text of id and secret.',
    why: () =>
      'Two layers of the app encode: one builds the value, and the HTTP client or a setting does it again. The server decodes once and finds no colon.',
    fix: () => [
      'Give the HTTP client the plain id and secret, or build the header by hand, but not both.',
      'Look at the setting that holds the credentials: it may be encoded already.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'id and secret',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: `Basic ${btoa(btoa('ledger-sync:example-secret'))}`,
        }),
      },
      {
        name: 'twice through base64 of the command line, which adds line breaks',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: `Basic ${btoa(`${btoa('ledger-sync:example-secret\n')}\n`)}`,
        }),
      },
      {
        name: 'the whole header inside another one',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: `Basic ${btoa(basicOf('ledger-sync', 'example-secret'))}`,
        }),
      },
    ],
    silent: [
      {
        name: 'encoded once, without a colon',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: `Basic ${btoa('ledger-sync')}`,
        }),
      },
      {
        name: 'a wrong secret that looks like base64',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', btoa('a:b')),
        }),
      },
    ],
  },
});

function withoutWhiteSpace(text: string): string {
  return text.replace(/\s+/g, '');
}

function isBase64(text: string): boolean {
  return text.length >= 8 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}
