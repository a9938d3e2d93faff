import { readBasic } from '@candor/protocol';
import { sentHeader } from '../../evidence/sent.ts';
import { basicOf, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { methodInWords } from './methods.ts';

/** The Authorization header of a request for a token has another scheme than Basic. RFC 6749 section 2.3.1. */
export const otherScheme = defineRule({
  cause: 'client-authentication/auth-method-mismatch',
  variant: 'other-scheme',
  title: 'The Authorization header has another scheme than Basic',
  specs: ['RFC 6749 section 2.3.1'],
  needs: ['authorization-header'],
  explains: ['client-credentials-malformed'],
  check: (evidence) => {
    const header = sentHeader(evidence, 'authorization') ?? '';
    if (readBasic(header).outcome !== 'not-basic') return undefined;
    const scheme = /^(bearer|dpop|token|digest|negotiate|oauth|[a-z]{1,20}-api-key)(?= )/i.exec(header)?.[1];
    const isEncodedWhole = isBase64OfBasic(header.trim());
    const registered = evidence.known?.client?.authMethod ?? 'client_secret_basic';
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization header',
          seen: scheme === undefined ? 'no scheme that is known' : `the scheme ${scheme}`,
          expected: methodInWords(registered),
        },
      ],
      facts: { scheme, registered, isEncodedWhole },
    };
  },
  say: {
    what: ({ scheme, isEncodedWhole }) => {
      if (isEncodedWhole) return 'The word Basic was encoded together with client id and secret.';
      return scheme === undefined
        ? 'The Authorization header does not begin with the word Basic.'
        : `The Authorization header has the scheme ${scheme}, which is not for client credentials.`;
    },
    why: ({ scheme }) => {
      if (scheme?.toLowerCase().endsWith('-api-key'))
        return 'That prefix belongs to private API keys, which authenticate no OAuth client.';
      return scheme?.toLowerCase() === 'bearer'
        ? 'Bearer carries an access token to a resource. At the token endpoint the client itself has to prove who it is (RFC 6749 section 2.3).'
        : 'In this header a client authenticates with Basic (RFC 6749 section 2.3.1), and nothing else is read.';
    },
    fix: ({ registered, isEncodedWhole }) => [
      ...(isEncodedWhole ? ['Encode client id, colon and secret only, and put Basic and one space before it.'] : []),
      `Authenticate as the client is registered: ${methodInWords(registered)}.`,
      'Look for what else sets the header: an interceptor that adds the access token to every request does so here too.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'an access token', evidence: sending('Bearer example-access-token-0001') },
      { name: 'base64 without the word Basic', evidence: sending(btoa('ledger-sync:example-secret')) },
      { name: 'the whole value encoded', evidence: sending(btoa(basicOf('ledger-sync', 'example-secret'))) },
      { name: 'the prefix of private keys', evidence: sending('Example-API-Key pk_example') },
    ],
    silent: [
      { name: 'Basic in small letters', evidence: sending(`basic ${btoa('ledger-sync example')}`) },
      { name: 'no header', evidence: codeExample({ problem: 'client-credentials-missing', authorization: undefined }) },
    ],
  },
});

function sending(authorization: string) {
  return codeExample({ problem: 'client-credentials-malformed', authorization });
}

function isBase64OfBasic(text: string): boolean {
  return /^[A-Za-z0-9+/]{8,}={0,2}$/.test(text) && text.length % 4 === 0 && /^basic /i.test(atob(text));
}
