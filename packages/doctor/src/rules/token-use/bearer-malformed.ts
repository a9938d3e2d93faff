import { type BearerFault, readBearer, readToken } from '@candor/protocol';
import type { Evidence } from '../../evidence/evidence.ts';
import { sentHeader } from '../../evidence/sent.ts';
import { countOf } from '../../text/secret.ts';
import { basicOf, bearerExample } from '../example.ts';
import { defineRule } from '../rule.ts';

type Fault =
  | BearerFault
  | 'scheme-missing'
  | 'basic'
  | 'api-key'
  | 'key-as-bearer'
  | 'spaces'
  | 'length'
  | 'other-scheme';

/** What is wrong, as the end of two sentences: what was seen, and what happened. */
const faults: Readonly<Record<Fault, readonly [string, string]>> = {
  'scheme-missing': ['without the word Bearer', 'holds the token alone, without the word Bearer before it'],
  basic: ['with the scheme Basic', 'has the scheme Basic, which is for client credentials'],
  'api-key': ['with the prefix of private API keys', 'has the prefix of private API keys, which carry no access token'],
  'key-as-bearer': ['Bearer and a private API key', 'has a private API key where the access token belongs'],
  spaces: ['with more than one space after Bearer', 'has more than one space after the word Bearer'],
  length: ['with another length than access tokens have here', 'holds a token that has lost or gained characters'],
  'other-scheme': ['with another scheme than Bearer', 'has another scheme than Bearer'],
  'token-missing': ['Bearer, and nothing after it', 'has nothing after the word Bearer'],
  'scheme-followed-by-colon': ['with a colon after Bearer', 'has a colon after the word Bearer'],
  'scheme-twice': ['with the word Bearer twice', 'has the word Bearer twice'],
  'more-than-one-token': [
    'with a blank or a comma inside',
    'has a blank or a comma inside the token, or more than one token',
  ],
  quoted: ['with quotation marks around the token', 'has quotation marks around the token'],
  characters: ['with characters that no token has', 'has characters in it that no token has'],
  'too-long': ['longer than any token', 'holds more characters than any token of this server'],
};

/** The Authorization header is there, and is not Bearer, one space and one token. RFC 6750 section 2.1. */
export const bearerMalformed = defineRule({
  cause: 'token-use/authorization-header-malformed',
  variant: 'malformed',
  title: 'The Authorization header is not Bearer, one space and one token',
  specs: ['RFC 6750 section 2.1', 'RFC 9110 section 11.4'],
  needs: ['authorization-header'],
  explains: ['authorization-header-malformed'],
  check: (evidence) => {
    const header = sentHeader(evidence, 'authorization') ?? '';
    const fault = faultOf(header) ?? shapeFault(evidence);
    if (fault === undefined) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization header',
          seen: `${countOf(header.length, 'character')}, ${faults[fault][0]}`,
          expected: 'Bearer, one space, and the access token',
        },
      ],
      facts: { fault },
    };
  },
  say: {
    what: ({ fault }) => `The Authorization header ${faults[fault][1]}.`,
    why: ({ fault }) =>
      fault === 'token-missing'
        ? 'The variable that should hold the token is empty in the running app: it was read before the token response, or from another member of it than access_token.'
        : 'The header is one word and one token with one space between them (RFC 6750 section 2.1). It is put together from two texts, and one of them has a part of the other, or lacks its own.',
    fix: ({ fault }) => {
      if (fault === 'token-missing') return ['Look at where the app reads access_token, and stop when it is empty.'];
      if (fault === 'basic')
        return [
          'Send Authorization: Bearer, one space, and the access_token of the token response. Client id and secret go to the token endpoint only.',
        ];
      return [
        'Build it in one place: Authorization: Bearer, one space, and access_token as the token response had it.',
        'Remove whatever else adds to it: an HTTP client or a helper may write the word Bearer by itself.',
      ];
    },
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'nothing after Bearer', evidence: malformed('Bearer ') },
      { name: 'a colon', evidence: malformed('Bearer: example-access-token-0001') },
      { name: 'Bearer twice', evidence: malformed('Bearer Bearer example-access-token-0001') },
      { name: 'quotation marks', evidence: malformed('Bearer "example-access-token-0001"') },
      { name: 'two tokens', evidence: malformed('Bearer example-access-token-0001, example-2') },
      { name: 'the token alone', evidence: malformed('cat_sandbox_exampleexample') },
      { name: 'client credentials', evidence: malformed(basicOf('ledger-sync', 'example-secret')) },
      { name: 'another scheme', evidence: malformed('Token example-access-token-0001') },
      { name: 'the prefix of private keys', evidence: malformed('Example-API-Key example-access-token-0001') },
      { name: 'a private key', evidence: malformed('Bearer pk_example', 'wrong length') },
      { name: 'a token of another length', evidence: malformed('Bearer example', 'wrong length') },
    ],
    silent: [
      { name: 'no header', evidence: malformed(undefined) },
      {
        name: 'small letters and two spaces, which are no mistake',
        evidence: malformed('bearer  example-access-token-0001'),
      },
    ],
  },
});

function malformed(authorization: string | undefined, seen?: string) {
  const detail = seen === undefined ? {} : { detail: { seen } };
  return bearerExample({ problem: 'authorization-header-malformed', authorization, ...detail });
}

function faultOf(header: string): Fault | undefined {
  if (header === '') return undefined;
  const reading = readBearer(header);
  if (reading.outcome === 'token') return undefined;
  if (reading.outcome === 'malformed') return reading.why;
  if (reading.scheme === 'basic') return 'basic';
  if (reading.scheme.endsWith('-api-key')) return 'api-key';
  const alone = reading.scheme === '' || readToken(header).outcome !== 'not-a-token' || header.startsWith('eyJ');
  return alone ? 'scheme-missing' : 'other-scheme';
}

/** The header is well-formed, and its token is not of the shape that tokens have here. */
function shapeFault(evidence: Evidence): Fault | undefined {
  const { seen } = evidence.detail ?? {};
  const header = sentHeader(evidence, 'authorization') ?? '';
  if (typeof seen !== 'string' || readBearer(header).outcome !== 'token') return undefined;
  if (/^bearer +pk_/i.test(header)) return 'key-as-bearer';
  return /^\S+ {2,}/.test(header) ? 'spaces' : 'length';
}
