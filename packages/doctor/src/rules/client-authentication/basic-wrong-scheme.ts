import { sentHeader } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { basicOf, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The header has another scheme than Basic, or none. RFC 7617 section 2. */
export const basicWrongScheme = defineRule({
  cause: 'client-authentication/basic-content-wrong',
  variant: 'wrong-scheme',
  title: 'The Authorization header has another scheme than Basic',
  specs: ['RFC 7617 section 2', 'RFC 9110 section 11.4'],
  needs: ['authorization-header'],
  explains: ['client-credentials-malformed'],
  specificity: 3,
  check: (evidence) => {
    const header = (sentHeader(evidence, 'authorization') ?? '').trim();
    if (header === '' || /^basic(\s|$)/i.test(header)) return undefined;
    const scheme = /^([A-Za-z][A-Za-z-]{0,29}) +\S/.exec(header)?.[1];
    const form = formOf(header, scheme);
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization header',
          seen: scheme === undefined ? 'no scheme before the value' : `the scheme ${showValue(scheme)}`,
          expected: 'Basic, one space, and base64 of client id, colon, secret',
        },
      ],
      facts: { form, scheme },
    };
  },
  say: {
    what: ({ form, scheme }) => {
      if (form === 'encoded-whole') return 'The word Basic was encoded together with the credentials.';
      if (form === 'bare') return 'The Authorization header has a value without a scheme before it.';
      return `The Authorization header has the scheme ${scheme} where the client authenticates with Basic.`;
    },
    why: ({ form }) =>
      form === 'api-key'
        ? 'That prefix belongs to private API keys and authenticates no OAuth client.'
        : 'At this endpoint the client proves itself with its id and secret; an access token or a key proves something else. The scheme tells the server how to read what follows (RFC 7617 section 2).',
    fix: ({ form }) =>
      form === 'encoded-whole'
        ? [
            "Encode only id:secret, and put Basic and one space before the result: 'Basic ' + base64(id + ':' + secret).",
          ]
        : ["Send Authorization: 'Basic ' + base64(id + ':' + secret), with the client id and the client secret."],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'Bearer',
        evidence: codeExample({ problem: 'client-credentials-malformed', authorization: 'Bearer example-secret' }),
      },
      {
        name: 'the prefix of private keys',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: 'Klaviyo-API-Key pk_example',
        }),
      },
      {
        name: 'the whole header encoded',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: btoa(basicOf('ledger-sync', 'example-secret')),
        }),
      },
    ],
    silent: [
      {
        name: 'Basic in small letters with a wrong content',
        evidence: codeExample({ problem: 'client-credentials-malformed', authorization: 'basic !' }),
      },
      {
        name: 'a wrong secret',
        evidence: codeExample({ problem: 'client-secret-wrong', authorization: basicOf('ledger-sync', 'wrong') }),
      },
    ],
  },
});

function formOf(header: string, scheme: string | undefined): 'encoded-whole' | 'bare' | 'api-key' | 'scheme' {
  if (scheme !== undefined) return /-api-key$/i.test(scheme) ? 'api-key' : 'scheme';
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(header) || header.length % 4 !== 0) return 'bare';
  return /^basic /i.test(atob(header)) ? 'encoded-whole' : 'bare';
}
