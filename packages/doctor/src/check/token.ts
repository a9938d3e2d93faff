import { clientCredentialKindOf, type DecodedJwt, decodeJwt, readToken, type TokenReading } from '@candor/protocol';
import type { Diagnosis } from '../diagnosis.ts';
import { providers } from '../providers/registry.ts';
import { countOf } from '../text/secret.ts';
import { showTime } from '../text/time.ts';
import { showValue } from '../text/value.ts';
import { adviceOn, type Check, type CheckFact } from './check.ts';
import { jwtFacts, kindOfJwt, timeFaults } from './jwt-claims.ts';

/** A longer text is no token. In characters. */
const longest = 16_384;

/**
 * Tells what a token is by its text alone: its kind, the claims that are about no person, its times against `now` (Unix
 * milliseconds), and for tokens of Candor whether it is whole. Verifies no signature: that needs the issuer's key.
 */
export function checkToken(text: string, now: number): Check {
  // As it stands in a request: the header, or its value. What is wrong inside stays.
  const token = text.replace(/\r?\n$/, '').replace(/^\s*(?:authorization\s*:\s*)?(?:bearer|dpop) (?=\S)/i, '');
  if (token.length > longest) return wrong('This is too long for a token.', [lengthOf(token)], []);
  if (token.trim() === '') return wrong('There is no token in this text.', [lengthOf(token)], []);
  const reading = readToken(token);
  if (reading.outcome !== 'not-a-token') return candorToken(reading, token);
  const bare = token.replace(/^[\s"'`]*(?:bearer\s+)?/i, '').replace(/[\s"'`,;]+$/, '');
  const around = bare === token ? [] : [decorated(token, bare)];
  const jwt = decodeJwt(bare);
  if (jwt !== undefined) return jwtCheck(jwt, bare, now, around);
  if (bare.split('.').length === 5 && bare.startsWith('ey')) return encrypted(bare, around);
  if (bare.startsWith('ey') && bare.includes('.')) return brokenJwt(bare);
  const facts = [{ name: 'kind', value: opaqueKind(bare) }, lengthOf(bare)];
  if (around.length > 0) return wrong('A server would refuse this token as it stands.', facts, around);
  const title = 'The token is opaque: only the server that issued it can tell whether it is live.';
  return { version: 1, right: true, title, facts, diagnoses: [], redacted: true };
}

function jwtCheck(jwt: DecodedJwt, text: string, now: number, around: readonly Diagnosis[]): Check {
  const kind = kindOfJwt(jwt);
  const facts: CheckFact[] = [
    { name: 'kind', value: kind },
    lengthOf(text),
    ...jwtFacts(jwt, now),
    {
      name: 'signature',
      value: jwt.signature.length === 0 ? 'none' : 'not verified: that needs the key of the issuer',
    },
  ];
  const faults = [...around, ...timeFaults(jwt, now)];
  if (faults.length > 0) {
    const isCertain = faults.some(({ confidence }) => confidence === 'certain');
    return wrong(`A server ${isCertain ? 'would' : 'may'} refuse this token.`, facts, faults);
  }
  const life = jwt.payload.exp === undefined ? '' : ' and within its life';
  const title = `The token is well formed${life}. It is ${/^[aeio]/i.test(kind) ? 'an' : 'a'} ${kind}.`;
  return { version: 1, right: true, title, facts, diagnoses: [], redacted: true };
}

function candorToken(reading: Exclude<TokenReading, { outcome: 'not-a-token' }>, text: string): Check {
  const kind = reading.kind.replaceAll('-', ' ');
  const facts: CheckFact[] = [{ name: 'kind', value: `${kind} of Candor` }];
  if (reading.environment !== undefined) facts.push({ name: 'environment', value: reading.environment });
  facts.push(lengthOf(text));
  const place = { where: 'token', expected: `the ${kind} as it was issued` };
  switch (reading.outcome) {
    case 'token': {
      facts.push({ name: 'issued', value: showTime(timeOfId(reading.id)) }, { name: 'checksum', value: 'right' });
      const title = `The ${kind} is whole. Whether it is live only the server knows.`;
      return { version: 1, right: true, title, facts, diagnoses: [], redacted: true };
    }
    case 'truncated': {
      const missing = reading.missing === undefined ? 'its end' : `its last ${countOf(reading.missing, 'character')}`;
      const line = { ...place, seen: `${kind} without ${missing}` };
      const title = `The ${kind} is cut off: ${missing} ${reading.missing === 1 || !reading.missing ? 'is' : 'are'} missing.`;
      return wrong('A server would refuse this token.', facts, [
        adviceOn('token-use/token-truncated', 'cut', line, title),
      ]);
    }
    case 'altered': {
      const why = {
        'too-long': 'has characters behind its end',
        characters: 'has characters that none has',
        checksum: 'does not fit its checksum',
      };
      const title = `The ${kind} was altered: it ${why[reading.why]}.`;
      const line = { ...place, seen: `${kind} that ${why[reading.why]}` };
      return wrong('A server would refuse this token.', facts, [
        adviceOn('token-use/token-truncated', 'altered', line, title, {
          why: 'Tokens of Candor have one length, one alphabet and a checksum at the end, so that what was added, encoded or mistyped on the way shows.',
          fix: ['Take the token again from the answer that brought it, and hand it over as it is.'],
        }),
      ]);
    }
    default: {
      facts.push({ name: 'checksum', value: reading.intact ? 'right, once the signs around it are gone' : 'wrong' });
      return wrong('A server would refuse this token as it stands.', facts, [decorated(text, reading.trimmed)]);
    }
  }
}

/** The time that begins a token's identifier: 48 bits of Unix milliseconds. */
function timeOfId(id: Uint8Array): number {
  return id.slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
}

function decorated(text: string, bare: string): Diagnosis {
  const before = text.slice(0, text.indexOf(bare));
  const after = text.slice(text.indexOf(bare) + bare.length);
  const line = {
    where: 'token',
    seen: `${showValue(before)}…${showValue(after)}`,
    expected: 'the token alone, without white space, quotes or the word Bearer',
  };
  return adviceOn('transport-endpoint/stray-whitespace', 'around-token', line, 'There is something around the token.');
}

function encrypted(text: string, around: readonly Diagnosis[]): Check {
  const facts = [{ name: 'kind', value: 'encrypted JWT (JWE)' }, lengthOf(text)];
  if (around.length > 0) return wrong('A server would refuse this token as it stands.', facts, around);
  const title = 'The token is encrypted: nothing in it can be read without the key.';
  return { version: 1, right: true, title, facts, diagnoses: [], redacted: true };
}

function brokenJwt(text: string): Check {
  const parts = text.split('.');
  const title = 'The token begins like a JWT, and can not be decoded: it was cut or altered.';
  const line = {
    where: 'token',
    seen: `${countOf(parts.length, 'part')}, of ${parts
      .map((part) => part.length)
      .slice(0, 5)
      .join(' and ')} characters`,
    expected: 'three parts of base64url, the first two JSON objects',
  };
  const facts = [{ name: 'kind', value: 'damaged JWT' }, lengthOf(text)];
  return wrong('A server would refuse this token.', facts, [
    adviceOn('token-use/token-truncated', 'jwt-damaged', line, title),
  ]);
}

/** The kind of a text that says nothing else: by Candor's own credentials and the providers' token shapes. */
function opaqueKind(text: string): string {
  const own = clientCredentialKindOf(text);
  if (own !== undefined) return `${own.replaceAll('-', ' ')} of Candor, which is no token`;
  for (const { title, tokens } of providers) {
    const shape = tokens?.find(({ telling, pattern }) => telling === true && pattern.test(text));
    if (shape !== undefined) return `${shape.kind.replaceAll('-', ' ')} of ${title}, by its shape`;
  }
  return 'opaque token';
}

function lengthOf(text: string): CheckFact {
  return { name: 'length', value: countOf(text.length, 'character') };
}

function wrong(title: string, facts: readonly CheckFact[], diagnoses: readonly Diagnosis[]): Check {
  return { version: 1, right: false, title, facts, diagnoses, redacted: true };
}
