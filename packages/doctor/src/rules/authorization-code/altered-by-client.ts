import { decodePercent, readToken } from '@candor/protocol';
import { sentValue } from '../../evidence/sent.ts';
import { countOf } from '../../text/secret.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** In which way a code was changed, with what was seen of it. */
interface Alteration {
  readonly how: 'encoded' | 'rest-of-query' | 'decorated' | 'truncated' | 'too-long' | 'altered' | 'other-kind';
  readonly seen: string;
}

const what: Readonly<Record<Alteration['how'], string>> = {
  encoded: 'The code is still percent-encoded.',
  'rest-of-query': 'The code has other parameters of the callback attached.',
  decorated: 'The code has white space or quotation marks around it.',
  truncated: 'The code is cut off at its end.',
  'too-long': 'The code has text attached at its end.',
  altered: 'The code was altered: its checksum does not fit.',
  'other-kind': 'What was sent as code is another credential.',
};

/** The code is not the text that the callback delivered. RFC 6749 section 4.1.3. */
export const alteredByClient = defineRule({
  cause: 'authorization-code/altered-by-client',
  variant: 'altered-by-client',
  title: 'The code is not what the callback delivered',
  specs: ['RFC 6749 section 4.1.3', 'RFC 3986 section 2.4'],
  needs: ['sent-code'],
  explains: ['code-unknown', 'parameter-malformed'],
  noiseWhen: ['environment/environment-mix-up:token'],
  specificity: 3,
  check: (evidence) => {
    const code = sentValue(evidence, 'code') ?? '';
    const alteration = alterationOf(code);
    if (alteration === undefined) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code',
          seen: alteration.seen,
          expected: 'the code parameter of the callback, decoded once, unchanged',
        },
      ],
      facts: { how: alteration.how },
    };
  },
  say: {
    what: ({ how }) => what[how],
    why: ({ how }) =>
      how === 'truncated'
        ? 'Codes of this server end in a checksum, which shows a cut before any look-up. A column, a log line or a regular expression that stops at a character is shorter than the code.'
        : 'A code is looked up as it is sent. The callback address has to be read with a URL parser, which separates the parameters and decodes each value exactly once.',
    fix: ({ how }) => [
      how === 'other-kind'
        ? "Send the code parameter of the callback as code. Tokens of an earlier response don't belong there."
        : 'Read it with a URL parser: new URL(callback).searchParams.get("code") in JavaScript, parse_qs in Python.',
      'Hand it to the form builder as it is, and start a new authorization to try it.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'encoded twice',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'example%2Dcode%2D0001' } }),
      },
      {
        name: 'cut off',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'cac_sandbox_exampleexample' } }),
      },
      {
        name: 'the rest of the query is attached',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'example-code-0001&state=x' } }),
      },
      {
        name: 'a refresh token in the place of the code',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'crt_sandbox_exampleexample' } }),
      },
    ],
    silent: [
      {
        name: 'a code of another shape, which nobody altered',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'example-code-of-another-server' } }),
      },
      {
        name: 'a code with a per cent sign that escapes nothing',
        evidence: codeExample({ problem: 'code-unknown', parameters: { code: 'example%code' } }),
      },
    ],
  },
});

function alterationOf(code: string): Alteration | undefined {
  const length = countOf(code.length, 'character');
  if (/&(?:state|scope|iss|session_state)=|\?code=|^code=/.test(code)) {
    return { how: 'rest-of-query', seen: `${length}, with & or = and the name of another parameter in them` };
  }
  if (/%[0-9A-Fa-f]{2}/.test(code) && decodePercent(code) !== undefined) {
    return { how: 'encoded', seen: `${length}, with %-escapes that were not decoded` };
  }
  const reading = readToken(code);
  if (reading.outcome === 'not-a-token') return undefined;
  if (reading.kind !== 'authorization-code') {
    return { how: 'other-kind', seen: `${length}, of the kind ${reading.kind}` };
  }
  if (reading.outcome === 'decorated')
    return { how: 'decorated', seen: `${length}, with white space or quotes around` };
  if (reading.outcome === 'truncated') {
    const missing = reading.missing === undefined ? 'the end' : `the last ${countOf(reading.missing, 'character')}`;
    return { how: 'truncated', seen: `${length}, without ${missing}` };
  }
  if (reading.outcome === 'altered') {
    return reading.why === 'too-long'
      ? { how: 'too-long', seen: `${length}, more than a code has` }
      : { how: 'altered', seen: `${length}, and the checksum does not fit` };
  }
  return undefined;
}
