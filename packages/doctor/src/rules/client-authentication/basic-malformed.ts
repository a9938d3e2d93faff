import { type BasicFault, readBasic } from '@candor/protocol';
import { basicCredentials } from '../../evidence/client-credentials.ts';
import { sentHeader } from '../../evidence/sent.ts';
import { countOf } from '../../text/secret.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

type Fault = Exclude<BasicFault, 'colon-missing' | 'client-id-missing'>;

/** What is wrong, as the end of two sentences: what was seen, and what happened. */
const faults: Readonly<Record<Fault, readonly [string, string]>> = {
  'credentials-missing': ['nothing after Basic', 'has nothing after the word Basic'],
  'not-base64': ['with characters or a length that base64 has not', 'holds no base64 after the word Basic'],
  base64url: ['with - or _, which standard base64 has not', 'is encoded with base64url in place of standard base64'],
  'padding-missing': ['without = at the end', 'lacks the padding at the end of the base64 text'],
  'stray-bits': [
    'cut or put together',
    'ends in a way that base64 of whole bytes never does, so it was cut or altered',
  ],
  'too-long': ['too many', 'holds more than client id and secret can be'],
  'control-character': [
    'with a line break or another control character inside',
    'has a line break or another control character in the decoded pair',
  ],
  'not-utf-8': ['not UTF-8 when decoded', 'decodes to bytes that are not UTF-8'],
};

/** What follows Basic is not the base64 text of client id, colon and secret. RFC 7617 section 2. */
export const basicMalformed = defineRule({
  cause: 'client-authentication/basic-content-wrong',
  variant: 'malformed',
  title: 'The Basic header can not be decoded',
  specs: ['RFC 6749 section 2.3.1', 'RFC 7617 section 2'],
  needs: ['authorization-header'],
  explains: ['client-credentials-malformed'],
  noiseWhen: [
    'client-authentication/basic-bytes-literal',
    'client-authentication/basic-content-wrong:not-encoded',
    'client-authentication/basic-content-wrong:wrongly-joined',
    'client-authentication/credentials-missing',
    'transport-endpoint/stray-whitespace',
  ],
  check: (evidence) => {
    const reading = readBasic(sentHeader(evidence, 'authorization') ?? '');
    if (reading.outcome !== 'malformed') return undefined;
    if (reading.why === 'colon-missing' || reading.why === 'client-id-missing') return undefined;
    const value = basicCredentials(evidence) ?? '';
    const fault: Fault = reading.why;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization header',
          seen: `Basic and ${countOf(value.length, 'character')}, ${faults[fault][0]}`,
          expected: 'Basic, one space, and base64 of client id, colon, secret, with = where it is due',
        },
      ],
      facts: { fault },
    };
  },
  say: {
    what: ({ fault }) => `The Authorization header ${faults[fault][1]}.`,
    why: () =>
      'client_secret_basic is "Basic " and standard base64 of client id, colon and secret (RFC 7617 section 2), after both were form-encoded (RFC 6749 section 2.3.1).',
    fix: ({ fault }) => [
      fault === 'control-character'
        ? 'Trim the id and the secret where they are read: a line break came with one of them.'
        : "Build the header in one step: 'Basic ' + Buffer.from(id + ':' + secret).toString('base64'), or let the OAuth library do it.",
      'Use an encoder that adds no line breaks: base64 -w0 on the command line.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a sign that base64 has not',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: `Basic ${btoa('ledger-sync:example-secret')}!`,
        }),
      },
      {
        name: 'padding was removed',
        evidence: codeExample({ problem: 'client-credentials-malformed', authorization: 'Basic bGVkZ2VyOnNlY3JldA' }),
      },
    ],
    silent: [
      {
        name: 'plain id and secret, which is a finding of its own',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: 'Basic ledger-sync:example-secret',
        }),
      },
      {
        name: 'a well-formed header with a wrong secret',
        evidence: codeExample({ problem: 'client-secret-wrong', authorization: `Basic ${btoa('ledger-sync:wrong')}` }),
      },
      {
        name: 'a bytes literal, which is a finding of its own',
        evidence: codeExample({
          problem: 'client-credentials-malformed',
          authorization: "Basic b'bGVkZ2VyOnNlY3JldA=='",
        }),
      },
    ],
  },
});
