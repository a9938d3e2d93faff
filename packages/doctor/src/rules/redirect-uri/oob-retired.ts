import { sentValue } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** Addresses that asked the server to show the code to the user for copying, and have been given up everywhere. */
const outOfBand = /^urn:ietf:wg:oauth:2\.0:oob(?::auto)?$|^oob$/i;

/** The out-of-band address, which no server of today accepts. RFC 8252 section 8.2. */
export const oobRetired = defineRule({
  cause: 'redirect-uri/oob-retired',
  variant: 'oob-retired',
  title: 'The redirect URI asks for the code to be shown, which was given up',
  specs: ['RFC 8252 section 7.3', 'RFC 9700 section 2.1'],
  needs: ['sent-redirect-uri'],
  explains: ['redirect-uri-not-registered'],
  specificity: 3,
  check: (evidence) => {
    const sent = sentValue(evidence, 'redirect_uri') ?? '';
    if (!outOfBand.test(sent)) return undefined;
    return {
      confidence: 'certain',
      evidence: [{ where: 'redirect_uri', seen: showValue(sent), expected: 'an address at which the app listens' }],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The redirect_uri is the out-of-band address, with which users copied the code by hand.',
    why: () =>
      'A code that is shown can be asked for by anybody who imitates the app, so servers have given it up. Apps on a device listen at a loopback address (RFC 8252 section 7.3).',
    fix: () => [
      'Let the app listen on http://127.0.0.1 at any free port, register that address with its path, and send it.',
      'Update the library if it chooses the address by itself: newer versions listen at the loopback address.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'the address of command-line apps', evidence: sending('urn:ietf:wg:oauth:2.0:oob') },
      { name: 'its automatic form', evidence: sending('urn:ietf:wg:oauth:2.0:oob:auto') },
    ],
    silent: [
      { name: 'another URN', evidence: sending('urn:ietf:wg:oauth:2.0:device') },
      { name: 'an address with such a path', evidence: sending('https://ledger.example/oob') },
    ],
  },
});

function sending(redirect_uri: string): ReturnType<typeof authorizationExample> {
  return authorizationExample({ problem: 'redirect-uri-not-registered', parameters: { redirect_uri } });
}
