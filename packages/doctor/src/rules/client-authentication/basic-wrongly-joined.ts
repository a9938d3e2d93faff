import { readBasic } from '@candor/protocol';
import { basicCredentials } from '../../evidence/client-credentials.ts';
import { sentHeader } from '../../evidence/sent.ts';
import { countOf } from '../../text/secret.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

type Join = 'no-colon' | 'nothing-before' | 'each-alone';

const seenAs: Readonly<Record<Join, string>> = {
  'no-colon': 'without a colon when decoded',
  'nothing-before': 'with nothing before the colon when decoded',
  'each-alone': 'of two base64 texts with a colon between them',
};

/** Client id and secret were not joined by one colon before they were encoded. RFC 7617 section 2. */
export const basicWronglyJoined = defineRule({
  cause: 'client-authentication/basic-content-wrong',
  variant: 'wrongly-joined',
  title: 'Client id and secret are not joined by a colon in the Basic header',
  specs: ['RFC 7617 section 2'],
  needs: ['authorization-header'],
  explains: ['client-credentials-malformed'],
  specificity: 3,
  noiseWhen: ['client-authentication/basic-bytes-literal', 'client-authentication/basic-content-wrong:encoded-twice'],
  check: (evidence) => {
    const value = basicCredentials(evidence) ?? '';
    const join = joinOf(readBasic(sentHeader(evidence, 'authorization') ?? ''), value);
    if (join === undefined) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization header',
          seen: `Basic and ${countOf(value.length, 'character')}, ${seenAs[join]}`,
          expected: 'Basic, one space, and base64 of client id, colon, secret',
        },
      ],
      facts: { join },
    };
  },
  say: {
    what: ({ join }) => `The Authorization header has credentials ${seenAs[join]}.`,
    why: () =>
      'The pair is joined by one colon first, and encoded as a whole then (RFC 7617 section 2). The reader decodes it and splits it at the first colon.',
    fix: ({ join }) => [
      join === 'nothing-before'
        ? 'Check that the running process has the client id: the variable before the colon is empty.'
        : "Join, then encode: Buffer.from(id + ':' + secret).toString('base64').",
      'With a library, hand over id and secret as two values, and let it build the header.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'a blank in the place of the colon', evidence: sending(`Basic ${btoa('ledger-sync example-secret')}`) },
      { name: 'each side encoded alone', evidence: sending(`Basic ${btoa('ledger-sync!')}:${btoa('a secret!')}`) },
      { name: 'an empty client id', evidence: sending(`Basic ${btoa(':example-secret')}`) },
    ],
    silent: [
      { name: 'an id and a secret that are both empty', evidence: sending(`Basic ${btoa(':')}`) },
      { name: 'plain id and secret', evidence: sending('Basic ledger-sync:example-secret') },
      { name: 'a colon too many, which belongs to the secret', evidence: sending(`Basic ${btoa('ledger:a:b')}`) },
    ],
  },
});

function sending(authorization: string) {
  return codeExample({ problem: 'client-credentials-malformed', authorization });
}

function joinOf(reading: ReturnType<typeof readBasic>, value: string): Join | undefined {
  if (reading.outcome !== 'malformed') return undefined;
  if (reading.why === 'colon-missing') return 'no-colon';
  // A colon alone: neither id nor secret was there, and they were joined well.
  if (reading.why === 'client-id-missing') return value === 'Og==' ? undefined : 'nothing-before';
  const sides = value.split(':');
  return sides.length === 2 && sides.every((side) => side.length % 4 === 0 && /^[A-Za-z0-9+/]{8,}={0,2}$/.test(side))
    ? 'each-alone'
    : undefined;
}
