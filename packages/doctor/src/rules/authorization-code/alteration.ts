import { decodePercent, readToken, type TokenKind } from '@candor/protocol';
import type { Evidence } from '../../evidence/evidence.ts';
import { sentValue } from '../../evidence/sent.ts';
import { countOf } from '../../text/secret.ts';
import type { Match } from '../rule.ts';

/** In which way a code was changed between the callback and the token request. */
export type Alteration =
  | 'encoded'
  | 'blank'
  | 'rest-of-query'
  | 'decorated'
  | 'truncated'
  | 'too-long'
  | 'altered'
  | 'other-kind';

interface Seen {
  readonly how: Alteration;
  readonly seen: string;
  readonly kind?: TokenKind;
}

/** Finds one of these alterations of the code that was sent. */
export function matchAlteration(
  evidence: Evidence,
  hows: readonly Alteration[],
): Match<{ readonly how: Alteration; readonly kind: TokenKind | undefined }> | undefined {
  const alteration = alterationOf(sentValue(evidence, 'code') ?? '');
  if (alteration === undefined || !hows.includes(alteration.how)) return undefined;
  return {
    confidence: 'certain',
    evidence: [
      { where: 'code', seen: alteration.seen, expected: 'the code parameter of the callback, decoded once, unchanged' },
    ],
    facts: { how: alteration.how, kind: alteration.kind },
  };
}

/** How to read a code, and what to do after. */
export const readTheCallback: readonly string[] = Object.freeze([
  'Read the code with a URL parser: new URL(callback).searchParams.get("code") in JavaScript, parse_qs in Python.',
  'Hand it to the form builder as it is, and start a new authorization to try it.',
]);

function alterationOf(code: string): Seen | undefined {
  const length = countOf(code.length, 'character');
  if (/&(?:state|scope|iss|session_state)=|\?code=|^code=/.test(code)) {
    return { how: 'rest-of-query', seen: `${length}, with & or = and the name of another parameter in them` };
  }
  if (/%[0-9A-Fa-f]{2}/.test(code) && decodePercent(code) !== undefined) {
    return { how: 'encoded', seen: `${length}, with %-escapes that were not decoded` };
  }
  if (/\S \S/.test(code)) return { how: 'blank', seen: `${length}, with a blank inside` };
  const reading = readToken(code);
  if (reading.outcome === 'not-a-token') return undefined;
  if (reading.kind !== 'authorization-code') {
    return { how: 'other-kind', seen: `${length}, of the kind ${reading.kind}`, kind: reading.kind };
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
